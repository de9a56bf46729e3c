"""What the window remembers of the last time it was open: which page, on which day, and since when."""

from datetime import date, datetime

from PySide6.QtCore import QSettings

PAGE, DAY, STARTED, BEFORE = "window/page", "window/day", "window/started", "window/started_before"
MORNING_PAGE = "today"


def note_start(settings: QSettings, now: datetime) -> None:
    """The window is being opened; the time of the opening before this one is kept beside it."""
    settings.setValue(BEFORE, settings.value(STARTED) or "")
    settings.setValue(STARTED, now.isoformat(timespec="seconds"))


def opened_before(settings: QSettings) -> str:
    """When the window was opened the time before this one, ISO local time; "" where it never was."""
    return str(settings.value(BEFORE) or "")


def note_end(settings: QSettings, page: str, day: date) -> None:
    """The window is being closed at that page."""
    settings.setValue(PAGE, page)
    settings.setValue(DAY, day.isoformat())


def first_page(settings: QSettings, day: date) -> str:
    """今日待办 at the first start of a day, later on the page that was left; "" where nothing is known.

    So a new office begins with its empty registry, where the first step is, and who comes back after lunch goes on
    where he was.
    """
    left = str(settings.value(PAGE) or "")
    return MORNING_PAGE if left and settings.value(DAY) != day.isoformat() else left
