"""Demo rows of 三个保障 and 监管: funds, staff, training, licences, audits, fees and unlicensed sites."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from ycpe_desktop.demo.grown import Grown, Making, own
from ycpe_desktop.demo.words import person, telephone
from ycpe_desktop.ledgers import (
    AuditReport,
    FeeFiling,
    FundPayment,
    LicenceEvent,
    Teacher,
    Training,
    TrainingPeople,
    UnlicensedCheck,
    UnlicensedPlacing,
    UnlicensedSite,
)

WITH_ROSTER = 25
"""So many kindergartens have handed in their roster."""
TRAININGS = (
    ("国培计划：幼儿园骨干教师培训", "national", 3, 60, 0),
    ("省级园长岗位能力提升培训", "principals", 4, 40, 0),
    ("县级新教师岗前培训", "county", 8, 32, 48_000),
    ("深圳宝安跟岗研修", "shadow", 5, 80, 96_000),
    ("专科学历提升", "degree", 6, 320, 0),
)
"""(name, kind, month, hours, cost)."""
SITES = (
    ("小星星托管班", "ban", "closed", 14),
    ("童乐看护点", "ban", "back", 22),
    ("金苗幼儿之家", "mend", "mending", 31),
    ("彩虹育儿点", None, None, 9),
)
"""(name, disposal, what the last look found, children)."""


def oversight(making: Making, gardens: Sequence[Grown]) -> None:
    _funds(making, gardens)
    _teachers(making, gardens)
    _trainings(making, gardens)
    _licences(making, gardens)
    _audits(making, gardens)
    _fees(making, gardens)
    _unlicensed(making, gardens)


def _funds(making: Making, gardens: Sequence[Grown]) -> None:
    last = making.year - 1
    for each in own(gardens):
        kind = {"public": "public_fund", "inclusive": "inclusive_fund"}.get(each.nature)
        children = each.children(last)
        if kind is None or not children:
            continue
        standard = Decimal(500 if each.every(27, 5) else 600)
        late, short = each.every(21, 6), each.every(33, 14)
        making.put(
            FundPayment, kindergarten=each.key, calendar_year=last, kind=kind, children=children, per_child=standard,
            paid=children * standard - (3_000 if short else 0), due_by=date(last, 12, 20),
            paid_on=date(last + 1, 2, 9) if late else date(last, 11, 28), document=f"县财教〔{last}〕31号",
        )  # fmt: skip
    for each in list(own(gardens))[:30]:
        kind = {"public": "public_fund", "inclusive": "inclusive_fund"}.get(each.nature)
        if kind is not None and each.children(making.year):
            making.put(
                FundPayment, kindergarten=each.key, calendar_year=making.year, kind=kind,
                children=each.children(making.year), per_child=Decimal(600), due_by=date(making.year, 12, 20),
            )  # fmt: skip


def _teachers(making: Making, gardens: Sequence[Grown]) -> None:
    year = making.year
    for each in list(own(gardens))[:WITH_ROSTER]:
        count = (each.figure(year, "teachers") or 0) + (1 if each.every(11, 4) else 0)
        posts = ["principal", *["teacher"] * count, *["carer"] * (each.figure(year, "carers") or 0)]
        for place, post in enumerate(posts):
            teaching = post != "carer"
            untrained = teaching and (place + each.number) % 16 == 5
            hired = date(year - 1 - (place + each.number) % 12, 9, 1)
            making.put(
                Teacher, name=person(making.random), kindergarten=each.key, post=post, gender="f",
                birth_year=year - making.random.randint(22, 54),
                education=making.random.choice(("bachelor", "college") if teaching else ("college", "below")),
                hire="posted" if each.nature == "public" and place < 4 else "hired",
                certificate=("other" if untrained else "kindergarten") if teaching else "carer",
                certificate_number=None if untrained else f"{hired.year}14{each.number:04d}{place:03d}",
                hired=hired, record_checked=None if (place + each.number) % 19 == 7 else date(hired.year, 8, 20),
                health_checked=date(year - 1 if (place + each.number) % 17 == 3 else year, 8, 25),
            )  # fmt: skip


def _trainings(making: Making, gardens: Sequence[Grown]) -> None:
    sending = list(own(gardens))
    for place, (name, kind, month, hours, cost) in enumerate(TRAININGS):
        training = making.put(
            Training, name=f"{making.year}年{name}", kind=kind, begins=date(making.year, month, 6),
            ends=date(making.year, month, 6 + min(20, hours // 8)), hours=hours, organiser="县教研室",
            cost=Decimal(cost) if cost else None,
        )  # fmt: skip
        if kind == "degree":
            continue  # nobody has said yet who takes part
        for each in sending[place :: len(TRAININGS)][:15]:
            making.put(TrainingPeople, training=training, kindergarten=each.key, people=1 + each.number % 4)


def _licences(making: Making, gardens: Sequence[Grown]) -> None:
    for each in list(own(gardens))[:90]:
        row = each.row
        wrong = each.every(31, 2)
        making.put(
            LicenceEvent, kindergarten=each.key, kind="renewed" if each.every(2, 0) else "approved",
            day=row["licence_issued"], document=f"审批〔{row['licence_issued'].year}〕{each.number}号",
            authority=row["licence_authority"], licence=row["licence"],
            valid_until=date(row["licence_until"].year + 1, 1, 15) if wrong else row["licence_until"],
        )  # fmt: skip


def _audits(making: Making, gardens: Sequence[Grown]) -> None:
    for back in (2, 1):
        year = making.year - back
        for each in own(gardens):
            if not each.private or (back == 1 and each.every(8, 3)):
                continue
            fees = Decimal(each.children(year) * 10) * (each.figure(year, "fee_care") or 300)
            opinion = "qualified" if each.every(14, 6) else "clean"
            doubtful = opinion != "clean"
            making.put(
                AuditReport, kindergarten=each.key, calendar_year=year, auditor="晋信会计师事务所",
                number=f"晋信审〔{year + 1}〕{each.number}号", submitted=date(year + 1, 5, 1 + each.number % 28),
                submitted_to="market" if each.nature == "forprofit" else "education", opinion=opinion,
                income=fees * Decimal("1.2"), income_fees=fees,
                spending=fees * Decimal("0.45" if each.every(26, 10) else "1.1"), spending_staff=fees * Decimal("0.4"),
                problems="固定资产未建明细账" if doubtful else None,
                mended=date(year + 1, 9, 1) if doubtful and back == 2 else None,
            )  # fmt: skip


def _fees(making: Making, gardens: Sequence[Grown]) -> None:
    year = making.year
    for each in own(gardens):
        fee, meals = each.figure(year, "fee_care"), each.figure(year, "fee_meals")
        if fee is None or each.every(34, 13):
            continue
        begin, most = date(year - 2, 9, 1), each.most("fee_care")
        making.put(
            FeeFiling, kindergarten=each.key, item="care", amount=fee - 20 if each.every(25, 9) else most, per="month",
            since=begin, filed=date(year - 2, 8, 20), posted=None if each.every(22, 1) else begin,
            posted_how="园门口公示牌", document=f"发改价格〔{year - 1}〕12号",
        )  # fmt: skip
        if each.private and each.every(16, 2):
            making.put(
                FeeFiling, kindergarten=each.key, item="service", amount=Decimal(1_200), per="term", since=begin,
                posted=begin, violation="extra_course", violation_told="“国学”体验课", found=date(year, 5, 18),
                handled=date(year, 6, 5) if each.every(32, 2) else None, refunded=None,
            )  # fmt: skip
        elif each.every(12, 5):
            making.put(
                FeeFiling, kindergarten=each.key, item="meals", amount=meals, per="month", since=begin, posted=begin,
                filed=date(year - 2, 8, 20),
            )  # fmt: skip


def _unlicensed(making: Making, gardens: Sequence[Grown]) -> None:
    year, taking = making.year, next(own(gardens), None)
    for place, (name, disposal, finding, children) in enumerate(SITES):
        found = date(year, 3, 12 + place)
        disposed = date(year, 4, 2 + place) if disposal else None
        garden = gardens[min(place * 7 + 3, len(gardens) - 1)]
        site = making.put(
            UnlicensedSite, name=name, township=garden.row["township"], holder=person(making.random),
            phone=telephone(8_000 + place), round=f"{year} 年春季摸排", found=found, children=children,
            staff=1 + children // 12, disposal=disposal, disposed=disposed,
            mended_by=date(year, 10, 31) if disposal == "mend" else None,
            barred_until=date(year + 5, 4, 2 + place) if disposal == "ban" else None,
        )  # fmt: skip
        if finding:
            making.put(UnlicensedCheck, site=site, checked=date(year, 5, 20), finding=finding, inspector="县教育局")
        if disposal == "ban" and taking is not None:
            placed = children if finding == "closed" else children - 4
            making.put(UnlicensedPlacing, site=site, kindergarten=taking.key, children=placed, placed=date(year, 4, 10))
