"""What a command has to tell, and opening the store for it."""

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import LEDGERS, Ledger, ledger_named
from ycpe_desktop.store import Store, open_store


@dataclass(frozen=True)
class Told:
    """``data`` for --json, ``lines`` for people; ``problems``: the exit code is 1."""

    data: Any
    lines: Sequence[str] = field(default=())
    problems: bool = False


@contextmanager
def opened(given: Namespace, *, writable: bool = False) -> Iterator[Store]:
    store = open_store(given.data_dir, writable=writable)
    try:
        yield store
    finally:
        store.close()


def ledger_meant(text: str) -> type[Ledger]:
    found = ledger_named(text)
    if found is None:
        raise Refusal(f"没有“{text}”这本台账", "", f"可用的有：{'、'.join(ledger.TITLE for ledger in LEDGERS)}")
    return found


def year_meant(given: Namespace, store: Store) -> int:
    return int(given.year) if given.year is not None else store.current_year


def progress(text: str) -> None:
    """One line on stderr: stdout holds the answer only."""
    sys.stderr.write(f"{text}\n")
