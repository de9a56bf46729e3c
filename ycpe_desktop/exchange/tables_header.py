"""Where the header of a sheet is, and the titles it gives to the columns."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ycpe_desktop.exchange.sheets import PROBLEMS_TITLE, Cell, Merge, Sheet, column_letters, is_blank
from ycpe_desktop.exchange.tables_words import LONGEST_HEADING, Vocabulary, bare, shown, text_of

SEARCHED_ROWS = 100
TALLEST = 5
_LABELS = ("单位:", "填报单位", "填表单位", "制表", "日期", "时间:", "填报时间", "数据库:", "指标:", "(盖章)", "年月日")


@dataclass(frozen=True, slots=True)
class Column:
    """``index`` is the sheet's column, ``title`` joins merged header rows by "/", ``score`` is how sure the key is."""

    index: int
    title: str
    key: str | None = None
    score: float = 0.0


def evidence(sheet: Sheet, row: int, vocabulary: Vocabulary) -> float:
    """The sum of the best scores of the different keys that a row's cells name."""
    best: dict[str, float] = {}
    for cell in sheet.rows[row]:
        if isinstance(cell, str):
            for key, score in vocabulary.scores(text_of(cell)).items():
                best[key] = max(score, best.get(key, 0.0))
    return sum(best.values())


def best_row(sheet: Sheet, vocabulary: Vocabulary) -> int:
    """The row that names most keys, the upper one of equals; 0 where none names any."""
    rows = range(min(len(sheet.rows), SEARCHED_ROWS))
    return max(rows, key=lambda row: (evidence(sheet, row, vocabulary), -row), default=0)


def likeliest_row(sheet: Sheet) -> int | None:
    """For a sheet of unknown words: the first row with several short texts side by side."""
    for number, row in enumerate(sheet.rows[:SEARCHED_ROWS]):
        texts = {text_of(cell) for cell in row if isinstance(cell, str) and not is_blank(cell)}
        if len(texts) >= 2 and all(len(text) <= LONGEST_HEADING for text in texts):
            return number
    return None


def block(sheet: Sheet, row: int) -> tuple[int, int]:
    """First and last row of the header that the row belongs to."""
    first, last = _by_merges(sheet, row, row)
    while first > 0 and last - first + 1 < TALLEST and _is_group_row(sheet, first - 1, first):
        first, last = _by_merges(sheet, first - 1, last)
    while last + 1 < len(sheet.rows) and last - first + 1 < TALLEST and _is_continued(sheet, last):
        last += 1
    return first, last


def _by_merges(sheet: Sheet, first: int, last: int) -> tuple[int, int]:
    """Grown to the rows of every merge that reaches out of it; a merge that begins in the header ends in it."""
    grown = True
    while grown:
        grown = False
        for top, _left, bottom, _right in sheet.merges:
            reaches = top <= last and bottom >= first and (top < first or bottom > last)
            if reaches and max(bottom, last) - min(top, first) < TALLEST:
                first, last, grown = min(top, first), max(bottom, last), True
    return first, min(last, len(sheet.rows) - 1)


def _filled(sheet: Sheet, row: int) -> dict[int, str]:
    return {column: text_of(cell) for column, cell in enumerate(sheet.rows[row]) if not is_blank(cell)}


def _is_label(text: str) -> bool:
    text = text.replace(" ", "")
    return text.startswith(_LABELS) or text.endswith((":", "日")) or re.match(r"\d{4}[年./-]", text) is not None


def _is_group_row(sheet: Sheet, row: int, below: int) -> bool:
    """Whether a row above the header gathers its columns under common words."""
    texts = _filled(sheet, row)
    named = {text for text in texts.values() if not _is_label(text)}
    if len(named) < 2 or len(named) < len(set(texts.values())) or not _all_short_texts(sheet.rows[row]):
        return False
    merged = [merge for merge in _across(sheet, row) if merge[3] - merge[1] + 1 < sheet.width]
    complementary = sum(is_blank(sheet.rows[below][column]) for column in texts)
    spread = len(texts) < len(_filled(sheet, below))
    return bool(merged) or complementary > 0 or spread


def _is_continued(sheet: Sheet, row: int) -> bool:
    """Whether the row below holds the lower words of merged or blank header cells, and nothing else."""
    upper, lower = _filled(sheet, row), _filled(sheet, row + 1)
    if len(lower) < 2 or not _all_short_texts(sheet.rows[row + 1]):
        return False
    under = {column for merge in _across(sheet, row) for column in range(merge[1], merge[3] + 1)}
    under |= {column for column in range(sheet.width) if column not in upper}
    under |= {column for column in upper if column + 1 in under and column + 1 not in upper}
    return lower.keys() <= under and not lower.keys() <= upper.keys()


def _across(sheet: Sheet, row: int) -> Iterable[Merge]:
    return (merge for merge in sheet.merges if merge[0] <= row <= merge[2] and merge[3] > merge[1])


def _all_short_texts(row: Sequence[Cell]) -> bool:
    cells = [cell for cell in row if not is_blank(cell)]
    return all(isinstance(cell, str) and len(cell) <= LONGEST_HEADING for cell in cells) and not any(
        text_of(cell).replace(".", "").isdigit() for cell in cells
    )


def parts(sheet: Sheet, first: int, last: int) -> list[tuple[str, ...]]:
    """For every column the words above it, from top to bottom, each once."""
    grid: list[list[Cell]] = [list(row) for row in sheet.rows[first : last + 1]]
    covered: set[tuple[int, int]] = set()
    for top, left, bottom, right in sheet.merges:
        if top > last or bottom < first or (right - left + 1 >= sheet.width > 1 and bottom == top):
            continue
        for row in range(max(top, first), min(bottom, last) + 1):
            for column in range(left, min(right, sheet.width - 1) + 1):
                grid[row - first][column] = sheet.rows[top][left]
                covered.add((row, column))
    for number in range(len(grid) - 1):
        _spread(grid, number, {column for row, column in covered if row == first + number})
    stacks = ([shown(row[column]) for row in grid] for column in range(sheet.width))
    return [tuple(dict.fromkeys(text for text in stack if text)) for stack in stacks]


def _spread(grid: list[list[Cell]], number: int, covered: set[int]) -> None:
    """An unmerged upper word stands for the blank places to its right that have a word below."""
    for column in range(1, len(grid[number])):
        below = grid[number + 1][column]
        if column not in covered and is_blank(grid[number][column]) and not is_blank(below):
            grid[number][column] = grid[number][column - 1]


def columns_of(sheet: Sheet, first: int, last: int, vocabulary: Vocabulary) -> list[Column]:
    """Every column with a title or a value, and the key that its title most likely names; one column a key."""
    found = parts(sheet, first, last)
    wanted = [index for index, words in enumerate(found) if not any(is_problems_title(word) for word in words)]
    claims = sorted(
        (-score, index, vocabulary.rank(key), key)
        for index in wanted
        for key, score in _claims(found[index], vocabulary).items()
    )
    chosen: dict[int, tuple[str, float]] = {}
    for negative, index, _rank, key in claims:
        if index not in chosen and all(key != taken for taken, _score in chosen.values()):
            chosen[index] = (key, -negative)
    titles = _titles(found)
    return [
        Column(index, titles[index], *chosen.get(index, (None, 0.0)))
        for index in wanted
        if found[index] or any(not is_blank(row[index]) for row in sheet.rows[last + 1 :])
    ]


def is_problems_title(text: str) -> bool:
    return bare(text) == PROBLEMS_TITLE


def _claims(words: tuple[str, ...], vocabulary: Vocabulary) -> dict[str, float]:
    """The whole of the words, downwards and upwards, and the lowest alone."""
    if not words:
        return {}
    claims = dict(vocabulary.scores("".join(words)))
    if len(words) > 1:
        for other in (
            vocabulary.scores("".join(reversed(words))),
            vocabulary.scores_under("".join(words[:-1]), words[-1]),
        ):
            claims = {key: max(claims.get(key, 0.0), other.get(key, 0.0)) for key in claims | other}
    return claims


def _titles(found: list[tuple[str, ...]]) -> list[str]:
    """Titles as shown, each different: a second 电话 becomes 电话(2), a column without title is named by its letter."""
    seen: dict[str, int] = {}
    titles = []
    for index, words in enumerate(found):
        title = "/".join(words) or f"{column_letters(index)}列"
        seen[title] = seen.get(title, 0) + 1
        titles.append(title if seen[title] == 1 else f"{title}({seen[title]})")
    return titles
