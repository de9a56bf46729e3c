"""Help: F1's topics, reading, searching."""

import pytest
from pytestqt.qtbot import QtBot

from ui.pages.help import TOPICS, HelpPage, text_of, title_of, topic_for
from ui.shell.shell import Shell
from ycpe_desktop.ledgers import LEDGERS
from ycpe_desktop.paths import resources


def test_every_file_is_a_topic_and_every_topic_a_file() -> None:
    assert {path.stem for path in resources("help").glob("*.md")} == set(TOPICS)


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_has_a_title_and_something_to_read(topic: str) -> None:
    assert title_of(topic)
    assert len(text_of(topic)) > 100


def test_f1_on_any_ledger_opens_how_tables_work() -> None:
    assert {topic_for(ledger.__tablename__) for ledger in LEDGERS} == {"ledger"}
    assert topic_for("checklist") == "checklist"
    assert topic_for("") == "start"


def test_a_topic_is_read_and_found(qtbot: QtBot, shell: Shell) -> None:
    assert shell.desk
    page = HelpPage(shell.desk)
    qtbot.addWidget(page)
    page.show_what(topic="checklist")
    assert "农村公办园" in page.reader.toPlainText()
    page.find_text("封印")
    assert title_of(page.topics.key) == "怎样生成上报文件"
    page.find_text("没有这个词吧")
    assert "没有找到" in page.reader.toPlainText()


def test_the_help_of_supervision_speaks_of_its_tabs_and_what_they_do() -> None:
    told = text_of("supervision")
    for word in ("地图", "示意图，不作划界依据", "整改", "退回重改", "取消销号", "通知书 ▼", "按期销号", "现在的地图"):
        assert word in told
