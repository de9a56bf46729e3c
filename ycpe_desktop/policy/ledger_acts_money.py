"""The acts of 民办园财务审计 and 经费拨付."""

from datetime import date
from decimal import Decimal

from ycpe_desktop.fields import Choice, Measure
from ycpe_desktop.ledgers import AuditReport, FundPayment
from ycpe_desktop.ledgers.audit_report import CLAUSE as AUDIT_CLAUSE
from ycpe_desktop.ledgers.fund_payment import KINDS
from ycpe_desktop.policy import funds
from ycpe_desktop.policy.acting import note
from ycpe_desktop.policy.ledger_act_kind import (
    Answers,
    Case,
    Cases,
    LedgerAct,
    asked,
    blank,
    first_of,
    given,
    one,
    uuids,
)
from ycpe_desktop.policy.ledger_act_words import shown, whom


def _submitted(cases: Cases, said: Answers) -> str:
    values = given(said)
    label = f"审计报告提交：{whom(cases, '所')}（{said['submitted']}）"
    return note(cases[0].store, AuditReport, uuids(cases), values, label)


AUDITS = (
    LedgerAct(
        key="submit",
        title="登记提交",
        ledger=AuditReport,
        whom="many",
        fields=(
            asked(AuditReport, "submitted", needed=True),
            asked(AuditReport, "submitted_to"),
            asked(AuditReport, "opinion"),
            asked(AuditReport, "auditor"),
            asked(AuditReport, "number"),
        ),
        possible=lambda case: f"{case.row['submitted']} 已提交" if case.row["submitted"] else "",
        proposed=lambda case: {"submitted": case.day, "submitted_to": "education"},
        foretold=lambda cases, said: (
            f"{whom(cases, '所')}的审计报告记为 {said['submitted']} 提交，计入审计报告提交率（{AUDIT_CLAUSE}）。"
        ),
        do=_submitted,
    ),
)


PAID = (asked(FundPayment, "paid_on", needed=True), asked(FundPayment, "document"))
AMOUNT = asked(FundPayment, "paid", needed=True, kind=Measure("元", 2, 1), label="这一笔（元）")
DRAWN = Choice(tuple(each for each in KINDS if each[0] in funds.NATURE_OF))


def _paid_up(case: Case) -> str:
    return "已足额拨付" if case.row["full"] else ""


def _paid_told(cases: Cases, said: Answers) -> str:
    total = sum((case.row["due"] for case in cases), Decimal(0))
    late = sum(1 for case in cases if case.row["due_by"] and said["paid_on"] > case.row["due_by"])
    told = f"；其中 {late} 笔晚于应拨付期限，记为不及时" if late else ""
    return f"{whom(cases, '笔')}按应拨数足额记为实拨，共 {total:,.2f} 元{told}。"


def _part_told(case: Case, said: Answers) -> str:
    paid = (case.row["paid"] or Decimal(0)) + said["paid"]
    rest = "" if case.row["due"] is None else f"，还欠 {max(Decimal(0), case.row['due'] - paid):,.2f} 元"
    return f"{case.called}累计实拨 {paid:,.2f} 元{rest}。"


def _pay_part(case: Case, said: Answers) -> str:
    return funds.pay_part(case.store, case.uuid, said["paid_on"], said["paid"], said["document"])


FUNDS = (
    LedgerAct(
        key="pay",
        title="足额拨付",
        ledger=FundPayment,
        whom="many",
        fields=PAID,
        possible=first_of(_paid_up, blank("due", "没有幼儿数或每生标准")),
        proposed=lambda case: {"paid_on": case.day},
        foretold=_paid_told,
        do=lambda cases, said: funds.pay(cases[0].store, uuids(cases), said["paid_on"], said["document"]),
    ),
    LedgerAct(
        key="pay_part",
        title="拨付一部分",
        ledger=FundPayment,
        fields=(AMOUNT, *PAID),
        possible=_paid_up,
        proposed=lambda case: {"paid_on": case.day},
        foretold=one(_part_told),
        do=one(_pay_part),
    ),
    LedgerAct(
        key="draw_up",
        title="生成各园应拨",
        ledger=FundPayment,
        whom="ledger",
        fields=(
            asked(FundPayment, "calendar_year", needed=True),
            asked(FundPayment, "kind", needed=True, kind=DRAWN),
            asked(FundPayment, "due_by", needed=True),
        ),
        proposed=lambda case: {
            "calendar_year": case.day.year,
            "kind": "public_fund",
            "due_by": date(case.day.year, 12, 31),
        },
        foretold=one(
            lambda case, said: (
                f"按 {said['calendar_year'] - 1} 学年在园幼儿和现行标准，给还没有一行的"
                f"在办园各建一行“{shown(FundPayment, 'kind', said['kind'])}”。"
            )
        ),
        do=one(lambda case, said: funds.draw_up(case.store, said["calendar_year"], said["kind"], said["due_by"])),
    ),
)
