"""Which record a row of a list of kindergartens is.

UUID; 标识码; the exact name with its township, where the address tells equal names apart; else names that are alike,
and the clerk decides.
"""

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from rapidfuzz import fuzz, process

from ycpe_desktop.exchange.proposal import DIFFERENT, LATER

LEAST_ALIKE = 82.0
"""Below this score (0–100) two names are not worth a question."""
SAME_CORE = 97.0
"""古魏镇中心园 and 芮城县古魏镇中心幼儿园: the same once what only says the place and the kind is taken away."""
MOST_SIMILAR = 5
_HOSTED = "119"
"""附设幼儿班 bear the 标识码 of their host."""
_PLACE = re.compile(r"^(?:[\u4e00-\u9fff]{2,3}省)?(?:[\u4e00-\u9fff]{2,3}市)?(?:[\u4e00-\u9fff]{1,4}?[县区])?(?=..)")
_KIND = re.compile(r"(?:附属|附设|实验)?(?:幼儿园|幼儿班|幼稚园|幼教中心|学前班|园)$")
_DECISIVE = frozenset("一二三四五六七八九十0123456789东西南北中大小新老总分前后上下甲乙丙丁")

Outcome = Literal["found", "new", "refused", "doubtful"]


def folded(text: str | None) -> str:
    """Without white space, full-width forms plain: as two names or addresses are compared."""
    return "".join(unicodedata.normalize("NFKC", text or "").split()).casefold()


def core(name: str) -> str:
    """A name without the county in front and 幼儿园 at its end."""
    text = folded(name)
    return _KIND.sub("", _PLACE.sub("", text)) or text


def digest(name: str, township: str, address: str, code: str) -> str:
    """Under which a decision about a row is remembered: what stood in it."""
    return hashlib.sha256("\n".join(map(folded, (name, township, address, code))).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Known:
    """A kindergarten that is there already."""

    uuid: str
    name: str
    code: str | None = None
    kind: str | None = None
    township: str | None = None
    address: str | None = None
    place: str = ""
    """The words for its township that could not be placed when it came in."""


@dataclass(slots=True)
class Sought:
    """A row that may be one of them. ``where`` names sheet and row for the clerk."""

    where: str
    name: str
    uuid: str = ""
    code: str | None = None
    kind: str | None = None
    township: str | None = None
    """Its code, where the words could be placed."""
    guessed: bool = False
    """The township was read from the address."""
    place: str = ""
    """The words, where they could not."""
    address: str | None = None
    digest: str = ""
    decision: str = ""
    outcome: Outcome | None = None
    found: str = ""
    """The record that it is."""
    why: str = ""
    similar: list[tuple[Known, float]] = field(default_factory=list)

    def is_found(self, uuid: str) -> None:
        self.outcome, self.found = "found", uuid

    def is_refused(self, why: str) -> None:
        self.outcome, self.why = "refused", why


class Register:
    """The kindergartens that are there, by each way of naming them; ``claimed`` once a row is one of them."""

    def __init__(self, known: Iterable[Known]) -> None:
        self.by_uuid = {each.uuid: each for each in known}
        self.by_code = {each.code: each for each in self.by_uuid.values() if each.code and each.kind != _HOSTED}
        self.by_name: dict[str, list[Known]] = defaultdict(list)
        for each in self.by_uuid.values():
            self.by_name[folded(each.name)].append(each)
        self.claimed: dict[str, str] = {}

    def claim(self, sought: Sought, uuid: str) -> None:
        """The row is that record, unless an earlier row is it already."""
        if uuid in self.claimed:
            sought.is_refused(f"与{self.claimed[uuid]}是同一所园，本文件里出现了两次")
        else:
            self.claimed[uuid] = sought.where
            sought.is_found(uuid)

    def free(self) -> list[Known]:
        return [each for each in self.by_uuid.values() if each.uuid not in self.claimed]


def match(rows: Sequence[Sought], register: Register, remembered: Mapping[str, str], accept: float | None) -> None:
    """Settle the outcome of every row. ``remembered``: digest → DIFFERENT or the uuid that it was decided to be."""
    _by_uuid(rows, register)
    _by_decision(rows, register, remembered)
    _by_code(rows, register)
    _twice_in_the_file(rows)
    _by_name(rows, register)
    _by_likeness([each for each in rows if each.outcome is None], register, accept)
    for each in rows:
        each.outcome = each.outcome or "new"


def _by_uuid(rows: Sequence[Sought], register: Register) -> None:
    first: dict[str, Sought] = {}
    for each in rows:
        if not each.uuid:
            continue
        if each.uuid in first:
            other = first[each.uuid]
            other.is_refused(f"UUID 与{each.where}重复，分不清哪一行才是这所园")
            each.is_refused(f"UUID 与{other.where}重复，分不清哪一行才是这所园")
        first[each.uuid] = each
    for each in first.values():
        if each.outcome is None and each.uuid in register.by_uuid:
            register.claim(each, each.uuid)


def _by_decision(rows: Sequence[Sought], register: Register, remembered: Mapping[str, str]) -> None:
    for each in rows:
        decision = each.decision or remembered.get(each.digest, "")
        if each.outcome is not None or not decision:
            continue
        if decision == LATER:
            each.is_refused("留待以后决定")
        elif decision == DIFFERENT:
            each.decision = DIFFERENT
        elif decision in register.by_uuid:
            register.claim(each, decision)


def _by_code(rows: Sequence[Sought], register: Register) -> None:
    first: dict[str, Sought] = {}
    for each in rows:
        if not each.code or each.kind == _HOSTED or each.outcome == "refused":
            continue
        if each.code in first:
            each.is_refused(f"标识码 {each.code} 与{first[each.code].where}“{first[each.code].name}”重复")
            continue
        first[each.code] = each
        known = register.by_code.get(each.code)
        if each.outcome is None and known is not None:
            register.claim(each, known.uuid)


def _twice_in_the_file(rows: Sequence[Sought]) -> None:
    """The second of two rows that nothing tells apart is refused and names the first."""
    earlier: dict[str, list[Sought]] = defaultdict(list)
    for each in rows:
        if each.outcome == "refused" and each.why.startswith("UUID"):
            continue
        same = earlier[folded(each.name)]
        twin = next((other for other in same if not _told_apart(each, other)), None)
        if twin is not None and each.outcome is None:
            known = "乡镇、地址都没有区别" if each.township or each.place or each.address else "又都没有乡镇和地址"
            each.is_refused(f"与{twin.where}同名，{known}，是重复的一行，或分不清是不是同一所园")
        same.append(each)


def _told_apart(one: Sought, other: Sought) -> bool:
    if one.uuid and other.uuid:
        return True
    if one.code and other.code and one.code != other.code:
        return True
    places = (one.township or one.place, other.township or other.place)
    return _differ(*places) or _differ(one.address, other.address)


def _differ(one: str | None, other: str | None) -> bool:
    return bool(one and other) and folded(one) != folded(other)


def _by_name(rows: Sequence[Sought], register: Register) -> None:
    """Equal names: the township must not contradict; among several the address decides."""
    groups: dict[str, list[Sought]] = defaultdict(list)
    for each in rows:
        if each.outcome is None and each.decision != DIFFERENT:
            groups[folded(each.name)].append(each)
    for name, group in groups.items():
        free = [each for each in register.by_name.get(name, ()) if each.uuid not in register.claimed]
        if free:
            _share_out(group, free, register)


def _share_out(group: Sequence[Sought], free: Sequence[Known], register: Register) -> None:
    """Surest pairs first, and only where neither side has a rival; a lone row and a lone record need no more."""
    pairs = [(_agreement(row, known), row, known) for row in group for known in free]
    for least in (BOTH, TOWNSHIP, ADDRESS, TOWNSHIP_ONLY):
        open_pairs = [
            (row, known)
            for rate, row, known in pairs
            if rate >= least and row.outcome is None and known.uuid not in register.claimed
        ]
        for row, known in open_pairs:
            if sum(row is one or known is other for one, other in open_pairs) == 1:
                register.claim(row, known.uuid)
    for row in group:
        if row.outcome is not None:
            continue
        left = [(rate, known) for rate, one, known in pairs if one is row and known.uuid not in register.claimed]
        possible = [known for rate, known in left if rate > ELSEWHERE]
        if len(group) == len(free) == 1 and left[0][0] > GUESSED_ELSEWHERE:
            register.claim(row, left[0][1].uuid)
        elif possible:
            row.outcome, row.similar = "doubtful", [(known, 100.0) for known in possible[:MOST_SIMILAR]]
            row.why = f"台账里有 {len(possible)} 所同名的园，乡镇和地址分不清是不是同一所"


ELSEWHERE, GUESSED_ELSEWHERE, NEITHER, MISSING, TOWNSHIP_ONLY, ADDRESS, TOWNSHIP, BOTH = range(-1, 7)
"""How a row and a record of its name agree: in another township; perhaps so, by the address; in neither, or it is not
said; the township but not the address; the address; the township, and one lacks the address; both."""


def _agreement(row: Sought, known: Known) -> int:
    same_address = bool(row.address and known.address) and folded(row.address) == folded(known.address)
    unplaced = not row.township and not known.township  # then what stood in the two lists is compared
    towns = (row.place, known.place) if unplaced else (row.township, known.township)
    if row.uuid or (_differ(*towns) and not row.guessed):
        return ELSEWHERE
    if _differ(*towns):
        return ADDRESS if same_address else GUESSED_ELSEWHERE
    lacking = not (row.address and known.address)
    if all(towns):
        return BOTH if same_address else TOWNSHIP if lacking else TOWNSHIP_ONLY
    return ADDRESS if same_address else MISSING if lacking else NEITHER


def _by_likeness(rows: Sequence[Sought], register: Register, accept: float | None) -> None:
    rows = [each for each in rows if not each.uuid and each.decision != DIFFERENT]
    free = _Candidates(register.free() if rows else [])
    for row in rows:
        row.similar = free.like(row)
        if not row.similar:
            continue
        best = row.similar[0]
        if accept is not None and best[1] >= accept and [score for _, score in row.similar].count(best[1]) == 1:
            register.claim(row, best[0].uuid)
        else:
            row.outcome, row.why = "doubtful", f"与台账里的“{best[0].name}”名称相近（{best[1]:.0f} 分），可能是同一所园"


class _Candidates:
    """Records that no row is yet, by township: a row of a known township is compared with its own and the unplaced."""

    def __init__(self, free: Sequence[Known]) -> None:
        self._by_township: dict[str | None, list[Known]] = defaultdict(list)
        for each in free:
            self._by_township[each.township].append(each)
        self._cores = {each.uuid: core(each.name) for each in free}
        self._choices: dict[str | None, tuple[list[Known], list[str]]] = {}

    def _in(self, township: str | None) -> tuple[list[Known], list[str]]:
        if township not in self._choices:
            wanted = list(self._by_township) if township is None else [township, None]
            known = [each for key in wanted for each in self._by_township.get(key, ())]
            self._choices[township] = known, [self._cores[each.uuid] for each in known]
        return self._choices[township]

    def like(self, row: Sought) -> list[tuple[Known, float]]:
        """The most similar ones, best first."""
        wanted = core(row.name)
        known, cores = self._in(None if row.guessed else row.township)
        near = process.extract(wanted, cores, scorer=fuzz.ratio, score_cutoff=LEAST_ALIKE, limit=20)
        found = [
            (known[at], min(score, SAME_CORE)) for other, score, at in near if not _differ_decisively(wanted, other)
        ]
        return sorted(found, key=lambda each: -each[1])[:MOST_SIMILAR]


def _differ_decisively(one: str, other: str) -> bool:
    """第一 and 第二, 东园 and 西园 are two kindergartens, however alike the names look."""
    return any(one.count(sign) != other.count(sign) for sign in _DECISIVE & set(one + other))
