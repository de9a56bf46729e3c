"""The sheets that only a workbook of our own has: the periods of a dated fact, and 导入原值."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from ycpe_desktop.exchange import standing
from ycpe_desktop.exchange.cells import understood, words
from ycpe_desktop.exchange.comparing import Comparer
from ycpe_desktop.exchange.plan import Change, Explained, LeftOver, Period, PlannedRow
from ycpe_desktop.exchange.plan_names import PlanNames
from ycpe_desktop.exchange.proposal import SheetChoice
from ycpe_desktop.exchange.sheets import Cell, is_blank
from ycpe_desktop.exchange.standard_layout import UUID
from ycpe_desktop.exchange.tables_body import BodyRow
from ycpe_desktop.fields import Day, Field, Text, Unreadable
from ycpe_desktop.ledgers import Ledger, fact_of, fields_of, ledger_named
from ycpe_desktop.schoolyear import first_day, label
from ycpe_desktop.store.tables import explanation, raw_value
from ycpe_desktop.store.writer import new_uuid

_OPEN_END = Field(kind=Day(), label="至", name="until")
_BEGIN = Field(kind=Day(), label="自", name="since", needed=True)
_BASIS = Field(kind=Text(200), label="依据", name="basis")


def plan_periods(connection: Connection, choice: SheetChoice, names: PlanNames, comparer: Comparer) -> list[PlannedRow]:
    """Each row one period; a period that is there already is found by its UUID, or by its record and first day."""
    assert choice.table is not None
    ledger = choice.family[0]
    fact = fact_of(ledger, choice.fact)
    assert fact is not None
    told = {"since": _BEGIN, "until": _OPEN_END, "value": fact.field, "basis": _BASIS}
    rows = [_period(choice, body, ledger, names, told) for body in choice.table.body]
    owners = {row.periods[0].owner for row in rows if row.periods}
    standing_rows = standing.periods(connection, fact, owners)
    by_uuid = {each["uuid"]: each for known in standing_rows.values() for each in known}
    by_start = {(each["owner"], each["since"]): each for each in by_uuid.values()}
    for row in rows:
        if row.periods:
            period = row.periods[0]
            _compare(
                row,
                period,
                by_uuid.get(period.uuid) or by_start.get((period.owner, period.values["since"])),
                names,
                told,
            )
    _refuse_overlaps(rows, standing_rows)
    for row in rows:
        _refuse_frozen(row, comparer.frozen)
    return rows


def _period(
    choice: SheetChoice, body: BodyRow, ledger: type[Ledger], names: PlanNames, told: dict[str, Field]
) -> PlannedRow:
    row = PlannedRow(choice.sheet.name, body.index, ledger)
    cells = _cells(choice, body)
    owner = _owner(cells, ledger, names)
    row.name = names.name(ledger.__tablename__, owner) if owner else words(cells.get("owner") or "")
    if not owner:
        row.refuse(
            _column(choice, "owner"),
            f"没有找到“{row.name}”" if row.name else "没有写明是哪一条",
            "请先导入或新增它，再导入它的沿革。",
            value=row.name,
        )
        return row
    values: dict[str, Any] = {}
    for name, each in told.items():
        cell = cells.get(name)
        try:
            values[name] = None if is_blank(cell) else understood(each, cell, names)
        except Unreadable as why:
            row.refuse(_column(choice, name), str(why), "请改正后再导入这一行。", label=each.label, value=words(cell))
            return row
        if values[name] is None and name in ("since", "value"):
            row.refuse(_column(choice, name), f"没有填写“{each.label}”", "请填写后再导入这一行。", label=each.label)
            return row
    uuid = words(cells["UUID"]) if not is_blank(cells.get("UUID")) else new_uuid()
    row.uuid = owner
    row.periods = [Period(choice.fact, ledger, uuid, owner, None, values)]
    return row


def _cells(choice: SheetChoice, body: BodyRow) -> dict[str, Cell]:
    return {key: body.values[index] for index, key in choice.columns.items() if key}


def _column(choice: SheetChoice, key: str) -> int | None:
    return next((index for index, each in choice.columns.items() if each == key), None)


def _owner(cells: dict[str, Cell], ledger: type[Ledger], names: PlanNames) -> str:
    table = ledger.__tablename__
    for key in ("owner#", "owner"):
        if not is_blank(cells.get(key)):
            found = names.keys(table, words(cells[key]))
            if len(found) == 1:
                return found[0]
    return ""


def _compare(
    row: PlannedRow, period: Period, before: dict[str, Any] | None, names: PlanNames, told: dict[str, Field]
) -> None:
    if before is not None:
        period.uuid, period.before = before["uuid"], before
    moved = {name: value for name, value in period.values.items() if before is None or before[name] != value}
    for name, value in moved.items():
        kind = told[name].kind
        shown = ["" if each is None else kind.show(each, names) for each in ((before or {}).get(name), value)]
        if shown[0] != shown[1]:
            row.changes.append(Change(period.ledger.__tablename__, period.fact, told[name].label, shown[0], shown[1]))
    period.values = moved
    row.state = "new" if before is None else "changed" if moved else "same"


def _refuse_overlaps(rows: Sequence[PlannedRow], known: dict[str, list[standing.Row]]) -> None:
    """Two periods of one record may not cover the same day."""
    spans: dict[str, dict[str, tuple[Any, Any]]] = defaultdict(dict)
    for owner, periods in known.items():
        spans[owner] = {each["uuid"]: (each["since"], each["until"]) for each in periods}
    for row in rows:
        for period in row.periods:
            whole = {**(period.before or {}), **period.values}
            spans[period.owner][period.uuid] = (whole["since"], whole["until"])
    for row in rows:
        for period in row.periods[:1]:
            begin, end = spans[period.owner][period.uuid]
            others = [span for uuid, span in spans[period.owner].items() if uuid != period.uuid]
            if end is not None and end <= begin:
                row.refuse(None, "“至”应在“自”之后", "请改正日期后再导入这一行。")
            elif row.state != "same" and any(
                start < (end or start.max) and begin < (until or begin.max) for start, until in others
            ):
                row.refuse(None, f"“{row.name}”的这一段与另一段的日期重叠", "请改正日期后再导入这一行。")


def _refuse_frozen(row: PlannedRow, frozen: Sequence[int]) -> None:
    for period in row.periods[:1]:
        if not period.values:
            continue
        spans = [each for each in (period.before, {**(period.before or {}), **period.values}) if each]
        hit = [
            year
            for year in frozen
            for each in spans
            if each["since"] <= first_day(year) and (each["until"] is None or first_day(year) < each["until"])
        ]
        if hit:
            row.refuse(None, f"{label(hit[0])}已审核通过，这一段不能再改", "请先在“上报”页取消审核。")


def plan_raws(connection: Connection, choice: SheetChoice, names: PlanNames) -> list[PlannedRow]:
    """导入原值 of another copy: rows that are there already stay as they are."""
    assert choice.table is not None
    known = set(connection.scalars(select(raw_value.c.uuid)))
    rows = []
    for body in choice.table.body:
        cells = _texts(choice, body)
        ledger = ledger_named(cells.get("ledger", ""))
        row = PlannedRow(choice.sheet.name, body.index, ledger or choice.family[0], cells.get("name", ""))
        owner = names.known(ledger.__tablename__, cells.get("owner#", "")) if ledger else None
        if ledger is None or owner is None:
            row.refuse(None, f"没有找到“{row.name}”这条记录", "请先导入它所属的台账。", value=row.name)
        elif cells.get("UUID") not in known:
            row.state, row.uuid = "new", owner
            row.left_over = [_left_over(cells, ledger, owner)]
            row.changes = [Change("raw_value", "", f"{cells.get('title', '')}（导入原值）", "", cells.get("value", ""))]
        rows.append(row)
    return rows


def _texts(choice: SheetChoice, body: BodyRow) -> dict[str, str]:
    return {key: "" if is_blank(cell) else words(cell) for key, cell in _cells(choice, body).items()}


def plan_explanations(connection: Connection, choice: SheetChoice, names: PlanNames, year: int) -> list[PlannedRow]:
    """The sentences with which the office explains findings of the year; rows without one are no data."""
    assert choice.table is not None
    wanted = select(explanation).where(explanation.c.year == year)
    known = {(row["rule"], row["owner"]): dict(row) for row in connection.execute(wanted).mappings()}
    rows = []
    for body in choice.table.body:
        cells = _texts(choice, body)
        ledger, text = ledger_named(cells.get("ledger", "")), cells.get("explanation", "")
        if not text or ledger is None or not cells.get("rule"):
            continue
        row = PlannedRow(choice.sheet.name, body.index, ledger)
        row.uuid = names.known(ledger.__tablename__, cells.get(UUID, "")) or ""
        before = known.get((cells["rule"], row.uuid))
        if not row.uuid:
            row.refuse(None, "没有找到这条说明所属的记录", "请先导入它所属的台账。", label="说明", value=text)
        elif before is None or before["text"] != text:
            values = {
                "year": year,
                "rule": cells["rule"],
                "ledger": ledger.__tablename__,
                "owner": row.uuid,
                "text": text,
            }
            row.explained = Explained(before["uuid"] if before else new_uuid(), before, values)
            row.changes = [Change("explanation", cells["rule"], "说明", before["text"] if before else "", text)]
            row.state = "changed" if before else "new"
        rows.append(row)
    return rows


def _left_over(cells: dict[str, str], ledger: type[Ledger], owner: str) -> LeftOver:
    said = cells.get("field", "")
    name = next((each.name for each in fields_of(ledger) if said and said in (each.label, each.name)), None)
    return LeftOver(
        ledger.__tablename__,
        owner,
        name,
        cells.get("title", ""),
        cells.get("value", ""),
        cells.get("reason", ""),
        cells.get("source", ""),
        cells.get("UUID") or new_uuid(),
    )
