"""校验: what must be mended and what may be explained, with the way to the cell."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QSplitter, QStackedWidget, QWidget

from ui.pages.rows_table import RowsTable
from ui.shell.contracts import Desk, Page, Tone
from ui.shell.parts import EmptyState, PageHead, button, column, label, row
from ui.theme import SPACE
from ycpe_desktop.faults import Refusal
from ycpe_desktop.policy.checks import check, explain, groups
from ycpe_desktop.policy.findings import Finding, Group
from ycpe_desktop.schoolyear import first_day
from ycpe_desktop.store import Store

MUST, MAY = ("alert-circle-outline", "bad"), ("information-outline", "attention")
EXPLAINED = ("check-circle", "good")


def badge(desk: Desk) -> str:
    """必须改 / all; "" when nothing is found."""
    found = check(desk.store, desk.year)
    must = sum(each.tier == "must" for each in found)
    return f"{must}/{len(found)}" if found else ""


class ChecksPage(Page):
    title = "校验"
    icon = "clipboard-check-outline"
    help_topic = "checks"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.store: Store = desk.store
        self.groups: list[Group] = []
        self.head = PageHead(self.title)
        self.count = label("", "second")
        self.head.add_widget(self.count)
        self.rules = RowsTable(("问题", "条数", "已说明"), (0, 56, 64))
        self.findings = RowsTable(("园所或记录", "情况", "说明"), (230, 0, 170))
        self.told = label("", "second", wrap=True)
        self.text = QLineEdit(placeholderText="用一句话说明原因，说明随上报表交给市里")
        self.mend = button("去修改", self.go, "pencil-outline", "primary")
        self.save = button("保存说明", self.explain, "check")
        self._build()
        self.rules.selectionModel().selectionChanged.connect(self._show_findings)
        self.findings.selectionModel().selectionChanged.connect(self._show_one)
        self.findings.doubleClicked.connect(self.go)
        self.text.returnPressed.connect(self.explain)

    def _build(self) -> None:
        right = QWidget()
        acts = QWidget()
        row(self.text, None, self.save, self.mend, parent=acts).setStretch(0, 9)
        column(self.findings, self.told, acts, parent=right).setStretch(0, 1)
        body = QSplitter(Qt.Orientation.Horizontal)
        body.addWidget(self.rules)
        body.addWidget(right)
        body.setSizes([430, 720])
        body.setChildrenCollapsible(False)
        self.stack = QStackedWidget()
        self.stack.addWidget(body)
        self.stack.addWidget(EmptyState("check-circle", "没有发现问题", "可以到“上报”页审核通过、生成上报文件。"))
        column(self.head, self.stack, parent=self, margin=SPACE[2]).setStretch(1, 1)

    def refresh(self) -> None:
        rule = self.group.rule if self.group else ""
        found = check(self.store, self.desk.year)
        self.groups = groups(found)
        must = sum(each.tier == "must" for each in found)
        self.count.setText(f"截至 {first_day(self.desk.year)} · 必须改 {must} 条 · 可说明 {len(found) - must} 条")
        self.rules.show_rows(
            [(each.title, str(len(each.findings)), str(each.explained or "")) for each in self.groups],
            [MUST if each.tier == "must" else MAY for each in self.groups],
        )
        self.stack.setCurrentIndex(0 if self.groups else 1)
        for place, each in enumerate(self.groups):
            if each.rule == rule:
                self.rules.selectRow(place)
        self._show_findings()

    @property
    def group(self) -> Group | None:
        chosen = self.rules.chosen()
        return self.groups[chosen[0]] if chosen and chosen[0] < len(self.groups) else None

    @property
    def chosen(self) -> list[Finding]:
        return [self.group.findings[place] for place in self.findings.chosen()] if self.group else []

    def show_what(self, *, rule: str = "", **what: Any) -> None:
        for place, each in enumerate(self.groups):
            if each.rule == rule:
                self.rules.selectRow(place)

    def go(self) -> None:
        """To the cell of the chosen finding."""
        if self.chosen:
            first = self.chosen[0]
            self.desk.open_page(first.ledger, uuid=first.uuid, field=first.field)

    def explain(self) -> None:
        """Keep the sentence for all the chosen findings, as one action; a blank takes it back."""
        try:
            explain(self.store, self.desk.year, self.chosen, self.text.text().strip())
        except Refusal as refusal:
            self.desk.notices.tell(Tone.ATTENTION, str(refusal))
            return
        self.desk.saved(self)
        self.refresh()

    def _show_findings(self) -> None:
        group = self.group
        findings = group.findings if group else ()
        self.findings.show_rows(
            [(each.name, each.sentence, each.explanation) for each in findings],
            [EXPLAINED if each.explanation else MUST if each.tier == "must" else MAY for each in findings],
        )
        may = bool(group and group.tier == "explain")
        self.text.setVisible(may)
        self.save.setVisible(may)
        self._show_one()

    def _show_one(self) -> None:
        first = self.chosen[0] if self.chosen else None
        self.mend.setEnabled(first is not None)
        self.told.setText(f"{first.sentence}。依据：{first.clause or '—'}" if first else "")
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        if first and not self.text.hasFocus():
            self.text.setText(first.explanation)
