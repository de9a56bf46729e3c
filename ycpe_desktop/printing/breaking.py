"""Where a line of Chinese print may end: closing signs do not begin one, opening signs do not end one, figures and
words of Latin letters stay whole, and nothing hangs over the edge of a cell."""

from collections.abc import Iterator, Sequence
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Paragraph

NOT_FIRST = frozenset("!),.:;?]}%°·’”…‰′″、。〉》」』】〕〗！）％，．：；？］｝—")
NOT_LAST = frozenset("([{‘“〈《「『【〔〖（［｛￥$")
EASE = 1e-6


def broken(text: str, rooms: Sequence[float], font: str, size: float) -> list[str]:
    """The lines of a text without line ends; ``rooms`` are the points of the lines, the last one of all that follow."""
    wide = [pdfmetrics.stringWidth(sign, font, size) for sign in text]
    lines: list[str] = []
    start = 0
    while start < len(text):
        end, left = start, rooms[min(len(lines), len(rooms) - 1)] + EASE
        while end < len(text) and wide[end] <= left:
            left -= wide[end]
            end += 1
        end = _last_end(text, start, max(end, start + 1))
        lines.append(text[start:end].strip(" "))
        start = end
        while start < len(text) and text[start] == " ":
            start += 1
    return lines


def _last_end(text: str, start: int, end: int) -> int:
    """The last place up to ``end`` where the line may end; ``end`` itself where there is none in its second half."""
    if end == len(text):
        return end
    places = range(end, (start + end) // 2, -1)
    return next((place for place in places if _may_end(text[place - 1], text[place])), end)


def _may_end(last: str, first: str) -> bool:
    if " " in (last, first):
        return True
    whole = last.isascii() and first.isascii()
    return first not in NOT_FIRST and last not in NOT_LAST and not whole


class ChineseParagraph(Paragraph):
    """A paragraph of one style; reportlab's own would let closing signs begin a line, or hang over its edge."""

    def breakLinesCJK(self, maxWidths: Any) -> Any:  # noqa: N802, N803 - reportlab calls it so
        rooms = list(maxWidths) if isinstance(maxWidths, list | tuple) else [maxWidths]
        if getattr(self, "_splitpara", False) or not self.frags:
            return super().breakLinesCJK(rooms)  # the first part, whose lines are known
        first = self.frags[0]
        lines: list[tuple[float, list[str]]] = []
        for part in self._parts():
            rest = rooms[min(len(lines), len(rooms) - 1) :]
            told = broken(part, rest, first.fontName, first.fontSize) or [""]
            for line in told:
                room = rooms[min(len(lines), len(rooms) - 1)]
                lines.append((room - pdfmetrics.stringWidth(line, first.fontName, first.fontSize), [line]))
        self.height = 0
        return first.clone(kind=0, lines=lines, ascent=first.fontSize, descent=-0.2 * first.fontSize)

    def _parts(self) -> Iterator[str]:
        """The text between line ends; the rest of a paragraph that goes on over the page has its lines, and no text."""
        if hasattr(self.frags[0], "words"):
            yield from self.frags[0].words
            return
        told = ""
        for each in self.frags:
            if hasattr(each, "lineBreak"):
                yield told
                told = ""
            else:
                told += each.text
        yield told
