"""Rules of 教研片区 and 办园共同体: between members, leads, activities, 四个独立, the registry and the year before."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import and_, exists, false, literal, select, true

from ycpe_desktop.ledgers import (
    Alliance,
    AllianceMember,
    FourIndependents,
    Kindergarten,
    ResearchActivity,
    ResearchArea,
    ResearchMember,
)
from ycpe_desktop.ledgers.alliance import SAME_LEGAL_KINDS
from ycpe_desktop.policy.alliances import lasting
from ycpe_desktop.policy.areas import Look
from ycpe_desktop.policy.between_parts import (
    GARDEN,
    count_of,
    covers_another,
    is_open,
    member_closed,
    named,
    of_year,
    outside_year,
    reversed_period,
    shown_day,
    without_members,
)
from ycpe_desktop.policy.clauses import PLAN
from ycpe_desktop.policy.research import missed_months
from ycpe_desktop.policy.rule import Found, Rule
from ycpe_desktop.policy.thresholds import number

RESEARCH, MODES = "运政办发〔2021〕44号 三（四）1", "运政办发〔2021〕44号 三（五）"
AREA, MEMBER, ACTIVITY = ResearchArea.__table__, ResearchMember.__table__, ResearchActivity.__table__
ALLIANCE, ALLIED = Alliance.__table__, AllianceMember.__table__
NATURE = Kindergarten.nature.table


def _in_two_areas(look: Look) -> Found:
    other, area = MEMBER.alias(), AREA.alias()
    twice = covers_another(MEMBER, other, other.c.kindergarten == MEMBER.c.kindergarten)
    return named(MEMBER, area.c.name.label("other")).join(other, twice).join(area, area.c.uuid == other.c.area)


def _in_no_area(look: Look) -> Found:
    """Only where the county has areas at all: an empty ledger is the indicator's matter."""
    day = shown_day(look)
    belongs = exists().where(MEMBER.c.kindergarten == GARDEN.c.uuid, lasting(MEMBER, day))
    there = is_open(GARDEN.c.uuid, day)
    return select(GARDEN.c.uuid, GARDEN.c.name).where(exists().where(AREA.c.uuid.is_not(None)), there, ~belongs)


def _lead_outside(look: Look) -> Found:
    day = shown_day(look)
    belongs = exists().where(MEMBER.c.area == AREA.c.uuid, MEMBER.c.kindergarten == AREA.c.lead, lasting(MEMBER, day))
    lead = GARDEN.c.name.label("lead")
    return (
        select(AREA.c.uuid, AREA.c.name, lead)
        .join(GARDEN, GARDEN.c.uuid == AREA.c.lead)
        .where(lasting(AREA, day), ~belongs)
    )


def _months_missed(look: Look) -> Iterator[dict[str, str]]:
    names = dict(look.connection.execute(select(AREA.c.uuid, AREA.c.name)).tuples().all())
    for uuid, months in missed_months(look).items():
        yield {"uuid": uuid, "name": names[uuid], "months": "、".join(f"{month} 月" for _, month in months)}


def _more_than_members(look: Look) -> Found:
    members = count_of(MEMBER, MEMBER.c.area == ACTIVITY.c.area, lasting(MEMBER, shown_day(look)))
    return (
        select(ACTIVITY.c.uuid, AREA.c.name, ACTIVITY.c.held, ACTIVITY.c.kindergartens, members.label("members"))
        .join(AREA, AREA.c.uuid == ACTIVITY.c.area)
        .where(of_year(ACTIVITY, look), ACTIVITY.c.kindergartens > members)
    )


def _fewer_than_last_year(look: Look) -> Found:
    """Compared over a year that is over: one in progress has had fewer activities by nature."""
    share = number("jump_share", look.year, look.own)
    now = count_of(ACTIVITY, ACTIVITY.c.area == AREA.c.uuid, ACTIVITY.c.year == look.year)
    before = count_of(ACTIVITY, ACTIVITY.c.area == AREA.c.uuid, ACTIVITY.c.year == look.year - 1)
    over = look.today >= date(look.year + 1, 7, 1)
    less = and_(literal(over), now * 100 < before * int(100 - share))
    return select(AREA.c.uuid, AREA.c.name, now.label("now"), before.label("before")).where(less)


def _in_two_alliances(look: Look) -> Found:
    other, mine, theirs = ALLIED.alias(), ALLIANCE.alias(), ALLIANCE.alias()
    twice = covers_another(ALLIED, other, other.c.kindergarten == ALLIED.c.kindergarten)
    return (
        named(ALLIED, theirs.c.name.label("other"))
        .join(other, twice)
        .join(mine, mine.c.uuid == ALLIED.c.alliance)
        .join(theirs, theirs.c.uuid == other.c.alliance)
        .where(mine.c.kind == theirs.c.kind)
    )


def _members(*columns: Any) -> Found:
    """Members of 共同体, each with its alliance beside it."""
    wanted = named(ALLIED, ALLIANCE.c.name.label("alliance"), *columns)
    return wanted.join(ALLIANCE, ALLIANCE.c.uuid == ALLIED.c.alliance)


def _lead_is_member(look: Look) -> Found:
    return _members().where(ALLIANCE.c.lead == ALLIED.c.kindergarten)


def _branch_with_own_legal(look: Look) -> Found:
    return _members().where(ALLIANCE.c.kind == "branch", ALLIED.c.same_legal == false())


def _unity_without_same_legal(look: Look) -> Found:
    """法人一体 judged 已达到, and a member of the day is said to be another legal person."""
    apart = count_of(
        ALLIED, ALLIED.c.alliance == ALLIANCE.c.uuid, ALLIED.c.same_legal == false(), lasting(ALLIED, shown_day(look))
    )
    return select(ALLIANCE.c.uuid, ALLIANCE.c.name, apart.label("members")).where(
        ALLIANCE.c.kind == "integrated", ALLIANCE.c.legal_unity == "met", apart > 0
    )


def _integrated_town(look: Look) -> Found:
    """优质园与农村园捆绑: a member that is known to be no 农村园."""
    there = lasting(ALLIED, shown_day(look))
    return _members().where(ALLIANCE.c.kind == "integrated", there, GARDEN.c.rural == false())


def _without_members(look: Look) -> Found:
    return without_members(ALLIANCE, ALLIED, ALLIED.c.alliance, shown_day(look))


def _for_profit(look: Look) -> Found:
    """公办幼儿园不得举办或者参与举办营利性民办幼儿园: one of them stands beside a public lead."""
    member, lead = NATURE.alias(), NATURE.alias()
    day = shown_day(look)
    return (
        _members()
        .join(member, and_(member.c.owner == ALLIED.c.kindergarten, lasting(member, day)))
        .join(lead, and_(lead.c.owner == ALLIANCE.c.lead, lasting(lead, day)))
        .where(
            member.c.value == "forprofit", lead.c.value == "public", ALLIANCE.c.kind.in_(SAME_LEGAL_KINDS),
            lasting(ALLIED, day),
        )
    )  # fmt: skip


def _judged_though_same(look: Look) -> Found:
    """独立法人 已达到 in 四个独立 of a kindergarten that is one legal person with its lead."""
    four = FourIndependents.__table__
    return (
        select(four.c.uuid, GARDEN.c.name, ALLIANCE.c.name.label("alliance"))
        .join(GARDEN, GARDEN.c.uuid == four.c.kindergarten)
        .join(ALLIED, and_(ALLIED.c.kindergarten == GARDEN.c.uuid, ALLIED.c.same_legal == true()))
        .join(ALLIANCE, ALLIANCE.c.uuid == ALLIED.c.alliance)
        .where(
            of_year(four, look), four.c.legal_state == "met", ALLIANCE.c.kind.in_(SAME_LEGAL_KINDS),
            lasting(ALLIED, look.day), lasting(ALLIANCE, look.day),
        )
    )  # fmt: skip


def _codes_apart(look: Look) -> Found:
    """Said to be one legal person, and each bears a credit code of its own."""
    lead = GARDEN.alias()
    return (
        _members(lead.c.name.label("lead"))
        .join(lead, lead.c.uuid == ALLIANCE.c.lead)
        .where(
            ALLIED.c.same_legal == true(), lasting(ALLIED, shown_day(look)), GARDEN.c.credit_code != lead.c.credit_code
        )
    )  # fmt: skip


NETWORK: tuple[Rule, ...] = (
    Rule(
        id="two_areas",
        title="一所园同时在两个教研片区",
        tier="must",
        clause=RESEARCH,
        ledger=ResearchMember,
        field="since",
        find=_in_two_areas,
        sentence="同一时间还在“{other}”，每所园只在一个片区",
    ),
    reversed_period(ResearchMember, RESEARCH),
    Rule(
        id="no_area",
        title="在办园不在任何教研片区",
        clause=RESEARCH,
        ledger=Kindergarten,
        field="name",
        find=_in_no_area,
        sentence="在办，但不在任何教研片区；片区要覆盖城乡各类幼儿园",
    ),
    Rule(
        id="lead_outside_area",
        title="片区牵头园不是片区成员",
        clause=RESEARCH,
        ledger=ResearchArea,
        field="lead",
        find=_lead_outside,
        sentence="牵头园{lead}不在本片区的成员里",
    ),
    Rule(
        id="months_without_research",
        title="片区有的月份没有教研",
        clause=RESEARCH,
        ledger=ResearchArea,
        field="name",
        find=_months_missed,
        sentence="{months}没有开展片区教研，应一月一次",
    ),
    Rule(
        id="more_than_members",
        title="教研参加园数多于片区成员",
        clause=RESEARCH,
        ledger=ResearchActivity,
        field="kindergartens",
        find=_more_than_members,
        sentence="{held} 的教研填了 {kindergartens} 所园参加，片区只有 {members} 所",
    ),
    Rule(
        id="fewer_than_last_year",
        title="片区教研次数比上年明显减少",
        clause=RESEARCH,
        ledger=ResearchArea,
        field="name",
        find=_fewer_than_last_year,
        sentence="本学年教研 {now} 次，上学年 {before} 次",
    ),
    outside_year(ResearchActivity, "held", RESEARCH, by="area"),
    member_closed(ResearchMember, RESEARCH),
    Rule(
        id="two_alliances",
        title="一所园同时在两个同类共同体",
        clause=MODES,
        ledger=AllianceMember,
        field="since",
        find=_in_two_alliances,
        sentence="同一时间还在“{other}”",
    ),
    reversed_period(AllianceMember, MODES),
    Rule(
        id="lead_is_member",
        title="牵头园又写成成员",
        tier="must",
        clause=MODES,
        ledger=AllianceMember,
        field="kindergarten",
        find=_lead_is_member,
        sentence="是“{alliance}”的牵头园，不要再写成成员",
    ),
    Rule(
        id="branch_not_same_legal",
        title="分园与优质园不是同一法人",
        tier="must",
        clause=f"{MODES}3",
        ledger=AllianceMember,
        field="same_legal",
        find=_branch_with_own_legal,
        sentence="“{alliance}”是优质园办分园，双方应实行同一法人的一体化管理，现填不是同一法人",
    ),
    Rule(
        id="unity_and_members",
        title="法人一体与成员的法人不一致",
        tier="must",
        clause=f"{MODES}1",
        ledger=Alliance,
        field="legal_unity",
        find=_unity_without_same_legal,
        sentence="法人一体判为已达到，却有 {members} 所成员园填的不是同一法人",
    ),
    Rule(
        id="integrated_town",
        title="城乡一体化的成员不是农村园",
        clause=f"{MODES}1",
        ledger=AllianceMember,
        field="kindergarten",
        find=_integrated_town,
        sentence="城乡一体化由优质园与农村园捆绑，这所园不是农村园",
    ),
    Rule(
        id="alliance_without_members",
        title="共同体没有成员",
        clause=MODES,
        ledger=Alliance,
        field="name",
        find=_without_members,
        sentence="只有牵头园，没有成员园",
    ),
    Rule(
        id="alliance_for_profit",
        title="公办园与营利性园同一法人办园",
        tier="must",
        clause="学前教育法 34",
        ledger=AllianceMember,
        field="kindergarten",
        find=_for_profit,
        sentence="营利性民办园，牵头园是公办；公办园不得举办或参与举办营利性民办园（“{alliance}”）",
    ),
    Rule(
        id="judged_though_same_legal",
        title="同一法人的园又判为独立法人",
        clause=f"{MODES}1；{PLAN} 三（一）2",
        ledger=FourIndependents,
        field="legal_state",
        find=_judged_though_same,
        sentence="独立法人判为已达到，但在“{alliance}”里填了与牵头园同一法人",
    ),
    Rule(
        id="codes_apart",
        title="同一法人的两所园信用代码不同",
        clause=f"{MODES}1、三（五）3",
        ledger=AllianceMember,
        field="same_legal",
        find=_codes_apart,
        sentence="填了与{lead}同一法人，两所园的统一社会信用代码却不同",
    ),
    member_closed(AllianceMember, MODES),
)  # fmt: skip - one rule a paragraph
