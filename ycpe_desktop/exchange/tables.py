"""The table within a sheet: its header, what its columns mean, its rows, and what was left out and why."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ycpe_desktop.exchange.sheets import Book, Sheet, is_blank
from ycpe_desktop.exchange.tables_body import Body, BodyRow
from ycpe_desktop.exchange.tables_header import Column, best_row, block, columns_of, likeliest_row, parts
from ycpe_desktop.exchange.tables_words import Heading, Vocabulary, bare, normalised, shown

__all__ = [
    "BodyRow",
    "Column",
    "Heading",
    "Reason",
    "Table",
    "best_table",
    "find_table",
    "find_table_at",
    "fingerprint",
    "normalised",
    "remapped",
]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a sheet holds no such table, in Chinese; ``header_row`` is what looked most like its header."""

    sheet: str
    message: str
    header_row: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """``header_rows`` first and last; ``ignored`` pairs of sheet row and reason in Chinese."""

    sheet: Sheet
    header_rows: tuple[int, int]
    columns: list[Column]
    body: list[BodyRow]
    ignored: list[tuple[int, str]] = field(default_factory=list)

    @property
    def keys(self) -> dict[str, int]:
        """The sheet's column of every recognised key."""
        return {column.key: column.index for column in self.columns if column.key is not None}

    @property
    def evidence(self) -> float:
        """How surely this is the table sought: the sum of its columns' scores."""
        return sum(column.score for column in self.columns)


def find_table(sheet: Sheet, vocabulary: Sequence[Heading], must_have: Collection[str] = ()) -> Table | Reason:
    """The table whose header has the best evidence.

    A Reason where fewer than two headings are recognised, or one of the keys of ``must_have`` is missing.
    """
    return _find(sheet, Vocabulary(vocabulary), must_have)


def find_table_at(sheet: Sheet, header_row: int, header_height: int, vocabulary: Sequence[Heading]) -> Table:
    """The table under the header that the clerk pointed at; its columns may all be unrecognised."""
    last = min(header_row + max(header_height, 1), len(sheet.rows)) - 1
    return _table(sheet, (header_row, last), Vocabulary(vocabulary))


def best_table(
    book: Book, vocabulary: Sequence[Heading], must_have: Collection[str] = ()
) -> tuple[list[Table], list[Reason]]:
    """Every table of the book, surest first, and why the other sheets hold none.

    Hidden sheets are looked at only where no visible one holds a table.
    """
    words = Vocabulary(vocabulary)
    tables: list[Table] = []
    reasons: list[Reason] = []
    for sheet in sorted(book.sheets, key=lambda sheet: sheet.hidden):
        found = (
            Reason(sheet.name, "隐藏的工作表，没有读") if sheet.hidden and tables else _find(sheet, words, must_have)
        )
        if isinstance(found, Table):
            tables.append(found)
        else:
            reasons.append(found)
    return sorted(tables, key=lambda table: (-table.evidence, -len(table.body))), reasons


def remapped(table: Table, keys: Mapping[int, str | None]) -> Table:
    """The same table with the clerk's own choice of key by sheet column; a key moves from the column that had it."""
    chosen = {key for key in keys.values() if key is not None}

    def renamed(column: Column) -> Column:
        if column.index in keys:
            key = keys[column.index]
            return replace(column, key=key, score=0.0 if key is None else 1.0)
        return replace(column, key=None, score=0.0) if column.key in chosen else column

    return _with_body(table.sheet, table.header_rows, [renamed(column) for column in table.columns])


def fingerprint(table: Table) -> str:
    """The same for all files of one layout, whatever their rows: a hash of the normalised titles in their order."""
    titles = parts(table.sheet, *table.header_rows)
    wanted = ("/".join(bare(word) for word in titles[column.index]) for column in table.columns if titles[column.index])
    return hashlib.sha256("\n".join(wanted).encode()).hexdigest()[:32]


def _find(sheet: Sheet, vocabulary: Vocabulary, must_have: Collection[str]) -> Table | Reason:
    if not sheet.rows:
        return Reason(sheet.name, "空工作表")
    row = best_row(sheet, vocabulary)
    header_rows = block(sheet, row)
    columns = columns_of(sheet, *header_rows, vocabulary)
    recognised = {column.key for column in columns if column.key is not None}
    missing = [vocabulary.label(key) for key in must_have if key not in recognised]
    if len(recognised) < 2 or missing:
        known = len(recognised) >= 2 or not missing
        return _reason(sheet, header_rows[1] if known else likeliest_row(sheet), missing)
    return _with_body(sheet, header_rows, columns)


def _table(sheet: Sheet, header_rows: tuple[int, int], vocabulary: Vocabulary) -> Table:
    return _with_body(sheet, header_rows, columns_of(sheet, *header_rows, vocabulary))


def _with_body(sheet: Sheet, header_rows: tuple[int, int], columns: list[Column]) -> Table:
    body = Body(sheet, header_rows, columns)
    body.read()
    return Table(sheet, header_rows, columns, body.rows, body.ignored)


def _reason(sheet: Sheet, row: int | None, missing: list[str]) -> Reason:
    if row is None:
        return Reason(sheet.name, "没有找到表头：没有一行并列着几个列名")
    texts = list(dict.fromkeys(shown(cell) for cell in sheet.rows[row] if not is_blank(cell)))
    seen = "、".join(text[:12] for text in texts[:3]) + ("…" if len(texts) > 3 else "")
    lacks = f"没有“{'”“'.join(missing)}”一列" if missing else "认得的列名不到两个"
    return Reason(sheet.name, f"第 {row + 1} 行像表头（{seen}），但{lacks}", row)
