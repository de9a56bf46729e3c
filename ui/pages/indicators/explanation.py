"""Below the chart: how the number came about, and the kindergartens behind it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.icons import pixmap
from ui.pages.indicators import lists
from ui.pages.rows_table import RowsTable
from ui.shell.parts import button, column, label, row
from ui.theme import SPACE
from ycpe_desktop.policy.figures import Indicator, Lack
from ycpe_desktop.policy.indicators import Part

LEAST_HIGH = 210
HEADINGS = ("园所", "乡镇", "分子", "分母", "缺什么")


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
    record_asked = Signal(str)  # the kindergarten of that UUID
    lack_asked = Signal(object)  # a Lack to be filled in

    def __init__(self) -> None:
        super().__init__()
        self.indicator: Indicator | None = None
        self.parts: list[Part] = []
        self.mark = QLabel()
        self.title, self.word, self.value = label(""), label(""), label("", "title")
        self.told, self.clause = Wrapped(), Wrapped()
        self.clause.setProperty("role", "second")
        self.table = RowsTable(HEADINGS, (0, 110, 64, 64, 170), numbers=(2, 3), spare=(1, 3, 2))
        self.behind = label("", "second", wrap=True)
        self.fill = button("去填写", self._ask_lack, "pencil-outline")
        self.open = button("打开园所", self._ask_record, "open-in-new")
        self._lay_out()
        self.setMinimumHeight(LEAST_HIGH)
        self.table.doubleClicked.connect(self._ask_record)
        self.table.selectionModel().selectionChanged.connect(self._enable)

    def _lay_out(self) -> None:
        head, foot = QWidget(), QWidget()
        row(self.mark, self.word, self.title, self.value, None, parent=head)
        row(self.behind, self.fill, self.open, parent=foot).setStretch(0, 1)
        column(head, self.told, self.clause, foot, self.table, space=SPACE[1], parent=self).setStretch(4, 1)

    def show_indicator(self, one: Indicator) -> None:
        self.indicator = one
        name, token = lists.mark_of(one)
        self.mark.setPixmap(pixmap(name, token))
        self.word.setText(lists.word_of(one))
        self.word.setProperty("role", token)
        self.word.style().polish(self.word)
        self.title.setText(one.title)
        self.value.setText(one.shown)
        division, *others = lists.sentences(one)
        self.told.setText("\n".join(filter(None, [division, " · ".join(others)])))
        self.clause.setText(f"依据：{one.clause}" if one.clause else "")
        self.clause.setVisible(bool(one.clause))

    def show_parts(self, parts: Sequence[Part]) -> None:
        """The kindergartens behind the indicator that is shown; empty where it is not counted by them."""
        assert self.indicator is not None
        self.parts = lists.rows(self.indicator, parts)
        self.table.show_rows(
            [lists.texts(part) for part in self.parts], [lists.LACKS if part.told else None for part in self.parts]
        )
        lacking = self.indicator.missing_count
        counted = f"涉及 {len(parts):,} 所园" if parts else ""
        self.behind.setText("，".join(filter(None, [counted, f"缺数据 {lacking:,} 处，排在最前" if lacking else ""])))
        for widget in (self.table, self.open):
            widget.setVisible(bool(self.parts))
        self._enable()

    @property
    def chosen(self) -> Part | None:
        places = self.table.chosen()
        return self.parts[places[0]] if places and places[0] < len(self.parts) else None

    @property
    def lack(self) -> Lack | None:
        return lists.lack_of(self.indicator, self.chosen.uuid) if self.indicator and self.chosen else None

    def _enable(self) -> None:
        self.fill.setVisible(self.lack is not None)
        self.open.setEnabled(self.chosen is not None and not self._is_place())

    def _is_place(self) -> bool:
        return self.lack is not None and self.lack.ledger == "area_year"

    def _ask_record(self) -> None:
        if self.chosen is not None and not self._is_place():
            self.record_asked.emit(self.chosen.uuid)
        elif self.lack is not None:
            self._ask_lack()

    def _ask_lack(self) -> None:
        if self.lack is not None:
            self.lack_asked.emit(self.lack)
