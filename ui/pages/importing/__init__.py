"""导入: a file of the clerk's own, looked at step by step before anything is written."""

from ui.pages.importing.page import ImportPage

__all__ = ["ImportPage"]
