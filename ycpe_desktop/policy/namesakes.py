"""Supervisors of one name, told apart wherever one is chosen or spoken of: 王伟（教研室）, 王伟（实验小学）.

What is printed and published has the name alone; there the employer and the kindergartens stand beside it.
"""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, select

from ycpe_desktop.ledgers import Supervisor
from ycpe_desktop.store import Store
from ycpe_desktop.store.listing import table_of

BY = ("employer", "township", "certificate", "phone")
"""What tells them apart, in this order: the first that everybody of the name has, and nobody shares."""


def supervisor_names(store: Store, connection: Connection) -> dict[str, str]:
    """All supervisors by their keys."""
    table = table_of(Supervisor)
    columns = (table.c.uuid, table.c.name, *(table.c[name] for name in BY))
    return told_apart(store, connection.execute(select(*columns)))


def told_apart(store: Store, people: Iterable[Any]) -> dict[str, str]:
    """Rows of 责任督学 by their keys → the name, with what tells it from others of the name."""
    found: dict[str, str] = {}
    for name, same in groupby(sorted(people, key=_order), key=lambda each: str(each.name)):
        rows = list(same)
        found |= {each.uuid: name for each in rows} if len(rows) == 1 else _apart(store, name, rows)
    return found


def _apart(store: Store, name: str, rows: list[Any]) -> dict[str, str]:
    for by in BY:
        words = [_word(store, by, getattr(each, by)) for each in rows]
        if all(words) and len(set(words)) == len(words):
            return {each.uuid: f"{name}（{word}）" for each, word in zip(rows, words, strict=True)}
    return {each.uuid: f"{name}（{number}）" for number, each in enumerate(rows, 1)}


def _word(store: Store, by: str, value: str | None) -> str:
    return store.names.name("township", value) if value and by == "township" else str(value or "")


def _order(person: Any) -> tuple[str, ...]:
    return (str(person.name), *(str(getattr(person, by) or "") for by in BY), str(person.uuid))
