"""本月督导 in lines: how each kindergarten stands in the month, and what the list can be narrowed to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ui.pages.checklist.bars import share_text, short_name
from ui.pages.grouped_list import Line, Lines
from ycpe_desktop.policy.evaluations import Cycle, Evaluated, cycle
from ycpe_desktop.policy.flows import last_of
from ycpe_desktop.policy.recorded_visits import Recorded, drafts, recorded
from ycpe_desktop.policy.visits import Done, MonthPlan, Round, Stop, month_plan
from ycpe_desktop.store import Store

STATES = {
    "todo": ("未督导", "clock-outline", "second"),
    "unchecked": ("无法检查", "alert-outline", "attention"),
    "draft": ("草稿", "pencil-outline", "attention"),
    "done": ("已督导", "check-circle", "good"),
}
HEADINGS = ("园所", "乡镇", "上次督导", "相隔", "未办结", "本月")


@dataclass(frozen=True)
class MonthRead:
    """All that the tab shows of a month. ``day``: the day that it is told of, today or the month's last."""

    plan: MonthPlan
    visits: Mapping[str, Sequence[Recorded]]
    drafts: Sequence[Recorded]
    """Of any month, the newest first."""
    cycle: Cycle
    day: date

    @property
    def unevaluated(self) -> Mapping[str, Evaluated]:
        return {each.garden.uuid: each for each in self.cycle.due}

    def state(self, stop: Stop) -> str:
        if stop.visited:
            return "done"
        if stop.drafts:
            return "draft"
        return "unchecked" if self.visits.get(stop.garden.uuid) else "todo"

    def of_month(self, stop: Stop) -> Sequence[Recorded]:
        """The visits of the month, the newest first."""
        return self.visits.get(stop.garden.uuid, ())[::-1]

    def round_of(self, kindergarten: str) -> Round | None:
        return next(
            (each for each in self.plan.rounds if any(stop.garden.uuid == kindergarten for stop in each.stops)), None
        )

    def next_of(self, kindergarten: str) -> Stop | None:
        """What is still to be visited on the same round, the most neglected first."""
        round_ = self.round_of(kindergarten)
        return next((stop for stop in round_.stops if self.state(stop) == "todo"), None) if round_ else None


def read_month(store: Store, month: date) -> MonthRead:
    plan = month_plan(store, month)
    day = min(store.today, last_of(plan.month))
    return MonthRead(plan, recorded(store, plan.month), drafts(store), cycle(store, day), day)


Holds = Callable[[MonthRead, Stop], bool]
FILTERS: Mapping[str, tuple[str, Holds]] = {
    "": ("全部", lambda read, stop: True),
    "left": ("没完成", lambda read, stop: read.state(stop) != "done"),
    "unchecked": ("无法检查", lambda read, stop: read.state(stop) == "unchecked"),
    "draft": ("草稿", lambda read, stop: bool(stop.drafts)),
    "open": ("有未办结", lambda read, stop: bool(stop.problems)),
    "unevaluated": ("本周期未评估", lambda read, stop: stop.garden.uuid in read.unevaluated),
}


def lines_of(read: MonthRead, round_: Round, stops: Sequence[Stop]) -> Lines:
    told = f"{round_.name}　应督导 {round_.done.due} 所 · 已督导 {round_.done.visited} · {share(round_.done)}"
    return Lines(told, [_line(read, stop) for stop in stops])


def share(done: Done) -> str:
    return share_text(done.visited, done.due)


def _line(read: MonthRead, stop: Stop) -> Line:
    state = read.state(stop)
    word, icon, token = STATES[state]
    latest = next((each for each in read.of_month(stop) if each.state == state), None)
    texts = (
        short_name(stop.garden.name, ""),
        stop.garden.township_name,
        stop.last_shown,
        "" if stop.visited or not stop.last else f"{(read.day - stop.last).days} 天",
        f"{len(stop.problems)} 个" if stop.problems else "",
        f"{word} {latest.visited:%m-%d}" if latest else word,
    )
    return Line(stop.garden.uuid, texts, (icon, token), tip=stop.garden.name, tinted=False)


def told_of(read: MonthRead, stop: Stop) -> str:
    """What the clerk should know of a kindergarten before it is visited."""
    told = [f"上次督导 {stop.last}" if stop.last else stop.last_shown]
    if stop.problems:
        first, more = stop.problems[0], len(stop.problems) - 1
        notice = f"（{first.mend.state_shown}）" if first.mend else ""
        told.append(f"未办结：{first.problem}{notice}" + (f"等 {more + 1} 个" if more else ""))
    if evaluated := read.unevaluated.get(stop.garden.uuid):
        told.append(f"上次办园行为评估 {evaluated.last}" if evaluated.last else "还没有办园行为评估")
    return f"{short_name(stop.garden.name, '')}：{'；'.join(told)}"
