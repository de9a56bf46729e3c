"""What a column may be chosen to mean, and how sure it is of what it means."""

from collections.abc import Mapping
from typing import NamedTuple

from ui.ledger.suggestions import Suggestion
from ycpe_desktop.exchange.mapping import SKIPPED, Family, meant_by, vocabulary_for
from ycpe_desktop.exchange.proposal import SheetChoice
from ycpe_desktop.exchange.tables_words import SURE

KEPT = Suggestion("-", "不导入（保留为导入原值）")
LEFT_OUT = Suggestion("×", "跳过（原文也不留）")
CLOSE = 0.97
"""From here on a heading says the same in other words; below it is merely similar."""


class Sureness(NamedTuple):
    """An icon, its colour and a word."""

    icon: str
    token: str
    word: str


CHOSEN = Sureness("pencil-outline", "primary", "您选的")
REMEMBERED = Sureness("history", "good", "已记住")
SAME = Sureness("check-circle", "good", "一致")
SIMILAR = Sureness("alert-outline", "attention", "相近，请看一眼")
KEPT_AS_IT_IS = Sureness("minus", "second", "留作原值")
NOT_WANTED = Sureness("minus", "second", "不要")


def offered(family: Family) -> list[Suggestion]:
    """Every field of the ledgers, in their order; first the two ways to leave a column out."""
    return [KEPT, LEFT_OUT, *(Suggestion(each.key, each.label, _whose(each.key)) for each in vocabulary_for(family))]


def _whose(key: str) -> str:
    found = meant_by(key)
    return found[0].TITLE if found else "帮助看出办园性质"


def key_shown(key: str | None) -> str:
    """The key under which it stands among the offered ones."""
    return KEPT.key if key is None else LEFT_OUT.key if key == SKIPPED else key


def key_meant(shown: str) -> str | None:
    return None if shown == KEPT.key else SKIPPED if shown == LEFT_OUT.key else shown


def labels(family: Family) -> Mapping[str, str]:
    return {each.key: each.label for each in offered(family)}


def sureness(choice: SheetChoice, column: int, by_hand: bool) -> Sureness:
    key, score = choice.columns.get(column), choice.scores.get(column, 0.0)
    if by_hand:
        return CHOSEN
    if choice.remembered:
        return REMEMBERED
    if key is None:
        return KEPT_AS_IT_IS
    if key == SKIPPED:
        return NOT_WANTED
    return SAME if score >= min(CLOSE, SURE) else SIMILAR
