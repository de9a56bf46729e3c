"""生成上报文件: the workbook of a school year, remembered as 上报 where the year is approved."""

from pathlib import Path

from ycpe_desktop.exchange.cover import Signers
from ycpe_desktop.exchange.standard import Exported, Progress, export_standard
from ycpe_desktop.policy.reported import remember
from ycpe_desktop.policy.reporting import approved_at
from ycpe_desktop.store import Store


def report(
    store: Store,
    year: int,
    out: Path,
    *,
    phones: bool = True,
    signers: Signers | None = None,
    progress: Progress = lambda *_: None,
) -> Exported:
    """Write the workbook; of an approved year nothing can be written meanwhile, and the file is remembered unless the
    store is open for reading only. ``signers``: the names on a draft; an approved year has its own.

    Raises Refusal where ``out`` cannot be written, or other long work is being done.
    """
    approved = approved_at(store, year)
    if not approved or not store.writable:
        names = None if approved else signers
        return export_standard(store, year, out, phones=phones, signers=names, progress=progress)
    with store.turns.taken("正在生成上报文件"):
        made = export_standard(store, year, out, phones=phones, progress=progress)
        remember(store, year, approved, out.name, made.file_id, made.digest, phones=phones)
    return made
