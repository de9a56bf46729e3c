"""What the charts of supervision are drawn from: completion by month and township, closing in time by supervisor."""

from collections import Counter
from datetime import date
from fractions import Fraction

from ycpe_desktop.charts.series import Caption, RateRow, RateRows, RateSeries, Target, YearRate
from ycpe_desktop.policy import mends, visits
from ycpe_desktop.policy.flows import Period, last_of, whole_year, year_so_far
from ycpe_desktop.policy.thresholds import own_targets, target
from ycpe_desktop.policy.visit_settings import holiday_months
from ycpe_desktop.schoolyear import first_day, label, last_day, page_day
from ycpe_desktop.store import Store

VISITS_SOURCE, MENDS_SOURCE = "督导记录、督学责任、园所名册", "限期整改"
ENTER_VISITS = "请在“督导记录”里录入责任督学每次到园督导的情况。"
ENTER_MENDS = "请在录入督导时把要限期改正的问题下发整改通知，到期以后这里就有按期销号率。"


def by_month(store: Store, year: int) -> RateSeries:
    """The term months of the school year that have begun; the running one says that it is not over."""
    plans = visits.completion(store, year)
    kept = any(plan.done.visited for plan in plans)
    rates = [_month(plan, store.today) for plan in plans] if kept else []
    return RateSeries(
        f"月度督导完成率（{label(year)}）",
        rates,
        _targets(store, "monthly_visits", year),
        _caption(store, year, VISITS_SOURCE),
        parts=f"已督导的园 ÷ 应督导的园，{first_day(year)} 起各月，假期月份除外",
        fill_in=ENTER_VISITS,
    )


def _month(plan: visits.MonthPlan, today: date) -> YearRate:
    done = plan.done
    name = f"{plan.month.month}月" + ("（未完）" if last_of(plan.month) >= today else "")
    return YearRate(plan.month.year, done.visited, done.due, "" if done.due else "没有应督导的园", name)


def by_township(store: Store, year: int) -> RateRows:
    plans = visits.completion(store, year)
    found = visits.by_township(stop for plan in plans for each in plan.rounds for stop in each.stops)
    rows = [RateRow(name, done.visited, done.due) for _, name, done in found]
    return RateRows(
        f"月度督导完成率（按乡镇，{label(year)}）",
        rows if any(row.part for row in rows) else [],
        _caption(store, year, VISITS_SOURCE),
        "园次",
        next(iter(_targets(store, "monthly_visits", year)), None),
        f"已督导的园次 ÷ 应督导的园次，{first_day(year)} 起各月，假期月份除外",
        ENTER_VISITS,
    )


def closed_by_supervisor(store: Store, year: int) -> RateRows:
    seen: Counter[str] = Counter()
    rows = []
    for _, name, closed in mends.closures(store, _period(store, year)):
        seen[name] += 1
        twin = f"（{seen[name]}）" if seen[name] > 1 else ""
        rows.append(RateRow(name + twin, closed.on_time, closed.due))
    return RateRows(
        f"整改按期销号率（按督学，{label(year)}）",
        rows,
        _caption(store, year, MENDS_SOURCE),
        "个问题",
        next(iter(_targets(store, "rectified_on_time", year)), None),
        f"按期销号的问题 ÷ {first_day(year)} 起到期的问题",
        ENTER_MENDS,
    )


def _period(store: Store, year: int) -> Period:
    holidays = holiday_months(store)
    return whole_year(year, holidays) if store.today > last_day(year) else year_so_far(year, holidays, store.today)


def _targets(store: Store, key: str, year: int) -> list[Target]:
    found = target(key, year, own_targets(store))
    return [Target(Fraction(found.value), found.clause.split("；")[0], found.word)] if found else []


def _caption(store: Store, year: int, source: str) -> Caption:
    return Caption(store.county.name, page_day(year, store.today), source, bool(store.setting("demo", False)))
