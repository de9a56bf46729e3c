"""A clerk at a real screen: real keys and clicks by xdotool, and eyes that wait until something is there."""

import json
import selectors
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60  # seconds until something must have come
BETWEEN_KEYS = "12"  # milliseconds


class Clerk:
    def __init__(self, program: "subprocess.Popen[str]", screen: Mapping[str, str], folder: Path) -> None:
        self.program, self._screen, self._folder = program, screen, folder

    def sees(self, what: str, about: str = "") -> Any:
        """What the eyes answer; fails when it does not come."""
        assert self.program.stdin is not None
        assert self.program.stdout is not None
        self.program.stdin.write(f"{what} {about}\n")
        self.program.stdin.flush()
        with selectors.DefaultSelector() as waiting:
            waiting.register(self.program.stdout, selectors.EVENT_READ)
            came = waiting.select(PATIENCE)
        line = self.program.stdout.readline() if came else ""
        assert line, f"never came: {what} {about}\n{self._log()}"
        return json.loads(line)

    def click(self, what: str, about: str = "") -> None:
        left, top = self.sees(what, about)
        self._do("mousemove", str(left), str(top), "click", "1")

    def press(self, text: str) -> None:
        self.click("button", text)

    def types(self, text: str) -> None:
        self._do("type", "--delay", BETWEEN_KEYS, "--", text)

    def keys(self, *keys: str) -> None:
        self._do("key", "--delay", BETWEEN_KEYS, *keys)

    def open(self, page: str) -> None:
        self.click("line", page)
        self.sees("page", page)

    def _do(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self._screen, check=True, timeout=PATIENCE)

    def _log(self) -> str:
        log = self._folder / "logs" / "ycpe.log"
        return log.read_text("utf-8")[-2000:] if log.exists() else ""


@contextmanager
def clerk_at(screen: Mapping[str, str], folder: Path) -> Iterator[Clerk]:
    """The program on that screen, with a window manager as every desk has one."""
    command = [sys.executable, "-m", "tests.whole.eyes", "--data-dir", str(folder)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "encoding": "utf-8"}
    with subprocess.Popen(["openbox"], env=screen, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT) as manager:
        try:
            with subprocess.Popen(command, env=screen, cwd=ROOT, **pipes) as program:  # type: ignore[call-overload]  # pipes as a mapping
                try:
                    yield Clerk(program, screen, folder)
                finally:
                    if program.poll() is None:
                        program.kill()
        finally:
            manager.terminate()
