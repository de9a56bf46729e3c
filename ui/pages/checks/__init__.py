"""校验: what must be mended and what may be explained, with the way to the cell."""

from ui.pages.checks.checked import badge
from ui.pages.checks.page import ChecksPage

__all__ = ["ChecksPage", "badge"]
