"""The page 备份与设置: its parts as tabs."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QTabWidget, QWidget

from ui.ledger.desk_store import store_of
from ui.pages.settings.about import AboutPart
from ui.pages.settings.backups import BackupsPart
from ui.pages.settings.choices import ChoicesPart
from ui.pages.settings.doctor import DoctorPart
from ui.pages.settings.targets import TargetsPart
from ui.shell.contracts import Desk, Page
from ui.shell.parts import PageHead, column


class SettingsPage(Page):
    title = "备份与设置"
    icon = "cog-outline"
    help_topic = "settings"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        store = store_of(desk)
        self.backups, self.choices = BackupsPart(desk, store), ChoicesPart(desk, store)
        self.targets, self.doctor, self.about = TargetsPart(desk, store), DoctorPart(desk, store), AboutPart(store)
        self.parts: Mapping[str, tuple[str, QWidget]] = {
            "backups": ("备份与恢复", self.backups),
            "choices": ("设置", self.choices),
            "targets": ("指标目标", self.targets),
            "doctor": ("体检", self.doctor),
            "about": ("关于", self.about),
        }
        self.tabs = QTabWidget()
        for title, widget in self.parts.values():
            self.tabs.addTab(widget, title)
        column(PageHead(self.title), self.tabs, parent=self).setStretch(1, 1)
        self.tabs.currentChanged.connect(self.refresh)

    def refresh(self) -> None:
        shown = self.tabs.currentWidget()
        if isinstance(shown, BackupsPart | ChoicesPart | TargetsPart | AboutPart):
            shown.refresh()

    def show_what(self, *, ask: str = "", part: str = "", **what: Any) -> None:
        """``part`` names a tab, or "visits" of 设置; ``ask``: "backup" and "complete" make one, "restore" goes to the
        list of them."""
        wanted = "backups" if ask else "choices" if part == "visits" else part
        if wanted in self.parts:
            self.tabs.setCurrentWidget(self.parts[wanted][1])
        if part == "visits":
            self.choices.ensureWidgetVisible(self.choices.visits_card)
        if ask == "backup":
            self.backups.make()
        elif ask == "complete":
            self.backups.make_complete()
        elif ask == "restore":
            self.backups.table.setFocus()
