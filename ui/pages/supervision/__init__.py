"""责任督学: who has whom, the roster, the plaques."""

from ui.pages.supervision.page import SupervisionPage, badge

__all__ = ["SupervisionPage", "badge"]
