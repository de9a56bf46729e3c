"""普惠性民办园认定 as it goes on: recognised, renewed, ended. Each act is one undo step that changes 办园性质."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, or_, select

from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import InclusiveRecognition, Kindergarten
from ycpe_desktop.policy.acting import garden_name, held, require_order, row_of
from ycpe_desktop.policy.claims import Claim, Row, state
from ycpe_desktop.store import Store, Writer
from ycpe_desktop.store.listing import table_of

ONE_DAY = timedelta(days=1)
NOT_TO_BE: Mapping[str, str] = {
    "public": "公办园本就是普惠性幼儿园，不需要认定",
    "forprofit": "普惠性民办园须是非营利性的，营利性民办园不能认定",
}


def in_force(connection: Connection, garden: str, day: date) -> dict[str, Any] | None:
    """The recognition that covers the day; the newest one where several do."""
    table = table_of(InclusiveRecognition)
    wanted = select(table).where(
        table.c.kindergarten == garden,
        table.c.since <= day,
        or_(table.c.valid_until.is_(None), table.c.valid_until >= day),
        or_(table.c.ended.is_(None), table.c.ended > day),
    )
    found = connection.execute(wanted.order_by(table.c.since.desc()).limit(1)).mappings().first()
    return dict(found) if found else None


def recognise(store: Store, garden: str, since: date, valid_until: date, document: str, **more: Any) -> str:
    """Recognise the kindergarten from ``since`` on; gives the action's label. ``more``: further fields of the row."""
    name, nature = garden_name(store, garden), held(store, Kindergarten.nature, garden, since)
    require_order(since, valid_until, "认定日期", name)
    if told := NOT_TO_BE.get(nature or ""):
        raise Refusal(told, name, "办园性质有误的，请先在园所名册里改正")
    with store.reading() as connection:
        now = in_force(connection, garden, since)
    if now is not None:
        raise Refusal(f"{now['since']} 的认定到 {now['valid_until']} 还有效", name, "续认请从期满的次日起")
    label = f"认定普惠性民办园：{name}（{since} 起）"
    values = {"kindergarten": garden, "since": since, "valid_until": valid_until, "document": document, **more}
    with store.writing(label, whole=True) as writer:
        writer.insert(InclusiveRecognition, values)
    return label


def renew(store: Store, recognition: str, valid_until: date, document: str) -> str:
    """The next recognition begins the day after this one ends, with its price and support; gives the label."""
    old = row_of(store, InclusiveRecognition, recognition)
    name = garden_name(store, old["kindergarten"])
    if old["valid_until"] is None:
        raise Refusal("没有填写认定有效期，不知道从哪一天续认", name, "请先填写“认定有效期至”")
    since = old["valid_until"] + ONE_DAY
    require_order(since, valid_until, "续认的起始日期", name)
    dropped = ("uuid", "since", "valid_until", "document", "ended", "ended_why", "posted", "posted_url", "remark")
    kept = {key: value for key, value in old.items() if key not in dropped and value is not None}
    label = f"续认普惠性民办园：{name}（{since} 至 {valid_until}）"
    with store.writing(label, whole=True) as writer:
        values = {**kept, "since": since, "valid_until": valid_until, "document": document}
        writer.insert(InclusiveRecognition, values)
    return label


def end(store: Store, recognition: str, day: date | None = None, why: str = "") -> str:
    """It is 普惠性 no more: from ``day`` on (withdrawn), or since the day after it ran out. Gives the label."""
    row = row_of(store, InclusiveRecognition, recognition)
    name = garden_name(store, row["kindergarten"])
    if day is None and row["valid_until"] is None:
        raise Refusal("没有填写认定有效期", name, "请先填写“认定有效期至”，或说明从哪一天终止")
    from_day = _last_day(row, day) + ONE_DAY
    early = day is not None and (row["valid_until"] is None or day <= row["valid_until"])
    require_order(row["since"] + ONE_DAY, from_day, "认定日期", name)
    with store.reading() as connection:
        if told := _followed(connection, row, from_day):
            raise Refusal(told, name)
    word = "终止" if early else "期满"
    label = f"普惠性民办园认定{word}：{name}（{from_day} 起）"
    with store.writing(label, whole=True) as writer:
        if early:
            writer.update(InclusiveRecognition, recognition, {"ended": from_day, "ended_why": why or None})
        else:
            state(writer, _back(writer.connection, row, from_day, why or f"普惠性民办园认定{word}"))
    return label


def claims(writer: Writer, row: Row) -> Iterator[Claim]:
    """普惠性 from its day on, and what it was before from the day on which it was withdrawn; one that has run out goes
    back only when someone says so."""
    nature, garden = Kindergarten.nature, row["kindergarten"]
    yield Claim(nature, garden, "inclusive", row["since"], row["document"], (None, "nonprofit", "inclusive"))
    if row["ended"] is not None and row["ended"] > row["since"]:
        day = _last_day(row, row["ended"]) + ONE_DAY
        back = _back(writer.connection, row, day, row["ended_why"] or "普惠性民办园认定终止")
        yield back._replace(hindered=_followed(writer.connection, row, day))


def nature_before(connection: Connection, garden: str, day: date) -> str:
    """The last 办园性质 before the day that was not 普惠性; 非营利性民办 where none is known."""
    periods = Kindergarten.nature.table
    wanted = select(periods.c.value).where(
        periods.c.owner == garden, periods.c.since < day, periods.c.value.in_(("nonprofit", "forprofit"))
    )
    return connection.scalar(wanted.order_by(periods.c.since.desc()).limit(1)) or "nonprofit"


def _last_day(row: Row, ended: date | None) -> date:
    """The day before it was withdrawn, or the end of its term where that is earlier."""
    return min(day for day in (row["valid_until"], ended and ended - ONE_DAY) if day is not None)


def _followed(connection: Connection, row: Row, day: date) -> str:
    following = in_force(connection, row["kindergarten"], day)
    return "" if following is None or following["uuid"] == row["uuid"] else f"{following['since']} 起已经续认"


def _back(connection: Connection, row: Row, day: date, basis: str) -> Claim:
    before = nature_before(connection, row["kindergarten"], row["since"])
    return Claim(Kindergarten.nature, row["kindergarten"], before, day, basis, ("inclusive",))
