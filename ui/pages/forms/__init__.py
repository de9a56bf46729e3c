"""园所填报表: sent out to every kindergarten, taken back as a folder, and who has not returned one."""

from ui.pages.forms.page import FormsPage

__all__ = ["FormsPage"]
