"""Judging the Windows build by its files: 64 bit, whole, nothing of Wine's, one C runtime. Works on any system."""

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SUFFIXES = (".exe", ".dll", ".pyd")
INSIDE = "_internal"
X64 = 0x8664
WINE = (b"Wine builtin DLL", b"Wine placeholder DLL")
# What Windows 10 brings.
SYSTEM = re.compile(
    "advapi32|authz|bcrypt|bcryptprimitives|cfgmgr32|comctl32|comdlg32|crypt32|d2d1|d3d9|d3d11|d3d12|dnsapi|dwmapi|dwrite"
    "|dxgi|gdi32|imm32|iphlpapi|kernel32|msi|mpr|msvcrt|ncrypt|netapi32|ntdll|ole32|oleacc|oleaut32|opengl32|powrprof"
    "|propsys|psapi|rpcrt4|secur32|setupapi|shcore|shell32|shlwapi|ucrtbase|uiautomationcore|user32|userenv|uxtheme"
    r"|version|winhttp|winmm|winnsi|winspool\.drv|ws2_32|wsock32|wtsapi32|(api-ms-win|ext-ms)-.+"
)
RUNTIME = re.compile(r"(msvcp140|vcruntime140|concrt140)(_\w+)?\.dll", re.IGNORECASE)


def judge(folder: Path) -> list[str]:
    """Everything that is wrong with the program's folder; empty when it is good."""
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
    if not files:
        return [f"no executables in {folder}"]
    wrong = [f"{path.relative_to(folder)}: {what}" for path in files for what in _faults(path, folder)]
    return wrong + _runtimes(files, folder)


def _faults(path: Path, folder: Path) -> Iterator[str]:
    if any(mark in path.read_bytes()[:4096] for mark in WINE):
        yield "is Wine's own"
    with _opened(path) as image:
        if image.FILE_HEADER.Machine != X64:
            yield "is not 64 bit"
        places = [path.parent, folder, folder / INSIDE, *_added_for(path, folder / INSIDE)]
        for name in sorted(_imported(image)):
            if not _is_there(name, places):
                yield f"needs {name}, which is not where it would be looked for"


def _added_for(path: Path, inside: Path) -> list[Path]:
    """Folders that its package adds to the search: NAME.libs, and the libraries of Qt's and its binding's."""
    if not path.is_relative_to(inside):
        return []
    package = path.relative_to(inside).parts[0]
    of_qt = ["PySide6", "shiboken6"] if package in ("PySide6", "shiboken6") else []
    return [inside / name for name in (f"{package}.libs", *of_qt)]


def _imported(image: Any) -> set[str]:
    entries = [*getattr(image, "DIRECTORY_ENTRY_IMPORT", []), *getattr(image, "DIRECTORY_ENTRY_DELAY_IMPORT", [])]
    return {entry.dll.decode().lower() for entry in entries}


def _is_there(name: str, places: list[Path]) -> bool:
    if SYSTEM.fullmatch(name.removesuffix(".dll")):
        return True
    return any(name == each.name.lower() for place in places if place.is_dir() for each in place.iterdir())


def _runtimes(files: list[Path], folder: Path) -> list[str]:
    """All copies of one library of Microsoft's C runtime have one version: the first that is loaded serves all."""
    found: dict[str, dict[tuple[int, ...], list[str]]] = defaultdict(lambda: defaultdict(list))
    for path in files:
        if RUNTIME.fullmatch(path.name):
            found[path.name.lower()][version(path)].append(str(path.relative_to(folder)))
    return [f"{name} has several versions: {dict(versions)}" for name, versions in found.items() if len(versions) > 1]


def version(path: Path) -> tuple[int, ...]:
    """14.42.34438 of a library of Microsoft's."""
    with _opened(path) as image:
        import pefile

        image.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_RESOURCE"]])
        told = image.VS_FIXEDFILEINFO[0]
        return (told.FileVersionMS >> 16, told.FileVersionMS & 0xFFFF, told.FileVersionLS >> 16)


def _opened(path: Path) -> Any:
    import pefile  # a wheel of the development lock; build.py puts it on the path

    image = pefile.PE(str(path), fast_load=True)
    kinds = ("IMAGE_DIRECTORY_ENTRY_IMPORT", "IMAGE_DIRECTORY_ENTRY_DELAY_IMPORT")
    image.parse_data_directories([pefile.DIRECTORY_ENTRY[kind] for kind in kinds])
    return image


if __name__ == "__main__":
    sys.exit("\n".join(judge(Path(sys.argv[1]))) or 0)
