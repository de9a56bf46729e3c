"""What an alliance means for its kindergartens: who stands in one on a day, and who is one legal person with its lead.

城乡一体化 and 分园 make the member and the lead one legal person. Such a member needs no 独立法人, 独立账户 and
独立管理 of its own, and both may bear the same 统一社会信用代码.
"""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, or_, select, true

from ycpe_desktop.ledgers import Alliance, AllianceMember, Kindergarten
from ycpe_desktop.ledgers.alliance import KINDS, SAME_LEGAL_KINDS

EXEMPT = ("legal", "account", "management")
"""Those of 四个独立 that a member with the same 法人 cannot have of its own."""


def lasting(table: Any, day: date) -> ColumnElement[bool]:
    """The condition that a row with ``since`` and ``until`` covers the day; without a beginning it always did."""
    begun = or_(table.c.since.is_(None), table.c.since <= day) if table.c.since.nullable else table.c.since <= day
    return and_(begun, or_(table.c.until.is_(None), table.c.until > day))


def allied(kindergarten: Any, day: date) -> ColumnElement[bool]:
    """Whether the kindergarten leads an alliance or is a member of one that has not ended."""
    alliance, member = Alliance.__table__, AllianceMember.__table__
    leads = exists().where(alliance.c.lead == kindergarten.c.uuid, lasting(alliance, day))
    belongs = exists().where(
        member.c.kindergarten == kindergarten.c.uuid, lasting(member, day),
        alliance.c.uuid == member.c.alliance, lasting(alliance, day),
    )  # fmt: skip
    return or_(leads, belongs)


def exempt_from_own_code(day: date) -> Select[Any]:
    """The kindergartens that may bear the credit code of another: such members and their leads."""
    pairs = _pairs(day).subquery()
    return select(pairs.c.kindergarten).union_all(select(pairs.c.lead))  # type: ignore[return-value]  # used in IN alone


def without_own_legal(day: date) -> Select[Any]:
    """The members that are one legal person with their lead."""
    return select(_pairs(day).subquery().c.kindergarten)


def same_legal(connection: Connection, day: date) -> dict[str, str]:
    """Member → why it has no legal person of its own: the reason of 不适用."""
    garden = Kindergarten.__table__
    pairs = _pairs(day).subquery()
    wanted = select(pairs.c.kindergarten, pairs.c.kind, pairs.c.name, garden.c.name.label("lead")).join(
        garden, garden.c.uuid == pairs.c.lead
    )
    words = dict(KINDS)
    return {uuid: f"{words[kind]}“{name}”，与{lead}同一法人" for uuid, kind, name, lead in connection.execute(wanted)}


def _pairs(day: date) -> Select[Any]:
    """(member, lead, kind, name of the alliance) of members that are one legal person with the lead on the day."""
    alliance, member = Alliance.__table__, AllianceMember.__table__
    return (
        select(member.c.kindergarten, alliance.c.lead, alliance.c.kind, alliance.c.name)
        .join(alliance, alliance.c.uuid == member.c.alliance)
        .where(
            alliance.c.kind.in_(SAME_LEGAL_KINDS), member.c.same_legal == true(),
            lasting(member, day), lasting(alliance, day),
        )
    )  # fmt: skip
