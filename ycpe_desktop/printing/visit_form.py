"""督导工作记录表 on paper: to take along, with what is open from last time; or a visit as it was recorded.

The headings are those of a real form (杭州市西湖区): 督导时间, 督导学校, 督导主题, 督导形式, 过程概述, 意见建议,
学校联系人.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Spacer
from sqlalchemy import select

from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Kindergarten, Supervisor, Visit, VisitFinding
from ycpe_desktop.ledgers.visit import FORMS, JUDGEMENTS, KINDS
from ycpe_desktop.ledgers.visit_words import ASPECTS, ITEMS, cited
from ycpe_desktop.policy.mends import OpenProblem
from ycpe_desktop.policy.supervision import Garden, garden
from ycpe_desktop.policy.visits import MonthPlan, Round, Stop, month_plan, open_at
from ycpe_desktop.printing.forms import LABEL, WRITTEN, Ticks, grid, parts, room
from ycpe_desktop.printing.page import GAP, HEAD, NOTE, TITLE, Text, usable_width, write_pdf
from ycpe_desktop.store import Store
from ycpe_desktop.store.listing import table_of
from ycpe_desktop.store.writer import Progress

FORM_TITLE = "幼儿园责任督学督导工作记录表"
PLAN_TITLE = "责任督学月度督导计划表"
OPEN_SHOWN = 12
"""So many open problems have a line of their own; up to four leave the form on one page."""
LINES_TO_WRITE = 3


@dataclass(frozen=True)
class Sheet:
    """One form. ``values``: the visit's fields, empty where it is to be filled in by hand."""

    garden: Garden
    supervisor: str
    month: date
    last: date | None
    problems: Sequence[OpenProblem]
    values: Mapping[str, Any] = field(default_factory=dict)
    findings: Sequence[Mapping[str, Any]] = ()


class _Told(Flowable):
    """Has no size; says how far the layout has come when it is reached."""

    def __init__(self, progress: Progress, *how_far: Any) -> None:
        super().__init__()
        self._progress, self._how_far = progress, how_far

    def wrap(self, *room: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        self._progress(*self._how_far)


def print_round(
    store: Store, month: date, out: Path, supervisor: str | None = None, progress: Progress = lambda *_: None
) -> int:
    """The month's plan and a form for each kindergarten, of one supervisor (by uuid) or of all; how many forms.

    ``supervisor`` "" is what nobody has. ``progress`` may raise to stop; nothing is written then. Raises Refusal where
    nothing is due, or where ``out`` cannot be written.
    """
    plan = month_plan(store, month)
    rounds = [each for each in plan.rounds if supervisor is None or each.supervisor == supervisor]
    shown = f"{plan.month.year} 年 {plan.month.month} 月"
    if not rounds:
        why = f"{shown}是假期月份" if plan.holiday else f"{shown}没有应督导的园"
        raise Refusal(why, "", "请换一个月份，或在设置里修改假期月份" if plan.holiday else "请先分配督学责任")
    text, made, total, done = Text(), list[Flowable](), sum(len(each.stops) for each in rounds), count()
    for each in rounds:
        made += [*_plan_page(text, store, plan, each), PageBreak()]
        for stop in each.stops:
            told = _Told(progress, f"正在排版{stop.garden.name}的督导表", next(done), total)
            made += [told, *_form(text, store, _blank(plan, each, stop)), PageBreak()]
    title = f"{store.county.name}{shown}督导计划"
    write_pdf(out, title, title, [*made[:-1], *text.warning()], across=False)
    return total


def print_form(store: Store, kindergarten: str, month: date, out: Path) -> None:
    """The form for one kindergarten, to be filled in by hand; also for one that is not due that month."""
    plan = month_plan(store, month)
    due = ((each, stop) for each in plan.rounds for stop in each.stops if stop.garden.uuid == kindergarten)
    found = next((_blank(plan, each, stop) for each, stop in due), None)
    _write(store, out, found or _unplanned(store, kindergarten, plan.month))


def print_visit(store: Store, visit: str, out: Path) -> None:
    """A visit as it was recorded, to be signed and filed. Raises Refusal where it is gone."""
    table, finding = table_of(Visit), table_of(VisitFinding)
    with store.reading() as connection:
        row = connection.execute(select(table).where(table.c.uuid == visit)).mappings().first()
        wanted = select(finding).where(finding.c.visit == visit).order_by(finding.c.uuid)
        findings = [dict(each) for each in connection.execute(wanted).mappings()]
    if row is None:
        raise Refusal("这条督导记录已经不在了", "", "请刷新后再试")
    blank = _unplanned(store, row["kindergarten"], row["visited"].replace(day=1))
    who = store.names.name(Supervisor.__tablename__, row["supervisor"]) if row["supervisor"] else ""
    _write(store, out, Sheet(blank.garden, who, blank.month, None, (), dict(row), findings))


def _write(store: Store, out: Path, sheet: Sheet) -> None:
    text = Text()
    made = _form(text, store, sheet)
    write_pdf(out, FORM_TITLE, FORM_TITLE, [*made, *text.warning()], across=False)


def _blank(plan: MonthPlan, each: Round, stop: Stop) -> Sheet:
    name = each.name if each.supervisor else ""
    return Sheet(stop.garden, name, plan.month, stop.visited or stop.last, stop.problems)


def _unplanned(store: Store, kindergarten: str, month: date) -> Sheet:
    table = table_of(Kindergarten)
    wanted = select(table.c.uuid, table.c.name, table.c.township).where(table.c.uuid == kindergarten)
    with store.reading() as connection:
        row = connection.execute(wanted).first()
    if row is None:
        raise Refusal("这所园已经不在了", "", "请刷新后再试")
    return Sheet(garden(store, *row), "", month, None, open_at(store, kindergarten, store.today))


def _plan_page(text: Text, store: Store, plan: MonthPlan, each: Round) -> list[Flowable]:
    width = usable_width(across=False)
    head = ["序号", "园所名称", "乡镇", "上次督导", "未办结问题", "计划日期", "完成"]
    rows: list[list[Any]] = [[text.paragraph(word, LABEL) for word in head]]
    for number, stop in enumerate(each.stops, 1):
        told = [str(number), stop.garden.name, stop.garden.township_name, stop.last_shown,
                f"{len(stop.problems)} 个" if stop.problems else "", "", str(stop.visited or "")]  # fmt: skip
        rows.append([text.paragraph(word, WRITTEN if place == 1 else LABEL) for place, word in enumerate(told)])
    note = [f"责任督学：{each.name}", f"{plan.month.year} 年 {plan.month.month} 月", f"应督导 {len(each.stops)} 所"]
    return [
        text.paragraph(f"{store.county.name}{PLAN_TITLE}", TITLE),
        Spacer(1, 2 * mm),
        text.paragraph(GAP.join([*note, *_demo(store)]), WRITTEN),
        Spacer(1, 2 * mm),
        grid(rows, parts(width, 12, 60, 26, 28, 26, 26, 28), [None] * len(rows), labels=(), repeat=1),
        Spacer(1, 3 * mm),
        text.paragraph("每所园每月督导不得少于 1 次（教督〔2019〕3号）。最久没有督导的排在前面。", NOTE),
    ]


def _form(text: Text, store: Store, sheet: Sheet) -> list[Flowable]:
    width = usable_width(across=False)
    note = [f"{store.county.name}", *_demo(store)]
    if sheet.last is not None:
        note.insert(1, f"上次督导：{sheet.last}")
    found: list[Flowable] = [
        text.paragraph(FORM_TITLE, TITLE),
        Spacer(1, 1.5 * mm),
        text.paragraph(GAP.join(note), NOTE),
        Spacer(1, 1.5 * mm),
        _head(text, sheet, width),
        _matters(text, sheet, width),
    ]
    if sheet.problems:
        found.append(_open_problems(text, sheet.problems, width))
    return [*found, _findings(text, sheet, width), _rest(text, sheet, width)]


def _head(text: Text, sheet: Sheet, width: float) -> Flowable:
    told = sheet.values
    day = told.get("visited") or sheet.month
    when = f"{day.year} 年 {day.month} 月 {day.day if told else '　　'} 日"
    kind = [label for code, label in KINDS if code == told.get("kind")]
    chosen = str(told.get("form") or "").split(",")
    forms = [word for code, word in FORMS if code in chosen]
    first = _row(text, "督导学校", sheet.garden.name, "乡镇", sheet.garden.township_name)
    rows: list[list[Any]] = [
        first,
        _row(text, "责任督学", sheet.supervisor, "督导时间", when),
        [text.paragraph("督导类别", LABEL), Ticks(text, [word for _, word in KINDS], kind), "", ""],
        _row(text, "督导主题", told.get("theme") or ""),
        [text.paragraph("督导形式", LABEL), Ticks(text, [word for _, word in FORMS], forms), "", ""],
    ]
    spans = [((1, row), (3, row)) for row in (2, 3, 4)]
    made = grid(rows, parts(width, 22, 78, 20, 66), [room(8)] * len(rows), spans)
    made.setStyle([("BACKGROUND", (2, 0), (2, 1), HEAD)])
    return made


def _row(text: Text, *told: str) -> list[Any]:
    """Labels and what stands beside them, by turns, filled up to four cells."""
    cells: list[Any] = [text.paragraph(word, WRITTEN if at % 2 else LABEL) for at, word in enumerate(told)]
    return [*cells, *[""] * (4 - len(cells))]


def _matters(text: Text, sheet: Sheet, width: float) -> Flowable:
    told = sheet.values
    rows: list[list[Any]] = [[text.paragraph(word, LABEL) for word in ("督导事项", "判断", "所见")]]
    words = dict(JUDGEMENTS)
    for aspect, label in ASPECTS:
        judged = words.get(told.get(f"{aspect}_state") or "")
        ticks = Ticks(text, list(words.values()), [judged] if judged else [], 9)
        seen = text.paragraph(told.get(f"{aspect}_seen") or "", WRITTEN)
        rows.append([text.paragraph(label, LABEL), ticks, seen])
    reason = text.paragraph(told.get("unchecked_reason") or "", WRITTEN)
    rows.append([text.paragraph("无法检查\n原因", LABEL), reason, ""])
    high = None if told else room(14 if len(sheet.problems) < 2 else 11)
    heights = [room(7), *([high] * len(ASPECTS)), room(12)]
    last = len(rows) - 1
    made = grid(rows, parts(width, 22, 67, 97), heights, [((1, last), (2, last))])
    made.setStyle([("BACKGROUND", (0, 0), (-1, 0), HEAD)])
    return made


def _open_problems(text: Text, problems: Sequence[OpenProblem], width: float) -> Flowable:
    """What the last visits left open, to be looked at again."""
    head = ("序号", "上次未办结的问题", "通知书与期限", "本次查看")
    rows: list[list[Any]] = [[text.paragraph(word, LABEL) for word in head]]
    for number, one in enumerate(problems[:OPEN_SHOWN], 1):
        told = f"{one.item}：{one.problem}" + (f"（{one.clause}）" if one.clause else "")
        notice = ""
        if one.mend is not None:
            values = one.mend.values
            due = f"，限 {values['due']}" if values["due"] else ""
            notice = f"{values['number'] or '未下通知'}{due}（{one.mend.state_shown}）"
        ticks = Ticks(text, ["已改正", "未改正"], (), 9)
        told_cells = (text.paragraph(told, WRITTEN), text.paragraph(notice or "未下通知", WRITTEN))
        rows.append([text.paragraph(str(number), LABEL), *told_cells, ticks])
    more = len(problems) - OPEN_SHOWN
    if more > 0:
        rows.append(["", text.paragraph(f"另有 {more} 个没有办结，见限期整改台账", NOTE), "", ""])
    return grid(rows, parts(width, 12, 88, 52, 34), [None] * len(rows), labels=(), repeat=1)


def _findings(text: Text, sheet: Sheet, width: float) -> Flowable:
    """What was found; empty lines where it is to be written in."""
    head = ("序号", "事项", "发现的问题", "依据条款", "处理")
    rows: list[list[Any]] = [[text.paragraph(word, LABEL) for word in head]]
    items = dict(ITEMS)
    for number, one in enumerate(sheet.findings, 1):
        dealt = ["当场改正"] if one["mended"] else ["限期整改"] if one["rectification"] else []
        cells = (items.get(one["item"] or "", ""), one["problem"], cited(one["clause"], one["clause_other"]))
        rows.append([text.paragraph(str(number), LABEL), *(text.paragraph(each, WRITTEN) for each in cells),
                     Ticks(text, ["当场改正", "限期整改"], dealt, 9)])  # fmt: skip
    if not sheet.values:
        rows += [["", "", "", "", Ticks(text, ["当场改正", "限期整改"], (), 9)] for _ in range(LINES_TO_WRITE)]
    heights = [room(7), *([None if sheet.values else room(12)] * (len(rows) - 1))]
    return grid(rows, parts(width, 12, 30, 76, 42, 26), heights, labels=(), repeat=1)


def _rest(text: Text, sheet: Sheet, width: float) -> Flowable:
    told = sheet.values
    high = None if told else room(max(14, 35 - 7 * len(sheet.problems)))  # what is open takes from the room to write
    rows = [
        _row(text, "过程概述", told.get("process") or ""),
        _row(text, "意见建议", told.get("advice") or ""),
        _row(text, "学校联系人", told.get("contact") or "", "责任督学签名"),
    ]
    spans = [((1, row), (3, row)) for row in (0, 1)]
    made = grid(rows, parts(width, 22, 71, 26, 67), [high, high, room(11)], spans)
    made.setStyle([("BACKGROUND", (2, 2), (2, 2), HEAD)])
    return made


def _demo(store: Store) -> list[str]:
    return ["演示数据"] if store.setting("demo", False) else []
