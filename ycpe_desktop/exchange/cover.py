"""The cover of the standard workbook, with the block to be signed and stamped."""

from dataclasses import dataclass

from ycpe_desktop.exchange.standard_styles import GREY, LINE_HEIGHT, Sheet, Styles, lines, on_paper, widths
from ycpe_desktop.schoolyear import first_day, label

_LETTERS = "ABCDEF"
_TOLD_WIDTH = 20.0 * (len(_LETTERS) - 1)
_SIGNING = 46
"""Points of height that a signature or a stamp needs."""


@dataclass(frozen=True)
class Signers:
    """Who filled in, who checked, who answers for it; blank ones are signed by hand."""

    filled_by: str = ""
    checked_by: str = ""
    answered_by: str = ""


@dataclass(frozen=True)
class Cover:
    """``counts``: data sheet → its records."""

    county: str
    year: int
    made_on: str
    program: str
    file_id: str
    signers: Signers
    draft: bool
    phones: bool
    demo: bool
    counts: tuple[tuple[str, int], ...]


def write_cover(sheet: Sheet, styles: Styles, cover: Cover, about: str) -> None:
    headings = (
        ("草稿　未经审核，不作上报依据" if cover.draft else "", 16, 40, False, GREY),
        ("运城市学前教育上报表", 26, 60, True, None),
        (f"{cover.county}　{label(cover.year)}", 18, 44, False, None),
        (f"截至 {first_day(cover.year).isoformat()}", 12, 28, False, None),
        ("演示数据，不是真实数据" if cover.demo else "", 12, 28, False, GREY),
    )
    widths(sheet, dict.fromkeys(_LETTERS, 20.0))
    sheet.sheet_view.showGridLines = False
    on_paper(sheet, about, draft=cover.draft, lines=False)
    sheet.page_setup.fitToHeight = 1
    signing = len(headings) + 2
    for number, height in [*enumerate((line[2] for line in headings), 1), (signing, _SIGNING), (signing + 1, _SIGNING)]:
        sheet.row_dimensions[number].height = height
    for number, (text, size, _, bold, color) in enumerate(headings, 1):
        sheet.merged_cells.add(f"A{number}:F{number}")
        sheet.append([styles.centred(sheet, text, size, bold=bold, color=color)])
    sheet.append([])
    _signatures(sheet, styles, cover.signers, signing)
    sheet.append([])
    particulars = _particulars(cover)
    for number, (name, told) in enumerate(particulars, signing + 3):
        sheet.merged_cells.add(f"B{number}:F{number}")
        sheet.row_dimensions[number].height = LINE_HEIGHT * lines(told, _TOLD_WIDTH) + 4
        sheet.append([styles.small(sheet, name), styles.small(sheet, told, wrap=True)])
    sheet.print_area = f"A1:F{signing + 2 + len(particulars)}"


def _particulars(cover: Cover) -> tuple[tuple[str, str], ...]:
    counts = "，".join(f"{title} {count:,}" for title, count in cover.counts)
    return (
        ("文件编号", cover.file_id),
        ("程序版本", f"运城学前教育台账 {cover.program}"),
        ("生成日期", cover.made_on),
        ("联系电话", "含联系电话，请勿外传" if cover.phones else "已去掉联系电话"),
        ("各表记录数", counts),
        ("说明", "灰色列由程序算出，不必填写；隐藏列是记录编号，请不要改动。"),
    )


def _signatures(sheet: Sheet, styles: Styles, signers: Signers, first: int) -> None:
    """Names with room to sign, below them the stamp and the date."""
    people = (("填表人", signers.filled_by), ("审核人", signers.checked_by), ("负责人", signers.answered_by))
    sheet.append([styles.framed(sheet, text) for name, who in people for text in (f"{name}：", who)])
    last = ("单位盖章：", "", "", "日期：", "　　年　　月　　日", "")
    sheet.append([styles.framed(sheet, text) for text in last])
    sheet.merged_cells.add(f"B{first + 1}:C{first + 1}")
    sheet.merged_cells.add(f"E{first + 1}:F{first + 1}")
