"""Names and keys: places as people write them, records by key, code or name."""

from datetime import date

import pytest

from tests.store.office import add_kindergarten, record
from ycpe_desktop import divisions
from ycpe_desktop.fields import Unreadable
from ycpe_desktop.ledgers import Kindergarten, Rectification, ResearchArea, Visit, field_of
from ycpe_desktop.store import Store
from ycpe_desktop.store.beside import candidates
from ycpe_desktop.store.names import bare

TOWNSHIP = field_of(Kindergarten, "township").kind
VILLAGE = field_of(Kindergarten, "village").kind


@pytest.mark.parametrize(
    ("written", "plain"),
    [("古魏镇", "古魏"), ("东关村委会", "东关"), ("永乐镇", "永乐"), ("新村", "新村"), ("城关社区居委会", "城关")],
)
def test_a_name_without_what_only_tells_its_kind(written: str, plain: str) -> None:
    assert bare(written) == plain


def test_every_township_and_village_of_the_county_is_found_by_code_and_name(store: Store) -> None:
    for township in divisions.townships("140830"):
        if not township.selectable:
            continue
        for written in (township.code, township.name):
            assert TOWNSHIP.parse(written, store.names) == township.code
        assert TOWNSHIP.show(township.code, store.names) == township.name
        names = store.names.within(township.code)
        for village in divisions.villages(township.code):
            assert village.code in names.keys("village", village.name)
            assert VILLAGE.parse(village.code, names) == village.code


def test_a_township_by_its_bare_name_and_one_of_another_county(store: Store) -> None:
    assert TOWNSHIP.parse("古魏", store.names) == TOWNSHIP.parse("古魏镇", store.names)
    with pytest.raises(Unreadable, match="没有找到"):
        TOWNSHIP.parse("城北街道", store.names)


def test_a_village_name_that_two_townships_have_is_decided_by_the_township(store: Store) -> None:
    by_name: dict[str, list[str]] = {}
    for township in divisions.townships("140830"):
        for village in divisions.villages(township.code):
            by_name.setdefault(village.name, []).append(village.code)
    name, codes = next((name, codes) for name, codes in by_name.items() if len({code[:9] for code in codes}) > 1)
    with pytest.raises(Unreadable, match="请选定一个"):
        VILLAGE.parse(name, store.names)
    assert VILLAGE.parse(name, store.names.within(codes[0][:9])) == codes[0]


def test_a_kindergarten_by_key_code_or_name(store: Store) -> None:
    key = add_kindergarten(store, "甲幼儿园", code="1114000001")
    for written in (key, "1114000001", "甲幼儿园"):
        assert store.names.keys("kindergarten", written) == [key]
    add_kindergarten(store, "甲幼儿园")
    assert len(store.names.keys("kindergarten", "甲幼儿园")) == 2
    assert store.names.keys("kindergarten", "乙幼儿园") == []


def test_a_record_without_a_name_of_its_own_is_named_by_others_and_read_again(store: Store) -> None:
    garden = add_kindergarten(store, "芮城县 第一幼儿园")
    with store.writing("督导") as writer:
        visit = writer.insert(Visit, {"kindergarten": garden, "visited": date(2026, 11, 5)})
        mend = {"kindergarten": garden, "problem": "灭火器过期", "number": "芮教督改〔2026〕1号", "place": 2}
        notice = writer.insert(Rectification, mend)
    assert store.names.name("visit", visit) == "芮城县 第一幼儿园 2026-11-05"
    assert store.names.name("rectification", notice) == "芮城县 第一幼儿园 芮教督改〔2026〕1号 2"
    for target, key in (("visit", visit), ("rectification", notice)):
        assert store.names.keys(target, store.names.name(target, key)) == [key]
    assert store.names.keys("visit", "芮城县 第一幼儿园 2026.11.5") == [visit]
    for other in ("芮城县 第一幼儿园 2026-11-06", "第二幼儿园 2026-11-05", "2026-11-05", "芮城县 第一幼儿园"):
        assert store.names.keys("visit", other) == []
    with store.reading() as connection:
        offered = candidates(connection, "visit", "第一")
    assert offered == [(visit, "芮城县 第一幼儿园 2026-11-05", "")]


def test_a_chooser_offers_names_in_the_order_of_the_tables(store: Store) -> None:
    names = ["解州第2幼儿园", "解州第10幼儿园", "南磑镇幼儿园", "畖底镇幼儿园"]
    for name in reversed(names):
        add_kindergarten(store, name)
    with store.writing("片区") as writer:
        for number in (10, 1, 2):
            writer.insert(ResearchArea, {"name": f"教研片区第{number}"})
    with store.reading() as connection:
        assert [name for _, name, _ in candidates(connection, "kindergarten", "")] == names
        assert [name for _, name, _ in candidates(connection, "kindergarten", "jz")] == names[:2]
        areas = [name for _, name, _ in candidates(connection, "research_area", "片区")]
    assert areas == ["教研片区第1", "教研片区第2", "教研片区第10"]


def test_a_new_name_is_shown_at_once(store: Store) -> None:
    key = add_kindergarten(store, "旧名")
    assert store.names.name("kindergarten", key) == "旧名"
    with store.writing("改名") as writer:
        writer.update(Kindergarten, key, {"name": "新名"})
    assert store.names.name("kindergarten", key) == "新名"
    assert record(store, key)["name"] == "新名"
    store.undo()
    assert store.names.name("kindergarten", key) == "旧名"
    assert store.names.name("kindergarten", "gone") == "gone"


def test_an_area_is_the_county_or_one_of_its_townships(store: Store) -> None:
    codes = [code for code, _ in store.names.places("area")]
    assert codes[0] == "140830"
    assert set(codes[1:]) == {code for code, _ in store.names.places("township")}
