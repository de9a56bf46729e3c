"""What is due on a day: each source says what, whom, why, by when, and leads to its record."""

from datetime import date
from decimal import Decimal

import pytest

from tests.policy.conftest import Enter
from tests.policy.due_hands import TODAY, one, put, told
from ycpe_desktop.ledgers import (
    LEDGERS,
    AnnualInspection,
    AuditReport,
    BuildMilestone,
    CategoryEvaluation,
    CompoundSite,
    FeeFiling,
    FundPayment,
    InclusiveRecognition,
    Kindergarten,
    PublicBuild,
    RuralUpgrade,
    UnlicensedCheck,
    UnlicensedSite,
    field_of,
    ledger_named,
)
from ycpe_desktop.policy.clauses import wording
from ycpe_desktop.policy.due import counts, due, matters, pressing
from ycpe_desktop.policy.due_kind import Due
from ycpe_desktop.policy.funds import pay_part
from ycpe_desktop.store import Store

D = date


def told_at_all(store: Store) -> list[Due]:
    """Without the backup, which is due by the clock of the machine."""
    return [each for each in due(store, TODAY) if each.source != "backup"]


@pytest.fixture
def garden(store: Store, enter: Enter) -> str:
    return enter("甲园", "public", 30, since=D(2018, 9, 1))


@pytest.fixture
def inclusive(store: Store, enter: Enter) -> str:
    return enter("民办园", "inclusive", 30, since=D(2018, 9, 1))


def test_nothing_is_due_in_an_empty_office(store: Store) -> None:
    assert told_at_all(store) == []


def test_a_late_milestone_says_by_how_many_days(store: Store) -> None:
    build = put(store, PublicBuild, name="城北园")
    put(store, BuildMilestone, build=build, step="begun", planned=D(2026, 11, 13))
    put(store, BuildMilestone, build=build, step="completed", planned=D(2027, 6, 1))
    found = one(store, "milestone")
    assert (found.what, found.whom, found.uuid) == ("建设节点“开工”", "城北园", build)
    assert found.why == "计划 2026-11-13 完成，已晚 10 天"
    assert found.when(TODAY) == "overdue"
    with store.writing("终止") as writer:
        writer.update(PublicBuild, build, {"stopped": D(2026, 11, 1)})
    assert told(store, "milestone") == []


def test_a_recognition_is_to_be_renewed_until_it_is(store: Store, inclusive: str) -> None:
    key = put(store, InclusiveRecognition, kindergarten=inclusive, since=D(2023, 12, 1), valid_until=D(2026, 11, 30))
    found = one(store, "recognition")
    assert (found.what, found.uuid, found.when(TODAY)) == ("普惠性民办园续认", key, "month")
    assert one(store, "recognition", D(2027, 1, 5)).what == "认定已期满：续认，或恢复办园性质"
    put(store, InclusiveRecognition, kindergarten=inclusive, since=D(2026, 12, 1), valid_until=D(2029, 11, 30))
    assert told(store, "recognition", D(2027, 1, 5)) == []


def test_compounds_wait_for_handing_over_and_mending(store: Store) -> None:
    key = put(store, CompoundSite, name="阳光小区", completed=D(2026, 5, 1), remedy_by=D(2026, 11, 25))
    assert one(store, "compound_transfer").by == D(2026, 5, 1)
    assert one(store, "compound_mending").when(TODAY) == "week"
    with store.writing("移交") as writer:
        writer.update(CompoundSite, key, {"handed_over": D(2026, 11, 1), "closed": D(2026, 11, 2)})
    assert told_at_all(store) == []


def test_upgrades_are_due_by_their_plan(store: Store, garden: str) -> None:
    key = put(store, RuralUpgrade, kindergarten=garden, way="improve", planned=D(2026, 11, 1))
    assert one(store, "upgrade").uuid == key


def test_inspection_is_one_line_for_all_who_lack_it(store: Store, enter: Enter) -> None:
    keys = [enter(f"{number}园", "public", 30, since=D(2018, 9, 1)) for number in "甲乙丙丁"]
    enter("附设班", "public", 9, garden={"kind": "119"})
    found = one(store, "inspection")
    assert (found.what, found.whom, found.by) == ("2025 年度年检", "甲园、丁园、丙园等 4 所", D(2025, 12, 31)) or len(
        keys
    ) == 4
    assert "等 4 所" in found.whom
    assert found.uuid == ""
    for key in keys[:3]:
        put(store, AnnualInspection, kindergarten=key, calendar_year=2025, conclusion="合格")
    assert one(store, "inspection").whom == "丁园"
    assert {each.what for each in told(store, "inspection", D(2026, 12, 1))} == {"2025 年度年检", "2026 年度年检"}


def test_what_an_inspection_found_is_to_be_mended(store: Store, garden: str) -> None:
    put(
        store, AnnualInspection, kindergarten=garden, calendar_year=2025, conclusion="不合格", mended_by=D(2026, 11, 24)
    )
    assert one(store, "inspection_mending").when(TODAY) == "week"


def test_who_was_never_evaluated_is_told_in_one_line(store: Store, garden: str, inclusive: str) -> None:
    put(store, CategoryEvaluation, kindergarten=garden, evaluated=D(2026, 5, 1), category="二类")
    found = one(store, "unevaluated")
    assert (found.members, found.by) == (((inclusive, "民办园"),), TODAY)


def test_an_evaluation_is_due_two_years_after_the_last(store: Store, garden: str) -> None:
    put(store, CategoryEvaluation, kindergarten=garden, evaluated=D(2022, 5, 1), category="二类")
    put(store, CategoryEvaluation, kindergarten=garden, evaluated=D(2024, 11, 26), category="一类")
    found = one(store, "evaluation")
    assert (found.by, found.why) == (D(2026, 11, 26), "上次 2024-11-26 评估，每 2 年一次")
    assert told(store, "evaluation", D(2026, 10, 1)) == []


def test_payments_of_one_kind_and_day_are_one_line(store: Store, garden: str, inclusive: str) -> None:
    for key in (garden, inclusive):
        put(store, FundPayment, kindergarten=key, calendar_year=2026, kind="aid", due_by=D(2026, 11, 20))
    assert (one(store, "payment").what, one(store, "payment").whom) == ("拨付家庭经济困难幼儿资助", "甲园、民办园")
    assert {name for _, name in one(store, "payment").members} == {"民办园", "甲园"}
    assert one(store, "payment").of == "fund_payment"


def test_what_was_paid_in_part_is_still_due(store: Store, garden: str) -> None:
    paid = {"kindergarten": garden, "calendar_year": 2026, "kind": "aid", "children": 10, "per_child": Decimal(500)}
    key = put(store, FundPayment, **paid, due_by=D(2026, 11, 20))
    pay_part(store, key, D(2026, 11, 1), Decimal(2000))
    assert one(store, "payment").members == ((key, "甲园"),)
    pay_part(store, key, D(2026, 11, 2), Decimal(3000))
    assert told(store, "payment") == []


def test_licences_run_out(store: Store, garden: str) -> None:
    with store.writing("许可证") as writer:
        writer.update(Kindergarten, garden, {"licence_until": D(2026, 11, 29)})
    assert (one(store, "licence").what, one(store, "licence").when(TODAY)) == ("许可证换证", "week")
    assert one(store, "licence", D(2026, 12, 1)).what == "许可证已过期，应换证"
    assert one(store, "licence", D(2026, 8, 31)).when(D(2026, 8, 31)) == "later"  # 90 days ahead
    assert told(store, "licence", D(2026, 8, 30)) == []


def test_audits_of_the_year_before(store: Store, garden: str, inclusive: str) -> None:
    found = one(store, "audit")
    assert (found.what, found.whom, found.by) == ("催交 2025 年度审计报告", "民办园", D(2026, 6, 30))
    put(store, AuditReport, kindergarten=inclusive, calendar_year=2025, submitted=D(2026, 6, 1))
    assert told(store, "audit") == []


def test_classes_within_a_school_owe_no_report_of_their_own(store: Store, enter: Enter) -> None:
    """As 校验 and the indicators of 年检, 审计 and 类别评估 have it."""
    for name, kind in (("民办园", "111"), ("附设班", "119")):
        enter(name, "nonprofit", 30, since=D(2018, 9, 1), garden={"kind": kind})
    for source in ("audit", "inspection", "unevaluated"):
        assert one(store, source).whom == "民办园"


def test_a_fee_that_was_found_wrong_waits(store: Store, garden: str) -> None:
    put(store, FeeFiling, kindergarten=garden, item="service", violation="extra_course", violation_told="国学",
        found=D(2026, 11, 2))  # fmt: skip
    assert one(store, "fee").why == "2026-11-02 查出实践体验课程搭车收费（国学）"


def test_an_unlicensed_site_from_finding_to_looking_again(store: Store) -> None:
    key = put(store, UnlicensedSite, name="黑园", found=D(2026, 10, 1), children=9)
    assert one(store, "unlicensed").when(TODAY) == "overdue"
    with store.writing("取缔") as writer:
        writer.update(UnlicensedSite, key, {"disposal": "ban", "disposed": D(2026, 10, 28)})
    assert one(store, "unlicensed_recheck").by == D(2026, 11, 27)
    put(store, UnlicensedCheck, site=key, checked=D(2026, 11, 20), finding="back")
    assert one(store, "unlicensed_back").why == "2026-11-20 复查发现死灰复燃"


def test_an_unlicensed_site_that_is_still_being_mended_stays_due(store: Store) -> None:
    site = {"disposal": "mend", "disposed": D(2026, 10, 5), "mended_by": D(2026, 11, 10)}
    key = put(store, UnlicensedSite, name="黑园", found=D(2026, 10, 1), children=9, **site)
    put(store, UnlicensedCheck, site=key, checked=D(2026, 11, 11), finding="mending")
    assert one(store, "unlicensed_mending").by == D(2026, 11, 10)
    put(store, UnlicensedCheck, site=key, checked=D(2026, 11, 20), finding="mended")
    assert told(store, "unlicensed_mending") == []


def test_every_line_leads_somewhere_and_names_its_ground(store: Store, garden: str, inclusive: str) -> None:
    put(store, UnlicensedSite, name="黑园", found=D(2026, 10, 1), children=9)
    put(store, CompoundSite, name="阳光小区", completed=D(2026, 5, 1), remedy_by=D(2026, 11, 25))
    found = told_at_all(store)
    assert [each.by for each in found] == sorted(each.by for each in found)
    for each in found:
        ledger = ledger_named(each.ledger)
        assert ledger in LEDGERS or (not each.ledger and each.source in ("fault", "report"))
        assert not (ledger and each.field) or field_of(ledger, each.field)
        assert all((each.what, each.whom, each.why, wording(each.clause)))


def test_the_same_task_in_the_same_column_is_one_matter(store: Store) -> None:
    def licence(name: str, by: date) -> Due:
        return Due("licence", "许可证换证", name, "到期", "学前教育法 30", by, "kindergarten", name)

    gardens = [licence(f"{name}园", D(2026, 11, 20)) for name in "甲乙丙丁"]
    found = [
        *gardens,
        licence("戊园", D(2026, 11, 29)),
        licence("己园", D(2026, 11, 30)),
        licence("庚园", D(2027, 1, 1)),
    ]
    columns = matters(found, TODAY)
    assert {when: len(each) for when, each in columns.items()} == {"overdue": 1, "week": 1, "month": 1, "later": 1}
    assert columns["overdue"][0].whom == "甲园、乙园、丙园等 4 条"
    assert columns["week"][0].whom == "戊园"
    assert pressing(found, TODAY) == 2
    assert counts(found, TODAY) == {"overdue": 4, "week": 1, "month": 1, "later": 1}


def test_what_was_checked_already_is_not_checked_again(store: Store, garden: str) -> None:
    assert "fault" not in {each.source for each in due(store, TODAY, findings=[])}
