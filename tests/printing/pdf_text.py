"""Reads the text and the pages of a PDF that reportlab wrote: objects, their streams, and the fonts' own tables."""

import re
import zlib
from pathlib import Path

_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_SHOWN = re.compile(rb"/(F\d+(?:\+\d+)?) [\d.]+ Tf|\(((?:\\.|[^\\()])*)\) Tj", re.DOTALL)


class Pdf:
    def __init__(self, path: Path) -> None:
        data = path.read_bytes()
        self._objects = {
            int(number): body for number, body in re.findall(rb"(\d+) 0 obj\s(.*?)\sendobj", data, re.DOTALL)
        }
        self._whole = data

    def pages(self) -> list[tuple[float, float]]:
        """(width, height) in points, in order."""
        found = re.findall(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]", self._whole)
        return [(float(wide), float(high)) for wide, high in found]

    def texts(self) -> list[str]:
        """The text of each page, without what separates its pieces."""
        fonts = self._fonts()
        contents = [int(number) for number in re.findall(rb"/Contents (\d+) 0 R", self._whole)]
        return ["".join(self._drawn(self._stream(number), fonts)) for number in contents]

    def fonts(self) -> dict[str, bool]:
        """Name of each font → whether its outlines are in the file."""
        found = {}
        for body in self._objects.values():
            if name := re.search(rb"/BaseFont /(\S+)", body):
                told = re.search(rb"/FontDescriptor (\d+) 0 R", body)
                found[name[1].decode()] = told is not None and b"/FontFile2 " in self._objects[int(told[1])]
        return found

    def photos(self) -> list[tuple[int, int]]:
        """(width, height) in pixels of every JPEG that is kept as it came."""
        found = (body for body in self._objects.values() if b"/DCTDecode" in body)
        return [(_number(rb"/Width (\d+)", body), _number(rb"/Height (\d+)", body)) for body in found]

    def drawn_pictures(self) -> int:
        """How often a picture is drawn, on all pages together."""
        contents = [int(number) for number in re.findall(rb"/Contents (\d+) 0 R", self._whole)]
        return sum(len(re.findall(rb"/FormXob\.\w+ Do", self._stream(number))) for number in contents)

    def _drawn(self, stream: bytes, fonts: dict[str, dict[int, str]]) -> list[str]:
        known: dict[int, str] = {}
        pieces = []
        for font, shown in _SHOWN.findall(stream):
            if font:
                known = fonts.get(font.decode(), {})
            else:
                pieces.append("".join(known.get(code, "") for code in _ESCAPE.sub(_plain, shown)))
        return pieces

    def _fonts(self) -> dict[str, dict[int, str]]:
        found = {}
        for name, number in re.findall(rb"/(F\d+\+\d+) (\d+) 0 R", self._whole):
            table = re.search(rb"/ToUnicode (\d+) 0 R", self._objects[int(number)])
            assert table is not None
            pairs = re.findall(rb"<(\w\w)> <(\w{4})>", self._stream(int(table[1])))
            found[name.decode()] = {int(code, 16): chr(int(sign, 16)) for code, sign in pairs}
        return found

    def _stream(self, number: int) -> bytes:
        begin = re.search(rb"stream\r?\n", self._objects[number])
        assert begin is not None
        length = _number(rb"/Length (\d+)", self._objects[number])  # its last byte may be a blank
        return zlib.decompress(self._objects[number][begin.end() : begin.end() + length])


def _number(pattern: bytes, body: bytes) -> int:
    found = re.search(pattern, body)
    assert found is not None
    return int(found[1])


def _plain(match: re.Match[bytes]) -> bytes:
    if match[1][:1].isdigit():
        return bytes([int(match[1], 8)])
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}.get(match[1], match[1])
