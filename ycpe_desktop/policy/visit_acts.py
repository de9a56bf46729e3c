"""Entering a visit with its findings and their 限期整改, as one action that is one undo step."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Kindergarten, Rectification, Visit, VisitFinding, field_of
from ycpe_desktop.ledgers.visit_words import ASPECTS, OTHER
from ycpe_desktop.policy.supervision_acts import refuse_recused
from ycpe_desktop.policy.thresholds import number, own_targets
from ycpe_desktop.policy.visit_settings import next_number, notice_pattern
from ycpe_desktop.schoolyear import year_of
from ycpe_desktop.store import Store, Writer
from ycpe_desktop.store.listing import table_of
from ycpe_desktop.store.tables import setting

ASIDE = "visit_draft:"
DRAFT = "暂存督导草稿："


@dataclass(frozen=True)
class Problem:
    """What was found. ``rectify``: it goes into the visit's 整改通知书, unless it was ``mended`` on the spot; ``due``:
    its day, the usual one where None. ``uuid``: the finding that is there already."""

    item: str
    problem: str
    clause: str | None = None
    clause_other: str | None = None
    grave: bool = False
    mended: bool = False
    rectify: bool = True
    due: date | None = None
    uuid: str = ""

    @property
    def values(self) -> dict[str, Any]:
        names = ("item", "problem", "clause", "clause_other", "grave", "mended")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True)
class Entry:
    """One visit as it was typed. ``values``: the other fields of 督导记录 by their names; ``issued``: the day of the
    notice, that of the visit where None."""

    kindergarten: str
    visited: date
    supervisor: str
    values: Mapping[str, Any] = field(default_factory=dict)
    problems: Sequence[Problem] = ()
    issued: date | None = None


@dataclass(frozen=True)
class Entered:
    """``number``: that of the 整改通知书, "" where none was needed; ``mends``: its 限期整改; ``findings``: those of the
    entry's problems, in their order."""

    visit: str
    label: str
    number: str = ""
    mends: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()


def usual_due(store: Store, issued: date) -> date:
    """The day until which a problem is to be mended: so many days after the notice as the setting of that year says."""
    return issued + timedelta(days=int(number("reply_days", year_of(issued), own_targets(store))))


def save_draft(store: Store, entry: Entry, visit: str = "") -> Entered:
    """Keep what has been typed so far; nothing is issued. ``visit``: the draft that goes on."""
    with store.writing(label := f"{DRAFT}{_called(store, entry)}") as writer:
        key = _keep(writer, entry, visit, "draft")
        findings = _keep_findings(writer, key, entry)
        _keep_aside(writer, key, _aside(entry, findings))
    return Entered(key, label, findings=tuple(findings))


def join_drafts(store: Store, kindergarten: str) -> None:
    """What was kept field by field becomes one step of the history, when the clerk turns to something else.

    Until then undo takes back the last field alone. While long work writes it is left to the next time.
    """
    with suppress(Refusal):
        store.join(f"{DRAFT}{store.names.name(Kindergarten.__tablename__, kindergarten)} ")


def enter(store: Store, entry: Entry, visit: str = "") -> Entered:
    """The finished visit; each problem that is to be mended becomes a 限期整改 of one numbered notice.

    ``visit``: the draft or the record that it goes on; problems that have a 限期整改 already keep it. Raises Refusal
    where something is missing without which the record says nothing, or where the supervisor should stand back.
    """
    _refuse_unfinished(store, entry)
    refuse_recused(store, [entry.kindergarten], entry.supervisor, entry.visited)
    issued = entry.issued or entry.visited
    if issued < entry.visited:
        raise Refusal(f"下发日期 {issued} 早于督导时间 {entry.visited}", _called(store, entry), "请改正日期")
    with store.reading() as connection:
        numbered = next_number(connection, notice_pattern(store), issued.year)
        told = _told(connection, visit)
        before = connection.execute(select(table_of(Visit).c.state).where(table_of(Visit).c.uuid == visit)).first()
    word = "录入督导" if before is None or before.state == "draft" else "更正督导"
    wanted = [one.rectify and not one.mended and not told.get(one.uuid) for one in entry.problems]
    label = _label(store, word, entry, numbered if any(wanted) else "")
    made: list[str] = []
    with store.writing(label) as writer:
        key = _keep(writer, entry, visit, "done")
        findings = _keep_findings(writer, key, entry)
        _keep_aside(writer, key, None)
        for one, finding, needed in zip(entry.problems, findings, wanted, strict=True):
            if needed:
                place = len(made) + 1
                made.append(writer.insert(Rectification, _mend(store, entry, one, numbered, place, issued)))
                writer.update(VisitFinding, finding, {"rectification": made[-1]})
    return Entered(key, label, numbered if made else "", tuple(made), tuple(findings))


def remove(store: Store, visit: str) -> str:
    """A visit that was entered by mistake goes, with its findings; gives the action's label.

    Raises Refusal while a notice speaks of it.
    """
    with store.reading() as connection:
        table = table_of(Visit)
        row = connection.execute(select(table).where(table.c.uuid == visit)).first()
        told = _told(connection, visit)
    if row is None:
        raise Refusal("这条督导记录已经不在了", "", "请刷新后再试")
    label = f"删除督导：{_called(store, Entry(row.kindergarten, row.visited, row.supervisor or ''))}"
    if any(told.values()):
        raise Refusal("已经下发整改通知，不能删除", label.removeprefix("删除督导："), "请先在“限期整改”里处理它")
    with store.writing(label) as writer:
        for finding in told:
            writer.delete(VisitFinding, finding)
        writer.delete(Visit, visit)
        _keep_aside(writer, visit, None)
    return label


def aside_key(visit: str) -> str:
    """The setting that keeps what a draft says of its notice, which no finding has a field for."""
    return f"{ASIDE}{visit}"


def _aside(entry: Entry, findings: Sequence[str]) -> dict[str, Any] | None:
    """The day of the notice, and by finding its own day and whether it is left out; None where all is as usual."""
    told = {
        uuid: {"rectify": one.rectify, "due": one.due and one.due.isoformat()}
        for one, uuid in zip(entry.problems, findings, strict=True)
        if one.due or not one.rectify
    }
    return {"issued": entry.issued and entry.issued.isoformat(), "problems": told} if told or entry.issued else None


def _keep_aside(writer: Writer, visit: str, told: dict[str, Any] | None) -> None:
    key = aside_key(visit)
    before = writer.row(setting, key)
    if told is None:
        writer.remove(setting, key)
    elif before is None:
        writer.put(setting, {"uuid": key, "value": told})
    else:
        writer.alter(setting, key, before, {"value": told})


def _mend(store: Store, entry: Entry, one: Problem, numbered: str, place: int, issued: date) -> dict[str, Any]:
    told = {name: value for name, value in one.values.items() if name != "mended"}
    own = {"kindergarten": entry.kindergarten, "supervisor": entry.supervisor, "source": "visit"}
    return {**told, **own, "number": numbered, "place": place, "issued": issued,
            "due": one.due or usual_due(store, issued)}  # fmt: skip


def _keep(writer: Writer, entry: Entry, visit: str, state: str) -> str:
    own = {"kindergarten": entry.kindergarten, "visited": entry.visited, "supervisor": entry.supervisor or None}
    values = {"kind": "regular", **entry.values, **own, "state": state}
    if not visit:
        return writer.insert(Visit, values)
    writer.update(Visit, visit, values)
    return visit


def _keep_findings(writer: Writer, visit: str, entry: Entry) -> list[str]:
    """The findings of the entry's problems, in order. Those no longer named go, unless a notice speaks of them."""
    kept = {one.uuid for one in entry.problems if one.uuid}
    for uuid, mend in _told(writer.connection, visit).items():
        if uuid in kept:
            continue
        if mend:
            raise Refusal("已经下发整改通知的问题不能去掉", "发现的问题", "请先在“限期整改”里处理它")
        writer.delete(VisitFinding, uuid)
    for one in entry.problems:
        if one.uuid:
            writer.update(VisitFinding, one.uuid, one.values)
    return [one.uuid or writer.insert(VisitFinding, {"visit": visit, **one.values}) for one in entry.problems]


def _told(connection: Any, visit: str) -> dict[str, str | None]:
    """Finding of the visit → its 限期整改."""
    table = table_of(VisitFinding)
    rows = connection.execute(select(table.c.uuid, table.c.rectification).where(table.c.visit == visit))
    return dict(rows.tuples().all())


def _refuse_unfinished(store: Store, entry: Entry) -> None:
    where = _called(store, entry)
    if entry.visited > store.today:
        raise Refusal(f"督导时间 {entry.visited} 还没到", where, "请改正日期")
    if not entry.supervisor:
        raise Refusal("没有填写责任督学", where, "请选定督学")
    states = {aspect: entry.values.get(f"{aspect}_state") for aspect, _ in ASPECTS}
    blank = [label for aspect, label in ASPECTS if aspect != OTHER and not states[aspect]]
    if blank:
        raise Refusal(f"“{'”“'.join(blank)}”还没有判断", where, "请选未发现问题、发现问题或无法检查")
    unchecked = [label for aspect, label in ASPECTS if states[aspect] == "unchecked"]
    if unchecked and not (entry.values.get("unchecked_reason") or "").strip():
        raise Refusal(f"“{'”“'.join(unchecked)}”无法检查，没有写明原因", where, "请填写无法检查原因")
    _refuse_problems(entry.problems, where)


def _refuse_problems(problems: Sequence[Problem], where: str) -> None:
    for place, one in enumerate(problems, 1):
        if not one.problem.strip() or not one.item:
            raise Refusal(f"第 {place} 个问题没有写明事项和内容", where, "请补充，或删去这一行")
        twin = next((n for n, other in enumerate(problems[: place - 1], 1) if _same(one, other)), 0)
        if twin:
            raise Refusal(f"第 {place} 个问题和第 {twin} 个相同", where, "请删去重复的一个，或写明不同之处")
        cites = one.clause and (one.clause != OTHER or one.clause_other)
        if one.rectify and not one.mended and not cites:
            what = f"第 {place} 个问题“{one.problem[:20]}”没有依据条款"
            raise Refusal(what, where, "下发整改通知要写明依据，请选定条款")


def _same(one: Problem, other: Problem) -> bool:
    return (one.item, one.problem.strip()) == (other.item, other.problem.strip())


def _label(store: Store, word: str, entry: Entry, numbered: str) -> str:
    told = [f"发现问题 {len(entry.problems)} 条"] if entry.problems else []
    told += [f"下发 {numbered}"] if numbered else []
    return f"{word}：{_called(store, entry)}" + (f"（{'，'.join(told)}）" if told else "")


def _called(store: Store, entry: Entry) -> str:
    kind = field_of(Visit, "visited").kind
    return f"{store.names.name(Kindergarten.__tablename__, entry.kindergarten)} {kind.show(entry.visited)}"
