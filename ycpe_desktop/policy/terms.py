"""The term of a 责任督学: who may be given kindergartens on a day (教育督导条例 6)."""

from dataclasses import dataclass
from datetime import date, timedelta

from ycpe_desktop.policy.days import years_later
from ycpe_desktop.policy.thresholds import number, own_targets
from ycpe_desktop.schoolyear import year_of
from ycpe_desktop.store import Store

CLAUSE = "教育督导条例 6"
SOON = timedelta(days=90)
"""Our own: time enough to renew a term or to look for somebody else."""


@dataclass(frozen=True)
class Terms:
    """``years`` of a part-time supervisor's term and how many in a row, at ``most``. Full-time ones have none."""

    years: int
    most: int


def terms_in_force(store: Store, day: date) -> Terms:
    year, own = year_of(day), own_targets(store)
    return Terms(int(number("term_years", year, own)), int(number("terms_most", year, own)))


def term_end(terms: Terms, part_time: bool, begun: date | None, ends: date | None) -> date | None:
    """The day that was written down, or the longest term of a 兼职督学, whichever comes first."""
    longest = years_later(begun, terms.years) if part_time and begun else None
    return min((day for day in (ends, longest) if day is not None), default=None)


def term_ending(terms: Terms, part_time: bool, begun: date | None, ends: date | None, day: date) -> str:
    """That the term will be over soon, so that whoever is given kindergartens will not have them long; "" where not."""
    end = term_end(terms, part_time, begun, ends)
    return f"任期 {end} 将满" if end is not None and day <= end <= day + SOON else ""


def term_trouble(
    terms: Terms, part_time: bool, begun: date | None, ends: date | None, place: int | None, day: date
) -> str:
    """Why this person should not be given kindergartens on that day; "" where all is well."""
    if ends is not None and ends < day:
        return f"任期 {ends} 已满"
    if begun is not None and begun > day:
        return f"任期 {begun} 才开始"
    if part_time and begun is not None and years_later(begun, terms.years) <= day:
        return f"兼职任期 {terms.years} 年，{begun} 起的任期已满"
    if part_time and place is not None and place > terms.most:
        return f"兼职连续任职不超过 {terms.most} 个任期，现为第 {place} 任期"
    return ""
