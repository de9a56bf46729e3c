"""四个独立: the matrix of rural public kindergartens × the four."""

from ui.pages.checklist.page import ChecklistPage, badge

__all__ = ["ChecklistPage", "badge"]
