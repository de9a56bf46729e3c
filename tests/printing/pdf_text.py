"""Reads the text and the pages of a PDF that reportlab wrote: objects, their streams, and the fonts' own tables."""

import re
import zlib
from base64 import a85decode
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
        length = re.search(rb"/Length (\d+)", self._objects[number])
        assert begin is not None
        assert length is not None
        packed = self._objects[number][begin.end() : begin.end() + int(length[1])]  # its last byte may be a blank
        return zlib.decompress(
            a85decode(packed.strip().removesuffix(b"~>")) if packed.strip().endswith(b"~>") else packed
        )


def _plain(match: re.Match[bytes]) -> bytes:
    if match[1][:1].isdigit():
        return bytes([int(match[1], 8)])
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}.get(match[1], match[1])
