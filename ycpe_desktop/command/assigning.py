"""assign: the best assignment of the 责任督学, proposed or written."""

from argparse import Namespace
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ycpe_desktop.command.told import Told, opened, progress, year_meant
from ycpe_desktop.faults import Refusal
from ycpe_desktop.schoolyear import first_day, label, last_day, page_day

if TYPE_CHECKING:
    from ycpe_desktop.assignment.figures import Figures
    from ycpe_desktop.assignment.proposal import Pair, Proposal

STATES = {"same": "不变", "changed": "换督学", "new": "新分配", "uncovered": "无人负责"}


def assign(given: Namespace) -> Told:
    """Written as one action unless --dry-run; kindergartens that nobody may have make the exit code 1."""
    from ycpe_desktop.assignment.accepting import accept
    from ycpe_desktop.assignment.problem import Options
    from ycpe_desktop.assignment.proposal import propose

    with opened(given, writable=not given.dry_run) as store:
        year = year_meant(given, store)
        day = given.day or page_day(year, store.today)
        if given.year is not None and not first_day(year) <= day <= last_day(year):
            raise Refusal(f"{day} 不在{label(year)}之内", "--day", "请改正日期或学年")
        found = propose(store, day, Options(given.maximum, given.rotation), _Teller())
        done = "" if given.dry_run else accept(store, found)
    return Told(as_json(found, done, explained=given.explain), _lines(found, done), bool(found.after.cost.uncovered))


class _Teller:
    """One line on stderr for each kind of work, not for each step of it."""

    def __init__(self) -> None:
        self._last = ""

    def __call__(self, text: str, done: int, total: int) -> None:
        if text != self._last:
            self._last = text
            progress(f"{text}……")


def as_json(found: "Proposal", done: str, *, explained: bool) -> dict[str, Any]:
    """``action`` is the label of what was written, "" where nothing was."""
    return {
        "day": found.problem.day,
        "action": done,
        "before": _figures(found.before),
        "after": _figures(found.after),
        "notes": _notes(found),
        "pairs": [_pair(found, pair, explained) for pair in found.pairs],
        "uncovered": [pair.garden.name for pair in found.pairs if pair.person is None],
        "causes": [
            {"sentence": cause.sentence, "rules": [_rule(found, asdict(rule)) for rule in cause.rules]}
            for cause in found.causes
        ],
        "remedies": found.remedies.sentence if found.remedies else "",
    }


def _notes(found: "Proposal") -> list[str]:
    return [*found.problem.notes(), *filter(None, [found.unheeded])]


def _figures(of: "Figures") -> dict[str, Any]:
    told = {"kindergartens": of.gardens, "covered": of.covered, "supervisors": of.people}
    loads = {"least": of.least, "most": of.most, "spread": of.spread, "outside_band": of.outside}
    townships = {"townships": of.townships, "townships_of_one": of.whole}
    levels = {"levels": of.cost._asdict(), "changed": of.cost.changed, "metres": of.cost.metres}
    return {**told, **loads, **townships, **levels}


def _pair(found: "Proposal", pair: "Pair", explained: bool) -> dict[str, Any]:
    told: dict[str, Any] = {
        "kindergarten": pair.garden.name,
        "kindergarten_uuid": pair.garden.uuid,
        "township": pair.garden.township_name,
        "supervisor": pair.person and pair.person.name,
        "supervisor_uuid": pair.person and pair.person.uuid,
        "before": pair.before and pair.before.name,
        "metres": pair.metres if pair.person else None,
        "state": pair.state,
        "changed": pair.state == "changed",
        "locked": pair.locked,
    }
    return told | ({"why": list(found.explainer.pair(pair.number).sentences)} if explained else {})


def _rule(found: "Proposal", rule: dict[str, Any]) -> dict[str, Any]:
    from ycpe_desktop.assignment.rules import CLAUSES

    garden, person = rule["garden"], rule["person"]
    return {
        "kind": rule["kind"],
        "clause": CLAUSES[rule["kind"]],
        "kindergarten": None if garden is None else found.problem.gardens[garden].name,
        "supervisor": None if person is None else found.problem.people[person].name,
    }


def _lines(found: "Proposal", done: str) -> list[str]:
    lines = [f"\t{'现状':>6}\t{'建议':>6}"]
    for title, was, will_be in (
        ("已覆盖", f"{found.before.covered}/{found.before.gardens}", f"{found.after.covered}/{found.after.gardens}"),
        ("最少—最多", f"{found.before.least}—{found.before.most}", f"{found.after.least}—{found.after.most}"),
        ("范围外的督学", found.before.outside, found.after.outside),
        ("变动", "", found.after.cost.changed),
        ("总路程（公里）", found.before.kilometres, found.after.kilometres),
        ("一位督学负责全部园的乡镇", found.before.whole, found.after.whole),
    ):
        lines.append(f"{title}\t{was}\t{will_be}")
    lines += _notes(found)
    for pair in found.pairs:
        if pair.state != "same":
            who = pair.person.name if pair.person else ""
            former = pair.before.name if pair.before else ""
            lines.append(f"{STATES[pair.state]}\t{pair.garden.name}\t{former} → {who}")
    lines += [cause.sentence for cause in found.causes]
    lines += [found.remedies.sentence] if found.remedies else []
    return [*lines, done or "没有写入"]
