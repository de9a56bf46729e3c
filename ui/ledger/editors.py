"""Which widget a value is typed into, by its kind. Every editor gives text; the kind reads it."""

from functools import singledispatch
from typing import Any

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ui.icons import icon
from ui.ledger.suggestions import suggest_for
from ui.ledger.type_ahead import TypeAhead
from ui.shell.parts import label
from ui.theme import SPACE
from ycpe_desktop.fields import Choice, Code, Day, Kind, Link, Offered, Text, Unreadable, YesNo
from ycpe_desktop.store import Store

LINE_HEIGHT = 20


class DayLine(QLineEdit):
    """A day is typed (20260901, 2026.9.1, …); a small calendar is there for who wants it (Alt+↓)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("年-月-日")  # an example would be taken for a day that has been filled in
        open_calendar = QAction(icon("calendar-month-outline"), "日历", self)
        open_calendar.setShortcut("Alt+Down")
        open_calendar.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        open_calendar.triggered.connect(self.show_calendar)
        self.addAction(open_calendar, QLineEdit.ActionPosition.TrailingPosition)

    def show_calendar(self) -> None:
        frame = QFrame(self, Qt.WindowType.Popup)
        frame.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget()
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        try:
            shown = Day().parse(self.text())
            calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        except Unreadable:
            calendar.showToday()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(calendar)

        def take(day: QDate) -> None:
            self.setText(day.toString(Qt.DateFormat.ISODate))
            self.textEdited.emit(self.text())
            frame.close()

        calendar.clicked.connect(take)
        calendar.activated.connect(take)
        frame.move(self.mapToGlobal(QPoint(0, self.height())))
        frame.show()
        calendar.setFocus()


class Lines(QPlainTextEdit):
    """Several lines of text."""

    def __init__(self, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight(lines * LINE_HEIGHT + 12)


@singledispatch
def make_editor(kind: Kind[Any], store: Store, outer: str, parent: QWidget | None) -> QWidget:
    """The editor of one cell. ``outer``: the key of the place that a village must lie in."""
    return QLineEdit(parent)


@make_editor.register
def _(kind: Day, store: Store, outer: str, parent: QWidget | None) -> QWidget:
    return DayLine(parent)


def _type_ahead(kind: Kind[Any], store: Store, outer: str, parent: QWidget | None) -> QWidget:
    suggest = suggest_for(kind, store, outer)
    assert suggest is not None  # the kinds below all suggest
    return TypeAhead(suggest, parent)


for _kind in (Choice, Offered, YesNo, Link):
    make_editor.register(_kind, _type_ahead)


def make_form_editor(kind: Kind[Any], store: Store, outer: str, parent: QWidget | None) -> QWidget:
    """The same for the form, where there is room for several lines."""
    if isinstance(kind, Text) and kind.lines > 1:
        return Lines(kind.lines, parent)
    return make_editor(kind, store, outer, parent)


def put_unit(line: QLineEdit, unit: str) -> None:
    """At the right end of the line, beside what is typed."""
    told = label(unit, "second")
    told.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    inside = QHBoxLayout(line)
    inside.setContentsMargins(0, 0, SPACE[2], 0)
    inside.addStretch(1)
    inside.addWidget(told)
    line.setTextMargins(0, 0, told.sizeHint().width() + SPACE[1], 0)


def show_in(editor: QWidget, text: str) -> None:
    if isinstance(editor, TypeAhead):
        editor.begin(text)
    elif isinstance(editor, Lines):
        editor.setPlainText(text)
    elif isinstance(editor, QLineEdit):
        editor.setText(text)
        editor.setCursorPosition(0)


def typed_in(editor: QWidget) -> str:
    if isinstance(editor, TypeAhead):
        return editor.typed()
    if isinstance(editor, Lines):
        return editor.toPlainText()
    return editor.text() if isinstance(editor, QLineEdit) else ""


def is_tabular(kind: Kind[Any]) -> bool:
    """Digits that are compared by eye stand in a font of one width."""
    return isinstance(kind, Code)
