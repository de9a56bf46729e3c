"""How people write townships and villages: the spellings of a name, and reading them from the start of a text.

The statistics bureau writes 东关村委会 and 西花园社区居委会;
people write 东关村, 东关, 西花园社区, 芮城县古魏镇东关村 12 号.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

# One character, two ways to write it: both are met in the same lists (南磑镇, 谷子硙; 洩湖, 泄湖).
_FOLDED = str.maketrans("磑泄栆塚", "硙洩枣冢")
_TOWNSHIP_SUFFIXES = (
    "街道办事处",
    "街道办",
    "办事处",
    "街道",
    "街办",
    "办",
    "镇",
    "乡",
)
_COMMITTEES = re.compile(r"(居民委员会|村民委员会|居委会|村委会)$")
_A_STREET = re.compile(r"[路街巷]|大道")
_MAY_FOLLOW_A_BARE_NAME = re.compile(
    r"$|[0-9]|第?[一二三四五六七八九十]+[组队]|自然村|小学|中学|学校|完小|中心校|联校|幼儿园|村|社区|居委|附近"
)


class Reading(NamedTuple):
    """A place read from the start of a text; ``read`` counts its characters, ``certainty`` orders equal lengths."""

    read: int
    certainty: int
    township_code: str
    village_code: str | None


class Spelling(NamedTuple):
    """One way to write a name. A bare one (东关) counts only where nothing follows that could make it another word."""

    certainty: int
    bare: bool
    township_code: str
    village_code: str | None


def tidy(text: str) -> str:
    """Half-width, without blanks and signs, one form of each variant character."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text))).translate(_FOLDED)


def township_spellings(name: str) -> tuple[set[str], set[str]]:
    """Full and bare spellings; 镇, 乡 and 街道 stand for each other, since townships were raised in rank."""
    name = tidy(name)
    stem = re.sub(r"(街道|镇|乡)$", "", name)
    if stem != name:
        return {name} | {stem + suffix for suffix in _TOWNSHIP_SUFFIXES}, {stem}
    if "社区" in name:
        return {name, "县城社区", "城区社区"}, set()
    shorter = {re.sub(r"经济(技术)?开发区$", end, name) for end in ("经济技术开发区", "经济开发区", "开发区", "经开区")}
    return shorter | {name}, set()


def village_spellings(name: str) -> tuple[set[str], set[str], set[str]]:
    """Own spellings (东关村), those of the other kind of committee (东关社区), and bare ones (东关)."""
    name = tidy(name)
    core = _COMMITTEES.sub("", name)
    urban = name.endswith(("居委会", "居民委员会")) or core.endswith("社区")
    stem = core[:-2] if core.endswith("社区") and len(core) > 3 else core
    rural_forms = {stem + end for end in ("村", "村委会", "村民委员会", "村村委会", "村村民委员会")}
    urban_forms = {stem + end for end in ("社区", "居委会", "居民委员会", "社区居委会", "社区居民委员会")}
    own, other = (urban_forms, rural_forms) if urban else (rural_forms, urban_forms)
    own = own | {name}
    bare = {core, stem} if len(stem) > 1 else set()
    if core.endswith(("村", "社区")) and len(core) > 1:
        own |= {core}
        bare |= {core[:-1]} if core.endswith("村") and len(core) > 2 else set()
    return own, other - own, bare - own - other


class Gazetteer:
    """The spellings of one county; ``county`` is its full name."""

    def __init__(
        self,
        county: str,
        townships: Iterable[tuple[str, str]],
        villages: Iterable[tuple[str, str, str]],
    ) -> None:
        """``townships``: (code, name); ``villages``: (township code, code, name)."""
        self._county = county
        self._townships: dict[str, list[Spelling]] = defaultdict(list)
        self._villages: dict[str, list[Spelling]] = defaultdict(list)
        for code, name in townships:
            self._add_township(code, name)
        for township_code, code, name in villages:
            for certainty, spellings in zip((2, 1, 0), village_spellings(name), strict=True):
                for spelling in spellings:
                    self._villages[spelling].append(Spelling(certainty, certainty == 0, township_code, code))
        self._longest = max(map(len, [*self._townships, *self._villages]), default=0)

    def _add_township(self, code: str, name: str) -> None:
        full, bare = township_spellings(name)
        full |= {rest for spelling in full for _, rest in self._without_prefix(spelling) if len(rest) > 1}
        for spelling in full:
            self._townships[spelling].append(Spelling(2, False, code, None))
        for spelling in bare:
            self._townships[spelling].append(Spelling(1, True, code, None))

    def _without_prefix(self, text: str) -> list[tuple[int, str]]:
        """The text as it is, and without 山西省, 运城市, the county: (characters taken away, the rest)."""
        found = {text}
        short = self._county[:-1] if len(self._county) > 2 else self._county
        for prefixes in (("山西省", "山西"), ("运城市", "运城"), (self._county, short)):
            found |= {rest.removeprefix(prefix) for prefix in prefixes for rest in found}
        return [(len(text) - len(rest), rest) for rest in found]

    def _longest_match(
        self,
        text: str,
        spellings: dict[str, list[Spelling]],
        fits: Callable[[Spelling, str], bool],
    ) -> tuple[int, list[Spelling]]:
        for length in range(min(len(text), self._longest), 0, -1):
            hits = [hit for hit in spellings.get(text[:length], ()) if fits(hit, text[length:])]
            if hits:
                best = max(hit.certainty for hit in hits)
                return length, [hit for hit in hits if hit.certainty == best]
        return 0, []

    def _villages_at(self, text: str, townships: Collection[str]) -> tuple[int, list[Spelling]]:
        def fits(hit: Spelling, after: str) -> bool:
            if townships and hit.township_code not in townships:
                return False
            return bool(_MAY_FOLLOW_A_BARE_NAME.match(after)) if hit.bare else not _A_STREET.match(after)

        return self._longest_match(text, self._villages, fits)

    def townships_named(self, text: str) -> list[Reading]:
        """Readings of a cell that holds a township and nothing but it."""
        found = []
        for taken, rest in self._without_prefix(tidy(text)):
            length, hits = self._longest_match(rest, self._townships, lambda hit, after: not (hit.bare and after))
            found += [Reading(taken + length, hit.certainty, hit.township_code, None) for hit in hits]
        return found

    def read(self, text: str, townships: Collection[str] = ()) -> list[Reading]:
        """Every reading of an address or a village cell; ``townships`` narrows the villages where it is not empty."""
        found: list[Reading] = []
        for taken, rest in self._without_prefix(tidy(text)):
            length, hits = self._villages_at(rest, townships)
            found += [Reading(taken + length, hit.certainty, *hit[2:]) for hit in hits]
            for cut in range(1, min(len(rest), self._longest) + 1):
                for hit in self._townships.get(rest[:cut], ()):
                    found += self._inside(hit, taken + cut, rest[cut:])
        return found

    def _inside(self, township: Spelling, taken: int, rest: str) -> list[Reading]:
        """A township has been read: what village follows it?"""
        length, hits = self._villages_at(rest, {township.township_code})
        if hits:
            return [Reading(taken + length, 2, *hit[2:]) for hit in hits]
        return [] if township.bare and rest else [Reading(taken, township.certainty, township.township_code, None)]
