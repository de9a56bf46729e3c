"""Mistakes in the ledgers of 三大工程, 三个保障, 三项机制, 三个活动, 三类模式 and 工作要求."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from ycpe_desktop.demo.mistakes import County, Mistake, Row
from ycpe_desktop.ledgers import (
    Alliance,
    AllianceMember,
    AuditReport,
    BuildMilestone,
    CompoundSite,
    CompoundStep,
    Curriculum,
    Evaluator,
    EvaluatorDuty,
    FundPayment,
    Incident,
    InclusiveRecognition,
    LicenceEvent,
    PublicBuild,
    Publicity,
    ResearchActivity,
    ResearchArea,
    ResearchMember,
    RuralUpgrade,
    SafetyCheck,
    SchoolLink,
    SchoolLinkActivity,
    SchoolLinkMember,
    Showcase,
    Task,
    Teacher,
    Training,
    UnlicensedSite,
)

DAY = timedelta(days=1)
Among = Callable[[County, Row], Any]


def _every(it: County, row: Row) -> bool:
    return True


def _with(**values: Any) -> Among:
    """Records with these values; a value that is a function is asked."""
    return lambda it, row: all(
        value(row[name]) if callable(value) else row[name] == value for name, value in values.items()
    )


def _last_year(it: County, row: Row) -> bool:
    return bool(row["year"] == it.year - 1)


def _garden(nature: str, **values: Any) -> Callable[[County, Row], Row]:
    """The same for a kindergarten of that nature."""
    return lambda it, row: {"kindergarten": it.garden(lambda each: each.own and each.nature == nature), **values}


def _closed(it: County, row: Row) -> Row:
    return {"kindergarten": it.closed}


def _before(row: Row) -> Row:
    """It ends before it begins."""
    return {"until": row["since"] - 30 * DAY}


def _built(it: County, row: Row) -> bool:
    return row["step"] == "accepted" and row["done"] is not None


def _without_problem(it: County, row: Row) -> bool:
    return it.record(CompoundSite, row["site"]).get("problem", "") is None


def _in_force(it: County, row: Row) -> bool:
    return bool(row["since"] <= date(it.year, 9, 1) <= row["valid_until"])


def _opened(it: County, row: Row) -> bool:
    return row["outcome"] in ("public", "inclusive") and row["kindergarten"] is not None


def _unmarked(it: County, row: Row) -> Row:
    garden = it.garden(lambda each: each.own and each.nature == row["outcome"] and not each.row["compound"])
    return {"kindergarten": garden}


def _merged(it: County, row: Row) -> Row:
    centre = it.garden(lambda each: each.own and each.row["township_centre"])
    return {"way": "merge", "target": centre, "children": 20, "children_placed": 20, "placing": "随园并入"}


UNSUPPORTED: Row = {f"support_{way}": False for way in ("service", "award", "rent", "teachers", "pairing", "research")}

PROJECTS = (
    Mistake("build_disordered", BuildMilestone, _built, lambda it, row: {"done": row["done"] - 300 * DAY}),
    Mistake("build_not_public", PublicBuild, _every, _garden("inclusive")),
    Mistake("build_over_budget", PublicBuild, _every,
            lambda it, row: {"invested": row["invested_planned"] * Decimal("1.2")}),
    Mistake("recognised_for_profit", InclusiveRecognition, _in_force, _garden("forprofit"), added=True),
    Mistake("recognised_not_inclusive", InclusiveRecognition, _in_force, _garden("nonprofit"), added=True),
    Mistake("recognition_unsupported", InclusiveRecognition, _in_force, lambda it, row: UNSUPPORTED),
    Mistake("compound_out_of_step", CompoundStep, _without_problem,
            lambda it, row: {"finding": "out_of_step", "done": None}),
    Mistake("compound_closed_early", CompoundSite, _with(handed_over=None, completed=bool),
            lambda it, row: {"closed": date(it.year, 8, 20)}),
    Mistake("compound_nature", CompoundSite, _opened,
            lambda it, row: {"outcome": "inclusive" if row["outcome"] == "public" else "public"}),
    Mistake("compound_unmarked", CompoundSite, _opened, _unmarked),
    Mistake("compound_misused", CompoundSite, _opened,
            lambda it, row: {"outcome": "misused", "kindergarten": None, "problem": "using", "remedy": "convert",
                             "problem_told": "移交后挪作他用", "remedy_by": date(it.year + 1, 6, 30)}),
    Mistake("upgrade_still_open", RuralUpgrade, _with(way="improve", finished=bool), _merged),
    Mistake("upgrade_target", RuralUpgrade, _with(way="improve"),
            lambda it, row: {"way": "joint", "target": row["kindergarten"]}),
    Mistake("upgrade_not_rural", RuralUpgrade, _with(way="improve"),
            lambda it, row: {"kindergarten": it.garden(lambda each: each.own and not each.row["rural"])}, added=True),
)  # fmt: skip


def _more_than_there_are(it: County, row: Row) -> Row:
    return {"children": it.gardens[row["kindergarten"]].children(it.year) + 15}


def _once_more(it: County, row: Row) -> Row:
    """The holder of a closed site began again, and was closed again."""
    return {"name": "小天才看护点", "found": date(it.year, 6, 10), "disposed": date(it.year, 6, 20),
            "barred_until": date(it.year + 5, 6, 20)}  # fmt: skip


def _paid(kind: str) -> Among:
    return lambda it, row: row["kind"] == kind and row["calendar_year"] == it.year - 1


def _the_same_person(it: County, row: Row) -> Row:
    other = it.row(Teacher, lambda other: other["kindergarten"] != row["kindergarten"], post="teacher")
    return {name: other.get(name, "") for name in ("name", "gender", "birth_year")}


GUARANTEES = (
    Mistake("fund_wrong_kind", FundPayment, _paid("public_fund"), _garden("nonprofit"), added=True),
    Mistake("inclusive_fund_low", FundPayment, _paid("inclusive_fund"),
            lambda it, row: {"per_child": Decimal(500), "paid": Decimal(500 * row["children"])}),
    Mistake("fund_children", FundPayment, lambda it, row: row["calendar_year"] == it.year, _more_than_there_are),
    Mistake("teacher_twice", Teacher, _with(post="teacher"), _the_same_person),
    Mistake("certificate_unnumbered", Teacher,
            _with(post="teacher", certificate="kindergarten", certificate_number=bool),
            lambda it, row: {"certificate_number": None}),
    Mistake("principal_education", Teacher, _with(post="principal"), lambda it, row: {"education": "below"}),
    Mistake("training_reversed", Training, _with(kind="shadow"), lambda it, row: {"ends": row["begins"] - 2 * DAY}),
    Mistake("training_over_budget", Training, _with(kind="county"), lambda it, row: {"cost": Decimal(1_480_000)}),
    Mistake("cancelled_open", LicenceEvent, lambda it, row: it.nature(row) == "nonprofit",
            lambda it, row: {"kind": "cancelled", "day": date(it.year, 6, 1), "reason": "举办者申请注销",
                             "licence": None, "valid_until": None}, added=True),
    Mistake("licence_backwards", LicenceEvent, _with(kind="renewed"),
            lambda it, row: {"valid_until": row["day"] - 365 * DAY}),
    Mistake("audit_parts", AuditReport, _with(income=bool), lambda it, row: {"income_fees": row["income"] * 2}),
    Mistake("audit_of_public", AuditReport, lambda it, row: row["calendar_year"] == it.year - 1, _garden("public"),
            added=True),
    Mistake("unlicensed_holder_again", UnlicensedSite, _with(disposal="ban"), _once_more, added=True),
    Mistake("bar_too_short", UnlicensedSite, _with(disposal="ban"),
            lambda it, row: {"barred_until": row["disposed"].replace(year=row["disposed"].year + 3)}),
    Mistake("bar_too_long", UnlicensedSite, _with(disposal="ban"),
            lambda it, row: {"barred_until": row["disposed"].replace(year=row["disposed"].year + 12)}),
)  # fmt: skip


def _area_of_others(it: County, row: Row) -> Row:
    return {"area": it.row(ResearchArea, lambda other: other["uuid"] != row["area"]).get("uuid", "")}


def _lead_of_others(it: County, row: Row) -> Row:
    member = it.row(ResearchMember, lambda other: other["area"] != row["uuid"])
    return {"lead": member.get("kindergarten", "")}


def _of_kind(kind: str) -> Among:
    return lambda it, row: it.record(Alliance, row["alliance"]).get("kind") == kind


def _same_kind(it: County, row: Row) -> Row:
    other = it.row(Alliance, lambda other: other["uuid"] != row["alliance"], kind="integrated")
    return {"alliance": other.get("uuid", "")}


def _lead(it: County, row: Row) -> Row:
    return {"kindergarten": it.record(Alliance, row["alliance"]).get("lead", "")}


NETWORK = (
    Mistake("research_member_reversed", ResearchMember, _every, lambda it, row: _before(row)),
    Mistake("two_areas", ResearchMember, _every, _area_of_others, added=True),
    Mistake("research_member_closed", ResearchMember, _every, _closed, added=True),
    Mistake("lead_outside_area", ResearchArea, _every, _lead_of_others),
    Mistake("more_than_members", ResearchActivity, _last_year, lambda it, row: {"kindergartens": 40}),
    Mistake("research_activity_outside_year", ResearchActivity, _last_year,
            lambda it, row: {"held": date(row["year"], 7, 6)}),
    Mistake("two_alliances", AllianceMember, _of_kind("integrated"), _same_kind, added=True),
    Mistake("lead_is_member", AllianceMember, _of_kind("group"), _lead, added=True),
    Mistake("alliance_member_closed", AllianceMember, _of_kind("group"), _closed, added=True),
    Mistake("alliance_member_reversed", AllianceMember, _of_kind("group"), lambda it, row: _before(row)),
    Mistake("alliance_for_profit", AllianceMember, _of_kind("branch"), _garden("forprofit"), added=True),
    Mistake("branch_not_same_legal", AllianceMember, _of_kind("branch"), lambda it, row: {"same_legal": False}),
    Mistake("alliance_without_members", Alliance, _with(kind="group"),
            lambda it, row: {"name": "片区幼教联盟", "document": None}, added=True),
)  # fmt: skip


def _own_employer(it: County, row: Row) -> Row:
    duty = it.row(EvaluatorDuty, evaluator=row["uuid"], kind="evaluation")
    garden = it.gardens.get(duty.get("kindergarten", ""))
    return {"employer": garden.row["name"] if garden else ""}


def _has_activities(it: County, row: Row) -> bool:
    return row["zone"] == "none" and bool(it.row(SchoolLinkActivity, link=row["uuid"]))


ACTIVITIES = (
    Mistake("evaluates_own", Evaluator, _with(role="principal"), _own_employer),
    Mistake("outside_appointment", EvaluatorDuty, _with(kind="evaluation"),
            lambda it, row: {"held": date(it.year - 2, 6, 1)}),
    Mistake("activity_outside_pilot", SchoolLink, _has_activities, lambda it, row: {"since": date(it.year - 2, 10, 8)}),
    Mistake("school_link_member_reversed", SchoolLinkMember, _every, lambda it, row: _before(row)),
    Mistake("linked_twice", SchoolLinkMember, _every, lambda it, row: {"since": row["since"] + 30 * DAY}, added=True),
    Mistake("school_link_member_closed", SchoolLinkMember, _every, _closed, added=True),
    Mistake("school_link_activity_outside_year", SchoolLinkActivity, _last_year,
            lambda it, row: {"held": date(row["year"], 6, 12)}),
    Mistake("meeting_in_another_year", Showcase, lambda it, row: row["kind"] == "meeting"
            and row["calendar_year"] == it.year - 1, lambda it, row: {"held": date(it.year, 5, 16)}),
    Mistake("model_closed", Showcase, lambda it, row: row["kind"] == "model" and row["calendar_year"] == it.year,
            _closed),
    Mistake("curriculum_reversed", Curriculum, _with(ended=bool), lambda it, row: {"ended": row["begun"] - 30 * DAY}),
    Mistake("publicity_outside_year", Publicity, _last_year, lambda it, row: {"published": date(row["year"], 5, 5)}),
)  # fmt: skip


def _hazard(it: County, row: Row) -> bool:
    return _last_year(it, row) and row["found"] and row["deadline"] is not None


def _check(rule: str, values: Callable[[Row], Row]) -> Mistake:
    return Mistake(rule, SafetyCheck, _hazard, lambda it, row: values(row))


def _incident(rule: str, month: int, reported: int = 8, **values: Any) -> Mistake:
    """A further incident two years ago, on the 6th of the month."""

    def told(it: County, row: Row) -> Row:
        year = it.year - 2
        days = {"happened": date(year, month, 6), "reported": date(year, month, reported)}
        return {"year": year, **days, "ended": date(year, month, 28), **values}

    return Mistake(rule, Incident, _last_year, told, added=True)


def _where_a_hazard_is_open(it: County, row: Row) -> Row:
    check = it.row(SafetyCheck, found=True, closed=None, year=it.year - 1)
    if not check:
        return {}
    return {"kindergarten": check["kindergarten"], "kind": check["subject"], "happened": check["checked"] + 9 * DAY,
            "reported": check["checked"] + 9 * DAY}  # fmt: skip


def _the_hazard_before(it: County, row: Row) -> str:
    before = it.row(SafetyCheck, kindergarten=row["kindergarten"], year=it.year - 1, found=True)
    return str(before.get("subject", ""))


def _found_again(it: County, row: Row) -> bool:
    return row["year"] == it.year and row["found"] and bool(_the_hazard_before(it, row))


SAFETY = (
    Mistake("hazard_again", SafetyCheck, _found_again, lambda it, row: {"subject": _the_hazard_before(it, row)}),
    _check("hazard_closed_late", lambda row: {"closed": row["deadline"] + 6 * DAY}),
    _check("hazard_closed_before", lambda row: {"closed": row["checked"] - 2 * DAY}),
    _check("hazard_deadline_before", lambda row: {"deadline": row["checked"] - 5 * DAY, "closed": row["checked"]}),
    Mistake("hazard_though_none", SafetyCheck, lambda it, row: _last_year(it, row) and not row["found"],
            lambda it, row: {"hazard": "楼梯扶手松动"}),
    Mistake("safety_check_outside_year", SafetyCheck, _last_year,
            lambda it, row: {"checked": date(row["year"], 7, 15)}),
    _incident("incident_reported_before", 9, reported=3),
    _incident("grave_without_supervisor", 10, grade="grave", kind="food", injured=6, told="食物中毒，已全部治愈"),
    _incident("death_but_minor", 12, injured=0, dead=1),
    Mistake("incident_after_hazard", Incident, _last_year, _where_a_hazard_is_open, added=True),
    Mistake("incident_outside_year", Incident, _last_year,
            lambda it, row: {"happened": date(row["year"], 5, 9), "reported": date(row["year"], 5, 9)}),
    Mistake("task_late", Task, _with(due=bool),
            lambda it, row: {"state": "running", "progress": "正在推进", "due": date(it.year, 6, 30)}),
)  # fmt: skip
