"""The figures of supervision as a table: the same headings and cells in the window, on paper and in Excel."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from ycpe_desktop.policy.figures import rounded
from ycpe_desktop.policy.supervision_figures import WORDS, By, Figures, Line
from ycpe_desktop.schoolyear import first_day, label
from ycpe_desktop.store import Store

Cell = str | int | Fraction | Decimal | None
"""A fraction is a rate, None what has none."""
_FLOW = ("应督导", "已督导", "完成率", "到期整改", "按期销号", "按期率")
HEADINGS: Mapping[By, tuple[str, ...]] = {
    "supervisor": ("督学", "负责园所", "负荷", *_FLOW),
    "township": ("乡镇", "在办园所", "有督学", "覆盖率", "督学人数", *_FLOW),
    "month": ("月份", "在办园所", "有督学", "覆盖率", "人均负责", *_FLOW),
}
TEXTS = ("督学", "乡镇", "月份", "负荷")
"""Columns of words; the others hold numbers."""
VISITED, MENDED = _FLOW[:3], _FLOW[3:]
"""The columns about visits, and those about 限期整改."""


def cells(told: Figures, line: Line) -> tuple[Cell, ...]:
    """The line below its headings."""
    done, closed, whole = line.done, line.closed, line is told.total
    flow: tuple[Cell, ...] = (done.due, done.visited, done.share, closed.due, closed.on_time, closed.share)
    if told.by == "supervisor":
        return (line.name, line.gardens, f"人均 {shown(_mean(line))}" if whole else line.load, *flow)
    last = line.supervisors if told.by == "township" else _mean(line)
    return (line.name, line.gardens, line.covered, line.coverage, last, *flow)


def _mean(line: Line) -> Decimal | None:
    return None if line.mean is None else Decimal(rounded(line.mean, 1))


def notes(told: Figures) -> tuple[str, str]:
    """How it was counted."""
    since, ended = first_day(told.year), "各月月底" if told.by == "month" else f" {told.day} "
    return (
        f"园所和督学是{ended}的；督导是 {since} 起各月的园次，假期月份除外（教督〔2019〕3号）",
        f"到期整改是 {since} 起期限已到的问题，按第一次定的期限算（教育督导条例 16—23）",
    )


def shown(cell: Cell) -> str:
    """12 → "12", 2/3 → "66.67%", a dash where there is nothing to divide by."""
    if cell is None:
        return "—"
    if isinstance(cell, Fraction):
        return f"{rounded(100 * cell)}%"
    return cell if isinstance(cell, str) else f"{cell:,}"


def title(store: Store, told: Figures) -> str:
    return f"{store.county.name}责任督学统计（{WORDS[told.by]}，{label(told.year)}）"


def file_name(store: Store, told: Sequence[Figures], suffix: str) -> str:
    """The name proposed: 芮城县_2026学年_责任督学统计_按乡镇_20261123.pdf."""
    word = f"_{WORDS[told[0].by]}" if len(told) == 1 else ""
    return f"{store.county.name}_{told[0].year}学年_责任督学统计{word}_{store.today:%Y%m%d}{suffix}"


def about(store: Store, told: Figures) -> list[str]:
    """What stands below the title."""
    found = [f"截至 {told.day}", f"制表日期：{store.today}"]
    return [*found, "演示数据"] if store.setting("demo", False) else found
