"""All ledgers, in menu order."""

from ycpe_desktop.ledgers.alliance import Alliance, AllianceMember
from ycpe_desktop.ledgers.annual_inspection import AnnualInspection
from ycpe_desktop.ledgers.area_year import AreaYear
from ycpe_desktop.ledgers.audit_report import AuditReport
from ycpe_desktop.ledgers.base import (
    ALL_TABLES,
    GROUPS,
    Ledger,
    dated_of,
    derived_of,
    fact_of,
    fact_title,
    field_of,
    fields_of,
    is_derived,
    links_of,
    plain_fields_of,
    rows_of,
)
from ycpe_desktop.ledgers.category_evaluation import CategoryEvaluation
from ycpe_desktop.ledgers.class_room import ClassRoom
from ycpe_desktop.ledgers.compound_site import CompoundSite, CompoundStep
from ycpe_desktop.ledgers.conduct_evaluation import ConductEvaluation
from ycpe_desktop.ledgers.evaluation import Evaluator, EvaluatorDuty
from ycpe_desktop.ledgers.fee_filing import FeeFiling
from ycpe_desktop.ledgers.four_independents import FourIndependents
from ycpe_desktop.ledgers.fund_payment import FundPayment
from ycpe_desktop.ledgers.inclusive_recognition import InclusiveRecognition
from ycpe_desktop.ledgers.kindergarten import Kindergarten
from ycpe_desktop.ledgers.licence_event import LicenceEvent
from ycpe_desktop.ledgers.policy_document import PolicyClause, PolicyDocument
from ycpe_desktop.ledgers.public_build import BuildMilestone, PublicBuild
from ycpe_desktop.ledgers.publicity import Publicity
from ycpe_desktop.ledgers.rectification import Rectification
from ycpe_desktop.ledgers.research import ResearchActivity, ResearchArea, ResearchMember
from ycpe_desktop.ledgers.rural_upgrade import RuralUpgrade
from ycpe_desktop.ledgers.safety import Incident, SafetyCheck
from ycpe_desktop.ledgers.school_link import SchoolLink, SchoolLinkActivity, SchoolLinkMember
from ycpe_desktop.ledgers.self_evaluation import SelfEvaluation
from ycpe_desktop.ledgers.showcase import Curriculum, Showcase
from ycpe_desktop.ledgers.supervision import Assignment, Recusal, Supervisor
from ycpe_desktop.ledgers.task import Task
from ycpe_desktop.ledgers.teacher import Teacher
from ycpe_desktop.ledgers.training import Training, TrainingPeople
from ycpe_desktop.ledgers.unlicensed_site import UnlicensedCheck, UnlicensedPlacing, UnlicensedSite
from ycpe_desktop.ledgers.visit import Visit, VisitFinding
from ycpe_desktop.ledgers.year_report import YearReport

LEDGERS: tuple[type[Ledger], ...] = (
    Kindergarten,
    YearReport,
    ClassRoom,
    AreaYear,
    PublicBuild,
    BuildMilestone,
    InclusiveRecognition,
    CompoundSite,
    CompoundStep,
    FourIndependents,
    RuralUpgrade,
    AnnualInspection,
    CategoryEvaluation,
    PolicyDocument,
    PolicyClause,
    FundPayment,
    Teacher,
    Training,
    TrainingPeople,
    LicenceEvent,
    AuditReport,
    FeeFiling,
    UnlicensedSite,
    UnlicensedPlacing,
    UnlicensedCheck,
    Supervisor,
    Recusal,
    Assignment,
    Visit,
    Rectification,
    VisitFinding,
    ConductEvaluation,
    Evaluator,
    EvaluatorDuty,
    SchoolLink,
    SchoolLinkMember,
    SchoolLinkActivity,
    ResearchArea,
    ResearchMember,
    ResearchActivity,
    Showcase,
    Curriculum,
    Alliance,
    AllianceMember,
    SafetyCheck,
    Incident,
    Task,
    SelfEvaluation,
    Publicity,
)
"""A ledger comes after those that it refers to."""


def ledger_named(text: str) -> type[Ledger] | None:
    """The ledger of that title, table name or plan id ("园所名册", "kindergarten", "A1")."""
    for ledger in LEDGERS:
        if text in (ledger.TITLE, ledger.__tablename__, ledger.__name__):
            return ledger
    return next((ledger for ledger in LEDGERS if text == ledger.PLAN), None)


def parent_of(ledger: type[Ledger]) -> type[Ledger] | None:
    """The ledger in whose records these rows stand (小区配套园 of 小区配套园五同步); None for one of its own."""
    found = standing_in(ledger)
    return found[0] if found else None


def standing_in(ledger: type[Ledger]) -> tuple[type[Ledger], str] | None:
    """The ledger in whose records these rows stand, and the field that says in which."""
    name = ledger.__tablename__
    return next(((each, told.by) for each in LEDGERS for told in rows_of(each) if told.child == name), None)


__all__ = [
    "ALL_TABLES",
    "GROUPS",
    "LEDGERS",
    "Alliance",
    "AllianceMember",
    "AnnualInspection",
    "AreaYear",
    "Assignment",
    "AuditReport",
    "BuildMilestone",
    "CategoryEvaluation",
    "ClassRoom",
    "CompoundSite",
    "CompoundStep",
    "ConductEvaluation",
    "Curriculum",
    "Evaluator",
    "EvaluatorDuty",
    "FeeFiling",
    "FourIndependents",
    "FundPayment",
    "Incident",
    "InclusiveRecognition",
    "Kindergarten",
    "Ledger",
    "LicenceEvent",
    "PolicyClause",
    "PolicyDocument",
    "PublicBuild",
    "Publicity",
    "Rectification",
    "Recusal",
    "ResearchActivity",
    "ResearchArea",
    "ResearchMember",
    "RuralUpgrade",
    "SafetyCheck",
    "SchoolLink",
    "SchoolLinkActivity",
    "SchoolLinkMember",
    "SelfEvaluation",
    "Showcase",
    "Supervisor",
    "Task",
    "Teacher",
    "Training",
    "TrainingPeople",
    "UnlicensedCheck",
    "UnlicensedPlacing",
    "UnlicensedSite",
    "Visit",
    "VisitFinding",
    "YearReport",
    "dated_of",
    "derived_of",
    "fact_of",
    "fact_title",
    "field_of",
    "fields_of",
    "is_derived",
    "ledger_named",
    "links_of",
    "parent_of",
    "plain_fields_of",
    "rows_of",
    "standing_in",
]
