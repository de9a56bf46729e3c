"""Rules of 评估专家, 幼小衔接, 典型 and 课程改革: of a roster and its duties, a school and its kindergartens."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import String, and_, cast, exists, extract, false, literal, or_, select

from ycpe_desktop.ledgers import (
    Curriculum,
    Evaluator,
    EvaluatorDuty,
    SchoolLink,
    SchoolLinkActivity,
    SchoolLinkMember,
    Showcase,
)
from ycpe_desktop.policy.alliances import lasting
from ycpe_desktop.policy.areas import Look
from ycpe_desktop.policy.between_parts import (
    GARDEN,
    by_now,
    covers_another,
    is_not_open,
    member_closed,
    named,
    of_year,
    outside_year,
    reversed_period,
    shown_day,
    without_members,
)
from ycpe_desktop.policy.clauses import PLAN
from ycpe_desktop.policy.rule import Found, Rule

EVALUATION, LINKS = f"{PLAN} 三（三）2", f"{PLAN} 三（三）3"
WHO, DUTY = Evaluator.__table__, EvaluatorDuty.__table__
LINK, LINKED, HELD = SchoolLink.__table__, SchoolLinkMember.__table__, SchoolLinkActivity.__table__
SHOWN, COURSE = Showcase.__table__, Curriculum.__table__


def _duties(*columns: Any) -> Found:
    return select(DUTY.c.uuid, WHO.c.name, *columns).join(WHO, WHO.c.uuid == DUTY.c.evaluator)


def _untrained(look: Look) -> Found:
    earlier = DUTY.alias()
    trained = exists().where(
        earlier.c.evaluator == DUTY.c.evaluator, earlier.c.kind == "training", earlier.c.held <= DUTY.c.held
    )
    return _duties(DUTY.c.held).where(DUTY.c.kind == "evaluation", ~trained)


def _own_kindergarten(look: Look) -> Found:
    return (
        _duties(GARDEN.c.name.label("kindergarten"))
        .join(GARDEN, GARDEN.c.uuid == DUTY.c.kindergarten)
        .where(WHO.c.employer == GARDEN.c.name)
    )


def _outside_appointment(look: Look) -> Found:
    outside = or_(DUTY.c.held < WHO.c.appointed, DUTY.c.held > WHO.c.appointed_until)
    return _duties(DUTY.c.held).where(DUTY.c.kind == "evaluation", outside)


def _without_kindergartens(look: Look) -> Found:
    return without_members(LINK, LINKED, LINKED.c.link, shown_day(look))


def _without(kind: str, look: Look) -> Found:
    """A pilot of the whole year that has not held an activity of that kind, once the year is nearly over."""
    over = literal(look.today >= date(look.year + 1, 7, 1))
    none = ~exists().where(HELD.c.link == LINK.c.uuid, HELD.c.year == look.year, HELD.c.kind == kind)
    return select(LINK.c.uuid, LINK.c.name).where(lasting(LINK, look.day), none, over)


def _not_ready(look: Look) -> Found:
    return _without("ready", look)


def _not_adapted(look: Look) -> Found:
    return _without("adapt", look)


def _zone_without_plan(look: Look) -> Found:
    return select(LINK.c.uuid, LINK.c.name).where(
        LINK.c.zone.in_(("county", "city", "province")), LINK.c.plan.is_(None), lasting(LINK, shown_day(look))
    )


def _not_zero(look: Look) -> Found:
    return select(LINK.c.uuid, LINK.c.name).where(LINK.c.zero_start == false(), lasting(LINK, shown_day(look)))


def _before_the_pilot(look: Look) -> Found:
    return (
        select(HELD.c.uuid, LINK.c.name, HELD.c.held, LINK.c.since)
        .join(LINK, LINK.c.uuid == HELD.c.link)
        .where(of_year(HELD, look), or_(HELD.c.held < LINK.c.since, HELD.c.held >= LINK.c.until))
    )


def _linked_twice(look: Look) -> Found:
    other = LINKED.alias()
    same = and_(other.c.kindergarten == LINKED.c.kindergarten, other.c.link == LINKED.c.link)
    return named(LINKED).join(other, covers_another(LINKED, other, same))


def _held_in_another_year(look: Look) -> Found:
    """The calendar year of a 现场会 is that of its day."""
    year = extract("year", SHOWN.c.held)
    return select(
        SHOWN.c.uuid, SHOWN.c.theme.label("name"), SHOWN.c.held, cast(SHOWN.c.calendar_year, String).label("year")
    ).where(year != SHOWN.c.calendar_year)


def _closed_model(look: Look) -> Found:
    day = shown_day(look)
    return (
        select(SHOWN.c.uuid, SHOWN.c.theme.label("name"), GARDEN.c.name.label("kindergarten"))
        .join(GARDEN, GARDEN.c.uuid == SHOWN.c.kindergarten)
        .where(SHOWN.c.calendar_year >= look.year, is_not_open(SHOWN.c.kindergarten, day))
    )


def _unapproved(look: Look) -> Found:
    return named(COURSE, COURSE.c.project).where(of_year(COURSE, look), COURSE.c.approved == false())


def _ended_without_results(look: Look) -> Found:
    ended = COURSE.c.ended < by_now(look) + timedelta(days=1)
    return named(COURSE, COURSE.c.project, COURSE.c.ended).where(
        of_year(COURSE, look), ended, COURSE.c.results.is_(None)
    )


PEOPLE: tuple[Rule, ...] = (
    Rule(
        id="evaluator_untrained",
        title="未经培训就参加评估",
        clause=EVALUATION,
        ledger=EvaluatorDuty,
        field="held",
        find=_untrained,
        sentence="{held} 参加评估之前没有培训记录",
    ),
    Rule(
        id="evaluates_own",
        title="评估专家评估自己所在的园",
        clause=EVALUATION,
        ledger=EvaluatorDuty,
        field="kindergarten",
        find=_own_kindergarten,
        sentence="工作单位就是受评的{kindergarten}，应由别人评估",
    ),
    Rule(
        id="outside_appointment",
        title="不在聘任期内参加评估",
        clause=EVALUATION,
        ledger=EvaluatorDuty,
        field="held",
        find=_outside_appointment,
        sentence="{held} 不在聘任期内",
    ),
    Rule(
        id="link_without_kindergartens",
        title="试点小学没有衔接幼儿园",
        clause=LINKS,
        ledger=SchoolLink,
        field="name",
        find=_without_kindergartens,
        sentence="没有衔接的幼儿园",
    ),
    Rule(
        id="no_readiness",
        title="试点没有入学准备活动",
        clause=LINKS,
        ledger=SchoolLink,
        field="name",
        find=_not_ready,
        sentence="本学年没有开展入学准备活动",
    ),
    Rule(
        id="no_adaptation",
        title="试点没有入学适应活动",
        clause=LINKS,
        ledger=SchoolLink,
        field="name",
        find=_not_adapted,
        sentence="本学年没有开展入学适应活动",
    ),
    Rule(
        id="zone_without_plan",
        title="实验区学校没有衔接方案",
        clause=LINKS,
        ledger=SchoolLink,
        field="plan",
        find=_zone_without_plan,
        sentence="在幼小衔接实验区，却没有衔接方案",
    ),
    Rule(
        id="not_zero_start",
        title="小学没有坚持零起点教学",
        clause="学前教育法 59",
        ledger=SchoolLink,
        field="zero_start",
        find=_not_zero,
        sentence="零起点教学填“否”，小学应按课程标准零起点教学",
    ),
    Rule(
        id="activity_outside_pilot",
        title="衔接活动不在试点期内",
        clause=LINKS,
        ledger=SchoolLinkActivity,
        field="held",
        find=_before_the_pilot,
        sentence="活动日期 {held}，试点从 {since} 起",
    ),
    Rule(
        id="linked_twice",
        title="衔接幼儿园重复",
        tier="must",
        clause=LINKS,
        ledger=SchoolLinkMember,
        field="since",
        find=_linked_twice,
        sentence="同一时间在同一所试点小学下写了两次",
    ),
    reversed_period(SchoolLinkMember, LINKS),
    member_closed(SchoolLinkMember, LINKS),
    outside_year(SchoolLinkActivity, "held", LINKS, by="link"),
    Rule(
        id="meeting_in_another_year",
        title="现场会的日期与年度不符",
        tier="must",
        clause=f"{PLAN} 三（四）2",
        ledger=Showcase,
        field="held",
        find=_held_in_another_year,
        sentence="举办日期 {held}，与年度 {year} 不符",
    ),
    Rule(
        id="model_closed",
        title="典型园已不在办",
        clause=f"{PLAN} 三（四）2",
        ledger=Showcase,
        field="kindergarten",
        find=_closed_model,
        sentence="典型园{kindergarten}已不在办",
    ),
    Rule(
        id="resources_unapproved",
        title="课程资源未经审定",
        clause="学前教育法 57",
        ledger=Curriculum,
        field="approved",
        find=_unapproved,
        sentence="“{project}”的课程资源未经审定，不得在园推行使用",
    ),
    Rule(
        id="ended_without_results",
        title="课程项目结题没有成果",
        clause=f"{PLAN} 三（四）3",
        ledger=Curriculum,
        field="results",
        find=_ended_without_results,
        sentence="“{project}”{ended} 结题，没有写成果",
    ),
    reversed_period(Curriculum, f"{PLAN} 三（四）3", since="begun", until="ended"),
)  # fmt: skip - one rule a paragraph
