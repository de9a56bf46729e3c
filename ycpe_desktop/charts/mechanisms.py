"""The charts of 三项机制: licences, unlicensed sites, audits, fees, supervision, evaluation, the way to school."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import and_, exists, func, or_, select

from ycpe_desktop.charts import covered, style, supervised
from ycpe_desktop.charts.chart import Chart
from ycpe_desktop.charts.duty_places import DutyMap, duty_places
from ycpe_desktop.charts.from_store import (
    PLAN,
    caption,
    gardens,
    limit_of,
    page_caption,
    rate_series,
    rows_of,
)
from ycpe_desktop.charts.projects import part_told
from ycpe_desktop.charts.series import (
    Columns,
    LoadBoard,
    RateRow,
    RateRows,
    RateSeries,
    Stack,
    StateRow,
    StateRows,
    SupervisorLoad,
)
from ycpe_desktop.codes import NATURES
from ycpe_desktop.ledgers import (
    Evaluator,
    EvaluatorDuty,
    FeeFiling,
    Rectification,
    SchoolLink,
    SchoolLinkMember,
    UnlicensedSite,
    field_of,
)
from ycpe_desktop.ledgers.fee_filing import ITEMS
from ycpe_desktop.ledgers.rectification import SOURCES, STEPS
from ycpe_desktop.ledgers.unlicensed_site import STATES, state_of
from ycpe_desktop.policy import evaluations, supervision
from ycpe_desktop.policy.alliances import lasting
from ycpe_desktop.policy.headlines import YEARS_SHOWN
from ycpe_desktop.schoolyear import first_day, label, page_day
from ycpe_desktop.store import Store
from ycpe_desktop.store.listing import table_of

GROUP = "三项机制"
NO_TOWNSHIP = "乡镇未填"
OTHER = "其他"


def licences(store: Store, year: int) -> StateRows:
    """By nature on the day; 附设幼儿班 stand on their host's licence."""
    day = page_day(year, store.today)
    notice, clause = limit_of(store, "licence_notice_days", year)
    soon = f"{notice} 日内到期"
    colours = {"有效": style.GOOD, soon: style.PENDING, "已过期": style.BAD, "没有填": style.PAPER}
    counts: dict[str, Counter[str]] = {}
    for each in gardens(store, year, day, "kind", "nature", "licence_until"):
        if each["kind"] == "119":
            continue
        until = each["licence_until"]
        state = (
            "没有填"
            if until is None
            else "已过期"
            if until < day
            else (soon if until <= day + timedelta(days=notice) else "有效")
        )
        counts.setdefault(each["nature"] or "", Counter())[state] += 1
    rows = [StateRow(word, counts[code], part_told(counts[code], "有效", soon)) for code, word in
            (*NATURES, ("", style.NATURE_UNKNOWN)) if code in counts]  # fmt: skip
    return StateRows(
        "办学许可证有效期",
        rows,
        colours,
        "所园",
        page_caption(store, year, "园所名册"),
        [f"附设幼儿班不计。右端：许可证有效的园。依据：{PLAN} 三（三）1；{clause}"],
        "请在“园所名册”里填写各园的许可证号和有效期。",
    )


UNLICENSED = {
    "已销号": style.GOOD,
    "已处置，待复查": style.STEPS[2],
    "整改中": style.PENDING,
    "待处置": style.NEUTRAL,
    "死灰复燃": style.BAD,
}


def unlicensed(store: Store, year: int) -> Columns:
    """By the calendar year in which they were found, as they stand now."""
    day = page_day(year, store.today)
    row = table_of(UnlicensedSite)
    found = rows_of(store, select(row.c.found, state_of(row, year).label("state")).where(row.c.found <= day))
    words = dict(STATES)
    years = sorted({each["found"].year for each in found})[-YEARS_SHOWN:]
    bars = [
        Stack(f"{one} 年发现", Counter(words[each["state"]] for each in found if each["found"].year == one))
        for one in years
    ]
    running = sum(each["state"] not in ("settled", "disposed") for each in found)
    return Columns(
        "无证园存量与处置（按发现年份）",
        bars,
        UNLICENSED,
        "处",
        page_caption(store, year, "无证园"),
        notes=[f"没有取缔或整改到位的 {running} 处，目标 0 处。依据：{PLAN} 三（三）1"],
        fill_in="请在“无证园”里登记摸排发现的办园点；确实没有的，在“上报”页确认本表无数据。",
    )


def audits(store: Store, year: int) -> RateSeries:
    return rate_series(store, "audits_submitted", year)


FEES = {"已备案并公示": style.GOOD, "已备案未公示": style.PENDING, "没有备案": style.BAD}


def fees(store: Store, year: int) -> StateRows:
    """What is charged on the day, by item; beside it what was found against the rules and not handled yet."""
    day = page_day(year, store.today)
    row = table_of(FeeFiling)
    found = rows_of(store, select(row).where(or_(row.c.since.is_(None), row.c.since <= day)))
    going = [each for each in found if each["until"] is None or each["until"] > day]
    rows = []
    for code, word in ITEMS:
        counts = Counter(_filed(each["filed"], each["posted"]) for each in going if each["item"] == code)
        if counts:
            rows.append(StateRow(word, counts, part_told(counts, "已备案并公示")))
    wrong = [each for each in found if each["violation"] and (each["found"] is None or each["found"] <= day)]
    handled = sum(each["handled"] is not None and each["handled"] <= day for each in wrong)
    return StateRows(
        "收费备案与公示",
        rows,
        FEES,
        "项",
        page_caption(store, year, "收费"),
        [f"查出违规收费 {len(wrong)} 项，已处理 {handled} 项。依据：{PLAN} 三（三）1；学前教育法 68、69"],
        "请在“收费”里登记各园的收费项目、备案和公示。",
    )


def _filed(filed: date | None, posted: date | None) -> str:
    if filed is None:
        return "没有备案"
    return "已备案未公示" if posted is None else "已备案并公示"


MENDING = {
    "已销号": style.GOOD,
    "已取缔": style.STEPS[0],
    "待销号": style.STEPS[2],
    "待复查": style.STEPS[3],
    "待回复": style.PENDING,
    "待下发": style.PAPER,
}


def mending(store: Store, year: int) -> StateRows:
    """Problems of this school year by where they came from, as they stand now."""
    day = page_day(year, store.today)
    row = table_of(Rectification)
    told = func.coalesce(row.c.issued, row.c.due)
    wanted = select(row.c.source, row.c.due, Rectification.step.expression(row, year).label("step"))
    found = rows_of(store, wanted.where(told >= first_day(year), or_(told <= day, row.c.issued <= day)))
    words = dict(STEPS)
    rows = []
    for code, word in (*SOURCES, (None, "来源未填")):
        counts = Counter(words[each["step"]] for each in found if each["source"] == code)
        if counts:
            rows.append(StateRow(word, counts, part_told(counts, "已销号", "已取缔", word="办结")))
    late = sum(each["step"] not in ("closed", "banned") and each["due"] is not None and each["due"] < day
               for each in found)  # fmt: skip
    return StateRows(
        f"限期整改进展（按来源，{label(year)}）",
        rows,
        MENDING,
        "个问题",
        page_caption(store, year, "限期整改"),
        [f"共 {len(found)} 个问题，过期没有销号的 {late} 个。依据：{PLAN} 三（三）1；教育督导条例 16—23"],
        "请在录入督导时下发整改通知，或在“限期整改”里登记年检、评估、投诉中要改正的问题。",
    )


def duty_map(store: Store, year: int) -> DutyMap:
    """On the day that the page shows, since the office assigns during the year."""
    board = supervision.board(store, page_day(year, store.today))
    return DutyMap(duty_places(store, board), page_caption(store, year, "督学责任、园所名册"))


def load_board(store: Store, year: int) -> LoadBoard:
    board = supervision.board(store, first_day(year))
    seen: Counter[str] = Counter()
    people = []
    for load in board.loads:
        seen[load.name] += 1
        twin = f"（{seen[load.name]}）" if seen[load.name] > 1 else ""
        people.append(SupervisorLoad(load.name + twin, load.count))
    day = first_day(year)
    lower, upper = supervision.band(store, day)
    told = caption(store, year, "责任督学、督学责任")
    return LoadBoard(people, told, supervision.ideal(store, day), lower, upper, uncovered=len(board.uncovered))


def conduct(store: Store, year: int) -> RateRows:
    """办园行为督导评估 of the cycle that the day lies in."""
    found = evaluations.cycle(store, page_day(year, store.today))
    rows = _by_township(
        [(one.garden.township_name, True) for one in found.done]
        + [(one.garden.township_name, False) for one in found.due]
    )
    return RateRows(
        "办园行为督导评估（按乡镇）",
        rows if found.done else [],
        page_caption(store, year, "办园行为督导评估、园所名册"),
        "所园",
        None,
        f"本周期（{found.first.year}—{found.last.year} 年）评估过的园 ÷ 在办园，一个周期内评估一遍。教督〔2017〕7号",
        "请在“办园行为督导评估”里登记各园的评估。",
    )


def school_links(store: Store, year: int) -> RateRows:
    """Kindergartens that work with a pilot school on the day."""
    day = page_day(year, store.today)
    link, member = table_of(SchoolLink), table_of(SchoolLinkMember)
    there = exists().where(link.c.uuid == member.c.link, lasting(link, day))
    linked = {each["kindergarten"] for each in rows_of(
        store, select(member.c.kindergarten).where(and_(lasting(member, day), there))
    )}  # fmt: skip
    name = store.names.name
    those = gardens(store, year, day)
    told = [(each["township"] and name("township", each["township"]), each["uuid"] in linked) for each in those]
    schools = len(rows_of(store, select(link.c.uuid).where(lasting(link, day))))
    return RateRows(
        "幼小衔接覆盖（按乡镇）",
        _by_township(told) if linked else [],
        page_caption(store, year, "幼小衔接、园所名册"),
        "所园",
        None,
        f"与试点小学衔接的园 ÷ 在办园；试点小学 {schools} 所，全面推进。依据：{PLAN} 三（三）3",
        "请在“幼小衔接”里登记试点小学和衔接的幼儿园。",
    )


def _by_township(told: Iterable[tuple[str | None, bool]]) -> list[RateRow]:
    whole: Counter[str] = Counter()
    part: Counter[str] = Counter()
    for township, reached in told:
        whole[township or NO_TOWNSHIP] += 1
        part[township or NO_TOWNSHIP] += reached
    return [RateRow(name, part[name], count) for name, count in whole.items()]


EXPERTS = {"评估过": style.GOOD, "只参加培训": style.STEPS[2], "还没有参加": style.PENDING}


def experts(store: Store, year: int) -> StateRows:
    """Evaluators in their appointment by what they do, and whether they were called upon this school year."""
    day = page_day(year, store.today)
    person, duty = table_of(Evaluator), table_of(EvaluatorDuty)
    begun = or_(person.c.appointed.is_(None), person.c.appointed <= day)
    going = or_(person.c.appointed_until.is_(None), person.c.appointed_until >= day)
    people = rows_of(store, select(person.c.uuid, person.c.role).where(begun, going))
    wanted = select(duty.c.evaluator, duty.c.kind).where(duty.c.held.between(first_day(year), day))
    did = {(each["evaluator"], each["kind"]) for each in rows_of(store, wanted)}
    roles = field_of(Evaluator, "role").kind
    counts: dict[str, Counter[str]] = {}
    for one in people:
        state = (
            "评估过"
            if (one["uuid"], "evaluation") in did
            else ("只参加培训" if (one["uuid"], "training") in did else "还没有参加")
        )
        counts.setdefault(roles.show(one["role"]) if one["role"] else OTHER, Counter())[state] += 1
    rows = [StateRow(role, counts[role], f"{sum(counts[role].values())} 人")
            for role in sorted(counts, key=lambda role: -sum(counts[role].values()))]  # fmt: skip
    return StateRows(
        f"评估专家（按身份，{label(year)}）",
        rows,
        EXPERTS,
        "人",
        page_caption(store, year, "评估专家、评估专家工作"),
        [f"聘任期内 {len(people)} 人，颜色分本学年是否参加过评估、培训。依据：{PLAN} 三（三）2"],
        "请在“评估专家”里登记专家，在“评估专家工作”里登记培训和评估。",
    )


CHARTS = {
    "许可证有效期": Chart(GROUP, "办学许可证有效期", "许可证有效、快到期、已过期的园数", licences),
    "无证园处置": Chart(GROUP, "无证园存量与处置", "各年发现的无证园处置到哪一步", unlicensed),
    "审计报告提交": Chart(GROUP, "民办园审计报告提交率", "各学年提交上一年度审计报告的民办园占比", audits),
    "收费备案公示": Chart(GROUP, "收费备案与公示", "各项收费是否备案、公示，违规处理了多少", fees),
    "督学负荷": Chart(GROUP, "责任督学负责园数", "每位督学负责几所园，对照 5 所左右", load_board),
    "督学责任区分布图": Chart(
        GROUP, "督学责任区分布图", "各园按责任督学着色，没有督学的园是红圈；示意图，不作划界依据", duty_map
    ),
    "督学负荷按乡镇": Chart(
        GROUP, "责任督学负荷（按督学所在乡镇）", "各乡镇的督学负责得偏少、正常、偏多的人数", covered.load_by_township
    ),
    "督学负荷按月": Chart(
        GROUP, "责任督学负荷（按月）", "本学年各月月底负责得偏少、正常、偏多的督学人数", covered.load_by_month
    ),
    "督学覆盖按乡镇": Chart(
        GROUP, "责任督学覆盖与挂牌（按乡镇）", "各乡镇有督学、已挂牌的园数", covered.coverage_by_township
    ),
    "督学覆盖按月": Chart(
        GROUP, "责任督学覆盖率（按月）", "本学年各月月底有督学的园占在办园的比例", covered.coverage_by_month
    ),
    "月度督导完成率": Chart(
        GROUP, "月度督导完成率（按月）", "本学年各月已督导的园占应督导的园的比例", supervised.by_month
    ),
    "督导完成按乡镇": Chart(
        GROUP, "月度督导完成率（按乡镇）", "本学年以来各乡镇的督导完成率", supervised.by_township
    ),
    "督导完成按督学": Chart(
        GROUP, "月度督导完成率（按督学）", "本学年以来各督学的督导完成率", supervised.by_supervisor
    ),
    "限期整改进展": Chart(GROUP, "限期整改进展", "本学年的限期整改问题，按来源看办到哪一步", mending),
    "按期销号按督学": Chart(
        GROUP, "整改按期销号率（按督学）", "本学年以来到期的限期整改，各督学按期销号的比例",
        supervised.closed_by_supervisor,
    ),
    "按期销号按乡镇": Chart(
        GROUP, "整改按期销号率（按乡镇）", "本学年以来到期的限期整改，各乡镇按期销号的比例",
        supervised.closed_by_township,
    ),
    "按期销号按月": Chart(
        GROUP, "整改按期销号率（按月）", "本学年各月到期的限期整改，按期销号的比例", supervised.closed_by_month
    ),
    "办园行为评估": Chart(GROUP, "办园行为督导评估（按乡镇）", "本周期评估过的园占在办园的比例", conduct),
    "评估专家": Chart(GROUP, "评估专家", "各类专家的人数，本学年是否参加评估、培训", experts),
    "幼小衔接": Chart(GROUP, "幼小衔接覆盖（按乡镇）", "与试点小学衔接的园占在办园的比例", school_links),
}  # fmt: skip
