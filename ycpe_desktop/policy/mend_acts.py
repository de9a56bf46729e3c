"""What happens to a 限期整改 after it was found: notice, reply, 复查, 销号, 退回, 取缔. Each is one undo step."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Kindergarten, Rectification
from ycpe_desktop.ledgers.rectification import ENDED
from ycpe_desktop.policy.visit_acts import usual_due
from ycpe_desktop.policy.visit_settings import following_numbers, notice_pattern
from ycpe_desktop.store import Store, Writer
from ycpe_desktop.store.listing import table_of

Row = Mapping[str, Any]
LONGEST = 2000
"""Characters of 办理经过; its oldest lines go first."""


def issue(store: Store, mends: Sequence[str], day: date) -> str:
    """Give these problems of one kindergarten a notice of that day, whatever their source; gives its number.

    Those that have no day of their own get the usual one.
    """
    if len({row["kindergarten"] for row in _open_rows(store, mends)}) > 1:
        raise Refusal("一张整改通知书只能发给一所园", "", "请按园分别下发")
    return issue_each(store, mends, day)[0]


def issue_each(store: Store, mends: Sequence[str], day: date) -> list[str]:
    """The same for problems of several kindergartens, a notice each, as one action; gives the numbers."""
    _refuse_future(store, day)
    gardens: dict[str, list[dict[str, Any]]] = {}
    for row in _open_rows(store, mends):
        if row["number"]:
            raise Refusal(f"已经有通知书 {row['number']}", _called(store, row), "不必再编号")
        gardens.setdefault(row["kindergarten"], []).append(row)
    numbers = _numbers(store, day, len(gardens))
    several = f"{len(gardens)} 所园" if len(gardens) > 1 else _garden(store, next(iter(gardens.values()))[0])
    told = "—".join(dict.fromkeys((numbers[0], numbers[-1])))
    with store.writing(f"下发整改通知：{told}（{several}，{len(set(mends))} 个问题）") as writer:
        for number, rows in zip(numbers, gardens.values(), strict=True):
            for place, row in enumerate(rows, 1):
                due = row["due"] or usual_due(store, day)
                _refuse_early(due, day, "整改期限", "下发日期", _garden(store, row))
                writer.update(Rectification, row["uuid"], {"number": number, "place": place, "issued": day, "due": due})
    return numbers


def _numbers(store: Store, day: date, count: int) -> list[str]:
    """So many numbers after the highest of the year."""
    pattern = notice_pattern(store)
    with store.reading() as connection:
        return following_numbers(connection, pattern, day.year, count)


def reply(store: Store, mends: Sequence[str], day: date, text: str) -> str:
    """The kindergarten's written answer; gives the action's label, as all that follow do."""
    if not text.strip():
        raise Refusal("没有写明整改情况", "", "请写下园里报来的整改情况")

    def answer(writer: Writer, row: Row) -> None:
        _refuse_early(day, row["issued"], "回复日期", "下发日期", _called(store, row))
        writer.update(Rectification, row["uuid"], {"replied": day, "reply": text.strip()})

    return _each(store, mends, day, "整改回复", "", answer)


def close(store: Store, mends: Sequence[str], day: date, note: str = "") -> str:
    """复查 found it mended: 整改到位, 销号 that day."""

    def end(writer: Writer, row: Row) -> None:
        values: dict[str, Any] = {"outcome": "closed", "closed": day}
        if row["check_result"] == "passed" and row["checked"]:  # looked at before, only not closed yet
            _refuse_early(day, row["checked"], "销号日期", "复查日期", _called(store, row))
            values["check_note"] = "；".join(filter(None, (row["check_note"], note.strip()))) or None
        else:
            _refuse_early(day, row["replied"] or row["issued"], "复查日期", "回复日期", _called(store, row))
            values |= {"checked": day, "check_result": "passed", "check_note": note.strip() or row["check_note"]}
        writer.update(Rectification, row["uuid"], values)

    return _each(store, mends, day, "复查销号", "", end)


def recheck(store: Store, mends: Sequence[str], day: date, note: str = "") -> str:
    """复查 found it mended; 销号 is to follow."""

    def look(writer: Writer, row: Row) -> None:
        _refuse_early(day, row["replied"] or row["issued"], "复查日期", "回复日期", _called(store, row))
        values = {"checked": day, "check_result": "passed", "check_note": note.strip() or None}
        writer.update(Rectification, row["uuid"], values)

    return _each(store, mends, day, "复查", "，整改到位", look)


def send_back(store: Store, mends: Sequence[str], day: date, due: date, note: str) -> str:
    """复查 found it not mended: 退回, it goes on with a new day. What was answered before moves to 办理经过."""
    if not note.strip():
        raise Refusal("没有写明为什么退回", "", "请写下复查发现的情况")

    def back(writer: Writer, row: Row) -> None:
        _refuse_early(day, row["replied"] or row["issued"], "复查日期", "回复日期", _called(store, row))
        _refuse_early(due, day, "新的期限", "复查日期", _called(store, row))
        values = {
            "outcome": "returned",
            "first_due": row["first_due"] or row["due"],
            "due": due,
            "replied": None,
            "reply": None,
            "checked": None,
            "check_result": None,
            "check_note": None,
            "course": _course(row, day, due, note.strip()),
        }
        writer.update(Rectification, row["uuid"], values)

    return _each(store, mends, day, "退回重改", f"，改为 {due} 前", back)


def ban(store: Store, mends: Sequence[str], day: date, children: int) -> str:
    """整改不到位: the kindergarten is 取缔, so many children were placed elsewhere."""
    if children < 0:
        raise Refusal(f"安置幼儿不能是 {children} 人", "", "请填写 0 以上的整数")

    def end(writer: Writer, row: Row) -> None:
        _refuse_early(day, row["issued"], "取缔日期", "下发日期", _called(store, row))
        values = {"outcome": "banned", "closed": day, "children_placed": children}
        writer.update(Rectification, row["uuid"], values)

    return _each(store, mends, day, "取缔", f"，安置幼儿 {children} 人", end)


def reopen(store: Store, mends: Sequence[str]) -> str:
    """销号 or 取缔 was a mistake: it is open again, as it was before."""
    rows = _rows(store, mends)
    label = f"取消销号：{_these(store, rows)}"
    with store.writing(label) as writer:
        for row in rows:
            outcome = "returned" if row["first_due"] else None
            values = {"outcome": outcome, "closed": None}
            if row["outcome"] == "banned":
                values["children_placed"] = None
            writer.update(Rectification, row["uuid"], values)
    return label


def _each(
    store: Store, mends: Sequence[str], day: date, word: str, tail: str, act: Callable[[Writer, Row], None]
) -> str:
    rows = _open_rows(store, mends)
    _refuse_future(store, day)
    label = f"{word}：{_these(store, rows)}{tail}"
    with store.writing(label) as writer:
        for row in rows:
            act(writer, row)
    return label


def _course(row: Row, day: date, due: date, note: str) -> str:
    told = [row["course"]] if row["course"] else []
    if row["replied"]:
        told.append(f"{row['replied']} 回复：{row['reply'] or ''}")
    term = f"期限仍为 {due}" if row["due"] == due else f"原期限 {row['due'] or '未定'}，改为 {due}"
    told.append(f"{day} 复查不到位：{note}；{term}")
    return "\n".join(told)[-LONGEST:]


def _rows(store: Store, mends: Sequence[str]) -> list[dict[str, Any]]:
    table = table_of(Rectification)
    with store.reading() as connection:
        found = {
            row["uuid"]: dict(row)
            for row in connection.execute(table.select().where(table.c.uuid.in_(mends))).mappings()
        }
    if not mends or len(found) < len(set(mends)):
        raise Refusal("这条限期整改已经不在了", "", "请刷新后再试")
    return [found[uuid] for uuid in dict.fromkeys(mends)]


def _open_rows(store: Store, mends: Sequence[str]) -> list[dict[str, Any]]:
    rows = _rows(store, mends)
    for row in rows:
        if row["outcome"] in ENDED:
            word = "取缔" if row["outcome"] == "banned" else "销号"
            raise Refusal(f"已经{word}", _called(store, row), "登记有误的，请先取消销号")
    return rows


def _refuse_early(day: date, before: date | None, what: str, than: str, where: str) -> None:
    if before is not None and day < before:
        raise Refusal(f"{what} {day} 早于{than} {before}", where, "请改正日期")


def _refuse_future(store: Store, day: date) -> None:
    if day > store.today:
        raise Refusal(f"日期 {day} 还没到", "", "请改正日期")


def _these(store: Store, rows: Sequence[Row]) -> str:
    return _called(store, rows[0]) if len(rows) == 1 else f"{len(rows)} 个问题"


def _called(store: Store, row: Row) -> str:
    told = row["number"] or row["problem"][:20]
    place = f" 第 {row['place']} 项" if row["number"] and row["place"] else ""
    return f"{_garden(store, row)} {told}{place}"


def _garden(store: Store, row: Row) -> str:
    return store.names.name(Kindergarten.__tablename__, row["kindergarten"])
