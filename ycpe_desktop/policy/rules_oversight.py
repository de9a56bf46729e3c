"""Rules of 监管: 准入与许可, 民办园财务审计, 收费, 无证园."""

from collections.abc import Callable

from sqlalchemy import and_, extract, func, literal, or_, type_coerce
from sqlalchemy.sql.selectable import NamedFromClause
from sqlalchemy.types import Integer

from ycpe_desktop.ledgers import AuditReport, FeeFiling, Kindergarten, LicenceEvent, UnlicensedSite
from ycpe_desktop.ledgers.licence_event import ENDING
from ycpe_desktop.ledgers.unlicensed_site import has_check, is_back, is_placed
from ycpe_desktop.policy.ledger_rules import PRIVATE, It, covers, recorded
from ycpe_desktop.policy.own_gardens import is_own
from ycpe_desktop.policy.rule import Sql
from ycpe_desktop.policy.rules_yearly import to_be_inspected

PLAN = "运政办发〔2021〕44号 三（三）1"
LICENCE_CLAUSE = f"{PLAN}；学前教育法 30"
CHANGE_CLAUSE = f"{PLAN}；学前教育法 31"
AUDIT_CLAUSE = f"{PLAN}；学前教育法 70"
FEE_CLAUSE = f"{PLAN}；学前教育法 68、69"
BAN_CLAUSE = f"{PLAN}；学前教育法 78"


def _newest_event(it: It) -> Sql:
    """No other event of the same kindergarten followed."""
    return ~it.of_garden(
        LicenceEvent, lambda other: other.c.day > it.row.c.day, lambda other: other.c.day <= it.now
    ) & (it.row.c.day <= it.now)


def _differs(it: It) -> Sql:
    row, garden = it.row.c, it.garden.c
    number = and_(row.licence.is_not(None), or_(garden.licence.is_(None), garden.licence != row.licence))
    until = and_(
        row.valid_until.is_not(None), or_(garden.licence_until.is_(None), garden.licence_until != row.valid_until)
    )
    return and_(row.kind.not_in(ENDING), _newest_event(it), or_(number, until))


LICENCES = (
    recorded(
        id="open_unlicensed", title="在办而没有许可证", clause=LICENCE_CLAUSE, ledger=Kindergarten, field="licence",
        when=lambda it: and_(it.status == "open", is_own(it.garden),
                             it.garden.c.licence.is_(None)),
        sentence="在办，没有许可证号；未取得办园许可证，幼儿园不得招生",
    ),
    recorded(
        id="licence_differs", title="许可事项与园所名册不一致", clause=LICENCE_CLAUSE, ledger=LicenceEvent,
        field="valid_until", when=_differs,
        sentence="{day} 办理的许可证号或有效期（至 {valid_until}），与园所名册里的不同",
        numbers=lambda it: {"day": it.row.c.day, "valid_until": it.row.c.valid_until},
    ),
    recorded(
        id="cancelled_open", title="许可证已注销、吊销仍在办", clause=CHANGE_CLAUSE, tier="must", ledger=LicenceEvent,
        field="kind",
        when=lambda it: and_(it.row.c.kind.in_(ENDING), _newest_event(it), it.garden.c.uuid.in_(it.open_now)),
        sentence="{day} {kind}许可证，园所名册里仍是在办",
        numbers=lambda it: {"day": it.row.c.day, "kind": it.row.c.kind},
    ),
    recorded(
        id="licence_backwards", title="许可证有效期早于办理日期", clause=LICENCE_CLAUSE, ledger=LicenceEvent,
        field="valid_until", when=lambda it: it.row.c.valid_until < it.row.c.day,
        sentence="{day} 办理，有效期却至 {valid_until}",
        numbers=lambda it: {"day": it.row.c.day, "valid_until": it.row.c.valid_until},
    ),
)  # fmt: skip


def _of_last(it: It) -> Callable[[NamedFromClause], Sql]:
    return lambda row: row.c.calendar_year == it.last


def _unaudited(it: It) -> Sql:
    kept = it.other(AuditReport, _of_last(it))
    handed_in = it.of_garden(AuditReport, _of_last(it), lambda row: row.c.submitted.is_not(None))
    return and_(to_be_inspected(it), it.nature.in_(PRIVATE), kept, ~handed_in)


def _unspent(it: It) -> Sql:
    """Of what was taken in too little went out again."""
    spending, income = (type_coerce(it.row.c[name], Integer) for name in ("spending", "income"))
    return and_(it.row.c.calendar_year == it.last, spending * 100 < income * int(it.limit))


AUDITS = (
    recorded(
        id="unaudited", title="民办园没有提交上一年度审计报告", clause=AUDIT_CLAUSE, ledger=Kindergarten, field="name",
        when=_unaudited, sentence="没有提交 {calendar_year} 年度经审计的财务报告",
        numbers=lambda it: {"calendar_year": literal(it.last)},
    ),
    recorded(
        id="audit_unmended", title="审计意见有保留，问题没有整改完", clause=AUDIT_CLAUSE, ledger=AuditReport,
        field="mended",
        when=lambda it: and_(it.row.c.calendar_year <= it.last, it.row.c.mended.is_(None),
                             it.row.c.opinion.in_(("qualified", "adverse", "disclaimer"))),
        sentence="{calendar_year} 年度审计意见是“{opinion}”，没有整改完成日期",
        numbers=lambda it: {"calendar_year": it.row.c.calendar_year, "opinion": it.row.c.opinion},
    ),
    recorded(
        id="audit_parts", title="审计收支的其中项大于合计", clause=AUDIT_CLAUSE, ledger=AuditReport, field="income",
        when=lambda it: or_(it.row.c.income_fees > it.row.c.income, it.row.c.spending_staff > it.row.c.spending),
        sentence="保教费收入大于全年收入，或教职工支出大于全年支出",
    ),
    recorded(
        id="audit_unspent", title="民办园支出占收入的比例过低", clause=AUDIT_CLAUSE, ledger=AuditReport,
        field="spending", limit="spending_least", when=_unspent,
        sentence="全年收入 {income} 元，支出 {spending} 元，不足 {limit}%；收费应主要用于保教、条件和待遇",
        numbers=lambda it: {"income": it.row.c.income, "spending": it.row.c.spending},
    ),
    recorded(
        id="audit_of_public", title="公办园登记了民办园审计", clause=AUDIT_CLAUSE, ledger=AuditReport,
        field="kindergarten", when=lambda it: and_(it.row.c.calendar_year == it.last, it.nature == "public"),
        sentence="办园性质是公办，民办园财务审计里有它的 {calendar_year} 年度报告",
        numbers=lambda it: {"calendar_year": it.row.c.calendar_year},
    ),
)  # fmt: skip


def _care(it: It, row: NamedFromClause) -> Sql:
    return and_(row.c.item == "care", row.c.per == "month", covers(row, it.day))


def _unfiled(it: It) -> Sql:
    kept = it.other(FeeFiling, lambda row: row.c.item == "care")
    filed = it.of_garden(FeeFiling, lambda row: and_(row.c.item == "care", covers(row, it.day)))
    return and_(it.status == "open", is_own(it.garden), it.report.c.fee_care > 0, kept, ~filed)


FEES = (
    recorded(
        id="fee_unfiled", title="收保教费没有备案", clause=FEE_CLAUSE, ledger=Kindergarten, field="name",
        when=_unfiled, sentence="保教费 {fee} 元/月，收费台账里没有它的保教费备案",
        numbers=lambda it: {"fee": it.report.c.fee_care},
    ),
    recorded(
        id="fee_above_filed", title="保教费高于备案标准", clause=FEE_CLAUSE, ledger=FeeFiling, field="amount",
        when=lambda it: and_(_care(it, it.row), it.report.c.fee_care > it.row.c.amount),
        sentence="年度数据填保教费 {fee} 元/月，备案 {amount} 元/月",
        numbers=lambda it: {"fee": it.report.c.fee_care, "amount": it.row.c.amount},
    ),
    recorded(
        id="fee_unposted", title="收费没有公示", clause=FEE_CLAUSE, ledger=FeeFiling, field="posted",
        when=lambda it: and_(covers(it.row, it.day), it.row.c.posted.is_(None)),
        sentence="“{item}”{since} 起执行，没有公示日期",
        numbers=lambda it: {"item": it.row.c.item, "since": it.row.c.since},
    ),
    recorded(
        id="fee_extra_open", title="违规收费没有处理", clause=f"{FEE_CLAUSE}、79", ledger=FeeFiling, field="handled",
        when=lambda it: and_(it.row.c.violation.is_not(None), it.row.c.handled.is_(None),
                             or_(it.row.c.found.is_(None), it.row.c.found <= it.now)),
        sentence="查出“{violation}”（{violation_told}），还没有处理日期",
        numbers=lambda it: {"violation": it.row.c.violation, "violation_told": it.row.c.violation_told},
    ),
)  # fmt: skip


def _barred(it: It) -> Sql:
    """Someone who was barred got this kindergarten meanwhile."""
    got = func.coalesce(it.garden.c.licence_issued, literal(it.now))
    return and_(it.status == "open", it.other(
        UnlicensedSite, lambda site: site.c.holder == it.garden.c.sponsor_name, lambda site: site.c.disposal == "ban",
        lambda site: site.c.disposed <= got, lambda site: site.c.barred_until > got,
    ))  # fmt: skip


def _again(it: It) -> Sql:
    row = it.row.c
    return it.other(
        UnlicensedSite, lambda site: site.c.uuid != row.uuid, lambda site: site.c.holder == row.holder,
        lambda site: site.c.disposal == "ban", lambda site: site.c.disposed < row.found,
    )  # fmt: skip


def _barred_years(it: It) -> Sql:
    """By the year alone: a bar of so many years ends in that year or later."""
    return extract("year", it.row.c.barred_until) - extract("year", it.row.c.disposed)


UNLICENSED = (
    recorded(
        id="unlicensed_untouched", title="无证园没有处置", clause=PLAN, ledger=UnlicensedSite, field="disposal",
        when=lambda it: and_(it.row.c.found <= it.now, it.row.c.disposal.is_(None)),
        sentence="{found} 发现，还没有处置", numbers=lambda it: {"found": it.row.c.found},
    ),
    recorded(
        id="unlicensed_back", title="无证园死灰复燃", clause=PLAN, ledger=UnlicensedSite, field="disposal",
        when=lambda it: is_back(it.row), sentence="最近一次复查发现死灰复燃，还没有重新处置",
    ),
    recorded(
        id="unlicensed_unplaced", title="取缔的无证园幼儿没有分流完", clause=PLAN, ledger=UnlicensedSite,
        field="children", when=lambda it: and_(it.row.c.disposal == "ban", ~is_placed(it.row)),
        sentence="在园幼儿 {children} 人，幼儿分流的人数不足", numbers=lambda it: {"children": it.row.c.children},
    ),
    recorded(
        id="unlicensed_unchecked", title="处置后没有复查", clause=PLAN, ledger=UnlicensedSite, field="disposed",
        when=lambda it: and_(it.row.c.disposal.in_(("ban", "mend")), it.row.c.disposed <= it.day, ~has_check(it.row)),
        sentence="{disposed} {disposal}，还没有复查",
        numbers=lambda it: {"disposed": it.row.c.disposed, "disposal": it.row.c.disposal},
    ),
    recorded(
        id="unlicensed_holder_again", title="被取缔的举办者又办无证园", clause=BAN_CLAUSE, ledger=UnlicensedSite,
        field="holder", when=_again, sentence="举办者“{holder}”以前的办园点已被取缔",
        numbers=lambda it: {"holder": it.row.c.holder},
    ),
    recorded(
        id="barred_holder", title="禁止期内的举办者办园", clause=BAN_CLAUSE, ledger=Kindergarten, field="sponsor_name",
        when=_barred, sentence="举办者“{sponsor_name}”因擅自举办幼儿园，还在禁止期内",
        numbers=lambda it: {"sponsor_name": it.garden.c.sponsor_name},
    ),
    recorded(
        id="bar_too_short", title="举办者禁止期不足", clause=BAN_CLAUSE, ledger=UnlicensedSite, field="barred_until",
        limit="ban_least", when=lambda it: and_(it.row.c.disposal == "ban", _barred_years(it) < int(it.limit)),
        sentence="{disposed} 取缔，禁止期至 {barred_until}，不足 {limit} 年",
        numbers=lambda it: {"disposed": it.row.c.disposed, "barred_until": it.row.c.barred_until},
    ),
    recorded(
        id="bar_too_long", title="举办者禁止期过长", clause=BAN_CLAUSE, ledger=UnlicensedSite, field="barred_until",
        limit="ban_most", when=lambda it: and_(it.row.c.disposal == "ban", _barred_years(it) > int(it.limit)),
        sentence="{disposed} 取缔，禁止期至 {barred_until}，超过 {limit} 年",
        numbers=lambda it: {"disposed": it.row.c.disposed, "barred_until": it.row.c.barred_until},
    ),
)  # fmt: skip
