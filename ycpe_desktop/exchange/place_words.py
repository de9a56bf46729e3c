"""What a township's and a village's cell of one row say together: a village is looked for in its township."""

from collections.abc import Callable

from ycpe_desktop.divisions import village
from ycpe_desktop.exchange.mapping import key_of
from ycpe_desktop.exchange.plan_names import PlanNames
from ycpe_desktop.exchange.row_reading import RowRead
from ycpe_desktop.ledgers import Supervisor

Keys = tuple[str, str]
"""Of a ledger's township and village."""
SUPERVISOR: Keys = (key_of(Supervisor, "township"), key_of(Supervisor, "village"))
HANDLED = frozenset(SUPERVISOR)


def supervisor_reader(names: PlanNames, *, infer: bool) -> Callable[[RowRead], None]:
    return lambda row: read_places(row, names, SUPERVISOR, infer=infer)


def read_places(row: RowRead, names: PlanNames, keys: Keys, *, infer: bool) -> None:
    """``infer``: fill the township from the village, where it is blank."""
    _township(row, names, keys[0])
    _village(row, names, keys, infer)


def _township(row: RowRead, names: PlanNames, key: str) -> None:
    text = row.text(key)
    if not text:
        return
    found = names.keys("township", text)
    if len(found) == 1:
        row.values[key] = found[0]
    elif found:
        row.cannot_read(key, f"“{text}”可能指{'、'.join(names.name('township', each) for each in found[:3])}")
    else:
        row.cannot_read(key, f"“{text}”不在本县的乡镇之中")


def _village(row: RowRead, names: PlanNames, keys: Keys, infer: bool) -> None:
    outer, key = keys
    text, township = row.text(key), row.values.get(outer, "")
    if not text:
        return
    found = list(names.villages_named(text, township))
    if not found:
        places = names.find(text, row.text(outer))
        within = [place for place in places if place.village_code and township in ("", place.township_code)]
        found = [str(place.village_code) for place in within]
    if len(found) == 1:
        row.values[key] = found[0]
        if infer and not row.text(outer):
            row.proposed[outer] = _township_of(found[0])
    elif found:
        row.cannot_read(key, f"本县有 {len(found)} 个“{text}”，请写明乡镇")
    else:
        row.cannot_read(key, f"“{text}”不在{names.name('township', township) if township else '本县'}的村（社区）之中")


def _township_of(village_code: str) -> str | None:
    found = village(village_code)
    return found.township_code if found else None
