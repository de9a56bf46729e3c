"""体检: a look at the whole data folder, in words."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.pages.rows_table import RowsTable
from ui.shell.contracts import Desk
from ui.shell.parts import EmptyState, button, column, label, row
from ui.theme import SPACE
from ycpe_desktop.store import Store
from ycpe_desktop.store.doctor import Report, examine

GOOD, BAD = ("check-circle", "good"), ("alert-circle-outline", "bad")
VERSIONS = {"program": "程序版本", "schema": "数据版本", "sqlite": "SQLite", "python": "Python"}


class DoctorPart(QWidget):
    def __init__(self, desk: Desk, store: Store) -> None:
        super().__init__()
        self._desk, self._store = desk, store
        self.report: Report | None = None
        self.look = button("开始体检", self.examine, "clipboard-check-outline")
        self.told = label("", "second", wrap=True)
        self.table = RowsTable(("项目", "结果"), (150, 0))
        empty = EmptyState(
            "clipboard-check-outline", "检查数据是否完整", "逐项检查数据、附件和备份，只看不改，几秒钟就好。"
        )
        self.stack = QStackedWidget()
        for widget in (empty, self.table):
            self.stack.addWidget(widget)
        head = QWidget()
        row(self.look, self.told, parent=head).setStretch(1, 1)
        column(head, self.stack, parent=self).setContentsMargins(0, SPACE[2], 0, 0)

    def examine(self) -> None:
        self.look.setEnabled(False)
        folder = self._store.folder
        self._desk.background.run("正在体检", lambda progress: examine(folder), self._show, self._failed)

    def _show(self, report: Report) -> None:
        self.report = report
        self.look.setEnabled(True)
        self.told.setText(
            "一切正常。" if report.good else "有不正常的地方，请先做一次备份，再把下面的结果告诉维护人员。"
        )
        rows = [(each.title, each.told) for each in report.findings]
        tones = [GOOD if each.good else BAD for each in report.findings]
        rows += [(title, f"{count:,} 条") for title, count in report.counts.items()]
        rows += [(VERSIONS.get(name, name), version) for name, version in report.versions.items()]
        self.table.show_rows(rows, [*tones, *[None] * (len(rows) - len(tones))])
        self.stack.setCurrentWidget(self.table)

    def _failed(self, _: Exception) -> None:
        self.look.setEnabled(True)
