"""import and export."""

from argparse import Namespace
from pathlib import Path

from ycpe_desktop.command.told import Told, ledger_meant, opened, progress, year_meant

STATES = {"new": "新增", "changed": "变更", "same": "相同", "refused": "未导入"}


def import_file(given: Namespace) -> Told:
    """Plan and apply; a name that is only similar stays outside unless --accept says otherwise."""
    from ycpe_desktop.exchange.applying import apply
    from ycpe_desktop.exchange.planning import make_plan
    from ycpe_desktop.exchange.proposing import propose
    from ycpe_desktop.exchange.reading import read_book
    from ycpe_desktop.exchange.refused import write_refused

    ledger = ledger_meant(given.ledger) if given.ledger else None
    book = read_book(given.file)
    with opened(given, writable=not given.dry_run) as store:
        proposal = propose(store, book, year=given.year, ledger=ledger)
        proposal.accept, proposal.correct, proposal.since = given.accept, given.correct, given.since
        progress("正在核对……")
        plan = make_plan(store, proposal)
        if not given.dry_run:
            progress("正在写入……")
            apply(store, plan, given.file.name)
    told = plan.summary()
    if given.refused and told["refused"]:
        write_refused(plan, given.refused)
    lines = [f"共 {told['rows']} 行：" + "，".join(f"{word} {told[state]}" for state, word in STATES.items())]
    lines += [
        f"{each['sheet']} {each['cell']}\t{each['field']}\t{each['value']}\t{each['message']}"
        for each in told["problems"]
    ]
    return Told(told, lines, problems=bool(told["problems"] or told["refused"]))


def export(given: Namespace) -> Told:
    """The standard workbook; --out may be a folder."""
    from ycpe_desktop.exchange.standard import export_standard, standard_name

    with opened(given) as store:
        year = year_meant(given, store)
        out: Path = given.out or Path()
        if out.is_dir():
            out = out / standard_name(store, year)
        written = export_standard(store, year, out, phones=not given.no_phones)
    return Told({"file": str(out), "digest": written.digest}, [str(out)])
