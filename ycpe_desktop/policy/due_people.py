"""What is due of people: health checks, 查询违法犯罪记录, trainings."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import exists, or_, select

from ycpe_desktop.ledgers import Kindergarten, Teacher, Training, TrainingPeople
from ycpe_desktop.policy.clauses import PLAN, documents
from ycpe_desktop.policy.days import years_later
from ycpe_desktop.policy.due_kind import Asked, Due
from ycpe_desktop.policy.ledger_rules import table
from ycpe_desktop.store.spoken import by_name

LAW = "学前教育法"
TRAINING = f"{PLAN} 三（二）3"


class Person(NamedTuple):
    """``checked``: the last day of the check that is asked for."""

    uuid: str
    name: str
    hired: date | None
    checked: date | None


def health_checks(asked: Asked) -> Iterator[Due]:
    """People whose yearly check is over, or who never had one; one line for all of a kindergarten."""
    years = asked.number("health_check")
    before = years_later(asked.until, -years)
    for garden, people in _of_gardens(asked, "health_checked", before):
        last = min((one.checked for one in people if one.checked), default=None)
        by = min(years_later(one.checked, years) if one.checked else _asked_since(asked, one) for one in people)
        why = f"最早一次体检 {last}，应每年检查" if last else "没有体检日期，入职前和入职后每年都应检查"
        yield _line("health", "教职工健康检查", garden, people, why, f"{LAW} 45", by, "health_checked")


def record_checks(asked: Asked) -> Iterator[Due]:
    """People of whom nobody asked whether they have a record; one line for all of a kindergarten."""
    why = "聘用前应查询违法犯罪记录，没有查询日期"
    for garden, people in _of_gardens(asked, "record_checked", None):
        by = min(_asked_since(asked, one) for one in people)
        yield _line("record", "查询违法犯罪记录", garden, people, why, f"{LAW} 44", by, "record_checked")


def trainings(asked: Asked) -> Iterator[Due]:
    """Trainings that begin soon, and those that are over and have nobody written down."""
    row, sent = table(Training), table(TrainingPeople)
    over, coming = row.c.ends < asked.day, row.c.begins.between(asked.day, asked.until)
    nobody = ~exists().where(sent.c.training == row.c.uuid)
    wanted = select(row.c.uuid, row.c.name, row.c.begins, row.c.ends).where(nobody, or_(over, coming))
    for uuid, name, begins, ends in asked.connection.execute(wanted.order_by(row.c.begins, by_name(row))):
        if ends is not None and ends < asked.day:
            why = f"{ends} 结束，还没有登记各园参训人数"
            yield Due("training_people", "登记参训人员", name, why, TRAINING, ends, "training", uuid, "ends", ends)
        else:
            yield Due("training", "教师培训开班", name, f"{begins} 开班", TRAINING, begins, "training", uuid, "begins")


def _of_gardens(asked: Asked, checked: str, before: date | None) -> Iterator[tuple[str, list[Person]]]:
    """Kindergarten's name, those in its service who were never checked, or by ``before`` for the last time."""
    row, garden = table(Teacher), table(Kindergarten)
    serving = or_(row.c.left.is_(None), row.c.left > asked.day)
    there = or_(row.c.hired.is_(None), row.c.hired <= asked.until)
    never = row.c[checked].is_(None)
    wanted = (
        select(garden.c.uuid, garden.c.name, row.c.uuid, row.c.name, row.c.hired, row.c[checked])
        .join(garden, garden.c.uuid == row.c.kindergarten)
        .where(serving, there, or_(never, row.c[checked] <= before) if before else never)
        .order_by(garden.c.township, by_name(garden), garden.c.uuid, row.c[checked], by_name(row))
    )
    for (_, name), people in groupby(asked.connection.execute(wanted), lambda each: (each[0], each[1])):
        yield name, [Person(*each[2:]) for each in people]


def _asked_since(asked: Asked, one: Person) -> date:
    """Before a person's first day, and of those who were there already since the law is in force."""
    law = date.fromisoformat(documents()[LAW].in_force_from)
    return max(one.hired, law) if one.hired else asked.day


def _line(
    source: str, what: str, garden: str, people: list[Person], why: str, clause: str, by: date, field: str
) -> Due:
    members = tuple((one.uuid, one.name) for one in people)
    whom = f"{garden}（{len(people)} 人）"
    return Due(source, what, whom, why, clause, by, "teacher", field=field, members=members, of="teacher")
