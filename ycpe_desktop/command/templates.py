"""template, forms, and the import of forms that came back."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ycpe_desktop.command.told import Told, ledger_meant, opened, progress, year_meant
from ycpe_desktop.faults import Refusal

if TYPE_CHECKING:
    from ycpe_desktop.exchange.forms.collecting import Collected
    from ycpe_desktop.exchange.forms.lines import Line

TOLD_EVERY = 50
WORDS = {"returned": "已收回", "ready": "待导入", "faulty": "有问题", "missing": "未收回"}


def template(given: Namespace) -> Told:
    """A ledger's blank template; --out may be a folder."""
    from ycpe_desktop.exchange.template import template_name, write_template

    ledger = ledger_meant(given.ledger)
    with opened(given) as store:
        year = year_meant(given, store)
        out: Path = given.out or Path()
        if out.is_dir():
            out = out / template_name(store, ledger, year)
        write_template(store, ledger, year, out)
    return Told({"file": str(out), "ledger": ledger.TITLE, "year": year}, [str(out)])


def forms(given: Namespace) -> Told:
    """One workbook for every kindergarten in operation."""
    from ycpe_desktop.exchange.forms.issuing import issue

    with opened(given) as store:
        made = issue(store, year_meant(given, store), given.out, _tell)
    told = {"folder": str(made.folder), "count": len(made.files), "files": [file.name for file in made.files]}
    return Told(told, [f"{made.folder}\t{len(made.files)} 份"])


def import_forms(given: Namespace, paths: list[Path]) -> Told:
    """Plan and apply what a folder of forms says; those with something unreadable stay outside whole."""
    from ycpe_desktop.exchange.forms.collecting import collect, take_in
    from ycpe_desktop.exchange.forms.lines import lines

    if given.ledger or given.accept is not None or given.since or given.correct or given.refused:
        raise Refusal("收回填报表时只能用 --year 和 --dry-run", "", "请去掉其他选项")
    with opened(given, writable=not given.dry_run) as store:
        found = collect(store, paths, given.year, _tell)
        if found.plan is not None and not given.dry_run:
            progress("正在写入……")
            take_in(store, found)
        every = lines(store, found)
    return _told(found, every)


def _told(found: "Collected", every: "list[Line]") -> Told:
    faulty = [line for line in every if line.state == "faulty"]
    missing = [line.name for line in every if line.state == "missing"]
    data: dict[str, Any] = {
        **(found.plan.summary() if found.plan else {"year": found.year}),
        "forms": [{"kindergarten": line.name, "kindergarten_uuid": line.uuid, "state": line.state, "file": line.file,
                   "told": line.told} for line in every],
        "missing": missing,
    }  # fmt: skip
    counts = {word: sum(line.state == state for line in every) for state, word in WORDS.items()}
    lines = ["，".join(f"{word} {count}" for word, count in counts.items())]
    lines += [f"{line.name}\t{line.file}\t{line.told}" for line in faulty]
    return Told(data, lines, problems=bool(faulty))


def _tell(text: str, done: int, total: int) -> None:
    if done % TOLD_EVERY == 0:
        progress(f"{text} {done}/{total}")
