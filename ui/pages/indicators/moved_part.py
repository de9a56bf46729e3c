"""How many children move into new public seats, and from which kindergartens."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QSpinBox, QWidget

from ui.pages.indicators.assumptions import MOST_SEATS, named
from ui.pages.indicators.flow import Flow
from ycpe_desktop.policy.what_if import Choice
from ycpe_desktop.policy.what_if_plans import Plan


class MovedPart(QWidget):
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.others, self.inclusive = (QSpinBox(maximum=MOST_SEATS, suffix=" 名") for _ in range(2))
        Flow(named("新增学位转入：其他民办园", self.others), named("普惠性民办园", self.inclusive), parent=self)
        for box in (self.others, self.inclusive):
            box.valueChanged.connect(lambda _: self.changed.emit())

    def show_plan(self, plan: Plan) -> None:
        """Without telling of it; nothing is to be seen where there are no new seats."""
        self.setVisible(bool(plan.seats))
        blocked = [QSignalBlocker(box) for box in (self.others, self.inclusive)]
        self.others.setValue(plan.choice.from_others)
        self.inclusive.setValue(plan.choice.from_inclusive)
        del blocked

    def taken(self, choice: Choice) -> Choice:
        """The choice with what stands here."""
        return Choice(choice.actions, self.others.value(), self.inclusive.value())
