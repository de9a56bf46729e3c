"""All rules, in the order of the page."""

from ycpe_desktop.policy.between_network import NETWORK
from ycpe_desktop.policy.between_people import PEOPLE
from ycpe_desktop.policy.between_safety import SAFETY_AND_TASKS
from ycpe_desktop.policy.rule import Rule
from ycpe_desktop.policy.rules import OF_KINDERGARTENS
from ycpe_desktop.policy.rules_inclusive import COMPOUND, RECOGNITION
from ycpe_desktop.policy.rules_oversight import AUDITS, FEES, LICENCES, UNLICENSED
from ycpe_desktop.policy.rules_projects import BUILD, UPGRADE
from ycpe_desktop.policy.rules_safeguards import FUNDS, TEACHERS, TRAININGS
from ycpe_desktop.policy.rules_staffing import STAFFING
from ycpe_desktop.policy.rules_supervisors import BETWEEN_YEARS, CYCLE, SUPERVISORS
from ycpe_desktop.policy.rules_yearly import YEARLY
from ycpe_desktop.policy.rules_yearly_figures import FIGURES
from ycpe_desktop.policy.visit_rules import VISIT_RULES

BETWEEN: tuple[Rule, ...] = (*NETWORK, *PEOPLE, *SAFETY_AND_TASKS)
OF_LEDGERS: tuple[Rule, ...] = (
    *FIGURES,
    *STAFFING,
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
RULES: tuple[Rule, ...] = (
    *OF_KINDERGARTENS,
    *BETWEEN_YEARS,
    *SUPERVISORS,
    *VISIT_RULES,
    *CYCLE,
    *BETWEEN,
    *OF_LEDGERS,
)
