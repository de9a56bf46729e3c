"""Doing what a plan says: one backup, one transaction, one undo step."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, func, select

from ycpe_desktop.exchange.plan import LeftOver, Part, Period, Plan, PlannedRow
from ycpe_desktop.exchange.planning import Progress
from ycpe_desktop.exchange.proposal import DIFFERENT
from ycpe_desktop.exchange.proposing import layout_of
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import LEDGERS, dated_of, fact_of
from ycpe_desktop.store import Store, Writer, add_years
from ycpe_desktop.store.backup import back_up
from ycpe_desktop.store.tables import METADATA, action, explanation, import_decision, import_layout, raw_value
from ycpe_desktop.store.writer import new_uuid


def apply(store: Store, plan: Plan, file: str = "", progress: Progress = lambda *_: None) -> int | None:
    """Write the new and changed rows; doubtful and refused ones stay outside.

    Gives the action's number, with which it can be undone; None when there was nothing to write. Raises Refusal when
    the database has changed since the plan was made, or the backup cannot be written: nothing is changed then. Nobody
    else can write from the backup on.
    """
    name = file or plan.proposal.book.name
    rows = plan.rows_of(("new", "changed"))
    if not rows and not _layouts(plan):
        return None
    with store.turns.taken(f"正在导入 {name}"):
        return _apply(store, plan, rows, name, progress)


def _apply(store: Store, plan: Plan, rows: Sequence[PlannedRow], name: str, progress: Progress) -> int | None:
    if rows and store.writable:  # otherwise ``writing`` says why not, and no backup is made in vain
        progress("正在备份", 0, 2)
        back_up(store, "导入前")
        add_years(store, plan.years)
    with store.writing(f"导入 {name}", kind="import", source=name) as writer:
        _require_unmoved(writer, plan)
        progress("正在写入", 1, 2)
        _write(writer, rows, plan)
        for each in (*_layouts(plan), *_decisions(plan)):
            _remember(writer, *each)
        if not writer.changes:
            return None
        return writer.action_id


def _require_unmoved(writer: Writer, plan: Plan) -> None:
    newest = writer.connection.scalar(select(func.max(action.c.id)).where(action.c.id != writer.action_id)) or 0
    if newest != plan.stamp:
        raise Refusal("核对之后台账又有改动，没有导入", "", "请重新核对一遍再导入。")


def _write(writer: Writer, rows: Sequence[PlannedRow], plan: Plan) -> None:
    writer.settles = False  # the plan says what is settled: looking for it at every change takes longer than writing
    parts = [part for row in rows for part in row.parts]
    for ledger in LEDGERS:
        table = METADATA.tables[ledger.__tablename__]
        new = [part for part in parts if part.ledger is ledger and part.before is None]
        writer.put_all(table, [{**part.values, "uuid": part.uuid} for part in new])
    _write_facts(writer, parts, plan)
    for part in parts:
        if part.before is not None and part.values:
            writer.alter(METADATA.tables[part.ledger.__tablename__], part.uuid, part.before, part.values)
        if part.settled:
            writer.settle(part.uuid, part.settled)
    _write_periods(writer, [period for row in rows for period in row.periods])
    _write_left_over(writer, [each for row in rows for each in row.left_over])
    for told in (row.explained for row in rows):
        if told is not None and told.before is not None:
            writer.alter(explanation, told.uuid, told.before, told.values)
        elif told is not None:
            writer.put(explanation, {"uuid": told.uuid, **told.values})


def _write_facts(writer: Writer, parts: Iterable[Part], plan: Plan) -> None:
    """Those of new records at once; of others as 变更 or 更正."""
    since, new = plan.proposal.counts_from, defaultdict(list)
    for part in parts:
        for name, value in part.facts.items():
            fact = fact_of(part.ledger, name)
            assert fact is not None
            if part.before is None:
                new[fact.table_name].append(_first_period(part.uuid, since, value))
            else:
                writer.state(fact, part.uuid, value, since, correct=plan.proposal.correct)
    for table, periods in new.items():
        writer.put_all(METADATA.tables[table], periods)


def _first_period(owner: str, since: date, value: Any) -> dict[str, Any]:
    return {"uuid": new_uuid(), "owner": owner, "since": since, "until": None, "value": value, "basis": None}


def _write_periods(writer: Writer, periods: Iterable[Period]) -> None:
    """Changed periods before new ones, so that two never begin on one day for a moment."""
    new: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for period in periods:
        table = _fact_table(period)
        if period.before is None:
            new[table.name].append({**period.values, "uuid": period.uuid, "owner": period.owner})
        else:
            writer.alter(table, period.uuid, period.before, period.values)
    for name, rows in new.items():
        writer.put_all(METADATA.tables[name], rows)


def _fact_table(period: Period) -> Table:
    return next(fact.table for fact in dated_of(period.ledger) if fact.field.name == period.fact)


def _write_left_over(writer: Writer, left: Iterable[LeftOver]) -> None:
    new = []
    for each in left:
        row = {
            "ledger": each.ledger,
            "owner": each.owner,
            "field": each.field,
            "title": each.title,
            "value": each.value,
            "reason": each.reason or None,
            "source": each.source or None,
        }
        if each.before is None:
            new.append({**row, "uuid": each.uuid or new_uuid()})
        else:
            writer.alter(raw_value, each.uuid, each.before, row)
    writer.put_all(raw_value, new)


Remembered = tuple[Table, str, dict[str, Any]]


def _layouts(plan: Plan) -> list[Remembered]:
    """The columns that were chosen otherwise than by themselves, for the next file of the same layout."""
    return [
        (import_layout, each.layout, {"ledger": each.family[0].__tablename__, "mapping": layout_of(each)})
        for each in plan.proposal.used
        if each.part == "list" and each.chosen
    ]


def _decisions(plan: Plan) -> list[Remembered]:
    found: list[Remembered] = []
    for row in plan.rows_of(("new", "changed", "same")):
        if row.decision:
            same_as = None if row.decision == DIFFERENT else row.uuid
            kept = {"ledger": row.ledger.__tablename__, "text": row.name[:200], "same_as": same_as}
            found.append((import_decision, row.digest, kept))
    return found


def _remember(writer: Writer, table: Table, key: str, values: dict[str, Any]) -> None:
    before = _kept(writer.connection, table, key)
    if before is None:
        writer.put(table, {"uuid": key, **values})
    else:
        writer.alter(table, key, before, values)


def _kept(connection: Connection, table: Table, key: str) -> dict[str, Any] | None:
    found = connection.execute(select(table).where(table.c.uuid == key)).mappings().first()
    return dict(found) if found else None
