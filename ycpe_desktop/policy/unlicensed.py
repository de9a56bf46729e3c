"""无证园 as it goes on: found, disposed of, its children placed, looked at again; one that is admitted opens."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Kindergarten, LicenceEvent, UnlicensedCheck, UnlicensedPlacing, UnlicensedSite
from ycpe_desktop.ledgers.unlicensed_site import CHECKS
from ycpe_desktop.policy.acting import add_garden, garden_name, put_child, require_order, row_of
from ycpe_desktop.policy.claims import Claim, Row, moved
from ycpe_desktop.policy.days import years_later
from ycpe_desktop.policy.thresholds import SETTING, number
from ycpe_desktop.schoolyear import year_of
from ycpe_desktop.store import Store, Writer
from ycpe_desktop.store.tables import setting

CHECK_WORDS = dict(CHECKS)
ADMITTED = "无证园准入"


def admitted(writer: Writer, row: Row) -> Iterator[Claim]:
    """准入: the kindergarten of the registry is in operation from that day."""
    if row["disposal"] == "admit" and row["disposed"] and row["kindergarten"]:
        yield Claim(Kindergarten.status, row["kindergarten"], "open", row["disposed"], ADMITTED)


def want_garden(writer: Writer, row: Row, was: Row | None) -> None:
    """Only 办理 knows with which licence a new kindergarten is admitted."""
    admitted = row["disposal"] == "admit" and row["disposed"] and not row["kindergarten"]
    if admitted and moved(row, was, "disposal", "disposed", "kindergarten"):
        told = "没有写明准入后的幼儿园，园所名册没有改动；请选上它，或用“办理”里的“处置：准入”新增"
        writer.tell(f"{row['name']}：{told}")


def bar(writer: Writer, row: Row, was: Row | None) -> None:
    """取缔: its holder is barred for the least time that the law sets, unless a longer one is written."""
    day = row["disposed"]
    banned_before = was["disposed"] if was is not None and was["disposal"] == "ban" else None
    if row["disposal"] != "ban" or day is None or day == banned_before:
        return
    own = writer.connection.scalar(select(setting.c.value).where(setting.c.uuid == SETTING)) or {}
    years, until = int(number("ban_least", year_of(day), own)), row["barred_until"]
    least = years_later(day, years)
    usual = banned_before is not None and until == years_later(banned_before, years)
    longer = until is not None and until > least and not usual
    writer.update(UnlicensedSite, row["uuid"], {"mended_by": None, "barred_until": until if longer else least})


def ban(store: Store, site: str, day: date, document: str | None = None) -> str:
    """取缔, see ``bar``; gives the action's label."""
    row = row_of(store, UnlicensedSite, site)
    require_order(row["found"], day, "发现日期", row["name"])
    label = f"取缔无证园：{row['name']}（{day}）"
    with store.writing(label) as writer:
        writer.update(UnlicensedSite, site, {"disposal": "ban", "disposed": day, "document": document})
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
    with store.writing(label, whole=True) as writer:
        values = {
            "name": row["name"], "township": row["township"], "address": row["address"], "sponsor": "999",
            "sponsor_name": row["holder"],
        }  # fmt: skip
        garden = add_garden(writer, values, day)
        writer.state(Kindergarten.nature, garden, nature, day, basis=ADMITTED)
        event = {"kindergarten": garden, "kind": "approved", "day": day, "licence": licence}
        writer.insert(LicenceEvent, {**event, "valid_until": valid_until, "authority": authority})
        disposed = {"disposal": "admit", "disposed": day, "kindergarten": garden}
        writer.update(UnlicensedSite, site, disposed)
    return label
