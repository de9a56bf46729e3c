"""The history of every record, and undo as an appended inverse action."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, func, select, update

from ycpe_desktop.faults import Refusal
from ycpe_desktop.store.recorded import dump, load
from ycpe_desktop.store.tables import METADATA, action, change
from ycpe_desktop.store.writer import Writer, references_to

EDITING = ("edit", "import", "redo", "setting")


@dataclass(frozen=True)
class Step:
    """One action as the history shows it."""

    id: int
    at: str
    label: str
    kind: str
    changes: int
    undone: bool
    source: str = ""


@dataclass(frozen=True)
class Trace:
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
    found = connection.execute(select(action).order_by(action.c.id.desc()).limit(limit)).mappings()
    return [
        Step(
            row["id"],
            row["at"],
            row["label"],
            row["kind"],
            row["changes"],
            row["undone_by"] is not None,
            row["source"] or "",
        )
        for row in found
    ]


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


def _step(connection: Connection, key: int | None) -> Step | None:
    if key is None:
        return None
    row = connection.execute(select(action).where(action.c.id == key)).mappings().one()
    return Step(row["id"], row["at"], row["label"], row["kind"], row["changes"], row["undone_by"] is not None)


def invert(writer: Writer, step: int) -> list[str]:
    """Write the inverse of every change of the action, newest first.

    A record whose cells changed since, or that others refer to by now, stays as it is and is named in the answer.
    Raises Refusal when nothing at all can be taken back.
    """
    connection = writer.connection
    rows = [
        dict(row)
        for row in connection.execute(
            select(change).where(change.c.action == step).order_by(change.c.id.desc())
        ).mappings()
    ]
    made = {row["uuid"] for row in rows if row["operation"] == "insert"}
    blocked: dict[str, str] = {}
    for row in rows:
        reason = _hindrance(writer, row, made, _final(rows, row))
        if reason and row["owner"] not in blocked:
            blocked[row["owner"]] = reason
    if rows and all(row["owner"] in blocked for row in rows):
        raise Refusal(next(iter(blocked.values())), "撤销", "请先撤销后来的改动")
    for row in rows:
        if row["owner"] not in blocked:
            _invert_one(writer, row)
    connection.execute(update(action).where(action.c.id == step).values(undone_by=writer.action_id))
    return list(blocked.values())


def _final(rows: Sequence[dict[str, Any]], row: dict[str, Any]) -> dict[str, Any]:
    """What the action left in the fields of this row: its own later changes count."""
    left: dict[str, Any] = {}
    for other in reversed(rows):
        if other["uuid"] == row["uuid"] and other["id"] >= row["id"]:
            left.update({name: pair[1] for name, pair in other["fields"].items()})
    return left


def _hindrance(writer: Writer, row: dict[str, Any], made: set[str], final: dict[str, Any]) -> str:
    table = METADATA.tables[row["ledger"]]
    now = writer.row(table, row["uuid"])
    if row["operation"] == "delete":
        return "" if now is None or row["uuid"] in made else f"“{_called(row, now)}”又被重新建立"
    if now is None:
        return "" if all(value is None for value in final.values()) else f"“{_called(row, {})}”后来已被删除"
    kept = {**dict.fromkeys(now), **final} if row["operation"] == "insert" else final
    if any(dump(now.get(name)) != value for name, value in kept.items() if name in now):
        return f"“{_called(row, now)}”后来又改过"
    if row["operation"] == "insert":
        for other, column in references_to(row["ledger"]):
            users = set(writer.connection.scalars(select(other.c.uuid).where(column == row["uuid"])))
            if users - made:
                return f"“{_called(row, now)}”已被 {len(users - made)} 条其他记录用到"
    return ""


def _called(row: dict[str, Any], now: dict[str, Any]) -> str:
    name = now.get("name") or row["fields"].get("name", [None, None])[1] or now.get("value")
    return str(name or row["uuid"][:8])


def _invert_one(writer: Writer, row: dict[str, Any]) -> None:
    table: Table = METADATA.tables[row["ledger"]]
    before = {name: load(table, name, pair[0]) for name, pair in row["fields"].items()}
    if row["operation"] == "insert":
        writer.remove(table, row["uuid"])
    elif row["operation"] == "delete":
        writer.put(table, {**before, "uuid": row["uuid"]})
    else:
        now = writer.row(table, row["uuid"])
        writer.alter(table, row["uuid"], now or {}, before)
