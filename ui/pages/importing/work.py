"""What the import does on a thread of its own. Each takes the progress that also carries a cancel."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ui.background import Progress
from ycpe_desktop.exchange.applying import apply
from ycpe_desktop.exchange.plan import Plan
from ycpe_desktop.exchange.planning import make_plan
from ycpe_desktop.exchange.proposal import Proposal
from ycpe_desktop.exchange.proposing import propose
from ycpe_desktop.exchange.reading import read_book, read_clipboard
from ycpe_desktop.exchange.refused import write_refused
from ycpe_desktop.ledgers import Ledger
from ycpe_desktop.store import Store

Source = Path | str
"""A file, or the text of a paste."""


@dataclass(frozen=True)
class Request:
    """What the clerk brought. ``ledger``: what it is said to be; ``year``: where the file names none."""

    source: Source
    ledger: type[Ledger] | None
    year: int

    @property
    def title(self) -> str:
        return self.source.name if isinstance(self.source, Path) else "粘贴的内容"


def reading(store: Store, request: Request) -> Callable[[Progress], Proposal]:
    def work(tell: Progress) -> Proposal:
        tell("正在打开", 0, 0)
        source = request.source
        book = read_book(source) if isinstance(source, Path) else read_clipboard(source)
        tell("正在寻找表头", 0, 0)
        found = propose(store, book, ledger=request.ledger, otherwise=request.year, anyway=True)
        tell("正在寻找表头", 0, 0)  # a cancel that came meanwhile
        return found

    return work


def planning(store: Store, proposal: Proposal) -> Callable[[Progress], Plan]:
    def work(tell: Progress) -> Plan:
        return make_plan(store, proposal, tell)

    return work


def applying(store: Store, plan: Plan) -> Callable[[Progress], int | None]:
    def work(tell: Progress) -> int | None:
        return apply(store, plan, progress=tell)

    return work


def handing_back(plan: Plan, out: Path) -> Callable[[Progress], int]:
    def work(tell: Progress) -> int:
        tell("正在标出问题", 0, 0)
        return write_refused(plan, out)

    return work
