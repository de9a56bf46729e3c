"""The cover of the standard workbook, with the block to be signed and stamped."""

from dataclasses import dataclass

from ycpe_desktop.exchange.standard_styles import GREY, Sheet, Styles, on_paper, widths
from ycpe_desktop.schoolyear import first_day, label

DRAFT = "草稿"
_COLUMNS = "ABCDEF"


@dataclass(frozen=True)
class Signers:
    """Who filled in, who checked, who answers for it; blank ones are signed by hand."""

    filled_by: str = ""
    checked_by: str = ""
    answered_by: str = ""


@dataclass(frozen=True)
class Cover:
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
    """Sheet → its records."""


def write_cover(sheet: Sheet, styles: Styles, cover: Cover) -> None:
    widths(sheet, dict.fromkeys(_COLUMNS, 15.0))
    lines: list[tuple[str, int, float, bool, str | None]] = [
        ("草稿　未经审核，不作上报依据" if cover.draft else "", 16, 40, False, GREY),
        ("运城市学前教育上报表", 26, 60, True, None),
        (f"{cover.county}　{label(cover.year)}", 18, 44, False, None),
        (f"截至 {first_day(cover.year).isoformat()}", 12, 28, False, None),
        ("演示数据，不是真实数据" if cover.demo else "", 12, 28, False, GREY),
    ]
    for number, (_, _, height, _, _) in enumerate(lines, 1):
        sheet.row_dimensions[number].height = height
        sheet.merged_cells.add(f"A{number}:F{number}")
    for text, size, _, bold, color in lines:
        sheet.append([styles.centred(sheet, text, size, bold=bold, color=color)])
    sheet.append([])
    _signatures(sheet, styles, cover.signers, start=len(lines) + 2)
    sheet.append([])
    for name, told in (
        ("文件编号", cover.file_id),
        ("程序版本", f"运城学前教育台账 {cover.program}"),
        ("生成日期", cover.made_on),
        ("联系电话", "含联系电话，请勿外传" if cover.phones else "已去掉联系电话"),
        ("各表记录数", "，".join(f"{title} {count:,}" for title, count in cover.counts)),
        ("说明", "灰色列由程序算出，不必填写；隐藏列是记录编号，请不要改动。"),
    ):
        sheet.append([styles.title(sheet, name, 10, color=GREY), styles.title(sheet, told, 10, color=GREY)])
    on_paper(sheet, f"{cover.county}学前教育上报表", draft=cover.draft, landscape=False)


def _signatures(sheet: Sheet, styles: Styles, signers: Signers, start: int) -> None:
    """Two lines: names with room to sign, then the stamp and the date."""
    for row in (start, start + 1):
        sheet.row_dimensions[row].height = 48
    people = (("填表人", signers.filled_by), ("审核人", signers.checked_by), ("负责人", signers.answered_by))
    first = [styles.body(sheet, text, "@") for name, who in people for text in (f"{name}：", who)]
    sheet.append(first)
    last = ["单位盖章：", "", "", "日期：", "　　年　　月　　日", ""]
    sheet.append([styles.body(sheet, text, "@") for text in last])
    sheet.merged_cells.add(f"B{start + 1}:C{start + 1}")
    sheet.merged_cells.add(f"E{start + 1}:F{start + 1}")
