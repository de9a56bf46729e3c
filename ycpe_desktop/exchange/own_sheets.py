"""The sheets of a workbook of our own: known by their names and their UUID column, read heading by heading."""

from ycpe_desktop.exchange.mapping import SKIPPED, key_of
from ycpe_desktop.exchange.proposal import Part, SheetChoice
from ycpe_desktop.exchange.seal import Seal, parse_seal
from ycpe_desktop.exchange.sheets import Book, Sheet, is_blank
from ycpe_desktop.exchange.standard_layout import (
    CHECKS_TITLE,
    RAW_TITLE,
    SCHEMA,
    SEAL_TITLE,
    UUID,
    Plan,
    checks_plan,
    fact_plan,
    ledger_plan,
    raw_plan,
)
from ycpe_desktop.exchange.tables import Column, Table
from ycpe_desktop.exchange.tables_body import BodyRow
from ycpe_desktop.exchange.tables_header import is_problems_title
from ycpe_desktop.exchange.tables_words import shown, text_of
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import LEDGERS, Ledger, dated_of, field_of, is_derived

_SEARCHED_ROWS = 6
"""A title and a note may stand above the header."""


def choices(book: Book, ledger: type[Ledger] | None = None) -> list[SheetChoice]:
    """The sheets in the order in which they must be read; [] where the book is none of ours."""
    sheets = {sheet.name: sheet for sheet in book.sheets}
    found: list[SheetChoice] = []
    for each in LEDGERS:
        plan = ledger_plan(each)
        found += _read(sheets.get(plan.title), each, _of_ledger(each, plan), "ledger")
    for each in LEDGERS:
        for fact in dated_of(each):
            plan = fact_plan(each, fact)
            found += _read(sheets.get(plan.title), each, _keys(plan), "fact", fact.field.name)
    found += _read(sheets.get(RAW_TITLE), LEDGERS[0], _keys(raw_plan()), "raw")
    found += _read(sheets.get(CHECKS_TITLE), LEDGERS[0], {**_keys(checks_plan()), **_CHECKS}, "checks")
    for choice in found:
        choice.use = ledger is None or (ledger in choice.family and choice.part in ("ledger", "fact"))
    read = {choice.sheet.name for choice in found}
    rest = [SheetChoice(sheet, reason="不是台账的工作表") for sheet in book.sheets if sheet.name not in read]
    return [*found, *rest] if found else []


_CHECKS = {"台账": "ledger", "规则": "rule"}
"""Computed, but they tell which finding an explanation is of."""


def seal_of(book: Book, county_code: str) -> Seal | None:
    """What the hidden sheet says of the file. Raises Refusal for another county's or a newer program's."""
    sheet = next((each for each in book.sheets if each.name == SEAL_TITLE), None)
    seal = parse_seal(sheet.rows) if sheet else None
    if seal is None:
        return None
    if seal.schema > SCHEMA:
        raise Refusal("这份上报表是更新版本的程序生成的，本程序读不全", book.name, "请先升级本程序，再导入。")
    if seal.county_code != county_code:
        raise Refusal(f"这是{seal.county}的上报表，不是本县的", book.name, "请选择本县的文件。")
    return seal


def _keys(plan: Plan) -> dict[str, str]:
    """Heading → what it is: the name, with "#" for the column that holds a reference's key."""
    meant = {"uuid": UUID, "derived": SKIPPED}
    return {
        column.heading: meant.get(column.role, f"{column.name}#" if column.role == "key" else column.name)
        for column in plan.columns
    }


def _of_ledger(ledger: type[Ledger], plan: Plan) -> dict[str, str]:
    """The same with keys of ``mapping``. A dated field's column is a copy, but a new row may have nothing else.

    Computed columns are known by the headings of earlier releases too, so that they are not taken for the clerk's own.
    """
    keys: dict[str, str] = {}
    for column in plan.columns:
        if column.role == "uuid":
            keys[column.heading] = UUID
        elif is_derived(ledger, column.name):
            keys |= dict.fromkeys((column.heading, *field_of(ledger, column.name).synonyms), SKIPPED)
        else:
            keys[column.heading] = key_of(ledger, column.name) + ("#" if column.role == "key" else "")
    return keys


def _read(
    sheet: Sheet | None, ledger: type[Ledger], keys: dict[str, str], part: Part, fact: str = ""
) -> list[SheetChoice]:
    """Headings that we do not know are the clerk's own: their cells are kept as 导入原值."""
    rows = sheet.rows[:_SEARCHED_ROWS] if sheet else []
    row = next((number for number, cells in enumerate(rows) if cells and text_of(cells[0]) == UUID), None)
    if sheet is None or row is None:
        return []
    meant = {text_of(heading): key for heading, key in keys.items()}
    columns = [
        Column(index, shown(cell), meant.get(text_of(cell)), 1.0)
        for index, cell in enumerate(sheet.rows[row])
        if not is_blank(cell) and not is_problems_title(text_of(cell))
    ]
    body = [
        BodyRow(number, cells)
        for number, cells in enumerate(sheet.rows)
        if number > row and any(not is_blank(cell) for cell in cells)
    ]
    choice = SheetChoice(sheet, (ledger,), Table(sheet, (row, row), columns, body), part=part, fact=fact)
    choice.columns = {column.index: column.key for column in columns}
    choice.scores = dict.fromkeys(choice.columns, 1.0)
    return [choice]
