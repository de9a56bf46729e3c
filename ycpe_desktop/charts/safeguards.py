"""The charts of 三个保障: money and teachers."""

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

from sqlalchemy import Integer, func, select, type_coerce

from ycpe_desktop.charts import style
from ycpe_desktop.charts.chart import Chart
from ycpe_desktop.charts.from_store import (
    PLAN,
    all_indicators,
    caption,
    gardens,
    page_caption,
    rate_series,
    rows_of,
    township_rates,
)
from ycpe_desktop.charts.projects import part_told
from ycpe_desktop.charts.series import (
    Columns,
    Panels,
    RateRows,
    RateSeries,
    Stack,
    StateRow,
    StateRows,
    in_ten_thousands,
)
from ycpe_desktop.ledgers import FundPayment, Training, TrainingPeople
from ycpe_desktop.ledgers.fund_payment import KINDS, amount_due
from ycpe_desktop.policy.figures import plain
from ycpe_desktop.policy.headlines import shown_years
from ycpe_desktop.policy.indicators import facts
from ycpe_desktop.policy.thresholds import number, own_targets
from ycpe_desktop.schoolyear import first_day, label, page_day, year_of
from ycpe_desktop.store import Store
from ycpe_desktop.store.listing import table_of

GROUP = "三个保障"
MONEY = {"已拨": style.GOOD, "未拨": style.BAD}


def payments(store: Store, year: int) -> StateRows:
    """What was due and paid of each kind in the calendar year of the day and the one before, in 分."""
    now = page_day(year, store.today).year
    found = _paid(store, now)
    kinds = dict(KINDS)
    rows = [_payment_row(f"{kinds[kind]} {one}", *found[kind, one]) for kind in kinds for one in (now - 1, now)
            if (kind, one) in found]  # fmt: skip
    own = own_targets(store)
    least = "、".join(
        f"{word} {plain(number(key, year, own))} 元"
        for key, word in (("public_fund", "公办园生均公用经费"), ("inclusive_fund", "普惠性民办园生均补助"))
    )
    return StateRows(
        "经费应拨与实拨（按类型和年度）",
        rows,
        MONEY,
        "万元",
        page_caption(store, year, "经费拨付"),
        [f"每年不低于：{least}（{PLAN} 三（二）2）"],
        "请在“经费拨付”里登记各园各类经费的幼儿数、每生标准和实拨。",
        in_ten_thousands,
    )


def _paid(store: Store, now: int) -> Mapping[tuple[str, int], tuple[int, int]]:
    """(kind, calendar year) → (due, paid). What was paid beyond a row's due is no substitute for another's."""
    row = table_of(FundPayment)
    due, paid = type_coerce(amount_due(row), Integer), type_coerce(row.c.paid, Integer)
    sums = func.sum(func.coalesce(due, paid, 0)), func.sum(func.coalesce(paid, 0))
    wanted = select(row.c.kind, row.c.calendar_year, *sums).where(row.c.calendar_year.in_((now - 1, now)))
    with store.reading() as connection:
        rows = connection.execute(wanted.group_by(row.c.kind, row.c.calendar_year)).tuples().all()
    return {(kind, one): (int(due), int(paid)) for kind, one, due, paid in rows if due or paid}


def _payment_row(name: str, due: int, paid: int) -> StateRow:
    share = f"{paid * 1000 // due / 10:.1f}%" if due else "—"
    told = f"实拨 {in_ten_thousands(paid)} / 应拨 {in_ten_thousands(due)}（{share}）"
    return StateRow(name, {"已拨": paid, "未拨": max(0, due - paid)}, told)


ENOUGH = {"达到标准": style.GOOD, "不足标准": style.BAD, "还没有拨": style.PENDING, "没有登记": style.PAPER}


def funds_in_full(store: Store, year: int) -> StateRows:
    """Whether what each kindergarten got comes to the standard for each of its children, by kind and calendar year."""
    day = page_day(year, store.today)
    own = own_targets(store)
    those = [each for each in gardens(store, year, day, "kind", "nature") if each["kind"] != "119"]
    rows = []
    for kind, nature, word in FUNDS:
        standard = number(kind, year, own)
        mine = [each["uuid"] for each in those if each["nature"] == nature]
        for one in (day.year - 1, day.year):
            got = _got(store, kind, one)
            counts = Counter(_enough(got.get(garden), standard) for garden in mine)
            if counts.total() > counts["没有登记"]:
                name = f"{word} {one}（{plain(standard)} 元）"
                rows.append(StateRow(name, counts, part_told(counts, "达到标准")))
    return StateRows(
        "生均经费达到标准的园（按年度）",
        rows,
        ENOUGH,
        "所园",
        page_caption(store, year, "经费拨付、园所名册"),
        [f"每生实拨与每年标准相比，附设幼儿班除外。依据：{PLAN} 三（二）2"],
        "请在“经费拨付”里登记各园的计算幼儿数和实拨。",
    )


FUNDS = (
    ("public_fund", "public", "公办园公用经费"),
    ("inclusive_fund", "inclusive", "普惠性民办园补助"),
)


def _got(store: Store, kind: str, one: int) -> dict[str, tuple[int, int]]:
    """Kindergarten → (paid in 分, children it is counted by)."""
    row = table_of(FundPayment)
    paid = type_coerce(func.sum(func.coalesce(row.c.paid, 0)), Integer)
    wanted = select(row.c.kindergarten, paid, func.coalesce(func.max(row.c.children), 0))
    wanted = wanted.where(row.c.kind == kind, row.c.calendar_year == one).group_by(row.c.kindergarten)
    with store.reading() as connection:
        return {garden: (int(paid), int(children)) for garden, paid, children in connection.execute(wanted)}


def _enough(got: tuple[int, int] | None, standard: Fraction) -> str:
    if got is None or not got[1]:
        return "没有登记"
    paid, children = got
    if not paid:
        return "还没有拨"
    return "达到标准" if paid >= 100 * standard * children else "不足标准"


def fiscal_share(store: Store, year: int) -> RateSeries:
    return rate_series(store, "fiscal_share", year)


def staff_rates(store: Store, year: int) -> Panels:
    found = all_indicators(store, year)
    keys = ("certified_staff", "posted_teachers", "college_teachers")
    series = [rate_series(store, key, year, found) for key in keys]
    return Panels("教师持证、在编与学历", series, caption(store, year, "年度数据、园所名册"))


DEGREES = (
    ("teachers_postgraduate", "研究生"),
    ("teachers_bachelor", "本科"),
    ("teachers_college", "专科"),
    ("teachers_below", "专科以下"),
)
DEGREE_COLOURS = {"研究生": style.STEPS[0], "本科": style.STEPS[1], "专科": style.STEPS[2], "专科以下": style.PENDING}


def degrees(store: Store, year: int) -> Columns:
    bars = []
    for one in shown_years(store, year):
        counts = _degrees(store, one)
        bars.append(Stack(f"{one}—{one + 1}", counts, "" if counts else "教师学历未填"))
    return Columns(
        "专任教师学历",
        bars,
        DEGREE_COLOURS,
        "人",
        caption(store, year, "年度数据、园所名册"),
        notes=[f"逐步使专任教师达到专科以上。依据：{PLAN} 三（二）3"],
        fill_in="请在“年度数据”里填写各园专任教师的学历。",
    )


def _degrees(store: Store, year: int) -> dict[str, int]:
    now = facts(store, year, first_day(year), own_targets(store)).row
    sums = [func.sum(func.coalesce(now.c[name], 0)) for name, _ in DEGREES]
    with store.reading() as connection:
        found = connection.execute(select(*sums)).one()
    return {word: int(count) for (_, word), count in zip(DEGREES, found, strict=True) if count}


def two_plus_one(store: Store, year: int) -> RateRows:
    told = "请在“年度数据”里填写各园的班数、专任教师和保育员。"
    return township_rates(store, "two_plus_one", year, "两教一保达标的园", "所园", told)


def class_size(store: Store, year: int) -> RateRows:
    told = "请在“年度数据”里填写班额达标班数，或在“班级”里逐班登记。"
    return township_rates(store, "class_size", year, "班额达标的班", "个班", told)


TRAINED = {
    "国培、省培": (("national", "province"), style.STEPS[0]),
    "市级、县级培训": (("city", "county"), style.STEPS[1]),
    "跟岗研修、园长能力提升": (("shadow", "principals"), style.STEPS[2]),
    "在岗研修、脱产进修、学历提升": (("in_post", "away", "degree"), style.STEPS[4]),
    "类型未填": ((None,), style.NEUTRAL),
}
"""Word → kinds of training, and their fill."""


def trainings(store: Store, year: int) -> Columns:
    """People trained by school year, and what this one's cost."""
    day = page_day(year, store.today)
    training, sent = table_of(Training), table_of(TrainingPeople)
    people = select(func.sum(sent.c.people)).where(sent.c.training == training.c.uuid).scalar_subquery()
    wanted = select(training.c.kind, training.c.begins, training.c.cost, people.label("people"))
    found = rows_of(store, wanted.where(training.c.begins <= day))
    bars = []
    for one in shown_years(store, year):
        counts: Counter[str] = Counter()
        for each in found:
            if year_of(each["begins"]) == one:
                counts[_kind_of_training(each["kind"])] += each["people"] or 0
        bars.append(Stack(f"{one}—{one + 1}", counts))
    now = [each for each in found if year_of(each["begins"]) == year]
    cost = sum(each["cost"] or 0 for each in now) / 10_000
    return Columns(
        "教师培训（按学年）",
        bars,
        {word: fill for word, (_, fill) in TRAINED.items()},
        "人次",
        page_caption(store, year, "教师培训、参训人员"),
        notes=[f"{label(year)}：{len(now)} 个项目，费用 {cost:,.2f} 万元。依据：{PLAN} 三（二）3"],
        fill_in="请在“教师培训”里登记培训项目和各园参训人数。",
    )


def _kind_of_training(kind: str | None) -> str:
    return next(word for word, (kinds, _) in TRAINED.items() if kind in kinds)


CHARTS = {
    "经费应拨与实拨": Chart(GROUP, "经费应拨与实拨", "各类经费去年和今年应拨多少、拨了多少", payments),
    "生均经费达标": Chart(GROUP, "生均经费达标", "公办园公用经费、普惠性民办园补助达到每生 600 元的园", funds_in_full),
    "财政性学前经费占比": Chart(GROUP, "财政性学前经费占比", "各学年占财政性教育经费的比例", fiscal_share),
    "教师持证在编学历": Chart(GROUP, "教师持证、在编与学历", "持证上岗率、在编比例、专科以上比例", staff_rates),
    "教师学历": Chart(GROUP, "专任教师学历", "各学年专任教师，按学历分段", degrees),
    "两教一保按乡镇": Chart(GROUP, "两教一保（按乡镇）", "各乡镇两教一保达标的园的比例", two_plus_one),
    "班额达标按乡镇": Chart(GROUP, "班额达标（按乡镇）", "各乡镇班额达标的班的比例", class_size),
    "教师培训": Chart(GROUP, "教师培训", "各学年参加各类培训的人次，本学年的费用", trainings),
}
