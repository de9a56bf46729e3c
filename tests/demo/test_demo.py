"""The demo county: the same seed gives the same county, and it has what the pages are tried with."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from ycpe_desktop.demo import make_demo
from ycpe_desktop.ledgers import LEDGERS, Assignment, FourIndependents, Kindergarten, Supervisor, YearReport
from ycpe_desktop.policy import evaluations, mends, visit_checks, visits
from ycpe_desktop.policy.areas import look_at
from ycpe_desktop.policy.checks import check
from ycpe_desktop.policy.indicators import indicators
from ycpe_desktop.store import Listing, Store, create_store, fetch, ids
from ycpe_desktop.store.doctor import examine
from ycpe_desktop.store.tables import raw_value

TODAY = date(2026, 11, 23)
NOT_FILLED = {"班级"}
"""Classes are entered by the kindergartens that have them; the demo has their totals."""


@pytest.fixture
def demo(tmp_path: Path) -> Store:
    return _made(tmp_path / "台账")


def _made(folder: Path, size: int = 180) -> Store:
    store = create_store(folder, "芮城县", today=lambda: TODAY)
    make_demo(store, seed=7, size=size)
    store.close()
    return store


def test_it_is_a_county_of_three_years_with_supervisors_and_mistakes(demo: Store) -> None:
    assert demo.years == [2026, 2025, 2024]
    assert demo.count(Kindergarten) == 180
    assert 25 <= demo.count(Supervisor) <= 35
    assert demo.count(YearReport) > 3 * 170
    assert demo.count(FourIndependents) > 100
    with demo.reading() as connection:
        assert (connection.scalar(select(func.count()).select_from(raw_value)) or 0) > 0
        assigned = connection.scalar(select(func.count(Assignment.__table__.c.kindergarten.distinct()))) or 0
        assert 0 < assigned < 180
    demo.close()


def test_it_has_two_years_of_visits_with_what_a_supervision_office_meets(demo: Store) -> None:
    rates = [each.done.share or 0 for each in visits.completion(demo, 2025)]
    assert len(rates) == 9
    assert all(0.6 < rate < 0.98 for rate in rates)
    every = mends.mends(demo, TODAY, ended=True)
    assert {one.state_shown for one in every} >= {"已逾期", "待复查", "未到期", "已销号"}
    assert any(one.repeated for one in every)
    assert any(one.values["outcome"] == "returned" for one in every)
    numbers = [one.values["number"] for one in every if one.values["issued"]]
    assert "芮教督改〔2025〕1号" in numbers
    with demo.reading() as connection:
        found = {
            one.rule for one in visit_checks.found(look_at(demo, connection, 2026, date(2026, 9, 1), {}), (2, 7, 8))
        }
    assert found >= {"unchecked_without_reason", "visit_by_another", "mend_overdue", "due_before_issued"}
    cycle = evaluations.cycle(demo, TODAY)
    assert 0 < len(cycle.due) < len(cycle.done)
    demo.close()


def test_every_ledger_is_filled_and_has_faults_on_purpose(demo: Store) -> None:
    filled = {ledger.TITLE for ledger in LEDGERS if demo.count(ledger)}
    assert filled == {ledger.TITLE for ledger in LEDGERS} - NOT_FILLED
    faults = {one.rule for one in check(demo, 2026)}
    assert {
        "no_area",
        "months_without_research",
        "unity_and_members",
        "evaluator_untrained",
        "zone_without_plan",
        "hazard_overdue",
        "incident_unreported",
        "task_done_without_progress",
        "met_without_evidence",
    } <= faults  # fmt: skip - one beside the other
    judged = {one.id: one.verdict for one in indicators(demo, 2026, named=False)}
    assert {judged[key] for key in ("research_area", "research_monthly", "incidents")} == {"missed"}
    assert judged["alliance"] == "met"
    demo.close()


def test_every_record_is_found_listed_and_sound(demo: Store) -> None:
    demo.close()
    report = examine(demo.folder)
    assert report.good, [finding for finding in report.findings if not finding.good]


def test_the_same_seed_gives_the_same_county(tmp_path: Path, demo: Store) -> None:
    other = _made(tmp_path / "另一个")
    assert _records(demo) == _records(other)


def test_any_number_of_kindergartens_can_be_made(tmp_path: Path) -> None:
    store = _made(tmp_path / "多", size=1_500)
    assert store.count(Kindergarten) == 1_500
    codes = [record["code"] for record in _records(store) if record["code"]]
    assert len(codes) == len(set(codes))


def _records(store: Store) -> list[dict[str, object]]:
    with store.reading() as connection:
        chosen = ids(connection, Listing(Kindergarten, 2026, sort=(("code", False), ("name", False))))
        found = fetch(connection, Kindergarten, chosen, 2026)
    store.close()
    return found
