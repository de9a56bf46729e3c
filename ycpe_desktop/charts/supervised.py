"""What the charts of supervision are drawn from: visits and closing in time, by supervisor, township and month.

Coverage and load: ``covered``.
"""

from datetime import date
from fractions import Fraction

from ycpe_desktop.charts.from_store import page_caption
from ycpe_desktop.charts.series import RateRow, RateRows, RateSeries, Target, YearRate
from ycpe_desktop.policy import visits
from ycpe_desktop.policy.flows import last_of
from ycpe_desktop.policy.supervision_figures import WORDS, By, Line, figures
from ycpe_desktop.policy.thresholds import own_targets, target
from ycpe_desktop.schoolyear import first_day, label
from ycpe_desktop.store import Store

VISITS_SOURCE, MENDS_SOURCE = "督导记录、督学责任、园所名册", "限期整改"
ENTER_VISITS = "请在“督导记录”里录入责任督学每次到园督导的情况。"
ENTER_MENDS = "请在录入督导时把要限期改正的问题下发整改通知，到期以后这里就有按期销号率。"
CLOSED_PARTS = "按期销号的问题 ÷ {} 起到期的问题"


def by_month(store: Store, year: int) -> RateSeries:
    """The term months of the school year that have begun; the running one says that it is not over."""
    plans = visits.completion(store, year)
    kept = any(plan.done.visited for plan in plans)
    rates = [_month(plan, store.today) for plan in plans] if kept else []
    return RateSeries(
        f"月度督导完成率（{label(year)}）",
        rates,
        targets_of(store, "monthly_visits", year),
        page_caption(store, year, VISITS_SOURCE),
        parts=f"已督导的园 ÷ 应督导的园，{first_day(year)} 起各月，假期月份除外",
        fill_in=ENTER_VISITS,
    )


def _month(plan: visits.MonthPlan, today: date) -> YearRate:
    done = plan.done
    why_not = "" if done.due else "没有应督导的园"
    return YearRate(plan.month.year, done.visited, done.due, why_not, month_name(plan.month, today))


def by_township(store: Store, year: int) -> RateRows:
    return _visited(store, year, "township")


def by_supervisor(store: Store, year: int) -> RateRows:
    return _visited(store, year, "supervisor")


def _visited(store: Store, year: int, by: By) -> RateRows:
    lines = [line for line in figures(store, year, by).lines if line.done.due]
    rows = [RateRow(line.name, line.done.visited, line.done.due) for line in lines]
    return RateRows(
        f"月度督导完成率（{WORDS[by]}，{label(year)}）",
        rows if any(row.part for row in rows) else [],
        page_caption(store, year, VISITS_SOURCE),
        "园次",
        next(iter(targets_of(store, "monthly_visits", year)), None),
        f"已督导的园次 ÷ 应督导的园次，{first_day(year)} 起各月，假期月份除外",
        ENTER_VISITS,
    )


def closed_by_supervisor(store: Store, year: int) -> RateRows:
    return _closed(store, year, "supervisor")


def closed_by_township(store: Store, year: int) -> RateRows:
    return _closed(store, year, "township")


def _closed(store: Store, year: int, by: By) -> RateRows:
    lines = [line for line in figures(store, year, by).lines if line.closed.due]
    return RateRows(
        f"整改按期销号率（{WORDS[by]}，{label(year)}）",
        [RateRow(line.name, line.closed.on_time, line.closed.due) for line in lines],
        page_caption(store, year, MENDS_SOURCE),
        "个问题",
        next(iter(targets_of(store, "rectified_on_time", year)), None),
        CLOSED_PARTS.format(first_day(year)),
        ENTER_MENDS,
    )


def closed_by_month(store: Store, year: int) -> RateSeries:
    """By the month in which they were to be mended."""
    told = figures(store, year, "month")
    return RateSeries(
        f"整改按期销号率（按月，{label(year)}）",
        [_of_month(line, store.today) for line in told.lines] if told.total.closed.due else [],
        targets_of(store, "rectified_on_time", year),
        page_caption(store, year, MENDS_SOURCE),
        parts=CLOSED_PARTS.format(first_day(year)) + "，按期限所在的月份",
        fill_in=ENTER_MENDS,
    )


def _of_month(line: Line, today: date) -> YearRate:
    month, closed = date.fromisoformat(line.key), line.closed
    return YearRate(
        month.year,
        closed.on_time,
        closed.due,
        "" if closed.due else "没有到期的整改",
        month_name(month, today),
    )


def month_name(month: date, today: date) -> str:
    """The running one says that it is not over."""
    return f"{month.month}月" + ("（未完）" if last_of(month) >= today else "")


def targets_of(store: Store, key: str, year: int) -> list[Target]:
    found = target(key, year, own_targets(store))
    return [Target(Fraction(found.value), found.clause.split("；")[0], found.word)] if found else []
