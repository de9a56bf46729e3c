"""All ledgers, in menu order."""

from ycpe_desktop.ledgers.alliance import Alliance, AllianceMember
from ycpe_desktop.ledgers.area_year import AreaYear
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
from ycpe_desktop.ledgers.class_room import ClassRoom
from ycpe_desktop.ledgers.conduct_evaluation import ConductEvaluation
from ycpe_desktop.ledgers.evaluation import Evaluator, EvaluatorDuty
from ycpe_desktop.ledgers.four_independents import FourIndependents
from ycpe_desktop.ledgers.kindergarten import Kindergarten
from ycpe_desktop.ledgers.publicity import Publicity
from ycpe_desktop.ledgers.rectification import Rectification
from ycpe_desktop.ledgers.research import ResearchActivity, ResearchArea, ResearchMember
from ycpe_desktop.ledgers.safety import Incident, SafetyCheck
from ycpe_desktop.ledgers.school_link import SchoolLink, SchoolLinkActivity, SchoolLinkMember
from ycpe_desktop.ledgers.self_evaluation import SelfEvaluation
from ycpe_desktop.ledgers.showcase import Curriculum, Showcase
from ycpe_desktop.ledgers.supervision import Assignment, Recusal, Supervisor
from ycpe_desktop.ledgers.task import Task
from ycpe_desktop.ledgers.visit import Visit, VisitFinding
from ycpe_desktop.ledgers.year_report import YearReport

LEDGERS: tuple[type[Ledger], ...] = (
    Kindergarten,
    YearReport,
    ClassRoom,
    AreaYear,
    FourIndependents,
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


__all__ = [
    "ALL_TABLES",
    "GROUPS",
    "LEDGERS",
    "Alliance",
    "AllianceMember",
    "AreaYear",
    "Assignment",
    "ClassRoom",
    "ConductEvaluation",
    "Curriculum",
    "Evaluator",
    "EvaluatorDuty",
    "FourIndependents",
    "Incident",
    "Kindergarten",
    "Ledger",
    "Publicity",
    "Rectification",
    "Recusal",
    "ResearchActivity",
    "ResearchArea",
    "ResearchMember",
    "SafetyCheck",
    "SchoolLink",
    "SchoolLinkActivity",
    "SchoolLinkMember",
    "SelfEvaluation",
    "Showcase",
    "Supervisor",
    "Task",
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
    "plain_fields_of",
    "rows_of",
]
