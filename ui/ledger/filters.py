"""The filter box of a column, as Excel's: values with their counts, contains, between, blank or not."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui.ledger.columns import Column
from ui.ledger.suggestions import initials_of
from ui.shell.parts import button, label, row, search_line
from ui.theme import CHOICE_HEIGHT, SPACE
from ycpe_desktop.fields import Day, Link, Text, Unreadable, is_blank
from ycpe_desktop.fields.kinds import Names
from ycpe_desktop.name_order import order_key
from ycpe_desktop.store import Filter
from ycpe_desktop.store.names import LEVELS

VALUE, SHOWN = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
BLANK = "（空白）"
MOST = 500  # values that are listed; above that 包含 and 介于 remain


class FilterBox(QFrame):
    """Hangs below a heading. ``chosen`` has a Filter, or None for no filter on this column."""

    chosen = Signal(object)
    sort_asked = Signal(bool)  # descending

    def __init__(
        self, column: Column, values: Sequence[tuple[Any, int]], now: Filter | None, names: Names, parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "card")
        self.column, self._names, self._now = column, names, now
        self.search = search_line("在下面的值里查找")
        self.list = QListWidget()
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # the count at the end is read too
        self.every = QListWidgetItem("（全选）", self.list)
        self.every.setSizeHint(QSize(0, CHOICE_HEIGHT))
        self.least, self.most = QLineEdit(), QLineEdit()
        self.contains = QLineEdit()
        self.told = label("", "bad", wrap=True)
        self.told.hide()
        self._fill(values)
        self._build()
        self.list.itemChanged.connect(self._changed)
        self.search.textChanged.connect(self._narrow)
        self.search.setFocus()

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(*[SPACE[2]] * 4)
        box.setSpacing(SPACE[1])
        words = ("从小到大", "从大到小") if self._bounded() else ("升序", "降序")
        box.addLayout(
            row(
                button(words[0], lambda: self._sort(False), "triangle-small-up", "link"),
                button(words[1], lambda: self._sort(True), "triangle-small-down", "link"),
                None,
            )
        )
        if self._bounded():
            self.least.setPlaceholderText("不小于" if self.column.numeric else "不早于")
            self.most.setPlaceholderText("不大于" if self.column.numeric else "不晚于")
            box.addLayout(row(label("介于", "second"), self.least, label("—", "second"), self.most))
        else:
            self.contains.setPlaceholderText("包含的字")
            box.addLayout(row(label("包含", "second"), self.contains))
        only = row(
            button("只看空白", lambda: self._only((None,)), role="link"),
            button("只看有值的", self._filled, role="link"),
        )
        only.addStretch(1)
        box.addLayout(only)
        box.addWidget(self.search)
        box.addWidget(self.list, 1)
        box.addWidget(self.told)
        done = button("确定", self.accept, role="primary")
        box.addLayout(row(button("清除筛选", self._clear), None, button("取消", self.close), done))
        self._show_now()
        self.resize(300, 440)

    def accept(self) -> None:
        """Say which filter the box now shows."""
        try:
            found = self._bounds() if self._bounded() else self._text()
        except Unreadable as problem:
            self.told.setText(str(problem))
            self.told.show()
            return
        if found is None:
            found = self._values()
        self.chosen.emit(found)
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.accept()
        else:
            super().keyPressEvent(event)

    def _bounded(self) -> bool:
        return self.column.numeric or isinstance(self.column.field.kind, Day)

    def _fill(self, values: Sequence[tuple[Any, int]]) -> None:
        chosen = set(self._now.values) if self._now is not None and self._now.how == "among" else None
        self.every.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
        for value, count in self._in_order(values):
            shown = BLANK if value is None else self.column.field.kind.show(value, self._names)
            item = QListWidgetItem(f"{shown}（{count:,} 条）", self.list)
            item.setToolTip(shown)
            item.setData(VALUE, (value,))  # in a tuple: a list widget would lose None and turn numbers
            item.setData(SHOWN, shown)
            item.setSizeHint(QSize(0, CHOICE_HEIGHT))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = chosen is None or value in chosen
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        if len(values) >= MOST:
            QListWidgetItem("值太多，只列出前 500 个；请用上面的条件", self.list).setFlags(Qt.ItemFlag.NoItemFlags)
        self._tick_every()

    def _in_order(self, values: Sequence[tuple[Any, int]]) -> Sequence[tuple[Any, int]]:
        """Texts and records as their names are looked for, blank last; choices and places as they come."""
        kind = self.column.field.kind
        if not (isinstance(kind, Text) or (isinstance(kind, Link) and kind.target not in LEVELS)):
            return values
        filled = [each for each in values if each[0] is not None]
        filled.sort(key=lambda each: order_key(kind.show(each[0], self._names)))
        return [*filled, *(each for each in values if each[0] is None)]

    def _show_now(self) -> None:
        if self._now is None:
            return
        if self._now.how == "contains":
            self.contains.setText(str(self._now.values[0]))
        elif self._now.how == "between":
            for line, bound in zip((self.least, self.most), self._now.values, strict=True):
                line.setText("" if bound is None else self.column.field.kind.show(bound, self._names))

    def _items(self) -> list[QListWidgetItem]:
        found = (self.list.item(place) for place in range(1, self.list.count()))
        return [item for item in found if item.data(VALUE) is not None]

    def _changed(self, item: QListWidgetItem) -> None:
        self.list.blockSignals(True)
        if item is self.every:
            for other in self._items():
                if not other.isHidden():
                    other.setCheckState(item.checkState())
        else:
            self._tick_every()
        self.list.blockSignals(False)

    def _tick_every(self) -> None:
        ticked = [item.checkState() == Qt.CheckState.Checked for item in self._items()]
        partly = Qt.CheckState.PartiallyChecked if any(ticked) else Qt.CheckState.Unchecked
        self.every.setCheckState(Qt.CheckState.Checked if all(ticked) else partly)

    def _narrow(self, text: str) -> None:
        """As in Excel: what is found is ticked, the rest is not."""
        wanted = text.strip().lower()
        self.list.blockSignals(True)
        for item in self._items():
            shown = str(item.data(SHOWN))
            words = [shown.lower(), *(initials_of(shown) if wanted.isascii() and wanted.isalpha() else ())]
            fits = not wanted or any(wanted in word for word in words)
            item.setHidden(not fits)
            item.setCheckState(Qt.CheckState.Checked if fits else Qt.CheckState.Unchecked)
        self._tick_every()
        self.list.blockSignals(False)

    def _values(self) -> Filter | None:
        items = self._items()
        ticked = tuple(item.data(VALUE)[0] for item in items if item.checkState() == Qt.CheckState.Checked)
        return None if len(ticked) == len(items) else Filter(self.column.name, "among", ticked)

    def _text(self) -> Filter | None:
        text = self.contains.text().strip()
        return Filter(self.column.name, "contains", (text,)) if text else None

    def _bounds(self) -> Filter | None:
        typed = (self.least.text(), self.most.text())
        if all(is_blank(text) for text in typed):
            return None
        kind = self.column.field.kind
        bounds = tuple(None if is_blank(text) else kind.parse(text, self._names) for text in typed)
        return Filter(self.column.name, "between", bounds)

    def _only(self, values: tuple[Any, ...]) -> None:
        self.chosen.emit(Filter(self.column.name, "among", values))
        self.close()

    def _filled(self) -> None:
        self.chosen.emit(Filter(self.column.name, "filled"))
        self.close()

    def _clear(self) -> None:
        self.chosen.emit(None)
        self.close()

    def _sort(self, descending: bool) -> None:
        self.sort_asked.emit(descending)
        self.close()


def told_filter(column: Column, one: Filter, names: Names) -> str:
    """乡镇：古魏镇、陌南镇."""
    show = column.field.kind.show
    if one.how == "filled":
        return f"{column.title}：有值"
    if one.how == "contains":
        return f"{column.title}：含“{one.values[0]}”"
    if one.how == "between":
        least, most = ("" if bound is None else show(bound, names) for bound in one.values)
        return f"{column.title}：{least}—{most}"
    shown = [BLANK if value is None else show(value, names) for value in one.values]
    more = f" 等 {len(shown)} 项" if len(shown) > 3 else ""
    return f"{column.title}：{'、'.join(shown[:3]) or '无'}{more}"
