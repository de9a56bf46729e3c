"""import and export."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ycpe_desktop.command.templates import import_forms
from ycpe_desktop.command.told import Told, ledger_meant, opened, progress, year_meant
from ycpe_desktop.faults import Refusal
from ycpe_desktop.store import Store, open_store

STATES = {"new": "新增", "changed": "变更", "same": "相同", "refused": "未导入"}


def import_file(given: Namespace) -> Told:
    """Plan and apply; a name that is only similar stays outside unless --accept says otherwise."""
    from ycpe_desktop.exchange.applying import apply
    from ycpe_desktop.exchange.forms.returned import is_form
    from ycpe_desktop.exchange.planning import make_plan
    from ycpe_desktop.exchange.proposing import propose
    from ycpe_desktop.exchange.reading import read_book
    from ycpe_desktop.exchange.refused import write_refused

    if given.file.is_dir():
        return import_forms(given, [given.file])
    ledger = ledger_meant(given.ledger) if given.ledger else None
    book = read_book(given.file)
    if is_form(book):
        return import_forms(given, [given.file])
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
    """The standard workbook; --out may be a folder. That of an approved year is remembered as 上报; while the window is
    open it is only written."""
    from ycpe_desktop.exchange.reporting import report
    from ycpe_desktop.exchange.standard import standard_name
    from ycpe_desktop.policy.reporting import standing_report

    with _opened_to_report(given) as store:
        year = year_meant(given, store)
        out: Path = given.out or Path()
        if out.is_dir():
            out = out / standard_name(store, year)
        written = report(store, year, out, phones=not given.no_phones)
        told = standing_report(store, year)
    made = {"file": str(out), "digest": written.digest, "file_id": written.file_id, "draft": written.draft}
    return Told({**made, "reported": told.at if told else ""}, [str(out)])


@contextmanager
def _opened_to_report(given: Namespace) -> Iterator[Store]:
    """To write where there is something to remember and nobody else writes."""
    from ycpe_desktop.policy.reporting import approved_at

    with opened(given) as store:
        approved = approved_at(store, year_meant(given, store))
    try:
        store = open_store(given.data_dir, writable=bool(approved))
    except Refusal as refusal:
        progress(f"这次生成不会记作上报：{refusal}")
        store = open_store(given.data_dir, writable=False)
    try:
        yield store
    finally:
        store.close()
