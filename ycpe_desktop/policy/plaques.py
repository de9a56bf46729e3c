"""公示牌 gate by gate: what hangs there, what a plaque lacks, and what is printed on it.

教督〔2019〕3号 二: all of one form, with 姓名, 照片, 联系方式 and 职责, where everybody sees it at the gate.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import select

from ycpe_desktop.faults import Refusal
from ycpe_desktop.fields import Kind, Text, Unreadable, is_blank
from ycpe_desktop.fields.phone import PHONE
from ycpe_desktop.ledgers import Supervisor
from ycpe_desktop.policy.supervision import Board, Plaque
from ycpe_desktop.store import Store
from ycpe_desktop.store.listing import table_of
from ycpe_desktop.store.photos import photos_of

CLAUSE = "教督〔2019〕3号"
DUTIES = (
    "监督指导幼儿园安全管理情况",
    "监督指导幼儿园规范办园情况",
    "监督指导幼儿园师德师风建设情况",
    "完成教育督导部门交办的其他任务",
)
"""职责 of a 责任督学 by 教督〔2019〕3号."""

OFFICE, OFFICE_PHONE = "plaque_office", "plaque_phone"
"""Settings: who puts the plaque up, and the number under which supervision can be reached; both may be empty."""

OFFICE_FIELDS: Mapping[str, tuple[str, Kind[str]]] = MappingProxyType({
    OFFICE: ("落款单位", Text(40)),
    OFFICE_PHONE: ("监督电话", PHONE),
})

LACKS: Mapping[str, str] = MappingProxyType({"photo": "照片", "phone": "电话"})
"""What a plaque must show and the record of its supervisor may lack."""


@dataclass(frozen=True)
class Person:
    """What a plaque shows of a supervisor; ``photo`` is the digest of the attachment. "" where it is not known."""

    uuid: str
    name: str
    employer: str
    certificate: str
    phone: str
    photo: str


@dataclass(frozen=True)
class Gate:
    """One kindergarten in operation; ``person`` is None where nobody is in charge."""

    plaque: Plaque
    person: Person | None

    @property
    def lacks(self) -> tuple[str, ...]:
        """Of ``LACKS`` what cannot be printed; nothing where there is no plaque to print."""
        if self.person is None:
            return ()
        return tuple(what for what in LACKS if not getattr(self.person, what))

    @property
    def to_print(self) -> bool:
        """The supervisor in charge has no plaque here yet."""
        duty = self.plaque.duty
        return duty is not None and duty.printed is None and duty.posted is None

    @property
    def wrong(self) -> bool:
        """Something is left to do before the right plaque hangs here with all that it must show."""
        return self.plaque.state == "former" or (
            self.plaque.duty is not None and (self.plaque.state != "posted" or bool(self.lacks))
        )


def gates(store: Store, board: Board) -> tuple[Gate, ...]:
    """Every kindergarten of the board, in its order."""
    known = people(store)
    return tuple(
        Gate(plaque, known[plaque.duty.supervisor] if plaque.duty is not None else None) for plaque in board.plaques
    )


def people(store: Store) -> dict[str, Person]:
    """All supervisors by their keys."""
    table, photos = table_of(Supervisor), photos_of(store, Supervisor)
    wanted = select(table.c.uuid, table.c.name, table.c.employer, table.c.certificate, table.c.phone)
    with store.reading() as connection:
        rows = connection.execute(wanted).all()
    return {
        row.uuid: Person(
            row.uuid,
            row.name,
            row.employer or "",
            row.certificate or "",
            row.phone or "",
            photos[row.uuid].digest if row.uuid in photos else "",
        )
        for row in rows
    }


def office(store: Store) -> tuple[str, str]:
    """(name, telephone) as they stand at the foot of a plaque."""
    return str(store.setting(OFFICE) or f"{store.county.name}教育局"), str(store.setting(OFFICE_PHONE) or "")


def set_office(store: Store, key: str, typed: str) -> str:
    """Set ``OFFICE`` or ``OFFICE_PHONE``, as one action; gives its label, "" if it was so already.

    Raises Refusal for what is no telephone number, or too long.
    """
    word, kind = OFFICE_FIELDS[key]
    try:
        told = "" if is_blank(typed) else str(kind.parse(typed))
    except Unreadable as reason:
        raise Refusal(str(reason), word, "请改正后再试") from None
    if told == str(store.setting(key) or ""):
        return ""
    label = f"修改公示牌{word}"
    store.set_setting(key, told, label)
    return label


def lacking(found: Sequence[Gate], what: str) -> list[str]:
    """Names of the supervisors whose plaques lack it, each once."""
    return list(dict.fromkeys(gate.person.name for gate in found if gate.person is not None and what in gate.lacks))
