"""A clerk who does anything that is possible, and what the history says of it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import select

from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import ClassRoom, Kindergarten, YearReport
from ycpe_desktop.store import Store, history
from ycpe_desktop.store.tables import METADATA, raw_value
from ycpe_desktop.store.writer import new_uuid

Draw = Callable[[Any], Any]


def keys(store: Store, table: str) -> list[str]:
    with store.reading() as connection:
        return list(connection.scalars(select(METADATA.tables[table].c.uuid).order_by("uuid")))


def act(store: Store, draw: Draw) -> None:
    """One action of a clerk, whatever is possible now."""
    gardens, rooms = keys(store, "kindergarten"), keys(store, "class_room")
    what = draw(
        st.sampled_from(["add", "state", "change", "class", "report", "delete", "bulk", "setting", "raw", "drop"])
    )
    since = draw(st.sampled_from([date(2021, 9, 1), date(2025, 9, 1), date(2026, 9, 1), date(2026, 10, 1)]))
    number = draw(st.integers(0, 3))
    if what == "setting":
        store.set_setting("look", draw(st.sampled_from([None, 1, "暗", {"a": [1]}])), "设置")
        return
    if what == "bulk" or not gardens:
        with store.writing("导入", "import", "名册.xlsx") as writer:
            for each in range(3):
                key = writer.insert(Kindergarten, {"name": f"导入的幼儿园{each}", "site_area": Decimal("12.50")})
                writer.state(Kindergarten.nature, key, "public", since)
                writer.insert(YearReport, {"kindergarten": key, "year": 2026, "fee_care": Decimal(350)})
        return
    garden = gardens[number % len(gardens)]
    try:
        with store.writing(what) as writer:
            if what == "add":
                writer.insert(Kindergarten, {"name": f"幼儿园{number}", "opened": "2015-09", "licence_until": since})
            elif what == "state":
                nature = draw(st.sampled_from(["public", "inclusive", "forprofit"]))
                writer.state(Kindergarten.nature, garden, nature, since, correct=draw(st.booleans()))
            elif what == "change":
                values = {
                    "name": f"改名{number}",
                    "rural": bool(number % 2),
                    "site_area": Decimal(number),
                    "status": "open",
                }
                writer.change(Kindergarten, garden, values, since)
            elif what == "class":
                room = {"kindergarten": garden, "year": 2026, "name": f"班{number}", "band": "junior", "children": 20}
                writer.insert(ClassRoom, room)
            elif what == "report":
                writer.insert(YearReport, {"kindergarten": garden, "year": 2024 + number, "fee_care": Decimal("1.5")})
            elif what == "raw":
                left = {"ledger": "kindergarten", "owner": garden, "field": "name", "title": "校名", "value": "？"}
                writer.put(raw_value, {"uuid": new_uuid(), **left})
            elif what == "drop" and rooms:
                writer.delete(ClassRoom, rooms[number % len(rooms)])
            else:
                writer.delete(Kindergarten, garden)
    except Refusal:
        return  # a second report of a year, or a record that others use: nothing was done


def history_says(store: Store) -> str:
    with store.reading() as connection:
        step = history.next_undo(connection)
    return step.label if step else ""


def step_named(store: Store, label: str) -> int:
    with store.reading() as connection:
        return next(step.id for step in history.steps(connection) if step.label == label)
