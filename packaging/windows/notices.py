"""The licences of everything in the program, as files beside it."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from wine import Failed

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TEXTS = re.compile(r"(licen[cs]e|copying|notice)", re.IGNORECASE)
QT = ("pyside6-essentials", "shiboken6")
"""Taken under the LGPL; their wheels carry only the text of the commercial offer."""
BESIDE = ("pyinstaller",)
"""What starts the program is PyInstaller's, though it is no dependency of it."""


def write(target: Path, packages: Path, python_licence: Path) -> None:
    """``packages`` is the site-packages that the program was frozen from. Failed where a text is missing."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    for name in ("LICENSE", "THIRD_PARTY_NOTICES.md"):
        shutil.copy(ROOT / name, target)
    for text in sorted((ROOT / "resources" / "licences").iterdir()):
        shutil.copy(text, target)
    shutil.copy(ROOT / "resources" / "fonts" / "LICENSE-wqy-microhei.txt", target)
    shutil.copy(python_licence, target / "Python-3.11-LICENSE.txt")
    for name, version in _shipped():
        if name not in QT:
            _copy_texts(_metadata(packages, name, version), target / f"{name}-{version}")


def _shipped() -> Iterator[tuple[str, str]]:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    yield from re.findall(r"^([\w.-]+)==([\w.]+)", lines, re.MULTILINE)
    tools = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
    yield from (found for found in re.findall(r"^([\w.-]+)==([\w.]+)", tools, re.MULTILINE) if found[0] in BESIDE)


def _metadata(packages: Path, name: str, version: str) -> Path:
    for folder in packages.glob("*.dist-info"):
        if re.sub(r"[-_.]+", "-", folder.name.removesuffix(".dist-info")).lower() == f"{name}-{version}".replace(
            ".", "-"
        ):
            return folder
    raise FileNotFoundError(f"{name} {version} is not in {packages}")


def _copy_texts(metadata: Path, target: Path) -> None:
    texts = [path for path in sorted(metadata.rglob("*")) if path.is_file() and TEXTS.search(path.name)]
    if not texts:
        raise Failed(f"no licence text in {metadata}")
    target.mkdir()
    for text in texts:
        place = "-".join(part for part in text.relative_to(metadata).parts if part != "licenses")
        shutil.copy(text, target / place)
