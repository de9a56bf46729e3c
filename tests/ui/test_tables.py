"""What holds for every table: headings say in what a column counts, numbers keep away from the text beside them."""

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.ledger.columns import HEADS, SMALL, columns_of
from ui.ledger.header import MARGIN
from ui.ledger.looks import heading_tip
from ui.pages.rows_table import AIR, RowsTable
from ui.theme import scaled
from ycpe_desktop.fields import Field
from ycpe_desktop.fields.kinds import Whole, money
from ycpe_desktop.ledgers import LEDGERS, Ledger


def test_a_heading_names_the_unit_that_its_label_does_not() -> None:
    assert Field(money(), "财政性教育经费").heading == "财政性教育经费（元）"
    assert Field(money(), "应拨（元）").heading == "应拨（元）"
    assert Field(Whole(), "年度").heading == "年度"


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: str(ledger.__tablename__))
def test_every_column_opens_with_room_for_its_unit(qapp: QApplication, ledger: type[Ledger]) -> None:
    whole, small = QFontMetrics(qapp.font()), QFontMetrics(scaled(qapp.font(), SMALL))
    for column in columns_of(ledger):
        needed = whole.horizontalAdvance(column.title) + small.horizontalAdvance(column.unit) + 2 * MARGIN + 1
        if column.unit and column.field.unit not in HEADS:
            assert column.width >= needed, column.title
        assert column.field.heading in heading_tip(column)


def test_a_number_keeps_away_from_the_text_in_the_next_column(qtbot: QtBot) -> None:
    table = RowsTable(("数", "情况"), (100, 0), numbers=(0,))
    qtbot.addWidget(table)
    table.resize(300, 200)
    table.show_rows([["1,234", "完好"], ["5", "完好"]])
    table.show()
    area = table.visualRect(table.rows.index(1, 0))  # the one that is not chosen
    picture = table.viewport().grab().toImage()
    ground = picture.pixelColor(area.left() + 2, area.center().y())
    inked = [
        x for x in range(area.left(), area.right() + 1)
        for y in range(area.top() + 2, area.bottom() - 1) if picture.pixelColor(x, y) != ground
    ]  # fmt: skip
    assert inked
    assert max(inked) <= area.right() - AIR
