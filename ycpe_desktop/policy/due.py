"""What is due or overdue on a day, from one list of sources; the page 今日待办 shows it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ycpe_desktop.name_order import order_key
from ycpe_desktop.policy import due_office, due_oversight, due_people, due_projects, due_supervision, due_work
from ycpe_desktop.policy.days import last_of_month
from ycpe_desktop.policy.due_kind import NAMED_AT_MOST, WHEN_WORDS, Asked, Due, Source, When
from ycpe_desktop.policy.findings import Finding
from ycpe_desktop.policy.thresholds import own_targets
from ycpe_desktop.store import Store

SOURCES: tuple[Source, ...] = (
    due_projects.milestones,
    due_projects.compounds,
    due_projects.recognitions,
    due_projects.upgrades,
    due_projects.inspections,
    due_projects.evaluations,
    due_projects.unevaluated,
    due_oversight.payments,
    due_oversight.licences,
    due_oversight.audits,
    due_oversight.fees,
    due_oversight.unlicensed,
    due_supervision.uncovered,
    due_supervision.terms,
    due_supervision.plaques,
    due_supervision.visits,
    due_supervision.rectifications,
    due_supervision.conduct_evaluations,
    due_people.health_checks,
    due_people.record_checks,
    due_people.trainings,
    due_work.hazards,
    due_work.incidents,
    due_work.research,
    due_work.tasks,
    due_office.faults,
    due_office.report,
    due_office.backups,
)
"""Each gives what is due by ``Asked.until``; a further one is a further line."""


def due(store: Store, day: date, until: date | None = None, *, findings: Sequence[Finding] | None = None) -> list[Due]:
    """Everything that is due by ``until`` (the end of the month or of the week), the longest overdue first.

    ``findings``: what ``check`` says of the day's school year, where that is at hand.
    """
    with store.reading() as connection:
        asked = Asked(store, connection, day, until or _end_of_page(day), own_targets(store), findings)
        found = [each for source in SOURCES for each in source(asked)]
    return sorted(found, key=lambda each: (each.by, each.source, order_key(each.whom)))


def _end_of_page(day: date) -> date:
    """The end of the month, or of the week where it goes on into the next month."""
    return max(last_of_month(day.year, day.month), day + timedelta(days=6 - day.weekday()))


@dataclass(frozen=True)
class Matter:
    """Lines with the same task in the same column of the page: there one line, the most urgent first."""

    when: When
    dues: tuple[Due, ...]

    @property
    def first(self) -> Due:
        return self.dues[0]

    @property
    def whom(self) -> str:
        if len(self.dues) == 1:
            return self.first.whom
        named = "、".join(each.whom for each in self.dues[:NAMED_AT_MOST])
        return f"{named}等 {len(self.dues)} 条" if len(self.dues) > NAMED_AT_MOST else named


def matters(found: Sequence[Due], day: date) -> dict[When, list[Matter]]:
    """The columns of the page on that day, each in the order of ``found``."""
    same: dict[tuple[When, str, str], list[Due]] = {}
    for each in found:
        same.setdefault((each.when(day), each.source, each.what), []).append(each)
    columns: dict[When, list[Matter]] = {when: [] for when in WHEN_WORDS}
    for (when, *_), dues in same.items():
        columns[when].append(Matter(when, tuple(dues)))
    return columns


def counts(found: Sequence[Due], day: date) -> dict[When, int]:
    """How many there are in each column of the page, those of a matter one by one."""
    told = Counter(each.when(day) for each in found)
    return {when: told[when] for when in WHEN_WORDS}


def pressing(found: Sequence[Due], day: date) -> int:
    """How many matters are overdue or due this week: the count at the navigation."""
    columns = matters(found, day)
    return len(columns["overdue"]) + len(columns["week"])
