"""The history of a record, or of one of its fields: when, in which action, from what to what."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ui.shell.parts import button, label, row
from ycpe_desktop.fields import Field
from ycpe_desktop.ledgers import Ledger, fact_title, fields_of
from ycpe_desktop.ledgers.base import dated_of
from ycpe_desktop.store import Store
from ycpe_desktop.store.history import Trace, traces
from ycpe_desktop.store.recorded import load
from ycpe_desktop.store.tables import METADATA

OPERATIONS = {"insert": "新增", "update": "修改", "delete": "删除"}
SIDE_TABLES = {"attachment": "附件", "raw_value": "导入原值", "explanation": "说明"}
PERIOD = {"since": "起", "until": "止", "value": "值", "basis": "依据"}
HIDDEN = {"ledger", "owner", "digest", "size", "uuid", "field", "added"}


class FormHistory(QWidget):
    def __init__(self, store: Store, ledger: type[Ledger], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._ledger = store, ledger
        self._uuid, self._field = "", ""
        self.about = label("", "second")
        self.whole = button("看整条记录的", lambda: self.show_record(self._uuid), role="link")
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setWordWrap(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setFrameShape(QTreeWidget.Shape.NoFrame)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 0)
        box.addLayout(row(self.about, self.whole, None))
        box.addWidget(self.tree)

    def show_record(self, uuid: str, field: str = "") -> None:
        """All that happened to a record; ``field`` narrows it to one."""
        self._uuid, self._field = uuid, field
        with self._store.reading() as connection:
            found = traces(connection, uuid, field) if uuid else []
        title = next((each.label for each in fields_of(self._ledger) if each.name == field), "")
        self.about.setText(f"“{title}”这一格的历史" if field else f"{len({trace.action for trace in found})} 次改动")
        self.whole.setVisible(bool(field))
        self.tree.clear()
        heads: dict[int, QTreeWidgetItem] = {}
        for trace in found:
            if trace.action not in heads:
                heads[trace.action] = QTreeWidgetItem(self.tree, [f"{_when(trace.at)}　{trace.label}"])
            for line in self.lines(trace):
                QTreeWidgetItem(heads[trace.action], [line])
        self.tree.expandAll()
        if not found:
            QTreeWidgetItem(self.tree, ["还没有改动"])

    def lines(self, trace: Trace) -> list[str]:
        """园长：（空）→ 张三."""
        if trace.ledger in SIDE_TABLES:
            told = "、".join(
                str(pair[1] or pair[0]) for name, pair in trace.fields.items() if name in {"name", "value", "text"}
            )
            return [f"{OPERATIONS[trace.operation]}{SIDE_TABLES[trace.ledger]}：{told}"]
        fact = next((fact for fact in dated_of(self._ledger) if fact.table.name == trace.ledger), None)
        if fact is not None:
            parts = [
                f"{PERIOD[name]} {self._change(trace, name, fact.field if name == 'value' else None)}"
                for name in trace.fields
                if name in PERIOD
            ]
            return [f"{fact_title(fact)}（{OPERATIONS[trace.operation]}）：{'，'.join(parts)}"]
        known: Mapping[str, Field] = {each.name: each for each in fields_of(self._ledger)}
        wanted = [name for name in trace.fields if name in known and (not self._field or name == self._field)]
        return [f"{known[name].label}：{self._change(trace, name, known[name])}" for name in wanted]

    def _change(self, trace: Trace, name: str, told: Field | None) -> str:
        before, after = (self._shown(trace.ledger, name, kept, told) for kept in trace.fields[name])
        return after if trace.operation == "insert" else f"{before} → {after}"

    def _shown(self, table: str, name: str, kept: Any, told: Field | None) -> str:
        if kept is None:
            return "（空）"
        value = load(METADATA.tables[table], name, kept)
        return str(value) if told is None else told.kind.show(value, self._store.names)


def _when(at: str) -> str:
    return at.replace("T", " ")[:16]
