"""两页概况: two A4 pages whose numbers are those of the indicators, the ledgers and 今日待办."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from tests.policy.small_county import small_county
from tests.printing.pdf_text import Pdf
from ycpe_desktop.charts import style
from ycpe_desktop.demo.make import make_demo
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import AreaYear, FundPayment, Kindergarten
from ycpe_desktop.ledgers.base import GROUPS
from ycpe_desktop.policy.due import due
from ycpe_desktop.policy.figures import as_json
from ycpe_desktop.policy.indicators import indicators
from ycpe_desktop.printing.page import Text
from ycpe_desktop.printing.pen import Pen, width
from ycpe_desktop.printing.picture import print_picture
from ycpe_desktop.printing.picture_charts import PAPER, TINY, Place, clipped, parts, wrapped
from ycpe_desktop.printing.picture_facts import MAIN, gather, together
from ycpe_desktop.store import Store, create_store
from ycpe_desktop.store.tables import year_state

TODAY, YEAR = date(2026, 11, 23), 2026


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    made = create_store(tmp_path_factory.mktemp("office") / "台账", "芮城县", today=lambda: TODAY)
    make_demo(made, size=60)
    yield made
    made.close()


@pytest.fixture(scope="module")
def printed(demo: Store, tmp_path_factory: pytest.TempPathFactory) -> Pdf:
    out = tmp_path_factory.mktemp("out") / "概况.pdf"
    print_picture(demo, YEAR, out)
    return Pdf(out)


def texts(store: Store, year: int, out: Path) -> str:
    print_picture(store, year, out)
    return "".join(Pdf(out).texts())


def test_two_upright_pages_of_a4_with_the_font_in_the_file(printed: Pdf) -> None:
    assert [(round(wide), round(high)) for wide, high in printed.pages()] == [(595, 842), (595, 842)]
    assert printed.fonts()
    assert all(printed.fonts().values())
    assert printed.drawn_pictures() == 0, "all is drawn as shapes and text"


class Watched(Pen):
    """Remembers the ground under each word: the colour of the last box that was filled before it, and its width."""

    def __init__(self, folder: Path) -> None:
        super().__init__(Canvas(str(folder / "图.pdf")), Text())
        self.grounds: dict[str, tuple[Color, float]] = {}
        self._ground: tuple[Color, float] = (PAPER, 0.0)

    def box(self, x: float, y: float, wide: float, high: float, *, fill: Color | None = None) -> None:
        super().box(x, y, wide, high, fill=fill)
        if fill is not None:
            self._ground = fill, wide

    def line(self, x: float, y: float, told: str, size: float, **how: Any) -> None:
        super().line(x, y, told, size, **how)
        self.grounds[told] = self._ground


def test_a_number_on_hatching_stands_on_a_ground_of_its_own(tmp_path: Path) -> None:
    pen, bad = Watched(tmp_path), {"未达到": style.BAD}
    for at, (count, wide) in enumerate(((21, 60.0), (3, 7.0), (174, 7.0))):
        parts(pen, Place(0, 20.0 * at, wide, 10), {"未达到": count}, bad)
    assert set(pen.grounds) == {"21", "3"}, "174 has no room"
    assert pen.grounds["21"][0] == PAPER
    assert width("21", TINY) < pen.grounds["21"][1] < 20, "the hatching is seen at both sides"
    assert pen.grounds["3"][0] == HexColor(style.BAD)


def test_the_first_page_has_title_day_and_main_indicators_as_they_are_counted(demo: Store, printed: Pdf) -> None:
    first = printed.texts()[0]
    for words in ("芮城县学前教育 2026—2027 学年概况", "截至 2026-09-01", "制表日期 2026-11-23", "草稿，未经审核",
                  "演示数据", "第 1 页，共 2 页"):  # fmt: skip
        assert words in first
    found = {one.id: one for one in indicators(demo, YEAR)}
    for key in MAIN:
        assert found[key].title in first
        assert found[key].shown in first
        assert found[key].gap_told in first
    assert f"{found['inclusive_kindergartens'].denominator}" in first
    assert "公办园在园幼儿占比" in first
    assert "目标 55%" in first


def test_the_second_page_has_the_five_threes_what_is_missed_and_what_is_due(demo: Store, printed: Pdf) -> None:
    second = printed.texts()[1]
    signed = ("制表人：", "审核人：", "负责人：", "单位盖章：")
    days = "指标截至 2026-09-01，台账截至 2026-11-23"
    for words in (*GROUPS, "四个独立达标率", "示意图，不作划界依据", days, *signed):
        assert words in second
    missed = [one for one in indicators(demo, YEAR) if one.verdict == "missed"]
    assert f"没有达到的 {len(missed)} 项" in second
    assert missed[0].gap_told in second
    waiting = due(demo, TODAY)
    late = sum(one.by < TODAY for one in waiting)
    assert f"已逾期 {late} 件" in second
    assert sum(each.count for each in together(waiting)) == len(waiting)
    first = together(waiting)[0]
    assert first.what in second
    assert f"逾期 {(TODAY - first.by).days} 天" in second


def test_the_demo_county_fills_every_card(demo: Store) -> None:
    told = gather(demo, YEAR, lambda *_: None)
    assert [card.title for card in told.cards] == list(GROUPS)
    assert all(2 <= len(card.figures) <= 3 for card in told.cards)
    assert sum(told.kindergartens[-1].counts.values()) == int(told.tiles[0].value)


def test_an_empty_county_says_what_to_fill_in(tmp_path: Path) -> None:
    with small_county(tmp_path / "空") as county:
        told = texts(county.store, YEAR, tmp_path / "概况.pdf")
        tiles = {tile.title: tile.value for tile in gather(county.store, YEAR, lambda *_: None).tiles}
    assert (tiles["在办幼儿园"], tiles["责任督学"], tiles["在园幼儿"]) == ("0", "0", "—"), "nothing is not unknown"
    assert "演示数据" not in told
    assert "还没有数据" in told
    assert "请在“经费拨付”里登记" in told
    assert "没有逾期的，本月也没有到期的。" in told


def test_an_approved_year_shows_what_was_approved(tmp_path: Path) -> None:
    """Its figures are those of the snapshot, not those of today's ledgers."""
    with small_county(tmp_path / "台账") as county:
        store = county.store
        county.garden("甲园")
        with store.writing("县") as writer:
            writer.insert(AreaYear, {"area": "140830", "year": YEAR, "satisfaction": 91})
        kept = [replace(one, numerator=8888) if one.id == "satisfaction" else one for one in indicators(store, YEAR)]
        with store.writing("审核通过") as writer:
            snapshot = {"snapshot": b"PK", "indicators": [as_json(one) for one in kept]}
            writer.put(year_state, {"uuid": str(YEAR), "approved": "2026-10-10T10:00:00", **snapshot})
        told = texts(store, YEAR, tmp_path / "概况.pdf")
    assert "已审核通过" in told
    assert "草稿" not in told
    assert "88.88%" in told
    assert "91.00%" not in told


def test_a_year_that_was_approved_before_an_indicator_was_there_says_so(tmp_path: Path) -> None:
    with small_county(tmp_path / "台账") as county:
        kept = [as_json(one) for one in indicators(county.store, YEAR) if one.id == "satisfaction"]
        with county.store.writing("审核通过") as writer:
            writer.put(year_state, {"uuid": str(YEAR), "approved": "2026-10-10T10:00:00", "indicators": kept})
        assert "审核通过时还没有" in texts(county.store, YEAR, tmp_path / "概况.pdf")


def test_a_coming_year_that_is_not_kept_yet_can_be_looked_at(tmp_path: Path) -> None:
    with small_county(tmp_path / "台账") as county:
        assert "2030—2031 学年概况" in texts(county.store, 2030, tmp_path / "概况.pdf")


def test_long_names_are_cut_and_rare_characters_named(tmp_path: Path) -> None:
    with small_county(tmp_path / "台账") as county:
        uuid = county.garden("𠮷祥" + "名字特别特别长的" * 6 + "幼儿园", nature="public")
        with county.store.writing("许可证") as writer:
            writer.update(Kindergarten, uuid, {"licence": "教民1", "licence_until": date(2026, 10, 1)})
            writer.insert(FundPayment, {"kindergarten": uuid, "calendar_year": 2026, "kind": "public_fund",
                                        "children": 12_345, "per_child": 600, "paid": 1})  # fmt: skip
        made = print_picture(county.store, YEAR, tmp_path / "概况.pdf")
        told = "".join(Pdf(tmp_path / "概况.pdf").texts())
    assert made.lost == ("𠮷",)
    assert "〔U+20BB7〕" in told
    assert len(Pdf(tmp_path / "概况.pdf").pages()) == 2


def test_texts_are_cut_and_wrapped_within_their_room() -> None:
    assert clipped("短", 8, 100) == "短"
    cut = clipped("很长的名字" * 20, 8, 100, 6)
    assert cut.endswith("…")
    assert len(cut) < 30
    assert "".join(wrapped("一二三四五六七八九十", 10, 35)) == "一二三四五六七八九十"
    assert len(wrapped("一二三四五六七八九十", 10, 35)) == 4


def test_stopping_leaves_no_file(demo: Store, tmp_path: Path) -> None:
    def stop(*_: object) -> None:
        raise Refusal("已取消")

    with pytest.raises(Refusal):
        print_picture(demo, YEAR, tmp_path / "概况.pdf", stop)
    assert not list(tmp_path.iterdir())
