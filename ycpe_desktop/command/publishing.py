"""plaques, roster and picture."""

from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import Any

from ycpe_desktop.command.told import Told, opened, progress, year_meant
from ycpe_desktop.faults import Refusal
from ycpe_desktop.policy.plaques import Gate, gates
from ycpe_desktop.policy.supervision import board
from ycpe_desktop.schoolyear import page_day
from ycpe_desktop.store import Store

TOLD_EVERY = 50


def plaques(given: Namespace) -> Told:
    """Those that are not printed yet; with --all of every kindergarten that has a supervisor."""
    from ycpe_desktop.printing.plaque import print_plaques

    out = _with_suffix(given.out, (".pdf",))
    with opened(given) as store:
        day = day_meant(given, store)
        every = gates(store, board(store, day))
        found = [gate for gate in every if gate.person is not None and (given.all or gate.to_print)]
        if not found and any(gate.person is not None for gate in every):
            raise Refusal("没有需要印制的公示牌", "", "要全部重新打印，请加上 --all")
        chosen = {gate.plaque.garden.uuid for gate in found}
        printed = print_plaques(store, day, out, size=given.size, kindergartens=chosen, progress=_tell)
    unassigned = [gate.plaque.garden.name for gate in every if gate.person is None]
    told = {
        "file": str(out),
        "day": day.isoformat(),
        "size": given.size,
        "count": printed.count,
        "plaques": [_as_json(gate) for gate in found],
        "without_photo": printed.without_photo,
        "without_phone": printed.without_phone,
        "missing_characters": printed.lost,
        "unassigned": unassigned,
    }
    lines = [f"{out}\t{printed.count} 块", *printed.problems]
    lines += [f"没有责任督学：{name}" for name in unassigned]
    return Told(told, lines, problems=bool(printed.problems))


def roster(given: Namespace) -> Told:
    """督学证登记名册 and 督学责任区一览表 in one file, as the suffix says."""
    from ycpe_desktop.policy.rosters import rosters

    out = _with_suffix(given.out, (".xlsx", ".pdf"))
    with opened(given) as store:
        day = day_meant(given, store)
        found = rosters(store, day, phones=not given.no_phones)
        if out.suffix.lower() == ".pdf":
            from ycpe_desktop.printing.roster import print_rosters

            print_rosters(found, out)
        else:
            from ycpe_desktop.exchange.roster_export import export_rosters

            export_rosters(found, out)
    people, kindergartens = len(found.register.groups), len(list(found.areas.rows))
    told = {"file": str(out), "day": day.isoformat(), "supervisors": people, "kindergartens": kindergartens}
    lines = [f"{out}\t督学 {people} 人\t幼儿园 {kindergartens} 所"]
    if found.uncovered:
        lines.append(f"没有责任督学，不在名册里：{found.uncovered} 所")
    return Told({**told, "unassigned": found.uncovered}, lines)


def picture(given: Namespace) -> Told:
    """The year on two A4 pages: 两页概况."""
    from ycpe_desktop.printing.picture import print_picture

    out = _with_suffix(given.out, (".pdf",))
    with opened(given) as store:
        made = print_picture(store, year_meant(given, store), out, lambda told, done, total: progress(told))
    told = {
        "file": str(out),
        "year": made.year,
        "as_of": made.as_of.isoformat(),
        "approved": made.approved,
        "missed": [one.id for one in made.missed],
        "missing_characters": list(made.lost),
    }
    lines = [str(out), f"没有达到的指标 {len(made.missed)} 项"]
    return Told(told, lines + ([] if made.approved else ["草稿，未经审核"]))


def day_meant(given: Namespace, store: Store) -> date:
    """--day; else the day that the window shows of the year."""
    day: date | None = given.day
    return day or page_day(year_meant(given, store), store.today)


def _with_suffix(out: Path, suffixes: tuple[str, ...]) -> Path:
    if out.suffix.lower() not in suffixes:
        raise Refusal(f"文件名应以 {' 或 '.join(suffixes)} 结尾", str(out), "请改正 --out")
    return out


def _tell(text: str, done: int, total: int) -> None:
    if done % TOLD_EVERY == 0 or done == total:
        progress(f"{text} {done}/{total}")


def _as_json(gate: Gate) -> dict[str, Any]:
    assert gate.person is not None  # who has no supervisor has no plaque
    garden = gate.plaque.garden
    return {
        "kindergarten": garden.name,
        "kindergarten_uuid": garden.uuid,
        "township": garden.township_name,
        "supervisor": gate.person.name,
        "supervisor_uuid": gate.person.uuid,
        "state": gate.plaque.state,
        "former": gate.plaque.former or None,
        "lacks": list(gate.lacks),
    }
