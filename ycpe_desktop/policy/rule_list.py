"""All rules over the records of ledgers, in the order of the page; see ``ledger_rules``."""

from ycpe_desktop.policy.ledger_rules import LedgerRule
from ycpe_desktop.policy.rules_inclusive import COMPOUND, RECOGNITION
from ycpe_desktop.policy.rules_oversight import AUDITS, FEES, LICENCES, UNLICENSED
from ycpe_desktop.policy.rules_projects import BUILD, UPGRADE
from ycpe_desktop.policy.rules_safeguards import FUNDS, TEACHERS, TRAININGS
from ycpe_desktop.policy.rules_yearly import YEARLY
from ycpe_desktop.policy.rules_yearly_figures import FIGURES

LEDGER_RULES: tuple[LedgerRule, ...] = (
    *FIGURES,
    *BUILD,
    *RECOGNITION,
    *COMPOUND,
    *UPGRADE,
    *YEARLY,
    *FUNDS,
    *TEACHERS,
    *TRAININGS,
    *LICENCES,
    *AUDITS,
    *FEES,
    *UNLICENSED,
)
