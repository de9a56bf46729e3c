"""县域普及普惠 self-evaluation: each item with its raw numbers, its evidence, and a verdict that may be 无法判断.

The 办法 has 3 方面 and 17 条, and beside them 社会认可度; its own division into 17 was not found. The items are those
that public sources name (grade C), and are never shown as its text. Numbers are held against the national standard;
what has none, against the plan's target. Falsified data stop a recognition: what is not known is said to be unknown.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection, func, select

from ycpe_desktop.ledgers import SelfEvaluation
from ycpe_desktop.ledgers.self_evaluation import ITEMS
from ycpe_desktop.policy.clauses import PLAN, Clause, clauses
from ycpe_desktop.policy.figures import VERDICTS, Indicator, Part, Verdict, judged, plain, reaches, rounded
from ycpe_desktop.policy.thresholds import standard
from ycpe_desktop.store.tables import attachment

SELF_EVALUATION = "universal_self_evaluation"
"""The indicator's id."""
ITEM = "item"
"""What stands for a ledger in a ``Part`` that is an item."""
POINTS = "个百分点"
METHOD = "教督〔2020〕1号"
CLAUSE = "教督〔2020〕1号；运政办发〔2021〕44号 四（四）"
ASPECTS = ("普及普惠水平", "政府保障情况", "幼儿园保教质量保障情况", "社会认可度")
NOT_THE_TEXT = "项目名称据公开资料整理，不是《县域学前教育普及普惠督导评估办法》17 条的原文"

_OF = {
    "enrolment": (0, ("gross_enrolment",)),
    "coverage": (0, ("inclusive_coverage",)),
    "public": (0, ("public_share",)),
    "leadership": (1, ()),
    "planning": (1, ()),
    "network": (1, ("township_centre",)),
    "compound": (1, ("compound_transfer", "compound_inclusive")),
    "funding": (1, ("fiscal_share", "public_fund", "inclusive_fund")),
    "fees": (1, ()),
    "pay": (1, ()),
    "safety": (1, ("incidents",)),
    "oversight": (1, ("licence_valid", "supervisor_posted", "unlicensed_sites")),
    "premises": (2, ("areas_since", "areas_before")),
    "classes": (2, ("class_size",)),
    "staffing": (2, ("teacher_ratio", "two_plus_one")),
    "teachers": (2, ("certified_staff",)),
    "care": (2, ()),
    "recognition": (3, ("satisfaction",)),
}
"""Item → the place of its aspect, and the indicators that it is counted by; without any the office says how it is."""

_ASKED = {
    "enrolment": ("44-二-3",),
    "coverage": ("44-二-3",),
    "public": ("44-二-3",),
    "leadership": ("44-三（一）1-2", "44-四（四）-1"),
    "planning": ("学前教育法-25", "44-四（三）-4"),
    "network": ("44-三（一）2-7",),
    "compound": ("44-三（一）1-9", "44-三（一）1-10"),
    "funding": ("44-三（二）2-1", "44-三（二）2-2"),
    "fees": ("44-三（三）1-9", "学前教育法-69"),
    "pay": ("学前教育法-46",),
    "safety": ("44-四（二）-1", "44-四（二）-2"),
    "oversight": ("44-三（三）1-4", "44-三（三）1-13", "44-三（三）1-15"),
    "premises": ("44-三（三）1-3",),
    "classes": (),
    "staffing": ("44-三（二）3-2",),
    "teachers": ("44-三（二）3-3", "学前教育法-37"),
    "care": ("44-三（四）3-1", "学前教育法-59"),
    "recognition": (),
}
"""Item → the clauses of the plan and the law that ask the same; the text of the 办法 itself was not found."""


@dataclass(frozen=True)
class Measured:
    """One figure of an item, held against what is required of it."""

    indicator: Indicator
    required: str
    """"≥ 85%（国家标准）"."""
    verdict: Verdict
    told: str
    """Why it cannot be judged, or what is wanting."""


@dataclass(frozen=True)
class Item:
    """``measured`` are its figures. ``record``: the office's own row, "" where there is none."""

    id: str
    aspect: str
    title: str
    measured: tuple[Measured, ...]
    verdict: Verdict
    told: str
    evidence: str
    files: int
    record: str
    own: Mapping[str, Any] = field(default_factory=dict)
    """The office's own row."""

    @property
    def required(self) -> str:
        """What its figures are held against, then what the plan and the law ask, each with its clause."""
        figures = [f"{one.indicator.title}：{one.required}" for one in self.measured if one.required]
        told = [f"{clause.wording}（{clause.cited}）" for clause in _clauses_of(self.id)]
        return "\n".join(filter(None, ["；".join(figures), *told]))

    @property
    def required_shortly(self) -> str:
        """The same for a table on paper: articles of the law are only named."""
        figures = [f"{one.indicator.title}：{one.required}" for one in self.measured if one.required]
        plan = [f"{clause.wording}（{clause.article}）" for clause in _clauses_of(self.id) if clause.document == PLAN]
        law = [clause.cited for clause in _clauses_of(self.id) if clause.document != PLAN]
        return "\n".join([*figures, *plan, *law])

    @property
    def clause(self) -> str:
        """教督〔2020〕1号；运政办发〔2021〕44号 二."""
        named = dict.fromkeys(clause.cited for clause in _clauses_of(self.id))
        return "；".join([METHOD, *named])

    @property
    def verdict_shown(self) -> str:
        return VERDICTS[self.verdict]

    @property
    def by_the_office(self) -> bool:
        """Nothing is measured: only people can judge it."""
        return not self.measured


def items(connection: Connection, year: int, found: Iterable[Indicator]) -> list[Item]:
    """All items of the year, by aspect. ``found``: the year's indicators."""
    figures = {one.id: one for one in found}
    table = SelfEvaluation.__table__
    rows = {row["item"]: dict(row) for row in connection.execute(select(table).where(table.c.year == year)).mappings()}
    files = _files(connection, [row["uuid"] for row in rows.values()])
    return [_item(key, title, figures, rows.get(key), files, year) for key, title in ITEMS]


def totals_told(every: Sequence[Item]) -> str:
    """自评 18 项：达到 7 项、未达到 5 项、无法判断 6 项."""
    counts = Counter(one.verdict_shown for one in every)
    return f"自评 {len(every)} 项：" + "、".join(f"{word} {counts[word]} 项" for word in VERDICTS.values())


def item_parts(every: Sequence[Item]) -> list[Part]:
    """What cannot be judged first, then what is not reached."""
    parts = [
        Part(one.id, one.title, "", int(one.verdict == "met"), 1, _lacking(one), ITEM, "") for one in every
    ]  # fmt: skip - short
    return sorted(parts, key=lambda part: (not part.told, part.numerator))


def _lacking(one: Item) -> str:
    return one.told if one.verdict == "cannot_be_judged" else ""


def summary(every: Sequence[Item], year: int, day: date) -> Indicator:
    """How many items are reached. While one cannot be judged, neither can the whole."""
    open_ = [one.title for one in every if one.verdict == "cannot_be_judged"]
    figure = Indicator(
        id=SELF_EVALUATION,
        title="县域普及普惠自评",
        group="普及普惠",
        year=year,
        as_of=day,
        parts="达到的项 ÷ 自评的项",
        clause=CLAUSE,
        unit="项",
        numerator=sum(1 for one in every if one.verdict == "met"),
        denominator=len(every),
        reason=f"{len(open_)} 项无法判断：{'、'.join(open_)}" if open_ else "",
        note=NOT_THE_TEXT,
    )
    return judged(figure, Fraction(100), "逐项达到")


def _item(
    key: str,
    title: str,
    figures: Mapping[str, Indicator],
    row: Mapping[str, Any] | None,
    files: Mapping[str, int],
    year: int,
) -> Item:  # fmt: skip - short
    place, ids = _OF[key]
    measured = tuple(_measured(figures[one], year) for one in ids if one in figures)
    record = str(row["uuid"]) if row else ""
    own = row["verdict"] if row else None
    verdict, told = _of_figures(measured) if ids else _of_the_office(own)
    if measured and verdict == "met" and own == "missed":
        verdict, told = "missed", "数字达到，本县结论是未达到"
    evidence = str((row["evidence"] if row else None) or "")
    return Item(key, ASPECTS[place], title, measured, verdict, told, evidence, files.get(record, 0), record, row or {})


def _clauses_of(item: str) -> list[Clause]:
    every = clauses()
    return [every[key] for key in _ASKED.get(item, ())]


def _of_figures(measured: Sequence[Measured]) -> tuple[Verdict, str]:
    told = "；".join(f"{one.indicator.title}：{one.told}" for one in measured if one.told)
    verdicts = {one.verdict for one in measured}
    if "missed" in verdicts:
        return "missed", told
    return ("met", told) if verdicts == {"met"} else ("cannot_be_judged", told)


def _of_the_office(own: str | None) -> tuple[Verdict, str]:
    if own == "met":
        return "met", "本县结论"
    return ("missed", "本县结论") if own == "missed" else ("cannot_be_judged", "本县还没有写结论")


def _measured(one: Indicator, year: int) -> Measured:
    """A figure that its own page holds against the county's target is held against the national standard here."""
    national = standard(one.id, year)
    if national is None:
        word = f"{one.target_word} {one.target_shown}".strip()
        missed = one.gap_told or (f"没有{one.target_word}" if one.verdict == "missed" else "")
        return Measured(one, word, one.verdict, one.reason if one.verdict == "cannot_be_judged" else missed)
    told = replace(one, target=national.value, target_word=national.word)
    required = f"{'1:' if one.form == 'ratio' else ''}{plain(national.value)}{'%' if one.form == 'percent' else ''}"
    if one.reason or one.numerator is None or not one.denominator:
        return Measured(one, f"国家标准 {required}", "cannot_be_judged", one.reason or "没有可以计算的")
    met = reaches(one.form, one.numerator, one.denominator, national.value)
    gap = "" if met else judged(told, national.value, national.word).gap_told
    if gap and one.unit == POINTS and one.value is not None:
        gap = f"还差 {rounded(national.value - one.value)} {POINTS}"  # its numerator is counted in hundredths
    return Measured(one, f"国家标准 {required}", "met" if met else "missed", gap)


def _files(connection: Connection, records: Sequence[str]) -> dict[str, int]:
    wanted = (
        select(attachment.c.owner, func.count()).where(attachment.c.owner.in_(records)).group_by(attachment.c.owner)
    )
    return dict(connection.execute(wanted).tuples().all())
