"""操作记录: every action, what it changed, and taking one of them back."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QSplitter, QWidget
from sqlalchemy import select

from ui.pages.rows_table import RowsTable
from ui.shell.contracts import Desk, Page, Tone
from ui.shell.parts import PageHead, button, column, row
from ui.theme import SPACE
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import fact_of, field_of, ledger_named
from ycpe_desktop.store import Store, history
from ycpe_desktop.store.recorded import load
from ycpe_desktop.store.tables import METADATA, OWNER_LEDGER, change

STEPS_SHOWN = 2_000
CHANGES_SHOWN = 2_000
OPERATIONS = {"insert": "新增", "update": "修改", "delete": "删除"}
PERIOD_FIELDS = {"since": "自", "until": "至", "basis": "依据"}


class HistoryPage(Page):
    title = "操作记录"
    icon = "history"
    help_topic = "history"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.store: Store = desk.store
        self.steps: list[history.Step] = []
        self.head = PageHead(self.title)
        self.search = QLineEdit(placeholderText="查找操作")
        self.search.setClearButtonEnabled(True)
        self.table = RowsTable(("时间", "做了什么", "改动", "情况"), (150, 0, 60, 70))
        self.details = RowsTable(("记录", "项目", "原来", "改为"), (170, 110, 130, 0))
        self.take_back = button("撤销这一步", self.undo, "undo-variant", "primary")
        left, right, foot = QWidget(), QWidget(), QWidget()
        column(self.search, self.table, parent=left).setStretch(1, 1)
        row(None, self.take_back, parent=foot)
        column(self.details, foot, parent=right).setStretch(0, 1)
        body = QSplitter(Qt.Orientation.Horizontal)
        body.addWidget(left)
        body.addWidget(right)
        body.setSizes([600, 560])
        body.setChildrenCollapsible(False)
        column(self.head, body, parent=self, margin=SPACE[2]).setStretch(1, 1)
        self.search.textChanged.connect(self.refresh)
        self.table.selectionModel().selectionChanged.connect(self._show_details)

    def refresh(self) -> None:
        wanted = self.search.text().strip()
        with self.store.reading() as connection:
            every = history.steps(connection, STEPS_SHOWN)
        self.steps = [one for one in every if wanted in one.label or wanted in one.source]
        self.table.show_rows([
            (one.at.replace("T", " "), one.label, f"{one.changes:,}" if one.changes else "", _state(one))
            for one in self.steps
        ])
        self._show_details()

    def find_text(self, text: str) -> bool:
        self.search.setText(text)
        return True

    def show_what(self, *, step: int = 0, **what: Any) -> None:
        for place, one in enumerate(self.steps):
            if one.id == step:
                self.table.selectRow(place)

    @property
    def chosen(self) -> history.Step | None:
        places = self.table.chosen()
        return self.steps[places[0]] if places and places[0] < len(self.steps) else None

    def undo(self) -> None:
        """That step only; what changed since stays and is named."""
        if self.chosen is None:
            return
        try:
            done = self.store.undo(self.chosen.id)
        except Refusal as refusal:
            self.desk.notices.tell(Tone.ATTENTION, str(refusal))
            return
        self.desk.saved(self)
        self.refresh()
        if done.stayed:
            self.desk.notices.tell(Tone.ATTENTION, f"已撤销：{done.label}。这些保持不变：{'；'.join(done.stayed[:5])}")
        else:
            self.desk.notices.tell(Tone.GOOD, f"已撤销：{done.label}")

    def _show_details(self) -> None:
        one = self.chosen
        self.take_back.setEnabled(one is not None and not one.undone and one.kind != "demo")
        self.details.show_rows(list(self._lines(one.id)) if one else [])

    def _lines(self, step: int) -> Iterator[tuple[str, str, str, str]]:
        wanted = select(change).where(change.c.action == step).order_by(change.c.id).limit(CHANGES_SHOWN)
        with self.store.reading() as connection:
            rows = [dict(found) for found in connection.execute(wanted).mappings()]
        for found in rows:
            yield from self._of_change(found)

    def _of_change(self, found: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
        ledger = OWNER_LEDGER.get(found["ledger"])
        record = self._named(ledger, found["owner"]) if ledger else ""
        if ledger is None:
            yield (OTHER.get(found["ledger"], found["ledger"]), OPERATIONS[found["operation"]], "", "")
            return
        for name, (before, after) in found["fields"].items():
            if name not in ("uuid", "owner"):
                yield (record, *self._shown(found["ledger"], ledger, name, before, after))

    def _named(self, ledger: str, owner: str) -> str:
        told = ledger_named(ledger)
        name = self.store.names.name(ledger, owner) if told and "name" in told.__table__.c else owner
        return f"（已删除）{told.TITLE if told else ''}" if name == owner else name

    def _shown(self, table: str, ledger: str, name: str, before: Any, after: Any) -> tuple[str, str, str]:
        of = ledger_named(ledger)
        assert of is not None
        if table != ledger:  # a period of a dated fact
            fact = fact_of(of, table.removeprefix(f"{ledger}_"))
            assert fact is not None
            if name != "value":
                return f"{fact.field.label}{PERIOD_FIELDS[name]}", str(before or ""), str(after or "")
            field = fact.field
        else:
            field = field_of(of, name)
        values = [load(METADATA.tables[table], name, kept) for kept in (before, after)]
        first, second = ["" if value is None else field.kind.show(value, self.store.names) for value in values]
        return field.label, first, second


OTHER = {
    "setting": "设置",
    "attachment": "附件",
    "raw_value": "导入原值",
    "explanation": "校验说明",
    "year_state": "审核",
    "ledger_state": "台账状态",
    "place": "乡镇",
}


def _state(one: history.Step) -> str:
    return "已撤销" if one.undone else {"undo": "撤销", "redo": "重做", "import": "导入"}.get(one.kind, "")
