"""今日待办: what is due, the plan's five figures, and what was done since the window was opened last."""

from ui.pages.today.known import badge
from ui.pages.today.page import TodayPage

__all__ = ["TodayPage", "badge"]
