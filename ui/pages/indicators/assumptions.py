"""What 达标测算 assumes: the year that is reckoned, how the children change until then, targets, new seats."""

from dataclasses import replace
from fractions import Fraction

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QLabel, QSpinBox, QWidget

from ui.pages.indicators.flow import Flow
from ui.shell.parts import label, row
from ycpe_desktop.policy.what_if_plans import LEAST_RATE, MOST_RATE, YEARS_AHEAD, Plan
from ycpe_desktop.schoolyear import label as year_label

MOST_SEATS = 99_999


class Assumptions(QWidget):
    changed = Signal()
    ahead_changed = Signal()  # another year is reckoned: its targets may be others

    def __init__(self, *acts: QWidget) -> None:
        """``acts`` stand behind what is assumed."""
        super().__init__()
        self.until = QComboBox()
        self.until.setToolTip("按哪一学年的在园幼儿测算")
        self.rates = [_percent(LEAST_RATE, MOST_RATE, "少生填负数，如 -5") for _ in range(YEARS_AHEAD)]
        self.public = _percent(0, 100, "公办园在园幼儿占比的目标，只用于这次测算")
        self.inclusive = _percent(0, 100, "普惠性幼儿园覆盖率的目标，只用于这次测算")
        self.seats = QSpinBox(minimum=0, maximum=MOST_SEATS, singleStep=10, suffix=" 个")
        self.seats.setToolTip("新建、改扩建公办园最多能增加多少公办学位")
        self._rate_lines = [named("", box) for box in self.rates]
        self._parts = (
            named("算到", self.until),
            *self._rate_lines,
            named("公办占比", self.public),
            named("普惠覆盖率", self.inclusive),
            named("新增学位至多", self.seats),
        )
        Flow(*self._parts, *acts, parent=self)
        self.until.activated.connect(lambda _: self.ahead_changed.emit())
        for percent in (*self.rates, self.public, self.inclusive):
            percent.valueChanged.connect(lambda _: self.changed.emit())
        self.seats.valueChanged.connect(lambda _: self.changed.emit())

    def show_plan(self, plan: Plan) -> None:
        """Without telling of it."""
        boxes = (self.until, *self.rates, self.public, self.inclusive, self.seats)
        blocked = [QSignalBlocker(box) for box in boxes]
        self.until.clear()
        for ahead in range(YEARS_AHEAD + 1):
            self.until.addItem(year_label(plan.year + ahead), ahead)
        self.until.setCurrentIndex(len(plan.rates))
        for box, rate in zip(self.rates, plan.rates, strict=False):
            box.setValue(float(rate))
        self.public.setValue(float(plan.public))
        self.inclusive.setValue(float(plan.inclusive))
        self.seats.setValue(plan.seats)
        del blocked
        self._show_rates(plan.year)

    def taken(self, plan: Plan) -> Plan:
        """The plan with what is assumed here."""
        ahead = self.until.currentIndex()
        rates = tuple(_exact(box) for box in self.rates[:ahead])
        return replace(
            plan, rates=rates, public=_exact(self.public), inclusive=_exact(self.inclusive), seats=self.seats.value()
        )

    def _show_rates(self, year: int) -> None:
        for number, (line, box) in enumerate(zip(self._rate_lines, self.rates, strict=True)):
            line.setVisible(number < self.until.currentIndex())
            told = f"{year + number + 1} 年幼儿"
            _word_of(line).setText(told)
            box.setAccessibleName(f"{told}比上年变化")
            box.setToolTip(f"{year + number + 1} 年在园幼儿比上年变化百分之几，少生填负数，如 -5")


def _percent(least: int, most: int, tip: str) -> QDoubleSpinBox:
    made = QDoubleSpinBox(minimum=least, maximum=most, decimals=2, singleStep=1, suffix=" %")
    made.setToolTip(tip)
    return made


def _exact(box: QDoubleSpinBox) -> Fraction:
    """Two decimals as they are shown, not as the machine holds them."""
    return Fraction(round(box.value() * 100), 100)


def named(text: str, box: QWidget) -> QWidget:
    """The box with its words before it."""
    made = QWidget()
    word = label(text, "second")
    word.setBuddy(box)
    if text:
        box.setAccessibleName(text)
    row(word, box, parent=made)
    return made


def _word_of(line: QWidget) -> QLabel:
    found = line.findChild(QLabel)
    assert isinstance(found, QLabel)
    return found
