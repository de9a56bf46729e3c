"""The charts of 三大工程: building, compounds, rural kindergartens, 年检 and 类别评估."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from ycpe_desktop.charts import style
from ycpe_desktop.charts.chart import Chart
from ycpe_desktop.charts.from_store import (
    PLAN,
    caption,
    gardens,
    page_caption,
    rate_series,
    rows_of,
    target_of,
)
from ycpe_desktop.charts.series import (
    Columns,
    FourProgress,
    Progress,
    RateRow,
    RateRows,
    RateSeries,
    Stack,
    StateRow,
    StateRows,
)
from ycpe_desktop.ledgers import (
    AnnualInspection,
    BuildMilestone,
    CategoryEvaluation,
    CompoundSite,
    CompoundStep,
    InclusiveRecognition,
    PublicBuild,
    RuralUpgrade,
)
from ycpe_desktop.ledgers.annual_inspection import FAILED, PARTLY, PASSED, PASSING
from ycpe_desktop.ledgers.category_evaluation import CATEGORIES
from ycpe_desktop.ledgers.compound_site import FINDINGS
from ycpe_desktop.ledgers.compound_site import STEPS as COMPOUND_STEPS
from ycpe_desktop.ledgers.four_independents import FOUR
from ycpe_desktop.ledgers.inclusive_recognition import SUPPORTS
from ycpe_desktop.ledgers.public_build import STEPS as BUILD_STEPS
from ycpe_desktop.ledgers.rural_upgrade import WAYS
from ycpe_desktop.policy import four_independents
from ycpe_desktop.policy.days import years_later
from ycpe_desktop.policy.headlines import YEARS_SHOWN
from ycpe_desktop.policy.indicators import every_indicator
from ycpe_desktop.policy.thresholds import number, own_targets
from ycpe_desktop.schoolyear import page_day
from ycpe_desktop.store import Store
from ycpe_desktop.store.listing import table_of

GROUP = "三大工程"
PROGRESS = {"已完成": style.GOOD, "按计划进行": style.PENDING, "已逾期": style.BAD, "未定日期": style.PAPER}
OVERDUE_NOTE = "已逾期：过了计划日期还没有完成。"


def how_far(planned: date | None, done: date | None, day: date) -> str:
    """The word of ``PROGRESS`` on the day."""
    if done is not None and done <= day:
        return "已完成"
    if planned is None:
        return "未定日期"
    return "已逾期" if planned < day else "按计划进行"


def progress_rows(
    labels: Iterable[tuple[str, str]], found: Iterable[tuple[str, date | None, date | None]], day: date
) -> list[StateRow]:
    """A row for each (code, label) that something was found of: (code, planned, done)."""
    counts: dict[str, Counter[str]] = {}
    for code, planned, done in found:
        counts.setdefault(code, Counter())[how_far(planned, done, day)] += 1
    return [
        StateRow(label, counts[code], part_told(counts[code], "已完成")) for code, label in labels if code in counts
    ]


def part_told(counts: Mapping[str, int], *names: str, word: str = "") -> str:
    """已完成 3/5; ``word`` where the first of the names does not stand for all of them."""
    return f"{word or names[0]} {sum(counts.get(name, 0) for name in names):,}/{sum(counts.values()):,}"


def building(store: Store, year: int) -> StateRows:
    """Milestones of the projects that go on; one without a row is 未定日期."""
    day = page_day(year, store.today)
    build, step = table_of(PublicBuild), table_of(BuildMilestone)
    projects = rows_of(store, select(build.c.uuid).where(or_(build.c.stopped.is_(None), build.c.stopped > day)))
    steps = rows_of(store, select(step.c.build, step.c.step, step.c.planned, step.c.done))
    days = {(row["build"], row["step"]): (row["planned"], row["done"]) for row in steps}
    nothing = (None, None)
    found = [(code, *days.get((row["uuid"], code), nothing)) for row in projects for code, _ in BUILD_STEPS]
    return StateRows(
        "公办园建设进度",
        progress_rows(BUILD_STEPS, found, day),
        PROGRESS,
        "个项目",
        page_caption(store, year, "公办园建设项目、公办园建设节点"),
        [f"共 {len(projects)} 个项目，已终止的不计。{OVERDUE_NOTE}依据：{PLAN} 三（一）1"],
        "请在“公办园建设项目”里登记项目，在“建设节点”里填写计划和实际日期。",
    )


def supports(store: Store, year: int) -> RateRows:
    """How many of the recognised kindergartens get which support."""
    day = page_day(year, store.today)
    row = table_of(InclusiveRecognition)
    over = or_(row.c.valid_until.is_(None), row.c.valid_until >= day)
    going = or_(row.c.ended.is_(None), row.c.ended > day)
    found = rows_of(store, select(row).where(row.c.since <= day, over, going))
    whole = len({each["kindergarten"] for each in found})
    counts = {
        label: len({each["kindergarten"] for each in found if each[f"support_{code}"]}) for code, label in SUPPORTS
    }
    return RateRows(
        "普惠性民办园扶持方式",
        [RateRow(label, counts[label], whole) for _, label in SUPPORTS] if whole else [],
        page_caption(store, year, "普惠性民办园认定"),
        "所园",
        None,
        f"享受这种扶持的园 ÷ 认定有效的普惠性民办园（{whole} 所）；依据：{PLAN} 三（一）1",
        "请在“普惠性民办园认定”里登记认定的园和扶持方式。",
        summed=False,
    )


def compound_steps(store: Store, year: int) -> StateRows:
    site, step = table_of(CompoundSite), table_of(CompoundStep)
    total = len(rows_of(store, select(site.c.uuid)))
    found = rows_of(store, select(step.c.step, step.c.finding))
    words = dict(FINDINGS)
    colours = {"已同步": style.GOOD, "未到环节": style.PENDING, "未同步": style.BAD, "未填": style.PAPER}
    rows = []
    for code, label in COMPOUND_STEPS:
        counts = Counter(words.get(row["finding"], "未填") for row in found if row["step"] == code)
        counts["未填"] += total - sum(counts.values())
        rows.append(StateRow(label, counts, part_told(counts, "已同步")))
    return StateRows(
        "小区配套园五同步",
        rows,
        colours,
        "个小区",
        page_caption(store, year, "小区配套园、小区配套园五同步"),
        [f"应与首期建设的居民住宅区同步，共 {total} 个小区。依据：{PLAN} 三（一）1"],
        "请在“小区配套园”里登记应配建幼儿园的小区和五同步的情况。",
    )


def compound_rates(store: Store, year: int) -> RateRows:
    """移交 and 办成 on 1 September, as the indicators count them."""
    found = every_indicator(store, year)
    both = [found[key] for key in ("compound_transfer", "compound_inclusive")]
    rows = [RateRow(one.title, one.numerator or 0, one.denominator or 0) for one in both]
    return RateRows(
        "小区配套园移交与办成",
        rows if any(row.whole for row in rows) else [],
        caption(store, year, "小区配套园、园所名册"),
        "处",
        target_of(store, "compound_transfer", year),
        "；".join(one.parts for one in both),
        "请在“小区配套园”里登记已建成的小区配套园，在“园所名册”里标明小区配套园。",
        summed=False,
    )


def four_progress(store: Store, year: int) -> FourProgress:
    whole = four_independents.progress(store, year).whole
    rows = []
    for name, label in FOUR:
        one = whole.items[name]
        rows.append(Progress(label, one.met, one.pending, one.missing, one.exempt, one.blank))
    rows.append(_concluded("达标", whole))
    return FourProgress("四个独立进展", rows, caption(store, year, "四个独立"), clause=f"{PLAN} 三（一）2")


def four_by_township(store: Store, year: int) -> FourProgress:
    townships = four_independents.progress(store, year).townships
    rows = [_concluded(name, one) for _, name, one in townships]
    return FourProgress(
        "四个独立达标情况（按乡镇）", rows, caption(store, year, "四个独立"), clause=f"{PLAN} 三（一）2"
    )


def _concluded(label: str, one: four_independents.Progress) -> Progress:
    return Progress(label, reached=one.met, not_reached=one.not_met, blank=one.open)


def rural_upgrades(store: Store, year: int) -> StateRows:
    day = page_day(year, store.today)
    row = table_of(RuralUpgrade)
    found = rows_of(store, select(row.c.way, row.c.planned, row.c.finished, row.c.children, row.c.children_placed))
    moved = sum(each["children"] or 0 for each in found), sum(each["children_placed"] or 0 for each in found)
    placed = f"停办、并入的园原有幼儿 {moved[0]:,} 人，已安置 {moved[1]:,} 人。" if moved[0] else ""
    return StateRows(
        "农村园改造提升",
        progress_rows(WAYS, ((each["way"], each["planned"], each["finished"]) for each in found), day),
        PROGRESS,
        "所园",
        page_caption(store, year, "农村园改造提升"),
        [f"{placed}{OVERDUE_NOTE}依据：{PLAN} 三（一）2"],
        "请在“农村园改造提升”里登记改造的园、方式和起止日期。",
    )


def township_centres(store: Store, year: int) -> RateSeries:
    return rate_series(store, "township_centre", year)


INSPECTED = {"合格": style.GOOD, PARTLY: style.PENDING, FAILED: style.BAD, "其他结论": style.NEUTRAL}


def inspections(store: Store, year: int) -> Columns:
    """By calendar year; 优秀 and 良好 count as 合格."""
    day = page_day(year, store.today)
    row = table_of(AnnualInspection)
    found = rows_of(store, select(row.c.calendar_year, row.c.conclusion).where(row.c.calendar_year <= day.year))
    years = sorted({each["calendar_year"] for each in found})[-YEARS_SHOWN:]
    bars = [
        Stack(f"{one} 年度", Counter(_inspected(each["conclusion"]) for each in found if each["calendar_year"] == one))
        for one in years
    ]
    return Columns(
        "年检结论（按年度）",
        bars,
        INSPECTED,
        "所园",
        page_caption(store, year, "年检"),
        notes=[f"公办、民办园每年都要年检；优秀、良好计入合格。依据：{PLAN} 三（一）3"],
        fill_in="请在“年检”里登记各园每年度的年检结论。",
    )


def _inspected(conclusion: str | None) -> str:
    if conclusion in PASSING:
        return PASSED
    return conclusion if conclusion in (PARTLY, FAILED) else "其他结论"


def categories(store: Store, year: int) -> StateRows:
    """The newest evaluation of each kindergarten of its own, and whether it is younger than the cycle."""
    day = page_day(year, store.today)
    cycle = int(number("category_cycle", year, own_targets(store)))
    row = table_of(CategoryEvaluation)
    wanted = select(row.c.kindergarten, row.c.category, row.c.evaluated).where(row.c.evaluated <= day)
    newest: dict[str, Mapping[str, Any]] = {
        each["kindergarten"]: each for each in rows_of(store, wanted.order_by(row.c.evaluated))
    }
    those = [each["uuid"] for each in gardens(store, year, day, "kind") if each["kind"] != "119"]
    fresh, old, never = f"{cycle} 年内评过", f"超过 {cycle} 年", "没有评过"
    counts: dict[str, Counter[str]] = {}
    for garden in those:
        last = newest.get(garden)
        state = never if last is None else fresh if years_later(last["evaluated"], cycle) > day else old
        counts.setdefault((last and last["category"]) or "没有类别", Counter())[state] += 1
    order = [*CATEGORIES.options, *sorted(set(counts) - {*CATEGORIES.options, "没有类别"}), "没有类别"]
    rows = [StateRow(name, counts[name], part_told(counts[name], fresh)) for name in order if name in counts]
    done = sum(each[fresh] for each in counts.values())
    return StateRows(
        "幼儿园类别评估",
        rows if newest else [],
        {fresh: style.GOOD, old: style.BAD, never: style.PAPER},
        "所园",
        page_caption(store, year, "类别评估、园所名册"),
        [f"{cycle} 年内评过的 {done:,} 所，共 {len(those):,} 所（附设幼儿班除外），每 {cycle} 年一次。"
         f"依据：{PLAN} 三（一）3、三（三）2"],
        "请在“类别评估”里登记各园的评估日期和类别。",
    )  # fmt: skip


CHARTS = {
    "公办园建设进度": Chart(GROUP, "公办园建设进度", "各建设节点已完成、按计划、逾期的项目数", building),
    "普惠园扶持方式": Chart(GROUP, "普惠性民办园扶持方式", "认定的普惠性民办园享受哪些扶持", supports),
    "小区配套园五同步": Chart(GROUP, "小区配套园五同步", "规划、设计、建设、验收、交付是否同步", compound_steps),
    "小区配套园移交办成": Chart(GROUP, "小区配套园移交与办成", "已建成的移交率，办成公办和普惠的比例", compound_rates),
    "四个独立进展": Chart(GROUP, "四个独立进展", "四项各有多少所已达到、办理中、未达到、不适用", four_progress),
    "四个独立按乡镇": Chart(GROUP, "四个独立达标情况（按乡镇）", "各乡镇农村公办园达标情况", four_by_township),
    "农村园改造提升": Chart(GROUP, "农村园改造提升", "各提升方式已完成、按计划、逾期的园数", rural_upgrades),
    "乡镇公办中心园": Chart(GROUP, "乡镇公办中心园覆盖率", "各学年有公办中心园的乡镇占比", township_centres),
    "年检结论": Chart(GROUP, "年检结论", "各年度年检合格、基本合格、不合格的园数", inspections),
    "类别评估": Chart(GROUP, "类别评估", "各类别的园数，两年内是否评过", categories),
}
