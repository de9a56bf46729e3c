"""达标测算 on one page, and 普及普惠自评 as the official table."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.policy.small_county import SmallCounty, small_county
from tests.printing.pdf_text import Pdf
from ycpe_desktop.exchange.what_if_export import export_what_if
from ycpe_desktop.ledgers import YearReport
from ycpe_desktop.ledgers.self_evaluation import ITEMS
from ycpe_desktop.policy.self_evaluation_acts import say
from ycpe_desktop.policy.what_if import Choice, gardens, smallest
from ycpe_desktop.policy.what_if_plans import Plan
from ycpe_desktop.printing.self_evaluation_sheet import print_self_evaluation
from ycpe_desktop.printing.what_if_sheet import print_what_if

PLAN = Plan(2026, Fraction(55), Fraction(93), (Fraction(-5),))


@pytest.fixture
def county(tmp_path: Path) -> Iterator[SmallCounty]:
    """50 of 100 children in 公办园, 20 in a 非营利性民办 one."""
    with small_county(tmp_path / "台账") as made:
        for name, nature, children in (("甲园", "public", 50), ("乙园", "inclusive", 30), ("丙园", "nonprofit", 20)):
            enter(made, name, nature, children)
        yield made


def enter(county: SmallCounty, name: str, nature: str, children: int) -> None:
    uuid = county.garden(name, nature=nature)
    with county.store.writing("年度数据") as writer:
        writer.insert(YearReport, {"kindergarten": uuid, "year": 2026, "children_middle": children})


def test_what_is_reckoned_stands_on_one_page_with_its_assumptions(county: SmallCounty, tmp_path: Path) -> None:
    every, _ = gardens(county.store, 2026)
    plan = replace(PLAN, choice=smallest(every, PLAN.assumed).choice)
    out = tmp_path / "测算.pdf"
    print_what_if(county.store, every, plan, out, "少生")
    (text,) = Pdf(out).texts()
    assert "芮城县达标测算（2026—2027 学年）" in text
    assert "仅测算，不改动台账" in text
    assert "方案：少生" in text
    assert "2027 年 -5%" in text
    assert "丙园" in text
    assert "转为公办" in text
    assert Pdf(out).drawn_pictures() == 1


def test_many_changes_still_stand_on_one_page_and_the_rest_is_counted(county: SmallCounty, tmp_path: Path) -> None:
    for number in range(50):
        enter(county, f"芮城县古魏镇城南金色摇篮双语艺术幼儿园第{number}园", "nonprofit", 5)
    every, _ = gardens(county.store, 2026)
    for count, more in ((16, ""), (24, ""), (50, "没有印在这里，全部见导出的 Excel")):
        acts = [one.uuid for one in every if "金色" in one.name][:count]
        out = tmp_path / f"{count}.pdf"
        print_what_if(county.store, every, replace(PLAN, choice=Choice(dict.fromkeys(acts, "recognise"))), out)
        (text,) = Pdf(out).texts()
        assert more in text


def test_the_workbook_compares_in_numbers_and_names_every_kindergarten(county: SmallCounty, tmp_path: Path) -> None:
    every, _ = gardens(county.store, 2026)
    uuid = next(one.uuid for one in every if one.name == "丙园")
    plan = replace(PLAN, choice=Choice({uuid: "take_over"}), by_hand={uuid: "take_over"})
    out = tmp_path / "测算.xlsx"
    export_what_if(county.store, every, plan, out)
    book = load_workbook(out)
    first, second = book.worksheets
    rows: dict[Any, Any] = {row[0]: row[1:] for row in first.iter_rows(min_row=6, values_only=True)}
    assert rows["公办园在园幼儿占比"][:2] == (0.5, pytest.approx(67 / 96))
    assert rows["公办园在园幼儿占比"][4] == "未达到 → 达到"
    assert rows["在园幼儿"][:3] == (100, 96, -4)
    assert [row[1:] for row in second.iter_rows(min_row=6, max_row=6, values_only=True)] == [
        ("丙园", "陌南镇", "非营利性民办", 20, 19, "转为公办", "手工选定")
    ]
    assert second.max_row == 5 + len(every)
    assert first.page_setup.fitToHeight == 1


def test_the_self_evaluation_is_a_signed_table_across(county: SmallCounty, tmp_path: Path) -> None:
    say(county.store, 2026, "fees", {"verdict": "met", "evidence": "芮发改〔2026〕8号"})
    out = tmp_path / "自评.pdf"
    assert print_self_evaluation(county.store, 2026, out) == len(ITEMS)
    pdf = Pdf(out)
    assert {(round(wide), round(high)) for wide, high in pdf.pages()} == {(842, 595)}
    whole = "".join(pdf.texts())
    for wanted in (
        "芮城县县域学前教育普及普惠自评表（2026—2027 学年）",
        "截至 2026-09-01",
        "草稿，未经审核",
        "无法判断",
        "芮发改〔2026〕8号",
        "国家标准 50%",
        "（50 ÷",
        "单位盖章",
    ):
        assert wanted in whole
    assert all(title in whole for _, title in ITEMS)
