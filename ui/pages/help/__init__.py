"""帮助: short answers for every page, from ``resources/help``; F1 opens the topic of the page."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

from ui import theme
from ui.pages.grouped_list import GroupedList, Line, Lines
from ui.shell.contracts import Desk, Page
from ui.shell.parts import PageHead, column, row, search_line
from ycpe_desktop.ledgers import ledger_named
from ycpe_desktop.paths import resources

GROUPS = {
    "开始": ("start", "importing", "forms", "moving"),
    "各页面": (
        "today",
        "ledger",
        "checklist",
        "supervision",
        "indicators",
        "what_if",
        "evaluation",
        "checks",
        "reporting",
        "history",
        "settings",
    ),
    "其他": ("keys", "sources"),
}
TOPICS = tuple(topic for topics in GROUPS.values() for topic in topics)
"""The pages of ``resources/help``, in the order of the list."""
LIST_WIDTH = 220
LINE_HEIGHT = 125
"""Per cent."""


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
        self.search = search_line("在帮助里查找")
        self.topics = GroupedList((0,))
        self.reader = QTextBrowser()
        self.reader.setOpenExternalLinks(False)
        self.reader.document().setDocumentMargin(24)
        left = QWidget()
        left.setFixedWidth(LIST_WIDTH)
        column(self.search, self.topics, parent=left)
        body = QWidget()
        row(left, self.reader, parent=body).setStretch(1, 1)
        column(PageHead(self.title), body, parent=self).setStretch(1, 1)
        self.search.textChanged.connect(self._list)
        self.topics.chosen.connect(self._read)
        self._list("")

    def show_what(self, *, topic: str = "", **what: Any) -> None:
        self.search.clear()
        self.topics.choose(topic_for(topic))

    def find_text(self, text: str) -> bool:
        self.search.setText(text)
        return True

    def _list(self, typed: str) -> None:
        """The topics that hold what was typed."""
        wanted = typed.strip().lower()
        found = [
            Lines(title, [Line(topic, (title_of(topic),)) for topic in topics if wanted in text_of(topic).lower()])
            for title, topics in GROUPS.items()
        ]
        self.topics.show_groups([group for group in found if group.lines])
        if any(group.lines for group in found):
            self._read(self.topics.key)
        else:
            self.reader.setPlainText(f"没有找到“{typed}”。换一个词试试，或清空后看全部。")

    def _read(self, topic: str) -> None:
        self.reader.setMarkdown(text_of(topic))
        for block in _blocks(self.reader.document()):
            _space_out(block)
        self.reader.moveCursor(QTextCursor.MoveOperation.Start)
        if self.search.text().strip():
            self.reader.find(self.search.text().strip())


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _space_out(block: QTextBlock) -> None:
    """Room between paragraphs, which Markdown leaves to the style."""
    cursor, form = QTextCursor(block), block.blockFormat()
    if not cursor.currentTable():
        form.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        form.setTopMargin(theme.SPACE[3] if form.headingLevel() else theme.SPACE[1])
        form.setBottomMargin(theme.SPACE[1])
        cursor.setBlockFormat(form)
