"""What a 整改通知书 says: which problems one notice has, to whom it goes, until when, and on what basis."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Kindergarten, Rectification, Visit, VisitFinding, field_of
from ycpe_desktop.ledgers.rectification import ENDED, SOURCES
from ycpe_desktop.policy.mends import Mend, mend_of, of_notice
from ycpe_desktop.policy.visit_settings import notice_office
from ycpe_desktop.store import Store
from ycpe_desktop.store.listing import table_of

TITLE = "教育督导整改通知书"
REFUSING = "拒绝、阻挠督导或者不按要求整改的，依照教督〔2019〕3号通报批评并责令改正。"
FOLLOWING = "责任督学接到整改报告后进行复查，整改到位的予以销号，不到位的退回重改。"


@dataclass(frozen=True)
class Point:
    """One problem of a notice; ``marks``: 情节严重, 一年内重复出现."""

    number: int
    item: str
    problem: str
    clause: str
    due: date | None
    marks: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        return f"{self.problem}（{'，'.join(self.marks)}）" if self.marks else self.problem


@dataclass(frozen=True)
class Notice:
    """``lead`` comes before the problems, ``demands`` after them, a paragraph each."""

    number: str
    addressee: str
    lead: str
    points: tuple[Point, ...]
    demands: tuple[str, ...]
    supervisor: str
    office: str
    issued: date | None
    demo: bool


def notice(store: Store, key: str) -> Notice:
    """The notice that a 限期整改 (by UUID), a number, or a kindergarten with one open notice means.

    Raises Refusal where it means none or several.
    """
    mends = _meant(store, key)
    first = mends[0]
    return Notice(
        str(first.values["number"]),
        first.garden.name,
        _lead(store, first),
        tuple(_point(one, place) for place, one in enumerate(mends, 1)),
        (_demand(mends), FOLLOWING, REFUSING),
        first.supervisor_name,
        notice_office(store),
        first.values["issued"],
        bool(store.setting("demo", False)),
    )


def written(day: date | None) -> str:
    """2026年11月5日, as a letter has it; room to write where there is no day."""
    return f"{day.year}年{day.month}月{day.day}日" if day else "　　　年　　月　　日"


def _meant(store: Store, key: str) -> list[Mend]:
    table = table_of(Rectification)
    with store.reading() as connection:
        number = connection.scalar(select(table.c.number).where(or_(table.c.uuid == key, table.c.number == key)))
        known = connection.scalar(select(table.c.uuid).where(table.c.uuid == key))
    if known and not number:
        where = mend_of(store, key, store.today).garden.name
        raise Refusal("这条限期整改还没有下发，没有通知书编号", where, "请先下发整改通知")
    numbers = [number] if number else _open_numbers(store, key)
    if len(numbers) != 1:
        told = f"有 {len(numbers)} 张没有办结的整改通知书：{'、'.join(numbers)}" if numbers else "没有这张整改通知书"
        raise Refusal(told, key, "请写明通知书编号" if numbers else "请核对编号，或用 list 限期整改 查找")
    found = of_notice(store, numbers[0], store.today)
    garden = mend_of(store, key, store.today).garden if known else found[0].garden
    return [one for one in found if one.garden == garden]


def _open_numbers(store: Store, name: str) -> list[str]:
    table, garden = table_of(Rectification), table_of(Kindergarten)
    wanted = (
        select(table.c.number)
        .join(garden, garden.c.uuid == table.c.kindergarten)
        .where(or_(garden.c.uuid == name, garden.c.name == name, garden.c.code == name), table.c.number.is_not(None))
        .where(or_(table.c.outcome.is_(None), table.c.outcome.not_in(ENDED)))
    )
    with store.reading() as connection:
        return list(connection.scalars(wanted.distinct().order_by(table.c.number)))


def _point(one: Mend, place: int) -> Point:
    told = one.values
    marks = [word for word, holds in (("情节严重", told["grave"]), ("一年内重复出现", one.repeated)) if holds]
    return Point(place, one.item_shown, told["problem"], one.clause_shown, told["due"], tuple(marks))


def _lead(store: Store, first: Mend) -> str:
    visit, finding = table_of(Visit), table_of(VisitFinding)
    wanted = select(visit.c.visited, visit.c.kind).join(finding, finding.c.visit == visit.c.uuid)
    with store.reading() as connection:
        found = connection.execute(wanted.where(finding.c.rectification == first.uuid)).first()
    if found is not None:
        kind = field_of(Visit, "kind").kind.show(found.kind or "regular")
        who = f"责任督学{first.supervisor_name}" if first.supervisor_name else "责任督学"
        return f"{written(found.visited)}，{who}对你园进行了{kind}。经督导检查，你园存在以下问题："
    source = dict(SOURCES).get(first.values["source"] or "", "督导")
    return f"经{'投诉核查' if source == '投诉' else source}，你园存在以下问题："


def _demand(mends: Sequence[Mend]) -> str:
    days = {one.values["due"] for one in mends}
    until = f"于{written(days.pop())}前" if len(days) == 1 and None not in days else "在表中所列期限前"
    return f"请你园对照依据条款认真整改，{until}完成，并将整改报告书面报责任督学。"
