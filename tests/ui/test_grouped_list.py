"""The list in groups that stands at the left of pages."""

from pytestqt.qtbot import QtBot

from ui.pages.grouped_list import GroupedList, Line, Lines


def test_a_word_that_is_longer_than_usual_gets_its_room(qtbot: QtBot) -> None:
    made = GroupedList((92, 0, 60), spare=(2,), fitted=(0,))
    qtbot.addWidget(made)
    made.resize(340, 200)
    made.show()
    made.show_groups([Lines("普及普惠", [Line("one", ("无法判断", "毛入园率", "99%"))])])
    usual = made.columnWidth(0)
    made.show_groups([Lines("普及普惠", [Line("one", ("无法判断（缺 175 所）", "毛入园率", "99%"))])])
    assert usual == 92
    assert made.columnWidth(0) > made.fontMetrics().horizontalAdvance("无法判断（缺 175 所）")
    assert made.isColumnHidden(2)
