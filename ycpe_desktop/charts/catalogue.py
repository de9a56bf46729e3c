"""The charts that there are: a stable name, what it shows, and how it is made from the store for a school year."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import func, select

from ycpe_desktop import divisions
from ycpe_desktop.charts import figures, supervised
from ycpe_desktop.charts.duty_places import duty_places
from ycpe_desktop.charts.series import (
    SHARE_BANDS,
    Caption,
    CountyMap,
    FourProgress,
    LoadBoard,
    NatureChildren,
    Progress,
    RateSeries,
    Stack,
    SupervisorLoad,
    Target,
    TownshipPoint,
    YearRate,
    share_band,
)
from ycpe_desktop.codes import NATURES
from ycpe_desktop.ledgers.four_independents import FOUR
from ycpe_desktop.policy import four_independents, supervision
from ycpe_desktop.policy.figures import Indicator
from ycpe_desktop.policy.indicators import facts, trend
from ycpe_desktop.policy.thresholds import own_targets
from ycpe_desktop.schoolyear import first_day, page_day
from ycpe_desktop.store import Store
from ycpe_desktop.store.tables import place

YEARS_SHOWN = 6
RATES = {"公办占比": "public_share", "普惠覆盖率": "inclusive_coverage", "毛入园率": "gross_enrolment"}
UNKNOWN_NATURE = "性质未填"
NO_TOWNSHIP = "乡镇未填"


@dataclass(frozen=True)
class Chart:
    title: str
    description: str
    build: Callable[[Store, int], figures.ChartFigure]


def caption(store: Store, year: int, source: str) -> Caption:
    return Caption(store.county.name, first_day(year), source, bool(store.setting("demo", False)))


def rate_series(store: Store, key: str, year: int) -> RateSeries:
    """The indicator over the kept school years up to ``year``, with each year's target."""
    years = sorted(kept for kept in store.years if kept <= year)[-YEARS_SHOWN:] or [year]
    found = trend(store, key, years)
    newest = found[-1]
    return RateSeries(
        newest.title,
        [_year_rate(one) for one in found],
        _targets(found),
        caption(store, year, "园所名册、年度数据" + ("、县乡年度情况" if key == "gross_enrolment" else "")),
        parts=newest.parts,
        fill_in=newest.reason,
    )


def _year_rate(one: Indicator) -> YearRate:
    """A year with gaps in its data is drawn as it is known so far only where it can be judged."""
    why = one.reason if one.verdict == "cannot_be_judged" or not one.denominator else ""
    return YearRate(one.year, one.numerator, one.denominator, why_not=why)


def _targets(found: Sequence[Indicator]) -> list[Target]:
    """One line for each stretch of years with the same target; it keeps the words of its first year."""
    lines: list[Target] = []
    for one in found:
        if one.target is None:
            continue
        last = lines[-1] if lines else None
        if last and last.percent == one.target:
            lines[-1] = Target(last.percent, last.clause, last.word, last.first, one.year)
        else:
            lines.append(Target(one.target, one.clause.split("；")[0], one.target_word, one.year, one.year))
    return lines


def children(store: Store, year: int, by: str) -> dict[str, Counter[str]]:
    """Children on 1 September by ``by`` (a column of the situation; "" keeps them together) and nature's label."""
    now = facts(store, year, first_day(year), own_targets(store)).row
    key = now.c[by] if by else func.coalesce("", "")
    wanted = select(key, now.c.nature, func.sum(now.c.children)).group_by(key, now.c.nature)
    labels = dict(NATURES)
    counted: dict[str, Counter[str]] = {}
    with store.reading() as connection:
        for group, nature, count in connection.execute(wanted):
            if count:
                counted.setdefault(group or "", Counter())[labels.get(nature, UNKNOWN_NATURE)] += count
    return counted


def children_by_nature(store: Store, year: int) -> NatureChildren:
    years = sorted(kept for kept in store.years if kept <= year)[-YEARS_SHOWN:] or [year]
    bars = []
    for one in years:
        counts = children(store, one, "").get("", Counter())
        bars.append(Stack(f"{one}—{one + 1}", counts, "" if counts else "没有年度数据"))
    return NatureChildren(bars, caption(store, year, "园所名册、年度数据"))


def children_by_township(store: Store, year: int) -> NatureChildren:
    found = children(store, year, "township")
    bars = [Stack(store.names.name("township", code) if code else NO_TOWNSHIP, found[code]) for code in sorted(found)]
    return NatureChildren(bars, caption(store, year, "园所名册、年度数据"))


def four_progress(store: Store, year: int) -> FourProgress:
    whole = four_independents.progress(store, year).whole
    rows = []
    for name, label in FOUR:
        one = whole.items[name]
        rows.append(Progress(label, one.met, one.pending, one.missing, one.exempt, one.blank))
    rows.append(_concluded("达标", whole))
    return FourProgress("四个独立进展", rows, caption(store, year, "四个独立"))


def four_by_township(store: Store, year: int) -> FourProgress:
    townships = four_independents.progress(store, year).townships
    rows = [_concluded(name, one) for _, name, one in townships]
    return FourProgress("四个独立达标情况（按乡镇）", rows, caption(store, year, "四个独立"))


def _concluded(label: str, one: four_independents.Progress) -> Progress:
    return Progress(label, reached=one.met, not_reached=one.not_met, blank=one.open)


def load_board(store: Store, year: int) -> LoadBoard:
    board = supervision.board(store, first_day(year))
    seen: Counter[str] = Counter()
    people = []
    for load in board.loads:
        seen[load.name] += 1
        twin = f"（{seen[load.name]}）" if seen[load.name] > 1 else ""
        people.append(SupervisorLoad(load.name + twin, load.count))
    return LoadBoard(people, caption(store, year, "责任督学、督学责任"), uncovered=len(board.uncovered))


def duty_map(store: Store, year: int) -> figures.ChartFigure:
    """On the day that the page shows, since the office assigns during the year."""
    day = page_day(year, store.today)
    told = Caption(store.county.name, day, "督学责任、园所名册", bool(store.setting("demo", False)))
    return figures.duty_map(duty_places(store, supervision.board(store, day)), told)


def county_map(store: Store, year: int) -> CountyMap:
    """Townships by the share of their children in 公办园; a sketch, no basis for boundaries."""
    found = children(store, year, "township")
    wanted = select(place.c.code, place.c.name, place.c.longitude, place.c.latitude).where(
        place.c.level == "township", place.c.selectable
    )
    with store.reading() as connection:
        places = connection.execute(wanted.order_by(place.c.code)).tuples().all()
    points = []
    for code, name, longitude, latitude in places:
        counts = found.get(code, Counter())
        total = sum(counts.values())
        share = share_band(Fraction(100 * counts[dict(NATURES)["public"]], total)) if total else ""
        points.append(TownshipPoint(name, longitude, latitude, total or None, share))
    outline = divisions.polygons().get(store.county.code, ())
    told = caption(store, year, "园所名册、年度数据")
    return CountyMap("各乡镇在园幼儿与公办占比", outline, points, told, "公办占比", SHARE_BANDS)


def _rate_chart(name: str) -> Chart:
    def build(store: Store, year: int) -> figures.ChartFigure:
        return figures.rate_by_year(rate_series(store, RATES[name], year))

    return Chart(name, f"各学年{name}与目标线", build)


def _together(store: Store, year: int) -> figures.ChartFigure:
    series = [rate_series(store, key, year) for key in RATES.values()]
    return figures.rates_together(series, "三项主要指标", caption(store, year, "园所名册、年度数据、县乡年度情况"))


CHARTS: Mapping[str, Chart] = {
    **{name: _rate_chart(name) for name in RATES},
    "三率": Chart("三项主要指标", "公办占比、普惠覆盖率、毛入园率放在一张图上", _together),
    "在园幼儿按性质": Chart(
        "在园幼儿（按办园性质）",
        "各学年在园幼儿，按办园性质分段",
        lambda store, year: figures.children_by_year(children_by_nature(store, year)),
    ),
    "在园幼儿按乡镇": Chart(
        "在园幼儿（按乡镇）",
        "本学年各乡镇在园幼儿，按办园性质分段",
        lambda store, year: figures.children_by_township(children_by_township(store, year)),
    ),
    "四个独立进展": Chart(
        "四个独立进展",
        "四项各有多少所已达到、办理中、未达到、不适用",
        lambda store, year: figures.four_progress(four_progress(store, year)),
    ),
    "四个独立按乡镇": Chart(
        "四个独立达标情况（按乡镇）",
        "各乡镇农村公办园达标情况",
        lambda store, year: figures.four_progress(four_by_township(store, year)),
    ),
    "督学负荷": Chart(
        "责任督学负责园数",
        "每位督学负责几所园，对照 5 所左右",
        lambda store, year: figures.supervisor_load(load_board(store, year)),
    ),
    "督学责任区分布图": Chart(
        "督学责任区分布图",
        "各园按责任督学着色，没有督学的园是红圈；示意图，不作划界依据",
        duty_map,
    ),
    "月度督导完成率": Chart(
        "月度督导完成率（按月）",
        "本学年各月已督导的园占应督导的园的比例",
        lambda store, year: figures.rate_by_year(supervised.by_month(store, year)),
    ),
    "督导完成按乡镇": Chart(
        "月度督导完成率（按乡镇）",
        "本学年以来各乡镇的督导完成率",
        lambda store, year: figures.rate_rows(supervised.by_township(store, year)),
    ),
    "按期销号按督学": Chart(
        "整改按期销号率（按督学）",
        "本学年以来到期的限期整改，各督学按期销号的比例",
        lambda store, year: figures.rate_rows(supervised.closed_by_supervisor(store, year)),
    ),
    "乡镇分布图": Chart(
        "乡镇分布示意图",
        "各乡镇在园幼儿与公办占比；示意图，不作划界依据",
        lambda store, year: figures.county_map(county_map(store, year)),
    ),
}
"""In the order of the page. The names are those of ``chart NAME`` and never change."""
