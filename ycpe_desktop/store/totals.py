"""年度数据 by band is counted from 班级 where a kindergarten's classes are listed."""

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, select

from ycpe_desktop.ledgers import ClassRoom, YearReport
from ycpe_desktop.ledgers.year_report import BANDS, CHILDREN, CLASSES

if TYPE_CHECKING:
    from ycpe_desktop.store.writer import Writer

TOTALLED = (*CLASSES, *CHILDREN)


def counted_by_class(connection: Connection, kindergarten: str, year: int) -> dict[str, Any] | None:
    """The year report's band columns as the classes give them; None where no class is listed."""
    room = ClassRoom.__table__
    found = connection.execute(
        select(room.c.band, func.count(), func.sum(room.c.children))
        .where(room.c.kindergarten == kindergarten, room.c.year == year)
        .group_by(room.c.band)
    ).all()
    if not found:
        return None
    by_band = {band: (count, children) for band, count, children in found}
    counted: dict[str, Any] = {}
    for band, _ in BANDS:
        counted[f"classes_{band}"], counted[f"children_{band}"] = by_band.get(band, (None, None))
    return counted


def carry_totals(writer: "Writer") -> None:
    """Write the totals of all the kindergartens whose classes the action has touched."""
    report = YearReport.__table__
    for kindergarten, year in sorted(writer.classes_touched):
        counted = counted_by_class(writer.connection, kindergarten, year)
        if counted is None:
            continue  # the last class is gone: the figures stay, and may be edited again
        row = (
            writer.connection
            .execute(select(report).where(report.c.kindergarten == kindergarten, report.c.year == year))
            .mappings()
            .first()
        )
        if row is None:
            writer.insert(YearReport, {"kindergarten": kindergarten, "year": year, **counted})
        else:
            writer.alter(report, row["uuid"], dict(row), counted)
