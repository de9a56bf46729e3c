"""All checks of a school year, as the state of 1 September shows it, and the office's explanations of 可说明 ones."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from sqlalchemy import Connection, select

from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import LEDGERS
from ycpe_desktop.policy import findings
from ycpe_desktop.policy.findings import Finding, Group
from ycpe_desktop.policy.judged import Judged
from ycpe_desktop.policy.overlaps import overlaps
from ycpe_desktop.policy.record_checks import Records
from ycpe_desktop.policy.rule import Findings, Judging, judging, passes
from ycpe_desktop.policy.rule_list import RULES
from ycpe_desktop.store.store import Store
from ycpe_desktop.store.tables import explanation
from ycpe_desktop.store.writer import new_uuid

Progress = Callable[[str, int, int], object]
LONGEST_EXPLANATION = 500
TITLES: dict[str, str] = {
    "required": "必填项没有填写",
    "unreadable": "值不合规范",
    "unsettled": "导入原值没有处理",
    "broken_reference": "指向的记录或地点不对",
    "overlap": "时间重叠",
    **{rule.id: rule.title for rule in RULES},
}
"""Rule → its title, in the order of the page; the first ones are of every ledger."""


def check(store: Store, year: int, progress: Progress = lambda *_: None, judged: Judged | None = None) -> list[Finding]:
    """Every finding, 必须改 first, by rule and name. ``progress`` may stop it by what it raises; ``judged`` keeps what
    was found, so that the next time only what changed is judged again."""
    kept = judged or Judged()
    with store.reading() as connection:
        kept.begin(connection, (year, store.today))
        parts = list(_parts(judging(store, connection, year)))
        found: list[Finding] = []
        for step, (part, title, find) in enumerate(parts):
            progress(f"正在校验：{title}", step, len(parts))
            found += kept.part(connection, part, find)
        told = _explained(connection, year)
    order = {rule: place for place, rule in enumerate(TITLES)}
    found.sort(key=lambda one: (one.tier == "explain", order[one.rule]))
    return [replace(one, explanation=told[key]) if (key := (one.rule, one.uuid)) in told else one for one in found]


def _parts(at: Judging) -> Iterator[tuple[str, str, Findings]]:
    """(key, title, what finds them): single records of each ledger, then the rules between them."""
    records = Records(at.connection, at.year, at.day)
    for ledger in LEDGERS:
        yield f"of {ledger.__tablename__}", ledger.TITLE, partial(records.of, ledger)
    yield "misplaced villages", TITLES["broken_reference"], records.misplaced_villages
    yield "overlaps", TITLES["overlap"], partial(overlaps, at.connection)
    yield from passes(at, RULES)


def groups(found: Sequence[Finding]) -> list[Group]:
    """The same fault of many records as one line with a count."""
    return findings.grouped(found, TITLES)


def explain(store: Store, year: int, found: Sequence[Finding], text: str) -> None:
    """Keep the office's sentence on these 可说明 findings for the year; a blank one takes it back. One action."""
    said = " ".join(text.split())
    if any(one.tier == "must" for one in found):
        raise Refusal("必须改的问题不能用说明代替", "", "请改正数据")
    if len(said) > LONGEST_EXPLANATION:
        raise Refusal(f"说明最多 {LONGEST_EXPLANATION} 个字，现有 {len(said)} 个", "", "请写得短一些")
    with store.writing(f"说明校验提示：{TITLES[found[0].rule]}（{len(found)} 条）") as writer:
        for one in found:
            kept = writer.connection.execute(
                select(explanation).where(
                    explanation.c.year == year, explanation.c.rule == one.rule, explanation.c.owner == one.uuid
                )
            ).mappings().first()  # fmt: skip
            if kept is not None and said:
                writer.alter(explanation, kept["uuid"], dict(kept), {"text": said})
            elif kept is not None:
                writer.remove(explanation, kept["uuid"])
            elif said:
                row = {"year": year, "rule": one.rule, "ledger": one.ledger, "owner": one.uuid, "text": said}
                writer.put(explanation, {"uuid": new_uuid(), **row})


def _explained(connection: Connection, year: int) -> dict[tuple[str, str], str]:
    wanted = select(explanation.c.rule, explanation.c.owner, explanation.c.text).where(explanation.c.year == year)
    return {(rule, owner): text for rule, owner, text in connection.execute(wanted)}
