"""The ground of rules between the fields of a kindergarten and its year: the columns of ``situation``."""

from collections.abc import Callable
from typing import Any

from ycpe_desktop.ledgers import Kindergarten, Ledger, YearReport
from ycpe_desktop.policy.findings import Tier
from ycpe_desktop.policy.indicators import facts
from ycpe_desktop.policy.rule import Condition, Ground, Judging, Rule, Sql, named_in
from ycpe_desktop.policy.shares import Facts
from ycpe_desktop.store.spoken import by_name


class Situated(Ground):
    """The same for rules of 园所名册 and of 年度数据: the situation is looked at once."""

    def __init__(self, at: Judging, ledger: type[Ledger]) -> None:
        self.facts = facts(at.store, at.year, at.day, at.own)
        self.source = self.facts.row
        row = self.source.c
        self.name, self.order = row.name, (row.township, by_name(self.source), row.uuid)

    @classmethod
    def key(cls, ledger: type[Ledger]) -> Any:
        return cls

    def uuid(self, ledger: type[Ledger]) -> Sql:
        found: Sql = self.source.c.report if ledger is YearReport else self.source.c.uuid
        return found


def situated(
    *,
    id: str,
    title: str,
    clause: str,
    field: str,
    when: Callable[[Facts, int], Sql],
    sentence: str,
    tier: Tier = "explain",
    ledger: type[Ledger] = Kindergarten,
    limit: str = "",
) -> Rule:
    """The sentence may use any column of the situation. ``ledger`` says whose record it is: that of 园所名册 or of
    年度数据; ``when`` gets the limit."""
    condition = Condition(
        Situated,
        lambda it: when(it.facts, int(it.limit)),
        lambda it: {name: it.source.c[name] for name in named_in(sentence)},
    )
    return Rule(
        id=id, title=title, clause=clause, ledger=ledger, field=field, find=condition, sentence=sentence, tier=tier,
        limit=limit,
    )  # fmt: skip
