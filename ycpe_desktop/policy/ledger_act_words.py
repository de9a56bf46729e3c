"""What the acts of all ledgers say of the registry: whom they are for, what becomes of a kindergarten, and why not."""

from datetime import date
from typing import Any, Literal

from ycpe_desktop.ledgers import Kindergarten, Ledger, field_of
from ycpe_desktop.policy.acting import garden_name, held
from ycpe_desktop.policy.ledger_act_kind import Case, Cases, asked

NEW_NAME = asked(Kindergarten, "name")._replace(label="新园名称", help="名册里没有的园才写；程序会在园所名册新增。")
NAME_MISSING = "（请写新园名称）"
GONE = {"merged": "已并入", "revoked": "已撤销", "banned": "已取缔"}


def gone(case: Case) -> str:
    """The kindergarten is there no more."""
    return GONE.get(case.status or "", "")


def not_open(case: Case) -> str:
    """The kindergarten is not 在办; where nothing is known of it, it is taken to be."""
    return "" if case.status in (None, "open") else f"状态是{Kindergarten.status.field.kind.show(case.status)}"


def whom(cases: Cases, unit: str = "条") -> str:
    """The kindergarten of the record, or how many there are."""
    return cases[0].called if len(cases) == 1 else f"{len(cases)} {unit}"


def shown(ledger: type[Ledger], name: str, value: Any) -> str:
    return field_of(ledger, name).kind.show(value)


def foretell_fact(case: Case, garden: str, name: Literal["nature", "status"], value: str, day: date) -> str:
    """What becomes of 办园性质 or 状态: 将把 甲园 的办园性质自 2026-12-01 起由 A 改为 B."""
    fact = getattr(Kindergarten, name)
    before, label = held(case.store, fact, garden, day), fact.field.label
    after, called = fact.field.kind.show(value), garden_name(case.store, garden)
    if before == value:
        return f"{called}的{label}已是“{after}”，不变"
    was = f"由“{fact.field.kind.show(before)}”" if before else ""
    return f"将把{called}的{label}自 {day} 起{was}改为“{after}”"


def foretell_new(name: str, nature: str, day: date) -> str:
    shown_nature = Kindergarten.nature.field.kind.show(nature)
    return f"将在园所名册新增“{name}”：{shown_nature}，{day} 起在办"


def foretell_opening(case: Case, garden: str | None, name: str | None, nature: str, day: date) -> str:
    """What 开园 means for the registry: of ``garden``, or of a new one called ``name``."""
    if garden is None:
        return f"{foretell_new(name or NAME_MISSING, nature, day)}。"
    facts = (foretell_fact(case, garden, "nature", nature, day), foretell_fact(case, garden, "status", "open", day))
    return f"{'；'.join(facts)}。"
