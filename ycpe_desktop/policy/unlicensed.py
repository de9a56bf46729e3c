"""无证园 as it goes on: found, disposed of, its children placed, looked at again; one that is admitted opens."""

from datetime import date

from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import LicenceEvent, UnlicensedCheck, UnlicensedPlacing, UnlicensedSite
from ycpe_desktop.ledgers.unlicensed_site import CHECKS
from ycpe_desktop.policy.acting import garden_name, open_garden, put_child, require_order, row_of
from ycpe_desktop.policy.days import years_later
from ycpe_desktop.policy.thresholds import number, own_targets
from ycpe_desktop.schoolyear import year_of
from ycpe_desktop.store import Store

CHECK_WORDS = dict(CHECKS)


def ban(store: Store, site: str, day: date, document: str | None = None) -> str:
    """取缔: its holder is barred for the least time that the law sets; gives the action's label."""
    row = row_of(store, UnlicensedSite, site)
    require_order(row["found"], day, "发现日期", row["name"])
    years = int(number("ban_least", year_of(day), own_targets(store)))
    label = f"取缔无证园：{row['name']}（{day}）"
    with store.writing(label) as writer:
        values = {"disposal": "ban", "disposed": day, "document": document, "mended_by": None}
        writer.update(UnlicensedSite, site, {**values, "barred_until": years_later(day, years)})
    return label


def mend(store: Store, site: str, day: date, by: date, document: str | None = None) -> str:
    """It must come up to the standard by a day; gives the label."""
    row = row_of(store, UnlicensedSite, site)
    require_order(row["found"], day, "发现日期", row["name"])
    require_order(day, by, "处置日期", row["name"])
    label = f"无证园整改：{row['name']}（{by} 前）"
    with store.writing(label) as writer:
        values = {"disposal": "mend", "disposed": day, "mended_by": by, "document": document}
        writer.update(UnlicensedSite, site, values)
    return label


def place(store: Store, site: str, garden: str, children: int, day: date) -> str:
    """So many of its children go to that kindergarten; gives the label."""
    row = row_of(store, UnlicensedSite, site)
    label = f"无证园幼儿分流：{row['name']} {children} 人到 {garden_name(store, garden)}"
    with store.writing(label) as writer:
        put_child(
            writer, UnlicensedPlacing, {"site": site, "kindergarten": garden}, {"children": children, "placed": day}
        )
    return label


def recheck(store: Store, site: str, day: date, finding: str, inspector: str | None = None) -> str:
    """Someone looked at it again; gives the label."""
    row = row_of(store, UnlicensedSite, site)
    if row["disposal"] is None:
        raise Refusal("还没有处置，谈不上复查", row["name"], "请先记下处置")
    require_order(row["disposed"], day, "处置日期", row["name"])
    label = f"无证园复查：{row['name']} {CHECK_WORDS[finding]}（{day}）"
    with store.writing(label) as writer:
        put_child(writer, UnlicensedCheck, {"site": site, "checked": day}, {"finding": finding, "inspector": inspector})
    return label


def admit(
    store: Store, site: str, day: date, nature: str, licence: str, valid_until: date, authority: str | None = None
) -> str:
    """准入: it gets its licence and opens as a kindergarten of the registry; gives the label."""
    row = row_of(store, UnlicensedSite, site)
    require_order(row["found"], day, "发现日期", row["name"])
    label = f"无证园准入：{row['name']}（{day}）"
    with store.writing(label) as writer:
        told = {"licence": licence, "licence_until": valid_until, "licence_issued": day}
        values = {
            "name": row["name"], "township": row["township"], "address": row["address"], "sponsor": "999",
            "sponsor_name": row["holder"], "licence_authority": authority, **told,
        }  # fmt: skip
        garden = open_garden(writer, values, nature, day, "无证园准入")
        event = {"kindergarten": garden, "kind": "approved", "day": day, "licence": licence}
        writer.insert(LicenceEvent, {**event, "valid_until": valid_until, "authority": authority})
        disposed = {"disposal": "admit", "disposed": day, "kindergarten": garden}
        writer.update(UnlicensedSite, site, disposed)
    return label
