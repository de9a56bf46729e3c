"""The lines above and below the matrix: how far the county is, filters, and judging what is selected."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from ui.icons import icon
from ui.pages.checklist.bars import THICK, paint_bar, share_text
from ui.pages.checklist.model import CONCLUSION_WORDS
from ui.pages.checklist.painting import FACES
from ui.shell.parts import label, row, search_line
from ui.theme import SPACE
from ycpe_desktop.policy.four_independents import ITEMS, STATE_WORDS, Progress, Row

HINT_ROOM, ITEMS_ROOM, WORDS_ROOM = 900, 780, 480  # pixels
ENDED = ("", "not_met", "open", "met")


class ProgressBar(QWidget):
    """A thin bar of done/total."""

    def __init__(self, width: int = 120) -> None:
        super().__init__()
        self.done, self.total = 0, 0
        self._width = width
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def show_share(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._width, THICK + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_bar(painter, QRect(0, (self.height() - THICK) // 2, self.width(), THICK), self.done, self.total)
        painter.end()


class TotalLine(QWidget):
    """达标 as decided and the strict reading side by side, then each of the four."""

    def __init__(self) -> None:
        super().__init__()
        self.met, self.strict, self.items = label(""), label("", "second"), label("", "second")
        self.bar = ProgressBar()
        self.met.setToolTip("达标：没有“未达到”“办理中”，且独立园舍已达到")
        self.strict.setToolTip("从严口径：四项全部已达到")
        self.items.setToolTip("各项已达到的所数；分母不含“不适用”")
        line = row(self.met, self.bar, self.strict, self.items, None, space=SPACE[4], parent=self)
        line.setContentsMargins(0, 0, 0, 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.items.setVisible(self.width() >= ITEMS_ROOM)

    def show_progress(self, told: Progress) -> None:
        self.met.setText(f"达标 {share_text(told.met, told.total)}（{told.met}/{told.total}）")
        self.bar.show_share(told.met, told.total)
        self.strict.setText(f"四项全部已达到 {told.all_four} 所")
        parts = [
            f"{ITEMS[item].removeprefix('独立')} {count.met}/{count.denominator}" for item, count in told.items.items()
        ]
        self.items.setText(" · ".join(parts))
        self.bar.setToolTip("已达到：" + " · ".join(parts))


class FilterLine(QWidget):
    """Which conclusions, and a search; ``changed`` after either."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.group = QButtonGroup(self)
        self.choices = {ended: self._choice(ended) for ended in ENDED}
        self.choices[""].setChecked(True)
        self.search = search_line("园名 / 拼音首字母")
        self.search.setAccessibleName("查找园所")
        self.search.setMaximumWidth(220)
        self.search.textChanged.connect(lambda: self.changed.emit())
        self.fold = QToolButton()
        self.fold.setIcon(icon("view-grid-outline"))
        self.fold.setCheckable(True)
        self.fold.setToolTip("收起或展开全部乡镇（- / +）")
        self.fold.setAccessibleName("收起全部乡镇")
        row(*self.choices.values(), self.search, self.fold, None, space=SPACE[1], parent=self)

    @property
    def ended(self) -> str:
        return next(ended for ended, choice in self.choices.items() if choice.isChecked())

    def show_counts(self, told: Progress) -> None:
        counts = {"": told.total, "not_met": told.not_met, "open": told.open, "met": told.met}
        for ended, choice in self.choices.items():
            choice.setText(f"{CONCLUSION_WORDS.get(ended, '全部')} {counts[ended]}")

    def _choice(self, ended: str) -> QToolButton:
        made = QToolButton()
        made.setCheckable(True)
        made.setAccessibleName(CONCLUSION_WORDS.get(ended, "全部"))
        self.group.addButton(made)
        made.clicked.connect(lambda: self.changed.emit())
        return made


class BulkLine(QFrame):
    """What is selected, and a menu for each of the four to judge all of it at once."""

    judged = Signal(str, object)  # item, state or None

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "strip")
        self.told = label("", "second")
        self.menus = {item: self._menu(item) for item in ITEMS}
        self.hint = label("单击或 1 已达到 2 办理中 3 未达到 4 不适用 · Delete 清除 · 空格 详情", "small")
        line = row(self.told, *self.menus.values(), None, self.hint, space=SPACE[1], parent=self)
        line.setContentsMargins(SPACE[2], SPACE[1], SPACE[2], SPACE[1])
        self.show_rows(())

    def show_rows(self, chosen: Sequence[Row]) -> None:
        self.told.setText(f"选中 {len(chosen)} 所")
        for each in self.menus.values():
            each.setEnabled(bool(chosen))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.hint.setVisible(self.width() >= HINT_ROOM)
        for item, made in self.menus.items():
            word = ITEMS[item] if self.width() >= WORDS_ROOM else ITEMS[item].removeprefix("独立")
            made.setText(f"{word} ▼")

    def _menu(self, item: str) -> QPushButton:
        made = QPushButton(f"{ITEMS[item]} ▼")
        made.setAccessibleName(f"批量判定{ITEMS[item]}")
        made.setToolTip(f"把选中的园所的{ITEMS[item]}一次判定（按住 Ctrl 或 Shift 可多选）")
        menu = QMenu(made)
        for state, word in STATE_WORDS.items():
            face = FACES[state]
            menu.addAction(icon(face.icon, face.token), word, self._say(item, state))
        menu.addSeparator()
        menu.addAction(icon("delete-outline"), "清除判定", self._say(item, None))
        made.clicked.connect(lambda: menu.popup(made.mapToGlobal(QPoint(0, -menu.sizeHint().height()))))
        return made

    def _say(self, item: str, state: str | None) -> Callable[[], None]:
        return partial(self.judged.emit, item, state)
