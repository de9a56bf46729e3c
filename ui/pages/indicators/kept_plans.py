"""方案 of 达标测算: what was reckoned is kept by name, opened again, dropped. Each is one step that can be undone."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from ui.icons import icon
from ui.shell.contracts import Desk, Tone
from ui.shell.parts import button
from ycpe_desktop.faults import Refusal
from ycpe_desktop.policy.what_if_plans import Plan, drop_plan, keep_plan, kept_plans
from ycpe_desktop.store import Store


class KeptPlans(QObject):
    """The button of the kept ones. ``name``: of the one that is shown; ``shown`` gives what would be kept."""

    opened = Signal(str, object)  # name, Plan

    def __init__(self, desk: Desk, store: Store, shown: Callable[[], Plan | None]) -> None:
        super().__init__()
        self._desk, self._store, self._shown = desk, store, shown
        self.name = ""
        self.button = button("方案 ▼", self.show_menu, "content-save-outline")

    def show_menu(self) -> None:
        self.menu().popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def menu(self) -> QMenu:
        """Open a kept one, keep this one, drop the one that is shown."""
        menu = QMenu(self.button)
        for name, plan in kept_plans(self._store).items():
            menu.addAction(icon("chart-line"), f"打开：{name}", partial(self.opened.emit, name, plan))
        menu.addSeparator()
        menu.addAction(icon("content-save-outline"), "保存方案…", self.keep)
        if self.name:
            menu.addAction(icon("delete-outline"), f"删除：{self.name}", self.drop)
        return menu

    def keep(self) -> None:
        plan = self._shown()
        name = self._desk.speaker.ask_text("方案名称", self.name) if plan is not None else None
        if plan is None or name is None:
            return
        try:
            if name in kept_plans(self._store) and name != self.name and not self._may_replace(name):
                return
            self.name = keep_plan(self._store, name, plan)
        except Refusal as refusal:
            self._desk.notices.tell(Tone.BAD, str(refusal))
            return
        self._desk.notices.tell(Tone.GOOD, f"已保存方案“{self.name}”，在“方案”里可以再打开。")
        self._desk.saved()

    def drop(self) -> None:
        try:
            drop_plan(self._store, self.name)
        except Refusal as refusal:
            self._desk.notices.tell(Tone.BAD, str(refusal))
            return
        self._desk.notices.tell(Tone.GOOD, f"已删除方案“{self.name}”，可以撤销。")
        self.name = ""
        self._desk.saved()

    def _may_replace(self, name: str) -> bool:
        return self._desk.speaker.ask(f"已有方案“{name}”，要替换它吗？", ["替换", "不保存"]) == "替换"
