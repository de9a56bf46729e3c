"""Indicators that the ledgers of projects, guarantees and oversight make possible."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from tests.policy.conftest import Enter
from ycpe_desktop.ledgers import (
    AnnualInspection,
    AuditReport,
    CategoryEvaluation,
    CompoundSite,
    FundPayment,
    Ledger,
    UnlicensedCheck,
    UnlicensedSite,
)
from ycpe_desktop.policy.figures import Indicator
from ycpe_desktop.policy.indicators import behind, indicator
from ycpe_desktop.policy.reporting import mark
from ycpe_desktop.policy.thresholds import set_target
from ycpe_desktop.store import Store

PAYMENT: dict[str, Any] = {"calendar_year": 2025, "kind": "public_fund", "children": 100}


def put(store: Store, ledger: type[Ledger], **values: Any) -> str:
    with store.writing("登记") as writer:
        return writer.insert(ledger, values)


def told(store: Store, key: str) -> Indicator:
    return indicator(store, key, 2026)


def counts(store: Store, key: str) -> tuple[int | None, int | None, str]:
    one = told(store, key)
    return one.numerator, one.denominator, one.verdict


@pytest.fixture
def three(store: Store, enter: Enter) -> list[str]:
    """Three public kindergartens, beside a 附设幼儿班 and one that opened this year, which nobody inspects yet."""
    enter("附设班", "public", 10, garden={"kind": "119"})
    enter("新园", "public", 10, garden={"opened": "2026-09"})
    return [enter(name, "public", 100) for name in ("甲园", "乙园", "丙园")]


def test_inspection_is_that_of_the_last_whole_year(store: Store, three: list[str]) -> None:
    assert told(store, "inspection_done").verdict == "cannot_be_judged"
    for key, conclusion in zip(three, ("合格", "不合格"), strict=False):
        put(store, AnnualInspection, kindergarten=key, calendar_year=2025, conclusion=conclusion)
    put(store, AnnualInspection, kindergarten=three[2], calendar_year=2026, conclusion="合格")
    assert counts(store, "inspection_done") == (2, 3, "missed")
    assert counts(store, "inspection_passed")[:2] == (1, 2)
    assert [one.name for one in behind(store, "inspection_done", 2026) if one.numerator == 0] == ["丙园"]


def test_an_evaluation_counts_for_two_years(store: Store, three: list[str]) -> None:
    assert told(store, "category_evaluated").verdict == "cannot_be_judged"
    for key, day in zip(three, (date(2024, 9, 1), date(2024, 9, 2), date(2026, 9, 1)), strict=True):
        put(store, CategoryEvaluation, kindergarten=key, evaluated=day, category="一类")
    assert counts(store, "category_evaluated") == (2, 3, "missed")
    set_target(store, "category_cycle", 2026, "3")
    assert counts(store, "category_evaluated") == (3, 3, "met")


def test_private_ones_hand_in_their_accounts(store: Store, enter: Enter, three: list[str]) -> None:
    one, other = (enter(name, nature, 30) for name, nature in (("丁园", "inclusive"), ("戊园", "forprofit")))
    put(store, AuditReport, kindergarten=one, calendar_year=2025, submitted=date(2026, 6, 1))
    put(store, AuditReport, kindergarten=other, calendar_year=2025, submitted=None)
    put(store, AuditReport, kindergarten=three[0], calendar_year=2025, submitted=date(2026, 6, 1))
    assert counts(store, "audits_submitted") == (1, 2, "missed")


def test_funds_reach_the_standard_for_each_child(store: Store, three: list[str]) -> None:
    assert told(store, "public_fund").missing_count == 3
    for key, paid in zip(three, ("60000", "59999.99", "60000.01"), strict=True):
        put(
            store,
            FundPayment,
            kindergarten=key,
            calendar_year=2025,
            kind="public_fund",
            children=100,
            paid=Decimal(paid),
        )
    assert counts(store, "public_fund") == (2, 3, "missed")
    set_target(store, "public_fund", 2026, "599")
    assert counts(store, "public_fund") == (3, 3, "met")


def test_money_that_came_in_two_parts_is_added_up(store: Store, enter: Enter) -> None:
    key = enter("丁园", "inclusive", 30)
    assert told(store, "inclusive_fund").missing[0].ledger == "fund_payment"
    for paid in (9_000, 9_000):
        put(store, FundPayment, kindergarten=key, calendar_year=2025, kind="inclusive_fund", children=30,
            paid=Decimal(paid))  # fmt: skip
    assert counts(store, "inclusive_fund") == (1, 1, "met")


def test_compounds_are_handed_over_once_they_stand(store: Store, enter: Enter) -> None:
    assert told(store, "compound_transfer").verdict == "cannot_be_judged"
    put(store, CompoundSite, name="在建小区")
    put(store, CompoundSite, name="拖延小区", completed=date(2025, 6, 1), handed_over=date(2026, 10, 1))
    assert counts(store, "compound_transfer") == (0, 1, "missed")
    key = enter("配套园", "inclusive", 90)
    put(
        store, CompoundSite, name="守信小区", completed=date(2025, 6, 1), handed_over=date(2026, 8, 1), kindergarten=key
    )
    one = told(store, "compound_transfer")
    assert (one.value, one.note) == (Fraction(50), "还没有移交的：拖延小区")
    assert counts(store, "compound_inclusive") == (1, 1, "met"), "as the ledger knows it, though the registry does not"


def test_the_stock_of_unlicensed_sites(store: Store) -> None:
    assert told(store, "unlicensed_sites").verdict == "cannot_be_judged"
    mark(store, 2026, UnlicensedSite, "none")
    assert counts(store, "unlicensed_sites")[::2] == (0, "met")
    found = {"found": date(2026, 3, 1), "children": 9}
    put(store, UnlicensedSite, name="照办的点", **found)
    put(store, UnlicensedSite, name="后来取缔的点", **found, disposal="ban", disposed=date(2026, 9, 2))
    closed = put(store, UnlicensedSite, name="关了的点", **found, disposal="ban", disposed=date(2026, 4, 1))
    assert counts(store, "unlicensed_sites")[::2] == (2, "missed")
    put(store, UnlicensedCheck, site=closed, checked=date(2026, 8, 1), finding="back")
    one = told(store, "unlicensed_sites")
    assert (one.numerator, one.gap, one.note) == (3, 3, "现有：关了的点、后来取缔的点、照办的点")
