"""What a file seems to hold, as data: sheets, headers, columns, year; and what the clerk chose."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from ycpe_desktop.exchange.mapping import Family
from ycpe_desktop.exchange.sheets import Book, Sheet
from ycpe_desktop.exchange.tables import Table, fingerprint
from ycpe_desktop.schoolyear import first_day

DIFFERENT, LATER = "different", "later"
"""Decisions about a doubtful row; any other decision is the uuid of the record that it is."""


Part = Literal["list", "ledger", "fact", "raw", "checks"]


@dataclass
class SheetChoice:
    """One sheet, and how it will be read. ``part`` is what it is in a workbook of our own, "list" in any other."""

    sheet: Sheet
    family: Family = ()
    table: Table | None = None
    reason: str = ""
    """Why it is not read, or not by itself."""
    use: bool = False
    part: Part = "list"
    fact: str = ""
    """Of a part "fact": the field's name."""
    columns: dict[int, str | None] = field(default_factory=dict)
    """Sheet column → key of ``mapping``; None keeps it as 导入原值, SKIPPED leaves it out."""
    scores: dict[int, float] = field(default_factory=dict)
    remembered: bool = False
    """The columns are those that were chosen for the same layout before."""
    chosen: bool = False
    """The clerk has set columns by hand: to be remembered for the layout."""

    @property
    def title(self) -> str:
        """What the sheet is, for people: 园所名册, 年度数据."""
        return self.family[0].TITLE if self.family else ""

    @property
    def layout(self) -> str:
        return fingerprint(self.table) if self.table else ""


@dataclass
class Proposal:
    """``plan`` turns it into a plan. ``year`` and everything below may be set by whoever asks the clerk."""

    book: Book
    sheets: list[SheetChoice]
    year: int
    year_source: str = ""
    """The words that gave the year; empty where nothing in the file names one."""
    correct: bool = False
    """A dated value that differs is 更正 (it was always so) and not 变更."""
    since: date | None = None
    """From when dated values count; the first day of ``year`` where it is None."""
    accept: float | None = None
    """Names that are alike by at least this score (0–100) are the same, without asking."""
    decisions: dict[tuple[str, int], str] = field(default_factory=dict)
    """(sheet, row) → DIFFERENT, LATER, or the uuid of the record that the row is."""

    @property
    def counts_from(self) -> date:
        return self.since or first_day(self.year)

    def sheet(self, name: str) -> SheetChoice:
        return next(each for each in self.sheets if each.sheet.name == name)

    @property
    def used(self) -> list[SheetChoice]:
        return [each for each in self.sheets if each.use]
