"""The details of one record: a draft that only 保存 writes, as one action; what proves it, and what happened to it."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QTabWidget, QToolButton, QVBoxLayout, QWidget

from ui.icons import icon
from ui.ledger.acting import ACT_ICON, has_acts
from ui.ledger.columns import new_word, record_name
from ui.ledger.dating import ask_since
from ui.ledger.desk_store import left_told
from ui.ledger.form_attachments import FormAttachments
from ui.ledger.form_fields import FormFields
from ui.ledger.form_history import FormHistory
from ui.ledger.form_periods import FormPeriods
from ui.ledger.form_photo import PhotoBox
from ui.ledger.form_raw import RawBox
from ui.ledger.form_rows import FormRows
from ui.shell.contracts import Desk, Tone
from ui.shell.parts import NameLabel, button, label, row
from ui.theme import SPACE
from ycpe_desktop.faults import Refusal
from ycpe_desktop.fields import is_blank
from ycpe_desktop.ledgers import Ledger, rows_of
from ycpe_desktop.ledgers.base import dated_of
from ycpe_desktop.schoolyear import page_day
from ycpe_desktop.store import Record, Store, fetch
from ycpe_desktop.store.beside import RawValue, periods, raw_values
from ycpe_desktop.store.entering import Typed, prepare, write
from ycpe_desktop.store.tables import raw_value

NEW = "new:form"
SAVE, DROP, STAY = "保存", "放弃改动", "回去接着填"


class RecordForm(QFrame):
    saved = Signal()  # an action was committed; ``uuid`` is the record's
    closed = Signal()
    place_asked = Signal(str)  # show this field's cell in the table

    def __init__(self, desk: Desk, store: Store, ledger: type[Ledger], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._store, self._ledger = desk, store, ledger
        self.uuid: str | None = None
        self.new = False
        self._record: Record = {}
        self._adopted: list[str] = []
        self._old = False
        self.setProperty("role", "card")
        self.setMinimumWidth(300)
        self.name = NameLabel("title")
        self.fields = FormFields(store, ledger)
        self.raw = RawBox()
        self.periods = FormPeriods(desk, store, ledger)
        self.attachments = FormAttachments(desk, store, ledger)
        self.photo = PhotoBox(desk, store, ledger) if ledger.PHOTO else None
        self.rows = [FormRows(desk, store, each) for each in rows_of(ledger)]
        self.history = FormHistory(store, ledger)
        self._build()
        self._wire()
        self.show_record(None)

    # -- what is shown --

    def show_record(self, uuid: str | None) -> None:
        """A record of the chosen year, or nothing."""
        self.uuid, self.new, self._adopted = uuid, False, []
        self._read()

    def begin_new(self) -> None:
        """An empty draft; it becomes a record when it is saved."""
        self.uuid, self.new, self._adopted = None, True, []
        self._read()
        self.tabs.setCurrentWidget(self.fields_tab)
        self.fields.go_to(next(name for name, box in self.fields.boxes.items() if not box.column.derived))

    def fill(self, known: Mapping[str, Any]) -> None:
        """Put these keys into the draft, as if they had been chosen."""
        for name, key in known.items():
            self.fields.boxes[name].choose(key)

    def refresh(self) -> None:
        """Read the record anew, unless a draft of it is not finished; while hidden, when it is shown again."""
        self._old = not self.isVisible()
        if not self._old and not self.dirty():
            self._read()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._old:
            self.refresh()

    def show_rows(self, child: str) -> None:
        """The tab of its child rows of that ledger."""
        for each in self.rows:
            if each.rows.child == child:
                self.tabs.setCurrentWidget(each)
                each.grid.setFocus()

    def show_history(self, field: str = "") -> None:
        self.tabs.setCurrentWidget(self.history)
        self.history.show_record(self.uuid or "", field)

    # -- the draft --

    def dirty(self) -> bool:
        return (self.new or self.uuid is not None) and bool(self._changes())

    def save(self) -> bool:
        """Write the draft as one action; False where something must be mended first."""
        key = self.uuid or NEW
        cells = [Typed(key, name, text) for name, text in self._changes().items()]
        known = {self.uuid: self._record} if self.uuid is not None else {}
        entry = prepare(self._ledger, self._desk.year, cells, known, self._store.names)
        problems = {name: kept.reason for (_, name), kept in entry.refused.items()}
        if self.new:
            problems |= {name: "必须填写" for name in self._missing() if name not in problems}
        if problems:
            self.tabs.setCurrentWidget(self.fields_tab)
            self.fields.tell_problems(problems)
            return False
        since = ask_since(self._desk.speaker, self._store, entry) if entry.differing else None
        if entry.differing and since is None:
            return False
        label_ = (
            f"新增{self._ledger.TITLE}"
            if self.new
            else f"修改“{self.name.text()}”的{self._said(list(entry.values.get(key, {})))}"
        )
        try:
            write(self._store, entry, label_, since, settled=self._adopted)
        except Refusal as refusal:
            self._desk.notices.tell(Tone.BAD, str(refusal))
            return False
        if entry.refused:
            self.fields.tell_problems({name: kept.reason for (_, name), kept in entry.refused.items()})
            return False
        self.uuid, self.new, self._adopted = entry.inserted.get(key, self.uuid), False, []
        done = f"已保存：{record_name(self._ledger, self._now(), self._store.names)}"
        left = left_told(self._store) if entry.values else ""
        self._desk.notices.tell(Tone.ATTENTION if left else Tone.GOOD, f"{done}。{left}" if left else done)
        self._read()
        self.saved.emit()
        return True

    def drop(self) -> None:
        """Forget the draft."""
        if self.new:
            self.show_record(None)
            self.closed.emit()
        else:
            self.show_record(self.uuid)

    def may_leave(self) -> bool:
        """Asks about a draft that is not finished; False keeps it open."""
        if not self.dirty():
            return True
        what = new_word(self._ledger) if self.new else f"“{self.name.text()}”"
        answer = self._desk.speaker.ask(f"{what}的改动还没有保存。", [SAVE, DROP, STAY])
        if answer == SAVE:
            return self.save()
        if answer == DROP:
            self.show_record(None if self.new else self.uuid)
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() == Qt.Key.Key_S:
            self.save()
        elif event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    # -- inside --

    def _build(self) -> None:
        close = QToolButton()
        close.setIcon(icon("close"))
        close.setToolTip("收起详情（Esc）")
        close.setAccessibleName("收起详情")
        close.clicked.connect(self._close)
        self.fields_tab = QWidget()
        if self.photo:
            self.fields.put_first(self.photo)
        inside = QVBoxLayout(self.fields_tab)
        inside.setContentsMargins(0, SPACE[1], 0, 0)
        inside.addWidget(self.raw)
        inside.addWidget(self.fields, 1)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.fields_tab, "内容")
        if dated_of(self._ledger):
            self.tabs.addTab(self.periods, "沿革")
        for each in self.rows:
            self.tabs.addTab(each, each.rows.label)
        self.tabs.addTab(self.attachments, "附件")
        self.tabs.addTab(self.history, "历史")
        self.act_button = button("办理 ▼", lambda: None, ACT_ICON)
        if not has_acts(self._ledger):
            self.act_button.hide()
        self.save_button = button("保存", self.save, "content-save-outline", "primary")
        self.save_button.setToolTip("Ctrl+S")
        self.drop_button = button("放弃改动", self.drop)
        self.told = label("", "attention")
        self.foot = QWidget()
        row(self.told, None, self.drop_button, self.save_button, parent=self.foot)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(SPACE[3], SPACE[2], SPACE[2], SPACE[2])
        lines.setSpacing(SPACE[1])
        top = row(self.name, None, self.act_button, close)
        lines.addLayout(top)
        lines.addWidget(self.tabs, 1)
        lines.addWidget(self.foot)

    def _wire(self) -> None:
        self.fields.edited.connect(self._show_state)
        self.raw.adopt_asked.connect(self._adopt)
        self.raw.ignore_asked.connect(self._ignore)
        self.periods.saved.connect(self._saved_beside)
        self.attachments.saved.connect(self._saved_beside)
        if self.photo:
            self.photo.saved.connect(self._saved_beside)
        self.attachments.counted.connect(
            lambda count: self.tabs.setTabText(
                self.tabs.indexOf(self.attachments), f"附件 {count}" if count else "附件"
            )
        )
        for each in self.rows:
            each.saved.connect(self.saved)
        self.tabs.currentChanged.connect(self._tab_changed)

    def _read(self) -> None:
        found: list[Record] = []
        left: list[RawValue] = []
        since: dict[str, str] = {}
        if self.uuid is not None:
            day = page_day(self._desk.year, self._store.today)
            with self._store.reading() as connection:
                found = fetch(connection, self._ledger, [self.uuid], self._desk.year, self._store.names)
                left = raw_values(connection, [self.uuid])
                for fact in dated_of(self._ledger):
                    for each in periods(connection, fact, self.uuid):
                        if each.since <= day and (each.until is None or each.until > day):
                            since[fact.field.name] = each.since.isoformat()
        self._record = found[0] if found else {}
        if not found:
            self.uuid = None
        self.fields.begin(self._record or self._usual(), since)
        self.raw.show_values(left)
        owner = self.uuid or ""
        self.periods.show_record(owner)
        self.attachments.show_record(owner)
        if self.photo:
            self.photo.show_record(owner)
        for rows in self.rows:
            rows.show_record(owner)
        self._tab_changed()
        self.tabs.setEnabled(self.new or bool(owner))
        self._show_state()

    def _usual(self) -> Record:
        if not self.new:
            return {}
        boxes = self.fields.boxes
        return {name: box.column.field.default for name, box in boxes.items() if box.column.field.default is not None}

    def _show_state(self) -> None:
        if self.new:
            self.name.setText(new_word(self._ledger))
        else:
            named = record_name(self._ledger, self._record, self._store.names) if self._record else "没有选中记录"
            self.name.setText(named)
            self.name.setToolTip(named)  # a long one is cut
        changed = len(self._changes()) if self.new or self.uuid else 0
        self.told.setText(f"{changed} 项改动未保存" if changed and not self.new else "")
        self.foot.setVisible(self.new or changed > 0)
        self.act_button.setEnabled(self.uuid is not None)

    def _changes(self) -> dict[str, str]:
        return self.fields.changes()

    def _missing(self) -> list[str]:
        boxes = self.fields.boxes
        return [name for name, box in boxes.items() if box.column.field.needed and is_blank(box.typed())]

    def _said(self, names: list[str]) -> str:
        titles = [self.fields.boxes[name].column.title for name in names]
        return "、".join(titles[:3]) + ("等" if len(titles) > 3 else "")

    def _now(self) -> Record:
        with self._store.reading() as connection:
            found = fetch(connection, self._ledger, [self.uuid or ""], self._desk.year, self._store.names)
        return found[0] if found else {}

    def _adopt(self, raw: RawValue) -> None:
        """Put it into the draft: into its field, or at the end of the remark where no field takes it."""
        name = raw.field if raw.field in self.fields.boxes else "remark"
        box = self.fields.boxes[name]
        if raw.field in self.fields.boxes:
            box.type(raw.value)
        else:
            box.type("\n".join(part for part in (box.typed(), f"{raw.title}：{raw.value}") if part))
            self._adopted.append(raw.uuid)
        self.fields.go_to(name)

    def _ignore(self, values: list[RawValue]) -> None:
        self._let_go([each.uuid for each in values])
        with self._store.reading() as connection:
            self.raw.show_values(raw_values(connection, [self.uuid or ""]))
        self.saved.emit()

    def _let_go(self, keys: list[str]) -> None:
        if keys:
            with self._store.writing(f"处理导入原值 {len(keys)} 项") as writer:
                for key in keys:
                    writer.remove(raw_value, key)

    def _saved_beside(self) -> None:
        self.refresh()
        self.saved.emit()

    def _tab_changed(self) -> None:
        if self.tabs.currentWidget() is self.history:
            self.history.show_record(self.uuid or "")

    def _close(self) -> None:
        if self.may_leave():
            if self.new:
                self.show_record(None)
            self.closed.emit()
