"""What is due or overdue on a day, from one list of sources; the page 今日待办 shows it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from ycpe_desktop.policy import due_oversight, due_projects
from ycpe_desktop.policy.days import last_of_month
from ycpe_desktop.policy.due_kind import WHEN_WORDS, Asked, Due, Source, When
from ycpe_desktop.policy.thresholds import own_targets
from ycpe_desktop.store import Store

SOURCES: tuple[Source, ...] = (
    due_projects.milestones,
    due_projects.compounds,
    due_projects.recognitions,
    due_projects.upgrades,
    due_projects.inspections,
    due_projects.evaluations,
    due_oversight.payments,
    due_oversight.licences,
    due_oversight.audits,
    due_oversight.fees,
    due_oversight.unlicensed,
    due_oversight.health_checks,
)
"""Each gives what is due by ``Asked.until``; a further one is a further line."""


def due(store: Store, day: date, until: date | None = None) -> list[Due]:
    """Everything that is due by ``until`` (the end of the month or of the week), the longest overdue first."""
    with store.reading() as connection:
        asked = Asked(connection, day, until or _end_of_page(day), own_targets(store))
        found = [each for source in SOURCES for each in source(asked)]
    return sorted(found, key=lambda each: (each.by, each.source, each.whom))


def _end_of_page(day: date) -> date:
    """The end of the month, or of the week where it goes on into the next month."""
    return max(last_of_month(day.year, day.month), day + timedelta(days=6 - day.weekday()))


def counts(found: Sequence[Due], day: date) -> dict[When, int]:
    """How many lines each column of the page has."""
    told = Counter(each.when(day) for each in found)
    return {when: told[when] for when in WHEN_WORDS}
