"""What the tests of 今日待办 do: enter a record, and ask what a source tells."""

from datetime import date
from typing import Any

from ycpe_desktop.ledgers import Ledger
from ycpe_desktop.policy.due import due
from ycpe_desktop.policy.due_kind import Due
from ycpe_desktop.store import Store

TODAY = date(2026, 11, 23)  # a Monday


def put(store: Store, ledger: type[Ledger], **values: Any) -> str:
    with store.writing("登记") as writer:
        return writer.insert(ledger, values)


def told(store: Store, source: str, day: date = TODAY) -> list[Due]:
    return [each for each in due(store, day) if each.source == source]


def one(store: Store, source: str, day: date = TODAY) -> Due:
    (found,) = told(store, source, day)
    return found
