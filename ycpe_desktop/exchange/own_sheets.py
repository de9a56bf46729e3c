"""The sheets of a workbook of our own: known by their names and their hidden UUID column, read label by label."""

from typing import Any

from ycpe_desktop.exchange.mapping import key_of
from ycpe_desktop.exchange.proposal import SheetChoice
from ycpe_desktop.exchange.sheets import Book, Sheet, is_blank
from ycpe_desktop.exchange.tables import Column, Table
from ycpe_desktop.exchange.tables_body import BodyRow
from ycpe_desktop.exchange.tables_words import text_of
from ycpe_desktop.fields import Dated
from ycpe_desktop.ledgers import LEDGERS, Ledger, dated_of, fact_title, fields_of, is_derived, links_of

UUID = "UUID"
RAW_TITLE = "导入原值"
_SEARCHED_ROWS = 6
"""A title and a note may stand above the header."""


def choices(book: Book, ledger: type[Ledger] | None = None) -> list[SheetChoice]:
    """The sheets in the order in which they must be read; [] where the book is none of ours."""
    found: list[SheetChoice] = []
    by_title = {sheet.name: sheet for sheet in book.sheets}
    for each in LEDGERS:
        found += _ledger_sheet(by_title.get(each.TITLE), each)
    for each in LEDGERS:
        for fact in dated_of(each):
            found += _fact_sheet(by_title.get(fact_title(fact)), each, fact)
    found += _raw_sheet(by_title.get(RAW_TITLE))
    for choice in found:
        choice.use = ledger is None or ledger in choice.family or choice.part == "raw"
    read = {choice.sheet.name for choice in found}
    rest = [SheetChoice(sheet, reason="不是台账的工作表") for sheet in book.sheets if sheet.name not in read]
    return [*found, *rest] if found else []


def _header(sheet: Sheet | None) -> int | None:
    rows = sheet.rows[:_SEARCHED_ROWS] if sheet else []
    return next((number for number, row in enumerate(rows) if row and text_of(row[0]) == UUID), None)


def _ledger_sheet(sheet: Sheet | None, ledger: type[Ledger]) -> list[SheetChoice]:
    keys = {UUID: UUID}
    links = links_of(ledger)
    for each in fields_of(ledger):
        keys[each.label] = "" if is_derived(ledger, each.name) else key_of(ledger, each.name)
        if each.name in links:
            keys[f"{each.label}{UUID}"] = f"{key_of(ledger, each.name)}#"
    return _read(sheet, ledger, keys, "ledger")


def _fact_sheet(sheet: Sheet | None, ledger: type[Ledger], fact: Dated[Any]) -> list[SheetChoice]:
    first = ledger.NAMED_BY[0]
    label = next(each.label for each in fields_of(ledger) if each.name == first)
    keys = {
        UUID: UUID,
        label: "owner",
        f"{label}{UUID}": "owner#",
        "自": "since",
        "至": "until",
        "值": "value",
        fact.field.label: "value",
        "依据": "basis",
    }
    found = _read(sheet, ledger, keys, "fact")
    for choice in found:
        choice.fact = fact.field.name
    return found


def _raw_sheet(sheet: Sheet | None) -> list[SheetChoice]:
    keys = {
        UUID: UUID,
        "台账": "ledger",
        "记录": "name",
        "记录UUID": "owner",
        "字段": "field",
        "列名": "title",
        "原值": "value",
        "原因": "reason",
        "来源": "source",
    }
    return _read(sheet, LEDGERS[0], keys, "raw")


def _read(sheet: Sheet | None, ledger: type[Ledger], keys: dict[str, str], part: str) -> list[SheetChoice]:
    row = _header(sheet)
    if sheet is None or row is None:
        return []
    titles = [text_of(cell) for cell in sheet.rows[row]]
    columns = [Column(index, title, keys.get(title), 1.0) for index, title in enumerate(titles) if title]
    body = [
        BodyRow(number, cells)
        for number, cells in enumerate(sheet.rows)
        if number > row and any(not is_blank(cell) for cell in cells)
    ]
    choice = SheetChoice(sheet, (ledger,), Table(sheet, (row, row), columns, body))
    choice.part = part  # type: ignore[assignment]  # one of the literals above
    choice.columns = {column.index: column.key for column in columns}
    choice.scores = dict.fromkeys(choice.columns, 1.0)
    return [choice]
