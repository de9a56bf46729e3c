"""办园共同体 as it goes on: a kindergarten joins, leaves, the whole ends. Each is one undo step."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import false, or_, select

from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Alliance, AllianceMember
from ycpe_desktop.policy.acting import garden_name, require_order, row_of
from ycpe_desktop.policy.alliances import lasting
from ycpe_desktop.policy.claims import Row
from ycpe_desktop.store import Store, Writer
from ycpe_desktop.store.listing import table_of


def members(store: Store, alliance: str, day: date) -> dict[str, dict[str, Any]]:
    """Kindergarten → its row, of the members on that day."""
    table = table_of(AllianceMember)
    wanted = select(table).where(table.c.alliance == alliance, lasting(table, day))
    with store.reading() as connection:
        return {row["kindergarten"]: dict(row) for row in connection.execute(wanted).mappings()}


def join(store: Store, alliance: str, garden: str, day: date, same_legal: bool) -> str:
    """The kindergarten is a member from the day; gives the action's label."""
    row, name = row_of(store, Alliance, alliance), garden_name(store, garden)
    require_order(row["since"], day, "成立日期", row["name"])
    if garden == row["lead"]:
        raise Refusal("牵头园本来就在共同体里", name)
    if garden in members(store, alliance, day):
        raise Refusal(f"{day} 已是“{row['name']}”的成员", name)
    label = f"加入办园共同体：{name} 加入“{row['name']}”（{day}）"
    with store.writing(label) as writer:
        values = {"alliance": alliance, "kindergarten": garden, "since": day, "same_legal": same_legal}
        writer.insert(AllianceMember, values)
    return label


def leave(store: Store, alliance: str, garden: str, day: date) -> str:
    """It is a member no more from the day on; gives the label."""
    row, name = row_of(store, Alliance, alliance), garden_name(store, garden)
    there = members(store, alliance, day - timedelta(days=1)).get(garden)
    if there is None:
        raise Refusal(f"{day} 以前不是“{row['name']}”的成员", name, "请选定它的成员园")
    label = f"退出办园共同体：{name} 退出“{row['name']}”（{day}）"
    with store.writing(label) as writer:
        writer.update(AllianceMember, there["uuid"], {"until": day})
    return label


def dissolve(store: Store, alliance: str, day: date) -> str:
    """It ends, and so does the membership of all; gives the label."""
    row = row_of(store, Alliance, alliance)
    require_order(row["since"] + timedelta(days=1), day, "成立日期", row["name"])
    left = members(store, alliance, day)
    label = f"办园共同体结束：{row['name']}（{day}，成员 {len(left)} 所）"
    with store.writing(label, whole=True) as writer:
        writer.update(Alliance, alliance, {"until": day})
    return label


def end_members(writer: Writer, row: Row, was: Row | None) -> None:
    """The members on the day on which it ends are so no longer; those that ended with it before go with its day."""
    table, before = table_of(AllianceMember), was["until"] if was is not None else None
    if row["until"] == before:
        return
    with_it = false() if before is None else table.c.until == before
    there = false() if row["until"] is None else lasting(table, row["until"])
    wanted = select(table.c.uuid).where(table.c.alliance == row["uuid"], or_(with_it, there))
    for uuid in list(writer.connection.scalars(wanted)):
        writer.update(AllianceMember, uuid, {"until": row["until"]})
