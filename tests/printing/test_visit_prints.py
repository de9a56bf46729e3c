"""What a supervisor takes along and what a kindergarten gets: every word that must stand on the paper."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document

from tests.policy.small_county import SmallCounty, small_county
from tests.printing.pdf_text import Pdf
from ycpe_desktop.faults import Refusal
from ycpe_desktop.policy.visit_acts import Entered, Entry, Problem, enter
from ycpe_desktop.policy.visit_settings import set_notice_office
from ycpe_desktop.printing.notice import print_notice
from ycpe_desktop.printing.notice_word import write_notice
from ycpe_desktop.printing.visit_form import print_form, print_round, print_visit

NOVEMBER, VISITED = date(2026, 11, 1), date(2026, 10, 15)
STATES = {"safety_state": "faulty", "conduct_state": "sound", "ethics_state": "sound"}


@pytest.fixture
def county(tmp_path: Path) -> Iterator[SmallCounty]:
    with small_county(tmp_path / "台账") as made:
        yield made


@pytest.fixture
def entered(county: SmallCounty) -> Entered:
    """张督学 found two problems at 甲园 in October; 乙园 has never been visited."""
    person = county.supervisor("张督学")
    first, second = county.garden("芮城县甲幼儿园"), county.garden("芮城县乙幼儿园", "学张乡")
    for garden in (first, second):
        county.duty(person, garden)
    county.duty(county.supervisor("李督学"), county.garden("芮城县丙幼儿园"))
    problems = (
        Problem("fire", "二楼灭火器过期", "law79_3", grave=True),
        Problem("other", "摊贩占道", "other", "县规 3"),
    )
    told: dict[str, Any] = {"theme": "消防专项", "form": "papers,tour", "process": "查阅资料", "advice": "限期更换"}
    return enter(county.store, Entry(first, VISITED, person, {**STATES, **told}, problems))


def test_a_round_is_a_plan_and_a_form_for_each_kindergarten(
    county: SmallCounty, entered: Entered, tmp_path: Path
) -> None:
    out = tmp_path / "11月.pdf"
    assert print_round(county.store, NOVEMBER, out) == 3
    texts = Pdf(out).texts()
    assert len(texts) == 5, "two plans and three forms"
    plan = next(text for text in texts if "责任督学：张督学" in text)
    assert plan.index("乙幼儿园") < plan.index("甲幼儿园"), "the most neglected first"
    assert "没有督导过" in plan
    assert "2026-10-15" in plan


def test_one_supervisors_set_has_only_theirs(county: SmallCounty, entered: Entered, tmp_path: Path) -> None:
    (person,) = (uuid for uuid in county.store.names.keys("supervisor", "李督学"))
    assert print_round(county.store, NOVEMBER, tmp_path / "李.pdf", person) == 1
    assert all("甲幼儿园" not in text for text in Pdf(tmp_path / "李.pdf").texts())
    with pytest.raises(Refusal, match="2026 年 8 月是假期月份"):
        print_round(county.store, date(2026, 8, 1), tmp_path / "8月.pdf")


def test_the_form_has_the_headings_and_what_is_open_from_last_time(
    county: SmallCounty, entered: Entered, tmp_path: Path
) -> None:
    out = tmp_path / "表.pdf"
    (garden,) = county.store.names.keys("kindergarten", "芮城县甲幼儿园")
    print_form(county.store, garden, NOVEMBER, out)
    (text,) = Pdf(out).texts()
    for heading in ("督导时间", "督导学校", "督导主题", "督导形式", "过程概述", "意见建议", "学校联系人", "督导事项",
                    "安全管理", "规范办园", "师德师风", "无法检查", "随机听课", "校园巡视"):  # fmt: skip
        assert heading in text
    assert "张督学" in text
    assert "2026 年 11 月" in text
    assert "上次督导：2026-10-15" in text.replace("\u00a0", " ")
    assert "消防安全：二楼灭火器过期（学前教育法 79（三））" in text
    assert "芮教督改〔2026〕1号，限2026-10-30（已逾期）" in text.replace(" ", "")
    assert "摊贩占道" in text


def test_a_recorded_visit_is_printed_to_be_signed(county: SmallCounty, entered: Entered, tmp_path: Path) -> None:
    out = tmp_path / "记录.pdf"
    print_visit(county.store, entered.visit, out)
    (text,) = Pdf(out).texts()
    for words in (
        "2026 年 10 月 15 日",
        "消防专项",
        "查阅资料",
        "限期更换",
        "二楼灭火器过期",
        "县规 3",
        "责任督学签名",
    ):
        assert words in text
    with pytest.raises(Refusal, match="已经不在了"):
        print_visit(county.store, "0" * 32, out)


def word_text(path: Path) -> str:
    document: Any = Document(str(path))
    told = [paragraph.text for paragraph in document.paragraphs]
    told += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(told)


def test_the_notice_says_the_same_as_pdf_and_as_word(county: SmallCounty, entered: Entered, tmp_path: Path) -> None:
    pdf, word = tmp_path / "通知.pdf", tmp_path / "通知.docx"
    print_notice(county.store, entered.number, pdf)
    write_notice(county.store, entered.mends[1], word)
    for text in ("".join(Pdf(pdf).texts()), word_text(word)):
        for words in (
            "教育督导整改通知书", "芮教督改〔2026〕1号", "芮城县甲幼儿园：",
            "2026年10月15日，责任督学张督学对你园进行了经常性督导",
            "二楼灭火器过期（情节严重）", "学前教育法 79（三）", "摊贩占道", "县规 3", "于2026年10月30日前完成",
            "责任督学（签名）：", "园长（签收）：", "芮城县教育局督导室", "（盖章）", "整改回复",
        ):  # fmt: skip
            assert words in text, words


def test_the_word_file_is_the_offices_and_set_in_chinese_type(
    county: SmallCounty, entered: Entered, tmp_path: Path
) -> None:
    out = tmp_path / "通知.docx"
    set_notice_office(county.store, "芮城县人民政府教育督导室")
    write_notice(county.store, entered.number, out)
    about = Document(str(out)).core_properties
    assert (about.author, about.title) == ("芮城县人民政府教育督导室", "教育督导整改通知书 芮教督改〔2026〕1号")
    body = ZipFile(out).read("word/document.xml").decode()
    assert 'w:eastAsia="仿宋"' in body
    assert "python-docx" not in ZipFile(out).read("docProps/core.xml").decode()


def test_the_slip_to_be_returned_stays_on_one_page(county: SmallCounty, entered: Entered, tmp_path: Path) -> None:
    out = tmp_path / "通知.docx"
    write_notice(county.store, entered.number, out)
    told = Document(str(out)).paragraphs
    last = next(at for at, each in enumerate(told) if each.text.startswith("园长（签名）"))
    assert told[last - 1].paragraph_format.keep_with_next  # the room between the table and who signs
    assert next(each for each in told if each.text.startswith("整改回复")).paragraph_format.keep_with_next


def test_which_notice_is_meant(county: SmallCounty, entered: Entered, tmp_path: Path) -> None:
    out = tmp_path / "通知.pdf"
    assert print_notice(county.store, "芮城县甲幼儿园", out).number == "芮教督改〔2026〕1号"
    (garden,) = county.store.names.keys("kindergarten", "芮城县甲幼儿园")
    county.mend(garden, NOVEMBER, date(2026, 11, 16), number="芮教督改〔2026〕2号", problem="留样不全", item="food")
    with pytest.raises(Refusal, match="有 2 张没有办结的整改通知书：芮教督改〔2026〕1号、芮教督改〔2026〕2号"):
        print_notice(county.store, "芮城县甲幼儿园", out)
    blank = county.mend(garden, None, None, number=None, place=None)
    with pytest.raises(Refusal, match="还没有下发"):
        print_notice(county.store, blank, out)
    with pytest.raises(Refusal, match="没有这"):
        print_notice(county.store, "芮教督改〔2026〕9号", out)


def test_other_sources_and_days_are_told(county: SmallCounty, entered: Entered, tmp_path: Path) -> None:
    garden = county.garden("芮城县丁幼儿园")
    told = {"number": "芮教督改〔2026〕7号", "source": "complaint"}
    county.mend(garden, NOVEMBER, date(2026, 11, 16), **told)
    county.mend(garden, NOVEMBER, date(2026, 11, 20), place=2, problem="留样不全", **told)
    found = print_notice(county.store, "芮教督改〔2026〕7号", tmp_path / "通知.pdf")
    assert found.lead == "经投诉核查，你园存在以下问题："
    assert "在表中所列期限前完成" in found.demands[0]


def test_only_a_long_problem_is_torn_between_two_pages(county: SmallCounty, tmp_path: Path) -> None:
    """In Word a short one would stand with its last line alone on the next page, below a repeated heading."""
    person, garden, out = county.supervisor("张督学"), county.garden("芮城县甲幼儿园"), tmp_path / "通知.docx"
    problems = (Problem("fire", "通道堆物，" * 60, "law79_3"), Problem("other", "摊贩占道", "other", "县规 3"))
    told = enter(county.store, Entry(garden, VISITED, person, STATES, problems))
    write_notice(county.store, told.number, out)
    document: Any = Document(str(out))
    kept = [bool(row._tr.xpath("w:trPr/w:cantSplit")) for row in document.tables[0].rows]
    assert kept == [True, False, True], "the heading, the long one, the short one"
