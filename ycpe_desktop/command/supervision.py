"""plan, notice, supervision."""

from argparse import Namespace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from ycpe_desktop.command.records import key_meant
from ycpe_desktop.command.told import Told, opened, progress, year_meant
from ycpe_desktop.faults import Refusal
from ycpe_desktop.fields import Month, Unreadable
from ycpe_desktop.ledgers import Supervisor
from ycpe_desktop.policy import supervision_figures
from ycpe_desktop.policy.figures import rounded
from ycpe_desktop.policy.mends import OpenProblem
from ycpe_desktop.policy.supervision_figures import WORDS, Figures, Line
from ycpe_desktop.policy.supervision_table import HEADINGS, cells, shown
from ycpe_desktop.policy.visits import Round, Stop, month_plan


def plan(given: Namespace) -> Told:
    """Who is to be visited in a month, by supervisor, the most neglected first; --out: with the forms to take along."""
    month = _month(given.month)
    with opened(given) as store:
        who = key_meant(store, Supervisor, given.supervisor, store.current_year) if given.supervisor else None
        found = month_plan(store, month)
        rounds = [each for each in found.rounds if not who or each.supervisor == who]
        if given.out:
            from ycpe_desktop.printing.visit_form import print_round

            progress("正在生成督导记录表……")
            print_round(store, month, _suffixed(given.out, ".pdf"), who)
    told = {"month": found.month.isoformat()[:7], "holiday": found.holiday, "rounds": [_round(each) for each in rounds]}
    lines = [f"{told['month']} 是假期月份，没有应督导的园"] if found.holiday else []
    for each in rounds:
        lines.append(f"{each.name}\t应督导 {each.done.due} 所\t已督导 {each.done.visited} 所")
        lines += [_line(stop) for stop in each.stops]
    return Told(told, [*lines, *([str(given.out)] if given.out else [])])


def notice(given: Namespace) -> Told:
    """A 整改通知书 by UUID of a 限期整改, by number, or of a kindergarten with one open; .pdf or .docx."""
    suffix = _suffixed(given.out, ".pdf", ".docx").suffix.lower()
    with opened(given) as store:
        if suffix == ".docx":
            from ycpe_desktop.printing.notice_word import write_notice as write
        else:
            from ycpe_desktop.printing.notice import print_notice as write
        told = write(store, given.key, given.out)
    points = [{"item": each.item, "problem": each.problem, "clause": each.clause, "due": each.due and str(each.due)}
              for each in told.points]  # fmt: skip
    data = {"file": str(given.out), "number": told.number, "kindergarten": told.addressee, "problems": points}
    return Told(data, [f"{told.number}\t{told.addressee}\t{len(points)} 个问题\t{given.out}"])


def figures(given: Namespace) -> Told:
    """Coverage, load, monthly visits and what was mended in time; all three tables where --by is not given."""
    out = _suffixed(given.out, ".pdf", ".xlsx") if given.out else None
    with opened(given) as store:
        year = year_meant(given, store)
        found = [supervision_figures.figures(store, year, by) for by in ([given.by] if given.by else WORDS)]
        if out and out.suffix.lower() == ".pdf":
            from ycpe_desktop.printing.supervision_sheet import print_figures

            print_figures(store, found, out)
        elif out:
            from ycpe_desktop.exchange.supervision_export import export_figures

            export_figures(store, found, out)
    tables: dict[str, Any] = {told.by: [_figures(line) for line in told.lines] for told in found}
    data = {"year": year, "day": found[0].day.isoformat(), "total": _figures(found[0].total), **tables}
    lines = [line for told in found for line in _table(told)]
    return Told({**data, "file": out and str(out)}, [*lines, *([str(out)] if out else [])])


def _table(told: Figures) -> list[str]:
    rows = [HEADINGS[told.by], *([shown(cell) for cell in cells(told, line)] for line in (*told.lines, told.total))]
    return ["\t".join(row) for row in rows]


def _figures(line: Line) -> dict[str, Any]:
    return {
        "key": line.key or None,
        "name": line.name,
        "kindergartens": line.gardens,
        "covered": line.covered,
        "coverage": _percent(line.coverage),
        "supervisors": line.supervisors,
        "load": line.load or None,
        "visits_due": line.done.due,
        "visited": line.done.visited,
        "visited_share": _percent(line.done.share),
        "mends_due": line.closed.due,
        "mends_on_time": line.closed.on_time,
        "mends_share": _percent(line.closed.share),
    }


def _percent(share: Fraction | None) -> str | None:
    return None if share is None else rounded(100 * share)


def _month(typed: str) -> date:
    try:
        return date.fromisoformat(f"{Month().parse(typed)}-01")
    except Unreadable as reason:
        raise Refusal(str(reason), "--month", "例如 2026-11") from None


def _suffixed(out: Path, *able: str) -> Path:
    if out.suffix.lower() not in able:
        raise Refusal(f"不能写成“{out.suffix or out.name}”文件", "--out", f"请写成 {'、'.join(able)}")
    return out


def _line(stop: Stop) -> str:
    last = f"上次 {stop.last}" if stop.last else "没有督导过"
    done = f"本月 {stop.visited}" if stop.visited else "本月未督导"
    return f"　{stop.garden.name}\t{last}\t{done}\t未办结 {len(stop.problems)} 个"


def _round(each: Round) -> dict[str, Any]:
    return {
        "supervisor": each.name,
        "supervisor_uuid": each.supervisor or None,
        "due": each.done.due,
        "visited": each.done.visited,
        "stops": [_stop(stop) for stop in each.stops],
    }


def _stop(stop: Stop) -> dict[str, Any]:
    return {
        "kindergarten": stop.garden.name,
        "kindergarten_uuid": stop.garden.uuid,
        "township": stop.garden.township_name,
        "last": stop.last and stop.last.isoformat(),
        "visited": stop.visited and stop.visited.isoformat(),
        "drafts": list(stop.drafts),
        "problems": [_problem(one) for one in stop.problems],
    }


def _problem(one: OpenProblem) -> dict[str, Any]:
    values = one.mend.values if one.mend else {}
    due = values.get("due")
    return {
        "item": one.item,
        "problem": one.problem,
        "clause": one.clause,
        "number": values.get("number"),
        "due": due and due.isoformat(),
        "state": one.mend and one.mend.state_shown,
    }
