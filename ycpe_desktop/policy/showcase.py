"""一年培育一个典型, by calendar year."""

from sqlalchemy import func, select

from ycpe_desktop.ledgers import Showcase
from ycpe_desktop.policy.areas import Look
from ycpe_desktop.policy.figures import Indicator

CLAUSE = "运政办发〔2021〕44号 三（四）2"


def models_of_the_year(look: Look) -> Indicator:
    """Models of the calendar year in which the school year begins; an office without any record cannot be judged."""
    table = Showcase.__table__
    models = select(func.count()).where(table.c.kind == "model", table.c.calendar_year == look.year)
    begun = look.connection.scalar(select(table.c.uuid).limit(1)) is not None
    figure = Indicator(
        id="showcase",
        title="年度典型培育",
        group="经费与教研",
        year=look.year,
        as_of=look.day,
        parts=f"{look.year} 年度培育的典型",
        clause=CLAUSE,
        unit="个典型",
        form="count",
        numerator=look.connection.scalar(models) if begun else None,
        denominator=1 if begun else None,
        reason="" if begun else "典型与现场会没有记录",
    )
    return look.target(figure, "showcase_a_year")
