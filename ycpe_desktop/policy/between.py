"""Rules between records, ledgers and years, one declaration each: SQL that finds them, and the sentence it fills."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select

from ycpe_desktop.policy.areas import Look
from ycpe_desktop.policy.findings import Finding, Tier

Found = Select[Any]


@dataclass(frozen=True, kw_only=True)
class Between:
    """``find`` gives (uuid, name, …) of the faulty records of ``ledger``, with what the sentence uses beside: as SQL,
    or as rows where SQL cannot tell."""

    id: str
    title: str
    clause: str
    ledger: str
    field: str
    find: Callable[[Look], Found | Iterable[Mapping[str, Any]]]
    sentence: str
    tier: Tier = "explain"


def found_by(rules: Sequence[Between], look: Look) -> Iterator[Finding]:
    for rule in rules:
        rows = rule.find(look)
        for row in look.connection.execute(rows).mappings() if isinstance(rows, Select) else rows:
            uuid, name, numbers = row["uuid"], row["name"], {key: row[key] for key in row if key not in _WHOSE}
            sentence = rule.sentence.format(**{key: _shown(value) for key, value in numbers.items()})
            told = {key: value for key, value in numbers.items() if isinstance(value, int)}
            yield Finding(rule.id, rule.tier, rule.ledger, uuid, name or "", rule.field, sentence, rule.clause, told)


_WHOSE = ("uuid", "name")


def _shown(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:,}" if isinstance(value, int) else str(value)
