"""The term of a 责任督学: who may be given kindergartens on a day (教育督导条例 6)."""

from datetime import date

CLAUSE = "教育督导条例 6"
LONGEST_TERM, MOST_TERMS = 3, 3
"""Years of a part-time supervisor's term; consecutive terms. Full-time ones have none."""


def years_later(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=min(day.day, 28 if day.month == 2 else day.day))


def term_trouble(part_time: bool, begun: date | None, ends: date | None, number: int | None, day: date) -> str:
    """Why this person should not be given kindergartens on that day; "" where all is well."""
    if ends is not None and ends < day:
        return f"任期 {ends} 已满"
    if begun is not None and begun > day:
        return f"任期 {begun} 才开始"
    if part_time and begun is not None and years_later(begun, LONGEST_TERM) <= day:
        return f"兼职任期 {LONGEST_TERM} 年，{begun} 起的任期已满"
    if part_time and number is not None and number > MOST_TERMS:
        return f"兼职连续任职不超过 {MOST_TERMS} 个任期，现为第 {number} 任期"
    return ""
