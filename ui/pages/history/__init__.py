"""操作记录: every action, what it changed, and taking one of them back."""

from ui.pages.history.page import HistoryPage

__all__ = ["HistoryPage"]
