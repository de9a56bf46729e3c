"""上报: which workbooks of an approved year were written, so that the office knows what the city has in hand."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from ycpe_desktop.faults import Refusal
from ycpe_desktop.schoolyear import label
from ycpe_desktop.store import Store

SETTING = "reported/"
"""The setting of a year: this and the year."""


@dataclass(frozen=True)
class Report:
    """One workbook that was written of an approved year. ``at`` and ``approved`` in ISO local time."""

    file: str
    at: str
    file_id: str
    digest: str
    phones: bool
    approved: str
    """When the year was 审核通过 whose numbers it holds."""

    @property
    def when(self) -> str:
        return self.at.replace("T", " ")[:16]


def reports(store: Store, year: int) -> Sequence[Report]:
    """All of that year, oldest first; those of an approval that was taken back too."""
    return [Report(**each) for each in store.setting(f"{SETTING}{year}", [])]


def remember(store: Store, year: int, approved: str, file: str, file_id: str, digest: str, *, phones: bool) -> Report:
    """Note a workbook that has just been written, as an action. Raises Refusal where the year is not approved."""
    if not approved:
        raise Refusal(f"{label(year)}还没有审核通过，草稿不算上报")
    made = Report(file, datetime.now().isoformat(timespec="seconds"), file_id, digest, phones, approved)
    kept = [asdict(each) for each in (*reports(store, year), made)]
    store.set_setting(f"{SETTING}{year}", kept, f"生成上报文件：{file}")
    return made
