"""达标测算 as a file: the A4 page, the workbook. Its chart is saved by the canvas."""

from collections.abc import Sequence
from pathlib import Path

from ui.pages.written_files import EXCEL, print_pdf, write_file
from ui.shell.contracts import Desk
from ycpe_desktop.policy.what_if import Garden
from ycpe_desktop.policy.what_if_plans import Plan
from ycpe_desktop.store import Store


def print_plan(desk: Desk, store: Store, every: Sequence[Garden], plan: Plan, name: str) -> None:
    """``name`` of the 方案, if it has one."""

    def write(out: Path) -> None:
        from ycpe_desktop.printing.what_if_sheet import print_what_if

        print_what_if(store, every, plan, out, name)

    print_pdf(desk, "打印达标测算", f"{file_name(store, plan, name)}.pdf", write)


def export_plan(desk: Desk, store: Store, every: Sequence[Garden], plan: Plan, name: str) -> None:
    def write(out: Path, _: object) -> None:
        from ycpe_desktop.exchange.what_if_export import export_what_if

        export_what_if(store, every, plan, out, name)

    write_file(desk, "导出达标测算", f"{file_name(store, plan, name)}.xlsx", EXCEL, write)


def file_name(store: Store, plan: Plan, name: str) -> str:
    """芮城县_2026学年_达标测算_少生5%, without a suffix."""
    return "_".join(filter(None, (store.county.name, f"{plan.year}学年", "达标测算", name)))
