"""The words that go with the file, to be pasted into WeChat or a letter."""

from collections.abc import Mapping

from ycpe_desktop.exchange.standard import Exported
from ycpe_desktop.policy.figures import Indicator
from ycpe_desktop.policy.indicators import indicators
from ycpe_desktop.schoolyear import first_day, label
from ycpe_desktop.store import Store

TOLD = ("public_share", "inclusive_coverage", "gross_enrolment")


def message(store: Store, year: int, made: Exported, phones: bool) -> str:
    """芮城县 2026—2027 学年学前教育上报表，截至 2026-09-01：在办园 182 所，在园幼儿 14,203 人……"""
    found = {one.id: one for one in indicators(store, year, named=False)}
    draft = "（草稿，未经审核）" if made.draft else ""
    parts = [*_counts(found), *(f"{found[key].title} {found[key].shown}" for key in TOLD if found[key].shown)]
    title = f"{store.county.name} {label(year)}学前教育上报表{draft}"
    lacking = max(one.lacking_kindergartens for key, one in found.items() if key in TOLD)
    missing = f"有 {lacking:,} 所园缺数据，没有计入。" if lacking else ""
    lines = [
        f"{title}，截至 {first_day(year).isoformat()}：{'，'.join(parts)}。{missing}",
        f"文件：{made.path.name}{'' if phones else '（不含电话）'}",
        f"编号：{made.file_id}",
    ]
    return "\n".join(lines)


def _counts(found: Mapping[str, Indicator]) -> list[str]:
    gardens, children = found["inclusive_kindergartens"].denominator, found["inclusive_coverage"].denominator
    told = [f"在办园 {gardens:,} 所"] if gardens else []
    return [*told, *([f"在园幼儿 {children:,} 人"] if children else [])]
