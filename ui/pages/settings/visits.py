"""设置 for supervision visits: holiday months, the 整改通知书, the cycle of 办园行为督导评估."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QSpinBox, QWidget

from ui.shell.contracts import Desk, Tone
from ui.shell.parts import label, row
from ui.theme import SPACE
from ycpe_desktop.faults import Refusal
from ycpe_desktop.policy.evaluations import cycle_days
from ycpe_desktop.policy.thresholds import number, own_targets, set_target
from ycpe_desktop.policy.visit_settings import (
    NUMBER,
    YEAR,
    cycles_from,
    holiday_months,
    notice_office,
    notice_pattern,
    set_cycles_from,
    set_holiday_months,
    set_notice_office,
    set_notice_pattern,
)
from ycpe_desktop.store import Store

CYCLE, LENGTHS = "evaluation_cycle", (3, 4, 5)
"""教督〔2017〕7号: three to five years."""
EARLIEST, LATEST = 2000, 2100
WIDTH, MONTHS_A_LINE = 360, 6


class VisitChoices:
    """Every choice is kept at once, as an action."""

    def __init__(self, desk: Desk, store: Store) -> None:
        self._desk, self._store = desk, store
        self.months = {month: QCheckBox(f"{month} 月") for month in range(1, 13)}
        self.pattern, self.office = QLineEdit(), QLineEdit()
        self.length, self.first = QComboBox(), QSpinBox()
        self.example, self.cycle = label("", "second", wrap=True), label("", "second", wrap=True)
        self._set_up()

    def lines(self) -> tuple[tuple[str, QWidget], ...]:
        """Names and widgets, for a card."""
        months, cycle = QWidget(), QWidget()
        grid = QGridLayout(months)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE[4])
        for place, choice in enumerate(self.months.values()):
            grid.addWidget(choice, place // MONTHS_A_LINE, place % MONTHS_A_LINE)
        grid.setColumnStretch(MONTHS_A_LINE, 1)
        row(self.length, label("自", "second"), self.first, label("年起算", "second"), None, parent=cycle)
        told = "假期月份不要求督导，其余月份每所园每月不得少于 1 次（教督〔2019〕3号）。"
        return (
            ("假期月份", months),
            ("", label(told, "second", wrap=True)),
            ("通知书编号", self.pattern),
            ("", self.example),
            ("通知书落款", self.office),
            ("评估周期", cycle),
            ("", self.cycle),
        )

    def refresh(self) -> None:
        chosen, own = holiday_months(self._store), own_targets(self._store)
        for month, choice in self.months.items():
            choice.setChecked(month in chosen)
        pattern = notice_pattern(self._store)
        self.pattern.setText(pattern)
        self.office.setText(notice_office(self._store))
        sample = pattern.replace(YEAR, str(self._store.today.year)).replace(NUMBER, "1")
        self.example.setText(f"{YEAR} 处填年份，{NUMBER} 处填顺序号；今年第 1 份是 {sample}。已经下发的编号不变。")
        with QSignalBlocker(self.length), QSignalBlocker(self.first):
            self.length.setCurrentIndex(self.length.findData(int(number(CYCLE, self._store.current_year, own))))
            self.first.setValue(cycles_from(self._store))
        first, last = cycle_days(self._store, self._store.today, own)
        self.cycle.setText(
            f"办园行为督导评估 3—5 年为一个周期，每所园在周期内至少评估一次（教督〔2017〕7号）；"
            f"现在的周期是 {first.year}—{last.year} 年。"
        )

    # -- what is kept --

    def keep_holidays(self) -> None:
        chosen = tuple(month for month, choice in self.months.items() if choice.isChecked())
        if chosen != holiday_months(self._store):
            self._keep(lambda: set_holiday_months(self._store, chosen), "已修改假期月份。")

    def keep_pattern(self) -> None:
        if self.pattern.text() != notice_pattern(self._store):
            self._keep(
                lambda: set_notice_pattern(self._store, self.pattern.text()), "已修改整改通知书编号样式。", self.pattern
            )

    def keep_office(self) -> None:
        if self.office.text() != notice_office(self._store):
            self._keep(
                lambda: set_notice_office(self._store, self.office.text()), "已修改整改通知书落款。", self.office
            )

    def keep_length(self) -> None:
        years = str(self.length.currentData())
        told = f"评估周期自 {self._store.current_year} 学年起为 {years} 年。"
        self._keep(lambda: set_target(self._store, CYCLE, self._store.current_year, years), told)

    def keep_first(self) -> None:
        if self.first.value() != cycles_from(self._store):
            self._keep(lambda: set_cycles_from(self._store, self.first.value()), "已修改评估周期的起始年份。")

    def _keep(self, act: Callable[[], object], told: str, typed: QLineEdit | None = None) -> None:
        """What was typed and is refused stays, to be mended."""
        try:
            act()
        except Refusal as refusal:
            self._desk.notices.tell(Tone.BAD, str(refusal))
            if typed is None:
                self.refresh()
            return
        self._desk.notices.tell(Tone.GOOD, told)
        self._desk.saved()

    def _set_up(self) -> None:
        names: Mapping[QWidget, str] = {
            self.pattern: "整改通知书编号样式",
            self.office: "整改通知书落款",
            self.length: "办园行为督导评估周期",
            self.first: "评估周期起始年份",
        }
        for widget, name in names.items():
            widget.setAccessibleName(name)
            widget.setMaximumWidth(WIDTH)
        for month, choice in self.months.items():
            choice.setAccessibleName(f"{month} 月是假期")
            choice.clicked.connect(self.keep_holidays)
        for years in LENGTHS:
            self.length.addItem(f"{years} 年", years)
        self.first.setRange(EARLIEST, LATEST)
        self.first.setKeyboardTracking(False)
        self.pattern.editingFinished.connect(self.keep_pattern)
        self.office.editingFinished.connect(self.keep_office)
        self.length.currentIndexChanged.connect(self.keep_length)
        self.first.valueChanged.connect(self.keep_first)
