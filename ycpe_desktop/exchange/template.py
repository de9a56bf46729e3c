"""A ledger's template (模板): the declaration in Excel, to be filled in by hand and imported as it is.

Its sheet is that of the standard workbook without what the program computes; columns are known by their headings, so
that nothing need be mapped. The year in its title is the one from which dated values count.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ycpe_desktop.exchange.safely import replacing
from ycpe_desktop.exchange.standard_layout import (
    DICTIONARY_TITLE,
    OPTIONS_TITLE,
    Column,
    Plan,
    ledger_plan,
    number_format,
)
from ycpe_desktop.fields import Day, Link, Measure, Month, Text, Whole
from ycpe_desktop.fields.several import Several
from ycpe_desktop.ledgers import Ledger, is_derived
from ycpe_desktop.schoolyear import label
from ycpe_desktop.store import Store

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation

    from ycpe_desktop.exchange.standard_options import Options
    from ycpe_desktop.exchange.standard_styles import Styles

HEAD_ROW = 3
ROWS = 300
"""So many rows can be filled in."""
PRINTED_ROWS = 24
"""Empty ones on paper: a page."""
REQUIRED = "＊"
NOTE_WIDTH = 110
"""Characters of the line that says how to fill in."""
NOTE = (
    f"填写说明：从第 {HEAD_ROW + 1} 行起，一行一条，不要改动第 {HEAD_ROW} 行的列名。"
    f"带 {REQUIRED} 的必填，不知道的先空着。点进一格会出现说明；右边有小箭头的从中选一项。"
    "日期写成 2026-09-01；编码按文本填，不要让它变成 1.2E+17。"
    "填好后保存，在程序的“导入”页选择本文件。每一列的说明见“数据字典”。"
)


def template_name(store: Store, ledger: type[Ledger], year: int) -> str:
    """The file name proposed: 芮城县_2026学年_园所名册_空白模板.xlsx."""
    return f"{store.county.name}_{year}学年_{ledger.TITLE}_空白模板.xlsx"


def template_plan(ledger: type[Ledger]) -> Plan:
    """The columns to be filled in. Dated values are typed in here: they have no other sheet."""
    kept = [
        replace(column, role="value") if column.role == "derived" else column
        for column in ledger_plan(ledger).columns
        if column.role != "key" and not is_derived(ledger, column.name)
    ]
    return Plan(ledger.TITLE, kept, ledger)


def write_template(store: Store, ledger: type[Ledger], year: int, out: Path) -> None:
    """Raises Refusal where ``out`` cannot be written; a file that was there stays whole."""
    from openpyxl import Workbook  # heavy: only when something is exported

    from ycpe_desktop.exchange.dictionary import write_dictionary
    from ycpe_desktop.exchange.standard_options import Options
    from ycpe_desktop.exchange.standard_styles import Styles

    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(ledger.TITLE)
    plan, styles, options = template_plan(ledger), Styles(sheet), Options(store, records=True)
    about = f"{store.county.name} {label(year)} {ledger.TITLE}（空白模板）"
    title = f"{ledger.TITLE}　{store.county.name}　{label(year)}"
    _set_up(sheet, styles, plan, about, title)
    _head(sheet, styles, plan, title)
    for each in _validations(plan, options):
        sheet.data_validations.append(each)
    write_dictionary(book.create_sheet(DICTIONARY_TITLE), styles, [plan], about, draft=False)
    options.write(book.create_sheet(OPTIONS_TITLE))
    with replacing(out) as file:
        book.save(file)


def _set_up(sheet: Any, styles: "Styles", plan: Plan, about: str, title: str) -> None:
    from openpyxl.utils import get_column_letter

    from ycpe_desktop.exchange.standard_styles import on_paper, widths
    from ycpe_desktop.exchange.standard_writing import pages_across

    letters = [get_column_letter(place) for place in range(1, len(plan.columns) + 1)]
    told = dict(zip(letters, plan.columns, strict=True))
    widths(sheet, {letter: _wide(column) for letter, column in told.items()}, ("A",))
    styles.columns(sheet, {letter: number_format(column.kind) for letter, column in told.items()})
    sheet.freeze_panes = f"C{HEAD_ROW + 1}"
    sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = 18, True
    on_paper(sheet, about, draft=False, rows=f"{HEAD_ROW}:{HEAD_ROW}", title=title)
    sheet.page_setup.fitToWidth = pages_across([_wide(column) for column in plan.columns[1:]])
    sheet.print_title_cols = "A:B"
    sheet.print_area = f"A{HEAD_ROW}:{letters[-1]}{HEAD_ROW + PRINTED_ROWS}"  # the title is in the page's head


def _wide(column: Column) -> float:
    from ycpe_desktop.exchange.standard_styles import PIXELS, WIDEST

    return min(max(column.width / PIXELS, len(column.heading) * 1.1 + 3), WIDEST)


def _head(sheet: Any, styles: "Styles", plan: Plan, title: str) -> None:
    """Title, how to fill in, headings with their notes."""
    from openpyxl.styles import Alignment
    from openpyxl.utils import get_column_letter

    from ycpe_desktop.exchange.standard_styles import lines, row_height

    last, wide = 1, 0.0
    while last < len(plan.columns) and wide < NOTE_WIDTH:
        wide += _wide(plan.columns[last])
        last += 1
    sheet.merged_cells.add(f"B2:{get_column_letter(last)}2")
    for row, high in ((1, 28.0), (2, row_height(lines(NOTE, wide * 0.9))), (HEAD_ROW, 36.0)):
        sheet.row_dimensions[row].height = high
    note = styles.small(sheet, NOTE)
    note.alignment = Alignment(vertical="center", wrap_text=True)
    sheet.append([None, styles.title(sheet, title)])
    sheet.append([None, note])
    sheet.append([_heading(sheet, styles, column) for column in plan.columns])


def _heading(sheet: Any, styles: "Styles", column: Column) -> Any:
    """Required ones show a star that is not part of the heading, and are shaded."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    cell = styles.head(sheet, column.heading)
    if is_required(column):
        cell.number_format = f'@"{REQUIRED}"'
        cell.fill = PatternFill("solid", fgColor="FFFFF1D6")
    if text := told_of(column):
        cell.comment = Comment(text, "学前教育台账", width=280, height=40 + 18 * (len(text) // 18 + text.count("\n")))
    return cell


def is_required(column: Column) -> bool:
    return column.told is not None and (column.told.required or column.told.needed)


def told_of(column: Column) -> str:
    """What a column wants, as its comment says it."""
    from ycpe_desktop.exchange.dictionary import kind_name, options_of, unit_of

    told = column.told
    if told is None:
        return ""
    needed = "必填" if is_required(column) else "有条件必填" if told.required_when else "可不填"
    unit = unit_of(column.kind)
    said = [f"{kind_name(column.kind)}{f'（{unit}）' if unit else ''}，{needed}", _form(column), told.help]
    if isinstance(column.kind, Several):
        said.append(f"可选：{options_of(column.kind)}")
    if told.clause:
        said.append(f"依据：{told.clause}")
    return "\n".join(each for each in said if each)


def _form(column: Column) -> str:
    if isinstance(column.kind, Day):
        return "写成 2026-09-01"
    if isinstance(column.kind, Month):
        return "写成 2015-09"
    return "可选几项，用顿号隔开" if isinstance(column.kind, Several) else ""


def _validations(plan: Plan, options: "Options") -> "list[DataValidation]":
    from openpyxl.utils import get_column_letter

    found = []
    for place, column in enumerate(plan.columns, 1):
        if column.role == "uuid":
            continue
        made = _chosen(plan, column, options) or limits(column)
        made.add(f"{get_column_letter(place)}{HEAD_ROW + 1}:{get_column_letter(place)}{HEAD_ROW + ROWS}")
        found.append(made)
    return found


def _chosen(plan: Plan, column: Column, options: "Options") -> "DataValidation | None":
    from ycpe_desktop.exchange.standard_options import pull_down

    formula = options.formula(column.kind)
    names: Sequence[str] = [each.name for each in plan.columns]
    if isinstance(column.kind, Link) and column.kind.within in names:
        formula = options.narrowed(column.kind, f"${plan.letter(column.kind.within)}{HEAD_ROW + 1}")
    return pull_down(column, formula) if formula else None


def limits(column: Column) -> "DataValidation":
    """What may be typed into a cell that is not chosen from a list, with the comment of its heading beside it."""
    from openpyxl.worksheet.datavalidation import DataValidation

    kind = column.kind
    made = DataValidation(allow_blank=True, showErrorMessage=True, showInputMessage=True)
    made.promptTitle, made.prompt = column.heading[:32], told_of(column)[:255]
    made.errorTitle = column.heading[:32]
    if isinstance(kind, Day):
        made.type, made.operator, made.error = "date", "between", "请填写日期，如 2026-09-01"
        made.formula1, made.formula2 = "DATE(1900,1,1)", "DATE(2100,12,31)"
    elif isinstance(kind, Whole | Measure):
        least, most = kind.least or 0, kind.most or 10**9
        made.type, made.operator = "whole" if isinstance(kind, Whole) else "decimal", "between"
        made.error = f"请填写{'整数' if isinstance(kind, Whole) else '数字'}，{least} 至 {most}"
        made.formula1, made.formula2 = str(least), str(most)
    elif isinstance(kind, Text):
        made.type, made.operator, made.formula1 = "textLength", "lessThanOrEqual", str(kind.limit)
        made.error = f"最多 {kind.limit} 个字"
    return made
