"""Days that are whole years or months away."""

from calendar import monthrange
from datetime import date


def years_later(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes the 28th."""
    return day.replace(year=day.year + years, day=min(day.day, monthrange(day.year + years, day.month)[1]))


def years_before(day: date, years: int) -> date:
    return years_later(day, -years)


def last_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
