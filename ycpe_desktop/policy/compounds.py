"""小区配套园 as it goes on: step by step with the compound, handed over, opened as 普惠性, its problem closed."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal

from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import CompoundSite, CompoundStep, Kindergarten
from ycpe_desktop.ledgers.compound_site import OUTCOMES, STEPS
from ycpe_desktop.policy.acting import add_garden, garden_name, note, put_child, require_order, row_of
from ycpe_desktop.policy.claims import Claim, Row, moved
from ycpe_desktop.store import Store, Writer

Outcome = Literal["public", "inclusive"]
STEP_WORDS, OUTCOME_WORDS = dict(STEPS), dict(OUTCOMES)
SPONSORS = {"public": "831", "inclusive": "999"}


def complete(store: Store, site: str, day: date) -> str:
    """竣工; gives the action's label."""
    label = f"小区配套园竣工：{row_of(store, CompoundSite, site)['name']}（{day}）"
    return note(store, CompoundSite, [site], {"completed": day}, label)


def take_step(store: Store, site: str, step: str, day: date, finding: str = "in_step", basis: str | None = None) -> str:
    """One of the five 同步, with its day and finding; gives the action's label."""
    row = row_of(store, CompoundSite, site)
    label = f"小区配套园：{row['name']} {STEP_WORDS[step]} {day}"
    with store.writing(label) as writer:
        values = {"finding": finding, "done": day if finding == "in_step" else None}
        put_child(writer, CompoundStep, {"site": site, "step": step}, values | ({"basis": basis} if basis else {}))
    return label


def hand_over(store: Store, site: str, day: date, receiver: str, document: str | None = None) -> str:
    """The developer hands the kindergarten over to the local government; gives the label."""
    row = row_of(store, CompoundSite, site)
    if row["completed"] is None:
        raise Refusal("还没有竣工日期，不能移交", row["name"], "请先填写“竣工日期”")
    require_order(row["completed"], day, "竣工日期", row["name"])
    label = f"小区配套园移交：{row['name']}（{day}）"
    with store.writing(label) as writer:
        values = {"handed_over": day, "receiver": receiver} | ({"hand_over_document": document} if document else {})
        writer.update(CompoundSite, site, values)
    return label


def open_site(store: Store, site: str, day: date, outcome: str, *, garden: str | None = None, name: str = "") -> str:
    """It opens as 公办园 or is entrusted as 普惠性民办园: ``garden`` of the registry, or a new one called ``name``."""
    row = row_of(store, CompoundSite, site)
    if outcome not in SPONSORS:
        raise Refusal("小区配套园应办成公办园或委托办成普惠性民办园，不得办成营利性幼儿园", row["name"])
    require_order(row["handed_over"], day, "移交日期", row["name"])
    called = garden_name(store, garden) if garden else name.strip()
    if not called:
        raise Refusal("没有说开办的是哪所园", row["name"], "请选定园所名册里的园，或写明新园的名称")
    label = f"小区配套园开办：{row['name']} 办成{OUTCOME_WORDS[outcome]} {called}"
    with store.writing(label, whole=True) as writer:
        key = garden or add_garden(writer, _new_garden(row, called, outcome), day)
        writer.update(CompoundSite, site, {"outcome": outcome, "opened": day, "kindergarten": key})
    return label


def claims(writer: Writer, row: Row) -> Iterator[Claim]:
    """One that has opened as it should: its 办园性质 is that from the day, and it is 在办."""
    garden, day, outcome = row["kindergarten"], row["opened"], row["outcome"]
    if garden and day and outcome in SPONSORS:
        basis = row["hand_over_document"] or f"小区配套园办成{OUTCOME_WORDS[outcome]}"
        yield Claim(Kindergarten.nature, garden, outcome, day, basis)
        yield Claim(Kindergarten.status, garden, "open", day, basis)


def mark(writer: Writer, row: Row, was: Row | None) -> None:
    """Its kindergarten is a 小区配套园; which it is must be said."""
    garden = row["kindergarten"]
    if garden and moved(row, was, "kindergarten"):
        writer.update(Kindergarten, garden, {"compound": True})
    opened = row["opened"] and row["outcome"] in SPONSORS
    if opened and not garden and moved(row, was, "opened", "outcome", "kindergarten"):
        writer.tell(f"{row['name']}：没有选“开办的幼儿园”，园所名册没有改动；请选上它，或用“办理”新增")


def _new_garden(row: dict[str, Any], name: str, outcome: str) -> dict[str, Any]:
    return {
        "name": name,
        "township": row["township"],
        "address": row["address"],
        "rural": False,
        "sponsor": SPONSORS[outcome],
        "size_classes": row["size_classes"],
        "building_area": row["building_area"],
    }


def close_problem(store: Store, site: str, day: date) -> str:
    """销号: only once what was wrong is right; gives the label."""
    row = row_of(store, CompoundSite, site)
    if told := hinders_closing(row):
        raise Refusal(told, row["name"], "请先办好，再销号")
    label = f"小区配套园销号：{row['name']}（{day}）"
    with store.writing(label) as writer:
        writer.update(CompoundSite, site, {"closed": day})
    return label


def hinders_closing(row: Mapping[str, Any]) -> str:
    """Why that site's problem cannot be closed yet; "" where it can."""
    if row["problem"] is None:
        return "没有填写问题，不需要销号"
    if row["handed_over"] is None:
        return "还没有移交，不能销号"
    if row["problem"] == "using" and row["outcome"] not in SPONSORS:
        return "还没有办成公办园或普惠性民办园，不能销号"
    return ""
