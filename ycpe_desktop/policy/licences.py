"""准入与许可: an event of a licence changes the registry with it, in one undo step."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, or_, select

from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Kindergarten, LicenceEvent
from ycpe_desktop.ledgers.licence_event import CHANGES, ENDING, KINDS
from ycpe_desktop.policy.acting import garden_name, held, require_order
from ycpe_desktop.policy.claims import Claim, Row, called
from ycpe_desktop.store import Store, Writer

EVENT = LicenceEvent.__table__
KIND_WORDS = dict(KINDS)
STATUS_AFTER = {"cancelled": "revoked", "revoked": "banned"}
"""注销 → 撤销, 吊销 → 取缔."""
CHANGEABLE = tuple(code for code, _ in CHANGES if code != "other")


def bear(writer: Writer, event: Row, was: Row | None) -> None:
    """The registry bears the licence of the event, unless it knows of a later one."""
    garden, borne, before = event["kindergarten"], _borne(event), _borne(was)
    if borne and (borne != before or garden != (was or event)["kindergarten"]):
        if told := outrun(writer.connection, event, was):
            writer.tell(f"{called(writer, garden)}：{told}，园所名册里的许可证没有改动")
        else:
            writer.update(Kindergarten, garden, borne)
    if was is not None and (garden != was["kindergarten"] or before.keys() - borne.keys()):
        now = writer.row(Kindergarten.__table__, was["kindergarten"]) or {}
        if any(now.get(name) == value for name, value in before.items() if value != borne.get(name)):
            writer.tell(f"{now['name']}：原来写进园所名册的许可证没有改回，请在园所名册里改正")


def _borne(event: Row | None) -> dict[str, Any]:
    """What the registry bears after the event; a 变更 alone issues no licence anew."""
    if event is None or event["kind"] in ENDING:
        return {}
    told = {"licence": event["licence"], "licence_until": event["valid_until"], "licence_authority": event["authority"]}
    values = {name: each for name, each in told.items() if each is not None}
    return {**values, "licence_issued": event["day"]} if values and event["kind"] != "changed" else values


def outrun(connection: Connection, event: Row, was: Row | None = None) -> str:
    """Which later licence is known, of another event or of the registry; "" where none is. An issue on the day that
    the event had before (``was``) is its own."""
    told = or_(EVENT.c.licence.is_not(None), EVENT.c.valid_until.is_not(None))
    if found := _later(connection, event, EVENT.c.kind.not_in(ENDING), told):
        return found
    garden = Kindergarten.__table__
    issued = connection.scalar(select(garden.c.licence_issued).where(garden.c.uuid == event["kindergarten"]))
    own = was is not None and was["kindergarten"] == event["kindergarten"] and issued == was["day"]
    return f"{issued} 已另颁证" if issued is not None and issued > event["day"] and not own else ""


def change_item(writer: Writer, event: Row, was: Row | None) -> None:
    """变更 of name, sponsor, address or 园长: the registry says so from now on, and a name that goes is a 曾用名."""
    garden, item, after = (event[name] for name in ("kindergarten", "item", "after"))
    if was is not None and _changed(was) == _changed(event):
        return
    row = writer.row(Kindergarten.__table__, garden)
    here = (garden, item) if _changed(event) else None
    if was is not None and _changed(was) and here != (was["kindergarten"], was["item"]):
        writer.tell(f"“{dict(CHANGES)[was['item']]}”原来改成的“{was['after']}”没有改回，请在园所名册里改正")
    if not _changed(event) or row is None or row[item] == after:
        return
    mine = was is not None and _changed(was) is not None and row[item] == was["after"]
    if told := _item_hindered(writer, event, row, mine=mine):
        writer.tell(f"{row['name']}的“{dict(CHANGES)[item]}”没有改动：{told}")
        return
    if event["before"] is None:
        writer.update(LicenceEvent, event["uuid"], {"before": row[item]})
    values = {item: after}
    if item == "name" and not mine:
        values["former_name"] = "、".join(part for part in (row["former_name"], row["name"]) if part)
    writer.update(Kindergarten, garden, values)


def _changed(event: Row) -> tuple[Any, ...] | None:
    """What a whole 变更 says; None of any other event and while something is missing."""
    if event["kind"] != "changed" or event["item"] not in CHANGEABLE or not event["after"]:
        return None
    return tuple(event[name] for name in ("kindergarten", "item", "after", "day"))


def _item_hindered(writer: Writer, event: Row, row: Row, *, mine: bool) -> str:
    if told := item_outrun(writer.connection, event):
        return told
    now = row[event["item"]]
    if mine or event["before"] in (None, now):
        return ""
    return f"园所名册里现在是“{now or ''}”，不是变更前的“{event['before']}”"


def item_outrun(connection: Connection, event: Row) -> str:
    """The next 变更 of the same item; "" where none is known."""
    same = (EVENT.c.kind == "changed", EVENT.c.item == event["item"], EVENT.c.after.is_not(None))
    return _later(connection, event, *same)


def end_outrun(connection: Connection, event: Row) -> str:
    """The next sign that the licence has gone on; "" where none is known."""
    return _later(connection, event, EVENT.c.kind.not_in(ENDING))


def ended(writer: Writer, event: Row) -> Iterator[Claim]:
    """注销 or 吊销: the kindergarten is in operation no more, unless its licence is known to have gone on."""
    if event["kind"] in ENDING:
        basis = event["document"] or event["reason"] or f"许可证{KIND_WORDS[event['kind']]}"
        hindered, status = end_outrun(writer.connection, event), STATUS_AFTER[event["kind"]]
        yield Claim(Kindergarten.status, event["kindergarten"], status, event["day"], basis, hindered=hindered)


def _later(connection: Connection, event: Row, *conditions: Any) -> str:
    """The next later event of the kindergarten for which the conditions hold; "" where none is known."""
    own = EVENT.c.kindergarten == event["kindergarten"]
    wanted = select(EVENT.c.day, EVENT.c.kind).where(own, EVENT.c.day > event["day"], *conditions)
    found = connection.execute(wanted.order_by(EVENT.c.day).limit(1)).first()
    return f"已登记 {found.day} 的{KIND_WORDS[found.kind]}" if found else ""


def grant(
    store: Store,
    garden: str,
    kind: str,
    day: date,
    licence: str,
    valid_until: date,
    *,
    authority: str | None = None,
    document: str | None = None,
) -> str:
    """审批设立 or 换证, see ``bear``; gives the action's label."""
    name = garden_name(store, garden)
    require_order(day, valid_until, "办理日期", name)
    label = f"许可证{KIND_WORDS[kind]}：{name}（有效期至 {valid_until}）"
    event = {"kindergarten": garden, "kind": kind, "day": day, "licence": licence, "valid_until": valid_until}
    event |= {"authority": authority, "document": document}
    with store.writing(label, whole=True) as writer:
        writer.insert(LicenceEvent, event)
    return label


def change(store: Store, garden: str, day: date, item: str, after: str, document: str | None = None) -> str:
    """变更, see ``change_item``; gives the label."""
    if item not in CHANGEABLE:
        raise Refusal("这一项不能随变更写入园所名册", "变更事项", "请在园所名册里直接修改")
    label = f"许可变更：{garden_name(store, garden)} {dict(CHANGES)[item]}改为 {after}"
    with store.writing(label, whole=True) as writer:
        event = {"kindergarten": garden, "kind": "changed", "day": day, "item": item, "document": document}
        writer.insert(LicenceEvent, {**event, "after": after})
    return label


def end(store: Store, garden: str, kind: str, day: date, reason: str = "", document: str | None = None) -> str:
    """注销 or 吊销: the kindergarten is in operation no more; gives the label."""
    name = garden_name(store, garden)
    if held(store, Kindergarten.status, garden, day) == STATUS_AFTER[kind]:
        raise Refusal(f"{day} 已经不在办了", name)
    label = f"许可证{KIND_WORDS[kind]}：{name}（{day}）"
    with store.writing(label, whole=True) as writer:
        event = {"kindergarten": garden, "kind": kind, "day": day, "reason": reason or None, "document": document}
        writer.insert(LicenceEvent, event)
    return label
