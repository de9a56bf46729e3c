"""School years: year Y is Y-09-01 … (Y+1)-08-31, shown “2026—2027 学年”."""

from datetime import date


def first_day(year: int) -> date:
    """The day at which indicators, checks and 上报 look (统计时点)."""
    return date(year, 9, 1)


def last_day(year: int) -> date:
    return date(year + 1, 8, 31)


def year_of(day: date) -> int:
    return day.year if day.month >= 9 else day.year - 1


def page_day(year: int, today: date) -> date:
    """The day whose state the pages of a year show: today; for a past year its last day, for a coming one its first."""
    return min(max(today, first_day(year)), last_day(year))


def label(year: int) -> str:
    return f"{year}—{year + 1} 学年"
