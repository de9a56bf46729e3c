"""上报: how each ledger stands, the approval, and the workbook for the city."""

from ui.pages.reporting.page import ReportingPage

__all__ = ["ReportingPage"]
