"""No sentence of the plan that asks a county for something is without a place in the program.

``demands.csv`` beside this file cuts each sentence into demands: the field that holds the answer (ledger.field), and
the rule, indicator or task that judges or follows it. A sentence that asks nothing has a note why instead.
"""

import csv
from pathlib import Path

from ycpe_desktop.ledgers import field_of, ledger_named
from ycpe_desktop.policy.checks import TITLES
from ycpe_desktop.policy.clauses import PLAN, clauses
from ycpe_desktop.policy.indicators import indicators
from ycpe_desktop.policy.tasks import measures
from ycpe_desktop.store import Store

Row = dict[str, str]


def demands() -> list[Row]:
    with Path(__file__).with_name("demands.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def is_sentence(key: str) -> bool:
    """Not a heading and not the line of 责任单位."""
    return key.rpartition("-")[2].isdigit()


def test_every_sentence_of_the_plan_has_its_demands_or_says_why_it_has_none() -> None:
    sentences = [key for key, one in clauses().items() if one.document == PLAN and is_sentence(key)]
    assert len(sentences) == 90
    assert list(dict.fromkeys(row["clause"] for row in demands())) == sentences
    for row in demands():
        asked, excused = (row["demand"], row["field"], row["by"]), bool(row["note"])
        assert not any(asked) if excused else all(asked), row


def test_a_demand_is_kept_in_a_field_that_there_is() -> None:
    for row in demands():
        if row["field"]:
            table, _, name = row["field"].partition(".")
            ledger = ledger_named(table)
            assert ledger is not None, row["field"]
            assert field_of(ledger, name)


def test_a_demand_is_judged_by_what_there_is(store: Store) -> None:
    known = {f"rule:{rule}" for rule in TITLES}
    known |= {f"indicator:{one.id}" for one in indicators(store, 2026, named=False)}
    known |= {f"task:{each['id']}" for each in measures()}
    assert not [row["by"] for row in demands() if row["by"] and row["by"] not in known]
