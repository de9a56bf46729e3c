"""普及普惠自评 as the official table on A4 across: each item with its requirement, figures, verdict and evidence."""

from pathlib import Path

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from ycpe_desktop.policy.figures import counted
from ycpe_desktop.policy.indicators import self_evaluation
from ycpe_desktop.policy.self_evaluation import NOT_THE_TEXT, POINTS, Item, Measured, totals_told
from ycpe_desktop.printing.page import BODY, GAP, NOTE, TITLE, Text, signatures, usable_width, write_pdf
from ycpe_desktop.printing.tables import PrintedColumn, replaced, table
from ycpe_desktop.schoolyear import first_day, label
from ycpe_desktop.store import Store

COLUMNS = (
    PrintedColumn("序号", 22, numeric=True),
    PrintedColumn("方面", 58),
    PrintedColumn("自评项目", 76),
    PrintedColumn("要求", 214),
    PrintedColumn("结果", 128),
    PrintedColumn("结论", 42),
    PrintedColumn("差距或缺什么", 118),
    PrintedColumn("佐证材料", 118),
)
SIZE, AIR = 7.5, 2


def print_self_evaluation(store: Store, year: int, out: Path) -> int:
    """Write the table as PDF; how many items it has. Raises Refusal where ``out`` cannot be written."""
    every = self_evaluation(store, year)
    text, width = Text(), usable_width(across=True)
    title = f"{store.county.name}县域学前教育普及普惠自评表（{label(year)}）"
    notes = [f"截至 {first_day(year).isoformat()}", f"制表日期：{store.today.isoformat()}"]
    notes += ["演示数据"] if store.setting("demo", False) else []
    notes += ["草稿，未经审核"] if year not in store.frozen_years() else []
    parts: list[Flowable] = [
        text.paragraph(title, TITLE),
        Spacer(1, 2 * mm),
        text.paragraph(GAP.join(notes), NOTE),
        Spacer(1, 1.5 * mm),
        text.paragraph(f"{totals_told(every)}。依据：教督〔2020〕1号、运政办发〔2021〕44号。", replaced(BODY, 9)),
        Spacer(1, 1.5 * mm),
        table(text, COLUMNS, [_row(number, one) for number, one in enumerate(every, 1)], width, size=SIZE, air=AIR),
        Spacer(1, 2 * mm),
        text.paragraph(f"{NOT_THE_TEXT}；“要求”先写计算所用的标准，再引运政办发〔2021〕44号原文，括号内是条款。", NOTE),
        *text.warning(),
        signatures(width),
    ]
    write_pdf(out, title, title, parts, across=True)
    return len(every)


def _row(number: int, one: Item) -> list[str]:
    gap = [one.told, *(str(one.own.get(name) or "") for name in ("shortfall", "measure"))]
    files = f"（文件 {one.files} 个）" if one.files else ""
    return [
        str(number),
        one.aspect,
        one.title,
        one.required_shortly,
        "\n".join(map(_figure, one.measured)),
        one.verdict_shown,
        "\n".join(filter(None, gap)),
        f"{one.evidence}{files}",
    ]


def _figure(one: Measured) -> str:
    """公办园在园幼儿占比 53.51%（7,881 ÷ 14,729）."""
    figure = one.indicator
    parts = ""
    if (
        figure.unit != POINTS
        and figure.form in ("percent", "ratio")
        and figure.numerator is not None
        and figure.denominator is not None
    ):
        first, second = (counted(figure.unit, count) for count in (figure.numerator, figure.denominator))
        parts = f"（{first} {':' if figure.form == 'ratio' else '÷'} {second}）"
    return f"{figure.title} {figure.shown or '—'}{parts}"
