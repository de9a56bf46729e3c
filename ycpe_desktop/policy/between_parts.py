"""What the rules between records share: which day they look at, names, and the faults that many ledgers can have."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, exists, func, or_, select

from ycpe_desktop.ledgers import Kindergarten, Ledger
from ycpe_desktop.policy.alliances import lasting
from ycpe_desktop.policy.areas import Look
from ycpe_desktop.policy.findings import Tier
from ycpe_desktop.policy.rule import Found, Rule
from ycpe_desktop.schoolyear import first_day, last_day, page_day
from ycpe_desktop.store.in_year import in_force

GARDEN = Kindergarten.__table__
STATUS = Kindergarten.status.table


def by_now(look: Look) -> date:
    """The day up to which something can be overdue: today, for a past year its last day."""
    return min(look.today, last_day(look.year) + timedelta(days=1))


def shown_day(look: Look) -> date:
    """The day whose members and leads are looked at: that of the year's pages."""
    return page_day(look.year, look.today)


def of_year(table: Table, look: Look) -> ColumnElement[bool]:
    return table.c.year == look.year


def named(table: Table, *columns: Any, by: str = "kindergarten") -> Found:
    """(uuid, name of its kindergarten, columns…)."""
    return select(table.c.uuid, GARDEN.c.name, *columns).join(GARDEN, GARDEN.c.uuid == table.c[by])


def is_open(key: Any, day: date) -> ColumnElement[bool]:
    """Whether the kindergarten of that key is 在办 on the day."""
    return exists().where(STATUS.c.owner == key, STATUS.c.value == "open", in_force(Kindergarten.status, day))


def is_not_open(key: Any, day: date) -> ColumnElement[bool]:
    """Known to be something else; a kindergarten without a state is another rule's matter."""
    return exists().where(STATUS.c.owner == key, STATUS.c.value != "open", in_force(Kindergarten.status, day))


def outside_year(ledger: type[Ledger], day: str, clause: str, by: str = "kindergarten") -> Rule:
    """必须改: its date lies in another school year than the row's, and figures are counted by year."""
    table = ledger.__table__

    def find(look: Look) -> Found:
        outside = ~table.c[day].between(first_day(look.year), last_day(look.year))
        return _with_name(ledger, by, table.c[day].label("day")).where(of_year(table, look), outside)

    name = ledger.__tablename__
    return Rule(
        id=f"{name}_outside_year",
        title=f"{ledger.TITLE}的日期不在本学年",
        tier="must",
        clause=clause,
        ledger=ledger,
        field=day,
        find=find,
        sentence="日期 {day} 不在本学年（9 月 1 日至次年 8 月 31 日）",
    )  # fmt: skip - as the other declarations


def reversed_period(
    ledger: type[Ledger],
    clause: str,
    by: str = "kindergarten",
    tier: Tier = "must",
    since: str = "since",
    until: str = "until",
) -> Rule:  # fmt: skip - short
    """必须改: it ends before it begins."""
    table = ledger.__table__

    def find(look: Look) -> Found:
        columns = table.c[since].label("since"), table.c[until].label("until")
        return _with_name(ledger, by, *columns).where(table.c[until] < table.c[since])

    name = ledger.__tablename__
    return Rule(
        id=f"{name}_reversed",
        title=f"{ledger.TITLE}的止日早于起日",
        tier=tier,
        clause=clause,
        ledger=ledger,
        field=until,
        find=find,
        sentence="起日 {since}，止日 {until}，止日早于起日",
    )  # fmt: skip - as the other declarations


def member_closed(ledger: type[Ledger], clause: str) -> Rule:
    """A member that is no longer 在办 on the day of the pages."""
    table = ledger.__table__

    def find(look: Look) -> Found:
        day = shown_day(look)
        return named(table).where(lasting(table, day), is_not_open(table.c.kindergarten, day))

    name = ledger.__tablename__
    return Rule(
        id=f"{name}_closed",
        title=f"{ledger.TITLE}里有不在办的园",
        clause=clause,
        ledger=ledger,
        field="until",
        find=find,
        sentence="这所园已不在办，还是成员，请写上退出日期",
    )  # fmt: skip - as the other declarations


def without_members(table: Table, members: Table, of: Any, day: date) -> Found:
    """Those that last on the day and have nobody in them; ``of``: the members' column that names them."""
    none = ~exists().where(of == table.c.uuid, lasting(members, day))
    return select(table.c.uuid, table.c.name).where(lasting(table, day), none)


def count_of(table: Table, *conditions: Any) -> Any:
    return select(func.count()).select_from(table).where(*conditions).scalar_subquery()


def _with_name(ledger: type[Ledger], by: str, *columns: Any) -> Found:
    table = ledger.__table__
    if by == "kindergarten":
        return named(table, *columns)
    if by == "theme":
        return select(table.c.uuid, table.c.theme.label("name"), *columns)
    other = table.metadata.tables[{"area": "research_area", "link": "school_link"}[by]]
    return select(table.c.uuid, other.c.name, *columns).join(other, other.c.uuid == table.c[by])


def covers_another(table: Table, other: Any, *same: ColumnElement[bool]) -> ColumnElement[bool]:
    """Two periods of rows that are the same otherwise share a day; the later one is told."""
    later = or_(other.c.since < table.c.since, and_(other.c.since == table.c.since, other.c.uuid < table.c.uuid))
    shares = or_(other.c.until.is_(None), other.c.until > table.c.since)
    nonempty = or_(table.c.until.is_(None), table.c.until > other.c.since)
    return and_(later, shares, nonempty, *same)
