"""Judging 四个独立: each of these is one action and one undo step, and makes the year's row where there is none."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import select

from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import FourIndependents, field_of
from ycpe_desktop.policy.four_independents import ITEMS, STATE_WORDS, Row, rows
from ycpe_desktop.store import Store, Writer
from ycpe_desktop.store.attachments import keep
from ycpe_desktop.store.listing import table_of
from ycpe_desktop.store.tables import attachment
from ycpe_desktop.store.writer import new_uuid

CARRIED = tuple(
    column.key for column in FourIndependents.__table__.columns if column.key not in ("uuid", "year", "kindergarten")
)


def judge(
    store: Store, year: int, chosen: Sequence[Row], item: str, state: str | None, reason: str | None = None
) -> str:
    """Set one item of these kindergartens as one action; None clears it. Gives the action's label.

    A kindergarten without a row of that year gets one. 不适用 needs its reason.
    """
    if state == "exempt" and not (reason or "").strip():
        raise Refusal(f"{ITEMS[item]}判为不适用，要写明原因", "", "请写一句原因，例如“城乡一体化，与中心园同一法人”")
    values = {f"{item}_state": state, f"{item}_reason": reason.strip() if reason and state == "exempt" else None}
    label = judging_label(chosen, item, state)
    with store.writing(label) as writer:
        for row in chosen:
            put(writer, year, row.kindergarten, values)
    return label


def judging_label(chosen: Sequence[Row], item: str, state: str | None) -> str:
    many = f"（{len(chosen)} 所）"
    if state is None:
        return f"批量清除判定：{ITEMS[item]}{many}" if len(chosen) > 1 else f"清除判定：{chosen[0].name} {ITEMS[item]}"
    told = f"{ITEMS[item]} {STATE_WORDS[state]}"
    return f"批量判定：{told}{many}" if len(chosen) > 1 else f"判定：{chosen[0].name} {told}"


def set_field(store: Store, year: int, row: Row, name: str, value: Any) -> str:
    """Date, evidence, reason or 法人证书 of one kindergarten, as one action; gives the action's label."""
    label = f"四个独立：{row.name} {field_of(FourIndependents, name).label}"
    with store.writing(label) as writer:
        put(writer, year, row.kindergarten, {name: value})
    return label


def put(writer: Writer, year: int, kindergarten: str, values: Mapping[str, Any]) -> str:
    """Write into the year's row of the kindergarten, which is made where there is none; gives its uuid."""
    table = table_of(FourIndependents)
    wanted = select(table.c.uuid).where(table.c.kindergarten == kindergarten, table.c.year == year)
    found = writer.connection.scalar(wanted)
    if found is None:
        return writer.insert(FourIndependents, {"kindergarten": kindergarten, "year": year, **values})
    writer.update(FourIndependents, found, values)
    return str(found)


def to_carry_over(store: Store, year: int, every: Sequence[Row]) -> dict[str, Mapping[str, Any]]:
    """Kindergarten → last year's row, of those of ``every`` that nobody has judged this year."""
    table = table_of(FourIndependents)
    empty = {row.kindergarten for row in every if not any(row.judged(item) for item in ITEMS)}
    with store.reading() as connection:
        found = connection.execute(select(table).where(table.c.year == year - 1)).mappings().all()
    return {
        row["kindergarten"]: dict(row)
        for row in found
        if row["kindergarten"] in empty and any(row[f"{item}_state"] for item in ITEMS)
    }


def carry_over(store: Store, year: int) -> int:
    """Copy last year's judgements with their evidence to those without any, as one action; gives how many."""
    found = to_carry_over(store, year, rows(store, year))
    if not found:
        raise Refusal("没有可以沿用的判定", "四个独立", "上学年没有判定，或本学年都已判定")
    with store.writing(f"沿用上学年四个独立判定（{len(found)} 所）") as writer:
        for kindergarten, before in found.items():
            values = {name: before[name] for name in CARRIED if before[name] is not None}
            record = put(writer, year, kindergarten, values)
            _carry_files(writer, before["uuid"], record)
    return len(found)


def _carry_files(writer: Writer, old: str, new: str) -> None:
    files = writer.connection.execute(select(attachment).where(attachment.c.owner == old)).mappings().all()
    for file in files:
        writer.put(attachment, {**file, "uuid": new_uuid(), "owner": new})


def add_files(store: Store, year: int, row: Row, item: str, paths: Sequence[Path]) -> str:
    """Copy these files as evidence of one item; gives the action's label."""
    kept = [(path, *keep(store.folder, path)) for path in paths]
    named = paths[0].name if len(paths) == 1 else f"{len(paths)} 个文件"
    label = f"添加依据：{row.name} {ITEMS[item]}（{named}）"
    with store.writing(label) as writer:
        owner = put(writer, year, row.kindergarten, {})
        whose = {"ledger": FourIndependents.__tablename__, "owner": owner, "field": f"{item}_evidence"}
        for path, digest, size in kept:
            told = {"uuid": new_uuid(), "name": path.name[-200:], "digest": digest, "size": size}
            writer.put(attachment, {**whose, **told, "added": store.today})
    return label
