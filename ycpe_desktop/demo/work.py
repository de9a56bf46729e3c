"""Demo 评估专家, 幼小衔接, 典型, 课程, 安全, 宣传, 自评 and progress of 责任分工; gaps and mistakes on purpose."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from ycpe_desktop.demo.grown import MOST_GROWN
from ycpe_desktop.demo.network import Held, Records
from ycpe_desktop.demo.words import Keys, person, telephone
from ycpe_desktop.ledgers import (
    Curriculum,
    Evaluator,
    EvaluatorDuty,
    Incident,
    Publicity,
    SafetyCheck,
    SchoolLink,
    SchoolLinkActivity,
    SchoolLinkMember,
    SelfEvaluation,
    Showcase,
    Task,
)

HAZARDS = {
    "food": "留样记录不全",
    "fire": "灭火器过期",
    "guard": "门口没有防冲撞设施",
    "traffic": "接送时段没有专人值守",
    "around": "园门两侧有流动摊点",
    "building": "活动室墙皮脱落",
    "disease": "晨检记录缺两天",
}  # fmt: skip - one hazard beside the other
PROJECTS = (
    "剪纸与面塑",
    "户外自主游戏",
    "黄河民俗",
    "食育小厨房",
    "种植园地",
    "绘本与表演",
    "沙水乐园",
    "永乐宫的色彩",
)
NEWS = (
    ("学前教育宣传月启动", "month", "芮城融媒"),
    ("《学前教育法》进幼儿园", "policy", "县教育局公众号"),
    ("“家门口的好幼儿园”典型报道", "model", "运城日报"),
    ("科学育儿公益讲座", "child", "芮城融媒"),
    ("校车与交通安全周", "safety", "县教育局公众号"),
)  # fmt: skip - one beside the other
CHECKED = 60
"""So many are checked in the first weeks of a school year, and nearly all in the course of one."""


def evaluators(held: Held, years: Sequence[int], random: Random, keys: Keys) -> Records:
    made: Records = {Evaluator: [], EvaluatorDuty: []}
    for number in range(7):
        key, role = (
            keys(),
            ("research", "principal", "teacher", "principal", "university", "manager", "teacher")[number],
        )
        made[Evaluator].append({
            "uuid": key,
            "name": person(random),
            "employer": ("县教研室", "县第一幼儿园", "县实验幼儿园")[number % 3],
            "role": role,
            "title": random.choice(("高级教师", "一级教师")),
            "phone": telephone(9_500 + number),
            "appointed": date(years[0], 9, 1),
            "appointed_until": date(years[0] + 4, 8, 31),
        })  # fmt: skip - one record
        begun = date(years[-1], 9, 3)
        if number != 5:  # one evaluates without any training
            made[EvaluatorDuty].append(_duty(keys, key, begun, "training", None, 16))
        for each in range(2):
            garden = held[(number * 5 + each) % len(held)][0]
            made[EvaluatorDuty].append(_duty(keys, key, begun + timedelta(days=20 + each), "evaluation", garden, None))
    return made


def _duty(keys: Keys, who: str, held: date, kind: str, garden: str | None, hours: int | None) -> dict[str, Any]:
    content = "类别评估标准培训" if kind == "training" else None
    return {
        "uuid": keys(),
        "evaluator": who,
        "held": held,
        "kind": kind,
        "kindergarten": garden,
        "hours": hours,
        "content": content,
    }  # fmt: skip - one record


def school_links(held: Held, years: Sequence[int], today: date, random: Random, keys: Keys) -> Records:
    made: Records = {SchoolLink: [], SchoolLinkMember: [], SchoolLinkActivity: []}
    since = date(years[0], 9, 1)
    for number, name in enumerate(("县实验小学", "县东垆小学", "风陵渡镇中心小学", "陌南镇中心小学")):
        key, (first, township) = keys(), held[(number * 11) % len(held)]
        made[SchoolLink].append({
            "uuid": key,
            "name": name,
            "township": township,
            "zone": "county" if number < 2 else "none",
            "since": since,
            "plan": None if number == 1 else "幼小科学衔接实施方案",
            "plan_date": None if number == 1 else since,
            "zero_start": number != 3,
            "contact": person(random),
        })  # fmt: skip - one record
        if number == 3:
            continue  # chosen, and nothing has begun
        gardens = [first, held[(number * 11 + 1) % len(held)][0]]
        made[SchoolLinkMember] += [
            {"uuid": keys(), "link": key, "kindergarten": each, "since": since, "until": None, "pilot": each == first}
            for each in dict.fromkeys(gardens)
        ]
        for year in years:
            for day, kind in ((date(year, 9, 18), "adapt"), (date(year + 1, 5, 20), "ready")):
                if day < today and not (kind == "ready" and number == 2):
                    made[SchoolLinkActivity].append({
                        "uuid": keys(),
                        "link": key,
                        "year": year,
                        "held": day,
                        "kind": kind,
                        "theme": "我要上小学" if kind == "ready" else "一年级适应周",
                        "children": random.randint(40, 120),
                        "teachers": random.randint(6, 14),
                    })  # fmt: skip - one record
    return made


def culture(held: Held, years: Sequence[int], random: Random, keys: Keys) -> Records:
    """典型与现场会, 课程改革, 宣传."""
    made: Records = {Showcase: [], Curriculum: [], Publicity: []}
    for place, year in enumerate(years):
        if place != len(years) - 2:  # one year without a model
            made[Showcase].append(_shown(keys, year, "model", "生活化课程的园本实践", held[place][0], None))
        made[Showcase].append(
            _shown(keys, year, "meeting", "户外游戏现场推进会", held[place + 1][0], date(year, 5, 16))
        )
        for number in range(8):
            ended = date(year, 6, 30) if number % 3 == 0 and year != years[-1] else None
            made[Curriculum].append({
                "uuid": keys(),
                "kindergarten": held[(number * 7) % len(held)][0],
                "year": year,
                "project": PROJECTS[number],
                "kind": ("local", "play", "local", "life")[number % 4],
                "begun": date(year - 1, 9, 10),
                "ended": ended,
                "resources": "教案 12 篇、视频 4 段",
                "approved": number != 4,
                "results": "集体教案一册" if ended and number else None,
            })  # fmt: skip - one record
        for number, (theme, content, media) in enumerate(NEWS):
            made[Publicity].append({
                "uuid": keys(),
                "year": year,
                "published": date(year, 9, 10 + number * 3),
                "theme": theme,
                "content": content,
                "media": media,
                "level": "city" if "运城" in media else "county",
                "audience": random.randint(300, 9_000),
            })  # fmt: skip - one record
    return made


def _shown(keys: Keys, year: int, kind: str, theme: str, garden: str, held: date | None) -> dict[str, Any]:
    return {
        "uuid": keys(),
        "calendar_year": year,
        "kind": kind,
        "theme": theme,
        "kindergarten": garden,
        "level": "county",
        "held": held,
        "people": 80 if held else None,
        "experience": "从孩子的兴趣点出发，融入本地资源",
    }  # fmt: skip - one record


def safety(held: Held, years: Sequence[int], today: date, random: Random, keys: Keys) -> Records:
    """Checks of this year and the last of some kindergartens, a quarter with a hazard; an incident in each year."""
    made: Records = {SafetyCheck: [], Incident: []}
    for year in years[-2:]:
        for number, (garden, _) in enumerate(held[: CHECKED if year == years[-1] else MOST_GROWN]):
            if number % 25 == 24:
                continue
            made[SafetyCheck].append(_check(number, garden, year, today, random, keys))
        happened = date(year, 10, 12)
        made[Incident].append({
            "uuid": keys(),
            "year": year,
            "kindergarten": held[len(held) // 2][0],
            "happened": happened,
            "kind": "injury",
            "grade": "minor",
            "injured": 1,
            "dead": 0,
            "told": "户外活动时摔伤，已送医",
            "reported": happened if year != years[-1] else None,
            "handled": "已排查器械、培训教师",
            "ended": happened + timedelta(days=20),
        })  # fmt: skip - one record
    return made


def _check(number: int, garden: str, year: int, today: date, random: Random, keys: Keys) -> dict[str, Any]:
    subject = random.choice(tuple(HAZARDS))
    day = date(year, 9, 4) + timedelta(days=random.randint(0, 50))
    found = number % 4 == 1
    deadline = day + timedelta(days=15)
    closed = deadline - timedelta(days=random.randint(-3, 10)) if number % 12 != 5 else None
    serious = found and number % 5 == 0
    return {
        "uuid": keys(),
        "kindergarten": garden,
        "year": year,
        "checked": day,
        "subject": subject,
        "inspector": "县教育局安全股",
        "found": found,
        "hazard": HAZARDS[subject] if found else None,
        "serious": serious if found else None,
        "deadline": deadline if found else None,
        "measure": "限期更换并复查" if found and number % 8 == 1 else None,
        "closed": closed if found and closed is not None and closed <= today else None,
    }  # fmt: skip - one record


def self_evaluations(year: int, keys: Keys) -> Records:
    told = (
        ("leadership", "met", "县委教育工作领导小组会议纪要"),
        ("planning", "met", "幼儿园布局规划（2021—2030）"),
        ("fees", "met", None),
        ("pay", "missed", "公办园聘用教师工资表"),
        ("care", "met", "保教质量评估报告"),
        ("coverage", None, "普惠园名单公开网页"),
    )  # fmt: skip - one beside the other
    rows = [
        {
            "uuid": keys(),
            "year": year,
            "item": item,
            "verdict": verdict,
            "evidence": evidence,
            "shortfall": "聘用教师工资低于在编教师" if item == "pay" else None,
            "judged": date(year, 10, 15),
        }
        for item, verdict, evidence in told
    ]  # fmt: skip - one record
    return {SelfEvaluation: rows}


def progress(connection: Connection, day: date, random: Random) -> None:
    """The office has begun with some of the tasks; one is said to be done and nothing is written of it."""
    table = Task.__table__
    chosen = list(connection.scalars(select(table.c.uuid).order_by(table.c.number)))
    rows = [
        {"key": key, "state": "running", "progress": "已印发方案，正在推进", "reported": day}
        for key in chosen
        if random.random() < 0.4
    ]
    done = chosen[-1]
    rows = [row for row in rows if row["key"] != done]
    rows.append({"key": done, "state": "done", "progress": None, "reported": None})
    changed = update(table).where(table.c.uuid == bindparam("key"))
    connection.execute(
        changed.values(state=bindparam("state"), progress=bindparam("progress"), reported=bindparam("reported")), rows
    )
