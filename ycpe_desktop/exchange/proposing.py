"""What a file seems to hold: sheets, headers, columns, year. Everything in the proposal can be chosen otherwise."""

from collections.abc import Mapping
from itertools import pairwise

from sqlalchemy import select

from ycpe_desktop.exchange import own_sheets
from ycpe_desktop.exchange.mapping import SKIPPED, families, family_of, must_have, vocabulary_for, year_named
from ycpe_desktop.exchange.proposal import Proposal, SheetChoice
from ycpe_desktop.exchange.sheets import Book, Sheet, is_blank
from ycpe_desktop.exchange.tables import Column, Reason, Table, find_table, find_table_at, fingerprint, remapped
from ycpe_desktop.exchange.tables_words import SURE, bare, text_of
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Kindergarten, Ledger
from ycpe_desktop.store import Store
from ycpe_desktop.store.tables import import_layout

_NUMBER_TITLES = {"编号", "号", "no"}
"""These may also be numbers that mean something; they are row numbers only where they count one by one."""
_SERIAL_TITLES = {"序号", "序列号", "行号", "序", *_NUMBER_TITLES}


def propose(
    store: Store,
    book: Book,
    *,
    year: int | None = None,
    ledger: type[Ledger] | None = None,
    otherwise: int | None = None,
    anyway: bool = False,
) -> Proposal:
    """``year`` and ``ledger`` are the asker's own words; ``otherwise`` is the year where the file names none.

    Raises Refusal where no sheet holds such a list; not with ``anyway``, so that the clerk can point at the header.
    """
    layouts = _layouts(store)
    sheets = own_sheets.choices(book, ledger) or [_choice(sheet, ledger, layouts) for sheet in book.sheets]
    if sheets[0].part == "list":
        _choose_sheets(sheets)
    seal = own_sheets.seal_of(book, store.county.code)
    if not anyway and not any(each.use for each in sheets):
        raise _no_list(book, sheets, ledger)
    found = (
        (seal.year, "封印")
        if seal
        else year_named([book.name, *(text for each in sheets if each.use for text in _titles(each))])
    )
    chosen = year if year is not None else found[0] if found else (otherwise or store.current_year)
    return Proposal(book, sheets, chosen, found[1] if found and year is None else "")


def choose_header(proposal: Proposal, sheet: str, row: int, height: int = 1) -> None:
    """Read the sheet under that header (zero-based row), whatever was found by itself."""
    choice = proposal.sheet(sheet)
    choice.family = choice.family or family_of(Kindergarten)
    _fill(choice, find_table_at(choice.sheet, row, height, vocabulary_for(choice.family)), {})
    choice.part, choice.use, choice.reason = "list", True, ""


def choose_ledger(proposal: Proposal, sheet: str, ledger: type[Ledger]) -> None:
    """Read the sheet as a list of that ledger's records."""
    choice = proposal.sheet(sheet)
    choice.family, choice.part = family_of(ledger), "list"
    words = vocabulary_for(choice.family)
    found = find_table(choice.sheet, words)
    first, last = choice.table.header_rows if choice.table else (0, 0)
    _fill(
        choice, found if isinstance(found, Table) else find_table_at(choice.sheet, first, last - first + 1, words), {}
    )
    choice.use, choice.reason = True, ""


def choose_columns(proposal: Proposal, sheet: str, columns: Mapping[int, str | None]) -> None:
    """The clerk's own mapping; a key moves away from the column that had it."""
    choice = proposal.sheet(sheet)
    taken = {key for key in columns.values() if key}
    kept = {index: None if key in taken else key for index, key in choice.columns.items()}
    choice.columns = {**kept, **columns}
    choice.scores.update(dict.fromkeys(columns, 1.0))
    choice.chosen = True
    _remap(choice)


def _layouts(store: Store) -> dict[str, tuple[str, dict[str, str | None]]]:
    with store.reading() as connection:
        rows = connection.execute(select(import_layout)).mappings()
        return {row["uuid"]: (row["ledger"], row["mapping"]) for row in rows}


def _choice(
    sheet: Sheet, ledger: type[Ledger] | None, layouts: Mapping[str, tuple[str, dict[str, str | None]]]
) -> SheetChoice:
    """The family whose words explain most of the header."""
    choice = SheetChoice(sheet)
    wanted = [family_of(ledger)] if ledger else families()
    found = [
        (family, find_table(sheet, vocabulary_for(family), must_have(family, asked=ledger is not None)))
        for family in wanted
    ]
    tables = [
        (table.evidence, -number, family, table)
        for number, (family, table) in enumerate(found)
        if isinstance(table, Table)
    ]
    if not tables:
        reason = found[0][1]
        names_alone = _names_alone(sheet, reason) if wanted[0][0] is Kindergarten else None
        choice.reason = reason.message if isinstance(reason, Reason) else ""
        if names_alone is None:
            return choice
        tables, choice.reason = [(0.0, 0, wanted[0], names_alone)], ""
    _, _, choice.family, table = max(tables, key=lambda each: each[:2])
    kept_ledger, mapping = layouts.get(fingerprint(table), ("", {}))
    if ledger is None and kept_ledger:
        choice.family = next((each for each in families() if each[0].__tablename__ == kept_ledger), choice.family)
    _fill(choice, table, mapping if kept_ledger == choice.family[0].__tablename__ else {})
    return choice


def _names_alone(sheet: Sheet, reason: Table | Reason) -> Table | None:
    """A list of nothing but names: under a heading that says whose names they are."""
    if isinstance(reason, Table) or reason.header_row is None:
        return None
    table = find_table_at(sheet, reason.header_row, 1, vocabulary_for(family_of(Kindergarten)))
    known = [column for column in table.columns if column.key == "kindergarten.name"]
    return table if known and known[0].score == SURE and "园" in known[0].title else None


def _fill(choice: SheetChoice, table: Table, mapping: Mapping[str, str | None]) -> None:
    choice.table, choice.remembered = table, bool(mapping)
    choice.columns = {column.index: _by_itself(table, column) for column in table.columns}
    choice.scores = {column.index: column.score for column in table.columns}
    if mapping:
        choice.columns.update({each.index: mapping[each.title] for each in table.columns if each.title in mapping})
        _remap(choice)


def _by_itself(table: Table, column: Column) -> str | None:
    """A column of mere row numbers says nothing: it is left out by itself."""
    if column.key is not None or bare(column.title) not in _SERIAL_TITLES:
        return column.key
    texts = [text_of(row.values[column.index]) for row in table.body]
    numbers = [int(float(text)) for text in texts if text.replace(".0", "").isdigit()]
    step = 1 if bare(column.title) in _NUMBER_TITLES else len(texts) + 1000
    rising = all(0 < later - earlier <= step for earlier, later in pairwise(numbers))
    return SKIPPED if len(numbers) >= len(texts) - 1 and rising else None


def _remap(choice: SheetChoice) -> None:
    """The body is sorted anew: which rows are records depends on the columns that mean something."""
    if choice.table is not None:
        choice.table = remapped(choice.table, {index: key or None for index, key in choice.columns.items()})


def _choose_sheets(sheets: list[SheetChoice]) -> None:
    """All that hold a list, save hidden ones beside visible ones and those that mostly repeat a surer one."""
    able = sorted((each for each in sheets if each.table), key=lambda each: -each.table.evidence if each.table else 0)
    visible = any(not each.sheet.hidden for each in able)
    seen: set[str] = set()
    for each in able:
        names = _names_in(each)
        if each.sheet.hidden and visible:
            each.reason = "隐藏的工作表，没有读"
        elif 2 * len(names & seen) > len(names):
            each.reason = "所列的园多数已在别的工作表里，没有读"
        else:
            each.use = True
            seen |= names


def _names_in(choice: SheetChoice) -> set[str]:
    column = next((index for index, key in choice.columns.items() if key == "kindergarten.name"), None)
    if choice.table is None or column is None:
        return set()
    return {text_of(row.values[column]) for row in choice.table.body} - {""}


def _titles(choice: SheetChoice) -> list[str]:
    """The sheet's name and what stands above its header."""
    last = choice.table.header_rows[0] if choice.table else 0
    above = [text_of(cell) for row in choice.sheet.rows[:last] for cell in row if not is_blank(cell)]
    return [choice.sheet.name, *above]


def _no_list(book: Book, sheets: list[SheetChoice], ledger: type[Ledger] | None) -> Refusal:
    what = ledger.TITLE if ledger and ledger is not Kindergarten else "幼儿园名单"
    told = [f"“{each.sheet.name}”{each.reason}" for each in sheets if each.reason][:3]
    why = f"：{'；'.join(told)}" if told else ""
    return Refusal(f"这不是{what}{why}", book.name, "请换一个文件，或在导入窗口里指明哪一行是表头。")


def layout_of(choice: SheetChoice) -> dict[str, str | None]:
    """Heading → key, as ``import_layout`` keeps it."""
    assert choice.table is not None
    return {column.title: choice.columns.get(column.index) for column in choice.table.columns}
