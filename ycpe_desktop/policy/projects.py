"""公办园建设项目 and 农村园改造提升 as they go on: milestones, the first day, closing and moving children."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import (
    BuildMilestone,
    ClassRoom,
    Kindergarten,
    PublicBuild,
    RuralUpgrade,
    YearReport,
    field_of,
)
from ycpe_desktop.ledgers.public_build import STEPS
from ycpe_desktop.ledgers.rural_upgrade import CLOSING
from ycpe_desktop.ledgers.year_report import CHILDREN, CLASSES
from ycpe_desktop.policy.acting import add_garden, garden_name, note, put_child, row_of
from ycpe_desktop.policy.claims import Claim, Row, called, moved
from ycpe_desktop.schoolyear import first_day
from ycpe_desktop.store import Store, Writer
from ycpe_desktop.store.listing import table_of

STEP_WORDS = dict(STEPS)
MOVED = (*CLASSES, *CHILDREN, "classes_reported", "children_reported")


def reach(store: Store, build: str, step: str, day: date, basis: str | None = None) -> str:
    """A milestone is done; gives the action's label."""
    row = row_of(store, PublicBuild, build)
    label = f"公办园建设：{row['name']} {STEP_WORDS[step]} {day}"
    with store.writing(label) as writer:
        put_child(
            writer, BuildMilestone, {"build": build, "step": step}, {"done": day} | ({"basis": basis} if basis else {})
        )
    return label


def put_off(store: Store, build: str, step: str, planned: date) -> str:
    """A milestone that is not done gets a later planned day; gives the label."""
    row = row_of(store, PublicBuild, build)
    now = _milestone(store, build, step)
    if now is not None and now["done"] is not None:
        raise Refusal(f"“{STEP_WORDS[step]}”{now['done']} 已完成，不用延期", row["name"])
    if now is not None and now["planned"] is not None and planned <= now["planned"]:
        raise Refusal(f"“{STEP_WORDS[step]}”原计划 {now['planned']}，新的日期不比它晚", row["name"], "请改正日期")
    label = f"公办园建设：{row['name']} {STEP_WORDS[step]}延期到 {planned}"
    with store.writing(label) as writer:
        put_child(writer, BuildMilestone, {"build": build, "step": step}, {"planned": planned})
    return label


def _milestone(store: Store, build: str, step: str) -> dict[str, Any] | None:
    table = table_of(BuildMilestone)
    with store.reading() as connection:
        wanted = select(table).where(table.c.build == build, table.c.step == step)
        found = connection.execute(wanted).mappings().first()
    return dict(found) if found else None


def stop(store: Store, build: str, day: date) -> str:
    """It will not be built: nothing of it is due from that day on. Gives the label."""
    label = f"公办园建设终止：{row_of(store, PublicBuild, build)['name']}（{day}）"
    return note(store, PublicBuild, [build], {"stopped": day}, label)


def plan_milestones(store: Store, build: str, planned: Mapping[str, date]) -> str:
    """Set the planned days of several milestones; gives the label."""
    row = row_of(store, PublicBuild, build)
    label = f"公办园建设：{row['name']} 计划节点（{len(planned)} 个）"
    with store.writing(label) as writer:
        for step, day in planned.items():
            put_child(writer, BuildMilestone, {"build": build, "step": step}, {"planned": day})
    return label


def days_late(planned: date | None, done: date | None, day: date) -> int:
    """By how many days a milestone is late on the day, or was when it was done; 0 in time."""
    if planned is None:
        return 0
    return max(0, ((done if done is not None and done <= day else day) - planned).days)


def open_build(store: Store, build: str, day: date, name: str = "") -> str:
    """开园: the kindergarten of the project is 公办 and 在办 from the day; a new one is called ``name``."""
    row = row_of(store, PublicBuild, build)
    garden = row["kindergarten"]
    called = garden_name(store, garden) if garden else name.strip()
    if not called:
        raise Refusal("没有说开办的是哪所园", row["name"], "请选定对应幼儿园，或写明新园的名称")
    label = f"公办园开园：{called}（{day}）"
    with store.writing(label, whole=True) as writer:
        if garden is None:
            values = {"name": called, "township": row["township"], "sponsor": "831"}
            writer.update(PublicBuild, build, {"kindergarten": add_garden(writer, values, day)})
        put_child(writer, BuildMilestone, {"build": build, "step": "opened"}, {"done": day})
    return label


def build_opened(writer: Writer, build: Row) -> Iterator[Claim]:
    """开园: the kindergarten of the project is 公办 and 在办 from that day."""
    table = table_of(BuildMilestone)
    wanted = select(table).where(table.c.build == build["uuid"], table.c.step == "opened")
    found = writer.connection.execute(wanted).mappings().first()
    return _opened(build, dict(found)) if found else iter(())


def milestone_opened(writer: Writer, milestone: Row) -> Iterator[Claim]:
    build = writer.row(table_of(PublicBuild), milestone["build"])
    return _opened(build, milestone) if build else iter(())


def _opened(build: Row, milestone: Row) -> Iterator[Claim]:
    garden, day = build["kindergarten"], milestone["done"]
    if milestone["step"] == "opened" and day and garden:
        yield Claim(Kindergarten.nature, garden, "public", day, build["name"])
        yield Claim(Kindergarten.status, garden, "open", day, build["name"])


def want_garden(writer: Writer, milestone: Row, was: Row | None) -> None:
    build = writer.row(table_of(PublicBuild), milestone["build"])
    opened = milestone["step"] == "opened" and milestone["done"]
    if opened and build and not build["kindergarten"] and moved(milestone, was, "step", "done", "build"):
        writer.tell(f"{build['name']}：没有选“对应幼儿园”，园所名册没有改动；请选上它，或用“办理”里的“开园”新增")


def carry_out(store: Store, upgrade: str, day: date) -> str:
    """The upgrade is finished, see ``closed`` and ``move`` for what that means; gives the label."""
    row = row_of(store, RuralUpgrade, upgrade)
    name = garden_name(store, row["kindergarten"])
    way = field_of(RuralUpgrade, "way").kind.show(row["way"])
    if row["way"] in CLOSING and row["target"] in (None, row["kindergarten"]):
        raise Refusal("没有写明接收幼儿的园", name, "请先填写“接收或联合的园”")
    label = f"农村园{way}：{name}（{day}）"
    with store.writing(label, whole=True) as writer:
        writer.update(RuralUpgrade, upgrade, {"finished": day})
    return label


def closed(writer: Writer, row: Row) -> Iterator[Claim]:
    """A finished upgrade that ends a kindergarten closes it from the day on."""
    if row["finished"] and row["way"] in CLOSING:
        basis = field_of(RuralUpgrade, "way").kind.show(row["way"])
        if row["target"]:
            basis += f"：幼儿去{called(writer, row['target'])}"
        yield Claim(Kindergarten.status, row["kindergarten"], CLOSING[row["way"]], row["finished"], basis)


def move(writer: Writer, row: Row, was: Row | None) -> None:
    """The children of one that has closed are counted where they go, in the next school year; once only."""
    went, goes = (_way(each) for each in (was, row))
    name = called(writer, row["kindergarten"])
    if went == goes:
        return
    if went is not None and went[1]:
        writer.tell(f"{name}的幼儿原来已转到{called(writer, went[1])}，没有随之改变；请在年度数据里改正")
    elif goes is not None and not goes[1]:
        writer.tell(f"{name}没有写明接收幼儿的园，年度数据没有改动；写上“接收或联合的园”，幼儿随之转到")
    elif goes is not None:
        children = _move_children(writer, *goes)
        if children is not None:
            writer.update(RuralUpgrade, row["uuid"], _placed(row, children))


def _way(row: Row | None) -> tuple[str, str, int] | None:
    """(from, to, school year) of the children, None while it has not closed; "" where it is not said to which."""
    if row is None or not row["finished"] or row["way"] not in CLOSING:
        return None
    target = row["target"] if row["target"] != row["kindergarten"] else None
    return row["kindergarten"], target or "", _year_after(row["finished"])


def children_to_move(store: Store, garden: str, day: date) -> tuple[int, int]:
    """(school year, children) whose figures go over to another kindergarten when this one ends that day."""
    table, year = table_of(YearReport), _year_after(day)
    with store.reading() as connection:
        wanted = select(table).where(table.c.kindergarten == garden, table.c.year == year)
        report = connection.execute(wanted).mappings().first()
    return year, 0 if report is None else _children(dict(report))


def _children(report: Mapping[str, Any]) -> int:
    return int(sum(report[name] or 0 for name in CHILDREN) or report["children_reported"] or 0)


def _year_after(day: date) -> int:
    """The first school year that begins on the day or later."""
    return day.year if day <= first_day(day.year) else day.year + 1


def _placed(row: Mapping[str, Any], moved: int) -> dict[str, Any]:
    children = row["children"] if row["children"] is not None else moved
    placed = row["children_placed"] if row["children_placed"] is not None else moved
    return {"children": children, "children_placed": placed}


def _move_children(writer: Writer, garden: str, target: str, year: int) -> int | None:
    """Classes and figures of that school year go over to the target; gives how many children, None where there are no
    figures yet."""
    report, target_report = (_report(writer, one, year) for one in (garden, target))
    if report is None:
        return None
    count = _children(report)
    rooms, target_rooms = (_rooms(writer, one, year) for one in (garden, target))
    for room in rooms:
        if target_rooms or target_report is None:
            writer.update(ClassRoom, room, {"kindergarten": target})
        else:
            writer.remove(table_of(ClassRoom), room)
    if not rooms or not (target_rooms or target_report is None):
        if target_rooms:
            told = "接收园的幼儿数由班级汇总，不能直接相加"
            raise Refusal(told, f"{year} 学年年度数据", "请先在“班级”里登记并入的班")
        _add_figures(writer, report, target_report, target, year)
    writer.remove(table_of(YearReport), report["uuid"])
    return count


def _add_figures(
    writer: Writer, report: Mapping[str, Any], target_report: Mapping[str, Any] | None, target: str, year: int
) -> None:
    """By bands where both know them; else the sum alone."""
    moved = {name: report[name] for name in MOVED if report[name] is not None}
    if target_report is None:
        writer.insert(YearReport, {"kindergarten": target, "year": year, **moved})
        return
    banded = any(target_report[name] is not None for name in CHILDREN)
    if banded != any(report[name] is not None for name in CHILDREN):
        raise Refusal(
            "两所园的在园幼儿一个按班型填、一个只填合计，不能相加", f"{year} 学年年度数据", "请先把两所园填成一样的"
        )
    added = {name: (target_report[name] or 0) + value for name, value in moved.items()}
    writer.update(YearReport, target_report["uuid"], added)


def _rooms(writer: Writer, garden: str, year: int) -> list[str]:
    table = table_of(ClassRoom)
    wanted = select(table.c.uuid).where(table.c.kindergarten == garden, table.c.year == year)
    return list(writer.connection.scalars(wanted))


def _report(writer: Writer, garden: str, year: int) -> dict[str, Any] | None:
    table = table_of(YearReport)
    wanted = select(table).where(table.c.kindergarten == garden, table.c.year == year)
    found = writer.connection.execute(wanted).mappings().first()
    return dict(found) if found else None
