"""准入与许可: an event of a licence changes the registry with it, in one undo step."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Kindergarten, LicenceEvent
from ycpe_desktop.ledgers.licence_event import CHANGES, ENDING, KINDS
from ycpe_desktop.policy.acting import garden_name, held, require_order, row_of
from ycpe_desktop.store import Store, Writer

KIND_WORDS = dict(KINDS)
STATUS_AFTER = {"cancelled": "revoked", "revoked": "banned"}
"""注销 → 撤销, 吊销 → 取缔."""
CHANGEABLE = tuple(code for code, _ in CHANGES if code != "other")


def carry_over(writer: Writer, event: Mapping[str, Any]) -> None:
    """What the event means for the registry: the licence that it bears now, or that it is in operation no more."""
    garden, kind, day = event["kindergarten"], event["kind"], event["day"]
    if kind in ENDING:
        basis = event["document"] or event["reason"] or f"许可证{KIND_WORDS[kind]}"
        writer.state(Kindergarten.status, garden, STATUS_AFTER[kind], day, basis=basis)
        return
    told = {"licence": event["licence"], "licence_until": event["valid_until"], "licence_authority": event["authority"]}
    values = {name: each for name, each in told.items() if each is not None}
    if values:
        writer.update(Kindergarten, garden, values if kind == "changed" else {**values, "licence_issued": day})


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
    """审批设立 or 换证: the registry bears the licence from now on; gives the action's label."""
    name = garden_name(store, garden)
    require_order(day, valid_until, "办理日期", name)
    label = f"许可证{KIND_WORDS[kind]}：{name}（有效期至 {valid_until}）"
    event = {"kindergarten": garden, "kind": kind, "day": day, "licence": licence, "valid_until": valid_until}
    event |= {"authority": authority, "document": document}
    with store.writing(label) as writer:
        writer.insert(LicenceEvent, event)
        carry_over(writer, event)
    return label


def change(store: Store, garden: str, day: date, item: str, after: str, document: str | None = None) -> str:
    """变更 of name, sponsor, address or 园长; a name that goes is kept as 曾用名. Gives the label."""
    if item not in CHANGEABLE:
        raise Refusal("这一项不能随变更写入园所名册", "变更事项", "请在园所名册里直接修改")
    before = row_of(store, Kindergarten, garden)
    values: dict[str, Any] = {item: after}
    if item == "name":
        values["former_name"] = "、".join(part for part in (before["former_name"], before["name"]) if part)
    label = f"许可变更：{before['name']} {dict(CHANGES)[item]}改为 {after}"
    with store.writing(label) as writer:
        event = {"kindergarten": garden, "kind": "changed", "day": day, "item": item, "document": document}
        writer.insert(LicenceEvent, {**event, "before": before[item], "after": after})
        writer.update(Kindergarten, garden, values)
    return label


def end(store: Store, garden: str, kind: str, day: date, reason: str = "", document: str | None = None) -> str:
    """注销 or 吊销: the kindergarten is in operation no more; gives the label."""
    name = garden_name(store, garden)
    if held(store, Kindergarten.status, garden, day) == STATUS_AFTER[kind]:
        raise Refusal(f"{day} 已经不在办了", name)
    label = f"许可证{KIND_WORDS[kind]}：{name}（{day}）"
    with store.writing(label) as writer:
        event = {"kindergarten": garden, "kind": kind, "day": day, "reason": reason or None, "document": document}
        writer.insert(LicenceEvent, event)
        carry_over(writer, event)
    return label
