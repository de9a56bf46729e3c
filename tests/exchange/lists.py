"""What the tests of reading share: the real lists, the words of their headers, and small workbooks made on the spot."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl

from ycpe_desktop.exchange.sheets import Cell, Merge, Sheet
from ycpe_desktop.exchange.tables import Heading, Table, find_table

FILES = Path(__file__).parent / "files"
HUANGPU = FILES / "huangpu_在册幼儿园名单一览表_20241231.xlsx"
STATISTICS = sorted(FILES.glob("nbs_*.xls"))
MUST_HAVE = {"name"}
VOCABULARY = (
    Heading("name", "园所名称", ("幼儿园名称", "名称", "园所", "学校名称", "机构名称")),
    Heading("code", "标识码", ("学校标识码", "学校（机构）标识码")),
    Heading("nature", "办园性质", ("园所性质", "性质", "办别")),
    Heading("township", "乡镇", ("乡镇（街道）", "所属乡镇", "街道")),
    Heading("village", "村（社区）", ("村", "所在村")),
    Heading("address", "地址", ("幼儿园地址", "地址信息")),
    Heading("phone", "联系电话", ("电话",)),
    Heading("licence", "许可证号", ("办学许可证号", "公办幼儿园注册证号或民办幼儿园办学许可证号")),
    Heading("classes", "班数", ("办园规模（班）", "班级数")),
    Heading("children", "在园幼儿数", ("在园幼儿合计", "幼儿数")),
    Heading("junior", "小班幼儿数", ("在园幼儿小班",)),
    Heading("middle", "中班幼儿数", ("在园幼儿中班",)),
    Heading("senior", "大班幼儿数", ("在园幼儿大班",)),
    Heading("male_teachers", "男教师数"),
    Heading("teachers", "专任教师数", ("专任教师",)),
)


def workbook(path: Path, rows: Sequence[Sequence[Cell]], merges: Sequence[str] = ()) -> Path:
    """An .xlsx with one sheet 名单; merges as "A1:B2"."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "名单"
    for row in rows:
        sheet.append(list(row))
    for merge in merges:
        sheet.merge_cells(merge)
    book.save(path)
    return path


def table_of(rows: list[list[Cell]], merges: tuple[Merge, ...] = ()) -> Table:
    """The table that is found in a sheet of those rows."""
    width = max(map(len, rows))
    sheet = Sheet("名单", [row + [None] * (width - len(row)) for row in rows], merges)
    found = find_table(sheet, VOCABULARY, MUST_HAVE)
    assert isinstance(found, Table), found
    return found
