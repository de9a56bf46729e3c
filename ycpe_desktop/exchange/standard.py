"""The standard workbook (上报表): written from the store, read back as ours, its seal verified."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from ycpe_desktop import __version__
from ycpe_desktop.exchange.cover import Cover, Signers
from ycpe_desktop.exchange.safely import replacing
from ycpe_desktop.exchange.seal import Seal, Sealing, parse_seal, read_sealed
from ycpe_desktop.exchange.standard_layout import (
    CHECKS_TITLE,
    COVER_TITLE,
    DICTIONARY_TITLE,
    OPTIONS_TITLE,
    SCHEMA,
    SEAL_TITLE,
    SUMMARY_TITLE,
    Plan,
    plans,
)
from ycpe_desktop.ledgers import ClassRoom
from ycpe_desktop.policy.checks import check
from ycpe_desktop.policy.figures import Indicator, plain
from ycpe_desktop.policy.indicators import AREAS, NURSERY, facts, indicators
from ycpe_desktop.policy.staffing import staffing
from ycpe_desktop.policy.thresholds import number, own_targets
from ycpe_desktop.schoolyear import first_day, label
from ycpe_desktop.store import Store
from ycpe_desktop.store.tables import year_state

if TYPE_CHECKING:
    from openpyxl import Workbook

    from ycpe_desktop.exchange.standard_writing import DataSheets

Progress = Callable[[str, int, int], object]
SHOWN_YEARS = 5
"""School years in the chart of the three rates."""


@dataclass(frozen=True)
class Exported:
    """``rows``: data sheet → records."""

    path: Path
    file_id: str
    digest: str
    draft: bool
    rows: dict[str, int]


@dataclass(frozen=True)
class StandardBook:
    """A workbook of ours as its seal tells it; ``altered`` names the data sheets that differ from what was sealed."""

    path: Path
    seal: Seal
    altered: tuple[str, ...]

    @property
    def intact(self) -> bool:
        return not self.altered

    @property
    def newer(self) -> bool:
        """Made by a later program, whose layout this one does not know."""
        return self.seal.schema > SCHEMA


def standard_name(store: Store, year: int, day: date | None = None) -> str:
    """运城市_芮城县_2026学年_学前教育上报表_20261123.xlsx."""
    return f"运城市_{store.county.name}_{year}学年_学前教育上报表_{day or store.today:%Y%m%d}.xlsx"


def export_standard(
    store: Store,
    year: int,
    out: Path,
    *,
    phones: bool = True,
    draft: bool | None = None,
    signers: Signers | None = None,
    progress: Progress = lambda *_: None,
) -> Exported:
    """Write the workbook of a school year. An approved year gives what was approved, byte for byte, unless it is
    asked for ``phones=False``. ``draft``: whether it says 草稿; None: while the year is not approved. ``signers``:
    whose names the cover bears; None: those of the approval.

    Raises Refusal where ``out`` cannot be written; a file that was there stays whole.
    """
    kept = _snapshot(store, year) if phones and not draft else None
    if kept is not None:
        with replacing(out) as file:
            file.write_bytes(kept)
        book = read_standard(out)
        assert book is not None
        return Exported(out, book.seal.file_id, book.seal.digest, False, {})
    content, made = build(store, year, phones=phones, draft=draft, signers=signers, progress=progress)
    progress("正在保存", 1, 1)
    with replacing(out) as file:
        file.write_bytes(content)
    return replace(made, path=out)


def _snapshot(store: Store, year: int) -> bytes | None:
    with store.reading() as connection:
        kept = connection.scalar(select(year_state.c.snapshot).where(year_state.c.uuid == str(year)))
    return None if kept is None else bytes(kept)


def build(
    store: Store,
    year: int,
    *,
    phones: bool = True,
    draft: bool | None = None,
    signers: Signers | None = None,
    progress: Progress = lambda *_: None,
) -> tuple[bytes, Exported]:
    """The workbook's bytes, and what is in it."""
    from openpyxl import Workbook

    told = year not in store.frozen_years() if draft is None else draft
    maker = _Maker(store, year, Workbook(write_only=True), phones, told, signers or _signers(store, year), progress)
    return maker.make()


def _signers(store: Store, year: int) -> Signers:
    with store.reading() as connection:
        row = connection.execute(select(year_state).where(year_state.c.uuid == str(year))).mappings().first()
    if row is None:
        return Signers()
    return Signers(row["filled_by"] or "", row["checked_by"] or "", row["answered_by"] or "")


class _Maker:
    def __init__(
        self,
        store: Store,
        year: int,
        book: "Workbook",
        phones: bool,
        draft: bool,
        signers: Signers,
        progress: Progress,
    ) -> None:
        self.store, self.year, self.book, self.phones, self.draft = store, year, book, phones, draft
        self.signers, self.progress = signers, progress
        self.plans = plans(phones=phones)
        self.note = f"{store.county.name}　{label(year)}　截至 {first_day(year).isoformat()}"
        self.about = f"{store.county.name} {year} 学年学前教育上报表"
        self.rows: dict[str, int] = {}

    def make(self) -> tuple[bytes, Exported]:
        from ycpe_desktop.exchange.standard_styles import Styles
        from ycpe_desktop.exchange.standard_writing import DataSheets

        cover, summary = self.book.create_sheet(COVER_TITLE), self.book.create_sheet(SUMMARY_TITLE)
        styles = Styles(cover)
        sheets = DataSheets(self.store, styles, self.about, draft=self.draft)
        self.progress("正在计算指标和校验", 0, len(self.plans) + 2)
        found = indicators(self.store, self.year)
        self._write_data(sheets)
        digest = sheets.sealing.digest()
        file_id = f"{self.store.county.code}-{self.year}-{digest[:12]}"
        self._write_summary(summary, styles, sheets, found)
        self._write_cover(cover, styles, file_id)
        self._write_rest(styles, sheets, file_id)
        out = BytesIO()
        self.progress("正在写成文件", len(self.plans) + 1, len(self.plans) + 2)
        self.book.save(out)
        return out.getvalue(), Exported(Path(), file_id, digest, self.draft, self.rows)

    def _write_data(self, sheets: "DataSheets") -> None:
        from ycpe_desktop.exchange.standard_rows import Rows
        from ycpe_desktop.exchange.standard_stream import Stream

        findings = check(self.store, self.year)
        with self.store.reading() as connection:
            rows = Rows(self.store, connection, self.year, findings)
            for place, plan in enumerate(self.plans, 1):
                self.progress(f"正在写出{plan.title}", place, len(self.plans) + 2)
                self.rows[plan.title] = sheets.write(Stream(self.book, plan.title), plan, rows.of(plan), self.note)

    def _write_summary(self, sheet: Any, styles: Any, sheets: "DataSheets", found: Sequence[Indicator]) -> None:
        from ycpe_desktop.exchange.standard_formulas import Formulas
        from ycpe_desktop.exchange.standard_summary import Summary, write_summary

        enrolment = next(one for one in found if one.id == "gross_enrolment")
        own = own_targets(self.store)
        formulas = Formulas(
            self.plans,
            sheets.last_rows,
            self.store.county.name,
            self.year,
            nursery=bool(self.store.setting(NURSERY, True)),
            classes=self.rows[ClassRoom.TITLE] > 0,
            population=enrolment.denominator is not None and "推算" not in enrolment.note,
            floors={name: plain(number(name, self.year, own)) for name in AREAS},
            staff=staffing(lambda key: number(key, self.year, own)),
        )
        years = sorted(year for year in self.store.years if year < self.year)[-SHOWN_YEARS + 1 :]
        before = [(year, indicators(self.store, year, named=False)) for year in years]
        write_summary(
            sheet,
            styles,
            Summary(
                indicators=found,
                formulas=formulas.all(),
                years=[*before, (self.year, found)],
                natures=natures(self.store, self.year),
                note=self.note,
                about=self.about,
                draft=self.draft,
            ),
        )

    def _write_cover(self, sheet: Any, styles: Any, file_id: str) -> None:
        from ycpe_desktop.exchange.cover import write_cover

        counts = tuple((title, count) for title, count in self.rows.items() if title != CHECKS_TITLE)
        write_cover(
            sheet,
            styles,
            Cover(
                county=self.store.county.name,
                year=self.year,
                made_on=self.store.today.isoformat(),
                program=__version__,
                file_id=file_id,
                signers=self.signers,
                draft=self.draft,
                phones=self.phones,
                demo=bool(self.store.setting("demo", False)),
                counts=counts,
            ),
            self.about,
        )

    def _write_rest(self, styles: Any, sheets: "DataSheets", file_id: str) -> None:
        from ycpe_desktop.exchange.dictionary import write_dictionary
        from ycpe_desktop.exchange.seal import rows_of_seal

        write_dictionary(self.book.create_sheet(DICTIONARY_TITLE), styles, self.plans, self.about, draft=self.draft)
        sheets.options.write(self.book.create_sheet(OPTIONS_TITLE))
        hidden: Any = self.book.create_sheet(SEAL_TITLE)
        hidden.sheet_state = "veryHidden"
        county = self.store.county
        seal = Seal(
            schema=SCHEMA,
            county_code=county.code,
            county=county.name,
            year=self.year,
            program=__version__,
            file_id=file_id,
            phones=self.phones,
            digest=sheets.sealing.digest(),
            sheets=sheets.sealing.sheets(),
        )
        for name, value in rows_of_seal(seal):
            hidden.append([styles.body(hidden, name, "@"), styles.body(hidden, value, "@")])


def natures(store: Store, year: int) -> list[tuple[str, int]]:
    """(办园性质, 在园幼儿) of the kindergartens in question on the first day; unknown ones as 性质未填."""
    from ycpe_desktop.codes import NATURES

    row = facts(store, year, first_day(year), own_targets(store)).row
    with store.reading() as connection:
        wanted = select(row.c.nature, func.coalesce(func.sum(row.c.children), 0)).group_by(row.c.nature)
        found = {nature: int(children) for nature, children in connection.execute(wanted)}
    told = [(word, found.get(code, 0)) for code, word in NATURES]
    return [*told, *([("性质未填", found[None])] if found.get(None) else [])]


def read_standard(path: Path) -> StandardBook | None:
    """What a workbook says of itself and whether its data are as they were sealed; None where it is none of ours."""
    from python_calamine import CalamineError, load_workbook

    try:
        book = load_workbook(str(path))
    except (CalamineError, OSError):
        return None
    if SEAL_TITLE not in book.sheet_names:
        return None
    seal = parse_seal(book.get_sheet_by_name(SEAL_TITLE).to_python(skip_empty_area=False))
    if seal is None:
        return None
    found = _sealing(book, plans(phones=seal.phones)).sheets()
    altered = tuple(title for title, digest in seal.sheets.items() if found.get(title) != digest)
    return StandardBook(path, seal, altered)


def _sealing(book: Any, sheets: Sequence[Plan]) -> Sealing:
    sealing = Sealing()
    for plan in sheets:
        if plan.title in book.sheet_names:
            read_sealed(plan, book.get_sheet_by_name(plan.title).to_python(skip_empty_area=False), sealing)
    return sealing
