"""Rules of 教职工配备: how many people of each post a kindergarten of its size must have.

A figure that is not filled in accuses nobody. 附设幼儿班 are left out: 园长, cooks and the rest are their school's.
Of a kindergarten with one class the standard itself speaks apart (一般 2 名专任教师): the ratios do not hold for it.
"""

from collections.abc import Sequence

from sqlalchemy import and_, func

from ycpe_desktop.ledgers import YearReport
from ycpe_desktop.ledgers.year_report import STAFF, children_total, classes_total, staff_total
from ycpe_desktop.policy.ledger_rules import It, recorded
from ycpe_desktop.policy.rule import Rule, Sql

PLAN = "运政办发〔2021〕44号 三（二）3"
STANDARD = f"{PLAN}；教师〔2013〕1号"
HEALTH = f"{PLAN}；托儿所幼儿园卫生保健管理办法"
FINE = 10_000
"""The office may set a number to four places."""
CARING = ("teachers", "carers")


def _own(it: It) -> Sql:
    return and_(it.row.c.year == it.year, it.status == "open", func.coalesce(it.garden.c.kind, "111") != "119")


def _fewer_than(it: It, people: Sql) -> Sql:
    """More children to each of these people than the limit."""
    return children_total(it.row) * FINE > people * int(it.limit * FINE)


def _known(it: It, names: Sequence[str]) -> Sql:
    return and_(*(it.row.c[name].is_not(None) for name in names))


def _too_few(it: It, people: Sql, names: Sequence[str]) -> Sql:
    return and_(_own(it), classes_total(it.row) > 1, _known(it, names), _fewer_than(it, people))


def _cooking(it: It) -> Sql:
    """It cooks for its children."""
    return and_(_own(it), it.row.c.cooks > 0)


def _principals(size: str, label: str, least: str = "", most: str = "") -> Rule:
    """``least``, ``most``: the policy numbers between which its classes are."""

    def when(it: It) -> Sql:
        classes = classes_total(it.row)
        bounds = [classes >= int(it.standard(least))] if least else []
        bounds += [classes < int(it.standard(most))] if most else []
        return and_(_own(it), it.row.c.principals * FINE > int(it.limit * FINE), *bounds)

    return recorded(
        id=f"principals_over_{size}", title=f"园长多于规定名数（{label}）", clause=STANDARD, ledger=YearReport,
        field="principals", limit=f"principals_{size}", when=when,
        sentence="{classes} 个班，园长 {principals} 名，不超过 {limit} 名",
        numbers=lambda it: {"classes": classes_total(it.row), "principals": it.row.c.principals},
    )  # fmt: skip


STAFFING: tuple[Rule, ...] = (
    recorded(
        id="staff_short", title="教职工与幼儿比不足", clause=STANDARD, ledger=YearReport, field="teachers",
        limit="staff_ratio_most", when=lambda it: _too_few(it, staff_total(it.row), STAFF),
        sentence="在园幼儿 {children} 人，教职工 {staff} 人；全日制每名教职工不超过 {limit} 名幼儿",
        numbers=lambda it: {"children": children_total(it.row), "staff": staff_total(it.row)},
    ),
    recorded(
        id="care_short", title="保教人员与幼儿比不足", clause=STANDARD, ledger=YearReport, field="carers",
        limit="care_ratio_most", when=lambda it: _too_few(it, it.row.c.teachers + it.row.c.carers, CARING),
        sentence="在园幼儿 {children} 人，专任教师和保育员 {people} 人；全日制每名保教人员不超过 {limit} 名幼儿",
        numbers=lambda it: {"children": children_total(it.row), "people": it.row.c.teachers + it.row.c.carers},
    ),
    _principals("small", "班数少", most="classes_middle"),
    _principals("middle", "班数中等", "classes_middle", "classes_large"),
    _principals("large", "班数多", "classes_large"),
    recorded(
        id="cooks_short", title="炊事人员不足", clause=STANDARD, ledger=YearReport, field="cooks",
        limit="children_a_cook", when=lambda it: and_(_cooking(it), _fewer_than(it, it.row.c.cooks)),
        sentence="在园幼儿 {children} 人，炊事人员 {cooks} 人；供三餐一点的，每名炊事人员不超过 {limit} 名幼儿",
        numbers=lambda it: {"children": children_total(it.row), "cooks": it.row.c.cooks},
    ),
    recorded(
        id="health_staff_short", title="保健人员不足", clause=HEALTH, ledger=YearReport, field="health_staff",
        limit="children_a_health_worker",
        when=lambda it: and_(_own(it), it.row.c.health_staff > 0, _fewer_than(it, it.row.c.health_staff)),
        sentence="在园幼儿 {children} 人，保健人员 {people} 人；按每 {limit} 名幼儿 1 名配备",
        numbers=lambda it: {"children": children_total(it.row), "people": it.row.c.health_staff},
    ),
)  # fmt: skip
