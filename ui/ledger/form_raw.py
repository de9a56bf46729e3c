"""导入原值 of a record: what stood in the clerk's sheet and could not be placed; to be adopted or let go."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from ui.shell.parts import button, label, mark, row
from ui.theme import SPACE
from ycpe_desktop.store.beside import RawValue

MOST = 6


class RawBox(QFrame):
    adopt_asked = Signal(object)  # a RawValue
    ignore_asked = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("notice", "attention")
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(SPACE[2], SPACE[1], SPACE[2], SPACE[1])
        self._inside: QWidget | None = None
        self.hide()

    def show_values(self, values: Sequence[RawValue]) -> None:
        if self._inside is not None:
            self._lines.removeWidget(self._inside)
            self._inside.deleteLater()
        self._inside = QWidget()
        grid = QGridLayout(self._inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        heading = row(
            mark("alert-outline", "attention"), label(f"导入原值 {len(values)} 项，没有放进台账", "attention"), None
        )
        if len(values) > 1:
            heading.addWidget(button("全部忽略", lambda: self.ignore_asked.emit(list(values)), role="link"))
        grid.addLayout(heading, 0, 0, 1, 3)
        for line, each in enumerate(values[:MOST], 1):
            told = label(f"{each.title}：{each.value}", wrap=True)
            told.setToolTip("\n".join(part for part in (each.reason, each.source) if part))
            grid.addWidget(told, line, 0)
            grid.addWidget(button("采用", partial(self.adopt_asked.emit, each), role="link"), line, 1)
            grid.addWidget(button("忽略", partial(self.ignore_asked.emit, [each]), role="link"), line, 2)
        if len(values) > MOST:
            grid.addWidget(label(f"还有 {len(values) - MOST} 项，处理完上面的就会显示", "small"), MOST + 1, 0, 1, 3)
        grid.setColumnStretch(0, 1)
        self._lines.addWidget(self._inside)
        self.setVisible(bool(values))
