"""Undo: what an action did to each row, taken back as a whole or not at all for each record."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, Table, UniqueConstraint, select, update

from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import dated_of
from ycpe_desktop.schoolyear import label
from ycpe_desktop.store.names import StoreNames, called
from ycpe_desktop.store.recorded import columns_of, load
from ycpe_desktop.store.tables import LEDGER_TABLES, METADATA, action, change
from ycpe_desktop.store.totals import TOTALLED
from ycpe_desktop.store.writer import Progress, Writer, references_to

PART = 500
CHECKING, WRITING = "正在核对", "正在写入"


@dataclass
class Net:
    """What the action did to one row, all its changes taken together."""

    table: Table
    uuid: str
    owner: str
    born: bool
    """It did not exist before the action."""
    gone: bool
    """It does not exist after it."""
    before: dict[str, Any]
    after: dict[str, Any]
    now: dict[str, Any] | None = field(default=None)

    @cached_property
    def then(self) -> dict[str, Any] | None:
        """The row as it will be once the action is taken back; None where it will not be."""
        return None if self.born else {**(self.now or {}), **self.before, "uuid": self.uuid}


def invert(writer: Writer, step: int, progress: Progress = lambda *_: None) -> list[str]:
    """Write the inverse of the action, one row of history for each row that it touched.

    A record whose cells changed since, or that others refer to by now, stays as it is and is named in the answer.
    Raises Refusal when nothing at all can be taken back, or when a frozen year would be touched.
    """
    progress(CHECKING, 0, 0)
    nets = _nets(writer.connection, step, progress)
    blocked = _blocked(writer.connection, nets, progress)
    going = [net for net in nets if net.owner not in blocked]
    names = _names(writer.connection, [net for net, _ in blocked.values()])
    stayed = [f"“{_called(net, names)}”{reason}" for net, reason in blocked.values()]
    if nets and not going:
        raise Refusal(stayed[0], "撤销", "请先撤销后来的改动")
    _refuse_frozen(writer, going)
    _apply(writer, going, progress)
    writer.connection.execute(update(action).where(action.c.id == step).values(undone_by=writer.action_id))
    return stayed


def _nets(connection: Connection, step: int, progress: Progress) -> list[Net]:
    """One ``Net`` for each row, newest change first, with the row as it stands now."""
    nets = [net for net in reversed(_told(connection, step)) if not (net.born and net.gone)]
    for table in dict.fromkeys(net.table for net in nets):
        progress(CHECKING, 0, 0)
        rows = _rows(connection, table, table.c.uuid, [net.uuid for net in nets if net.table is table])
        now = {row["uuid"]: row for row in rows}
        for net in nets:
            if net.table is table:
                net.now = now.get(net.uuid)
    classes = any(net.table.name == "class_room" for net in nets)
    return [net for net in nets if not (classes and _summed_since(net))]


def _told(connection: Connection, step: int) -> list[Net]:
    """What the history says of each row, in the order of the last change of each."""
    found: dict[tuple[str, str], Net] = {}
    wanted = select(change.c.ledger, change.c.uuid, change.c.owner, change.c.operation, change.c.fields)
    for name, uuid, owner, operation, fields in connection.execute(
        wanted.where(change.c.action == step).order_by(change.c.id)
    ):
        table = METADATA.tables[name]
        net = found.pop((name, uuid), None) or Net(table, uuid, owner, operation == "insert", False, {}, {})
        for column, (before, after) in fields.items():
            if column in columns_of(table):
                net.before.setdefault(column, load(table, column, before))
                net.after[column] = load(table, column, after)
        net.gone = operation == "delete"
        found[name, uuid] = net
    return list(found.values())


def _summed_since(net: Net) -> bool:
    """Totals that the classes of the same action moved, and classes of a later one again: they are summed anew."""
    if net.table.name != "year_report" or net.now is None or net.gone:
        return False
    return set() < _differing(net) <= set(TOTALLED)


def _differing(net: Net) -> set[str]:
    """The columns that are not as the action left them; of a row that it made, every column counts."""
    now = net.now or {}
    left = {**dict.fromkeys(now), **net.after} if net.born else net.after
    return {name for name, value in left.items() if now.get(name) != value}


def _blocked(connection: Connection, nets: Sequence[Net], progress: Progress) -> dict[str, tuple[Net, str]]:
    """Owner → what of it must stay and why. What stays may in turn hold others, so it is looked at until nothing
    moves."""
    blocked: dict[str, tuple[Net, str]] = {}
    for net in nets:
        reason = _changed_since(net)
        if reason:
            blocked.setdefault(net.owner, (net, reason))
    looked = -1
    while looked != len(blocked):
        progress(CHECKING, 0, 0)
        looked = len(blocked)
        going = [net for net in nets if net.owner not in blocked]
        for held, reason in (*_used(connection, going), *_orphaned(connection, going), *_clashing(connection, going)):
            blocked.setdefault(held.owner, (held, reason))
    return blocked


def _changed_since(net: Net) -> str:
    if net.gone:
        return "又被重新建立" if net.now is not None else ""
    if net.now is None:
        return "后来已被删除"
    return "后来又改过" if _differing(net) else ""


def _used(connection: Connection, going: Sequence[Net]) -> Iterator[tuple[Net, str]]:
    """Rows that would go while others, which stay, refer to them."""
    will_be = {(net.table.name, net.uuid): net.then for net in going}
    for table in {net.table for net in going}:
        made = {net.uuid: net for net in going if net.table is table and net.born}
        users: dict[str, int] = {}
        for other, column in references_to(table.name) if made else ():
            for row in _rows(connection, other, column, list(made)):
                then = will_be.get((other.name, row["uuid"]), row)
                if then is not None and then[column.name] == row[column.name]:
                    users[row[column.name]] = users.get(row[column.name], 0) + 1
        yield from ((made[uuid], f"已被 {count} 条其他记录用到") for uuid, count in users.items())


def _orphaned(connection: Connection, going: Sequence[Net]) -> Iterator[tuple[Net, str]]:
    """Rows that would come back to refer to what is gone."""
    back = {(net.table.name, net.uuid) for net in going if net.then is not None}
    removed = {(net.table.name, net.uuid) for net in going if net.then is None}
    for table in {net.table for net in going}:
        for key in table.foreign_keys:
            target, name = key.column, key.parent.name
            wanted: dict[str, list[Net]] = {}
            for net in going:
                if net.table is table and net.then and net.then.get(name):
                    wanted.setdefault(net.then[name], []).append(net)
            there = {row[target.name] for row in _rows(connection, target.table, target, list(wanted))}
            for value, nets in wanted.items():
                address = (target.table.name, value)
                if address not in back and (value not in there or address in removed):
                    yield from ((net, "用到的记录已被删除") for net in nets)


def _clashing(connection: Connection, going: Sequence[Net]) -> Iterator[tuple[Net, str]]:
    """Rows that would come back beside another of the same key, and periods that would overlap."""
    leaving = {(net.table.name, net.uuid) for net in going}
    facts = {fact.table_name for ledger in LEDGER_TABLES.values() for fact in dated_of(ledger)}
    for table in {net.table for net in going}:
        coming = [net for net in going if net.table is table and net.then is not None]
        for columns in _keys(table):
            first = table.c[columns[0]]
            rows = _rows(connection, table, first, [net.then[first.name] for net in coming if net.then])
            taken = {tuple(row[name] for name in columns) for row in rows if (table.name, row["uuid"]) not in leaving}
            yield from (
                (net, "已有另一条同样的记录")
                for net in coming
                if net.then and tuple(net.then[name] for name in columns) in taken
            )
        if table.name in facts:
            yield from _overlapping(connection, table, coming, leaving)


def _keys(table: Table) -> list[list[str]]:
    return [
        [column.name for column in each.columns] for each in table.constraints if isinstance(each, UniqueConstraint)
    ]


def _overlapping(
    connection: Connection, table: Table, coming: Sequence[Net], leaving: set[tuple[str, str]]
) -> Iterator[tuple[Net, str]]:
    rows = _rows(connection, table, table.c.owner, [net.owner for net in coming])
    periods: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        if (table.name, row["uuid"]) not in leaving:
            periods.setdefault(row["owner"], []).append(row)
    for net in coming:
        periods.setdefault(net.owner, []).append(net.then or {})
    for net in coming:
        ordered = sorted(periods[net.owner], key=lambda period: period["since"])
        pairs = pairwise(ordered)
        if any((early["until"] or date.max) > late["since"] for early, late in pairs):
            yield net, "的时段后来又改过"


def _rows(connection: Connection, table: Table, column: Any, values: Sequence[Any]) -> list[dict[str, Any]]:
    unique = list(dict.fromkeys(values))
    return [
        dict(row)
        for start in range(0, len(unique), PART)
        for row in connection.execute(select(table).where(column.in_(unique[start : start + PART]))).mappings()
    ]


def _refuse_frozen(writer: Writer, going: Iterable[Net]) -> None:
    touched: dict[int, list[Net]] = {}
    for net in going:
        year = writer.frozen_by(net.table, net.now, net.then)
        if year is not None:
            touched.setdefault(year, []).append(net)
    for year, nets in touched.items():
        names = _names(writer.connection, nets)
        told = list(dict.fromkeys(_called(net, names) for net in nets))
        rows = "、".join(told[:5]) + (f" 等 {len(nets)} 条" if len(nets) > 5 else "")
        raise Refusal(f"{label(year)}已审核通过，不能撤销：{rows}", "撤销", "请先在“上报”页取消审核")


def _apply(writer: Writer, going: Sequence[Net], progress: Progress) -> None:
    """Away first, back last, so that no key is there twice; references are checked when all is done."""
    writer.connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    writer.settles = False  # what an import left over comes back by its own row
    tables, done = dict.fromkeys(net.table for net in going), 0
    for table in tables:
        made = [net.now for net in going if net.table is table and net.born and net.now]
        for part in _parts(made):
            progress(WRITING, done := done + len(part), len(going))
            writer.remove_all(table, part)
    for net in going:
        if not net.born and not net.gone and net.now is not None:
            progress(WRITING, done := done + 1, len(going))
            writer.alter(net.table, net.uuid, net.now, net.before)
    for table in tables:
        back = [net.then for net in going if net.table is table and net.gone and net.then]
        for part in _parts(back):
            progress(WRITING, done := done + len(part), len(going))
            writer.put_all(table, part)


def _parts(rows: Sequence[dict[str, Any]]) -> Iterator[Sequence[dict[str, Any]]]:
    return (rows[start : start + PART] for start in range(0, len(rows), PART))


def _names(connection: Connection, nets: Iterable[Net]) -> StoreNames:
    """Names that know already what these rows refer to: one by one they would take longer than the undo."""
    names, wanted = StoreNames(connection.engine), dict[str, list[str]]()
    for net in nets:
        for key in net.table.foreign_keys:
            if key.column.table.name in LEDGER_TABLES:
                wanted.setdefault(key.column.table.name, []).append(_row(net).get(key.parent.name) or "")
    for target, keys in wanted.items():
        names.load(target, keys)
    return names


def _called(net: Net, names: StoreNames) -> str:
    return called(net.table, _row(net), names)


def _row(net: Net) -> dict[str, Any]:
    known = {name: value for name, value in (net.now or net.after).items() if value is not None}
    return {**net.before, **known, "owner": net.owner}
