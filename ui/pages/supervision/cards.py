"""A supervisor's card: name, term, load bar with five marked, and the kindergartens in hand."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolButton, QWidget

from ui.icons import icon, pixmap
from ui.pages.checklist.bars import short_name
from ui.pages.supervision.chips import CHIP, Chip, ChipList, DropFrame
from ui.pages.supervision.map_marks import mark_pixmap
from ui.shell.parts import column, label, row
from ui.theme import SPACE, colour
from ycpe_desktop.charts.duty_places import Look
from ycpe_desktop.policy.supervision import Duty, Load

WORDS: Mapping[str, tuple[str, str]] = {
    "正常": ("check-circle", "good"),
    "偏多": ("alert-circle-outline", "bad"),
    "偏少": ("trending-down", "attention"),
}
BLOCK, GAP, HIGH = 14, 2, 8
SHOWN_AT_MOST = 12


class LoadBar(QWidget):
    """A block for each kindergarten up to the most allowed, the ideal one marked below; those beyond in red."""

    def __init__(self) -> None:
        super().__init__()
        self.count = self.most = self.ideal = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_load(self, count: int, most: int, ideal: int) -> None:
        self.count, self.most, self.ideal = count, most, ideal
        self.updateGeometry()
        self.update()

    def blocks(self) -> int:
        return min(max(self.count, self.most), SHOWN_AT_MOST)

    def sizeHint(self) -> QSize:
        return QSize(self.blocks() * (BLOCK + GAP), HIGH + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for at in range(self.blocks()):
            token = "line" if at >= self.count else "primary" if at < self.most else "bad"
            painter.setBrush(colour(token))
            painter.drawRoundedRect(QRectF(at * (BLOCK + GAP), 0, BLOCK, HIGH), 2, 2)
        painter.setBrush(colour("text"))
        painter.drawRect(QRect((self.ideal - 1) * (BLOCK + GAP), HIGH + 2, BLOCK, 2))
        painter.end()


class Card(DropFrame):
    """``menu_asked``: the button with the three dots."""

    record_asked = Signal(str)

    def __init__(self, load: Load) -> None:
        super().__init__()
        self.uuid = load.uuid
        self._told: object = None
        self.name, self.where = label(""), label("", "small")
        self.where.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.term_mark, self.look = QLabel(), QLabel()
        self.look.setToolTip("这位督学在地图上的颜色和形状")
        self.look.hide()
        self.bar, self.count, self.word_mark, self.word = LoadBar(), label(""), QLabel(), label("", "second")
        self.chips = ChipList(load.name)
        self.chips.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        more = QToolButton()
        more.setIcon(icon("pencil-outline"))
        more.setToolTip("打开这位督学的登记")
        more.setAccessibleName("打开督学登记")
        more.clicked.connect(lambda: self.record_asked.emit(self.uuid))
        head, line = QWidget(), QWidget()
        row(self.look, self.name, self.term_mark, self.where, more, parent=head, space=SPACE[1]).setStretch(3, 1)
        row(self.bar, self.count, self.word_mark, self.word, None, parent=line, space=SPACE[1])
        column(head, line, self.chips, None, margin=SPACE[2], space=SPACE[1], parent=self)

    def own(self) -> set[str]:
        return {chip.kindergarten for chip in self.chips.chips()}

    def show_load(self, load: Load, day: date, recusals: Mapping[tuple[str, str], str]) -> None:
        told = (load, day, [pair for pair in recusals if pair[0] == load.uuid])
        if told == self._told:
            return
        self._told = told
        self.name.setText(load.name)
        kind = "兼职" if load.part_time else "专职"
        self.where.setText(load.township_name or load.employer)
        self.setToolTip(
            "\n".join(filter(None, [f"{load.name}（{kind}）", load.employer, load.township_name, _term(load)]))
        )
        trouble = load.term_trouble(day) or load.term_ending(day)
        self.term_mark.setVisible(bool(trouble))
        if trouble:
            self.term_mark.setPixmap(pixmap("calendar-alert-outline", "attention"))
            self.term_mark.setToolTip(trouble)
        self.bar.show_load(load.count, load.most, load.ideal)
        self.count.setText(f"{load.count} 所")
        mark, token = WORDS[load.word]
        self.word_mark.setPixmap(pixmap(mark, token))
        self.word.setText(load.word)
        self.word.setToolTip(f"应负责 {load.least}—{load.most} 所，{load.ideal} 所左右为宜")
        self.chips.show_chips([_chip(duty, load, recusals) for duty in load.duties])
        self.chips.setFixedHeight(max(1, len(load.duties)) * CHIP + 2)

    def show_look(self, look: Look | None) -> None:
        """The mark by which the map shows this supervisor; None while there is no map."""
        self.look.setVisible(look is not None)
        if look is not None:
            self.look.setPixmap(mark_pixmap(look, self))

    def has(self, kindergartens: Sequence[str]) -> bool:
        return bool(self.own() & set(kindergartens))


def _chip(duty: Duty, load: Load, recusals: Mapping[tuple[str, str], str]) -> Chip:
    garden = duty.garden
    told = [garden.name, f"自 {duty.since} 起由 {load.name} 负责"]
    if duty.until is not None:
        told.append(f"到 {duty.until} 为止")
    if duty.locked:
        told.append("已锁定：自动分配时不变动")
    trouble = ""
    if not garden.open:
        trouble = "不在办"
        told.append("这所园已不在办，请结束责任")
    elif (load.uuid, garden.uuid) in recusals:
        trouble = "应回避"
        told.append("登记了回避，请换一位督学")
    return Chip(
        garden.uuid, short_name(garden.name, load.township_name), "\n".join(told), duty.uuid, duty.locked, trouble
    )


def _term(load: Load) -> str:
    if load.term_from is None and load.term_to is None:
        return ""
    return f"任期 {load.term_from or '未填'} 至 {load.term_to or '未填'}"
