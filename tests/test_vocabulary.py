"""Every spelling of 办园性质 in four real lists becomes our word for it, or is left to the clerk with a reason."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from ycpe_desktop import codes
from ycpe_desktop.vocabulary import approvers, read_nature, read_sponsor

LISTS = Path(__file__).parent / "vocabulary" / "natures.csv"
LABELS = dict(codes.NATURES)


def natures_of(list_name: str) -> Counter[str]:
    """Rows by the label of the nature read, 待核定 where it is left open."""
    found: Counter[str] = Counter()
    with LISTS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["名单"] == list_name:
                nature = read_nature(row["办园性质"], row["是否普惠"]).nature
                found[LABELS[nature] if nature else "待核定"] += int(row["行数"])
    return found


@pytest.mark.parametrize(
    ("list_name", "natures"),
    [
        ("黄埔", {"公办": 21 + 2 + 11 + 64, "普惠性民办": 38, "非营利性民办": 9, "营利性民办": 10}),
        ("上海", {"公办": 1479, "待核定": 209 + 27 + 98}),
        ("东城", {"公办": 48 + 5 + 2 + 3 + 2, "待核定": 26 + 1 + 5}),
        ("海淀", {"公办": 5 + 19, "普惠性民办": 5, "待核定": 4}),
    ],
)
def test_real_lists(list_name: str, natures: dict[str, int]) -> None:
    assert natures_of(list_name) == natures


def test_inclusive_ones_of_huangpu_are_those_its_own_column_counts() -> None:
    natures = natures_of("黄埔")
    assert natures["公办"] + natures["普惠性民办"] == 136
    assert natures["非营利性民办"] + natures["营利性民办"] == 19


@pytest.mark.parametrize(
    ("text", "nature", "sponsor"),
    [
        ("公办", "公办", None),
        ("公办幼儿园", "公办", None),
        ("公立", "公办", None),
        ("教育部门办园", "公办", None),
        ("地级教育部门", "公办", "821"),
        ("县教育局办", "公办", "831"),
        ("小区教育部门办", "公办", None),
        ("省级其他部门", "公办", "812"),
        ("其他部门办", "公办", None),
        ("事业单位办园", "公办", "892"),
        ("国有企业办园", "公办", "891"),
        ("部队", "公办", "893"),
        ("集体办园", "公办", "894"),
        ("街道办", "公办", "894"),
        ("村办", "公办", "894"),
        ("公办(单位办)", "公办", None),
        ("普惠性民办园", "普惠性民办", "999"),
        ("普惠民办", "普惠性民办", "999"),
        (" 民办 （普惠）", "普惠性民办", "999"),
        ("非营利性民办园", "非营利性民办", "999"),
        ("非盈利民办", "非营利性民办", "999"),
        ("营利性民办园", "营利性民办", "999"),
    ],
)
def test_spellings_that_tell_the_nature(text: str, nature: str, sponsor: str | None) -> None:
    reading = read_nature(text)
    assert reading.nature
    assert (LABELS[reading.nature], reading.sponsor, reading.sure, reading.note) == (nature, sponsor, True, "")


@pytest.mark.parametrize("label", LABELS.values())
def test_our_own_labels_are_read_as_themselves(label: str) -> None:
    nature = read_nature(label).nature
    assert nature
    assert LABELS[nature] == label


@pytest.mark.parametrize(
    ("text", "sponsor", "told"),
    [
        ("民办", "999", "只知是民办"),
        ("私立", "999", "只知是民办"),
        ("民办(非普惠)", "999", "非营利性还是营利性"),
        ("企业办", "891", "国有企业举办的是公办"),
        ("公办民营", None, "既有公办又有民办"),
        ("社区办园点", None, "看不出是公办还是民办"),
        ("普惠性幼儿园", None, "都是普惠性幼儿园"),
    ],
)
def test_open_ones_are_left_to_the_clerk(text: str, sponsor: str | None, told: str) -> None:
    reading = read_nature(text)
    assert (reading.nature, reading.sponsor, reading.sure) == (None, sponsor, False)
    assert text in reading.note
    assert told in reading.note


@pytest.mark.parametrize(
    ("text", "inclusive", "profit", "nature"),
    [
        ("民办", "是", "", "普惠性民办"),
        ("民办", "否", "否", "非营利性民办"),
        ("民办", "否", "营利性", "营利性民办"),
        ("民办", "", "非营利", "非营利性民办"),
        ("非营利性民办园", "是", "", "普惠性民办"),
    ],
)
def test_a_column_beside_it_decides_between_the_private_ones(
    text: str, inclusive: str, profit: str, nature: str
) -> None:
    reading = read_nature(text, inclusive, profit)
    assert reading.nature
    assert (LABELS[reading.nature], reading.sure) == (nature, True)


def test_contradictions_are_said() -> None:
    assert "不一致" in read_nature("普惠性民办园", "否").note
    assert "既营利又普惠" in read_nature("营利性民办园", "是").note
    doubted = read_nature("公办", "否")
    assert (LABELS[doubted.nature or ""], doubted.sure) == ("公办", False)
    assert "请核对是否普惠" in doubted.note


def test_an_empty_cell_says_nothing() -> None:
    assert read_nature("  ") == (None, None, False, "")


def test_sponsors_in_words() -> None:
    assert [read_sponsor(label) for _, label in codes.SPONSORS] == [code for code, _ in codes.SPONSORS]
    assert [read_sponsor(text) for text in ("831", "区级教育局", "村集体", "个人", "教育部门", "公办民营", "")] == [
        "831", "831", "894", "999", None, None, None,
    ]  # fmt: skip


def test_approvers_bear_the_county() -> None:
    assert approvers("芮城县") == ("芮城县教育局", "芮城县行政审批服务管理局")
