"""Step 2: what each sheet of the file is, where its header stands, and which school year it tells of."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QCheckBox, QComboBox, QSpinBox, QTabBar, QWidget

from ui.icons import icon
from ui.pages.importing.preview import PreviewTable
from ui.shell.parts import button, column, label, row
from ui.theme import SPACE
from ycpe_desktop.exchange.proposal import Proposal, SheetChoice
from ycpe_desktop.exchange.proposing import choose_header, choose_ledger
from ycpe_desktop.ledgers import LEDGERS
from ycpe_desktop.schoolyear import label as year_label

TALLEST = 5
LEDGER_LETTERS, YEAR_LETTERS = 8, 11
LEDGER_WIDTH = 200  # at most
YEARS_BACK, YEARS_ON = 12, 1
OWN_PARTS = {"ledger": "本程序的工作簿", "fact": "沿革", "raw": "导入原值", "checks": "校验说明"}
POINT = "请点表头那一行（或移到那一行按 Enter），程序就从那里读起。"
HINT = "蓝色的是表头。找错了，请点正确的那一行（或移到那一行按 Enter）。"


class SheetStep(QWidget):
    changed = Signal()  # what is to be read has been chosen otherwise

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.proposal: Proposal | None = None
        self.tabs = QTabBar(drawBase=False, expanding=False, usesScrollButtons=True)
        self.use = QCheckBox("导入这张表")
        self.ledger = QComboBox()
        for ledger in LEDGERS:
            self.ledger.addItem(ledger.TITLE, ledger)
        few = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.ledger.setSizeAdjustPolicy(few)
        self.ledger.setMinimumContentsLength(LEDGER_LETTERS)
        self.ledger.setMaximumWidth(LEDGER_WIDTH)
        self.year = QComboBox()
        self.year.setSizeAdjustPolicy(few)
        self.year.setMinimumContentsLength(YEAR_LETTERS)
        self.year_said = label("", "second")
        self.height_ = QSpinBox(minimum=1, maximum=TALLEST, suffix=" 行")
        self.preview = PreviewTable()
        self.told = label("", "second", wrap=True)
        self.found: dict[str, tuple[int, int]] = {}
        self.again = button("改回自动找到的表头", self._as_found, "undo-variant", "link")
        self._build()
        self._wire()

    def _build(self) -> None:
        line, below = QWidget(), QWidget()
        for told, widget in (("这是", self.ledger), ("学年", self.year), ("表头占", self.height_)):
            widget.setAccessibleName(told)
        row(
            self.use, label("这是", "second"), self.ledger, label("学年", "second"), self.year, self.year_said, None,
            label("表头占", "second"), self.height_, parent=line, space=SPACE[2],
        ).setStretch(2, 100)  # fmt: skip
        row(self.told, self.again, parent=below).setStretch(0, 1)
        column(self.tabs, line, self.preview, below, parent=self).setStretch(2, 1)

    def _wire(self) -> None:
        self.tabs.currentChanged.connect(self._show_sheet)
        self.use.toggled.connect(self._use)
        self.ledger.activated.connect(self._choose_ledger)
        self.year.activated.connect(self._choose_year)
        self.height_.valueChanged.connect(self._choose_height)
        self.preview.header_asked.connect(self.choose_header)

    # -- what is shown --

    def show_proposal(self, proposal: Proposal, years: Sequence[int]) -> None:
        """``years``: those that are kept already."""
        self.proposal = proposal
        self.found = {each.sheet.name: each.table.header_rows for each in proposal.sheets if each.table}
        now = max([*years, proposal.year])
        every = sorted({*years, proposal.year, *range(now - YEARS_BACK, now + YEARS_ON + 1)}, reverse=True)
        with QSignalBlocker(self.year):
            self.year.clear()
            for year in every:
                self.year.addItem(year_label(year), year)
            self.year.setCurrentIndex(every.index(proposal.year))
        self._say_year()
        with QSignalBlocker(self.tabs):
            while self.tabs.count():
                self.tabs.removeTab(0)
            for each in proposal.sheets:
                self.tabs.addTab(each.sheet.name)
            first = next((place for place, each in enumerate(proposal.sheets) if each.use), 0)
            self.tabs.setCurrentIndex(first)
        self.refresh()

    def refresh(self) -> None:
        self._mark_tabs()
        self._show_sheet()

    @property
    def choice(self) -> SheetChoice | None:
        """The sheet that is looked at."""
        place = self.tabs.currentIndex()
        return self.proposal.sheets[place] if self.proposal and place >= 0 else None

    def why_not(self) -> str:
        """What stands against going on; "" for nothing."""
        if self.proposal is None or self.proposal.used:
            return ""
        reason = self.choice.reason if self.choice else ""
        return f"这个文件里没有找到幼儿园名单，也没有别的台账{'：' if reason else ''}{reason}。"

    # -- what the clerk chooses --

    def choose_header(self, number: int) -> None:
        """The row, as counted from the top of the sheet (0), begins the header."""
        choice = self.choice
        if self.proposal is None or choice is None or choice.part != "list" or number < 0:
            return
        if choice.table and choice.table.header_rows[0] == number and choice.use:
            return
        choose_header(self.proposal, choice.sheet.name, number, 1)
        self._chosen()

    def _choose_height(self, height: int) -> None:
        choice = self.choice
        if self.proposal and choice and choice.table:
            choose_header(self.proposal, choice.sheet.name, choice.table.header_rows[0], height)
            self._chosen()

    def _as_found(self) -> None:
        choice = self.choice
        if self.proposal and choice and choice.sheet.name in self.found:
            first, last = self.found[choice.sheet.name]
            choose_header(self.proposal, choice.sheet.name, first, last - first + 1)
            self._chosen()

    def _choose_ledger(self) -> None:
        if self.proposal and self.choice:
            choose_ledger(self.proposal, self.choice.sheet.name, self.ledger.currentData())
            self._chosen()

    def _choose_year(self) -> None:
        if self.proposal:
            self.proposal.year, self.proposal.year_source = self.year.currentData(), ""
            self.year_said.setText("")
            self.changed.emit()

    def _use(self, used: bool) -> None:
        if self.choice:
            self.choice.use = used
            self._chosen()

    def _chosen(self) -> None:
        self.refresh()
        self.changed.emit()

    # -- inside --

    def _say_year(self) -> None:
        assert self.proposal is not None
        source = self.proposal.year_source
        self.year_said.setText(f"据“{source}”" if source else "没有写，请核对")
        self.year_said.setProperty("role", "second" if source else "attention")
        self.year_said.style().polish(self.year_said)

    def _mark_tabs(self) -> None:
        for place, each in enumerate(self.proposal.sheets if self.proposal else ()):
            self.tabs.setTabIcon(place, icon("check", "good") if each.use else QIcon())
            self.tabs.setTabToolTip(place, "要导入" if each.use else each.reason or "不导入")

    def _show_sheet(self) -> None:
        choice = self.choice
        if choice is None:
            return
        mine = choice.part == "list"
        with QSignalBlocker(self.use), QSignalBlocker(self.ledger), QSignalBlocker(self.height_):
            self.use.setChecked(choice.use)
            self.use.setEnabled(choice.table is not None)
            self.ledger.setEnabled(mine)
            self.ledger.setCurrentIndex(LEDGERS.index(choice.family[0]) if choice.family else 0)
            self.height_.setEnabled(mine and choice.table is not None)
            if choice.table:
                self.height_.setValue(choice.table.header_rows[1] - choice.table.header_rows[0] + 1)
        self.preview.show_sheet(choice)
        self.told.setText(_told(choice))
        found = self.found.get(choice.sheet.name)
        self.again.setVisible(
            mine and found is not None and choice.table is not None and choice.table.header_rows != found
        )


def _told(choice: SheetChoice) -> str:
    """How many records the sheet has, and what of it is left out."""
    if choice.table is None:
        return POINT if choice.part == "list" else f"不读：{choice.reason}。"
    left = [(number, why) for number, why in choice.table.ignored if why != "空行"]
    told = [f"{len(choice.table.body):,} 条记录"]
    if choice.part == "list" and (others := "、".join(other.TITLE for other in choice.family[1:])):
        told.append(f"表里{others}的列也一并导入")
    if choice.part != "list":
        told.append(f"{OWN_PARTS[choice.part]}，列都认得")
    if left:
        shown = "、".join(f"第 {number + 1} 行{why}" for number, why in left[:4])
        told.append(f"不读 {len(left)} 行：{shown}{'…' if len(left) > 4 else ''}")
    if not choice.use:
        told.append(choice.reason or "这张表不导入")
    return "；".join(told) + "。" + (HINT if choice.part == "list" else "")
