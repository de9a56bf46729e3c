"""Visits that are there already: those of a month as they stand, drafts that wait, and one as it was typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import select

from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Rectification, Visit, VisitFinding, fields_of
from ycpe_desktop.ledgers.rectification import counted
from ycpe_desktop.ledgers.visit import carried_out
from ycpe_desktop.ledgers.visit_words import ASPECT_OF, ASPECTS
from ycpe_desktop.policy.flows import last_of, month_of
from ycpe_desktop.policy.visit_acts import Entry, Problem, aside_key
from ycpe_desktop.store import Store
from ycpe_desktop.store.listing import table_of

State = Literal["done", "unchecked", "draft"]
OWN = ("kindergarten", "visited", "supervisor", "state")
"""Fields of a visit that an entry has beside its ``values``."""


@dataclass(frozen=True)
class Recorded:
    """``state``: carried out, finished though nothing could be looked at, or not finished."""

    uuid: str
    kindergarten: str
    visited: date
    supervisor: str
    state: State


@dataclass(frozen=True)
class Noticed:
    """Of a finding with a 限期整改: the number of its notice and its day."""

    number: str
    due: date | None


@dataclass(frozen=True)
class Opened:
    """A visit as it was typed. ``noticed``: finding → its notice; such a problem cannot be taken away."""

    entry: Entry
    draft: bool
    noticed: Mapping[str, Noticed]


def recorded(store: Store, month: date) -> dict[str, list[Recorded]]:
    """Kindergarten → its visits in the month that ``month`` lies in, the oldest first."""
    first, visited = month_of(month), table_of(Visit).c.visited
    found: dict[str, list[Recorded]] = {}
    for each in _read(store, visited >= first, visited <= last_of(first)):
        found.setdefault(each.kindergarten, []).append(each)
    return found


def drafts(store: Store) -> list[Recorded]:
    """Those that were begun and not finished, the one begun last first."""
    return sorted(_read(store, table_of(Visit).c.state == "draft"), key=lambda each: each.uuid, reverse=True)


def _read(store: Store, *wanted: Any) -> list[Recorded]:
    table = table_of(Visit)
    looked = carried_out(table).label("looked")
    columns = (table.c.uuid, table.c.kindergarten, table.c.visited, table.c.supervisor, table.c.state, looked)
    with store.reading() as connection:
        rows = connection.execute(select(*columns).where(*wanted).order_by(table.c.visited, table.c.uuid))
        return [
            Recorded(
                row.uuid, row.kindergarten, row.visited, row.supervisor or "",
                "draft" if row.state == "draft" else "done" if row.looked else "unchecked",
            )
            for row in rows
        ]  # fmt: skip


def opened(store: Store, visit: str) -> Opened:
    """Raises Refusal where it is gone."""
    table, finding, mend = table_of(Visit), table_of(VisitFinding), table_of(Rectification)
    with store.reading() as connection:
        row = connection.execute(select(table).where(table.c.uuid == visit)).mappings().first()
        told = select(finding, mend.c.number, mend.c.due).outerjoin(mend, mend.c.uuid == finding.c.rectification)
        found = connection.execute(told.where(finding.c.visit == visit).order_by(finding.c.uuid)).mappings().all()
    if row is None:
        raise Refusal("这条督导记录已经不在了", "", "请刷新后再试")
    draft, aside = row["state"] == "draft", store.setting(aside_key(visit), {})
    values = {each.name: row[each.name] for each in fields_of(Visit) if each.name in row and each.name not in OWN}
    problems = tuple(_problem(one, draft, aside.get("problems", {}).get(one["uuid"], {})) for one in found)
    entry = Entry(row["kindergarten"], row["visited"], row["supervisor"] or "", values, problems, _day(aside, "issued"))
    noticed = {one["uuid"]: Noticed(one["number"] or "", one["due"]) for one in found if one["rectification"]}
    return Opened(entry, draft, noticed)


def _problem(row: Any, draft: bool, aside: Mapping[str, Any]) -> Problem:
    """Of a finished visit, what has no notice was to have none."""
    rectify = aside.get("rectify", draft or bool(row["rectification"]))
    return Problem(
        row["item"] or "", row["problem"], row["clause"], row["clause_other"], bool(row["grave"]), bool(row["mended"]),
        rectify, _day(aside, "due"), row["uuid"],
    )  # fmt: skip


def _day(told: Mapping[str, Any], name: str) -> date | None:
    return date.fromisoformat(told[name]) if told.get(name) else None


def earlier(store: Store, kindergarten: str, day: date) -> dict[str, tuple[date, str]]:
    """Item → when and what of it was found there last, within the year before the day: it comes up again."""
    visit, finding = table_of(Visit), table_of(VisitFinding)
    a_year_ago = (day.year - 1) * 10_000 + day.month * 100 + day.day
    wanted = (
        select(finding.c.item, visit.c.visited, finding.c.problem)
        .join(visit, visit.c.uuid == finding.c.visit)
        .where(visit.c.kindergarten == kindergarten, visit.c.visited < day, counted(visit.c.visited) >= a_year_ago)
        .order_by(visit.c.visited, finding.c.uuid)
    )
    with store.reading() as connection:
        return {row.item: (row.visited, row.problem) for row in connection.execute(wanted) if row.item}


def unfounded(entry: Entry) -> list[str]:
    """Labels of the matters that are judged 发现问题 while no problem of them is told."""
    told = {ASPECT_OF[one.item] for one in entry.problems if one.item}
    return [label for name, label in ASPECTS if entry.values.get(f"{name}_state") == "faulty" and name not in told]
