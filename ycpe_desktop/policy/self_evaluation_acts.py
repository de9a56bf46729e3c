"""What the office writes about an item of 普及普惠自评: each change one action on the item's row of that year."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import select

from ycpe_desktop.ledgers import SelfEvaluation, field_of
from ycpe_desktop.ledgers.self_evaluation import ITEMS
from ycpe_desktop.store import Store
from ycpe_desktop.store.attachments import keep
from ycpe_desktop.store.tables import attachment
from ycpe_desktop.store.writer import Writer, new_uuid


def say(store: Store, year: int, item: str, values: Mapping[str, Any]) -> str:
    """Write these fields of the item, making its row where there is none; gives the action's label. Raises Refusal in a
    year that is 审核通过."""
    fields = "、".join(field_of(SelfEvaluation, name).label for name in values)
    label = f"普及普惠自评：{dict(ITEMS)[item]} {fields}"
    with store.writing(label) as writer:
        record = _row(writer, year, item)
        if record:
            writer.update(SelfEvaluation, record, values)
        else:
            writer.insert(SelfEvaluation, {"item": item, "year": year, **values})
    return label


def add_files(store: Store, year: int, item: str, files: Sequence[Path]) -> str:
    """Files that prove the item, all as one action."""
    kept = [(file, *keep(store.folder, file)) for file in files]
    label = f"普及普惠自评：{dict(ITEMS)[item]} 佐证文件 {len(files)} 个"
    with store.writing(label) as writer:
        owner = _row(writer, year, item) or writer.insert(SelfEvaluation, {"item": item, "year": year})
        for file, digest, size in kept:
            values = {"ledger": SelfEvaluation.__tablename__, "owner": owner, "field": None, "name": file.name[-200:]}
            writer.put(attachment, {"uuid": new_uuid(), **values, "digest": digest, "size": size, "added": store.today})
    return label


def _row(writer: Writer, year: int, item: str) -> str:
    table = SelfEvaluation.__table__
    wanted = select(table.c.uuid).where(table.c.year == year, table.c.item == item)
    return str(writer.connection.scalar(wanted) or "")
