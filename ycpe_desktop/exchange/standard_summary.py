"""指标汇总: plain values that any phone previews, live formulas beside them that agree, and native charts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor
from typing import Any

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.label import DataLabelList

from ycpe_desktop.exchange.standard_formulas import Formula
from ycpe_desktop.exchange.standard_layout import HEADER_ROW, SUMMARY_TITLE
from ycpe_desktop.exchange.standard_styles import Sheet, Styles, lines, on_paper, row_height, widths
from ycpe_desktop.policy.figures import MONEY_SHOWN, MONEY_UNIT, Indicator, plain, rounded

HEADINGS = (
    "序号", "类别", "指标", "分子", "分母", "数值", "目标", "目标说明", "结论", "差额",
    "公式核算", "核对", "算法", "依据", "说明",
)  # fmt: skip
WIDTHS = (6, 11, 32, 14, 14, 10, 9, 14, 10, 16, 10, 8, 30, 24, 36)
WRAPPED = (2, 7, 12, 13, 14)
"""Places of the columns whose text wraps."""
_VALUE, _FORMULA = "F", "K"
FORMS = {"percent": '0.00"%"', "ratio": '"1:"0.0', "mean": "0.00", "count": "0", "most": "0"}
TARGET_FORMS = {
    "percent": 'General"%"',
    "ratio": '"1:"General',
    "mean": "General",
    "count": "General",
    "most": "General",
}
TREND = ("gross_enrolment", "inclusive_coverage", "public_share")
TREND_ABOVE = (True, False, True)
"""Whose numbers stand above their line: the first two lines run close to each other."""


@dataclass(frozen=True)
class Summary:
    """``years``: (school year, its indicators), oldest first, for the chart of three rates; ``natures``: children."""

    indicators: Sequence[Indicator]
    formulas: Mapping[str, Formula]
    years: Sequence[tuple[int, Sequence[Indicator]]]
    natures: Sequence[tuple[str, int]]
    note: str
    about: str
    draft: bool


def write_summary(sheet: Sheet, styles: Styles, summary: Summary) -> None:
    widths(sheet, {chr(ord("A") + place): float(wide) for place, wide in enumerate(WIDTHS)})
    sheet.row_dimensions[1].height = 28
    sheet.freeze_panes = f"D{HEADER_ROW + 1}"
    on_paper(sheet, summary.about, draft=summary.draft, lines=False, rows=f"1:{HEADER_ROW}")
    sheet.append([styles.title(sheet, f"{SUMMARY_TITLE}　{summary.note}")])
    sheet.append([styles.head(sheet, heading) for heading in HEADINGS])
    for number, figure in enumerate(summary.indicators, 1):
        row = _row(sheet, styles, number, figure, summary.formulas.get(figure.id))
        wrapped = ((place, row[place].value) for place in WRAPPED)
        count = max(lines(str(text or ""), WIDTHS[place]) for place, text in wrapped)
        sheet.row_dimensions[HEADER_ROW + number].height = row_height(count)
        sheet.append(styles.ruled(row))
    last = HEADER_ROW + len(summary.indicators)
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{chr(ord('A') + len(HEADINGS) - 1)}{last}"
    sheet.append([])
    sheet.row_dimensions[last + 2].height = row_height(2)
    _trend(sheet, styles, summary, first=last + 2)


def _row(sheet: Sheet, styles: Styles, number: int, figure: Indicator, formula: Formula | None) -> list[Any]:
    value, target, form = value_of(figure), _target(figure), FORMS[figure.form]
    row = HEADER_ROW + number
    cells = [
        styles.body(sheet, number, "0"),
        styles.body(sheet, figure.group, "@"),
        styles.body(sheet, figure.title, "@", wrap=True),
        _amount(sheet, styles, figure, figure.numerator),
        _amount(sheet, styles, figure, figure.denominator),
        styles.body(sheet, value, form),
        styles.body(sheet, target, TARGET_FORMS[figure.form]),
        styles.body(sheet, figure.target_word or None, "@", wrap=True),
        styles.body(sheet, figure.verdict_shown, "@"),
        styles.body(sheet, figure.gap_told or None, "@"),
    ]
    if formula is None or value is None:
        cells += [styles.body(sheet, None, "@", derived=True), styles.body(sheet, None, "@", derived=True)]
    else:
        cells.append(styles.formula(sheet, formula_text(figure, formula), form))
        agree = f'=IF({_FORMULA}{row}="","",IF(ABS({_VALUE}{row}-{_FORMULA}{row})<0.0051,"一致","不一致"))'
        cells.append(styles.formula(sheet, agree, "@"))
    beside = "；".join(f"{each.label} {each.shown}" for each in figure.beside)
    told = "；".join(part for part in (figure.reason, figure.note, beside) if part)
    return [
        *cells,
        *(styles.body(sheet, text or None, "@", wrap=True) for text in (figure.parts_shown, figure.clause, told)),
    ]


def _amount(sheet: Sheet, styles: Styles, figure: Indicator, value: int | None) -> Any:
    """A numerator or denominator; money is counted in 分 and shown in 万元."""
    if figure.unit != MONEY_UNIT or value is None:
        return styles.body(sheet, value, "#,##0")
    return styles.body(sheet, value / MONEY_SHOWN, '#,##0.00"万元"')


def formula_text(figure: Indicator, formula: Formula) -> str:
    """The indicator's value as Excel computes it, rounded as it is shown."""
    part, whole = formula
    if figure.form in ("count", "most"):
        return f"={part}"
    if figure.form == "ratio":
        return f'=IFERROR(ROUND({whole}/{part},1),"")'
    return f'=IFERROR(ROUND(100*{part}/{whole},2),"")' if figure.id != "satisfaction" else f"=ROUND({part},2)"


def value_of(figure: Indicator) -> float | None:
    """Rounded as shown; the exact parts stand beside it."""
    if figure.value is None:
        return None
    return float(rounded(figure.value, 1 if figure.form == "ratio" else 2).replace(",", ""))


def _target(figure: Indicator) -> float | None:
    return None if figure.target is None else float(plain(figure.target).replace(",", ""))


def _trend(sheet: Sheet, styles: Styles, summary: Summary, first: int) -> None:
    """The figures of the charts, and the charts to their right."""
    titles = {each.id: each.title for each in summary.indicators}
    heads = ["", "", "学年", *(titles[key] for key in TREND)]
    sheet.append([styles.head(sheet, head) if head else None for head in heads])
    for year, found in summary.years:
        values = {each.id: value_of(each) for each in found}
        told = [styles.body(sheet, values[key], '0.00"%"') for key in TREND]
        sheet.append([None, None, *styles.ruled([styles.body(sheet, f"{year}—{year + 1}", "@"), *told])])
    sheet.append([])
    sheet.append([None, None, styles.head(sheet, "办园性质"), styles.head(sheet, "在园幼儿")])
    for nature, children in summary.natures:
        counted = [styles.body(sheet, nature, "@"), styles.body(sheet, children, "#,##0")]
        sheet.append([None, None, *styles.ruled(counted)])
    last = first + len(summary.years)
    rates = LineChart()
    rates.title, rates.height, rates.width = "三率（按学年，%）", 8.5, 11  # up to the next chart
    rates.add_data(Reference(sheet, min_col=4, max_col=6, min_row=first, max_row=last), titles_from_data=True)
    rates.set_categories(Reference(sheet, min_col=3, min_row=first + 1, max_row=last))
    _dress(rates)
    known = [value for _, found in summary.years for each in found if each.id in TREND and (value := value_of(each))]
    rates.y_axis.scaling.min = max(0, 20 * (floor(min(known, default=0) / 20) - 1))
    for line, above in zip(rates.series, TREND_ABOVE, strict=True):
        line.marker.symbol, line.smooth = "circle", False
        line.dLbls = _labels()
        line.dLbls.position = "t" if above else "b"
    sheet.add_chart(rates, f"H{first}")
    start = last + 2
    bars = BarChart()
    bars.title, bars.height, bars.width, bars.legend = "在园幼儿（按办园性质，人）", 8.5, 15, None
    end = start + len(summary.natures)
    bars.add_data(Reference(sheet, min_col=4, min_row=start, max_row=end), titles_from_data=True)
    bars.set_categories(Reference(sheet, min_col=3, min_row=start + 1, max_row=end))
    _dress(bars)
    sheet.add_chart(bars, f"M{first}")


def _dress(chart: Any) -> None:
    """Numbers on the marks; axes that newer Excel would otherwise hide."""
    chart.dataLabels = _labels()
    if chart.legend is not None:
        chart.legend.position = "b"
    chart.x_axis.delete = chart.y_axis.delete = False


def _labels() -> DataLabelList:
    """The numbers and nothing else."""
    made = DataLabelList(showVal=True)
    for name in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
        setattr(made, name, False)
    return made
