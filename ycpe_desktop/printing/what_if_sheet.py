"""达标测算 on one A4 page: the assumptions, today against what is reckoned, the chart, and what would be done."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Image, Spacer, Table

from ycpe_desktop.charts.loading import load_matplotlib
from ycpe_desktop.policy.what_if import Garden
from ycpe_desktop.policy.what_if_plans import (
    ONLY_RECKONED,
    Change,
    Plan,
    assumed_told,
    changes,
    compared,
    told,
)
from ycpe_desktop.printing.page import BODY, GAP, NOTE, TITLE, Text, usable_height, usable_width, write_pdf
from ycpe_desktop.printing.tables import PrintedColumn, replaced, table
from ycpe_desktop.schoolyear import first_day, label
from ycpe_desktop.store import Store

LINES = (
    PrintedColumn("项目", 150),
    PrintedColumn("今天", 70, numeric=True),
    PrintedColumn("测算", 70, numeric=True),
    PrintedColumn("增减", 60, numeric=True),
    PrintedColumn("目标", 50, numeric=True),
    PrintedColumn("结论", 70),
)
DONE = (
    PrintedColumn("序号", 22, numeric=True),
    PrintedColumn("园所", 120),
    PrintedColumn("乡镇", 48),
    PrintedColumn("幼儿", 28, numeric=True),
    PrintedColumn("变动", 66),
)
HALF_PAGE = 14
"""Changes that stand below each other; more stand in two columns, and the chart is lower."""
SIZE, AIR = 7.5, 1.4
HUGE = 100_000.0
SIDES = ("LEFT", "RIGHT", "TOP", "BOTTOM")
PICTURES = ((170 * mm, 78 * mm), (150 * mm, 54 * mm))


def print_what_if(store: Store, every: Sequence[Garden], plan: Plan, out: Path, name: str = "") -> None:
    """``name`` of the 方案, if it has one. Raises Refusal where ``out`` cannot be written."""
    text = Text()
    title = f"{store.county.name}达标测算（{label(plan.year)}）"
    notes = [f"截至 {first_day(plan.year).isoformat()}", f"制表日期：{store.today.isoformat()}", ONLY_RECKONED]
    notes += [f"方案：{name}"] if name else []
    notes += ["演示数据"] if store.setting("demo", False) else []
    parts: list[Flowable] = [
        text.paragraph(title, TITLE),
        Spacer(1, 2 * mm),
        text.paragraph(GAP.join(notes), NOTE),
        Spacer(1, 2 * mm),
        text.paragraph(f"假设：{assumed_told(plan)}。", replaced(BODY, 9)),
        text.paragraph(f"结果：{told(every, plan)}。", replaced(BODY, 9)),
        Spacer(1, 2 * mm),
        table(text, LINES, _lines(every, plan), usable_width(across=False), size=8.5, air=1.8),
        Spacer(1, 2 * mm),
        _picture(store, every, plan),
        Spacer(1, 1 * mm),
    ]
    parts += _fitting(text, changes(every, plan), usable_height(across=False) - _high(parts))
    parts += text.warning()
    write_pdf(out, title, title, parts, across=False)


def _lines(every: Sequence[Garden], plan: Plan) -> list[list[str]]:
    return [[each.label, *each.shown, each.verdicts] for each in compared(every, plan)]


def _picture(store: Store, every: Sequence[Garden], plan: Plan) -> Flowable:
    load_matplotlib(store.folder)
    from ycpe_desktop.charts.comparison import two_states
    from ycpe_desktop.charts.reckoned import reckoned_states
    from ycpe_desktop.charts.saving import png_bytes

    wide, high = PICTURES[len(plan.choice.actions) > HALF_PAGE]
    figure = two_states(reckoned_states(store, every, plan), size=(wide / 72, high / 72))
    return Image(BytesIO(png_bytes(figure)), width=wide, height=high)


def _fitting(text: Text, every: Sequence[Change], room: float) -> list[Flowable]:
    """What would be done with whom, as many as there is room for on the page; the rest is counted."""
    for count in range(len(every), 0, -1):
        parts = _done(text, every[:count])
        if count < len(every):
            parts.append(text.paragraph(f"另有 {len(every) - count} 所没有印在这里，全部见导出的 Excel。", NOTE))
        if _high(parts) <= room:
            return parts
    return []


def _high(parts: Sequence[Flowable]) -> float:
    wide = usable_width(across=False)
    return sum(float(part.wrap(wide, HUGE)[1]) for part in parts)


def _done(text: Text, every: Sequence[Change]) -> list[Flowable]:
    width = usable_width(across=False)
    rows = [
        [str(number), one.garden.name, one.garden.township, f"{one.children:,}", one.told]
        for number, one in enumerate(every, 1)
    ]
    if len(rows) <= HALF_PAGE:
        return [table(text, DONE, rows, width, size=8, air=AIR)]
    middle = (len(rows) + 1) // 2
    half = (width - 4 * mm) / 2
    sides = [table(text, DONE, side, half, size=SIZE, air=AIR) for side in (rows[:middle], rows[middle:])]
    both = Table([[sides[0], "", sides[1]]], colWidths=[half, 4 * mm, half])
    both.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *((f"{side}PADDING", (0, 0), (-1, -1), 0) for side in SIDES)])
    return [both]
