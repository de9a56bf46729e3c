"""The history of every record and of all actions. Undo appends an inverse action, see ``inverting``."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, delete, func, select, update

from ycpe_desktop.store.tables import action, change

EDITING = ("edit", "import", "redo", "setting")
LOOKED_BACK = 300
"""Actions among which those are sought that can be joined."""


class Step(NamedTuple):
    """One action as the history shows it."""

    id: int
    at: str
    label: str
    kind: str
    changes: int
    undone: bool
    """Taken back and not brought back since."""
    source: str = ""
    last: int = 0
    """The action that must be inverted to undo (or redo) this one: itself, or what brought it back last."""


class Trace(NamedTuple):
    """One change of one record: when, in which action, field name → (before, after) as kept."""

    at: str
    action: int
    label: str
    ledger: str
    uuid: str
    operation: str
    fields: dict[str, tuple[Any, Any]]


def steps(connection: Connection, limit: int = 200) -> list[Step]:
    """The newest actions first."""
    return _steps(connection, select(action).order_by(action.c.id.desc()).limit(limit))


def step(connection: Connection, key: int) -> Step | None:
    """That one action."""
    return next(iter(_steps(connection, select(action).where(action.c.id == key))), None)


def traces(connection: Connection, owner: str, field: str = "", limit: int = 500) -> list[Trace]:
    """What happened to a record, its periods and attachments with it, newest first; to one field if named."""
    wanted = (
        select(change, action.c.at, action.c.label)
        .join(action, action.c.id == change.c.action)
        .where(change.c.owner == owner)
        .order_by(change.c.id.desc())
        .limit(limit)
    )
    found = []
    for row in connection.execute(wanted).mappings():
        fields = {name: (pair[0], pair[1]) for name, pair in row["fields"].items() if name not in ("uuid", "owner")}
        if field and field not in fields and not row["ledger"].endswith(f"_{field}"):
            continue
        found.append(
            Trace(row["at"], row["action"], row["label"], row["ledger"], row["uuid"], row["operation"], fields)
        )
    return found


def next_undo(connection: Connection) -> Step | None:
    """What Ctrl+Z would take back: the newest action that is not undone itself."""
    wanted = select(action.c.id).where(action.c.kind.in_(EDITING), action.c.undone_by.is_(None))
    return _step(connection, connection.scalar(wanted.order_by(action.c.id.desc()).limit(1)))


def next_redo(connection: Connection) -> Step | None:
    """What Ctrl+Y would bring back; nothing once another action has followed the undo."""
    last = connection.scalar(select(func.max(action.c.id)).where(action.c.kind.not_in(("undo", "redo")))) or 0
    wanted = select(func.max(action.c.id)).where(action.c.kind == "undo", action.c.undone_by.is_(None))
    return _step(connection, connection.scalar(wanted.where(action.c.id > last)))


def join(connection: Connection, beginning: str) -> None:
    """Edits whose labels begin so, and that followed one another, become one: the last of them with all changes.

    What has been undone, or had another action come between, stays apart.
    """
    names = (action.c.id, action.c.kind, action.c.label, action.c.undone_by, action.c.changes)
    newest = connection.execute(select(*names).order_by(action.c.id.desc()).limit(LOOKED_BACK)).all()
    alike = groupby(
        newest, lambda row: row.kind == "edit" and row.undone_by is None and row.label.startswith(beginning)
    )
    for last, *others in (list(rows) for such, rows in alike if such):
        earlier = [row.id for row in others]
        counted = last.changes + sum(row.changes for row in others)
        connection.execute(update(change).where(change.c.action.in_(earlier)).values(action=last.id))
        connection.execute(update(action).where(action.c.id == last.id).values(changes=counted))
        connection.execute(delete(action).where(action.c.id.in_(earlier)))


def _step(connection: Connection, key: int | None) -> Step | None:
    return None if key is None else step(connection, key)


def _steps(connection: Connection, wanted: Select[Any]) -> list[Step]:
    rows = list(connection.execute(wanted).mappings())
    chains = _chains(connection, [row["id"] for row in rows])
    return [
        Step(
            row["id"],
            row["at"],
            row["label"],
            row["kind"],
            row["changes"],
            len(chains[row["id"]]) % 2 == 0,
            row["source"] or "",
            chains[row["id"]][-1],
        )
        for row in rows
    ]


def _chains(connection: Connection, keys: Sequence[int]) -> dict[int, list[int]]:
    """Action → itself, what undid it, what undid that (brought it back)…"""
    chains = {key: [key] for key in keys}
    ends = {key: key for key in keys}
    while ends:
        undone = _undone_by(connection, list(ends.values()))
        ends = {key: undone[end] for key, end in ends.items() if end in undone}
        for key, end in ends.items():
            chains[key].append(end)
    return chains


def _undone_by(connection: Connection, keys: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for start in range(0, len(keys), 500):
        part = action.c.id.in_(keys[start : start + 500])
        pairs = connection.execute(select(action.c.id, action.c.undone_by).where(part, action.c.undone_by.is_not(None)))
        found.update((key, by) for key, by in pairs)
    return found
