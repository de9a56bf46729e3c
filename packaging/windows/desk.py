"""A screen that can be looked at, and real keys and clicks on it: what a clerk has of an installed program.

It knows colours and places on the screen, nothing of the program's insides.
"""

import mmap
import struct
import subprocess
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from wine import Failed, x_server

PRIMARY = "1F5FA8"  # of the one button a page that goes on
SURFACE = "F5F6F8"  # of the window's first paint
MARGIN = (9, 20)  # pixels beside the words of a button, which may have a ground of their own
PATIENCE = 90  # seconds until something must have come
TITLE_BAR = 9  # pixels from the top to the middle of a large window's title
STILL = 0.4  # seconds without a change; less than between two blinks of a text cursor
LOOK = 0.1  # seconds between two looks
BETWEEN_KEYS = "30"  # milliseconds

Spot = tuple[int, int]
Seen = TypeVar("Seen")


class Desk:
    """``frame`` is the memory of the screen, four bytes a pixel: blue, green, red, nothing."""

    def __init__(self, display: str, frame: mmap.mmap, shots: Path) -> None:
        self.display, self._frame, self._shots = display, frame, shots
        header = struct.unpack(">25I", frame[:100])
        self.width, self.height, self._line, colours = header[4], header[5], header[12], header[19]
        self._start = header[0] + colours * 12

    # -- hands --

    def click(self, spot: Spot) -> None:
        self._do("mousemove", str(spot[0]), str(spot[1]), "click", "1")

    def types(self, text: str) -> None:
        self._do("type", "--delay", BETWEEN_KEYS, "--", text)

    def keys(self, *keys: str) -> None:
        self._do("key", "--delay", BETWEEN_KEYS, *keys)

    def open(self, initials: str) -> None:
        """A page or command by the palette."""
        self.keys("ctrl+k")
        self.rests()
        self.types(initials)
        self.rests()
        self.keys("Return")
        self.rests()

    def press_primary(self) -> None:
        """Click the button that goes on, as soon as there is one."""
        self.click(self.until(self.primary, "a button in the primary colour"))
        self._do("mousemove", "2", str(self.height - 2))  # a button under the mouse has another colour
        self.rests()

    def _do(self, *words: str) -> None:
        subprocess.run(
            ["xdotool", *words], env={"DISPLAY": self.display, "PATH": "/usr/bin:/bin"}, check=True, timeout=60
        )

    def close_window(self) -> None:
        """As a user does; first a click on its title, for the last dialog may have left the keyboard to nobody."""
        self.click((self.width // 2, TITLE_BAR))
        self.keys("alt+F4")

    # -- eyes --

    def comes(self, name: str) -> None:
        """Until a window is there whose title has these words."""
        self.until(lambda: self.title(name), f"a window {name!r}")
        self.rests()

    def title(self, name: str) -> str:
        """The whole title of a window that is there with these words in its title; empty where there is none."""
        environment = {"DISPLAY": self.display, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
        search = ["xdotool", "search", "--onlyvisible", "--name", name, "getwindowname"]
        return subprocess.run(search, env=environment, capture_output=True, text=True, check=False).stdout.strip()

    def row(self, y: int) -> bytes:
        begin = self._start + y * self._line
        return self._frame[begin : begin + self.width * 4]

    def colour(self, spot: Spot) -> str:
        blue, green, red, _ = self.row(spot[1])[spot[0] * 4 : spot[0] * 4 + 4]
        return f"{red:02X}{green:02X}{blue:02X}"

    def centre(self) -> str:
        return self.colour((self.width // 2, self.height // 2 + 60))

    def primary(self) -> Spot | None:
        """A place on a button in the primary colour."""
        wide, high = MARGIN
        pixel = bytes.fromhex(PRIMARY)[::-1]
        for y in range(self.height - high):
            place = _run_of(self.row(y), pixel, wide)
            if place is not None and all(
                self.colour((place + wide // 2, y + step)) == PRIMARY for step in range(2, high)
            ):
                return (place + wide, y + high // 2)
        return None

    def until(self, seen: Callable[[], Seen | None], what: str, patience: float = PATIENCE) -> Seen:
        """Look until it is there; gives it. Failed with a screenshot's name when it does not come."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            found = seen()
            if found:
                return found
            time.sleep(LOOK)
        raise Failed(f"never came: {what}; see {self.shot('never-came')}")

    def rests(self, still: float = STILL) -> None:
        """Until nothing on the screen has changed for a while."""
        end = time.monotonic() + PATIENCE
        before, since = 0, time.monotonic()
        while time.monotonic() < end:
            now = self.fingerprint()
            if now != before:
                before, since = now, time.monotonic()
            elif time.monotonic() - since > still:
                return
            time.sleep(LOOK)

    def fingerprint(self) -> int:
        """Another one for another picture."""
        return zlib.crc32(self._frame[self._start :])

    def shot(self, name: str) -> Path:
        """What is on the screen, as a PNG."""
        target = self._shots / f"{name}.png"
        target.write_bytes(png(self.width, self.height, [self.row(y) for y in range(self.height)]))
        return target


def png(width: int, height: int, lines: Iterable[bytes]) -> bytes:
    """A picture of lines of blue, green, red, nothing."""
    body = bytearray()
    for line in lines:
        colours = bytearray(width * 3)
        colours[0::3], colours[1::3], colours[2::3] = line[2::4], line[1::4], line[0::4]
        body += b"\0" + colours
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(body), 6)), (b"IEND", b"")]
    packed = [
        struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held)) for kind, held in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def _run_of(line: bytes, pixel: bytes, length: int) -> int | None:
    """Where so many pixels of one colour begin in a line; None where they do not. The fourth byte may be anything."""
    planes = [line[each::4] for each in range(3)]
    wanted = [bytes([value]) * length for value in pixel]
    place = planes[0].find(wanted[0])
    while place >= 0:
        if all(plane[place : place + length] == run for plane, run in zip(planes, wanted, strict=True)):
            return place
        place = planes[0].find(wanted[0], place + 1)
    return None


@contextmanager
def desk(shots: Path, scratch: Path) -> Iterator[Desk]:
    """A desk of 1366×768 with a window manager, as every desk has one."""
    shots.mkdir(parents=True, exist_ok=True)
    scratch.mkdir(parents=True, exist_ok=True)
    with x_server(["-fbdir", str(scratch)]) as display:
        environment = {"DISPLAY": display, "PATH": "/usr/bin:/bin", "HOME": str(scratch)}
        quiet = subprocess.DEVNULL
        with subprocess.Popen(["openbox"], env=environment, stdout=quiet, stderr=quiet) as manager:
            try:
                with (scratch / "Xvfb_screen0").open("rb") as file:
                    frame = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
                    yield Desk(display, frame, shots)
            finally:
                manager.terminate()
