"""办园行为督导评估: which cycle a day lies in, who has been evaluated in it, and who is still due (教督〔2017〕7号)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from ycpe_desktop.ledgers import ConductEvaluation, Kindergarten
from ycpe_desktop.policy.supervision import Garden
from ycpe_desktop.policy.supervision import garden as garden_of
from ycpe_desktop.policy.thresholds import Own, number, own_targets
from ycpe_desktop.policy.visit_settings import cycles_from
from ycpe_desktop.schoolyear import year_of
from ycpe_desktop.store import Store
from ycpe_desktop.store.in_year import in_force
from ycpe_desktop.store.listing import table_of
from ycpe_desktop.store.spoken import by_name


@dataclass(frozen=True)
class Evaluated:
    """A kindergarten in operation and its last evaluation; None where it never had one."""

    garden: Garden
    last: date | None


@dataclass(frozen=True)
class Cycle:
    """``first`` … ``last``: its days; the kindergartens of the day by township and name, those never evaluated and
    those evaluated longest ago first."""

    first: date
    last: date
    due: tuple[Evaluated, ...]
    done: tuple[Evaluated, ...]


def cycle_days(store: Store, day: date, own: Own) -> tuple[date, date]:
    """First and last day of the cycle that the day lies in; cycles are calendar years."""
    length = max(1, int(number("evaluation_cycle", year_of(day), own)))
    first = day.year - (day.year - cycles_from(store)) % length
    return date(first, 1, 1), date(first + length - 1, 12, 31)


def cycle(store: Store, day: date) -> Cycle:
    first, last = cycle_days(store, day, own_targets(store))
    with store.reading() as connection:
        every = _evaluated(store, connection, day)
    due = sorted((one for one in every if one.last is None or one.last < first), key=lambda one: one.last or date.min)
    return Cycle(first, last, tuple(due), tuple(one for one in every if one.last is not None and one.last >= first))


def _evaluated(store: Store, connection: Connection, day: date) -> list[Evaluated]:
    garden, status = table_of(Kindergarten), Kindergarten.status
    done = table_of(ConductEvaluation)
    newest = select(done.c.kindergarten, func.max(done.c.evaluated).label("last")).where(done.c.evaluated <= day)
    latest = newest.group_by(done.c.kindergarten).subquery()
    wanted = (
        select(garden.c.uuid, garden.c.name, garden.c.township, latest.c.last)
        .join(status.table, status.table.c.owner == garden.c.uuid)
        .outerjoin(latest, latest.c.kindergarten == garden.c.uuid)
        .where(in_force(status, day), status.table.c.value == "open")
        .order_by(garden.c.township.is_(None), garden.c.township, by_name(garden), garden.c.uuid)
    )
    return [Evaluated(garden_of(store, *told), last) for *told, last in connection.execute(wanted)]
