"""The charts of 普及普惠: the three rates, what reaches the targets, children and kindergartens by nature, a map."""

from collections import Counter
from fractions import Fraction

from sqlalchemy import func, select

from ycpe_desktop import divisions
from ycpe_desktop.charts.chart import Chart
from ycpe_desktop.charts.from_store import all_indicators, caption, rate_series
from ycpe_desktop.charts.reckoned import smallest_change
from ycpe_desktop.charts.series import (
    SHARE_BANDS,
    Columns,
    CountyMap,
    NatureChildren,
    Panels,
    RateSeries,
    Stack,
    TownshipChildren,
    TownshipPoint,
    share_band,
)
from ycpe_desktop.charts.style import NATURE_COLOURS
from ycpe_desktop.codes import NATURES
from ycpe_desktop.policy.headlines import shown_years
from ycpe_desktop.policy.indicators import facts
from ycpe_desktop.policy.thresholds import own_targets
from ycpe_desktop.policy.town_points import towns
from ycpe_desktop.schoolyear import first_day
from ycpe_desktop.store import Store

GROUP = "普及普惠"
RATES = {"公办占比": "public_share", "普惠覆盖率": "inclusive_coverage", "毛入园率": "gross_enrolment"}
UNKNOWN_NATURE = "性质未填"
NO_TOWNSHIP = "乡镇未填"
SOURCE = "园所名册、年度数据"


def children(store: Store, year: int, by: str) -> dict[str, Counter[str]]:
    """Children on 1 September by ``by`` (a column of the situation; "" keeps them together) and nature's label."""
    return _by_nature(store, year, by, "children")


def kindergartens(store: Store, year: int) -> Counter[str]:
    """Kindergartens in operation on 1 September by nature's label."""
    return _by_nature(store, year, "", "uuid").get("", Counter())


def _by_nature(store: Store, year: int, by: str, what: str) -> dict[str, Counter[str]]:
    now = facts(store, year, first_day(year), own_targets(store)).row
    key = now.c[by] if by else func.coalesce("", "")
    value = func.sum(now.c.children) if what == "children" else func.count()
    wanted = (
        select(key, now.c.nature, value).where(now.c.status == "open")
        if what == "uuid"
        else (select(key, now.c.nature, value))
    )
    labels = dict(NATURES)
    counted: dict[str, Counter[str]] = {}
    with store.reading() as connection:
        for group, nature, count in connection.execute(wanted.group_by(key, now.c.nature)):
            if count:
                counted.setdefault(group or "", Counter())[labels.get(nature, UNKNOWN_NATURE)] += count
    return counted


def children_by_nature(store: Store, year: int) -> NatureChildren:
    bars = []
    for one in shown_years(store, year):
        counts = children(store, one, "").get("", Counter())
        bars.append(Stack(f"{one}—{one + 1}", counts, "" if counts else "没有年度数据"))
    return NatureChildren(bars, caption(store, year, SOURCE))


def kindergartens_by_nature(store: Store, year: int) -> Columns:
    bars = []
    for one in shown_years(store, year):
        counts = kindergartens(store, one)
        bars.append(Stack(f"{one}—{one + 1}", counts, "" if counts else "没有在办的园"))
    told = "请在“园所名册”里登记各园的状态和办园性质。"
    return Columns(
        "在办幼儿园（按办园性质、学年）", bars, NATURE_COLOURS, "所", caption(store, year, "园所名册"), fill_in=told
    )


def children_by_township(store: Store, year: int) -> TownshipChildren:
    found = children(store, year, "township")
    bars = [Stack(store.names.name("township", code) if code else NO_TOWNSHIP, found[code]) for code in sorted(found)]
    return TownshipChildren(bars, caption(store, year, SOURCE))


def county_map(store: Store, year: int) -> CountyMap:
    """Townships by the share of their children in 公办园; a sketch, no basis for boundaries."""
    found = children(store, year, "township")
    points = []
    for town in towns(store):
        counts = found.get(town.code, Counter())
        longitude, latitude = town.point or (None, None)
        total = sum(counts.values())
        share = share_band(Fraction(100 * counts[dict(NATURES)["public"]], total)) if total else ""
        points.append(TownshipPoint(town.name, longitude, latitude, total or None, share))
    outline = divisions.polygons().get(store.county.code, ())
    told = caption(store, year, SOURCE)
    return CountyMap("各乡镇在园幼儿与公办占比", outline, points, told, "公办占比", SHARE_BANDS)


def three_rates(store: Store, year: int) -> Panels:
    found = all_indicators(store, year)
    series = [rate_series(store, key, year, found) for key in RATES.values()]
    return Panels("三项主要指标", series, caption(store, year, f"{SOURCE}、县乡年度情况"))


def _rate_chart(name: str) -> Chart:
    def series(store: Store, year: int) -> RateSeries:
        return rate_series(store, RATES[name], year)

    return Chart(GROUP, name, f"各学年{name}与目标线", series)


CHARTS = {
    **{name: _rate_chart(name) for name in RATES},
    "三率": Chart(GROUP, "三项主要指标", "公办占比、普惠覆盖率、毛入园率放在一张图上", three_rates),
    "在园幼儿按性质": Chart(GROUP, "在园幼儿（按办园性质）", "各学年在园幼儿，按办园性质分段", children_by_nature),
    "在园幼儿按乡镇": Chart(GROUP, "在园幼儿（按乡镇）", "本学年各乡镇在园幼儿，按办园性质分段", children_by_township),
    "园所按性质": Chart(GROUP, "在办幼儿园（按办园性质）", "各学年在办幼儿园，按办园性质分段", kindergartens_by_nature),
    "达标测算": Chart(
        GROUP, "达标测算（最小改动）", "今天与达到两项目标的最小改动之后，公办占比和普惠覆盖率对照", smallest_change
    ),
    "乡镇分布图": Chart(GROUP, "乡镇分布示意图", "各乡镇在园幼儿与公办占比；示意图，不作划界依据", county_map),
}
