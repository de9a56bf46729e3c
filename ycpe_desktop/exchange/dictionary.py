"""数据字典: every field of every sheet, from the declarations."""

from collections.abc import Iterator, Sequence
from typing import Any

from ycpe_desktop.exchange.standard_layout import HEADER_ROW, Column, Plan
from ycpe_desktop.exchange.standard_styles import Sheet, Styles, lines, on_paper, row_height, widths
from ycpe_desktop.fields import Choice, Code, Day, Field, Kind, Link, Measure, Month, Offered, Text, Whole, YesNo
from ycpe_desktop.fields.several import Several

HEADINGS = (
    "表", "列名", "英文名", "类型", "单位", "必填", "可选项", "填写说明", "依据", "来源"
)  # fmt: skip
WIDTHS = (14, 20, 22, 12, 8, 12, 44, 44, 30, 12)
_KINDS: tuple[tuple[type[Any], str], ...] = (
    (Text, "文字"), (Code, "编码"), (Whole, "整数"), (Measure, "数值"), (Day, "日期"), (Month, "年月"),
    (YesNo, "是/否"), (Choice, "选项"), (Several, "选项（可多选）"), (Link, "引用"),
)  # fmt: skip


def entries(plans: Sequence[Plan]) -> Iterator[tuple[str, ...]]:
    """One line a column that people see, in the order of the sheets."""
    for plan in plans:
        for column in plan.columns:
            if not column.hidden:
                yield _entry(plan, column)


def _entry(plan: Plan, column: Column) -> tuple[str, ...]:
    told = column.told
    return (
        plan.title,
        column.heading,
        column.name,
        kind_name(column.kind),
        unit_of(column.kind),
        _required(told) if column.sealed else "",
        options_of(column.kind),
        told.help if told else "",
        told.clause if told else "",
        "填写" if column.sealed else "程序算出",
    )


def kind_name(kind: Kind[Any]) -> str:
    return next((name for known, name in _KINDS if isinstance(kind, known)), "文字")


def unit_of(kind: Kind[Any]) -> str:
    return kind.unit if isinstance(kind, Whole | Measure) else ""


def options_of(kind: Kind[Any]) -> str:
    if isinstance(kind, YesNo):
        return "是、否"
    if isinstance(kind, Offered):
        return f"{'、'.join(kind.options)}（可修改）"
    return "、".join(label for _, label in kind.options) if isinstance(kind, Choice | Several) else ""


def _required(told: Field | None) -> str:
    if told is None:
        return ""
    if told.required or told.needed:
        return "必填"
    return "有条件必填" if told.required_when is not None else ""


def write_dictionary(sheet: Sheet, styles: Styles, plans: Sequence[Plan], about: str, *, draft: bool) -> None:
    widths(sheet, {chr(ord("A") + place): float(wide) for place, wide in enumerate(WIDTHS)})
    sheet.freeze_panes = f"C{HEADER_ROW + 1}"
    on_paper(sheet, about, draft=draft, rows=f"1:{HEADER_ROW}")
    sheet.row_dimensions[1].height = 28
    sheet.append([styles.title(sheet, "数据字典"), *[styles.blank(sheet)] * (len(HEADINGS) - 1)])
    sheet.append([styles.head(sheet, heading) for heading in HEADINGS])
    count = 0
    for entry in entries(plans):
        needed = max(lines(text, wide) for text, wide in zip(entry, WIDTHS, strict=True))
        sheet.row_dimensions[HEADER_ROW + 1 + count].height = row_height(needed)
        sheet.append([styles.body(sheet, text or None, "@", wrap=True) for text in entry])
        count += 1
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{chr(ord('A') + len(HEADINGS) - 1)}{HEADER_ROW + count}"
