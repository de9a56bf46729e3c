"""What is changed from the board and the plaques of 责任督学: each change is one action, saved at once."""

from collections.abc import Callable
from datetime import date

from ui.shell.contracts import Desk, Tone
from ycpe_desktop.faults import Refusal
from ycpe_desktop.policy import supervision_acts, town_points
from ycpe_desktop.policy.supervision import Board
from ycpe_desktop.store import Store

Shown = tuple[date, Board | None]


class Acts:
    """``shown``: the day from which changes count, and the board of it; ``done`` is called after an action."""

    def __init__(self, desk: Desk, store: Store, shown: Callable[[], Shown], done: Callable[[str], object]) -> None:
        self._desk, self._store, self._shown, self._done = desk, store, shown, done

    def assign(self, kindergartens: list[str], supervisor: str) -> None:
        day, _ = self._shown()
        if not self.do(lambda: supervision_acts.assign(self._store, kindergartens, supervisor, day)):
            return
        _, board = self._shown()
        load = board.load_of(supervisor) if board else None
        if load and (trouble := load.term_trouble(day)):
            self._desk.notices.tell(Tone.ATTENTION, f"{load.name}{trouble}，已分配的园所请尽快续聘或改派。")

    def end(self, kindergartens: list[str]) -> None:
        day, _ = self._shown()
        self.do(lambda: supervision_acts.end(self._store, kindergartens, day))

    def lock(self, duties: list[str], locked: bool) -> None:
        self.do(lambda: supervision_acts.lock(self._store, duties, locked))

    def mark(self, duties: list[str], what: supervision_acts.Plaque, day: date | None) -> None:
        if not duties:
            self._desk.notices.tell(Tone.INFO, "选中的园所还没有责任督学，没有可标记的公示牌。")
        elif label := self.do(lambda: supervision_acts.mark_plaques(self._store, duties, what, day)):
            self._desk.notices.tell(Tone.GOOD, label)

    def set_point(self, township: str, what: town_points.Point | str | None) -> None:
        """``what``: the point, how it was typed, or None for the one that is known otherwise. The map shows it."""

        def act() -> str:
            point = town_points.read_point(what) if isinstance(what, str) else what
            return town_points.set_point(self._store, township, point)

        self.do(act)

    def do(self, act: Callable[[], str]) -> str:
        """Do one action and show what came of it; "" where it was refused or changed nothing."""
        try:
            label = act()
        except Refusal as refusal:
            self._desk.notices.tell(Tone.ATTENTION, str(refusal))
            return ""
        self._done(label)
        return label
