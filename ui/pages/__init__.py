"""The pages of the window, in the order of the navigation. Imported after the first paint only."""

from collections.abc import Sequence
from pathlib import Path

from ui.shell.contracts import Command, Desk, Page, PageSpec, Services, WindowStore
from ui.shell.parts import EmptyState, PageHead, column


def services(store: WindowStore, data_folder: Path, demo_if_new: bool) -> Services:
    """What the window shows of a store. ``demo_if_new`` proposes the demo county to a new one."""
    return Services(store, data_folder, page_specs(), commands())


def page_specs() -> Sequence[PageSpec]:
    return (PageSpec("start", "开始", "book-open-variant", StartPage, initials="ks"),)


def commands() -> Sequence[Command]:
    return ()


class StartPage(Page):
    """Stands where nothing else does yet: what belongs here, and where to begin."""

    title = "开始"
    icon = "book-open-variant"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        empty = EmptyState(
            "book-open-variant",
            "这里将放本县的园所名册和各类台账",
            "先把现有的园所名册导进来，或者新增一所幼儿园。",
        )
        column(PageHead(self.title), empty, parent=self).setStretch(1, 1)
