"""县域普及普惠 self-evaluation: each item with its raw numbers, its evidence, and a verdict that may be 不能判断.

The 办法 has 3 方面 and 17 条, and beside them 社会认可度; its own division into 17 was not found. The items are those
that public sources name (grade C), and are never shown as its text. Numbers are held against the national standard;
what has none, against the plan's target. Falsified data stop a recognition: what is not known is said to be unknown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection, func, select

from ycpe_desktop.ledgers import SelfEvaluation
from ycpe_desktop.ledgers.self_evaluation import ITEMS
from ycpe_desktop.policy.figures import VERDICTS, Indicator, Verdict, judged, plain, reaches
from ycpe_desktop.policy.thresholds import standard
from ycpe_desktop.store.tables import attachment

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

    @property
    def verdict_shown(self) -> str:
        return "不能判断" if self.verdict == "cannot_be_judged" else VERDICTS[self.verdict]


def items(connection: Connection, year: int, found: Iterable[Indicator]) -> list[Item]:
    """All items of the year, by aspect. ``found``: the year's indicators."""
    figures = {one.id: one for one in found}
    table = SelfEvaluation.__table__
    rows = {row["item"]: dict(row) for row in connection.execute(select(table).where(table.c.year == year)).mappings()}
    files = _files(connection, [row["uuid"] for row in rows.values()])
    return [_item(key, title, figures, rows.get(key), files, year) for key, title in ITEMS]


def summary(every: Sequence[Item], year: int, day: date) -> Indicator:
    """How many items are reached. While one cannot be judged, neither can the whole."""
    open_ = [one.title for one in every if one.verdict == "cannot_be_judged"]
    figure = Indicator(
        id="universal_self_evaluation",
        title="县域普及普惠自评",
        group="普及普惠",
        year=year,
        as_of=day,
        parts="达到的项 ÷ 自评的项",
        clause=CLAUSE,
        unit="项",
        numerator=sum(1 for one in every if one.verdict == "met"),
        denominator=len(every),
        reason=f"{len(open_)} 项不能判断：{'、'.join(open_)}" if open_ else "",
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
    return Item(key, ASPECTS[place], title, measured, verdict, told, evidence, files.get(record, 0), record)


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
        return Measured(one, word, one.verdict, one.reason if one.verdict == "cannot_be_judged" else one.gap_told)
    told = replace(one, target=national.value, target_word=national.word)
    required = f"{'1:' if one.form == 'ratio' else ''}{plain(national.value)}{'%' if one.form == 'percent' else ''}"
    if one.reason or one.numerator is None or not one.denominator:
        return Measured(one, f"国家标准 {required}", "cannot_be_judged", one.reason or "没有可以计算的")
    met = reaches(one.form, one.numerator, one.denominator, national.value)
    gap = "" if met else judged(told, national.value, national.word).gap_told
    return Measured(one, f"国家标准 {required}", "met" if met else "missed", gap)


def _files(connection: Connection, records: Sequence[str]) -> dict[str, int]:
    wanted = (
        select(attachment.c.owner, func.count()).where(attachment.c.owner.in_(records)).group_by(attachment.c.owner)
    )
    return dict(connection.execute(wanted).tuples().all())
