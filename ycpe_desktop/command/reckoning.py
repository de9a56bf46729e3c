"""what-if: the smallest change that reaches both targets; nothing is written but the file that is asked for."""

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from ycpe_desktop.charts.loading import load_matplotlib
from ycpe_desktop.command.told import Told, opened, progress, year_meant
from ycpe_desktop.faults import Refusal
from ycpe_desktop.policy.figures import Lack, rounded
from ycpe_desktop.policy.what_if import Garden, Outcome, gardens, smallest, usual
from ycpe_desktop.policy.what_if_plans import (
    LEAST_RATE,
    MOST_RATE,
    Plan,
    assumed_told,
    changes,
    compared,
    reckoned,
    today,
    told,
)
from ycpe_desktop.store import Store

PICTURES = (".png", ".svg")
"""Of the chart alone."""
FORMS = (".pdf", ".xlsx", *PICTURES)


def what_if(given: Namespace) -> Told:
    """Refused (exit code 2) where the targets cannot be reached: the sentence says what is wanting."""
    with opened(given) as store:
        year = year_meant(given, store)
        if given.out is not None and given.out.suffix.lower() not in FORMS:
            raise Refusal(
                "达标测算只能存为 PDF、Excel 或图片", given.out.name, f"请把文件名的结尾改成 {'、'.join(FORMS)}"
            )
        every, lacks = gardens(store, year)
        plan = _assumed(given, store, year)
        progress("正在求解……")
        plan = replace(plan, choice=smallest(every, plan.assumed).choice)
        if given.out is not None:
            _write(given, store, every, plan)
    return Told(_data(every, lacks, plan), _lines(every, lacks, plan))


def _assumed(given: Namespace, store: Store, year: int) -> Plan:
    rates = tuple(Fraction(text) for text in given.births)
    if any(not LEAST_RATE <= rate <= MOST_RATE for rate in rates):
        raise Refusal(f"幼儿变化应在 {LEAST_RATE} 至 {MOST_RATE}（%）之间", "--births", "例如 --births -5 -4")
    if given.seats < 0:
        raise Refusal("新增公办学位不能是负数", "--seats")
    targets = usual(store, year + len(rates))
    public = targets.public if given.public is None else Fraction(given.public)
    inclusive = targets.inclusive if given.inclusive is None else Fraction(given.inclusive)
    if not (0 <= public <= 100 and 0 <= inclusive <= 100):
        raise Refusal("目标应在 0 至 100（%）之间", "--public、--inclusive", "例如 --public 55 --inclusive 93")
    return Plan(year, public, inclusive, rates, given.seats)


def _write(given: Namespace, store: Store, every: Sequence[Garden], plan: Plan) -> None:
    if given.out.suffix.lower() in PICTURES:
        _draw(store, every, plan, given.out)
    elif given.out.suffix.lower() == ".pdf":
        from ycpe_desktop.printing.what_if_sheet import print_what_if

        print_what_if(store, every, plan, given.out)
    else:
        from ycpe_desktop.exchange.what_if_export import export_what_if

        export_what_if(store, every, plan, given.out)


def _draw(store: Store, every: Sequence[Garden], plan: Plan, out: Path) -> None:
    load_matplotlib(store.folder)
    from ycpe_desktop.charts.comparison import two_states
    from ycpe_desktop.charts.reckoned import reckoned_states
    from ycpe_desktop.charts.saving import save_figure

    save_figure(two_states(reckoned_states(store, every, plan)), out)


def _data(every: Sequence[Garden], lacks: Sequence[Lack], plan: Plan) -> dict[str, Any]:
    """Rates in percent with two decimals, as decimal text."""
    found = reckoned(every, plan)
    return {
        "year": plan.year,
        "until": plan.until,
        "births": [str(float(rate)) for rate in plan.rates],
        "targets": {"public_share": rounded(plan.public), "inclusive_coverage": rounded(plan.inclusive)},
        "seats": plan.seats,
        "today": _state(today(every, plan), plan),
        "then": _state(found, plan),
        "kindergartens": found.touched,
        "children": found.changed,
        "moved": {"from_others": plan.choice.from_others, "from_inclusive": plan.choice.from_inclusive},
        "changes": [
            {
                "uuid": each.garden.uuid,
                "name": each.garden.name,
                "township": each.garden.township,
                "nature": each.garden.nature,
                "action": each.action,
                "children": each.children,
            }
            for each in changes(every, plan)
        ],
        "left_out": [{"uuid": lack.uuid, "name": lack.name, "told": lack.told} for lack in lacks],
    }


def _state(found: Outcome, plan: Plan) -> dict[str, Any]:
    public, inclusive = found.lacking(plan.assumed)
    return {
        "children": found.total,
        "public": found.public,
        "inclusive": found.inclusive,
        "public_share": rounded(found.public_share),
        "inclusive_coverage": rounded(found.inclusive_share),
        "public_lacking": public,
        "inclusive_lacking": inclusive,
        "reaches": found.reaches,
    }


def _lines(every: Sequence[Garden], lacks: Sequence[Lack], plan: Plan) -> list[str]:
    lines = [assumed_told(plan), told(every, plan)]
    lines += ["\t".join((each.label, *each.shown, each.verdicts)).rstrip() for each in compared(every, plan)]
    lines += [
        f"{each.garden.name}\t{each.garden.township}\t{each.children:,}\t{each.told}" for each in changes(every, plan)
    ]
    return lines + [f"未计入\t{lack.name}\t{lack.told}" for lack in lacks]
