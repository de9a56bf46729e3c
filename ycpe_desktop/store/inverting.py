"""Undo: what an action did to each row, taken back as a whole or not at all for each record."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, Table, UniqueConstraint, select, update

from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import dated_of
from ycpe_desktop.schoolyear import label
from ycpe_desktop.store.names import StoreNames, called
from ycpe_desktop.store.recorded import load
from ycpe_desktop.store.tables import LEDGER_TABLES, METADATA, action, change
from ycpe_desktop.store.totals import TOTALLED
from ycpe_desktop.store.writer import Writer, references_to

PART = 500


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

    @property
    def then(self) -> dict[str, Any] | None:
        """The row as it will be once the action is taken back; None where it will not be."""
        return None if self.born else {**(self.now or {}), **self.before, "uuid": self.uuid}


def invert(writer: Writer, step: int) -> list[str]:
    """Write the inverse of the action, one row of history for each row that it touched.

    A record whose cells changed since, or that others refer to by now, stays as it is and is named in the answer.
    Raises Refusal when nothing at all can be taken back, or when a frozen year would be touched.
    """
    nets = _nets(writer.connection, step)
    names = StoreNames(writer.connection.engine)
    blocked = _blocked(writer.connection, nets, names)
    if nets and all(net.owner in blocked for net in nets):
        raise Refusal(next(iter(blocked.values())), "撤销", "请先撤销后来的改动")
    going = [net for net in nets if net.owner not in blocked]
    _refuse_frozen(writer, going, names)
    _apply(writer, going)
    writer.connection.execute(update(action).where(action.c.id == step).values(undone_by=writer.action_id))
    return list(blocked.values())


def _nets(connection: Connection, step: int) -> list[Net]:
    """One ``Net`` for each row, newest change first, with the row as it stands now."""
    found: dict[tuple[str, str], Net] = {}
    for row in connection.execute(select(change).where(change.c.action == step).order_by(change.c.id)).mappings():
        table, key = METADATA.tables[row["ledger"]], (row["ledger"], row["uuid"])
        told = {name: pair for name, pair in row["fields"].items() if name in table.c}
        net = found.pop(key, None) or Net(table, row["uuid"], row["owner"], row["operation"] == "insert", False, {}, {})
        for name, (before, after) in told.items():
            net.before.setdefault(name, load(table, name, before))
            net.after[name] = load(table, name, after)
        net.gone = row["operation"] == "delete"
        found[key] = net
    nets = [net for net in reversed(found.values()) if not (net.born and net.gone)]
    for table in {net.table for net in nets}:
        rows = _rows(connection, table, table.c.uuid, [net.uuid for net in nets if net.table is table])
        now = {row["uuid"]: row for row in rows}
        for net in nets:
            if net.table is table:
                net.now = now.get(net.uuid)
    return [net for net in nets if not _summed_since(net, nets)]


def _summed_since(net: Net, nets: Sequence[Net]) -> bool:
    """Totals that the classes of the same action moved, and classes of a later one again: they are summed anew."""
    if net.table.name != "year_report" or net.now is None or net.gone or not _differing(net):
        return False
    return _differing(net) <= set(TOTALLED) and any(each.table.name == "class_room" for each in nets)


def _differing(net: Net) -> set[str]:
    """The columns that are not as the action left them; of a row that it made, every column counts."""
    now = net.now or {}
    left = {**dict.fromkeys(now), **net.after} if net.born else net.after
    return {name for name, value in left.items() if now.get(name) != value}


def _blocked(connection: Connection, nets: Sequence[Net], names: StoreNames) -> dict[str, str]:
    """Owner → why its record must stay. What stays may in turn hold others, so it is looked at until nothing moves."""
    blocked: dict[str, str] = {}
    for net in nets:
        reason = _changed_since(net)
        if reason:
            blocked.setdefault(net.owner, f"“{_called(net, names)}”{reason}")
    looked = -1
    while looked != len(blocked):
        looked = len(blocked)
        going = [net for net in nets if net.owner not in blocked]
        for held, reason in (*_used(connection, going), *_orphaned(connection, going), *_clashing(connection, going)):
            blocked.setdefault(held.owner, f"“{_called(held, names)}”{reason}")
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
    facts = {fact.table.name for ledger in LEDGER_TABLES.values() for fact in dated_of(ledger)}
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


def _refuse_frozen(writer: Writer, going: Iterable[Net], names: StoreNames) -> None:
    touched: dict[int, list[str]] = {}
    for net in going:
        year = writer.frozen_by(net.table, net.now, net.then)
        if year is not None:
            touched.setdefault(year, []).append(_called(net, names))
    for year, told in touched.items():
        rows = "、".join(list(dict.fromkeys(told))[:5]) + (f" 等 {len(told)} 条" if len(told) > 5 else "")
        raise Refusal(f"{label(year)}已审核通过，不能撤销：{rows}", "撤销", "请先在“上报”页取消审核")


def _apply(writer: Writer, going: Sequence[Net]) -> None:
    """Away first, back last, so that no key is there twice; references are checked when all is done."""
    writer.connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    writer.settles = False  # what an import left over comes back by its own row
    for table in dict.fromkeys(net.table for net in going):
        writer.remove_all(table, [net.now for net in going if net.table is table and net.born and net.now])
    for net in going:
        if not net.born and not net.gone and net.now is not None:
            writer.alter(net.table, net.uuid, net.now, net.before)
    for table in dict.fromkeys(net.table for net in going):
        writer.put_all(table, [net.then for net in going if net.table is table and net.gone and net.then])


def _called(net: Net, names: StoreNames) -> str:
    row = {**net.before, **{name: value for name, value in (net.now or net.after).items() if value is not None}}
    return called(net.table, {**row, "owner": net.owner}, names)
