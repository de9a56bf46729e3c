"""What a reader of a chart relies on: the numbers, the lines to reach, the words, and that nothing is cut off."""

from itertools import pairwise

import pytest
from matplotlib.text import Text

from tests.charts.samples import (
    CAPTION,
    CHARTS,
    RARE_NAMES,
    county,
    enrolment,
    four,
    load_board,
    nature_children,
    public_share,
)
from ycpe_desktop.charts import figures
from ycpe_desktop.charts.duty_places import DutyPlaces
from ycpe_desktop.charts.figures import ChartFigure
from ycpe_desktop.charts.saving import png_bytes
from ycpe_desktop.charts.series import (
    CountyMap,
    FourProgress,
    LoadBoard,
    NatureChildren,
    RateRows,
    RateSeries,
    Stack,
    YearRate,
)

BLANKS = {
    "rate": lambda: figures.rate_by_year(RateSeries("公办园在园幼儿占比", (), (), CAPTION, fill_in="请填写年度数据")),
    "rates": lambda: figures.rates_together(
        [RateSeries("占比", (), (), CAPTION, fill_in="请填写年度数据")], "三项", CAPTION
    ),
    "years": lambda: figures.children_by_year(NatureChildren([], CAPTION)),
    "townships": lambda: figures.children_by_township(NatureChildren([Stack("南磑镇")], CAPTION)),
    "four": lambda: figures.four_progress(FourProgress("进展", [], CAPTION)),
    "load": lambda: figures.supervisor_load(LoadBoard([], CAPTION, 5, 4, 6)),
    "rows": lambda: figures.rate_rows(RateRows("完成率", [], CAPTION, "园次", fill_in="请录入督导记录")),
    "map": lambda: figures.county_map(CountyMap("分布", (), (), CAPTION)),
    "duties": lambda: figures.duty_map(DutyPlaces((), (), (), {}, {}), CAPTION),
}


def texts(figure: ChartFigure) -> list[str]:
    """Every visible word of the drawn figure."""
    png_bytes(figure, 50)
    return [text.get_text() for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]


def said(figure: ChartFigure) -> str:
    return "\n".join(texts(figure))


@pytest.mark.parametrize("name", CHARTS)
def test_says_county_and_day(name: str) -> None:
    told = said(CHARTS[name]())
    assert "芮城县" in told
    assert "截至 2026-09-01" in told
    assert "演示数据" in told


@pytest.mark.parametrize("size", [(10.0, 6.0), (7.0, 4.2)], ids=["large", "small"])
@pytest.mark.parametrize("name", CHARTS)
def test_nothing_outside_the_paper(name: str, size: tuple[float, float]) -> None:
    figure = CHARTS[name]()
    figure.set_size_inches(max(size[0], figure.smallest[0]), max(size[1], figure.smallest[1]))
    png_bytes(figure, 100)
    for text in figure.findobj(Text):
        if text.get_visible() and text.get_text().strip() and text.get_in_layout():
            box = text.get_window_extent()
            assert figure.bbox.x0 - 1 <= box.x0, text
            assert box.x1 <= figure.bbox.x1 + 1, text
            assert figure.bbox.y0 - 1 <= box.y0, text
            assert box.y1 <= figure.bbox.y1 + 1, text


@pytest.mark.parametrize("name", BLANKS)
def test_blank_chart_says_what_to_fill_in(name: str) -> None:
    told = said(BLANKS[name]())
    assert "还没有数据" in told
    assert "请" in told


def test_rates_with_two_decimals_and_their_target() -> None:
    told = said(figures.rate_by_year(public_share()))
    assert "41.02%" in told  # 10301 ÷ 25113, a published figure
    assert "70.16%" in told  # 35410 ÷ 50467, the same
    assert "10,301 / 25,113" in told
    assert "目标 55%" in told
    assert "运政办发〔2021〕" in told


def test_year_that_cannot_be_judged_is_a_word_and_no_zero() -> None:
    told = said(figures.rate_by_year(public_share()))
    assert "无法\n判断" in told
    assert "2025—2026 公办园在园幼儿占比：年度数据未填" in told
    assert "0.00%" not in told


def test_zero_is_a_number() -> None:
    told = said(figures.rate_by_year(public_share(YearRate(2026, 0, 100))))
    assert "0.00%" in told
    assert "无法" not in told


def test_rate_above_100_is_not_cut() -> None:
    figure = figures.rate_by_year(enrolment())
    assert "113.80%" in said(figure)
    assert "参照 99.8%" in said(figure)
    assert figure.axes[0].get_ylim()[1] > 113.8


def test_rates_together_name_each_target() -> None:
    told = said(figures.rates_together([public_share(), enrolment()], "芮城县指标", CAPTION))
    assert "目标 55%" in told
    assert "参照 99.8%" in told


def test_numbers_of_many_years_turn_instead_of_overlapping() -> None:
    years = [YearRate(year, 50, 100) for year in range(2010, 2027)]
    figure = figures.rates_together([public_share(*years)] * 3, "芮城县指标", CAPTION, (7, 4.2))
    png_bytes(figure, 100)
    numbers = [text for text in figure.findobj(Text) if text.get_text() == "50.00%"]
    assert {text.get_rotation() for text in numbers} == {90}


def test_children_by_year_shows_parts_and_total() -> None:
    shown = texts(figures.children_by_year(nature_children("2026—2027")))
    assert {"5,801", "3,625", "518", "155", "合计 10,099"} <= set(shown)


def test_small_parts_stand_beside_the_bar_and_apart() -> None:
    figure = figures.children_by_year(
        NatureChildren([Stack("2026—2027", {"公办": 9000, "非营利性民办": 20, "营利性民办": 30})], CAPTION)
    )
    png_bytes(figure, 100)
    small = {
        text.get_text(): text.get_window_extent() for text in figure.findobj(Text) if text.get_text() in {"20", "30"}
    }
    assert small["20"].y1 <= small["30"].y0 + 1


def test_unknown_nature_is_shown_not_dropped() -> None:
    shown = texts(figures.children_by_year(NatureChildren([Stack("2026—2027", {"公办": 60, "性质未填": 40})], CAPTION)))
    assert {"性质未填", "40", "合计 100"} <= set(shown)


def test_townships_come_with_most_children_first() -> None:
    figure = figures.children_by_township(nature_children(*RARE_NAMES))
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == list(reversed(RARE_NAMES))
    assert "30,297" in texts(figure)


def test_progress_leaves_not_applicable_out_of_the_share() -> None:
    shown = texts(figures.four_progress(four("独立园舍")))
    assert {"25", "4", "29", "2", "58"} <= set(shown)
    assert "21.6%（25/116）" in shown


def test_load_names_over_and_under_in_words() -> None:
    told = said(figures.supervisor_load(load_board()))
    assert "7　▲ 偏多" in told
    assert "3　▽ 偏少" in told
    assert "未分配 6 所" in told
    assert "教督〔2019〕3号" in told


def test_rows_with_the_lowest_rate_come_first_and_nothing_is_no_zero() -> None:
    figure = CHARTS["rows"]()
    names = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert names[:3] == ["八", RARE_NAMES[0], "一"], "八 and 南磑镇 have none, 一 has one of nine"
    assert "没有园的镇" not in names
    told = texts(figure)
    assert any("没有可算的：没有园的镇" in text for text in told)
    assert any("0.00%（0/9）" in text for text in told)
    assert any("国家标准 100%" in text for text in told)


def test_forty_supervisors_have_room() -> None:
    figure = figures.supervisor_load(load_board(40), (7, 4.2))
    png_bytes(figure, 100)
    names = [label.get_window_extent() for label in figure.axes[0].get_yticklabels()]
    assert all(upper.y0 >= lower.y1 - 1 for upper, lower in pairwise(names))


def test_map_lists_townships_without_a_place_and_says_it_is_a_sketch() -> None:
    told = said(figures.county_map(county()))
    assert "示意图，不作划界依据" in told
    assert "○ 斡珥垛 77" in told
    assert "南磑镇 340" in told


def test_names_of_close_townships_do_not_overlap() -> None:
    figure = figures.county_map(county())
    png_bytes(figure, 100)
    one, other = (
        text.get_window_extent() for text in figure.findobj(Text) if text.get_text() in {"南磑镇 340", "畖底镇"}
    )
    assert not one.overlaps(other)


def test_hints_tell_the_numbers() -> None:
    hints = [hint.text for hint in figures.children_by_year(nature_children("2026—2027")).hints]
    assert "2026—2027　公办\n5,801 人，占 57.4%" in hints
