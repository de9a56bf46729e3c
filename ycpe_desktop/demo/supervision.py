"""Demo supervisors: most carry about five kindergartens, some too many, and some kindergartens have nobody."""

from datetime import date
from random import Random
from typing import Any

from sqlalchemy import Connection, insert, select

from ycpe_desktop.demo.words import Keys, person, telephone
from ycpe_desktop.ledgers import Assignment, Kindergarten, Recusal, Supervisor
from ycpe_desktop.store.listing import table_of

EMPLOYERS = ("县教育局督导室", "县教研室", "县第一幼儿园（退休）", "县实验小学（退休）", "县示范小学")


def supervisors(connection: Connection, held: list[tuple[str, str]], year: int, random: Random, keys: Keys) -> None:
    """One supervisor for fewer than six kindergartens in operation; ``held``: (uuid, township)."""
    count = max(3, round(len(held) / 5.6))
    townships = sorted({town for _, town in held if not town.startswith("999")})
    people = [
        _supervisor(number, townships[number * len(townships) // count], year, random, keys) for number in range(count)
    ]
    villages = _villages(connection)
    for one in people:
        one["village"] = villages[one["township"]].pop(0) if villages.get(one["township"]) else None
    connection.execute(insert(table_of(Supervisor)), people)
    ordered = sorted(held, key=lambda pair: (pair[1], pair[0]))
    rows, place = [], 0
    for number, one in enumerate(people):
        load = random.choice((4, 5, 5, 5, 6, 6)) if number % 9 else random.choice((3, 8))
        for kindergarten, _ in ordered[place : place + load]:
            rows.append(_assignment(one["uuid"], kindergarten, year, random, keys))
        place += load
    connection.execute(insert(table_of(Assignment)), rows)
    kin = [
        {
            "uuid": keys(),
            "supervisor": people[at]["uuid"],
            "kindergarten": ordered[-1 - at][0],
            "reason": reason,
            "left": date(year - 2, 7, 1) if reason == "post" else None,
            "remark": "演示数据",
        }
        for at, reason in enumerate(("kin", "post", "kin"))
    ]
    connection.execute(insert(table_of(Recusal)), kin)


def _villages(connection: Connection) -> dict[str, list[str]]:
    """Township → two of its villages with a kindergarten: some supervisors live in one of them."""
    garden = table_of(Kindergarten).c
    wanted = select(garden.township, garden.village).distinct().order_by(garden.township, garden.village)
    found: dict[str, list[str]] = {}
    for township, village in connection.execute(wanted.where(garden.village.is_not(None))).tuples():
        found.setdefault(township, []).append(village)
    return {township: villages[:2] for township, villages in found.items()}


def _supervisor(number: int, township: str, year: int, random: Random, keys: Keys) -> dict[str, Any]:
    part_time = number % 6 != 0
    begun = year - random.randint(0, 2)
    return {
        "uuid": keys(),
        "name": person(random),
        "employer": random.choice(EMPLOYERS),
        "kind": "part" if part_time else "full",
        "certificate": f"YC-DX-{year}-{number + 1:04d}" if number % 11 != 7 else None,
        "phone": telephone(9_000 + number),
        "education": "bachelor" if number % 7 else "college",
        "experience": random.randint(9, 36),
        "township": township,
        "term_from": date(begun, 9, 1),
        "term_to": date(begun + 3, 8, 31) if part_time else None,
        "term_number": random.randint(1, 3) if part_time else None,
        "remark": "演示数据",
    }


def _assignment(supervisor: str, kindergarten: str, year: int, random: Random, keys: Keys) -> dict[str, Any]:
    printed = random.random() < 0.85
    since = date(year - (random.randint(0, 2) or 1), 9, 1)
    return {
        "uuid": keys(),
        "supervisor": supervisor,
        "kindergarten": kindergarten,
        "since": since,
        "until": None,
        "plaque_printed": since.replace(day=12) if printed else None,
        "plaque_posted": since.replace(day=20) if printed and random.random() < 0.9 else None,
    }
