"""The page 校验: rules at the left, the records of the chosen one at the right."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSplitter, QStackedWidget, QWidget

from ui.ledger.desk_store import store_of
from ui.pages.checks.checked import checked_of
from ui.pages.grouped_list import GroupedList, Line, Lines
from ui.pages.rows_table import RowsTable
from ui.shell.contracts import Desk, Page, Tone
from ui.shell.parts import SEARCH_WIDTH, EmptyState, PageHead, button, column, label, row, search_line
from ui.theme import SPACE
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import ledger_named
from ycpe_desktop.policy.checks import LONGEST_EXPLANATION, explain, groups
from ycpe_desktop.policy.clauses import brief
from ycpe_desktop.policy.findings import TIERS, Finding, Group, Tier, counted
from ycpe_desktop.schoolyear import first_day

MUST, MAY = ("alert-circle-outline", "bad"), ("information-outline", "attention")
EXPLAINED = ("check-circle", "good")
EXPLANATION, GO = 2, 3
"""Columns of the findings."""
LEAST_RULES = 276
WIDE_ENOUGH, NAMES = 1000, (180, 260)
"""Pixels of the page, and those of the names in a narrower and a wider one."""


class ChecksPage(Page):
    title = "校验"
    icon = "clipboard-check-outline"
    help_topic = "checks"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.store = store_of(desk)
        self.checked = checked_of(desk)
        self.groups: list[Group] = []
        self._wanted = ""  # a rule to be shown when it has been checked
        self._cut: dict[str, str] = {}  # of rules that not all of what they find is told
        self._ledger = ""  # only findings of that ledger are shown
        self.head = PageHead(self.title)
        self.only = self.head.add("", self.show_all, "close")
        self.only.hide()
        self.search = search_line("查找园所或问题", SEARCH_WIDTH)
        self.rules = GroupedList((0, 84, 48), numbers=(1, 2), spare=(1,))
        self.findings = RowsTable(("园所或记录", "情况", "说明", ""), (NAMES[0], 0, 0, 64), spare=(GO,), links=(GO,))
        self.rule, self.clause, self.cut = label(""), label("", "second", wrap=True), label("", "attention", wrap=True)
        self.told = label("", "second", wrap=True)
        self.text = QLineEdit(placeholderText="用一句话说明原因，说明随上报表交给市里", maxLength=LONGEST_EXPLANATION)
        self.mend = button("去修改", self.go, "pencil-outline", "primary")
        self.mend_all = button("", self.go_to_all, "table-edit")
        self.save = button("保存说明", self.explain, "check")
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        self.head.add_widget(self.search)
        right, about, top, acts = QWidget(), QWidget(), QWidget(), QWidget()
        column(self.rule, self.cut, self.clause, space=SPACE[1], parent=about)
        row(about, self.mend_all, self.mend, parent=top).setStretch(0, 1)
        row(self.text, self.save, parent=acts).setStretch(0, 1)
        column(top, self.findings, self.told, acts, parent=right).setStretch(1, 1)
        body = QSplitter(Qt.Orientation.Horizontal)
        body.addWidget(self.rules)
        body.addWidget(right)
        body.setSizes([400, 750])
        body.setHandleWidth(SPACE[2])
        body.setChildrenCollapsible(False)
        self.rules.setMinimumWidth(LEAST_RULES)
        self.body = body
        self.fine = EmptyState("check-circle", "没有发现问题", "可以到“上报”页审核通过、生成上报文件。")
        self.fine.add("去上报", lambda: self.desk.open_page("reporting"), "send-outline")
        self.waiting = EmptyState("clipboard-check-outline", "正在校验…")
        self.waiting.add("停止校验", self.checked.cancel, "close", "")
        self.halted = EmptyState("clipboard-check-outline", "校验已停止", "还没有校验完，数据没有变。")
        self.halted.add("重新校验", self.again, "refresh")
        self.stack = QStackedWidget()
        for widget in (self.waiting, body, self.fine, self.halted):
            self.stack.addWidget(widget)
        column(self.head, self.stack, parent=self).setStretch(1, 1)

    def _wire(self) -> None:
        self.checked.ready.connect(self._show)
        self.checked.told.connect(self._tell)
        self.checked.stopped.connect(self._stopped)
        self.search.textChanged.connect(self._show)
        self.rules.chosen.connect(self._show_findings)
        self.findings.selectionModel().selectionChanged.connect(self._show_one)
        self.findings.doubleClicked.connect(self._open_cell)
        self.findings.link_asked.connect(self._go_to)
        self.findings.rows.typed.connect(self._typed)
        self.text.returnPressed.connect(self.explain)

    # -- what the window asks --

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.findings.setColumnWidth(0, NAMES[self.width() >= WIDE_ENOUGH])

    @property
    def busy(self) -> bool:
        return self.checked.busy

    def refresh(self) -> None:
        if self.checked.want():
            self._show()

    def show_what(self, *, rule: str = "", ledger: str = "", **what: Any) -> None:
        """``rule``: go to that one; ``ledger``: only what concerns it."""
        self._ledger, self._wanted = ledger, rule
        self.search.clear()
        self.refresh()

    def show_all(self) -> None:
        self._ledger = ""
        self._show()

    def find_text(self, text: str) -> bool:
        self.search.setText(text)
        return True

    def activated(self) -> None:
        self.rules.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what the clerk does --

    @property
    def group(self) -> Group | None:
        return next((each for each in self.groups if each.rule == self.rules.key), None)

    @property
    def chosen(self) -> list[Finding]:
        group = self.group
        return (
            [group.findings[place] for place in self.findings.chosen() if place < len(group.findings)] if group else []
        )

    def go(self) -> None:
        """To the cell of the first chosen finding."""
        if self.chosen:
            self._go(self.chosen[0])

    def go_to_all(self) -> None:
        """All the records that have the chosen one's fault in the same column, to be filled in as in Excel."""
        if self.chosen:
            first = self.chosen[0]
            self.desk.open_page(first.ledger, uuid=first.uuid, field=first.field, only=self._alike(first))

    def again(self) -> None:
        self.stack.setCurrentWidget(self.waiting)
        self.refresh()

    def explain(self) -> None:
        """Keep the sentence for all the chosen findings, as one action; a blank takes it back."""
        self._explain(self.chosen, self.text.text())

    # -- inside --

    def _go(self, finding: Finding) -> None:
        self.desk.open_page(finding.ledger, uuid=finding.uuid, field=finding.field)

    def _alike(self, finding: Finding) -> tuple[str, ...]:
        found = self.group.findings if self.group else ()
        here = (finding.ledger, finding.field)
        return tuple(dict.fromkeys(each.uuid for each in found if (each.ledger, each.field) == here))

    def _go_to(self, place: int) -> None:
        if self.group:
            self._go(self.group.findings[place])

    def _open_cell(self, index: QModelIndex) -> None:
        if index.column() == self.findings.rows.editable:
            self.findings.edit(index)
        elif index.column() != GO:  # the first of its two clicks has gone there already
            self._go_to(index.row())

    def _typed(self, place: int, text: str) -> None:
        if self.group:
            self._explain([self.group.findings[place]], text)

    def _explain(self, found: Sequence[Finding], text: str) -> None:
        if not found:
            return
        try:
            explain(self.store, self.desk.year, found, text)
        except Refusal as refusal:
            self.desk.notices.tell(Tone.ATTENTION, str(refusal))
            return
        self.desk.saved(self)
        self.refresh()

    def _tell(self, what: str, done: int, steps: int) -> None:
        self.waiting.text.setText(f"{what}（{done + 1}/{steps}）")

    def _stopped(self) -> None:
        """What was found before stays; a first checking that was stopped says so."""
        if self.stack.currentWidget() is self.waiting:
            self.stack.setCurrentWidget(self.halted)

    def _show(self) -> None:
        found = self.checked.findings
        must, every = counted(each for each in found if each.tier == "must"), counted(found)
        explained = sum(bool(each.explanation) for each in found)
        may = f"可说明 {every - must:,} 条" + (f"（已说明 {explained:,}）" if explained else "")
        self.head.note.setText(f"截至 {first_day(self.desk.year).isoformat()} · 必须改 {must:,} 条 · {may}")
        self._cut = {group.rule: group.cut for group in groups(found)}
        self.groups = groups(self._narrowed(found))
        ledger = ledger_named(self._ledger)
        self.only.setVisible(ledger is not None)
        self.only.setText(f"只看{ledger.TITLE}" if ledger else "")
        self.rules.show_groups([lines for tier in TIERS if (lines := self._lines(tier)).lines])
        self.stack.setCurrentWidget(self.body if found else self.fine)
        if self._wanted:
            self.rules.choose(self._wanted)
            self._wanted = ""
        self._show_findings()

    def _narrowed(self, found: Sequence[Finding]) -> list[Finding]:
        """Those that are wanted; what is typed is sought among what is told, and only that is counted then."""
        typed = bool(self.search.text().strip())
        return [replace(each, more=0) if typed and each.more else each for each in found if self._is_wanted(each)]

    def _is_wanted(self, each: Finding) -> bool:
        typed = self.search.text().strip()
        return self._ledger in ("", each.ledger) and (typed in each.name or typed in each.sentence)

    def _lines(self, tier: Tier) -> Lines:
        these = [each for each in self.groups if each.tier == tier]
        count = sum(each.count for each in these)
        return Lines(f"{TIERS[tier]}　{count:,} 条", [_line(each) for each in these])

    def _show_findings(self) -> None:
        group = self.group
        findings = group.findings if group else ()
        may = bool(group and group.tier == "explain")
        self.findings.rows.editable = EXPLANATION if may else None
        self.findings.setColumnHidden(EXPLANATION, not may)
        self.findings.show_rows(
            [(each.name, each.sentence, each.explanation, "去修改") for each in findings],
            [EXPLAINED if each.explanation else MAY if may else MUST for each in findings],
        )
        self.rule.setText(f"{group.title}（{group.count:,} 条）" if group else "没有找到")
        cut = self._cut.get(group.rule, "") if group else ""
        self.cut.setText(f"{cut}，改正后再列其余的。" if cut else "")
        self.cut.setVisible(bool(cut))
        self.text.setVisible(may)
        self.save.setVisible(may)
        self._show_one()

    def _show_one(self) -> None:
        chosen = self.chosen
        self.mend.setEnabled(bool(chosen))
        alike = len(self._alike(chosen[0])) if chosen and chosen[0].field else 0
        self.mend_all.setVisible(alike > 1)
        self.mend_all.setText(f"一起改这 {alike:,} 条")
        self.mend_all.setToolTip("只列出这一项有同样问题的，停在那一列：可以整列粘贴、向下填充")
        self.save.setText(f"给选中的 {len(chosen)} 条保存说明" if len(chosen) > 1 else "保存说明")
        self.told.setText(f"{chosen[0].name}：{chosen[0].sentence}" if chosen else "")
        self.clause.setText(f"依据：{chosen[0].clause}" if chosen and chosen[0].clause else "")
        self.clause.setToolTip(brief(chosen[0].clause) if chosen else "")
        if chosen and not self.text.hasFocus():
            self.text.setText(chosen[0].explanation)


def _line(group: Group) -> Line:
    explained = f"{group.explained:,} 已说明" if group.explained else ""
    done = group.tier == "explain" and group.explained == len(group.findings)
    tone = EXPLAINED if done else MUST if group.tier == "must" else MAY
    return Line(group.rule, (group.title, explained, f"{group.count:,}"), tone, group.title, tinted=False)
