"""年检 and 类别评估 as they fall due: many kindergartens judged at once, and the next evaluation set by its cycle."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import exists, select

from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import AnnualInspection, CategoryEvaluation, Kindergarten
from ycpe_desktop.ledgers.annual_inspection import PASSING
from ycpe_desktop.policy.acting import garden_name, note, put_child, require_order, row_of
from ycpe_desktop.policy.days import years_later
from ycpe_desktop.policy.own_gardens import was_there
from ycpe_desktop.policy.thresholds import number, own_targets
from ycpe_desktop.schoolyear import year_of
from ycpe_desktop.store import Store
from ycpe_desktop.store.in_year import in_force
from ycpe_desktop.store.listing import table_of
from ycpe_desktop.store.spoken import by_name


def inspect(store: Store, gardens: Sequence[str], calendar_year: int, day: date, conclusion: str) -> str:
    """年检 of these kindergartens with one conclusion, as one action; gives its label."""
    if not gardens:
        raise Refusal(f"{calendar_year} 年度在办的园都有了年检记录", "年检", "请改正年度")
    _refuse_early(day, calendar_year)
    whom = garden_name(store, gardens[0]) if len(gardens) == 1 else f"{len(gardens)} 所"
    label = f"{calendar_year} 年度年检：{whom} {conclusion}"
    with store.writing(label) as writer:
        for garden in gardens:
            key = {"kindergarten": garden, "calendar_year": calendar_year}
            put_child(writer, AnnualInspection, key, {"inspected": day, "conclusion": conclusion})
    return label


def conclude(store: Store, inspections: Sequence[str], values: Mapping[str, Any]) -> str:
    """These 年检 get a day and one conclusion (and what else is said), as one action; gives its label."""
    rows = [row_of(store, AnnualInspection, uuid) for uuid in inspections]
    for row in rows:
        _refuse_early(values["inspected"], row["calendar_year"])
    name = garden_name(store, rows[0]["kindergarten"]) if len(rows) == 1 else f"{len(rows)} 所"
    label = f"登记年检结论：{name} {values['conclusion']}"
    return note(store, AnnualInspection, inspections, values, label)


def again(store: Store, inspection: str, day: date, conclusion: str) -> str:
    """补检 after mending: another conclusion in place of the one that was not good enough; gives the label."""
    row = row_of(store, AnnualInspection, inspection)
    require_order(row["inspected"], day, "检查日期", garden_name(store, row["kindergarten"]))
    label = f"年检补检：{garden_name(store, row['kindergarten'])} {row['conclusion']} → {conclusion}（{day}）"
    values = {"conclusion": conclusion} | ({"mended": day} if conclusion in PASSING else {})
    told = f"{row['inspected'] or ''} {row['conclusion']}，{day} 补检".strip()
    values["remark"] = "；".join(part for part in (row["remark"], told) if part)
    return note(store, AnnualInspection, [inspection], values, label)


def uninspected(store: Store, calendar_year: int, day: date) -> list[str]:
    """The kindergartens in operation on the day that were there in that year and have no row of it, by township and
    name."""
    garden, status, row = table_of(Kindergarten), Kindergarten.status, table_of(AnnualInspection)
    done = exists().where(row.c.kindergarten == garden.c.uuid, row.c.calendar_year == calendar_year)
    wanted = (
        select(garden.c.uuid)
        .join(status.table, status.table.c.owner == garden.c.uuid)
        .where(in_force(status, day), status.table.c.value == "open", ~done)
        .where(was_there(garden, calendar_year))
        .order_by(garden.c.township, by_name(garden), garden.c.uuid)
    )
    with store.reading() as connection:
        return list(connection.scalars(wanted))


def _refuse_early(day: date, calendar_year: int) -> None:
    if day.year < calendar_year:
        raise Refusal(f"{day} 还不到 {calendar_year} 年度", "年检", "请改正检查日期或年度")


def evaluate(store: Store, garden: str, day: date, category: str, *, begun: str = "", **more: Any) -> str:
    """类别评估 of one kindergarten; the next one is due after the cycle in force. Gives the action's label.

    ``begun``: the record of it that has no category yet, and maybe another day.
    """
    years = int(number("category_cycle", year_of(day), own_targets(store)))
    label = f"类别评估：{garden_name(store, garden)} {category}（{day}）"
    with store.writing(label) as writer:
        values = {"category": category, "next_due": years_later(day, years), **more}
        if begun:
            writer.update(CategoryEvaluation, begun, {"evaluated": day, **values})
        else:
            put_child(writer, CategoryEvaluation, {"kindergarten": garden, "evaluated": day}, values)
    return label
