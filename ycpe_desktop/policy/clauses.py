"""The wording behind every 依据: the plan sentence by sentence, and what of the regulations the program names.

They ship in ``data/policy``: ``documents.csv`` says what a document is, ``clauses.csv`` has its clauses in order.
A 依据 is written as people write it ("运政办发〔2021〕44号 三（一）2；学前教育法 37、38"): documents with their
articles, parted by "；". "16—23" is each article from 16 to 23; an article means all clauses below it. ``grade``: the
quality of the text, see ``thresholds``.
"""

import csv
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ycpe_desktop.paths import shipped_data

PLAN = "运政办发〔2021〕44号"
BETWEEN_UNITS = re.compile("、(?![^（]*）)")
"""各县（市、区）人民政府 is one."""
OWN = "本县确定"
"""The 依据 of what the office has set itself: nothing to look up."""


class Document(NamedTuple):
    """``name``: as a 依据 cites it. ``issued``, ``in_force_from``: ISO days, "" where not found in print.

    ``file``: its whole text beside the data. ``wording``: what is known of a document whose text is not cut into
    articles; "" where it is, or is not at hand. ``note``: whence that is, and what is missing.
    """

    name: str
    number: str
    title: str
    issuer: str
    level: str
    issued: str
    in_force_from: str
    grade: str
    file: str
    wording: str
    note: str


class Clause(NamedTuple):
    """One sentence of the plan, or one article of a regulation. ``units``: 责任单位, the lead first."""

    id: str
    document: str
    article: str
    wording: str
    units: tuple[str, ...]
    grade: str
    note: str

    @property
    def cited(self) -> str:
        """As a 依据 names it."""
        return f"{self.document} {self.article}"


class Citation(NamedTuple):
    """One document of a 依据, with one of its articles or as a whole."""

    document: Document
    article: str
    clauses: tuple[Clause, ...]

    @property
    def wording(self) -> str:
        return "".join(one.wording for one in self.clauses) or self.document.wording

    @property
    def grade(self) -> str:
        return self.clauses[0].grade if self.clauses else self.document.grade


@cache
def documents() -> dict[str, Document]:
    with shipped_data("policy", "documents.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["name"]: Document(**row) for row in csv.DictReader(file)}


@cache
def clauses() -> dict[str, Clause]:
    """By id, in the order of the documents."""
    with shipped_data("policy", "clauses.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["id"]: _clause(row) for row in csv.DictReader(file)}


def _clause(row: dict[str, str]) -> Clause:
    units = tuple(filter(None, BETWEEN_UNITS.split(row["units"])))
    return Clause(row["id"], row["document"], row["article"], row["wording"], units, row["grade"], row["note"])


def units_of(clause: Clause) -> tuple[str, ...]:
    """Who answers for it: its own 责任单位, else those of the article that it stands in."""
    article = clauses().get(clause.id.rpartition("-")[0])
    return clause.units or (article.units if article else ())


def cited(basis: str) -> tuple[Citation, ...]:
    """What a 依据 names. KeyError for a document or an article that the data do not have."""
    return tuple(one for part in basis.split("；") if part and part != OWN for one in _of(part))


def wording(basis: str) -> str:
    """The 依据 with its text, a paragraph for each citation; what the program shows where it judges."""
    return "\n".join(
        f"{head}：{one.wording}" if one.wording else head for one in cited(basis) for head in (_head(one),)
    )


def brief(basis: str, longest: int = 400) -> str:
    """The same for a hint beside the pointer: a long article is broken off. "" for what a frozen year cites and the
    data have no more."""
    try:
        told = wording(basis).split("\n")
    except KeyError:
        return ""
    each = longest // max(1, len(told))
    return "\n".join(line if len(line) <= each else f"{line[:each]}……" for line in told)


def _of(part: str) -> Iterator[Citation]:
    name, _, articles = part.strip().partition(" ")
    document = documents()[name]
    if not articles:
        yield Citation(document, "", ())
    for article in _each(articles):
        yield Citation(document, article, _under(name, article))


def _each(articles: str) -> Iterator[str]:
    for one in filter(None, articles.split("、")):
        first, _, last = one.partition("—")
        if first.isdigit() and last.isdigit():
            yield from map(str, range(int(first), int(last) + 1))
        else:
            yield one


@cache
def _under(document: str, article: str) -> tuple[Clause, ...]:
    found = tuple(
        one for one in clauses().values()
        if one.document == document and (one.article == article or _is_part(one.article, article))
    )  # fmt: skip
    if not found:
        raise KeyError(f"{document} {article}")
    return found


def _is_part(article: str, of: str) -> bool:
    """三（一）2 stands below 三（一）, but article 72 not below 7."""
    return article.startswith(of) and not of[-1].isdigit()


def _head(one: Citation) -> str:
    marks = {"C": "，据转载，可修改的默认值", "M": "，未见原文，可修改的默认值"}
    named = f"{one.document.name} {one.article}".strip()
    return f"{named}（{one.document.title}{marks.get(one.grade, '')}）"
