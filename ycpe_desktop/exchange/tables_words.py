"""What the words of a header mean: normalised, then compared with a vocabulary."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from ycpe_desktop.exchange.sheets import Cell

SURE = 1.0  # the very word
WITHOUT_UNIT = 0.97  # the same word, one of the two without its bracket
WITHOUT_PREFIX = 0.94  # 幼儿园地址 for 地址
OF_GROUP = 0.98  # × for 基本信息/地址, where only the lower header row is the word
OF_OTHER_GROUP = 0.9  # × for 教职工/专任教师, where the upper row says something else, but the lower is word enough
LEAST_SIMILAR = 0.84
LONGEST_HEADING = 60  # characters

# Two headings that differ in one of these mean two things, however alike they look: 男教师数 and 女教师数.
_DECISIVE = frozenset(
    "园男女公民大中小专兼城乡镇村新旧退未不非无起止前后净内外加减增一二三四五六七八九十0123456789是否"
)
_BRACKETS = re.compile(r"[(\[{【〔〈《]([^()\[\]{}【】〔〕〈〉《》]*)[)\]}】〕〉》]")
_NOISE = re.compile(r"[\W_]+")
_SERIAL = re.compile(r"^\s*(?:[*☆★△]|\(?\d{1,2}[.、)]|[一二三四五六七八九十]{1,2}、)+\s*")
_NEUTRAL = re.compile(r"(?:.{0,6}(?:基本|主要|其他|相关)?(?:信息|情况|概况|资料|项目|内容|指标)|幼儿园|园所|学校|机构)")
_VAGUE = re.compile(  # below another word these mean another thing: 园长/电话, 班级数/小班
    r"(?:联系|办公)?(?:电话|方式)|手机号?码?|姓?名称?|地址|性别|学历|年龄|证号|编号|号码|备注|说明|(?:起|止)?(?:时间|日期)"
    r"|合计|小计|总计|总?数量?|人数|金额|面积|比例|标准|类型|类别|性质|等级|男|女|是|否|[托小中大]班|混合班|混龄班"
)
_PREFIX = re.compile(
    r"^(?:本|该|所在|所属|现)?(?:幼儿园|园所|园区|学校(?:机构)?|机构|校园|单位)?(?:所在|所属|详细|的)?(?=..)"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What a column may be called: the key it stands for, its label, and other words for it."""

    key: str
    label: str
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Word:
    """A heading taken apart: the word itself, the word without 幼儿园 and the like, what stood in brackets."""

    core: str
    stem: str
    bracket: str


def normalised(text: str) -> str:
    """Full-width forms made half-width (NFKC), each run of white space one space, invisible characters dropped."""
    return " ".join(re.sub("[\u200b-\u200f\u2060\ufeff]", "", unicodedata.normalize("NFKC", text)).split())


def text_of(cell: Cell) -> str:
    """The cell as one normalised line; "" for an empty one."""
    return "" if cell is None else normalised(str(cell))


def shown(cell: Cell) -> str:
    """The cell in the clerk's own characters, on one line."""
    return "" if cell is None else " ".join(str(cell).split())


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """A heading without serial number, brackets, white space and punctuation, as two headings are compared."""
    return _word(text).core or _NOISE.sub("", normalised(text))


@lru_cache(maxsize=4096)
def _word(text: str) -> _Word:
    text = _SERIAL.sub("", normalised(text))
    bracket = _NOISE.sub("", "".join(_BRACKETS.findall(text)))
    core = _NOISE.sub("", _BRACKETS.sub("", text))
    if not core:
        core, bracket = bracket, ""
    core = core.lower()
    return _Word(core, _PREFIX.sub("", core), bracket.lower())


class Vocabulary:
    """Headings made ready to be compared with many columns."""

    def __init__(self, headings: Sequence[Heading]) -> None:
        self.headings = tuple(headings)
        self._scores: dict[str, dict[str, float]] = {}
        self._by_core: dict[str, list[tuple[str, _Word]]] = {}
        self._by_stem: dict[str, list[tuple[str, _Word]]] = {}
        self._words_of: dict[str, list[str]] = {}
        for heading in self.headings:
            for text in (heading.label, *heading.synonyms):
                word = _word(text)
                self._by_core.setdefault(word.core, []).append((heading.key, word))
                self._by_stem.setdefault(word.stem, []).append((heading.key, word))
                self._words_of.setdefault(heading.key, []).append(word.core)
        self._cores = list(self._by_core)
        self._ranks = {key: number for number, key in enumerate(self._words_of)}

    def rank(self, key: str) -> int:
        """The key's place in the vocabulary: of two that a title names alike, the first has it."""
        return self._ranks[key]

    def label(self, key: str) -> str:
        """What the key is called; the key itself where the vocabulary has it not."""
        return next((heading.label for heading in self.headings if heading.key == key), key)

    def scores(self, text: str) -> dict[str, float]:
        """How well the text names each key, 0–1; only the keys that it may name."""
        if text not in self._scores:
            word = _word(text) if text and len(text) <= LONGEST_HEADING else None
            self._scores[text] = self._scored(word) if word is not None and word.core else {}
        return self._scores[text]

    def scores_under(self, group: str, text: str) -> dict[str, float]:
        """How well the lower word of a merged header names each key, if the upper word does not speak against it."""
        upper, lower = bare(group), bare(text)
        neutral = _NEUTRAL.fullmatch(upper) is not None
        vague = _VAGUE.fullmatch(lower) is not None
        scores = {}
        for key, score in self.scores(text).items():
            if neutral or _share_two_letters(upper, self._words_of[key]):
                scores[key] = score * OF_GROUP
            elif not vague:
                scores[key] = score * OF_OTHER_GROUP
        return scores

    def _scored(self, word: _Word) -> dict[str, float]:
        best: dict[str, float] = {}
        for key, known, score in (*self._same(word), *self._similar(word)):
            if not (word.bracket and known.bracket and word.bracket != known.bracket):  # （班） is not （人）
                best[key] = max(score, best.get(key, 0.0))
        return best

    def _same(self, word: _Word) -> Iterator[tuple[str, _Word, float]]:
        for key, known in self._by_core.get(word.core, ()):
            yield key, known, SURE if known.bracket == word.bracket else WITHOUT_UNIT
        for key, known in self._by_stem.get(word.stem, ()):
            yield key, known, WITHOUT_PREFIX

    def _similar(self, word: _Word) -> Iterator[tuple[str, _Word, float]]:
        near = process.extract(
            word.core, self._cores, scorer=fuzz.ratio, processor=None, score_cutoff=100 * LEAST_SIMILAR, limit=None
        )
        for core, likeness, _index in near:
            if not _differ_decisively(word.core, core):
                for key, known in self._by_core[core]:
                    yield key, known, min(likeness / 100, WITHOUT_PREFIX - 0.01)


def _differ_decisively(one: str, other: str) -> bool:
    counts, others = Counter(one), Counter(other)
    return any(counts[letter] != others[letter] for letter in _DECISIVE)


def _share_two_letters(one: str, others: Sequence[str]) -> bool:
    return any(one[at : at + 2] in other for at in range(len(one) - 1) for other in others)
