"""政策文件 that come with the program: the documents by which it judges and those that the plan names, as records of
the office; the plan with its text and clauses. What was not found in print is left blank, never guessed."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import insert, select

from ycpe_desktop.ledgers import PolicyClause, PolicyDocument
from ycpe_desktop.paths import shipped_data
from ycpe_desktop.policy.clauses import Document, documents
from ycpe_desktop.store import Store
from ycpe_desktop.store.listing import table_of
from ycpe_desktop.store.searching import rewrite

_SECTION = re.compile(r"^([一二三四])、")
_PART = re.compile(r"^（([一二三四五六七八九])）")
_POINT = re.compile(r"^(\d)\.")
SECTIONS = "二三四"
"""指导思想 asks nobody for anything."""


def key_of(*words: str) -> str:
    """The same UUID in every office, so that what came with the program is one record in the city's sum."""
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:32]


@cache
def shipped() -> tuple[dict[str, Any], ...]:
    """The documents as rows of 政策文件."""
    return tuple(_row(each) for each in documents().values())


def _row(one: Document) -> dict[str, Any]:
    return {
        "uuid": key_of(one.number, one.title),
        "number": one.number or None,
        "name": one.title,
        "issuer": one.issuer or None,
        "level": one.level,
        "issued": _day(one.issued),
        "in_force_from": _day(one.in_force_from),
        "force": "in_force",
        "source": one.note,
        "text": shipped_data("policy", one.file).read_text(encoding="utf-8").strip() if one.file else None,
    }


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def clauses(text: str) -> Iterator[tuple[str, str]]:
    """(条款号, wording) of the plan's sections 二 to 四: "三（一）2" is what ledgers, rules and indicators name."""
    section = part = point = ""
    found: dict[str, list[str]] = {}
    for line in (each.strip() for each in text.splitlines() if each.strip()):
        if match := _SECTION.match(line):
            section, part, point = match[1], "", ""
        elif match := _PART.match(line):
            part, point = f"（{match[1]}）", ""
        elif match := _POINT.match(line):
            point = match[1]
        if section in SECTIONS and section and not line.startswith("抄送"):
            found.setdefault(f"{section}{part}{point}", []).append(line)
    yield from ((number, "\n".join(lines)) for number, lines in found.items())


def add_shipped(store: Store) -> int:
    """Put in those that are not there yet; gives how many. Like the places they are there from the beginning: nobody
    did it, and nobody can take it back."""
    documents, parts = table_of(PolicyDocument), table_of(PolicyClause)
    with store.engine.connect().execution_options(writing=True) as connection, connection.begin():
        there = set(connection.scalars(select(documents.c.uuid)))
        wanted = [row for row in shipped() if row["uuid"] not in there]
        if wanted:
            connection.execute(insert(documents), wanted)
            found = [clause for row in wanted for clause in _clause_rows(row)]
            connection.execute(insert(parts), found)
            rewrite(connection, PolicyDocument, [row["uuid"] for row in wanted], store.names)
    return len(wanted)


def _clause_rows(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for number, wording in clauses(row["text"] or ""):
        yield {
            "uuid": key_of(row["uuid"], number), "document": row["uuid"], "number": number, "wording": wording,
        }  # fmt: skip
