"""Demo visits of the school year before and of this one: most months kept, some missed, problems mended or overdue."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import Connection, insert, select

from ycpe_desktop.demo import visit_words as words
from ycpe_desktop.demo.words import Keys
from ycpe_desktop.ledgers import Assignment, ConductEvaluation, Rectification, Visit, VisitFinding
from ycpe_desktop.ledgers.conduct_evaluation import DIMENSIONS
from ycpe_desktop.ledgers.visit_words import ASPECT_OF, ASPECTS
from ycpe_desktop.policy.flows import month_after, months_of
from ycpe_desktop.policy.visit_settings import NUMBER, USUAL_HOLIDAYS, YEAR
from ycpe_desktop.store.listing import table_of

VISITED_AT_MOST = 8_000
"""A county of more kindergartens is a trial of the registry: it gets no visits, which would be millions."""
FORMS = ("lesson,papers", "papers,tour", "papers,talk,tour", "lesson,tour", "papers,survey")
REPLY_DAYS = 15
OF_LATE = timedelta(days=100)
REMARK = "演示数据"
Row = dict[str, Any]


def visits(
    connection: Connection, open_ones: Sequence[str], year: int, today: date, pattern: str, random: Random, keys: Keys
) -> None:
    """``pattern``: of the notices' numbers."""
    if len(open_ones) > VISITED_AT_MOST:
        return
    held = table_of(Assignment)
    wanted = select(held.c.supervisor, held.c.kindergarten, held.c.since)
    duties = connection.execute(wanted.order_by(held.c.uuid)).tuples().all()
    made = _Made(year, today, pattern, random, keys)
    for place, (supervisor, kindergarten, since) in enumerate(duties):
        made.round(place, supervisor, kindergarten, since)
    made.finish()
    evaluated = [_evaluation(place, key, year, random, keys) for place, key in enumerate(open_ones)]
    rows = (made.visits, made.mends, made.findings, [row for row in evaluated if row is not None])
    for ledger, each in zip((Visit, Rectification, VisitFinding, ConductEvaluation), rows, strict=True):
        if each:
            connection.execute(insert(table_of(ledger)), each)


class _Made:
    """Rows, gathered kindergarten by kindergarten; the notices are numbered at the end, in the order of their days."""

    def __init__(self, year: int, today: date, pattern: str, random: Random, keys: Keys) -> None:
        self.year, self.today, self.pattern, self.random, self.keys = year, today, pattern, random, keys
        self.months = [*months_of(year - 1, USUAL_HOLIDAYS), *months_of(year, USUAL_HOLIDAYS)]
        self.visits: list[Row] = []
        self.findings: list[Row] = []
        self.mends: list[Row] = []
        self.colleague = ""

    def round(self, place: int, supervisor: str, kindergarten: str, since: date) -> None:
        """All visits to one kindergarten; every seventh has a supervisor who often stays away."""
        missed = 0.45 if place % 7 == 3 else 0.05
        weak = self.random.randrange(len(words.PROBLEMS))  # what comes up here again and again
        for month in self.months:
            day = self._day(month)
            if day is None or day < since or self.random.random() < missed:
                continue
            self._visit(supervisor, kindergarten, day, weak)
        self.colleague = supervisor

    def _day(self, month: date) -> date | None:
        """A working day of the month that has come; of the running month only some have been visited."""
        day = month + timedelta(days=self.random.randint(2, 25))
        day -= timedelta(days=max(0, day.weekday() - 4))
        return day if day <= self.today and (month_after(month) <= self.today or day.day < 15) else None

    def _visit(self, supervisor: str, kindergarten: str, day: date, weak: int) -> None:
        number = len(self.visits) + 1
        if number % 97 == 60 and self.colleague:
            supervisor = self.colleague  # a visit by somebody else: the checks ask for a sentence
        row = self._row(number, supervisor, kindergarten, day)
        self.visits.append(row)
        if row["unchecked_reason"] or row["safety_state"] == "unchecked":
            return
        count = self.random.choices((0, 1, 2), weights=(76, 18, 6))[0]
        drawn = ((self.random.random(), self.random.randrange(len(words.PROBLEMS))) for _ in range(count))
        for which in sorted({weak if again < 0.5 else other for again, other in drawn}):
            self._finding(row, *words.PROBLEMS[which])

    def _row(self, number: int, supervisor: str, kindergarten: str, day: date) -> Row:
        random = self.random
        shut = number % 83 == 40
        judged = {f"{name}_state": "unchecked" if shut else "sound" for name, _ in ASPECTS[:3]}
        seen = {f"{name}_seen": None if shut else random.choice(told) for name, told in words.SOUND.items()}
        return {
            "uuid": self.keys(),
            "kindergarten": kindergarten,
            "visited": day,
            "supervisor": supervisor,
            "kind": "special" if day.month == 11 else "regular",
            "form": random.choice(FORMS),
            "theme": words.THEMES[day.month],
            "state": "draft" if number % 61 == 5 and day > self.today - OF_LATE else "done",
            **judged,
            "other_state": None,
            **seen,
            "other_seen": None,
            "unchecked_reason": words.UNCHECKED if shut and number % 2 else None,
            "process": random.choice(words.PROCESS),
            "advice": random.choice(words.ADVICE),
            "contact": None,
            "remark": REMARK,
        }

    def _finding(self, visit: Row, item: str, problem: str, clause: str) -> None:
        visit[f"{ASPECT_OF[item]}_state"], visit[f"{ASPECT_OF[item]}_seen"] = "faulty", problem
        grave = item == "ethics"
        mended = not grave and self.random.random() < 0.25
        number = len(self.findings) + 1
        told = {"item": item, "problem": problem, "clause": None if number % 89 == 50 else clause, "grave": grave}
        mend = None if mended or number % 37 == 20 or visit["state"] == "draft" else self._mend(visit, told)
        finding = {"uuid": self.keys(), "visit": visit["uuid"], **told, "mended": mended, "rectification": mend}
        self.findings.append({**finding, "remark": REMARK})

    def _mend(self, visit: Row, told: Row) -> str:
        issued = visit["visited"]
        row = {
            "uuid": self.keys(),
            "kindergarten": visit["kindergarten"],
            "source": "visit",
            "supervisor": visit["supervisor"],
            **told,
            "number": visit["uuid"],  # those of one visit share a notice; see ``finish``
            "issued": issued,
            "due": issued + timedelta(days=REPLY_DAYS),
            **dict.fromkeys(("first_due", "replied", "reply", "checked", "check_result", "check_note", "outcome")),
            **dict.fromkeys(("closed", "course")),
            "remark": REMARK,
        }
        self._goes_on(row)
        self.mends.append(row)
        return str(row["uuid"])

    def _goes_on(self, row: Row) -> None:
        """Most are answered and closed in time, some late, a few are sent back, and a few never answered."""
        random = self.random
        late = random.random()
        replied = row["issued"] + timedelta(days=random.randint(4, 12) if late < 0.8 else random.randint(17, 30))
        if late > 0.95 or replied > self.today:
            return
        if random.random() < 0.08:
            row["first_due"], row["outcome"] = row["due"], "returned"
            row["due"] = replied + timedelta(days=REPLY_DAYS)
            row["course"] = f"{replied} 回复：{random.choice(words.REPLIES)}\n复查不到位，退回重改，改为 {row['due']}"
            replied += timedelta(days=10)
            if replied > self.today:
                return
        row["replied"], row["reply"] = replied, random.choice(words.REPLIES)
        checked = replied + timedelta(days=random.randint(1, 4))
        if checked <= self.today:
            row["checked"], row["check_result"], row["check_note"] = checked, "passed", "现场查看，整改到位"
            row["outcome"], row["closed"] = "closed", checked

    def finish(self) -> None:
        """Number the notices year by year, and spoil some of them on purpose, at fixed places."""
        numbers: dict[str, str] = {}
        for place, (row, number, within) in enumerate(self._numbered(), 1):
            row["number"], row["place"] = numbers.setdefault(row["number"], number), within
            if place % 61 == 30:
                row["due"] = row["issued"] - timedelta(days=1)
            if place % 71 == 45 and row["outcome"] == "closed":
                row["checked"], row["check_result"] = None, None
            if place % 79 == 60 and row["replied"]:
                row["number"], row["issued"] = None, None

    def _numbered(self) -> Iterator[tuple[Row, str, int]]:
        """(row, number of its notice, which one of that notice)."""
        counts: dict[int, int] = {}
        before, within = "", 0
        for row in sorted(self.mends, key=lambda row: (row["issued"], row["number"])):
            within = within + 1 if row["number"] == before else 1
            before = row["number"]
            year = row["issued"].year
            counts[year] = counts.get(year, 0) + (within == 1)
            yield row, self.pattern.replace(YEAR, str(year)).replace(NUMBER, str(counts[year])), within


def _evaluation(place: int, kindergarten: str, year: int, random: Random, keys: Keys) -> Row | None:
    """Four of five have been evaluated in this cycle, some of the rest in the one before."""
    drawn = random.random()
    if drawn > 0.9:
        return None
    back = random.randint(0, 3) if drawn < 0.78 else random.randint(6, 8)
    scores = {f"{name}_score": round(random.uniform(110, 190)) for name, _ in DIMENSIONS}
    states = {f"{name}_state": "good" if scores[f"{name}_score"] >= 120 else "fair" for name, _ in DIMENSIONS}
    bad = place % 53 == 12
    if bad:
        scores["safety_score"], states["safety_state"] = 80, "bad"
    if place % 67 == 33:
        scores["care_score"] = states["care_state"] = None  # type: ignore[assignment]  # a mistake on purpose
    return {
        "uuid": keys(),
        "kindergarten": kindergarten,
        "evaluated": date(year - 1 - back, random.randint(3, 6), random.randint(1, 28)),
        "team": "县督导评估组",
        **scores,
        **states,
        "conclusion": "bad" if bad else "good",
        "problem": "安全卫生管理有漏洞" if bad else None,
        "published": None if bad else date(year - 1 - back, 7, 1),
        "remark": REMARK,
    }
