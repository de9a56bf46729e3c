"""Make the kept database of the running version: ``python -m tests.store.old.make``.

Run once when a version is released, and the file committed; never again for that version.
"""

import sys
import tempfile
from datetime import date
from pathlib import Path

from ycpe_desktop import __version__
from ycpe_desktop.ledgers import (
    Assignment,
    ClassRoom,
    ConductEvaluation,
    FourIndependents,
    Kindergarten,
    Rectification,
    Supervisor,
    Visit,
    VisitFinding,
    YearReport,
)
from ycpe_desktop.store import Store, add_years, create_store
from ycpe_desktop.store.backup import copied
from ycpe_desktop.store.folder import database_in
from ycpe_desktop.store.tables import attachment, raw_value

HERE = Path(__file__).resolve().parent


def fill(store: Store) -> None:
    """A little of everything that a later version must still find."""
    add_years(store, [2024, 2025])
    with store.writing("导入名册", "import", "名册.xlsx") as writer:
        town = store.names.keys("township", "古魏镇")[0]
        first = writer.insert(Kindergarten, {"name": "古魏镇中心幼儿园", "township": town, "code": "1114000001"})
        writer.state(Kindergarten.nature, first, "public", date(2020, 9, 1), basis="芮教〔2020〕3号")
        writer.state(Kindergarten.status, first, "open", date(2020, 9, 1))
        left = {"ledger": "kindergarten", "owner": first, "field": "urban_rural", "title": "城乡", "value": "县城边"}
        writer.put(raw_value, {"uuid": "1" * 32, **left})
    with store.writing("变更办园性质") as writer:
        writer.state(Kindergarten.nature, first, "inclusive", date(2025, 9, 1))
        writer.insert(YearReport, {"kindergarten": first, "year": 2026, "fee_care": None})
        writer.insert(
            ClassRoom, {"kindergarten": first, "year": 2026, "name": "小一班", "band": "junior", "children": 24}
        )
        writer.insert(FourIndependents, {"kindergarten": first, "year": 2026, "premises_state": "met"})
        supervisor = writer.insert(Supervisor, {"name": "解小红", "kind": "part"})
        writer.insert(Assignment, {"supervisor": supervisor, "kindergarten": first, "since": date(2026, 3, 1)})
        visited = {"kindergarten": first, "visited": date(2026, 11, 5), "supervisor": supervisor}
        visit = writer.insert(Visit, {**visited, "form": "papers,tour", "safety_state": "faulty", "state": "done"})
        wrong = {"item": "fire", "problem": "灭火器过期", "clause": "law79_3"}
        mend = {"number": "芮教督改〔2026〕1号", "place": 1, "issued": date(2026, 11, 5), "due": date(2026, 11, 20)}
        notice = writer.insert(Rectification, {"kindergarten": first, "supervisor": supervisor, **wrong, **mend})
        writer.insert(VisitFinding, {"visit": visit, **wrong, "rectification": notice})
        writer.insert(ConductEvaluation, {"kindergarten": first, "evaluated": date(2025, 5, 6), "safety_score": "18.5"})
        told = {"ledger": "kindergarten", "owner": first, "name": "许可证.pdf", "digest": "0" * 64, "size": 1}
        writer.put(attachment, {"uuid": "2" * 32, **told, "added": date(2026, 9, 1)})
    with store.writing("园长") as writer:
        writer.change(Kindergarten, first, {"principal": "张三"}, date(2026, 9, 1))
    store.undo()


def make(target: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        store = create_store(Path(scratch), "芮城县", today=lambda: date(2026, 11, 23))
        fill(store)
        store.close()
        with copied(database_in(Path(scratch)), target.parent) as copy:
            copy.replace(target)


if __name__ == "__main__":
    make(HERE / f"{__version__}.db")
    sys.stdout.write(f"{HERE / __version__}.db\n")
