"""帮助: short answers for every page, from ``resources/help``; F1 opens the topic of the page."""

from functools import cache
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QTextBrowser, QWidget

from ui import theme
from ui.shell.contracts import Desk, Page
from ui.shell.parts import PageHead, column, row
from ycpe_desktop.ledgers import ledger_named
from ycpe_desktop.paths import resources

TOPICS = (
    "start",
    "ledger",
    "importing",
    "checklist",
    "supervision",
    "indicators",
    "checks",
    "reporting",
    "settings",
    "history",
    "keys",
)
"""The pages of ``resources/help``, in the order of the list."""
LIST_WIDTH = 220


@cache
def text_of(topic: str) -> str:
    """The page's Markdown."""
    return resources("help", f"{topic}.md").read_text(encoding="utf-8")


def title_of(topic: str) -> str:
    return text_of(topic).split("\n", 1)[0].removeprefix("# ")


def topic_for(wanted: str) -> str:
    """The topic that a page asks for; every ledger shares one, and what is unknown begins at the beginning."""
    if wanted in TOPICS:
        return wanted
    return "ledger" if ledger_named(wanted) else TOPICS[0]


class HelpPage(Page):
    title = "帮助"
    icon = "help-circle-outline"
    help_topic = "start"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.search = QLineEdit(placeholderText="在帮助里查找")
        self.search.setClearButtonEnabled(True)
        self.topics = QListWidget()
        self.reader = QTextBrowser()
        self.reader.setOpenExternalLinks(False)
        self.reader.document().setDocumentMargin(24)
        left = QWidget()
        left.setFixedWidth(LIST_WIDTH)
        column(self.search, self.topics, parent=left)
        body = QWidget()
        row(left, self.reader, parent=body).setStretch(1, 1)
        column(PageHead(self.title), body, parent=self, margin=theme.SPACE[2]).setStretch(1, 1)
        self.search.textChanged.connect(self._list)
        self.topics.currentItemChanged.connect(self._read)
        self._list("")

    def show_what(self, *, topic: str = "", **what: Any) -> None:
        self.search.clear()
        self.topics.setCurrentRow(TOPICS.index(topic_for(topic)))

    def find_text(self, text: str) -> bool:
        self.search.setText(text)
        return True

    def _list(self, typed: str) -> None:
        """The topics that hold what was typed."""
        self.topics.clear()
        for topic in TOPICS:
            if typed.strip().lower() in text_of(topic).lower():
                item = QListWidgetItem(title_of(topic))
                item.setData(Qt.ItemDataRole.UserRole, topic)
                self.topics.addItem(item)
        self.topics.setCurrentRow(0)
        if not self.topics.count():
            self.reader.setPlainText(f"没有找到“{typed}”。换一个词试试，或清空后看全部。")

    def _read(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        self.reader.setMarkdown(text_of(item.data(Qt.ItemDataRole.UserRole)))
        if self.search.text().strip():
            self.reader.find(self.search.text().strip())
