"""Wine 10 of Debian 13 in a folder of its own, and Windows programs run in it. Needs root on Debian 12.

Debian 12's own Wine 8 is too old for Qt 6.8. A program that waits for ever is ended, for an unimplemented function of
Wine's would otherwise hold a build all night.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

PACKAGES = ("wine", "wine64", "fonts-wqy-microhei", "locales")
MOUNTED = ("proc", "dev", "dev/shm", "tmp/.X11-unix")
CHINESE = "zh_CN.UTF-8"
OVERRIDES = "mscoree,mshtml=;winemenubuilder.exe=d;winedbg.exe=d;ucrtbase=n,b"
# Wine has no Chinese font of its own: what a Chinese Windows would draw with is drawn with Debian's.
REPLACED = ("SimSun", "NSimSun", "Tahoma", "MS Shell Dlg", "MS Shell Dlg 2", "Microsoft YaHei UI", "Segoe UI", "宋体")
DRAWN_WITH = "WenQuanYi Micro Hei"


class Failed(Exception):
    """Something under Wine was not as it must be; the words are for whoever builds."""


class Prefix:
    """One Windows, with drive C: of its own. ``user`` is the name that the Windows user has."""

    def __init__(self, root: Path, name: str, *, user: str = "root", display: str = "") -> None:
        self.root, self.name, self.user, self.display = root, name, user, display
        self.drive = root / "w" / name / "drive_c"

    @property
    def home(self) -> Path:
        return self.drive / "users" / self.user

    def begin(self, ucrt: Path) -> None:
        """A fresh Windows; Microsoft's ``ucrtbase.dll`` goes into its system, since Wine's lacks what numpy calls."""
        if self.drive.exists():
            shutil.rmtree(self.drive.parent)
        self.drive.parent.mkdir(parents=True)
        self._call(["wineboot", "-i"], 180)
        self.settle()
        shutil.copy(ucrt, self.drive / "windows" / "system32" / "ucrtbase.dll")
        registry = [f'"{font}"="{DRAWN_WITH}"' for font in REPLACED]
        head = ["Windows Registry Editor Version 5.00", "", r"[HKEY_CURRENT_USER\Software\Wine\Fonts\Replacements]"]
        (self.drive / "fonts.reg").write_text("\r\n".join([*head, *registry, ""]), encoding="utf-16")
        self.run(["regedit", "/S", r"C:\fonts.reg"])
        self.settle()

    def run(self, words: Sequence[str], timeout: float = 120, more: Mapping[str, str] | None = None) -> str:
        """What it says on stdout and stderr; Failed when it ends with anything but 0."""
        code, said = self.result(words, timeout, more)
        if code:
            raise Failed(f"{' '.join(words)} ended with {code}:\n{said[-4000:]}")
        return said

    def result(
        self, words: Sequence[str], timeout: float = 120, more: Mapping[str, str] | None = None
    ) -> tuple[int, str]:
        return self._call(["wine", *words], timeout, more)

    def start(self, words: Sequence[str], more: Mapping[str, str] | None = None) -> "subprocess.Popen[bytes]":
        """The program goes on; end it with ``stop``."""
        # Its output is a pipe that nobody reads: to a file Wine gives an invalid handle.
        return subprocess.Popen(
            self._words(["wine", *words], more),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def stop(self) -> None:
        """End everything that runs in this Windows at once, as a power cut does."""
        self._call(["wineserver", "-k"], 60)

    def settle(self, timeout: float = 60) -> None:
        """Wait until nothing runs in it any more."""
        self._call(["wineserver", "-w"], timeout)

    def _call(self, words: Sequence[str], timeout: float, more: Mapping[str, str] | None = None) -> tuple[int, str]:
        with subprocess.Popen(
            self._words(words, more), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        ) as running:
            try:
                said, _ = running.communicate(timeout=timeout)
            except subprocess.TimeoutExpired:
                self._end(running)
                raise Failed(f"{' '.join(words)} was still running after {timeout} seconds") from None
        return running.returncode, said.decode("utf-8", "replace")

    def _end(self, running: "subprocess.Popen[bytes]") -> None:
        subprocess.run(self._words(["wineserver", "-k"], None), stdin=subprocess.DEVNULL, timeout=60, check=False)
        running.kill()
        running.communicate()

    def _words(self, words: Sequence[str], more: Mapping[str, str] | None) -> list[str]:
        told = {
            "HOME": "/root",
            "USER": self.user,
            "LOGNAME": self.user,
            "PATH": "/usr/bin:/bin",
            "LANG": CHINESE,
            "LC_ALL": CHINESE,
            "DISPLAY": self.display or os.environ.get("DISPLAY", ""),
            "WINEPREFIX": f"/w/{self.name}",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": OVERRIDES,
            **(more or {}),
        }
        return ["chroot", str(self.root), "env", "-i", *[f"{name}={value}" for name, value in told.items()], *words]


@contextmanager
def debian13(root: Path, say: Callable[[str], object]) -> Iterator[Path]:
    """The folder with Debian 13 and its Wine, made where it is not there yet; what is mounted in it goes at the end."""
    if not (root / "usr" / "bin" / "apt-get").exists():
        say("Debian 13 for its Wine")
        run(["debootstrap", "--variant=minbase", "--include=ca-certificates", "trixie", str(root)])
    with mounted(root):
        if not (root / "usr" / "lib" / "wine").exists():
            say("Wine 10")
            apt = f"apt-get install -y -qq --no-install-recommends {' '.join(PACKAGES)}"
            run(["chroot", str(root), "sh", "-c", f"apt-get update -qq && DEBIAN_FRONTEND=noninteractive {apt}"])
            run(["chroot", str(root), "localedef", "-i", "zh_CN", "-f", "UTF-8", CHINESE])
        yield root


@contextmanager
def mounted(root: Path) -> Iterator[None]:
    """/proc, /dev and the sockets of X in it; unmounted before anybody could delete the folder with /dev in it."""
    Path("/tmp/.X11-unix").mkdir(mode=0o1777, exist_ok=True)
    done: list[Path] = []
    try:
        for name in MOUNTED:
            place = root / name
            place.mkdir(parents=True, exist_ok=True)
            if not place.is_mount():
                what = ["-t", "proc", "proc"] if name == "proc" else ["--bind", f"/{name}"]
                run(["mount", *what, str(place)])
                done.append(place)
        yield
    finally:
        for place in reversed(done):
            subprocess.run(["umount", "--lazy", str(place)], check=False)


@contextmanager
def x_server(more: Sequence[str] = ()) -> Iterator[str]:
    """A screen of 1366×768; gives its DISPLAY."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset", *more]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        try:
            with os.fdopen(reading, encoding="ascii") as told:
                number = told.readline().strip()
            if not number:
                raise Failed("Xvfb did not start")
            yield f":{number}"
        finally:
            server.terminate()


def run(words: Sequence[str], cwd: Path | None = None) -> str:
    """A program of this machine; what it said comes with Failed when it does not end with 0."""
    done = subprocess.run(
        words, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    said = done.stdout.decode("utf-8", "replace")
    if done.returncode:
        raise Failed(f"{' '.join(words)} ended with {done.returncode}:\n{said[-4000:]}")
    return said
