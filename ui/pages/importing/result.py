"""What an import has done, and what can be done next."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.pages.importing.review import hand_back_text
from ui.shell.parts import button, card, column, label, mark, row
from ui.theme import SPACE
from ycpe_desktop.exchange.plan import Plan
from ycpe_desktop.ledgers import Ledger, fields_of
from ycpe_desktop.schoolyear import label as year_label


@dataclass(frozen=True)
class Done:
    """``action``: its number in the history."""

    plan: Plan
    action: int

    @property
    def ledger(self) -> type[Ledger]:
        return self.plan.proposal.used[0].family[0]


def to_fill_in(done: Done) -> list[str]:
    """What every record of the ledger must have and some of the new ones did not bring."""
    new = [row for row in done.plan.rows_of(("new",)) if row.ledger is done.ledger]
    brought = [{each.field for each in row.changes if each.ledger == row.ledger.__tablename__} for row in new]
    wanted = [each for each in fields_of(done.ledger) if each.required]
    return [each.label for each in wanted if any(each.name not in names for names in brought)]


class ResultStep(QWidget):
    undo_asked = Signal()
    hand_back_asked = Signal()
    again_asked = Signal()
    year_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.done: Done | None = None
        self.picture = mark("check-circle", "good", 48)
        self.title, self.counts, self.more = (
            label("", "title", wrap=True),
            label("", wrap=True),
            label("", "second", wrap=True),
        )
        self.undo = button("撤销本次导入", self.undo_asked.emit, "undo-variant")
        self.hand_back = button("导出有问题的行…", self.hand_back_asked.emit, "file-excel-outline")
        self.again = button("再导入一个文件", self.again_asked.emit, "database-import-outline")
        self.year = button("", self._to_year, "calendar-month-outline", "link")
        for each in (self.picture, self.title, self.counts, self.more):
            each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        acts, year = QWidget(), QWidget()
        row(None, self.hand_back, self.undo, self.again, None, parent=acts)
        row(None, self.year, None, parent=year)
        column(card(self.picture, self.title, self.counts, self.more, year, acts, space=SPACE[5]), None, parent=self)

    def show_done(self, done: Done, year: int) -> None:
        """``year``: the school year of the window."""
        self.done = done
        counts, name = done.plan.counts, done.plan.proposal.book.name
        self.title.setText(f"已导入 {name}")
        parts = [f"新增 {counts['new']:,}", f"修改 {counts['changed']:,}", f"相同 {counts['same']:,}"]
        outside = counts["refused"] + counts["doubtful"]
        self.counts.setText(" · ".join(parts) + (f" · 没有导入 {outside:,}" if outside else ""))
        must = sum(any(each.must_fix for each in row.problems) for row in done.plan.rows_of(("new", "changed", "same")))
        told = ["导入以前已自动备份；这次导入随时可以整批撤销，过几天也可以。"]
        if must:
            told.append(f"{must:,} 条里有看不懂的格子：原文都留着，到“校验”页逐条补齐。")
        if lacking := "”“".join(to_fill_in(done)):
            told.append(f"“{lacking}”还没有填齐：在{done.ledger.TITLE}里标着“待填”，可以整列粘贴或向下填充。")
        if outside:
            told.append("没有导入的行可以导出成您自己的那个文件，改好再导入。")
        self.more.setText("\n".join(told))
        self.hand_back.setText(hand_back_text(outside))
        self.hand_back.setVisible(any(row.faults for row in done.plan.rows))
        other = done.plan.proposal.year
        self.year.setVisible(other != year)
        self.year.setText(f"年度数据进了 {year_label(other)}，现在看的是 {year_label(year)}：切换过去")
        self.undo.setEnabled(True)

    def show_undone(self) -> None:
        if self.done:
            self.title.setText(f"已撤销导入 {self.done.plan.proposal.book.name}")
            self.counts.setText("台账回到了导入以前。")
            self.more.setText("要恢复这次导入，按 Ctrl+Y。")
        self.undo.setEnabled(False)

    def _to_year(self) -> None:
        if self.done:
            self.year.hide()
            self.year_asked.emit(self.done.plan.proposal.year)
