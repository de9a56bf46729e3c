"""四个独立: the matrix of rural public kindergartens × the four."""

from ui.pages.checklist.page import SPECS, ChecklistPage, badge

__all__ = ["SPECS", "ChecklistPage", "badge"]
