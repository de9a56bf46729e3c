"""All ledgers, in menu order."""

from ycpe_desktop.ledgers.annual_inspection import AnnualInspection
from ycpe_desktop.ledgers.area_year import AreaYear
from ycpe_desktop.ledgers.audit_report import AuditReport
from ycpe_desktop.ledgers.base import (
    ALL_TABLES,
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
from ycpe_desktop.ledgers.fee_filing import FeeFiling
from ycpe_desktop.ledgers.four_independents import FourIndependents
from ycpe_desktop.ledgers.fund_payment import FundPayment
from ycpe_desktop.ledgers.inclusive_recognition import InclusiveRecognition
from ycpe_desktop.ledgers.kindergarten import Kindergarten
from ycpe_desktop.ledgers.licence_event import LicenceEvent
from ycpe_desktop.ledgers.policy_document import PolicyClause, PolicyDocument
from ycpe_desktop.ledgers.public_build import BuildMilestone, PublicBuild
from ycpe_desktop.ledgers.rural_upgrade import RuralUpgrade
from ycpe_desktop.ledgers.supervision import Assignment, Recusal, Supervisor
from ycpe_desktop.ledgers.teacher import Teacher
from ycpe_desktop.ledgers.training import Training, TrainingPeople
from ycpe_desktop.ledgers.unlicensed_site import UnlicensedCheck, UnlicensedPlacing, UnlicensedSite
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
)
"""A ledger comes after those that it refers to."""


def ledger_named(text: str) -> type[Ledger] | None:
    """The ledger of that title, table name or plan id ("园所名册", "kindergarten", "A1")."""
    for ledger in LEDGERS:
        if text in (ledger.TITLE, ledger.__tablename__, ledger.__name__):
            return ledger
    return next((ledger for ledger in LEDGERS if text == ledger.PLAN), None)


__all__ = [
    "ALL_TABLES",
    "LEDGERS",
    "AnnualInspection",
    "AreaYear",
    "Assignment",
    "AuditReport",
    "BuildMilestone",
    "CategoryEvaluation",
    "ClassRoom",
    "CompoundSite",
    "CompoundStep",
    "FeeFiling",
    "FourIndependents",
    "FundPayment",
    "InclusiveRecognition",
    "Kindergarten",
    "Ledger",
    "LicenceEvent",
    "PolicyClause",
    "PolicyDocument",
    "PublicBuild",
    "Recusal",
    "RuralUpgrade",
    "Supervisor",
    "Teacher",
    "Training",
    "TrainingPeople",
    "UnlicensedCheck",
    "UnlicensedPlacing",
    "UnlicensedSite",
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
    "plain_fields_of",
    "rows_of",
]
