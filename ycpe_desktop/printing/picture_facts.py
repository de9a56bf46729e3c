"""What the two pages of a year tell, gathered from the indicators, the charts and what is due."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Literal

from sqlalchemy import func, select

from ycpe_desktop.charts import activities, demands, mechanisms, modes, projects, safeguards
from ycpe_desktop.charts.coverage import children_by_nature, county_map, kindergartens_by_nature
from ycpe_desktop.charts.from_store import RISING, Found, rate_series
from ycpe_desktop.charts.series import CountyMap, FourProgress, RateSeries, Stack, StateRow, StateRows
from ycpe_desktop.charts.style import NATURE_COLOURS, STATE_COLOURS
from ycpe_desktop.policy.due import counts, due
from ycpe_desktop.policy.due_kind import Due, When
from ycpe_desktop.policy.figures import Indicator, Verdict, rounded
from ycpe_desktop.policy.headlines import shown_years
from ycpe_desktop.policy.indicators import every_indicator, facts
from ycpe_desktop.policy.thresholds import own_targets
from ycpe_desktop.schoolyear import first_day, page_day
from ycpe_desktop.store import Store

UNKNOWN = "—"
Progress = Callable[[str, int, int], object]
MAIN = (
    "gross_enrolment", "inclusive_coverage", "public_share", "satisfaction", "township_centre", "four_independents",
    "class_size", "teacher_ratio", "certified_staff", "posted_teachers", "college_teachers", "licence_valid",
    "supervisor_posted", "monthly_visits",
)  # fmt: skip
"""The indicators of the first page, in its order; the others stand on the second, or where they are not reached."""
RATES = ("public_share", "inclusive_coverage", "gross_enrolment")


@dataclass(frozen=True)
class Tile:
    """A key figure: the number, its unit, and a line or two below."""

    title: str
    value: str
    unit: str
    below: Sequence[str]


@dataclass(frozen=True)
class Figure:
    """One of the figures of a card."""

    label: str
    value: str
    note: str = ""
    verdict: Verdict | Literal[""] = ""


@dataclass(frozen=True)
class Card:
    """One of the five threes, or 工作要求: figures and a small chart."""

    title: str
    purpose: str
    figures: Sequence[Figure]
    heading: str
    chart: StateRows | RateSeries


@dataclass(frozen=True)
class Waiting:
    """What is due of the same kind: who of them first, how many, and since or until when."""

    what: str
    whom: str
    by: date
    count: int


@dataclass(frozen=True)
class Picture:
    county: str
    year: int
    as_of: date
    day: date
    """Whose state the ledgers of the second page show."""
    made: date
    demo: bool
    approved: bool
    tiles: Sequence[Tile]
    main: Sequence[Sequence[Indicator]]
    """Each of ``MAIN`` over the years, oldest first."""
    rates: Sequence[RateSeries]
    children: Sequence[Stack]
    kindergartens: Sequence[Stack]
    cards: Sequence[Card]
    missed: Sequence[Indicator]
    unjudged: int
    due: Sequence[Waiting]
    due_counts: Mapping[When, int] = field(default_factory=dict)
    map: CountyMap | None = None
    lost: tuple[str, ...] = ()
    """Characters that the font lacks; they stand as 〔U+20BB7〕."""


def gather(store: Store, year: int, progress: Progress) -> Picture:
    """``progress`` may raise to stop."""
    years = shown_years(store, year)
    steps = len(years) + 3
    found: dict[int, dict[str, Indicator]] = {}
    for done, one in enumerate(years):
        progress("正在计算各学年指标", done, steps)
        found[one] = every_indicator(store, one)
    now, day = found[year], page_day(year, store.today)
    progress("正在汇总五个三", len(years), steps)
    cards = _cards(store, year, found)
    progress("正在汇总园所和幼儿", len(years) + 1, steps)
    waiting = due(store, day)
    counted = list(now.values())
    return Picture(
        county=store.county.name,
        year=year,
        as_of=first_day(year),
        day=day,
        made=store.today,
        demo=bool(store.setting("demo", False)),
        approved=year in store.frozen_years(),
        tiles=_tiles(store, year, now),
        main=[[each[key] for each in found.values()] for key in MAIN],
        rates=[rate_series(store, key, year, found) for key in RATES],
        children=children_by_nature(store, year).bars,
        kindergartens=kindergartens_by_nature(store, year).bars,
        cards=cards,
        missed=[one for one in counted if one.verdict == "missed"],
        unjudged=sum(
            one.verdict == "cannot_be_judged" and (one.target is not None or not one.value) for one in counted
        ),
        due=together(waiting),
        due_counts=counts(waiting, day),
        map=county_map(store, year),
    )


def together(found: Sequence[Due]) -> list[Waiting]:
    """One line for each thing to do, the longest overdue first."""
    kinds: dict[str, list[Due]] = {}
    for one in found:
        kinds.setdefault(one.what, []).append(one)
    return [Waiting(what, those[0].whom, those[0].by, len(those)) for what, those in kinds.items()]


def _tiles(store: Store, year: int, now: Mapping[str, Indicator]) -> list[Tile]:
    row = facts(store, year, first_day(year), own_targets(store)).row.c
    sums = [func.sum(row[name]) for name in ("children", "classes", "teachers")]
    with store.reading() as connection:
        children, classes, teachers = connection.execute(select(*sums)).one()
    natures = kindergartens_by_nature(store, year).bars[-1].counts
    told = [f"{nature} {natures[nature]:,}" for nature in NATURE_COLOURS if natures.get(nature)]
    load = now["supervisor_load"]
    return [
        Tile("在办幼儿园", _number(sum(natures.values())), "所", ["　".join(told[:2]), "　".join(told[2:])]),
        Tile("在园幼儿", _number(children), "人", [f"公办园占 {_shown(now['public_share'])}",
             f"普惠性幼儿园占 {_shown(now['inclusive_coverage'])}"]),
        Tile("班级", _number(classes), "个", [f"平均每班 {_mean(children, classes)} 人",
             f"班额达标 {_shown(now['class_size'])}"]),
        Tile("专任教师", _number(teachers), "人", [f"师幼比 {_shown(now['teacher_ratio'])}",
             f"持证上岗 {_shown(now['certified_staff'])}"]),
        Tile("责任督学", _number(load.denominator), "人", [f"平均每人 {_shown(load)} 所",
             f"挂牌覆盖 {_shown(now['supervisor_posted'])}"]),
    ]  # fmt: skip


def _number(value: int | None) -> str:
    return UNKNOWN if value is None else f"{value:,}"


def _shown(one: Indicator) -> str:
    return one.shown or UNKNOWN


def _mean(part: int | None, whole: int | None) -> str:
    return rounded(Fraction(part, whole), 1) if part and whole else UNKNOWN


def _of(one: Indicator, label: str = "") -> Figure:
    """Its target, and what is wanting; without a figure why there is none."""
    lacks = one.verdict == "cannot_be_judged" and one.target is not None
    word = one.target_word if one.target_word in RISING else "目标"
    told = [f"{word} {one.target_shown}" if one.target is not None else "", one.gap_told]
    told.append(one.reason_shown.removesuffix("数据") if lacks else "")
    note = "，".join(filter(None, told)) if one.shown else ""
    verdict = "" if one.informs else one.verdict
    return Figure(label or one.title, one.shown or UNKNOWN, note or one.reason_shown, verdict)


def _cards(store: Store, year: int, found: Found) -> list[Card]:
    now = found[year]
    kinds = modes.kinds(store, year)
    unity = modes.unities(store, year)
    hazards, tasks = demands.hazards(store, year), demands.tasks(store, year)
    return [
        Card("三大工程", "普惠扩容提档", [
            _of(now["four_independents"]), _of(now["compound_transfer"]), _of(now["inspection_passed"]),
        ], "四个独立（农村公办园，所）", _as_states(projects.four_progress(store, year))),
        Card("三个保障", "破解发展制约", [
            _of(now["two_plus_one"]), _of(now["public_fund"]), _of(now["fiscal_share"]),
        ], "经费（万元，右端：实拨/应拨）", _paid(safeguards.payments(store, year))),
        Card("三项机制", "提高办园水平", [
            _of(now["category_evaluated"]), _of(now["rectified_on_time"]), _of(now["unlicensed_sites"]),
        ], "办学许可证有效期（所）", mechanisms.licences(store, year)),
        Card("三个活动", "促进内涵提升", [
            _of(now["research_area"]), _of(now["research_monthly"]), _of(now["showcase"]),
        ], "片区联动教研（开展的片区占比）", activities.research_by_month(store, year)),
        Card("三类模式", "促进均衡发展", [
            _of(now["alliance"], "集团化、一体化覆盖率"),
            Figure("办园共同体", _together(kinds), "个" if kinds.rows else "没有记录"),
            _part("四位一体达标", "城乡一体化共同体", _as_states(unity).rows[-1:], "已达到"),
        ], "牵头园与成员园（所）", kinds),
        Card("工作要求", "筑牢安全底线，完善联动机制", [
            _of(now["incidents"]), _part("安全隐患销号", "本学年发现的隐患", hazards.rows, "已销号"),
            _part("责任分工落实", "计划的各项措施", tasks.rows, "已完成", "长期坚持"),
        ], "安全隐患整改（处）", hazards),
    ]  # fmt: skip


def _as_states(four: FourProgress) -> StateRows:
    rows = [StateRow(row.label, row.counts(), f"{row.reached:,}/{row.denominator():,}") for row in four.rows]
    return StateRows(four.title, rows, STATE_COLOURS, four.unit, four.caption, fill_in=four.fill_in)


def _paid(money: StateRows) -> StateRows:
    """With shorter ends: 447.21/447.81."""
    shown = money.shown
    rows = [replace(row, end=f"{shown(row.counts['已拨'])}/{shown(row.total())}") for row in money.rows]
    return replace(money, rows=rows)


def _together(kinds: StateRows) -> str:
    """How many alliances, from what the rows say at their end."""
    return str(sum(int(row.end.split(" ")[0]) for row in kinds.rows)) if kinds.rows else UNKNOWN


def _part(label: str, note: str, rows: Sequence[StateRow], *done: str) -> Figure:
    whole = sum(row.total() for row in rows)
    part = sum(row.counts.get(name, 0) for row in rows for name in done)
    return Figure(label, f"{part:,}/{whole:,}" if whole else UNKNOWN, note if whole else "没有记录")
