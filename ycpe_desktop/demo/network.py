"""Demo 教研片区 with their monthly activities, and 办园共同体; with gaps and mistakes on purpose."""

from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from ycpe_desktop.demo.words import Keys, person
from ycpe_desktop.ledgers import (
    Alliance,
    AllianceMember,
    Ledger,
    ResearchActivity,
    ResearchArea,
    ResearchMember,
)
from ycpe_desktop.policy.research import months_due

Held = Sequence[tuple[str, str]]
"""(uuid, township) of kindergartens in operation, in the order in which they were made."""
Records = dict[type[Ledger], list[dict[str, Any]]]
THEMES = (
    "区域游戏材料投放",
    "户外自主游戏观察",
    "绘本阅读指导",
    "混龄班一日生活",
    "幼小衔接的入学准备",
    "师幼互动案例",
    "自制玩教具",
    "民间游戏进课堂",
    "保教常规",
    "剪纸与面塑",
)  # fmt: skip - one theme beside the other
AREA_SIZE = 15
FORGOTTEN = 0.03
ACTIVE_AREAS = 40
"""A trial of size has thousands of areas; so many of them hold activities."""


def research(held: Held, years: Sequence[int], today: date, random: Random, keys: Keys) -> Records:
    """An area for about fifteen kindergartens of a township, each under its first one."""
    areas: list[dict[str, Any]] = []
    members: list[dict[str, Any]] = []
    for part in _parts(held):
        area = keys()
        areas.append({
            "uuid": area,
            "name": f"第{len(areas) + 1}教研片区",
            "lead": part[0],
            "leader": person(random),
            "researcher": person(random) if len(areas) % 4 else None,
            "since": date(years[0], 9, 1),
            "until": None,
        })  # fmt: skip - one record
        members += [_member(area, each, years, keys) for each in part if random.random() > FORGOTTEN]
    sizes = Counter(one["area"] for one in members)
    quiet = areas[:ACTIVE_AREAS][-1], years[1]  # an area that did much less in that year than in the one before
    activities = [
        each
        for area in areas[:ACTIVE_AREAS]
        for year in years
        for each in _activities(area, sizes[area["uuid"]], year, today, random, keys, (area, year) == quiet)
    ]
    return {ResearchArea: areas, ResearchMember: members, ResearchActivity: activities}


def _parts(held: Held) -> list[list[str]]:
    by_township: dict[str, list[str]] = {}
    for uuid, township in held:
        by_township.setdefault(township, []).append(uuid)
    return [
        every[at : at + AREA_SIZE] for _, every in sorted(by_township.items()) for at in range(0, len(every), AREA_SIZE)
    ]


def _member(area: str, kindergarten: str, years: Sequence[int], keys: Keys) -> dict[str, Any]:
    since = date(years[0], 9, 1)
    return {"uuid": keys(), "area": area, "kindergarten": kindergarten, "since": since, "until": None}


def _activities(
    area: dict[str, Any], size: int, year: int, today: date, random: Random, keys: Keys, quiet: bool
) -> list[dict[str, Any]]:
    found = []
    for of, month in months_due(year, today):
        if random.random() < 0.02 or (quiet and month % 2):
            continue  # a month without
        present = random.randint((size + 1) // 2, size) if random.random() > 0.02 else size + 20
        found.append({
            "uuid": keys(),
            "area": area["uuid"],
            "year": year,
            "theme": random.choice(THEMES),
            "host": area["lead"],
            "held": date(of, month, random.randint(5, monthrange(of, month)[1])),
            "kindergartens": present,
            "form": random.choice(("observe", "lecture", "lesson", "case")),
            "people": present * random.randint(2, 4),
            "expert": person(random) if random.random() < 0.6 else None,
            "solved": "材料层次不清，已按年龄段重新投放" if random.random() < 0.4 else None,
        })  # fmt: skip - one record
    return found


def alliances(held: Held, years: Sequence[int], random: Random, keys: Keys) -> Records:
    """The county's own 城乡一体化 model twice, a group and a branch; led by the first, which stand in the seat."""
    seat = held[0][1]
    town = [uuid for uuid, township in held if township == seat]
    villages = [uuid for uuid, township in held if township != seat] or town
    since = date(years[0], 9, 1)
    kinds = (
        ("城乡一体化办园共同体（东片）", "integrated", town[0], villages[:4], True),
        ("城乡一体化办园共同体（西片）", "integrated", town[1 % len(town)], villages[4:7], True),
        ("学前教育集团", "group", town[2 % len(town)], [*town[8:11], *villages[7:9]], False),
        ("第四幼儿园分园", "branch", town[3 % len(town)], villages[9:10], True),
    )
    made: Records = {Alliance: [], AllianceMember: []}
    for number, (name, kind, lead, members, same) in enumerate(kinds):
        key = keys()
        judged = {
            f"{one}_unity": "met" if kind == "integrated" else None for one in ("legal", "funds", "staff", "care")
        }
        if number == 1:
            judged |= {"staff_unity": "pending", "care_unity": None}
        made[Alliance].append({
            "uuid": key,
            "name": name,
            "kind": kind,
            "lead": lead,
            "since": since,
            "until": None,
            **judged,
            "document": f"芮教字〔{years[0]}〕{12 + number}号",
            "shared": "统一课程资源包、统一备课" if kind == "group" else None,
        })  # fmt: skip - one record
        for at, each in enumerate(members):
            begun = since + timedelta(days=400 * (at % 2))
            told = same and not (number == 0 and at == 3)  # one was never registered together with its lead
            made[AllianceMember].append({
                "uuid": keys(),
                "alliance": key,
                "kindergarten": each,
                "since": begun,
                "until": None,
                "same_legal": told,
            })  # fmt: skip - one record
    return made
