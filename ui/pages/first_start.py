"""第一次使用: choosing the county. Its townships and villages are there at once."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QListWidget, QListWidgetItem, QWidget

from ui.ledger.suggestions import Suggestion, narrowed
from ui.pages.first_start_map import CountyMap
from ui.shell.contracts import Desk, Page, Tone
from ui.shell.parts import button, card, column, label, mark, row
from ui.theme import ROW_HEIGHT, SPACE
from ycpe_desktop.divisions import counties, townships, villages

CODE = Qt.ItemDataRole.UserRole
LIST_WIDTH = 260
BACKUPS = "备份 (*.db *.zip);;所有文件 (*)"

OnChosen = Callable[[str, bool], object]
"""(county's code, whether made-up kindergartens are wanted)"""


class CountySearch(QLineEdit):
    """Up and down move in the list below; the focus stays."""

    def __init__(self, below: QListWidget) -> None:
        super().__init__(placeholderText="输入县名或拼音首字母，如 rc")
        self.setAccessibleName("查找县（市、区）")
        self._below = below

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        key = Qt.Key(event.key())
        if key in steps:
            last = self._below.count() - 1
            self._below.setCurrentRow(max(0, min(last, self._below.currentRow() + steps[key])))
        else:
            super().keyPressEvent(event)


class FirstStartPage(Page):
    title = "第一次使用"
    icon = "flag-outline"
    help_topic = "start"

    def __init__(self, desk: Desk, on_chosen: OnChosen, on_restore: Callable[[Path], object] | None = None) -> None:
        """``on_restore`` receives a backup; without it none can be chosen."""
        super().__init__(desk)
        self._on_chosen, self._on_restore = on_chosen, on_restore
        self.list = QListWidget()
        self.list.setAccessibleName("县（市、区）")
        self.list.setProperty("role", "list")
        self.search = CountySearch(self.list)
        self.map = CountyMap()
        self.name, self.brings = label("", "title"), label("", "second", wrap=True)
        self.demo = QCheckBox("同时放入演示数据（只用来试一试）")
        self.demo.setToolTip("约 180 所编造的幼儿园，用来试一试；处处标明“演示数据”；正式使用请不要勾选")
        self.begin = button("开始使用", self._begin, "check", "primary")
        self.restore = button("从备份恢复…", self._restore, "backup-restore", "link")
        self.restore.setVisible(on_restore is not None)
        self._build()
        self._wire()
        self._show_counties("")

    def _build(self) -> None:
        left, right, acts, both = QWidget(), QWidget(), QWidget(), QWidget()
        left.setFixedWidth(LIST_WIDTH)
        column(self.search, self.list, parent=left).setStretch(1, 1)
        row(self.restore, None, self.begin, parent=acts)
        column(self.map, self.name, self.brings, self.demo, acts, parent=right).setStretch(0, 1)
        row(left, right, parent=both, space=SPACE[4]).setStretch(1, 1)
        head = QWidget()
        row(mark("flag-outline", "primary", 24), label("请选择本县（市、区）", "title"), None, parent=head)
        told = label(
            "选好以后，本县的乡镇、街道和村（社区）就都在里面了。数据只保存在这台电脑上，不上网也能用。",
            "second",
            wrap=True,
        )
        self.card = card(head, told, both, space=SPACE[4])
        layout = self.card.layout()
        assert layout is not None
        layout.setSpacing(SPACE[3])
        self.card.setMaximumSize(900, 560)
        line = QWidget()
        row(None, self.card, None, parent=line).setStretch(1, 100)
        column(None, line, None, parent=self).setStretch(1, 100)

    def _wire(self) -> None:
        self.search.textChanged.connect(self._show_counties)
        self.search.returnPressed.connect(self._taken)
        self.list.currentItemChanged.connect(self._show_chosen)
        self.list.itemActivated.connect(self._taken)
        self.map.clicked.connect(self.choose)
        self.desk.background.started.connect(self._wait)
        self.desk.background.ended.connect(self._wait)

    def activated(self) -> None:
        self.search.setFocus()

    @property
    def chosen(self) -> str:
        """The county's code; "" for none."""
        item = self.list.currentItem()
        return str(item.data(CODE)) if item else ""

    def choose(self, code: str) -> None:
        self.search.clear()
        for place in range(self.list.count()):
            if self.list.item(place).data(CODE) == code:
                self.list.setCurrentRow(place)

    def _show_counties(self, typed: str) -> None:
        kept = self.chosen
        every = [Suggestion(each.code, each.name) for each in counties()]
        found = narrowed(every, typed)
        self.list.clear()
        for each in found:
            item = QListWidgetItem(each.label, self.list)
            item.setData(CODE, each.key)
        for place in range(self.list.count()):
            item = self.list.item(place)
            item.setSizeHint(QSize(0, ROW_HEIGHT))
        keys = [each.key for each in found]
        if typed and keys:
            self.list.setCurrentRow(0)
        elif kept in keys:
            self.list.setCurrentRow(keys.index(kept))
        self._show_chosen()

    def _show_chosen(self) -> None:
        code = self.chosen
        county = next((each for each in counties() if each.code == code), None)
        self.map.show_county(code)
        self.begin.setEnabled(county is not None)
        self.name.setText(county.name if county else "还没有选")
        if county is None:
            self.brings.setText("在左边选一个，或在地图上点一下。")
            return
        known = [each for each in townships(code) if each.selectable]
        number = sum(len(villages(each.code)) for each in known)
        kinds = "、".join(
            f"{count} 个{kind}" for kind in ("街道", "镇", "乡") if (count := sum(each.kind == kind for each in known))
        )
        self.brings.setText(f"{kinds}，{number} 个村（社区），人口 {county.population / 10_000:.1f} 万（2020 年普查）")

    def _taken(self) -> None:
        """Enter in the search or the list: the choice stands, and the button is next."""
        if self.chosen:
            self.begin.setFocus()

    def _begin(self) -> None:
        if self.chosen:
            self._on_chosen(self.chosen, self.demo.isChecked())

    def _restore(self) -> None:
        file = self.desk.speaker.choose_open_file("选择备份", BACKUPS)
        if file and self._on_restore:
            self._on_restore(file)

    def _wait(self) -> None:
        """While the office is being made nothing else can be chosen."""
        self.card.setEnabled(not self.desk.background.jobs)
        if self.card.isEnabled():
            self.activated()

    def print_page(self) -> None:
        self.desk.notices.tell(Tone.INFO, "请先选择县（市、区），再打印。")

    def new_record(self) -> None:
        self.desk.notices.tell(Tone.INFO, "请先选择县（市、区），再新增。")
