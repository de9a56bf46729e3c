"""The periods of one dated fact of one record, edited by hand: no overlaps, and no hole where there was none."""

from datetime import date
from typing import Any

from ycpe_desktop.faults import Refusal
from ycpe_desktop.fields import Dated
from ycpe_desktop.store.beside import Period, periods
from ycpe_desktop.store.store import Store


def add_period(store: Store, fact: Dated[Any], owner: str, since: date, value: Any, basis: str) -> None:
    """``value`` holds from ``since`` on, until what followed then; one action."""
    with store.reading() as connection:
        if any(each.since == since for each in periods(connection, fact, owner)):
            raise Refusal(f"{since} 已经有一段", fact.field.label, "请修改那一段，或换一个日期")
    with store.writing(f"新增{fact.field.label}沿革") as writer:
        writer.state(fact, owner, value, since, basis=basis)


def edit_period(
    store: Store, fact: Dated[Any], owner: str, uuid: str, since: date, until: date | None, value: Any, basis: str
) -> None:
    """Mend one period; the one before that ended where it began ends at its new beginning. One action."""
    with store.reading() as connection:
        found = periods(connection, fact, owner)
    place = next((number for number, each in enumerate(found) if each.uuid == uuid), None)
    if place is None:
        raise Refusal("这一段已经不在了", fact.field.label, "请刷新后再试")
    now = found[place]
    before = found[place - 1] if place else None
    after = found[place + 1] if place + 1 < len(found) else None
    _refuse_overlap(fact, since, until, before, after)
    with store.writing(f"修改{fact.field.label}沿革") as writer:
        if before is not None and (before.until == now.since or before.until is None or before.until > since):
            row = writer.row(fact.table, before.uuid)
            writer.alter(fact.table, before.uuid, row or {}, {"until": since})
        row = writer.row(fact.table, uuid)
        writer.alter(
            fact.table, uuid, row or {}, {"since": since, "until": until, "value": value, "basis": basis or None}
        )


def delete_period(store: Store, fact: Dated[Any], owner: str, uuid: str) -> None:
    """What held before goes on in its place. One action."""
    with store.reading() as connection:
        found = periods(connection, fact, owner)
    place = next((number for number, each in enumerate(found) if each.uuid == uuid), None)
    if place is None:
        return
    now, before = found[place], found[place - 1] if place else None
    with store.writing(f"删除{fact.field.label}沿革") as writer:
        writer.remove(fact.table, uuid)
        if before is not None and before.until == now.since:
            row = writer.row(fact.table, before.uuid)
            writer.alter(fact.table, before.uuid, row or {}, {"until": now.until})


def _refuse_overlap(
    fact: Dated[Any], since: date, until: date | None, before: Period | None, after: Period | None
) -> None:
    where = fact.field.label
    if until is not None and until <= since:
        raise Refusal("止日应在起日之后", where)
    if before is not None and since <= before.since:
        raise Refusal(f"起日应在上一段的起日 {before.since} 之后", where)
    if after is not None and (until is None or until > after.since):
        raise Refusal(f"这一段应在下一段的起日 {after.since} 之前结束", where)
