"""办理: what can be done next with the chosen records, in menus; and the pane in which one act is filled in.

The acts are asked for when a menu opens, and their modules are loaded only then.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QMenu

from ui.icons import icon
from ui.ledger.desk_store import left_told
from ui.shell.contracts import Desk, Tone
from ui.shell.stepping import take_step
from ycpe_desktop.ledgers import Ledger
from ycpe_desktop.policy.acted import ACTED
from ycpe_desktop.store import Store
from ycpe_desktop.store.store import Undone

if TYPE_CHECKING:
    from ui.ledger.act_pane import ActPane
    from ycpe_desktop.policy.ledger_acts import Done, Offer

ACT_ICON = "clipboard-check-outline"


def has_acts(ledger: type[Ledger]) -> bool:
    return ledger.__tablename__ in ACTED


class Acted(Protocol):
    """What the page does around an act."""

    def show_pane(self, pane: "ActPane | None") -> None:
        """Beside the table, in the place of the details; None takes it away."""

    def acted(self) -> None:
        """Something was done or undone: read anew."""


class PageActs:
    """The acts of one page. ``pane``: the one that is open."""

    def __init__(self, desk: Desk, store: Store, ledger: type[Ledger], page: Acted) -> None:
        self._desk, self._store, self._ledger, self._page = desk, store, ledger, page
        self.pane: ActPane | None = None

    def fill(self, menu: QMenu, records: Sequence[str], may_begin: Callable[[], bool]) -> None:
        """An entry an act; what cannot be done is grey and says why."""
        from ycpe_desktop.policy.ledger_acts import offers

        menu.clear()
        menu.setObjectName("acts")
        menu.style().polish(menu)  # it was dressed before it had this name: why something cannot be done is to be read
        found = offers(self._store, self._ledger, records)
        if len(records) > 1:
            menu.addAction(f"选中 {len(records):,} 条").setEnabled(False)
            menu.addSeparator()
        whole = [offer for offer in found if offer.act.whom == "ledger"]
        for each in found:
            if each not in whole:
                self._add(menu, each, may_begin)
        if whole:
            menu.addSeparator()
        for each in whole:
            self._add(menu, each, may_begin)

    def begin_the_ledger(self) -> bool:
        """Whether an act of the whole ledger fills it while it is empty."""
        if not has_acts(self._ledger):
            return False
        from ycpe_desktop.policy.ledger_acts import offers

        return any(offer.act.whom == "ledger" for offer in offers(self._store, self._ledger, []))

    def open(self, key: str, records: Sequence[str], known: Mapping[str, Any]) -> None:
        """The pane of an act for these records; where it cannot be done it is said why."""
        from ycpe_desktop.policy.ledger_acts import acts_of, offers

        act = next(each for each in acts_of(self._ledger) if each.key == key)
        offer = next(each for each in offers(self._store, self._ledger, records) if each.act is act)
        if offer.reason:
            self._desk.notices.tell(Tone.INFO, f"“{act.title}”现在不能办：{offer.reason}。")
        else:
            self.begin(offer, known)

    def begin(self, offer: "Offer", known: Mapping[str, Any] | None = None) -> None:
        """Open the pane for that act, of which so much is ``known``."""
        from ui.ledger.act_pane import ActPane

        self.close()
        self.pane = ActPane(self._desk, self._store, offer, known or {})
        self.pane.done.connect(self._done)
        self.pane.closed.connect(self.close)
        self._page.show_pane(self.pane)
        self.pane.focus_first()

    def close(self) -> None:
        if self.pane is not None:
            pane, self.pane = self.pane, None
            pane.hide()
            self._page.show_pane(None)
            pane.deleteLater()

    def refresh(self) -> None:
        """The records of the open pane may have changed, or gone."""
        if self.pane is not None and not self.pane.renew():
            told = f"“{self.pane.offer.act.title}”不能再办：{self.pane.offer.reason}"
            self.close()
            self._desk.notices.tell(Tone.INFO, told)

    def may_leave(self) -> bool:
        """What was typed and given up goes with its pane."""
        if self.pane is None or not self.pane.dirty():
            return True
        left = self.pane.may_leave()
        if left:
            self.close()
        return left

    # -- inside --

    def _add(self, menu: QMenu, offer: "Offer", may_begin: Callable[[], bool]) -> None:
        told = f"{offer.act.title}…\t{offer.reason}" if offer.reason else f"{offer.act.title}…"
        menu.addAction(told, partial(self._chosen, offer, may_begin)).setEnabled(not offer.reason)

    def _chosen(self, offer: "Offer", may_begin: Callable[[], bool]) -> None:
        if may_begin():
            self.begin(offer)

    def _done(self, done: "Done") -> None:
        self.close()
        step = done.step
        if step is None:
            self._desk.notices.tell(Tone.INFO, f"{done.label}：本来就是这样，没有改动。")
            return
        self._page.acted()
        left, told = left_told(self._store), f"已办理：{done.label}"
        tone, told = (Tone.ATTENTION, f"{told}。{left}") if left else (Tone.GOOD, told)
        self._desk.notices.tell(tone, told, "撤销", partial(self._undo, step.id, step.changes))

    def _undo(self, step: int, size: int) -> None:
        take_step(self._desk, "正在撤销", size, lambda tell: self._store.undo(step, tell), self._undone)

    def _undone(self, undone: Undone) -> None:
        self._page.acted()
        if undone.stayed:
            self._desk.notices.tell(
                Tone.ATTENTION, f"已撤销：{undone.label}。这些保持不变：{'；'.join(undone.stayed[:5])}"
            )
        else:
            self._desk.notices.tell(Tone.GOOD, f"已撤销：{undone.label}")


def add_menu(menu: QMenu, fill: Callable[[QMenu], object]) -> None:
    """办理 within another menu; asked for when it is opened."""
    inner = menu.addMenu(icon(ACT_ICON), "办理")
    inner.aboutToShow.connect(lambda: fill(inner))
