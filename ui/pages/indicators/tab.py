"""What the page 指标与图表 asks of its further tabs."""

from typing import Any

from PySide6.QtWidgets import QWidget


class Tab(QWidget):
    """Read when it is first seen, and again after changes."""

    @property
    def busy(self) -> bool:
        """Something is still being counted or drawn."""
        return False

    def refresh(self) -> None: ...

    def print_page(self) -> None: ...

    def show_what(self, **what: Any) -> None: ...

    def find_text(self, text: str) -> None: ...

    def fold(self, low: bool) -> None:
        """Where the page is low some of it makes room."""

    def may_leave(self) -> bool:
        return True
