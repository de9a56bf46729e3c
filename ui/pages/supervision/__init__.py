"""责任督学: who has whom, the roster, the plaques."""

from ui.pages.supervision.page import SPECS, SupervisionPage, badge

__all__ = ["SPECS", "SupervisionPage", "badge"]
