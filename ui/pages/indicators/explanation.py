"""Below the chart: how the number came about, and the kindergartens, places or people behind it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QSizePolicy, QWidget

from ui.icons import pixmap
from ui.pages.indicators import lists
from ui.pages.rows_table import RowsTable
from ui.shell.parts import button, column, label, row
from ui.theme import ROW_HEIGHT, SPACE
from ycpe_desktop.policy.clauses import brief
from ycpe_desktop.policy.figures import Indicator, Lack, Part
from ycpe_desktop.policy.self_evaluation import ITEM

LEAST_ROWS = 3
"""Heading and lines that the table shrinks to: at 1366×768 the chart above it stands there without a scroll bar."""
LEAST_HIGH = 202
FOOT_WIDE = 480
"""Pixels in which the sentence and the buttons above the table stand beside each other."""
HEADINGS = ("园所或记录", "乡镇", "分子", "分母", "缺什么")
TOWN_HEADINGS = ("乡镇", "数值", "分子", "分母", "缺什么")
OPENS = {
    "kindergarten": "打开园所",
    "supervisor": "打开督学",
    "area_year": "打开这一行",
    "compound_site": "打开小区",
    "unlicensed_site": "打开无证园",
    "incident": "打开事故",
    "research_area": "打开片区",
    "showcase": "打开典型",
    ITEM: "打开这一项",
}
BY_TOWN, BY_PART = "按乡镇看", "按园所看"


class Wrapped(QLabel):
    """A text of several lines that may be as narrow as the page wants."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        policy = self.sizePolicy()  # which says that the height follows from the width
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


class Explanation(QWidget):
    record_asked = Signal(object)  # a Part whose record is to be opened
    lack_asked = Signal(object)  # a Lack to be filled in

    def __init__(self) -> None:
        super().__init__()
        self.indicator: Indicator | None = None
        self.parts: list[Part] = []
        self.towns: Sequence[Part] = ()
        self._every: Sequence[Part] = ()
        self.mark = QLabel()
        self.title, self.word, self.value = label(""), label(""), label("", "title")
        self.told, self.clause = Wrapped(), Wrapped()
        self.clause.setProperty("role", "second")
        self.table = RowsTable(HEADINGS, (0, 110, 64, 64, 170), numbers=(2, 3), spare=(1, 3, 2))
        self.by_town = RowsTable(TOWN_HEADINGS, (0, 84, 72, 72, 150), numbers=(1, 2, 3), spare=(3, 2))
        self.by_town.setToolTip("双击一个乡镇，看它的园所")
        self.by_town.hide()
        self.turn = button(BY_TOWN, self._turn, "map-marker-outline")
        self.behind = label("", "second", wrap=True)
        self.fill = button("去填写", self._ask_lack, "pencil-outline")
        self.open = button("打开园所", self._ask_record, "open-in-new")
        self._lay_out()
        self.setMinimumHeight(LEAST_HIGH)
        self.table.doubleClicked.connect(self._ask_record)
        self.by_town.doubleClicked.connect(lambda index: self.show_town(self.towns[index.row()].township))
        self.table.selectionModel().selectionChanged.connect(self._enable)

    def _lay_out(self) -> None:
        head, foot, acts = QWidget(), QWidget(), QWidget()
        row(self.mark, self.word, self.title, self.value, None, parent=head)
        row(None, self.turn, self.fill, self.open, parent=acts)
        self._foot = row(self.behind, acts, parent=foot)
        self._foot.setStretch(0, 1)
        whole = column(head, self.told, self.clause, foot, self.table, self.by_town, space=SPACE[1], parent=self)
        for at, rows in enumerate((self.table, self.by_town), 4):
            rows.setMinimumHeight(LEAST_ROWS * ROW_HEIGHT)
            whole.setStretch(at, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        across = self.width() >= FOOT_WIDE
        self._foot.setDirection(
            QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom
        )  # fmt: skip - short

    def show_indicator(self, one: Indicator) -> None:
        self.indicator = one
        name, token = lists.mark_of(one)
        self.mark.setPixmap(pixmap(name, token))
        self.word.setText(one.verdict_shown)
        self.word.setProperty("role", token)
        self.word.style().polish(self.word)
        self.title.setText(one.title)
        self.value.setText(one.shown)
        division, *others = lists.sentences(one)
        self.told.setText("\n".join(filter(None, [division, " · ".join(others)])))
        self.clause.setText(f"依据：{one.clause}" if one.clause else "")
        self.clause.setToolTip(brief(one.clause))
        self.clause.setVisible(bool(one.clause))

    def show_parts(self, parts: Sequence[Part], towns: Sequence[Part] = ()) -> None:
        """What stands behind the indicator that is shown, and its sums by township; empty where its ledger is not in
        use yet, or knows no townships."""
        assert self.indicator is not None
        self._every, self.towns = parts, towns
        self.by_town.show_rows(lists.by_town(self.indicator, towns), lists.town_marks(self.indicator, towns))
        self.turn.setVisible(bool(towns))
        self.show_town("")

    def show_town(self, town: str) -> None:
        """What of it lies in that township; "" shows all."""
        assert self.indicator is not None
        parts = [part for part in self._every if part.township == town] if town else self._every
        self.parts = list(parts) if town else lists.rows(self.indicator, parts)
        self.table.show_rows(
            [lists.texts(part) for part in self.parts], [lists.LACKS if part.told else None for part in self.parts]
        )
        lacking = self.indicator.missing_count
        missing = f"缺数据 {lacking:,} 处，排在最前" if lacking else ""
        if town:
            missing = ""
        self.behind.setText("，".join(filter(None, [town, lists.counted(parts), missing])))
        self._show_side(towns=False)

    def _turn(self) -> None:
        if self.by_town.isHidden():
            self._show_side(towns=True)
        else:
            self.show_town("")

    def _show_side(self, *, towns: bool) -> None:
        self.by_town.setVisible(towns)
        self.table.setVisible(not towns and bool(self.parts))
        self.open.setVisible(not towns and bool(self.parts))
        self.turn.setText(BY_PART if towns else BY_TOWN)
        if towns:
            self.behind.setText(f"{len(self.towns)} 个乡镇，双击看它的园所")
            self.fill.hide()
        else:
            self._enable()

    @property
    def chosen(self) -> Part | None:
        places = self.table.chosen()
        return self.parts[places[0]] if places and places[0] < len(self.parts) else None

    @property
    def lack(self) -> Lack | None:
        return lists.lack_of(self.indicator, self.chosen.uuid) if self.indicator and self.chosen else None

    def _enable(self) -> None:
        part = self.chosen
        self.fill.setVisible(self.lack is not None)
        self.open.setText(OPENS.get(part.ledger if part else "", OPENS["kindergarten"]))
        self.open.setEnabled(part is not None and part.ledger in OPENS)

    def _ask_record(self) -> None:
        if self.chosen is not None and self.chosen.ledger in OPENS:
            self.record_asked.emit(self.chosen)

    def _ask_lack(self) -> None:
        if self.lack is not None:
            self.lack_asked.emit(self.lack)
