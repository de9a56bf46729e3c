"""A rule of the checks: one form of declaration, whatever it is about, and one way of judging.

What breaks a rule is found by SQL. A rule says it as a query of its own, or as a condition on a ground: on the
kindergartens as they stood on the day (``situated``), the records of supervision (``visited``), or those of any other
ledger with their kindergarten beside them (``recorded``).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache, partial
from string import Formatter
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, or_, select

from ycpe_desktop.fields import Choice
from ycpe_desktop.ledgers import Ledger, field_of
from ycpe_desktop.policy.areas import Look
from ycpe_desktop.policy.findings import Finding, Tier
from ycpe_desktop.policy.thresholds import number, own_targets
from ycpe_desktop.policy.visit_settings import holiday_months
from ycpe_desktop.schoolyear import first_day
from ycpe_desktop.store import Store

Sql = ColumnElement[Any]
Found = Select[Any]
Rows = Found | Iterable[Mapping[str, Any]]
WHOSE = ("uuid", "name")


@dataclass(frozen=True)
class Judging(Look):
    """What a rule may look at: where and when, the months without visits, and the grounds, each made once."""

    store: Store
    holidays: Sequence[int]
    grounds: dict[Any, Any] = field(default_factory=dict)

    def ground(self, kind: "type[Ground]", ledger: type[Ledger]) -> "Ground":
        key = kind.key(ledger)
        if key not in self.grounds:
            self.grounds[key] = kind(self, ledger)
        return self.grounds[key]  # type: ignore[no-any-return]  # filled above

    def limit(self, key: str) -> Decimal:
        """A threshold in force; nothing where none is named."""
        found = number(key, self.year, self.own) if key else 0
        return Decimal(found.numerator) / found.denominator


def judging(store: Store, connection: Connection, year: int) -> Judging:
    day, own = first_day(year), own_targets(store)
    return Judging(connection, store.county.code, year, day, own, store.today, store, holiday_months(store))


class Ground:
    """Records as conditions see them. ``limit``: the threshold of the rule that is being judged."""

    together: ClassVar[bool] = True
    """All rules of the ground are asked in one pass; else each by itself, and so many at most are told."""
    source: Any
    name: Sql
    order: Sequence[Any]
    limit = Decimal(0)

    def __init__(self, at: Judging, ledger: type[Ledger]) -> None:
        raise NotImplementedError

    @classmethod
    def key(cls, ledger: type[Ledger]) -> Any:
        return cls, ledger

    def uuid(self, ledger: type[Ledger]) -> Sql:
        """The key of that ledger's record."""
        raise NotImplementedError

    def among(self, tier: Tier) -> Sequence[Sql]:
        """Which records are looked at."""
        return ()


@dataclass(frozen=True)
class Condition:
    """``when`` is the fault's condition on the ground, ``numbers`` what the sentence uses beside ``{limit}``."""

    ground: type[Ground]
    when: Callable[[Any], Sql]
    numbers: Callable[[Any], Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """``find`` gives (uuid, name, …) of the faulty records of ``ledger`` with what the sentence uses: as SQL, as rows
    where SQL cannot tell, or by a condition. ``limit``: the key of its threshold. ``field`` is where one mends it."""

    id: str
    title: str
    clause: str
    ledger: type[Ledger]
    field: str
    find: Callable[[Judging], Rows] | Condition
    sentence: str
    tier: Tier = "explain"
    limit: str = ""


NOTHING: Mapping[str, Any] = {}
"""The numbers of a sentence without any: one for all, since there may be tens of thousands."""
MOST_TOLD = 5_000
"""So many records that share a fault are told one by one, and all are counted: a county has some 250 kindergartens, a
trial of size has more."""


Findings = Callable[[], Iterable[Finding]]


def passes(at: Judging, rules: Sequence[Rule]) -> Iterator[tuple[str, str, Findings]]:
    """(key, title, what finds them): each rule by itself, or all those of a ground in one pass; each finds in the order
    of its query."""
    together: dict[Ground, list[Rule]] = {}
    for rule in rules:
        if not isinstance(rule.find, Condition):
            yield rule.id, rule.title, partial(_by_itself, at, rule, rule.find)
            continue
        ground = at.ground(rule.find.ground, rule.ledger)
        if ground.together:
            together.setdefault(ground, []).append(rule)
        else:
            yield rule.id, rule.title, partial(_on_ground, at, rule, ground)
    for ground, those in together.items():
        yield f"{those[0].id}…", those[0].title, partial(_in_one_pass, at, ground, those)


def judge(at: Judging, rules: Sequence[Rule]) -> Iterator[Finding]:
    """What the rules find."""
    for _, _, find in passes(at, rules):
        yield from find()


def _by_itself(at: Judging, rule: Rule, find: Callable[[Judging], Rows]) -> Iterator[Finding]:
    return _told_each(at, rule, find(at))


def _on_ground(at: Judging, rule: Rule, ground: Ground) -> Iterator[Finding]:
    """The last one that is told says how many more there are."""
    query = _query(at, rule, ground)
    found = list(_told_each(at, rule, query.limit(MOST_TOLD)))
    if len(found) == MOST_TOLD:
        every = at.connection.scalar(query.with_only_columns(func.count(), maintain_column_froms=True).order_by(None))
        found[-1] = replace(found[-1], more=(every or MOST_TOLD) - MOST_TOLD)
    return iter(found)


def _query(at: Judging, rule: Rule, ground: Ground) -> Found:
    assert isinstance(rule.find, Condition)
    ground.limit = at.limit(rule.limit)
    told = [column.label(name) for name, column in rule.find.numbers(ground).items()]
    wanted = select(ground.uuid(rule.ledger).label("uuid"), ground.name.label("name"), *told)
    return wanted.select_from(ground.source).where(rule.find.when(ground)).order_by(*ground.order)


def _told_each(at: Judging, rule: Rule, rows: Rows) -> Iterator[Finding]:
    limit = at.limit(rule.limit)
    for row in at.connection.execute(rows).mappings() if isinstance(rows, Select) else rows:
        numbers = {name: value for name, value in row.items() if name not in WHOSE}
        yield finding(rule, row["uuid"], row["name"], numbers, limit)


def _in_one_pass(at: Judging, ground: Ground, rules: Sequence[Rule]) -> Iterator[Finding]:
    numbers: dict[str, Any] = {}
    faults, limits = [], [at.limit(rule.limit) for rule in rules]
    for rule, limit in zip(rules, limits, strict=True):
        assert isinstance(rule.find, Condition)
        ground.limit = limit
        faults.append(and_(rule.find.when(ground), *ground.among(rule.tier)))
        numbers |= rule.find.numbers(ground)
    keys = {rule.ledger: ground.uuid(rule.ledger).label(f"key_{rule.ledger.__tablename__}") for rule in rules}
    flags = [case((fault, 1), else_=0).label(f"rule_{rule.id}") for rule, fault in zip(rules, faults, strict=True)]
    told = [column.label(f"told_{name}") for name, column in numbers.items()]
    wanted = select(ground.name.label("name"), *keys.values(), *told, *flags).select_from(ground.source)
    wanted = wanted.where(or_(*faults)).order_by(*ground.order)
    places = {column.name: place for place, column in enumerate(wanted.selected_columns)}
    asked = [
        (
            places[f"rule_{rule.id}"],
            places[f"key_{rule.ledger.__tablename__}"],
            [(name, places[f"told_{name}"]) for name in numbers if f"{{{name}}}" in rule.sentence],
            rule,
            limit,
        )
        for rule, limit in zip(rules, limits, strict=True)
    ]
    for row in at.connection.execute(wanted):
        for broken, key, used, rule, limit in asked:
            if row[broken]:
                yield finding(rule, row[key], row[0], {name: row[place] for name, place in used}, limit)


def finding(rule: Rule, uuid: str, name: str | None, numbers: dict[str, Any], limit: Decimal) -> Finding:
    shown = {key: _shown(rule.ledger, key, value) for key, value in numbers.items()}
    if rule.limit:
        shown["limit"] = numbers["limit"] = plain(limit)
    sentence = rule.sentence.format(**shown) if shown else rule.sentence
    return Finding(
        rule.id, rule.tier, rule.ledger.__tablename__, uuid, name or "", rule.field, sentence, rule.clause,
        numbers or NOTHING,
    )  # fmt: skip


def named_in(sentence: str) -> list[str]:
    """The columns that a sentence uses."""
    return [name for _, name, _, _ in Formatter().parse(sentence) if name and name != "limit"]


def _shown(ledger: type[Ledger], name: str, value: Any) -> str:
    if value is None:
        return "（未填）"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value) if name == "calendar_year" else f"{value:,}"
    options = _words(ledger, name)
    return options.get(value, value)


@cache
def _words(ledger: type[Ledger], name: str) -> Mapping[str, str]:
    """What the codes of a choice are called."""
    try:
        kind = field_of(ledger, name).kind
    except KeyError:
        return {}
    return dict(kind.options) if isinstance(kind, Choice) else {}


def plain(value: Decimal) -> str:
    """As people write it: 600, 350.5."""
    text = f"{value:,.2f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
