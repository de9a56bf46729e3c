"""Every chart is made from a real store, with its numbers, and says so where there is nothing to draw."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from tests.charts.samples import drawn
from ycpe_desktop.charts import activities, covered, demands, mechanisms, modes, projects, safeguards, supervised
from ycpe_desktop.charts.catalogue import CHARTS, groups
from ycpe_desktop.charts.coverage import children_by_township, kindergartens
from ycpe_desktop.charts.from_store import rate_series
from ycpe_desktop.charts.load import supervisor_load
from ycpe_desktop.charts.reckoned import smallest_change
from ycpe_desktop.charts.series import RateRows, StateRows, in_ten_thousands, plain_percent
from ycpe_desktop.demo import make_demo
from ycpe_desktop.ledgers import (
    Alliance,
    Evaluator,
    FundPayment,
    Incident,
    Kindergarten,
    Ledger,
    PublicBuild,
    Task,
    UnlicensedSite,
    YearReport,
)
from ycpe_desktop.ledgers.base import GROUPS
from ycpe_desktop.policy.figures import as_json
from ycpe_desktop.policy.indicators import indicator
from ycpe_desktop.policy.reporting import mark
from ycpe_desktop.policy.supervision import board
from ycpe_desktop.schoolyear import page_day
from ycpe_desktop.store import Store, create_store
from ycpe_desktop.store.listing import table_of
from ycpe_desktop.store.tables import year_state

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = create_store(tmp_path_factory.mktemp("演示") / "台账", "芮城县", today=lambda: TODAY)
    make_demo(store, seed=3, size=120)
    store.engine.dispose()
    return store


@pytest.fixture(scope="module")
def approved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """By a program that knew one indicator."""
    store = create_store(tmp_path_factory.mktemp("审核") / "台账", "芮城县", today=lambda: TODAY)
    make_demo(store, seed=3, size=20)
    kept = [as_json(indicator(store, "satisfaction", 2026))]
    with store.writing("审核通过") as writer:
        for year in store.years:
            writer.put(year_state, {"uuid": str(year), "approved": "2026-11-20T10:00:00", "indicators": kept})
    yield store
    store.close()


@pytest.fixture
def empty(data_folder: Path) -> Iterator[Store]:
    store = create_store(data_folder, "芮城县", today=lambda: TODAY)
    yield store
    store.engine.dispose()


def rows(store: Store, ledger: type[Ledger]) -> list[dict[str, Any]]:
    with store.reading() as connection:
        return [dict(row) for row in connection.execute(table_of(ledger).select()).mappings()]


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_names_the_county_and_its_day(name: str, demo: Store) -> None:
    told = drawn(CHARTS[name].build(demo, 2025))
    assert "芮城县" in told
    assert "截至 2025-09-01" in told or f"截至 {page_day(2025, TODAY)}" in told
    assert "演示数据" in told
    assert "还没有数据" not in told, "the demo county has something for every chart"


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_says_in_what_it_counts(name: str, demo: Store) -> None:
    """Percent at the ticks, 单位 at the axis; maps in their key."""
    figure = CHARTS[name].build(demo, 2025)
    words = {"乡镇分布图": r"[\d,]+ 人", "督学责任区分布图": "负责几所"}
    ticks = [tick.get_text() for axes in figure.axes for tick in (*axes.get_xticklabels(), *axes.get_yticklabels())]
    assert re.search(words.get(name, r"单位：\w"), drawn(figure)) or any(tick.endswith("%") for tick in ticks)


@pytest.mark.parametrize("name", CHARTS)
def test_an_empty_office_gets_a_sentence_of_what_to_fill_in(name: str, empty: Store) -> None:
    told = drawn(CHARTS[name].build(empty, 2026))
    if name in ("乡镇分布图", "责任分工进展"):  # places and measures come with the program
        return
    assert "还没有数据" in told
    assert "请" in told


@pytest.mark.parametrize("name", CHARTS)
def test_a_year_that_was_approved_before_an_indicator_was_there_is_drawn_too(name: str, approved: Store) -> None:
    series = CHARTS[name].build(approved, 2026)
    assert drawn(series)


def test_the_groups_are_those_of_the_plan() -> None:
    assert tuple(groups()) == ("普及普惠", *GROUPS)
    assert all(chart.title and chart.description for chart in CHARTS.values())
    titles = [chart.title for chart in CHARTS.values()]
    assert len(titles) == len(set(titles))


def test_names_that_others_call_a_chart_by_stay() -> None:
    """``chart NAME`` in the scripts of an office."""
    former = (
        "公办占比 普惠覆盖率 毛入园率 三率 在园幼儿按性质 在园幼儿按乡镇 四个独立进展 四个独立按乡镇 督学负荷 "
        "月度督导完成率 督导完成按乡镇 按期销号按督学 乡镇分布图 督学覆盖按乡镇 督学覆盖按月 督学负荷按乡镇 "
        "督学负荷按月 督导完成按督学 按期销号按乡镇 按期销号按月"
    )
    assert set(former.split()) <= set(CHARTS)


def test_the_rate_of_a_year_is_the_indicator_of_that_year(demo: Store) -> None:
    series = rate_series(demo, "public_share", 2025)
    judged = indicator(demo, "public_share", 2025)
    last = series.years[-1]
    assert (last.year, last.numerator, last.denominator) == (2025, judged.numerator, judged.denominator)
    assert [year.year for year in series.years] == [2024, 2025]
    assert any(target.percent == 55 and target.holds_in(2025) for target in series.targets)


def test_what_must_rise_has_no_line_and_says_so_in_ten_thousand_yuan(demo: Store) -> None:
    judged = indicator(demo, "fiscal_share", 2026)
    assert judged.numerator is not None
    told = drawn(CHARTS["财政性学前经费占比"].build(demo, 2026))
    assert in_ten_thousands(judged.numerator) in told
    assert "应逐年提高，不设固定目标（运政办发〔2021〕44号 三（二）2）" in told
    assert "目标 " not in told


def test_the_townships_add_up_to_the_county(demo: Store) -> None:
    total = sum(bar.total() for bar in children_by_township(demo, 2025).bars)
    assert total == indicator(demo, "public_share", 2025).denominator
    assert sum(kindergartens(demo, 2025).values()) == indicator(demo, "inclusive_kindergartens", 2025).denominator


@pytest.mark.parametrize(
    ("key", "series"),
    [
        ("two_plus_one", safeguards.two_plus_one),
        ("class_size", safeguards.class_size),
        ("research_area", activities.areas_by_township),
    ],
)
def test_an_indicator_by_township_adds_up_to_it(
    demo: Store, key: str, series: Callable[[Store, int], RateRows]
) -> None:
    judged, told = indicator(demo, key, 2025), series(demo, 2025)
    sums = sum(row.part for row in told.rows), sum(row.whole for row in told.rows)
    assert sums == (judged.numerator, judged.denominator)
    assert told.target is not None
    assert told.target.percent == judged.target
    assert f"（{sums[0]:,}/{sums[1]:,}" in drawn(
        next(c for c in CHARTS.values() if c.series is series).build(demo, 2025)
    )


def test_every_rural_public_kindergarten_stands_in_each_of_the_four(demo: Store) -> None:
    rows = projects.four_progress(demo, 2025).rows
    assert [row.label for row in rows] == ["独立园舍", "独立法人", "独立账户", "独立管理", "达标"]
    assert len({sum(row.counts().values()) for row in rows}) == 1


def test_supervision_by_month_township_and_supervisor(demo: Store) -> None:
    months, towns = supervised.by_month(demo, 2025), supervised.by_township(demo, 2025)
    assert [month.label for month in months.years] == [f"{n}月" for n in (9, 10, 11, 12, 1, 3, 4, 5, 6)]
    visited, due = (sum(getattr(month, name) or 0 for month in months.years) for name in ("numerator", "denominator"))
    judged = indicator(demo, "monthly_visits", 2026)
    assert (sum(row.part for row in towns.rows), sum(row.whole for row in towns.rows)) == (visited, due)
    assert judged.numerator is not None
    assert judged.numerator <= visited, "the indicator is of those that are still in operation on 1 September"
    people = supervised.closed_by_supervisor(demo, 2025).rows
    assert len({row.label for row in people}) == len(people)
    assert 0 < sum(row.part for row in people) < sum(row.whole for row in people)
    assert [month.label for month in supervised.by_month(demo, 2026).years][-1] == "11月（未完）"


def test_each_figure_of_supervision_comes_to_the_same_whole(demo: Store) -> None:
    visited = [supervised.by_township(demo, 2025).rows, supervised.by_supervisor(demo, 2025).rows]
    assert len({(sum(row.part for row in rows), sum(row.whole for row in rows)) for rows in visited}) == 1
    towns, people = supervised.closed_by_township(demo, 2025).rows, supervised.closed_by_supervisor(demo, 2025).rows
    months = supervised.closed_by_month(demo, 2025).years
    counted = [(sum(row.part for row in rows), sum(row.whole for row in rows)) for rows in (towns, people)]
    counted.append((sum(one.numerator or 0 for one in months), sum(one.denominator or 0 for one in months)))
    assert len(set(counted)) == 1
    now = board(demo, page_day(2026, TODAY))
    states = covered.coverage_by_township(demo, 2026).rows
    assert sum(row.total() for row in states) == now.coverage.total
    assert sum(row.counts["已挂牌"] for row in states) == now.coverage.posted
    for bars in (covered.load_by_township(demo, 2026).rows, covered.load_by_month(demo, 2026).bars[-1:]):
        assert sum(bar.total() for bar in bars) == len(now.loads)
    assert covered.coverage_by_month(demo, 2026).years[-1].numerator == now.coverage.assigned


def test_too_many_and_too_few_look_the_same_in_every_chart_of_loads(demo: Store) -> None:
    """Whoever turns from supervisors to townships to months would else take the few for the many."""
    told = mechanisms.load_board(demo, 2026)
    bars = [bar for bar in supervisor_load(told).axes[0].patches if isinstance(bar, Rectangle) and bar.get_x() == 0]
    drawn_in = {told.word(round(bar.get_width())): to_hex(bar.get_facecolor()).upper() for bar in bars}
    for chart in (covered.load_by_township(demo, 2026), covered.load_by_month(demo, 2026)):
        assert drawn_in == {word: colour.upper() for word, colour in chart.colours.items()}


def test_two_supervisors_of_one_name_have_a_bar_each(demo: Store) -> None:
    names = [one.name for one in mechanisms.load_board(demo, 2026).supervisors]
    assert len(names) == len(set(names))


def test_every_milestone_of_every_project_is_done_planned_late_or_open(demo: Store) -> None:
    told = projects.building(demo, 2026)
    count = len(rows(demo, PublicBuild))
    assert [row.total() for row in told.rows] == [count] * 9
    day = date(2026, 9, 30)
    assert projects.how_far(date(2026, 9, 1), date(2026, 9, 2), day) == "已完成"
    assert projects.how_far(date(2026, 9, 1), date(2026, 10, 2), day) == "已逾期"
    assert projects.how_far(date(2026, 9, 30), None, day) == "按计划进行"
    assert projects.how_far(None, None, day) == "未定日期"


def test_compounds_are_counted_as_the_indicators_are(demo: Store) -> None:
    told = {row.label: (row.part, row.whole) for row in projects.compound_rates(demo, 2026).rows}
    both = [indicator(demo, key, 2026) for key in ("compound_transfer", "compound_inclusive")]
    assert told == {one.title: (one.numerator, one.denominator) for one in both}


def test_inspections_of_a_calendar_year_are_those_of_the_indicator(demo: Store) -> None:
    told = projects.inspections(demo, 2026).bars[-1]
    assert told.label == "2025 年度"
    passed, done = indicator(demo, "inspection_passed", 2026), indicator(demo, "inspection_done", 2026)
    assert told.counts["合格"] >= (passed.numerator or 0)
    assert told.total() >= (done.numerator or 0), "those that closed since were inspected too"


def test_what_was_paid_and_due_comes_to_the_rows_of_the_ledger(demo: Store) -> None:
    told = safeguards.payments(demo, 2026)
    those = [row for row in rows(demo, FundPayment) if row["calendar_year"] in (2025, 2026)]
    paid = sum(int(row["paid"] * 100) for row in those if row["paid"])
    assert sum(row.counts["已拨"] for row in told.rows) == paid
    shown = drawn(CHARTS["经费应拨与实拨"].build(demo, 2026))
    assert "每年不低于：公办园生均公用经费 600 元" in shown
    enough = safeguards.funds_in_full(demo, 2026).rows[0]
    judged = indicator(demo, "public_fund", 2026)
    assert (enough.label, enough.counts["达到标准"]) == ("公办园公用经费 2025（600 元）", judged.numerator)
    assert f"实拨 {in_ten_thousands(told.rows[0].counts['已拨'])} / 应拨" in shown


def test_every_site_alliance_expert_and_measure_stands_in_one_place(demo: Store) -> None:
    assert sum(bar.total() for bar in mechanisms.unlicensed(demo, 2026).bars) == len(rows(demo, UnlicensedSite))
    assert modes.unities(demo, 2026).rows[0].denominator() == sum(
        row["kind"] == "integrated" for row in rows(demo, Alliance)
    )
    assert sum(row.total() for row in mechanisms.experts(demo, 2026).rows) <= len(rows(demo, Evaluator))
    assert sum(row.total() for row in demands.tasks(demo, 2026).rows) == len(rows(demo, Task))


def test_licences_by_nature_add_up_and_name_the_days(demo: Store) -> None:
    told = mechanisms.licences(demo, 2025)
    assert "90 日内到期" in told.colours
    judged = indicator(demo, "licence_valid", 2026)
    assert judged.denominator is not None
    assert sum(row.total() for row in mechanisms.licences(demo, 2026).rows) >= judged.denominator


def test_research_of_a_month_counts_the_areas_that_held_it(demo: Store) -> None:
    series = activities.research_by_month(demo, 2026)
    judged = indicator(demo, "research_monthly", 2026)
    over = [month for month in series.years if "未完" not in month.label]
    assert sum(month.numerator or 0 for month in over) == judged.numerator
    assert sum(month.denominator or 0 for month in over) == judged.denominator


def test_a_confirmed_year_without_incidents_is_praised_not_blank(empty: Store) -> None:
    mark(empty, 2026, Incident, "none")
    told = drawn(CHARTS["安全事故"].build(empty, 2026))
    assert "2026—2027 学年没有发生安全事故" in told


def test_the_states_of_a_row_are_told_without_colour(demo: Store) -> None:
    """Each chart of states says its states in words, and hatches what is not as it should be."""
    for name, chart in CHARTS.items():
        series = chart.series(demo, 2025)
        if isinstance(series, StateRows):
            told = drawn(chart.build(demo, 2025))
            used = [state for state in series.colours if any(row.counts.get(state) for row in series.rows)]
            assert all(state in told for state in used), name


def put(store: Store, name: str, nature: str, children: int) -> None:
    with store.writing(name) as writer:
        garden = writer.insert(Kindergarten, {"name": name})
        writer.state(Kindergarten.nature, garden, nature, date(2020, 9, 1))
        writer.state(Kindergarten.status, garden, "open", date(2020, 9, 1))
        writer.insert(YearReport, {"kindergarten": garden, "year": 2026, "children_reported": children})


def percents(*shares: Fraction) -> str:
    return " ".join(map(plain_percent, shares))


def test_what_reaches_the_targets_is_drawn_else_the_farthest_that_is_possible(empty: Store) -> None:
    for name, nature, children in (("甲园", "public", 50), ("乙园", "inclusive", 30), ("丙园", "nonprofit", 20)):
        put(empty, name, nature, children)
    reached = smallest_change(empty, 2026)
    told = [percents(pair.before, pair.after, pair.target) for pair in reached.pairs]
    assert told == ["50% 70% 55%", "80% 100% 93%"]
    assert reached.names == ("2026—2027 学年", "测算")
    put(empty, "丁园", "forprofit", 900)
    farthest = smallest_change(empty, 2026)
    assert [percents(pair.before, pair.after) for pair in farthest.pairs] == ["5% 10%", "8% 10%"]
    assert "能变动的园都转为公办" in drawn(CHARTS["达标测算"].build(empty, 2026))
