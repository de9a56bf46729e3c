"""安全事故 of a school year: the plan wants none."""

from sqlalchemy import func, select

from ycpe_desktop.ledgers import Incident
from ycpe_desktop.policy.areas import Look
from ycpe_desktop.policy.figures import Indicator

CLAUSE = "运政办发〔2021〕44号 四（二）"


def incidents(look: Look) -> Indicator:
    """An empty ledger is no zero: that there was none must have been confirmed (本表无数据)."""
    incident = Incident.__table__
    count = look.connection.scalar(select(func.count()).select_from(incident).where(incident.c.year == look.year)) or 0
    known = bool(count) or look.has_none(Incident)
    figure = Indicator(
        id="incidents",
        title="安全事故",
        group="监管",
        year=look.year,
        as_of=look.day,
        parts="本学年发生的安全事故",
        clause=CLAUSE,
        unit="起",
        form="most",
        numerator=count if known else None,
        denominator=1 if known else None,
        reason="" if known else "安全事故没有记录，也没有在“上报”页确认本表无数据",
    )
    return look.target(figure)
