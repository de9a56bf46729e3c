"""Every chart is made from a real store, with its numbers, and says so where there is nothing to draw."""

from datetime import date
from pathlib import Path

import pytest
from matplotlib.text import Text

from ycpe_desktop.charts import supervised
from ycpe_desktop.charts.catalogue import CHARTS, children_by_township, four_progress, load_board, rate_series
from ycpe_desktop.demo import make_demo
from ycpe_desktop.policy.indicators import indicator
from ycpe_desktop.store import Store, create_store

TODAY = date(2026, 11, 23)
AS_THE_PAGE = ("督学责任区分布图",)
"""Of a past year they show its last day."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = create_store(tmp_path_factory.mktemp("演示") / "台账", "芮城县", today=lambda: TODAY)
    make_demo(store, seed=3, size=120)
    store.engine.dispose()
    return store


@pytest.fixture
def empty(data_folder: Path) -> Store:
    store = create_store(data_folder, "芮城县", today=lambda: TODAY)
    store.engine.dispose()
    return store


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_names_the_county_and_its_day(name: str, demo: Store) -> None:
    told = "\n".join(text.get_text() for text in CHARTS[name].build(demo, 2025).findobj(Text))
    assert "芮城县" in told
    assert ("2026-08-31" if name in AS_THE_PAGE else "2025-09-01") in told
    assert "演示数据" in told


@pytest.mark.parametrize("name", CHARTS)
def test_an_empty_office_gets_a_picture_that_says_what_to_fill_in(name: str, empty: Store) -> None:
    assert CHARTS[name].build(empty, 2026).findobj(Text)


def test_the_rate_of_a_year_is_the_indicator_of_that_year(demo: Store) -> None:
    series = rate_series(demo, "public_share", 2025)
    judged = indicator(demo, "public_share", 2025)
    last = series.years[-1]
    assert (last.year, last.numerator, last.denominator) == (2025, judged.numerator, judged.denominator)
    assert [year.year for year in series.years] == [2024, 2025]
    assert any(target.percent == 55 and target.holds_in(2025) for target in series.targets)


def test_the_townships_add_up_to_the_county(demo: Store) -> None:
    total = sum(bar.total() for bar in children_by_township(demo, 2025).bars)
    assert total == indicator(demo, "public_share", 2025).denominator


def test_every_rural_public_kindergarten_stands_in_each_of_the_four(demo: Store) -> None:
    rows = four_progress(demo, 2025).rows
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


def test_two_supervisors_of_one_name_have_a_bar_each(demo: Store) -> None:
    names = [one.name for one in load_board(demo, 2026).supervisors]
    assert len(names) == len(set(names))
