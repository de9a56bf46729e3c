"""达标测算 as a workbook: today against what is reckoned with its chart, and every kindergarten of the reckoning."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from ycpe_desktop.codes import NATURES
from ycpe_desktop.exchange.safely import put, replacing
from ycpe_desktop.exchange.standard_styles import FACE, GREY, HEAD, on_paper
from ycpe_desktop.policy.what_if import ACTIONS, Garden, Outcome, scaled
from ycpe_desktop.policy.what_if_plans import ONLY_RECKONED, Plan, assumed_told, compared, reckoned, today, told
from ycpe_desktop.schoolyear import first_day, label
from ycpe_desktop.store import Store

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

LINES = (("项目", 26), ("今天", 13), ("测算", 13), ("增减", 11), ("目标", 9), ("结论", 18))
GARDENS = (("序号", 7), ("园所", 38), ("乡镇", 14), ("办园性质", 14), ("今天幼儿", 10), ("测算幼儿", 10), ("变动", 18))
GARDENS_MORE = (("由谁定的", 12),)
HEAD_ROW = 5
RATE = "0.00"


def export_what_if(store: Store, every: Sequence[Garden], plan: Plan, out: Path, name: str = "") -> None:
    """``name`` of the 方案, if it has one. Raises Refusal where ``out`` cannot be written."""
    from openpyxl import Workbook  # heavy: only when something is exported

    book = Workbook()
    first = cast("Worksheet", book.active)
    first.title = "达标测算"
    _head(first, store, every, plan, name, len(LINES))
    _heading(first, LINES)
    for row, line in enumerate(_lines(every, plan), HEAD_ROW + 1):
        _row(first, row, line)
    _chart(first, plan, today(every, plan), reckoned(every, plan))
    second = book.create_sheet("逐园")
    columns = (*GARDENS, *GARDENS_MORE)
    _head(second, store, every, plan, name, len(columns))
    _heading(second, columns)
    for row, garden in enumerate(_gardens(every, plan), HEAD_ROW + 1):
        _row(second, row, garden)
    second.auto_filter.ref = f"A{HEAD_ROW}:{chr(64 + len(columns))}{HEAD_ROW + len(every)}"
    second.freeze_panes = f"C{HEAD_ROW + 1}"
    for sheet in (first, second):
        on_paper(sheet, f"{store.county.name}达标测算", draft=False, lines=False, rows=f"{HEAD_ROW}:{HEAD_ROW}")
    first.page_setup.orientation, first.page_setup.fitToHeight = "portrait", 1  # with its chart on one page
    with replacing(out) as file:
        book.save(file)


def _lines(every: Sequence[Garden], plan: Plan) -> list[list[Any]]:
    """Rates as Excel's percent, their change in percentage points."""
    return [
        [each.label, each.before, each.after, each.after - each.before, "", ""]
        if each.target is None
        else [
            each.label,
            float(each.before / 100),
            float(each.after / 100),
            float(each.after - each.before),
            float(each.target / 100),
            each.verdicts,
        ]
        for each in compared(every, plan)
    ]


def _gardens(every: Sequence[Garden], plan: Plan) -> list[list[Any]]:
    """Those that are touched first."""
    acts, natures = plan.choice.actions, dict(NATURES)
    order = sorted(every, key=lambda one: one.uuid not in acts)
    return [
        [
            number,
            one.name,
            one.township,
            natures[one.nature],
            one.children,
            scaled(one, plan.assumed),
            ACTIONS[acts[one.uuid]] if one.uuid in acts else "",
            "手工选定" if one.uuid in plan.by_hand else "程序算出" if one.uuid in acts else "",
        ]
        for number, one in enumerate(order, 1)
    ]


def _head(
    sheet: "Worksheet", store: Store, every: Sequence[Garden], plan: Plan, name: str, columns: int
) -> None:  # fmt: skip - short
    from openpyxl.styles import Alignment, Font

    notes = [f"截至 {first_day(plan.year).isoformat()}", f"制表日期：{store.today.isoformat()}", ONLY_RECKONED]
    notes += [f"方案：{name}"] if name else []
    notes += ["演示数据"] if store.setting("demo", False) else []
    lines = (
        (f"{store.county.name}达标测算（{label(plan.year)}）", 16, None, 32),
        ("　".join(notes), 10, GREY, 18),
        (f"假设：{assumed_told(plan)}", 10, None, 32),
        (f"结果：{told(every, plan)}", 10, None, 32),
    )
    for row, (text, size, colour, high) in enumerate(lines, 1):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
        cell = cast("Cell", sheet.cell(row, 1))
        put(cell, text)
        cell.font = Font(name=FACE, size=size, bold=row == 1, color=colour)
        side = "center" if row <= 2 else "left"
        cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)
        sheet.row_dimensions[row].height = high


def _heading(sheet: "Worksheet", columns: Sequence[tuple[str, float]]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for column, (title, wide) in enumerate(columns, 1):
        cell = cast("Cell", sheet.cell(HEAD_ROW, column))
        put(cell, title)
        cell.font, cell.fill = Font(name=FACE, size=10, bold=True), PatternFill("solid", fgColor=HEAD)
        cell.alignment, cell.border = Alignment(horizontal="center", vertical="center"), _border()
        sheet.column_dimensions[get_column_letter(column)].width = wide
    sheet.row_dimensions[HEAD_ROW].height = 22


def _row(sheet: "Worksheet", row: int, values: Sequence[Any]) -> None:
    from openpyxl.styles import Alignment, Font

    for column, value in enumerate(values, 1):
        cell = cast("Cell", sheet.cell(row, column))
        put(cell, value)
        cell.font, cell.border = Font(name=FACE, size=10), _border()
        number = isinstance(value, int | float)
        cell.alignment = Alignment(horizontal="right" if number else "left", vertical="center", wrap_text=not number)
        cell.number_format = _form(value, change=sheet.cell(HEAD_ROW, column).value == "增减")
    sheet.row_dimensions[row].height = 19


def _form(value: Any, *, change: bool) -> str:
    if isinstance(value, str):
        return "@"
    if change:
        return "+0.00;-0.00;0" if isinstance(value, float) else "+#,##0;-#,##0;0"
    return "0.00%" if isinstance(value, float) else "#,##0"


def _border() -> Any:
    from openpyxl.styles import Border, Side

    thin = Side("thin", "FF9AA3AF")
    return Border(left=thin, right=thin, top=thin, bottom=thin)


def _chart(sheet: "Worksheet", plan: Plan, before: Outcome, after: Outcome) -> None:
    """Both rates today, as reckoned, and their targets, from the cells above."""
    from openpyxl.chart import BarChart, Reference
    from openpyxl.chart.label import DataLabelList

    chart = BarChart()
    chart.type, chart.title, chart.height, chart.width = "col", "今天、测算与目标", 8, 18
    names = Reference(sheet, min_col=1, min_row=HEAD_ROW + 1, max_row=HEAD_ROW + 2)
    for column in (2, 3, 5):
        values = Reference(sheet, min_col=column, min_row=HEAD_ROW, max_row=HEAD_ROW + 2)
        chart.add_data(values, titles_from_data=True)
    chart.set_categories(names)
    for series, colour in zip(chart.series, ("9DB7D5", "1F5FA8", "C08A2D"), strict=True):
        series.graphicalProperties.solidFill = colour
    chart.dataLabels = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False)
    chart.y_axis.scaling.min, chart.y_axis.scaling.max, chart.y_axis.number_format = 0, 1, "0%"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.legend.position = "b"
    sheet.add_chart(chart, f"A{HEAD_ROW + 15}")
