"""act: what can be done next with records, and the doing of it."""

from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from ycpe_desktop.command.records import key_meant
from ycpe_desktop.command.told import Told, ledger_meant, opened
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Kindergarten, Ledger
from ycpe_desktop.policy.ledger_acts import Offer, acts_of, carry_out, foretell, offers, proposals, read
from ycpe_desktop.store import Store
from ycpe_desktop.store.listing import table_of

WHOLE = "-"
"""KEY of an act that is done for the ledger as a whole."""


def act(given: Namespace) -> Told:
    """Without KEY the acts of the ledger; without ACT what is possible for the record; else it is done."""
    ledger = ledger_meant(given.ledger)
    if not acts_of(ledger):
        raise Refusal(f"“{ledger.TITLE}”没有要办理的事项", "", "请用 add、set 填写")
    with opened(given, writable=bool(given.act) and not given.dry_run) as store:
        found = offers(store, ledger, _records(store, ledger, given.key))
        if not given.act:
            return _listed(store, found, asked=bool(given.key))
        offer = _meant(found, given.act, ledger)
        if offer.reason:
            raise Refusal(offer.reason, offer.act.title)
        said = _answers(store, offer, given.values)
        told = foretell(offer, said)
        if given.dry_run:
            return Told({"act": offer.act.key, "changes": told, "action": "", "left": []}, [told, "没有写入"])
        done = carry_out(offer, said)
        label = done.label if done.step else ""
        data = {"act": offer.act.key, "changes": told, "action": label, "left": list(store.left)}
        return Told(data, [done.label, *store.left])


def _records(store: Store, ledger: type[Ledger], text: str) -> list[str]:
    if text in ("", WHOLE):
        return []
    return [_record(store, ledger, each) for each in text.split(",")]


def _record(store: Store, ledger: type[Ledger], text: str) -> str:
    """Of a ledger whose rows have no names, the kindergarten's will do where it has one row only."""
    table, year = table_of(ledger), store.current_year
    owned = "kindergarten" in table.c and "name" not in table.c
    with store.reading() as connection:
        known = connection.scalar(select(table.c.uuid).where(table.c.uuid == text))
    if known is not None or not owned:
        found = [known or key_meant(store, ledger, text, year)]
    else:
        garden = key_meant(store, Kindergarten, text, year)
        with store.reading() as connection:
            found = list(connection.scalars(select(table.c.uuid).where(table.c.kindergarten == garden)))
    if len(found) != 1 or found[0] is None:
        raise Refusal(f"“{text}”有 {len(found)} 条", ledger.TITLE, "请用 list 找到它的 UUID")
    return str(found[0])


def _meant(found: Sequence[Offer], text: str, ledger: type[Ledger]) -> Offer:
    """By its English key or its title."""
    offer = next((each for each in found if text in (each.act.key, each.act.title)), None)
    if offer is None:
        known = "、".join(f"{each.act.title}（{each.act.key}）" for each in found)
        raise Refusal(f"没有“{text}”这件事可办", ledger.TITLE, f"可用的有：{known}")
    return offer


def _answers(store: Store, offer: Offer, values: Sequence[str]) -> dict[str, Any]:
    """What was written, and where nothing was, what is proposed."""
    known = {word: field for field in offer.act.fields for word in (field.name, field.label)}
    kinds = {field.name: field.kind for field in offer.act.fields}
    typed = {name: str(kinds[name].show(each.value, store.names)) for name, each in proposals(offer).items()}
    for one in values:
        word, equals, text = one.partition("=")
        if not equals or word not in known:
            raise Refusal(f"没有“{word}”这一项", offer.act.title, f"可用的有：{'、'.join(known)}")
        typed[known[word].name] = text
    said, wrong = read(store, offer.act, typed)
    if wrong:
        labels = {field.name: field.label for field in offer.act.fields}
        told = "；".join(f"“{labels[name]}”{reason}" for name, reason in wrong.items())
        raise Refusal(told, offer.act.title, "请写上 字段=值")
    return said


def _listed(store: Store, found: Sequence[Offer], *, asked: bool) -> Told:
    """``asked``: for a record, so that it is said what is possible and what is proposed."""
    data, lines = [], []
    for offer in found:
        able = asked and not offer.reason
        proposed = proposals(offer) if able else {}
        fields = [
            {
                "name": field.name,
                "label": field.label,
                "needed": field.needed,
                "proposed": field.kind.show(proposed[field.name].value, store.names) if field.name in proposed else "",
            }
            for field in offer.act.fields
        ]
        reason = offer.reason if asked else ""
        data.append({
            "act": offer.act.key,
            "title": offer.act.title,
            "possible": able,
            "reason": reason,
            "fields": fields,
        })
        names = " ".join(f"{field['name']}{'*' if field['needed'] else ''}" for field in fields)
        lines.append("\t".join((offer.act.key, offer.act.title, reason or names)))
    return Told(data, lines)
