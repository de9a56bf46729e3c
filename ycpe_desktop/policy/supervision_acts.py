"""Changing who has whom: each of these is one action, counted from a day. Moving ends the old and begins a new one."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal

from sqlalchemy import select

from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Assignment, Kindergarten, Recusal, field_of
from ycpe_desktop.policy.namesakes import supervisor_names
from ycpe_desktop.policy.supervision import holds, post_years, recusals_of
from ycpe_desktop.store import Store, Writer
from ycpe_desktop.store.listing import table_of

NAMED_AT_MOST = 3
Plaque = Literal["printed", "posted"]
PLAQUE_WORDS: Mapping[Plaque, str] = {"printed": "印制", "posted": "挂出"}


def assign(store: Store, gardens: Sequence[str], supervisor: str, day: date) -> str:
    """Give these kindergartens to the supervisor from ``day`` on; gives the action's label, "" if nothing changed.

    Whoever had them ends on that day. Raises Refusal where a 回避 stands against it; nothing is changed then.
    """
    every = rows_of(store, gardens)
    moved = [
        uuid for uuid in gardens if not any(holds(row, day) and row.supervisor == supervisor for row in every[uuid])
    ]
    if not moved:
        return ""
    refuse_recused(store, moved, supervisor, day)
    with store.writing(_moving_label(store, moved, every, supervisor, day)) as writer:
        for uuid in moved:
            until = end_held(writer, every[uuid], day, store.today)
            begin(writer, every[uuid], supervisor, uuid, day, until)
    return _moving_label(store, moved, every, supervisor, day)


def end(store: Store, gardens: Sequence[str], day: date) -> str:
    """Nobody is in charge of them from ``day`` on; gives the action's label, "" if nobody was."""
    every = rows_of(store, gardens)
    held = [uuid for uuid in gardens if any(holds(row, day) for row in every[uuid])]
    if not held:
        return ""
    if len(held) > 1:
        label = f"结束督学责任：{len(held)} 所"
    else:
        label = f"结束督学责任：{_garden(store, held[0])}（{_holder(store, every[held[0]], day)}）"
    with store.writing(label) as writer:
        for uuid in held:
            end_held(writer, every[uuid], day, store.today)
    return label


def lock(store: Store, duties: Sequence[str], locked: bool) -> str:
    """The automatic assignment leaves locked ones alone; gives the action's label."""
    word = "锁定" if locked else "解锁"
    label = f"{word}督学责任：{len(duties)} 所" if len(duties) > 1 else f"{word}督学责任：{_of_duty(store, duties[0])}"
    with store.writing(label) as writer:
        for uuid in duties:
            writer.update(Assignment, uuid, {"locked": locked})
    return label


def mark_plaques(store: Store, duties: Sequence[str], what: Plaque, day: date | None) -> str:
    """Note on which day their plaques were printed or posted; None takes the note away. Gives the action's label."""
    many = f"{len(duties)} 块" if len(duties) > 1 else _of_duty(store, duties[0])
    label = f"公示牌{PLAQUE_WORDS[what]}：{many}" if day else f"清除公示牌{PLAQUE_WORDS[what]}日期：{many}"
    with store.writing(label) as writer:
        for uuid in duties:
            row = writer.row(table_of(Assignment), uuid)
            if day and day > store.today:
                raise Refusal(f"{PLAQUE_WORDS[what]}日期 {day} 还没到", _of_duty(store, uuid), "请改正日期")
            if day and what == "posted" and row and row["since"] > day:
                raise Refusal(f"挂出日期 {day} 早于负责起 {row['since']}", _of_duty(store, uuid), "请改正日期")
            writer.update(Assignment, uuid, {f"plaque_{what}": day})
    return label


def refuse_recused(store: Store, gardens: Sequence[str], supervisor: str, day: date) -> None:
    years = post_years(store, day)
    with store.reading() as connection:
        known = recusals_of(connection, day, years)
    against = [uuid for uuid in gardens if (supervisor, uuid) in known]
    if against:
        kind = field_of(Recusal, "reason").kind
        told = "、".join(
            f"{_garden(store, uuid)}（{kind.show(known[supervisor, uuid])}）" for uuid in against[:NAMED_AT_MOST]
        )
        more = f"等 {len(against)} 所" if len(against) > NAMED_AT_MOST else ""
        raise Refusal(
            f"{_person(store, supervisor)}应当回避：{told}{more}，不能负责",
            "",
            "请换一位督学；登记有误的，请在“督学回避”中改正",
        )


def rows_of(store: Store, gardens: Sequence[str]) -> dict[str, list[Any]]:
    """Kindergarten → all its assignments, oldest first."""
    table = table_of(Assignment)
    found: dict[str, list[Any]] = {uuid: [] for uuid in gardens}
    with store.reading() as connection:
        for row in connection.execute(select(table).order_by(table.c.since)):
            if row.kindergarten in found:
                found[row.kindergarten].append(row)
    return found


def end_held(writer: Writer, rows: Sequence[Any], day: date, today: date) -> date | None:
    """End what is in force on ``day``; gives the day until which the gap lasts, None for ever.

    What began that very day never came to be: it goes. An end that has already come stays; one to come is replaced.
    """
    later = [row.since for row in rows if row.since > day]
    until: date | None = min(later, default=None)
    for row in rows:
        if not holds(row, day):
            continue
        if row.until is not None and row.until <= today:
            until = row.until if until is None else min(until, row.until)
        if row.since == day:
            writer.delete(Assignment, row.uuid)
        else:
            writer.update(Assignment, row.uuid, {"until": day})
    return until


def begin(
    writer: Writer,
    rows: Sequence[Any],
    supervisor: str,
    garden: str,
    day: date,
    until: date | None,
    reason: str | None = None,
) -> None:
    """Give the kindergarten to the supervisor; whoever had it until that very day goes on, with the plaque."""
    ended = next((row for row in rows if row.supervisor == supervisor and row.until == day and row.since < day), None)
    if ended is not None:
        writer.update(Assignment, ended.uuid, {"until": until})
        return
    values = {"supervisor": supervisor, "kindergarten": garden, "since": day, "until": until, "reason": reason}
    writer.insert(Assignment, values)


def _moving_label(
    store: Store, gardens: Sequence[str], every: Mapping[str, Sequence[Any]], supervisor: str, day: date
) -> str:
    person = _person(store, supervisor)
    if len(gardens) > 1:
        return f"督学调整：{len(gardens)} 所改由 {person} 负责"
    before = _holder(store, every[gardens[0]], day)
    name = _garden(store, gardens[0])
    return f"督学调整：{name} 由 {before} 改为 {person}" if before else f"督学分配：{name} 由 {person} 负责"


def _holder(store: Store, rows: Sequence[Any], day: date) -> str:
    return "、".join(_person(store, row.supervisor) for row in rows if holds(row, day))


def _garden(store: Store, uuid: str) -> str:
    return store.names.name(Kindergarten.__tablename__, uuid)


def _person(store: Store, uuid: str) -> str:
    with store.reading() as connection:
        return supervisor_names(store, connection)[uuid]


def _of_duty(store: Store, duty: str) -> str:
    table = table_of(Assignment)
    with store.reading() as connection:
        row = connection.execute(select(table).where(table.c.uuid == duty)).one()
    return f"{_garden(store, row.kindergarten)}（{_person(store, row.supervisor)}）"
