"""The indicators of a school year on two official A4 pages at most."""

from pathlib import Path

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from ycpe_desktop.policy.figures import Indicator, counted
from ycpe_desktop.policy.indicators import LEFT_OUT, indicators
from ycpe_desktop.printing.page import GAP, NOTE, TITLE, Text, signatures, usable_width, write_pdf
from ycpe_desktop.printing.tables import PrintedColumn, table
from ycpe_desktop.schoolyear import first_day, label
from ycpe_desktop.store import Store

COLUMNS = (
    PrintedColumn("序号", 24, numeric=True),
    PrintedColumn("指标", 164),
    PrintedColumn("分子", 52, numeric=True),
    PrintedColumn("分母", 56, numeric=True),
    PrintedColumn("数值", 40, numeric=True),
    PrintedColumn("目标", 112),
    PrintedColumn("结论", 40),
    PrintedColumn("差额或原因", 126),
    PrintedColumn("依据", 192),
)
SIZE, AIR = 7.2, 1.2
"""So small that all indicators stand on two pages at most."""
REASON = 34
"""Characters of two lines of the column 差额或原因."""


def print_indicators(store: Store, year: int, out: Path) -> int:
    """Write the page as PDF; how many indicators it judges. Raises Refusal where ``out`` cannot be written."""
    found = indicators(store, year, named=False)
    text, width = Text(), usable_width(across=True)
    title = f"{store.county.name}学前教育指标（{label(year)}）"
    note = [f"截至 {first_day(year).isoformat()}", f"制表日期：{store.today.isoformat()}"]
    if store.setting("demo", False):
        note.append("演示数据")
    if year not in store.frozen_years():
        note.append("草稿，未经审核")
    parts: list[Flowable] = [
        text.paragraph(title, TITLE),
        Spacer(1, 2 * mm),
        text.paragraph(GAP.join(note), NOTE),
        Spacer(1, 1.5 * mm),
        table(text, COLUMNS, [_row(number, one) for number, one in enumerate(found, 1)], width, size=SIZE, air=AIR),
        *text.warning(),
        signatures(width),
    ]
    write_pdf(out, title, title, parts, across=True)
    return len(found)


def _row(number: int, one: Indicator) -> list[str]:
    target = " ".join(part for part in (one.target_word, one.target_shown) if part)
    return [
        str(number),
        one.title,
        counted(one.unit, one.numerator),
        "" if one.form in ("count", "most") else counted(one.unit, one.denominator),
        one.shown,
        target,
        one.verdict_shown,
        one.gap_told or _reason(one) or _short(one.note),
        one.clause,
    ]


def _reason(one: Indicator) -> str:
    """In two lines at most."""
    told = one.reason.removesuffix(LEFT_OUT)
    return told if len(told) <= REASON else one.reason_shown


def _short(note: str) -> str:
    """A long note stands in the workbook; a page has room for its first part."""
    return note if len(note) <= 24 else note.split("；")[0].split("（")[0]
