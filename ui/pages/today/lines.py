"""A column of the page as lines: each matter, and below one for many, when it is opened, what it is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ycpe_desktop.policy.clauses import brief
from ycpe_desktop.policy.due import Matter
from ycpe_desktop.policy.due_kind import Due, Member, When

WEEKDAYS = "一二三四五六日"
UNITS = {"kindergarten": "所", "teacher": "人", "research_area": "个片区"}
"""What the members of a line are counted in; anything else is counted as 条."""
TOO_SHORT = "幼儿园"
"""What must not be left over of a name whose county is left out."""


@dataclass(frozen=True)
class Line:
    """``dues``: all that it stands for, ``due`` the most urgent of them. ``what``: "" below a matter; ``parts``: how
    many stand below it, ``count`` says so ("33 条")."""

    dues: tuple[Due, ...]
    what: str
    whom: str
    told: str
    when: str
    parts: int = 0
    count: str = ""
    member: Member | None = None

    @property
    def due(self) -> Due:
        return self.dues[0]

    @property
    def key(self) -> tuple[str, str, str]:
        return self.due.source, self.what, "" if self.what else self.whom

    @property
    def text(self) -> str:
        """All that the line says, for those who do not see it."""
        return "，".join(filter(None, (self.what, self.whom, self.count, self.when)))

    def ground(self, longest: int = 400) -> str:
        """依据 with its wording, so many characters of it at most; "" for what no document asks."""
        return f"依据：{brief(self.due.clause, longest) or self.due.clause}" if self.due.clause else ""

    @property
    def tip(self) -> str:
        named = f"{self.what}：{self.whom}" if self.what else self.whom
        return "\n".join(filter(None, (named, self.told, self.ground())))


def head_of(matter: Matter, day: date, county: str) -> Line:
    due, parts, count = matter.first, len(_members(matter)), ""
    if len(matter.dues) > 1:
        parts, count = len(matter.dues), f"{len(matter.dues)} 条"
    elif parts:
        count = f"{parts} {UNITS.get(due.of, '条')}"
    whom = short(matter.whom, county)
    return Line(matter.dues, due.what, whom, _why(matter), when_told(due.by, day), parts, count)


def parts_of(matter: Matter, day: date, county: str) -> list[Line]:
    """What stands below a matter for many."""
    if len(matter.dues) > 1:
        return [Line((one,), "", short(one.whom, county), one.why, when_told(one.by, day)) for one in matter.dues]
    due = matter.first
    return [Line((due,), "", short(member[1], county), due.why, "", member=member) for member in _members(matter)]


def when_told(by: date, day: date) -> str:
    """逾期 3 天, 今天, 明天, 周五 11-27, 11-30, 2027-01-05."""
    if by < day:
        return f"逾期 {(day - by).days:,} 天"
    if by <= day + timedelta(days=1):
        return "今天" if by == day else "明天"
    if by <= day + timedelta(days=6 - day.weekday()):
        return f"周{WEEKDAYS[by.weekday()]} {by:%m-%d}"
    return f"{by:%m-%d}" if by.year == day.year else by.isoformat()


def short(text: str, county: str) -> str:
    """Names without their county, which all have in common; the whole one is in the tooltip's record."""
    return "、".join(
        name.removeprefix(county) if not name.removeprefix(county).startswith(TOO_SHORT) else name
        for name in text.split("、")
    )


def holds(matter: Matter, wanted: str) -> bool:
    """Whether it says what was typed into the search."""
    told = (matter.first.what, *(each.whom for each in matter.dues), *(name for _, name in _members(matter)))
    return any(wanted in each for each in told)


def _why(matter: Matter) -> str:
    return matter.first.why if len(matter.dues) == 1 else f"最早的一条：{matter.first.why}"


def _members(matter: Matter) -> Sequence[Member]:
    """Of a line for many; one alone is the line itself."""
    members = matter.first.members
    return members if len(matter.dues) == 1 and len(members) > 1 else ()


TONES: dict[When, tuple[str, str]] = {
    "overdue": ("alert-circle-outline", "bad"),
    "week": ("clock-outline", "attention"),
    "month": ("calendar-month-outline", "second"),
    "later": ("calendar-month-outline", "second"),
}
"""Icon and colour of a column; its word stands beside them."""
