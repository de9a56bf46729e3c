"""The ledgers that have acts (``ledger_acts``): so little that a page may ask for it before any act is wanted."""

ACTED = frozenset({
    "alliance",
    "annual_inspection",
    "audit_report",
    "category_evaluation",
    "compound_site",
    "fund_payment",
    "incident",
    "inclusive_recognition",
    "kindergarten",
    "licence_event",
    "public_build",
    "rectification",
    "rural_upgrade",
    "safety_check",
    "task",
    "unlicensed_site",
})  # fmt: skip - a ledger a line
