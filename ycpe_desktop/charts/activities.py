"""The charts of 三个活动: 片区联动教研, 典型与现场会, 课程改革."""

from calendar import monthrange
from collections import Counter
from datetime import date

from sqlalchemy import select

from ycpe_desktop.charts import style
from ycpe_desktop.charts.chart import Chart
from ycpe_desktop.charts.from_store import (
    PLAN,
    limit_of,
    page_caption,
    rows_of,
    target_of,
    township_rates,
)
from ycpe_desktop.charts.series import Columns, RateRows, RateSeries, Stack, YearRate
from ycpe_desktop.ledgers import Curriculum, ResearchActivity, ResearchArea, Showcase, field_of
from ycpe_desktop.policy.alliances import lasting
from ycpe_desktop.policy.headlines import YEARS_SHOWN, shown_years
from ycpe_desktop.policy.research import SCHOOL_MONTHS
from ycpe_desktop.schoolyear import label, page_day
from ycpe_desktop.store import Store
from ycpe_desktop.store.listing import table_of

GROUP = "三个活动"


def areas_by_township(store: Store, year: int) -> RateRows:
    told = "请在“教研片区”里登记片区，在“片区成员”里写明每所园在哪个片区。"
    return township_rates(store, "research_area", year, "教研片区覆盖", "所园", told)


def research_by_month(store: Store, year: int) -> RateSeries:
    """Areas that held their activity ÷ areas there, of each school month that has begun."""
    today = page_day(year, store.today)
    activity = table_of(ResearchActivity)
    held = rows_of(store, select(activity.c.area, activity.c.held).where(activity.c.year == year))
    rates = []
    for month in SCHOOL_MONTHS:
        of = year if month >= 9 else year + 1
        if (of, month) <= (today.year, today.month):
            those = {each["area"] for each in held if (each["held"].year, each["held"].month) == (of, month)}
            rates.append(_month(store, of, month, those, today))
    target = target_of(store, "research_monthly", year)
    return RateSeries(
        f"片区联动教研（{label(year)}各月）",
        rates if held else [],
        [target] if target else [],
        page_caption(store, year, "教研片区、片区教研活动"),
        parts="当月开展了教研的片区 ÷ 全部片区；一月一次，寒暑假的月份不计",
        fill_in="请在“片区教研活动”里登记每月的片区联动教研。",
    )


def _month(store: Store, of: int, month: int, held: set[str], today: date) -> YearRate:
    area, last = table_of(ResearchArea), date(of, month, monthrange(of, month)[1])
    there = {each["uuid"] for each in rows_of(store, select(area.c.uuid).where(lasting(area, last)))}
    name = f"{month}月" + ("（未完）" if last >= today else "")
    return YearRate(of, len(held & there), len(there), "" if there else "没有教研片区", name)


MODEL = "典型"
SHOWCASES = {MODEL: style.STEPS[0], "现场会": style.STEPS[2]}


def showcases(store: Store, year: int) -> Columns:
    """By calendar year."""
    row, day = table_of(Showcase), page_day(year, store.today)
    found = rows_of(store, select(row.c.calendar_year, row.c.kind).where(row.c.calendar_year <= day.year))
    kind = field_of(Showcase, "kind").kind
    years = range(max(min((each["calendar_year"] for each in found), default=0), day.year - YEARS_SHOWN + 1),
                  day.year + 1)  # fmt: skip
    least, clause = limit_of(store, "showcase_a_year", year)
    bars = []
    for one in years:
        counts = Counter(kind.show(each["kind"]) for each in found if each["calendar_year"] == one)
        bars.append(Stack(f"{one} 年度" + ("\n没有典型" if counts[MODEL] < least else ""), counts))
    return Columns(
        "典型与现场会（按年度）",
        bars if found else [],
        SHOWCASES,
        "个",
        page_caption(store, year, "典型与现场会"),
        notes=[f"一年培育 {least} 个典型。依据：{clause}"],
        fill_in="请在“典型与现场会”里登记培育的典型和现场会。",
    )


OTHER = "其他"
CURRICULA = {
    "生活化": style.STEPS[0],
    "游戏化": style.STEPS[1],
    "本地特色": style.STEPS[2],
    "园所特色": style.STEPS[4],
    OTHER: style.NEUTRAL,
}


def curricula(store: Store, year: int) -> Columns:
    """Projects by school year and direction."""
    row = table_of(Curriculum)
    years = shown_years(store, year)
    found = rows_of(store, select(row.c.year, row.c.kind).where(row.c.year.in_(years)))
    kind = field_of(Curriculum, "kind").kind
    bars = [
        Stack(f"{one}—{one + 1}", Counter(kind.show(each["kind"]) or OTHER for each in found
                                          if each["year"] == one))
        for one in years
    ]  # fmt: skip
    gardens = {each["kindergarten"] for each in rows_of(store, select(row.c.kindergarten).where(row.c.year == year))}
    return Columns(
        "课程改革项目（按课程取向、学年）",
        bars,
        CURRICULA,
        "个项目",
        page_caption(store, year, "课程改革"),
        notes=[f"本学年 {len(gardens)} 所园有课程改革项目。依据：{PLAN} 三（四）3"],
        fill_in="请在“课程改革”里登记各园的课程改革项目。",
    )


CHARTS = {
    "教研片区按乡镇": Chart(GROUP, "教研片区覆盖（按乡镇）", "各乡镇在教研片区里的园的比例", areas_by_township),
    "片区教研按月": Chart(GROUP, "片区联动教研（按月）", "各月开展了教研的片区占全部片区的比例", research_by_month),
    "典型与现场会": Chart(GROUP, "典型与现场会", "各年度培育的典型、举办的现场会", showcases),
    "课程改革": Chart(GROUP, "课程改革项目", "各学年课程改革项目，按课程取向分段", curricula),
}
