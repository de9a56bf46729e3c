"""The charts of 工作要求: safety, the division of work, publicity."""

from collections import Counter
from datetime import date

from sqlalchemy import func, select

from ycpe_desktop.charts import style
from ycpe_desktop.charts.chart import Chart
from ycpe_desktop.charts.from_store import PLAN, limit_of, page_caption, rows_of
from ycpe_desktop.charts.projects import part_told
from ycpe_desktop.charts.series import Columns, Stack, StateRow, StateRows
from ycpe_desktop.ledgers import Incident, Publicity, SafetyCheck, Task, field_of
from ycpe_desktop.ledgers.safety import SUBJECTS
from ycpe_desktop.policy.headlines import shown_years
from ycpe_desktop.policy.indicators import every_indicator
from ycpe_desktop.schoolyear import label, page_day
from ycpe_desktop.store import Store
from ycpe_desktop.store.listing import table_of

GROUP = "工作要求"
CLAUSE = f"{PLAN} 四（二）"
HAZARDS = {"已销号": style.GOOD, "整改中": style.PENDING, "已逾期": style.BAD}


def hazards(store: Store, year: int) -> StateRows:
    """Hazards found in the school year by subject."""
    day = page_day(year, store.today)
    row = table_of(SafetyCheck)
    wanted = select(row.c.subject, row.c.deadline, row.c.closed).where(row.c.year == year, row.c.checked <= day)
    found = rows_of(store, wanted.where(row.c.found.is_(True)))
    checks = len(rows_of(store, select(row.c.uuid).where(row.c.year == year, row.c.checked <= day)))
    rows = []
    for code, word in (*SUBJECTS, (None, "内容未填")):
        counts = Counter(_mended(each["deadline"], each["closed"], day) for each in found if each["subject"] == code)
        if counts:
            rows.append(StateRow(word, counts, part_told(counts, "已销号")))
    none = "本学年检查没有发现隐患。" if checks else "请在“安全检查”里登记检查和发现的隐患。"
    return StateRows(
        f"安全隐患整改（按内容，{label(year)}）",
        rows,
        HAZARDS,
        "处隐患",
        page_caption(store, year, "安全检查"),
        [f"检查 {checks:,} 项次，发现隐患 {len(found):,} 处。依据：{CLAUSE}；学前教育法 51"],
        none,
    )


def _mended(deadline: date | None, closed: date | None, day: date) -> str:
    if closed is not None and closed <= day:
        return "已销号"
    return "已逾期" if deadline is not None and deadline < day else "整改中"


def accidents(store: Store, year: int) -> Columns:
    """Incidents by school year and grade; a year that nobody confirmed to be without any has no bar."""
    row = table_of(Incident)
    years = shown_years(store, year)
    found = rows_of(store, select(row.c.year, row.c.grade).where(row.c.year.in_(years)))
    grade = field_of(Incident, "grade").kind
    bars = []
    for one in years:
        judged = every_indicator(store, one)["incidents"]
        counts = Counter(grade.show(each["grade"]) or "等级未填" for each in found if each["year"] == one)
        bars.append(Stack(f"{one}—{one + 1}", counts, judged.reason if judged.numerator is None else ""))
    most, clause = limit_of(store, "incidents", year)
    confirmed = [bar.label for bar in bars if not bar.why_not and not bar.total()]
    none = f"{'、'.join(confirmed)} 学年没有发生安全事故。" if confirmed else ""
    return Columns(
        "安全事故（按学年）",
        bars,
        ACCIDENTS,
        "起",
        page_caption(store, year, "安全事故"),
        (most, f"目标 {most} 起"),
        [f"不发生一起安全事故。依据：{clause}"],
        none or "请在“安全事故”里登记；没有发生的，在“上报”页确认本表无数据。",
    )


ACCIDENTS = {
    "一般": style.PENDING,
    "较大": style.ATTENTION,
    "重大": style.BAD,
    "特别重大": style.STEPS[0],
    "等级未填": style.NEUTRAL,
}
TASKS = {
    "已完成": style.GOOD,
    "长期坚持": style.STEPS[2],
    "进行中": style.PENDING,
    "未开始": style.PAPER,
    "已逾期": style.BAD,
}


def tasks(store: Store, year: int) -> StateRows:
    """The measures of the plan by article; what is past its day and not done is 已逾期."""
    day = page_day(year, store.today)
    row = table_of(Task)
    wanted = select(row.c.article, row.c.due, row.c.state).order_by(row.c.number.is_(None), row.c.number)
    found = rows_of(store, wanted)
    state = field_of(Task, "state").kind
    counts: dict[str, Counter[str]] = {}
    for each in found:
        late = each["due"] is not None and each["due"] < day and each["state"] not in ("done", "lasting")
        word = "已逾期" if late else state.show(each["state"]) or "未开始"
        counts.setdefault(each["article"] or "本县任务", Counter())[word] += 1
    rows = [
        StateRow(article, each, part_told(each, "已完成", "长期坚持", word="落实")) for article, each in counts.items()
    ]
    return StateRows(
        "责任分工进展（按条款）",
        rows,
        TASKS,
        "项任务",
        page_caption(store, year, "责任分工"),
        [f"共 {len(found)} 项任务；右端：已完成和长期坚持的算落实。依据：{PLAN} 四（三）"],
        "请在“责任分工”里登记任务和进展。",
    )


def publicity(store: Store, year: int) -> Columns:
    """Reports and events by school year and the rank of the media."""
    row = table_of(Publicity)
    years = shown_years(store, year)
    wanted = select(row.c.year, row.c.level, func.count().label("count")).where(row.c.year.in_(years))
    found = rows_of(store, wanted.group_by(row.c.year, row.c.level))
    level = field_of(Publicity, "level").kind
    bars = []
    for one in years:
        counts: Counter[str] = Counter()
        for each in found:
            if each["year"] == one:
                counts[level.show(each["level"]) or "级别未填"] += each["count"]
        bars.append(Stack(f"{one}—{one + 1}", counts))
    return Columns(
        "宣传报道（按媒体级别、学年）",
        bars,
        PUBLICITY,
        "次",
        page_caption(store, year, "宣传"),
        notes=[f"依据：{PLAN} 四（五）"],
        fill_in="请在“宣传”里登记宣传报道和活动。",
    )


PUBLICITY = {
    "国家级": style.STEPS[0],
    "省级": style.STEPS[1],
    "市级": style.STEPS[2],
    "县级": style.STEPS[3],
    "级别未填": style.NEUTRAL,
}

CHARTS = {
    "安全隐患整改": Chart(GROUP, "安全隐患整改", "本学年各类隐患已销号、整改中、已逾期", hazards),
    "安全事故": Chart(GROUP, "安全事故", "各学年发生的安全事故，目标为零", accidents),
    "责任分工进展": Chart(GROUP, "责任分工进展", "计划各条措施办到哪一步", tasks),
    "宣传报道": Chart(GROUP, "宣传报道", "各学年宣传报道的次数，按媒体级别分段", publicity),
}
