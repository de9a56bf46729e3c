"""What the charts of 责任督学 are drawn from: coverage, plaques and load, by township and month."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from ycpe_desktop.charts import style
from ycpe_desktop.charts.from_store import page_caption
from ycpe_desktop.charts.series import Columns, RateSeries, Stack, StateRow, StateRows, YearRate
from ycpe_desktop.charts.supervised import month_name, targets_of
from ycpe_desktop.policy.flows import last_of
from ycpe_desktop.policy.supervision import Board, Coverage, Load, board
from ycpe_desktop.policy.supervision_figures import months_begun
from ycpe_desktop.schoolyear import label, page_day
from ycpe_desktop.store import Store

SOURCE = "责任督学、督学责任、园所名册"
CLAUSE = "教督〔2019〕3号"
ASSIGN = "请在“责任督学”里登记督学，再把园所分配给他们。"
PLAQUES = {"已挂牌": style.GOOD, "已分配，未挂牌": style.PENDING, "没有督学": style.BAD}
NO_BASE = "乡镇未填"


def coverage_by_township(store: Store, year: int) -> StateRows:
    now = board(store, page_day(year, store.today))
    told = now.coverage
    return StateRows(
        "责任督学覆盖与挂牌（按乡镇）",
        [StateRow(name, _plaques(part), _covered(part)) for _, name, part in now.townships] if told.assigned else [],
        PLAQUES,
        "所园",
        page_caption(store, year, SOURCE),
        [f"右端：有督学的园 ÷ 在办的园，全县 {_covered(told)}，已挂牌 {told.posted} 所。依据：{CLAUSE}，全覆盖"],
        ASSIGN,
    )


def _plaques(part: Coverage) -> Counter[str]:
    counts = (part.posted, part.assigned - part.posted, part.total - part.assigned)
    return Counter(dict(zip(PLAQUES, counts, strict=True)))


def _covered(part: Coverage) -> str:
    return f"{part.assigned}/{part.total}"


def coverage_by_month(store: Store, year: int) -> RateSeries:
    """On each month's last day; the running month as it stands."""
    months = _months(store, year)
    rates = [
        YearRate(month.year, now.coverage.assigned, now.coverage.total, "" if now.coverage.total else "没有在办的园",
                 month_name(month, store.today))
        for month, now in months
    ]  # fmt: skip
    return RateSeries(
        f"责任督学覆盖率（按月，{label(year)}）",
        rates if any(now.coverage.assigned for _, now in months) else [],
        targets_of(store, "supervisor_coverage", year),
        page_caption(store, year, SOURCE),
        parts="有督学的园 ÷ 在办的园，各月月底",
        fill_in=ASSIGN,
    )


def load_by_township(store: Store, year: int) -> StateRows:
    """Supervisors by the township that they belong to, which is not where all their kindergartens are."""
    now = board(store, page_day(year, store.today))
    groups: dict[tuple[str, str], list[Load]] = {}
    for load in now.loads:
        groups.setdefault((load.township or "~", load.township_name or NO_BASE), []).append(load)
    return StateRows(
        "责任督学负荷（按督学所在乡镇）",
        [StateRow(name, _loads(loads), f"人均 {_mean(loads)} 所") for (_, name), loads in sorted(groups.items())],
        style.LOAD_COLOURS,
        "人",
        page_caption(store, year, SOURCE),
        [_about(now)],
        ASSIGN,
    )


def load_by_month(store: Store, year: int) -> Columns:
    """On each month's last day; the running month as it stands."""
    months = _months(store, year)
    bars = [
        Stack(f"{month_name(month, store.today)}\n人均 {_mean(now.loads)}", _loads(now.loads)) for month, now in months
    ]
    return Columns(
        f"责任督学负荷（按月，{label(year)}）",
        bars,
        style.LOAD_COLOURS,
        "人",
        page_caption(store, year, SOURCE),
        notes=[_about(now) for _, now in months[-1:]],
        fill_in=ASSIGN,
    )


def _months(store: Store, year: int) -> list[tuple[date, Board]]:
    shown = min(page_day(year, store.today), store.today)
    return [(month, board(store, min(last_of(month), shown))) for month in months_begun(year, shown)]


def _loads(loads: Sequence[Load]) -> Counter[str]:
    return Counter(load.word for load in loads)


def _mean(loads: Sequence[Load]) -> str:
    return f"{sum(load.count for load in loads) / len(loads):.1f}" if loads else "—"


def _about(now: Board) -> str:
    people, mean, nobody = len(now.loads), _mean(now.loads), len(now.uncovered)
    return f"全县 {people} 人，人均 {mean} 所；没有督学的园 {nobody} 所。依据：{CLAUSE}，1 人负责 5 所左右"
