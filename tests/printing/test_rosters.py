"""The rosters that an office publishes, as workbook and as PDF, with telephones and without."""

from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from tests.policy.small_county import TODAY, SmallCounty, small_county
from tests.printing.pdf_text import Pdf
from ycpe_desktop.exchange.roster_export import export_rosters
from ycpe_desktop.faults import Refusal
from ycpe_desktop.policy.plaques import OFFICE_PHONE, set_office
from ycpe_desktop.policy.rosters import rosters
from ycpe_desktop.printing.roster import print_rosters

PHONES = ("0359-3022018", "13800000000", "0359-3021110")


@pytest.fixture
def county(tmp_path: Path) -> Iterator[SmallCounty]:
    """张督学 has 甲园 and 乙园, 李督学 丙园 and a closed one, 王督学 nothing; 赵督学's term is over; 丁园 no one."""
    with small_county(tmp_path / "台账") as made:
        one = made.supervisor("张督学", employer="督导室", certificate="YC-DX-0012", phone=PHONES[0])
        two = made.supervisor("李督学", township="学张乡", phone=PHONES[1], term_from=date(2025, 9, 1))
        made.supervisor("王督学", township="南磑镇")
        made.supervisor("赵督学", term_to=date(2026, 8, 31))
        for person, name in ((one, "甲园"), (one, "乙园"), (two, "丙园")):
            made.duty(person, made.garden(name, "学张乡" if person == two else "陌南镇"))
        made.duty(two, made.garden("停办园", status="closed"))
        made.garden("丁园")
        set_office(made.store, OFFICE_PHONE, PHONES[2])
        yield made


def values(sheet: Any) -> list[list[Any]]:
    return [list(row) for row in sheet.iter_rows(min_row=3, values_only=True)]


def test_the_workbook_has_a_sheet_for_each_list(county: SmallCounty, tmp_path: Path) -> None:
    out = tmp_path / "名册.xlsx"
    found = rosters(county.store, TODAY)
    export_rosters(found, out)
    book = load_workbook(out)
    assert book.sheetnames == ["督学证登记名册", "督学责任区一览表"]
    register, areas = (values(sheet) for sheet in book.worksheets)
    assert book.worksheets[0]["A1"].value == "芮城县幼儿园督学证登记名册"
    assert "公示单位：芮城县教育局" in book.worksheets[0]["A2"].value
    assert "截至 2026-11-23" in book.worksheets[0]["A2"].value
    head = ["序号", "姓名", "工作单位", "专兼职", "督学证号", "联系电话", "常驻乡镇", "任期起", "任期止", "负责园数"]
    assert register[0] == head
    assert {row[1]: row[-1] for row in register[1:]} == {"张督学": 2, "李督学": 1, "王督学": 0}
    assert next(row for row in register if row[1] == "张督学")[2:7] == [
        "督导室",
        "专职",
        "YC-DX-0012",
        PHONES[0],
        "陌南镇",
    ]
    assert areas[0] == ["序号", "责任督学", "工作单位", "联系电话", "负责园数", "乡镇", "园所名称", "负责起"]
    assert [row[1] for row in areas[1:]] == ["张督学", None, "李督学"]
    assert [row[5:7] for row in areas[1:]] == [["陌南镇", "甲园"], ["陌南镇", "乙园"], ["学张乡", "丙园"]]
    assert {str(each) for each in book.worksheets[1].merged_cells.ranges} >= {"B4:B5", "D4:D5"}
    assert found.uncovered == 1


def test_the_workbook_is_printed_across_one_page_wide_with_its_heading(county: SmallCounty, tmp_path: Path) -> None:
    export_rosters(rosters(county.store, TODAY), tmp_path / "名册.xlsx")
    for sheet in load_workbook(tmp_path / "名册.xlsx").worksheets:
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("landscape", 1)
        assert sheet.print_title_rows == "$1:$3"


def test_the_pdf_says_the_same_in_fonts_of_its_own(county: SmallCounty, tmp_path: Path) -> None:
    out = tmp_path / "名册.pdf"
    print_rosters(rosters(county.store, TODAY), out)
    found = Pdf(out)
    register, areas = found.texts()
    assert "芮城县幼儿园督学证登记名册" in register
    assert all(word in register for word in ("张督学", "李督学", "王督学", "YC-DX-0012", PHONES[0]))
    assert "赵督学" not in register
    assert "芮城县幼儿园督学责任区一览表" in areas
    assert all(word in areas for word in ("甲园", "乙园", "丙园", "学张乡"))
    assert not any(word in areas for word in ("停办园", "丁园", "王督学"))
    assert all(found.fonts().values())


def test_without_phones_there_is_no_number_anywhere_in_either_file(county: SmallCounty, tmp_path: Path) -> None:
    bare = rosters(county.store, TODAY, phones=False)
    book, paper = tmp_path / "名册.xlsx", tmp_path / "名册.pdf"
    export_rosters(bare, book)
    print_rosters(bare, paper)
    for told in (inside(book), "".join(Pdf(paper).texts())):
        assert "张督学" in told
        assert "电话" not in told
        assert not [phone for phone in PHONES if phone in told]
    export_rosters(rosters(county.store, TODAY), book)
    assert PHONES[0] in inside(book)


def inside(book: Path) -> str:
    """All that stands in all parts of a workbook."""
    with ZipFile(book) as archive:
        return unescape("".join(archive.read(name).decode() for name in archive.namelist()))


def test_somebody_with_more_kindergartens_than_fit_a_page_is_printed_all_the_same(
    county: SmallCounty, tmp_path: Path
) -> None:
    person = county.supervisor("钱督学")
    for number in range(60):
        county.duty(person, county.garden(f"第{number}园"))
    out = tmp_path / "名册.pdf"
    print_rosters(rosters(county.store, TODAY), out)
    texts = Pdf(out).texts()
    assert len(texts) > 3
    assert all(f"第{number}园" in "".join(texts) for number in range(60))
    assert all("钱督学" in text for text in texts[2:-1])


def test_a_file_that_cannot_be_written_is_refused(county: SmallCounty, tmp_path: Path) -> None:
    found = rosters(county.store, TODAY)
    for write in (export_rosters, print_rosters):
        with pytest.raises(Refusal, match="文件夹不存在"):
            write(found, tmp_path / "没有" / "名册.xlsx")
