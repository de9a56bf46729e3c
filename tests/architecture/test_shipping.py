"""What goes out with the program: pinned packages without addresses, their licences, a font with every place name."""

import csv
import re
import tomllib
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont as OutlineFont
from matplotlib.ft2font import FT2Font
from reportlab.pdfbase.ttfonts import TTFont

ROOT = Path(__file__).resolve().parents[2]
LOCKS = [ROOT / "requirements.txt", ROOT / "requirements-dev.txt"]
FONT = ROOT / "resources" / "fonts" / "wqy-microhei.ttc"
PINNED = re.compile(r"^([a-z0-9][a-z0-9.-]*)==(\S+)( ; [^\\]+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")
RARE = "南磑镇畖底镇斡珥垛洩湖谷子硙"


def locked(lock: Path) -> dict[str, str]:
    found = map(PINNED.match, lock.read_text(encoding="utf-8").splitlines())
    return {match[1]: match[2] for match in found if match}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def place_names() -> set[str]:
    tables = sorted((ROOT / "data").rglob("*.csv"))
    assert tables, "the divisions are missing from data/"
    cells: set[str] = set()
    for table in tables:
        with table.open(encoding="utf-8-sig", newline="") as file:
            cells.update(cell for row in csv.reader(file) for cell in row)
    return cells


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_file_holds_names_versions_and_hashes_only(lock: Path) -> None:
    lines = lock.read_text(encoding="utf-8").splitlines()
    assert not [line for line in lines if not PINNED.match(line) and not HASH.match(line)]


def test_what_the_project_asks_for_is_locked_at_an_allowed_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [(LOCKS[0], line) for line in project["project"]["dependencies"]]
    asked += [(LOCKS[1], line) for line in project["dependency-groups"]["dev"]]
    for lock, line in asked:
        name, relation, version = re.split(r"(==|~=)", line)
        found = locked(lock)[normal(name)]
        assert found == version if relation == "==" else found.startswith(version.rpartition(".")[0])


def test_both_lock_files_agree() -> None:
    runtime, development = (locked(lock) for lock in LOCKS)
    assert {name: runtime[name] for name in runtime.keys() & development.keys()} == {
        name: development[name] for name in runtime.keys() & development.keys()
    }


def test_every_shipped_package_is_named_in_the_notices_with_its_version() -> None:
    notices = (ROOT / "THIRD_PARTY_NOTICES.md").read_text(encoding="utf-8")
    rows = {normal(name): version for name, version in re.findall(r"^\| ([\w.-]+) \| ([\w.]+) \|", notices, re.M)}
    shipped = locked(LOCKS[0])
    assert {name: rows.get(name) for name in shipped} == shipped


def test_the_bundled_font_has_every_character_of_the_place_names() -> None:
    with OutlineFont(FONT, fontNumber=0, lazy=True) as font:
        known = font.getBestCmap()
    needed = {sign for name in [*place_names(), RARE] for sign in name if sign.isprintable()}
    assert not sorted(sign for sign in needed if ord(sign) not in known)


def test_charts_and_pdf_can_both_load_the_font() -> None:
    assert FT2Font(str(FONT)).family_name == "WenQuanYi Micro Hei"
    with FONT.open("rb") as file:
        face = TTFont("文泉驿微米黑", file, subfontIndex=0).face
    assert all(ord(sign) in face.charToGlyph for sign in RARE)
