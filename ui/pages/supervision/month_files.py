"""What 本月督导 prints: the paper forms to take along, and a visit as it was recorded."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QMenu, QWidget

from ui.background import Progress
from ui.pages.supervision.month_lines import MonthRead
from ui.pages.written_files import PDF, print_pdf, write_file
from ui.shell.contracts import Desk
from ycpe_desktop.ledgers import Kindergarten
from ycpe_desktop.policy.recorded_visits import opened
from ycpe_desktop.policy.visits import Stop
from ycpe_desktop.store import Store


def print_menu(parent: QWidget, desk: Desk, store: Store, read: MonthRead, stop: Stop | None) -> QMenu:
    """The chosen kindergarten's form, its supervisor's round, or the whole month."""
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    round_ = read.round_of(stop.garden.uuid) if stop else None
    every = sum(len(each.stops) for each in read.plan.rounds)
    if stop and round_:
        menu.addAction(f"{stop.garden.name}的督导表", partial(_form, desk, store, read, stop))
        told = f"{round_.name}本月的计划和 {len(round_.stops)} 份督导表"
        menu.addAction(told, partial(_round, desk, store, read, round_.supervisor, round_.name))
    menu.addAction(f"全部计划和 {every} 份督导表", partial(_round, desk, store, read, None, "全部")).setEnabled(
        bool(every)
    )
    return menu


def print_record(desk: Desk, store: Store, visit: str) -> None:
    """Ask where, and write the visit as it was recorded, to be signed and filed."""
    entry = opened(store, visit).entry

    def write(out: Path) -> None:
        from ycpe_desktop.printing.visit_form import print_visit

        print_visit(store, visit, out)

    name = store.names.name(Kindergarten.__tablename__, entry.kindergarten)
    print_pdf(desk, "打印督导记录", f"{name}_督导记录_{entry.visited:%Y%m%d}.pdf", write)


def _form(desk: Desk, store: Store, read: MonthRead, stop: Stop) -> None:
    def write(out: Path) -> None:
        from ycpe_desktop.printing.visit_form import print_form

        print_form(store, stop.garden.uuid, read.plan.month, out)

    print_pdf(desk, "打印督导表", f"{stop.garden.name}_督导表_{read.plan.month:%Y%m}.pdf", write)


def _round(desk: Desk, store: Store, read: MonthRead, supervisor: str | None, name: str) -> None:
    def write(out: Path, progress: Progress) -> int:
        from ycpe_desktop.printing.visit_form import print_round

        return print_round(store, read.plan.month, out, supervisor, progress)

    write_file(desk, "打印督导表", f"{store.county.name}_督导表_{name}_{read.plan.month:%Y%m}.pdf", PDF, write)
