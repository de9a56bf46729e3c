"""For every rule over ledgers a record that breaks it and one that does not."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from ycpe_desktop.ledgers import (
    AnnualInspection,
    AreaYear,
    AuditReport,
    BuildMilestone,
    CategoryEvaluation,
    ClassRoom,
    CompoundSite,
    CompoundStep,
    FeeFiling,
    FundPayment,
    InclusiveRecognition,
    Ledger,
    LicenceEvent,
    PublicBuild,
    RuralUpgrade,
    Teacher,
    Training,
    TrainingPeople,
    UnlicensedCheck,
    UnlicensedPlacing,
    UnlicensedSite,
    YearReport,
)

LAST, OTHER = "the parent put before", "another kindergarten, in operation"
Values = dict[str, Any]
Records = list[tuple[type[Ledger], dict[str, Any]]]


@dataclass(frozen=True)
class Side:
    """A kindergarten, its figures of 2026, and what else is recorded of it."""

    records: Records = field(default_factory=list)
    nature: str = "public"
    status: str = "open"
    garden: dict[str, Any] = field(default_factory=dict)
    report: dict[str, Any] | None = None


def day(text: str) -> date:
    return date.fromisoformat(text)


def of(ledger: type[Ledger], *, nature: str = "public", report: dict[str, Any] | None = None, **values: Any) -> Side:
    return Side([(ledger, values)], nature=nature, report=report)


def figures(*, nature: str = "public", garden: dict[str, Any] | None = None, **report: Any) -> Side:
    return Side([], nature=nature, garden=garden or {}, report=report)


RECOGNISED: Values = {"since": day("2024-03-01"), "valid_until": day("2027-02-28"), "support_award": True}
CAPPED: Values = {**RECOGNISED, "price_cap": Decimal(400)}
EXPIRED: Values = {**RECOGNISED, "since": day("2022-03-01"), "valid_until": day("2025-02-28")}
EVALUATED: Values = {"evaluated": day("2026-03-10"), "category": "一类", "published": day("2026-04-01")}
SCORED: Values = {f"score_{name}": Decimal(18) for name in ("direction", "care", "process", "setting", "staff")}
OLD_EVALUATION: Values = {**EVALUATED, "evaluated": day("2023-03-10")}
PAYMENT: Values = {"calendar_year": 2025, "kind": "public_fund", "children": 100, "per_child": Decimal(600)}
INSPECTED: Values = {"calendar_year": 2025, "conclusion": "合格"}
FAILED: Values = {"calendar_year": 2025, "conclusion": "不合格"}
AUDITED: Values = {"calendar_year": 2025, "submitted": day("2026-05-10"), "opinion": "clean"}
FILED: Values = {
    "item": "care",
    "amount": Decimal(300),
    "per": "month",
    "since": day("2025-09-01"),
    "posted": day("2025-09-01"),
}
SITE: Values = {"found": day("2026-03-20"), "children": 12, "holder": "李四"}
BANNED: Values = {**SITE, "disposal": "ban", "disposed": day("2026-04-01"), "barred_until": day("2031-04-01")}
CHECKED = (UnlicensedCheck, {"site": LAST, "checked": day("2026-05-10"), "finding": "closed"})
PERSON: Values = {
    "post": "teacher",
    "certificate": "kindergarten",
    "certificate_number": "1",
    "hired": day("2024-09-01"),
}
HIRED: Values = {
    **PERSON,
    "hired": day("2024-09-01"),
    "record_checked": day("2024-08-20"),
    "health_checked": day("2026-08-20"),
}
DELIVERED: Values = {"completed": day("2024-06-01"), "handed_over": day("2024-07-01"), "outcome": "public"}
CLOSED: Values = {"way": "merge", "finished": day("2026-07-10"), "children": 20, "children_placed": 20, "target": OTHER}


def built(**days: str) -> Records:
    """A project with these milestones done."""
    steps: Records = [(BuildMilestone, {"build": LAST, "step": step, "done": day(on)}) for step, on in days.items()]
    return [(PublicBuild, {"way": "new"}), *steps]


def planned(on: str, done: str | None) -> Side:
    step = {"build": LAST, "step": "begun", "planned": day(on), "done": day(done) if done else None}
    return Side([(PublicBuild, {"way": "new"}), (BuildMilestone, step)])


def site(*more: tuple[type[Ledger], dict[str, Any]], garden: dict[str, Any] | None = None, **values: Any) -> Side:
    return Side([(CompoundSite, values), *more], garden={"compound": True, **(garden or {})})


def unlicensed(values: dict[str, Any], *more: tuple[type[Ledger], dict[str, Any]]) -> Side:
    return Side([(UnlicensedSite, values), *more])


def placing(children: int) -> tuple[type[Ledger], dict[str, Any]]:
    return UnlicensedPlacing, {"site": LAST, "kindergarten": OTHER, "children": children}


def room(band: str, children: int) -> Side:
    return of(ClassRoom, year=2026, name="一班", band=band, children=children)


STAFF: Values = {"classes_reported": 4, "principals": 1, "teachers": 9, "carers": 4, "health_staff": 1,
                 "cooks": 0, "guards": 0, "other_staff": 0}  # fmt: skip
"""15 people, 13 of them teachers and 保育员."""
OUT_OF_STEP = (CompoundStep, {"site": LAST, "step": "accepted", "finding": "out_of_step"})
REGISTERED: Values = dict.fromkeys(("institution", "legal", "set_up", "posts"), "2026-05-01")

CASES: dict[str, tuple[Side, Side]] = {
    # 年度数据 and 班级
    "children_jump": (
        Side([(YearReport, {"year": 2025, "children_reported": 100})], report={"children_reported": 60}),
        Side([(YearReport, {"year": 2025, "children_reported": 100})], report={"children_reported": 75}),
    ),
    "teachers_uncertified": (
        figures(teachers=8, teachers_certified=7), figures(teachers=8, teachers_certified=8)
    ),
    "staff_gap": (
        figures(classes_reported=4, teachers=8, carers=3), figures(classes_reported=4, teachers=8, carers=4)
    ),
    "no_health_staff": (
        figures(children_reported=80, health_staff=0), figures(children_reported=80, health_staff=1)
    ),
    "posts_exceeded": (
        figures(garden={"staffing_posts": 5}, teachers_posted=6),
        figures(garden={"staffing_posts": 5}, teachers_posted=5)
    ),
    "posted_in_private": (
        figures(nature="nonprofit", teachers_posted=1), figures(nature="inclusive", teachers_posted=1)
    ),
    "staff_short": (figures(children_reported=106, **STAFF), figures(children_reported=105, **STAFF)),
    "care_short": (figures(children_reported=118, **STAFF), figures(children_reported=117, **STAFF)),
    "principals_over_small": (
        figures(classes_reported=5, principals=2), figures(classes_reported=6, principals=2)
    ),
    "principals_over_middle": (
        figures(classes_reported=9, principals=3), figures(classes_reported=10, principals=3)
    ),
    "principals_over_large": (
        figures(classes_reported=10, principals=4), figures(classes_reported=10, principals=3)
    ),
    "cooks_short": (figures(children_reported=91, cooks=2), figures(children_reported=90, cooks=2)),
    "health_staff_short": (
        figures(children_reported=151, health_staff=1), figures(children_reported=150, health_staff=1)
    ),
    "class_over_cap_junior": (room("junior", 26), room("junior", 25)),
    "class_over_cap_middle": (room("middle", 31), room("middle", 30)),
    "class_over_cap_senior": (room("senior", 36), room("senior", 35)),
    "class_over_cap_mixed": (room("mixed", 31), room("mixed", 30)),
    # 公办园建设项目
    "build_delayed": (planned("2026-05-01", None), planned("2026-05-01", "2026-05-01")),
    "build_disordered": (
        Side(built(begun="2025-05-01", completed="2025-03-01")), Side(built(begun="2025-05-01", completed="2026-03-01"))
    ),
    "build_unregistered": (Side(built(opened="2026-09-01")), Side(built(opened="2026-09-01", **REGISTERED))),
    "build_not_public": (of(PublicBuild, nature="nonprofit"), of(PublicBuild)),
    "build_over_budget": (
        of(PublicBuild, invested=Decimal(900), invested_planned=Decimal(800)),
        of(PublicBuild, invested=Decimal(800), invested_planned=Decimal(800)),
    ),
    # 普惠性民办园认定
    "recognition_lapsed": (
        of(InclusiveRecognition, nature="inclusive", **EXPIRED),
        Side([(InclusiveRecognition, EXPIRED), (InclusiveRecognition, {**RECOGNISED, "since": day("2025-03-01")})],
             nature="inclusive"),
    ),
    "inclusive_unrecognised": (Side(nature="inclusive"), of(InclusiveRecognition, nature="inclusive", **RECOGNISED)),
    "recognised_for_profit": (
        of(InclusiveRecognition, nature="forprofit", **RECOGNISED),
        of(InclusiveRecognition, nature="inclusive", **RECOGNISED),
    ),
    "recognised_not_inclusive": (
        of(InclusiveRecognition, nature="nonprofit", **RECOGNISED),
        of(InclusiveRecognition, nature="nonprofit", **EXPIRED)
    ),
    "fee_above_cap": (
        of(InclusiveRecognition, nature="inclusive", report={"fee_care": Decimal(401)}, **CAPPED),
        of(InclusiveRecognition, nature="inclusive", report={"fee_care": Decimal(400)}, **CAPPED),
    ),
    "recognition_unsupported": (
        of(InclusiveRecognition, nature="inclusive", **{**RECOGNISED, "support_award": None}),
        of(InclusiveRecognition, nature="inclusive", **RECOGNISED),
    ),
    # 小区配套园
    "compound_site_for_profit": (site(outcome="forprofit"), site(outcome="inclusive")),
    "compound_misused": (site(outcome="misused"), site(outcome="public")),
    "compound_not_transferred": (site(completed=day("2025-06-01")), site(**DELIVERED)),
    "compound_out_of_step": (site(OUT_OF_STEP), site(OUT_OF_STEP, problem="building")),
    "compound_delivered_late": (
        site(first_phase=day("2024-01-01"), **DELIVERED), site(first_phase=day("2024-06-01"), **DELIVERED)
    ),
    "compound_closed_early": (site(closed=day("2025-06-01")), site(closed=day("2025-06-01"), **DELIVERED)),
    "compound_overdue": (
        site(remedy_by=day("2026-06-30")), site(remedy_by=day("2026-06-30"), closed=day("2026-06-01"))
    ),
    "compound_nature": (site(outcome="inclusive"), site(outcome="public")),
    "compound_unmarked": (site(garden={"compound": False}), site()),
    # 农村园改造提升
    "upgrade_unplaced": (
        Side([(RuralUpgrade, {**CLOSED, "children_placed": 15})], status="merged"),
        Side([(RuralUpgrade, CLOSED)], status="merged"),
    ),
    "upgrade_still_open": (
        of(RuralUpgrade, **CLOSED), Side([(RuralUpgrade, CLOSED)], status="merged")
    ),
    "upgrade_target": (of(RuralUpgrade, **{**CLOSED, "target": None, "own": True}), of(RuralUpgrade, **CLOSED)),
    "upgrade_not_rural": (
        Side([(RuralUpgrade, {"way": "improve"})], garden={"rural": False}), of(RuralUpgrade, way="improve")
    ),
    "upgrade_overdue": (
        of(RuralUpgrade, way="improve", planned=day("2026-07-01")),
        of(RuralUpgrade, way="improve", planned=day("2026-07-01"), finished=day("2026-08-01")),
    ),
    # 年检 and 类别评估
    "uninspected": (Side(), of(AnnualInspection, **INSPECTED)),
    "inspection_failed_twice": (
        Side([(AnnualInspection, FAILED), (AnnualInspection, {**FAILED, "calendar_year": 2024})]),
        Side([(AnnualInspection, FAILED), (AnnualInspection, {**INSPECTED, "calendar_year": 2024})]),
    ),
    "inspection_unmended": (
        of(AnnualInspection, mended_by=day("2026-03-01"), **FAILED),
        of(AnnualInspection, mended_by=day("2026-03-01"), mended=day("2026-02-01"), **FAILED),
    ),
    "inspected_unlicensed": (
        Side([(AnnualInspection, INSPECTED)], garden={"licence": None}), of(AnnualInspection, **INSPECTED)
    ),
    "category_overdue": (of(CategoryEvaluation, **OLD_EVALUATION), of(CategoryEvaluation, **EVALUATED)),
    "fee_above_category": (
        of(CategoryEvaluation, report={"fee_care": Decimal(320)}, fee_allowed=Decimal(300), **EVALUATED),
        of(CategoryEvaluation, report={"fee_care": Decimal(300)}, fee_allowed=Decimal(300), **EVALUATED),
    ),
    "category_unpublished": (
        of(CategoryEvaluation, **{**EVALUATED, "published": None}), of(CategoryEvaluation, **EVALUATED)
    ),
    "scores_and_total": tuple(
        of(CategoryEvaluation, score=Decimal(total), **EVALUATED,
           **SCORED)
        for total in (91, 90)
    ),  # type: ignore[dict-item]  # a pair, made in a loop
    # 经费
    "public_fund_low": (of(FundPayment, **{**PAYMENT, "per_child": Decimal(599)}), of(FundPayment, **PAYMENT)),
    "inclusive_fund_low": tuple(
        of(FundPayment, nature="inclusive", **{**PAYMENT, "kind": "inclusive_fund", "per_child": Decimal(each)})
        for each in (500, 600)
    ),  # type: ignore[dict-item]  # a pair, made in a loop
    "fund_short": (
        of(FundPayment, paid=Decimal("59999.99"), **PAYMENT), of(FundPayment, paid=Decimal(60_000), **PAYMENT)
    ),
    "fund_late": (
        of(FundPayment, due_by=day("2025-12-31"), paid_on=day("2026-01-01"), **PAYMENT),
        of(FundPayment, due_by=day("2025-12-31"), paid_on=day("2025-12-31"), **PAYMENT),
    ),
    "fund_wrong_kind": (of(FundPayment, nature="nonprofit", **PAYMENT), of(FundPayment, **PAYMENT)),
    "fund_children": (
        of(FundPayment, report={"children_reported": 99}, **{**PAYMENT, "calendar_year": 2026}),
        of(FundPayment, report={"children_reported": 100}, **{**PAYMENT, "calendar_year": 2026}),
    ),
    # 教师 and 培训
    "teacher_uncertified": (
        of(Teacher, **{**HIRED, "certificate": "other"}), of(Teacher, **{**HIRED, "certificate": "other_trained"})
    ),
    "certificate_unnumbered": (of(Teacher, **{**HIRED, "certificate_number": None}), of(Teacher, **HIRED)),
    "record_unchecked": (of(Teacher, **{**HIRED, "record_checked": day("2024-09-02")}), of(Teacher, **HIRED)),
    "health_unchecked": (of(Teacher, **{**HIRED, "health_checked": day("2025-11-01")}), of(Teacher, **HIRED)),
    "principal_education": (
        of(Teacher, **{**HIRED, "post": "principal", "education": "below"}),
        of(Teacher, **{**HIRED, "post": "principal", "education": "college"}),
    ),
    "teacher_twice": (
        Side([(Teacher, {**HIRED, "birth_year": 1990, "gender": "f"}),
              (Teacher, {**HIRED, "birth_year": 1990, "gender": "f", "kindergarten": OTHER})]),
        Side([(Teacher, {**HIRED, "birth_year": 1990, "gender": "f"}),
              (Teacher, {**HIRED, "birth_year": 1991, "gender": "f", "kindergarten": OTHER})]),
    ),
    "roster_and_report": (of(Teacher, report={"teachers": 2}, **HIRED), of(Teacher, report={"teachers": 1}, **HIRED)),
    "training_nobody": (
        of(Training, begins=day("2026-04-01"), ends=day("2026-04-03")),
        Side([(Training, {"begins": day("2026-04-01"), "ends": day("2026-04-03")}),
              (TrainingPeople, {"training": LAST, "people": 3})]),
    ),
    "training_reversed": (
        of(Training, begins=day("2026-04-01"), ends=day("2026-03-01")),
        of(Training, begins=day("2026-04-01"), ends=day("2026-04-01")),
    ),
    "training_over_budget": (
        Side([(Training, {"kind": "county", "begins": day("2026-05-01"), "cost": Decimal(90_000)}),
              (AreaYear, {"area": "140830", "year": 2026, "training_spending": Decimal(80_000)})]),
        Side([(AreaYear, {"area": "140830100", "year": 2026, "training_spending": Decimal(1)})]),
    ),
    # 准入与许可
    "open_unlicensed": (Side(garden={"licence": None}), Side()),
    "licence_differs": (
        of(LicenceEvent, kind="renewed", day=day("2026-03-01"), licence="新证"),
        of(LicenceEvent, kind="renewed", day=day("2026-03-01"), licence="旧证"),
    ),
    "cancelled_open": (
        of(LicenceEvent, kind="revoked", day=day("2026-03-01")),
        Side([(LicenceEvent, {"kind": "revoked", "day": day("2026-03-01")})], status="revoked"),
    ),
    "licence_backwards": (
        of(LicenceEvent, kind="renewed", day=day("2026-03-01"), valid_until=day("2025-03-01")),
        of(LicenceEvent, kind="renewed", day=day("2026-03-01"), valid_until=day("2029-03-01")),
    ),
    # 审计
    "unaudited": (Side(nature="nonprofit"), of(AuditReport, nature="nonprofit", **AUDITED)),
    "audit_unmended": (
        of(AuditReport, nature="nonprofit", **{**AUDITED, "opinion": "qualified"}),
        of(AuditReport, nature="nonprofit", **{**AUDITED, "opinion": "qualified", "mended": day("2026-08-01")}),
    ),
    "audit_parts": (
        of(AuditReport, nature="nonprofit", income=Decimal(100), income_fees=Decimal(101), **AUDITED),
        of(AuditReport, nature="nonprofit", income=Decimal(100), income_fees=Decimal(100), **AUDITED),
    ),
    "audit_unspent": (
        of(AuditReport, nature="nonprofit", income=Decimal(100), spending=Decimal("49.99"), **AUDITED),
        of(AuditReport, nature="nonprofit", income=Decimal(100), spending=Decimal(50), **AUDITED),
    ),
    "audit_of_public": (of(AuditReport, **AUDITED), of(AuditReport, nature="inclusive", **AUDITED)),
    # 收费
    "fee_unfiled": (
        figures(fee_care=Decimal(300)), of(FeeFiling, report={"fee_care": Decimal(300)}, **FILED)
    ),
    "fee_above_filed": (
        of(FeeFiling, report={"fee_care": Decimal("300.01")}, **FILED),
        of(FeeFiling, report={"fee_care": Decimal(300)}, **FILED),
    ),
    "fee_unposted": (of(FeeFiling, **{**FILED, "posted": None}), of(FeeFiling, **FILED)),
    "fee_extra_open": (
        of(FeeFiling, violation="extra_course", violation_told="国学", **FILED),
        of(FeeFiling, violation="extra_course", violation_told="国学", handled=day("2026-10-01"), **FILED),
    ),
    # 无证园
    "unlicensed_untouched": (unlicensed(SITE), unlicensed(BANNED)),
    "unlicensed_back": (
        unlicensed(BANNED, (UnlicensedCheck, {"site": LAST, "checked": day("2026-06-01"), "finding": "back"})),
        unlicensed({**BANNED, "disposed": day("2026-06-02")},
                   (UnlicensedCheck, {"site": LAST, "checked": day("2026-06-01"), "finding": "back"})),
    ),
    "unlicensed_unplaced": (unlicensed(BANNED, placing(11)), unlicensed(BANNED, placing(12))),
    "unlicensed_unchecked": (unlicensed(BANNED), unlicensed(BANNED, CHECKED)),
    "unlicensed_holder_again": (
        Side([(UnlicensedSite, {**BANNED, "name": "从前的办园点", "holder": "王再犯"}),
              (UnlicensedSite, {**SITE, "found": day("2026-06-01"), "holder": "王再犯"})]),
        unlicensed({**SITE, "holder": "赵初次"}),
    ),
    "barred_holder": (
        Side([(UnlicensedSite, {**BANNED, "holder": "钱被禁"})],
             garden={"sponsor_name": "钱被禁", "licence_issued": day("2026-06-01")}),
        Side([(UnlicensedSite, {**BANNED, "holder": "孙被禁"})],
             garden={"sponsor_name": "孙被禁", "licence_issued": day("2026-03-01")}),
    ),
    "bar_too_long": (
        unlicensed({**BANNED, "barred_until": day("2037-01-01")}),
        unlicensed({**BANNED, "barred_until": day("2036-12-31")}),
    ),
    "bar_too_short": (
        unlicensed({**BANNED, "barred_until": day("2030-12-31")}), unlicensed(BANNED)
    ),
}  # fmt: skip
"""Rule → (what breaks it, what does not)."""
