"""教研片区, 月度教研, 办园共同体 and 安全事故 as indicators."""

from datetime import date

import pytest

from tests.policy.conftest import Enter
from ycpe_desktop.ledgers import (
    Alliance,
    AllianceMember,
    CompoundSite,
    Incident,
    ResearchActivity,
    ResearchArea,
    ResearchMember,
    Showcase,
    UnlicensedCheck,
    UnlicensedSite,
    YearReport,
)
from ycpe_desktop.policy.figures import Indicator
from ycpe_desktop.policy.indicators import behind, by_township, indicator
from ycpe_desktop.policy.reporting import mark
from ycpe_desktop.policy.research import months_due
from ycpe_desktop.policy.thresholds import set_target
from ycpe_desktop.store import Store, add_years, fetch

SINCE = date(2025, 9, 1)


def told(found: Indicator) -> tuple[int | None, int | None, str]:
    return found.numerator, found.denominator, found.verdict


def area(store: Store, *gardens: str, since: date = SINCE) -> str:
    with store.writing("片区") as writer:
        key = writer.insert(ResearchArea, {"name": "东片区", "lead": gardens[0], "since": since})
        for each in gardens:
            writer.insert(ResearchMember, {"area": key, "kindergarten": each, "since": since})
    return key


def test_every_kindergarten_belongs_to_an_area(store: Store, enter: Enter) -> None:
    first, second = enter("甲园", "public", 30), enter("乙园", "nonprofit", 30)
    area(store, first)
    found = indicator(store, "research_area", 2026)
    assert told(found) == (1, 2, "missed")
    assert found.gap_told == "还差 1 所园"
    assert [each.name for each in behind(store, "research_area", 2026)] == ["乙园", "甲园"]
    with store.writing("加入") as writer:
        table = ResearchArea.__table__
        key = writer.connection.execute(table.select()).mappings().one()["uuid"]
        writer.insert(ResearchMember, {"area": key, "kindergarten": second, "since": date(2026, 9, 2)})
    assert told(indicator(store, "research_area", 2026)) == (1, 2, "missed"), "it counts from the next 1 September"


def test_research_is_due_in_the_school_months_that_are_over() -> None:
    assert months_due(2026, date(2026, 11, 30)) == [(2026, 9), (2026, 10)]
    assert months_due(2026, date(2026, 12, 1)) == [(2026, 9), (2026, 10), (2026, 11)]
    assert months_due(2025, date(2026, 11, 23))[-1] == (2026, 6)
    assert len(months_due(2025, date(2026, 11, 23))) == 8
    assert months_due(2026, date(2026, 9, 1)) == []


def test_once_a_month_and_twice_in_one_month_is_not_twice(store: Store, enter: Enter) -> None:
    key = area(store, enter("甲园", "public", 30))
    assert told(indicator(store, "research_monthly", 2026)) == (0, 2, "missed")
    with store.writing("活动") as writer:
        for day in (date(2026, 9, 3), date(2026, 9, 28)):
            writer.insert(ResearchActivity, {"area": key, "held": day, "year": 2026, "theme": "区域游戏"})
    assert told(indicator(store, "research_monthly", 2026)) == (1, 2, "missed")
    with store.writing("活动") as writer:
        writer.insert(ResearchActivity, {"area": key, "held": date(2026, 10, 8), "year": 2026, "theme": "户外"})
    assert told(indicator(store, "research_monthly", 2026)) == (2, 2, "met")
    set_target(store, "research_a_month", 2026, "2")
    assert told(indicator(store, "research_monthly", 2026)) == (1, 2, "missed")


def test_without_an_area_monthly_research_cannot_be_judged(store: Store) -> None:
    found = indicator(store, "research_monthly", 2026)
    assert (found.verdict, found.reason) == ("cannot_be_judged", "没有教研片区")


def test_alliances_must_not_cover_less_than_last_year(store: Store, enter: Enter) -> None:
    add_years(store, [2025])
    first = enter("县园", "public", 30, since=date(2020, 9, 1))
    second = enter("村园", "public", 30, since=date(2020, 9, 1), year=2026)
    assert indicator(store, "alliance", 2026).verdict == "cannot_be_judged"
    for garden in (first, second):
        with store.writing("上年") as writer:
            writer.insert(YearReport, {"kindergarten": garden, "year": 2025, "children_reported": 30})
    with store.writing("集团") as writer:
        told_ = {"name": "教育集团", "kind": "group", "lead": first, "since": date(2024, 9, 1)}
        key = writer.insert(Alliance, told_)
        member = writer.insert(AllianceMember, {"alliance": key, "kindergarten": second, "since": date(2024, 9, 1)})
    assert told(indicator(store, "alliance", 2026)) == (2, 2, "met")
    with store.writing("退出") as writer:
        writer.update(AllianceMember, member, {"until": date(2026, 3, 1)})
    assert told(indicator(store, "alliance", 2026)) == (1, 2, "missed")


@pytest.mark.parametrize(("count", "verdict", "gap"), [(1, "missed", "超出 1 起"), (3, "missed", "超出 3 起")])
def test_one_incident_is_one_too_many(store: Store, enter: Enter, count: int, verdict: str, gap: str) -> None:
    garden = enter("甲园", "public", 30)
    with store.writing("事故") as writer:
        for day in range(count):
            writer.insert(Incident, {"kindergarten": garden, "year": 2026, "happened": date(2026, 10, day + 1)})
    found = indicator(store, "incidents", 2026)
    assert (found.shown, found.target_shown, found.verdict, found.gap_told) == (str(count), "0", verdict, gap)


def test_no_record_is_no_zero_until_it_is_confirmed(store: Store) -> None:
    assert indicator(store, "incidents", 2026).verdict == "cannot_be_judged"
    mark(store, 2026, Incident, "none")
    assert told(indicator(store, "incidents", 2026)) == (0, 1, "met")


def test_one_model_a_calendar_year(store: Store) -> None:
    assert indicator(store, "showcase", 2026).verdict == "cannot_be_judged"
    with store.writing("典型") as writer:
        writer.insert(Showcase, {"calendar_year": 2025, "kind": "model", "theme": "户外游戏"})
        writer.insert(Showcase, {"calendar_year": 2026, "kind": "meeting", "theme": "现场推进会"})
    assert told(indicator(store, "showcase", 2026)) == (0, 1, "missed")
    assert told(indicator(store, "showcase", 2025)) == (1, 1, "met")


def test_behind_sites_research_and_incidents_stand_their_records(store: Store, enter: Enter) -> None:
    garden = enter("甲园", "public", 30)
    key = area(store, garden)
    site = {"township": "140830100"}
    with store.writing("各台账") as writer:
        writer.insert(ResearchActivity, {"area": key, "year": 2026, "held": date(2026, 9, 10), "theme": "游戏"})
        writer.insert(Incident, {"kindergarten": garden, "year": 2026, "happened": date(2026, 10, 1), "kind": "other"})
        writer.insert(Showcase, {"calendar_year": 2026, "kind": "model", "theme": "自然教育"})
        writer.insert(UnlicensedSite, {"name": "小星星班", "found": date(2026, 8, 1), **site})
        writer.insert(
            CompoundSite, {"name": "已移交小区", "opened": date(2025, 9, 1), "handed_over": date(2025, 8, 1), **site}
        )
        writer.insert(CompoundSite, {"name": "未移交小区", "opened": date(2025, 9, 1), **site})

    def stand(key: str) -> list[tuple[str, int | None, int | None, str]]:
        return [(each.name, each.numerator, each.denominator, each.ledger) for each in behind(store, key, 2026)]

    assert stand("compound_transfer") == [
        ("未移交小区", 0, 1, "compound_site"),
        ("已移交小区", 1, 1, "compound_site"),
    ]
    assert stand("unlicensed_sites") == [("小星星班", 1, None, "unlicensed_site")]
    assert stand("incidents") == [("甲园（2026-10-01）", 1, None, "incident")]
    assert stand("research_monthly") == [("东片区", 1, 2, "research_area")]
    assert stand("showcase") == [("自然教育", 1, None, "showcase")]
    for key in ("compound_transfer", "unlicensed_sites", "incidents"):
        (town,) = by_township(store, key, 2026)
        assert (town.numerator, town.name) == (1, town.township)
    assert by_township(store, "showcase", 2026) == []


DISPOSED = date(2026, 5, 10)


@pytest.mark.parametrize(
    ("disposal", "checks"),
    [
        ("mend", [(DISPOSED, "mended")]),  # looked at again on the day itself
        ("ban", [(date(2026, 6, 1), "back"), (date(2026, 7, 1), "closed")]),
        ("ban", [(date(2026, 6, 1), "back")]),
        ("mend", [(date(2026, 6, 1), "mending")]),
        ("ban", [(DISPOSED, "back")]),  # found again, and so disposed of
    ],
)
def test_a_site_counts_as_running_as_its_ledger_says(
    store: Store, enter: Enter, disposal: str, checks: list[tuple[date, str]]
) -> None:
    enter("甲园", "public", 30)
    values = {"name": "小星星班", "found": date(2026, 5, 1), "disposal": disposal, "disposed": DISPOSED}
    with store.writing("无证园") as writer:
        site = writer.insert(UnlicensedSite, values)
        for day, finding in checks:
            writer.insert(UnlicensedCheck, {"site": site, "checked": day, "finding": finding})
    with store.reading() as connection:
        (row,) = fetch(connection, UnlicensedSite, [site], 2026, store.names)
    assert indicator(store, "unlicensed_sites", 2026).numerator == int(row["state"] in ("back", "mending"))
