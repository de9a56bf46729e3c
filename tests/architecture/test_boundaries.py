"""The shape of the house: who may import whom, how long a page may be, and what a line may silence.

Read from the source text, so that a module which no test loads is judged too.
"""

import ast
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "ycpe_desktop"
MODULES = sorted([ROOT / "main.py", *PACKAGE.rglob("*.py"), *(ROOT / "ui").rglob("*.py")])
SOURCES = sorted([*MODULES, ROOT / "dev.py", *(ROOT / "tests").rglob("*.py")])

# A part may import those above it in this list and those beside it. What else lies in the package (faults, paths,
# codes…) is the ground under all of them and imports none.
LAYERS = [
    {"fields"},
    {"ledgers"},
    {"policy", "store"},
    {"exchange", "charts", "printing", "assignment"},
    {"command", "demo"},
]
LONGEST_MODULE, LONGEST_FUNCTION = 400, 60
READ = [path for path in SOURCES if path.parent.name != "versions"]  # a revision of the schema is drafted, then frozen


def told(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imports(path: Path) -> Iterator[str]:
    """Dotted names of everything imported anywhere in the file, in functions too."""
    package = path.parent.relative_to(ROOT).parts
    for node in ast.walk(parsed(path)):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=module, names=names, level=level):
                base = [*package[: len(package) - level + 1]] if level else []
                start = ".".join([*base, *([module] if module else [])])
                yield from (f"{start}.{alias.name}" for alias in names)


def under(name: str, *packages: str) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def layer_of(name: str) -> int | None:
    """Index into LAYERS of a dotted name; None for the ground and for what is not ours."""
    words = name.split(".")
    part = words[1] if words[0] == "ycpe_desktop" and len(words) > 1 else ""
    return next((index for index, layer in enumerate(LAYERS) if part in layer), None)


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def comments(path: Path) -> Iterator[tuple[int, str]]:
    with tokenize.open(path) as file:
        for token in tokenize.generate_tokens(file.readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string


def test_the_core_imports_neither_qt_nor_the_window() -> None:
    forbidden = ("PySide6", "shiboken6", "pytestqt", "ui", "main", "tests")
    found = [(told(p), name) for p in sorted(PACKAGE.rglob("*.py")) for name in imports(p) if under(name, *forbidden)]
    assert not found


def test_the_window_imports_no_test_and_not_main() -> None:
    found = [
        (told(p), name) for p in (ROOT / "ui").rglob("*.py") for name in imports(p) if under(name, "main", "tests")
    ]
    assert not found


def test_pyplot_is_imported_nowhere() -> None:
    pyplot = ("matplotlib.pyplot", "pylab", "matplotlib.pylab")
    assert not [(told(path), name) for path in SOURCES for name in imports(path) if under(name, *pyplot)]


def test_imports_inside_the_core_point_one_way() -> None:
    wrong = []
    for path in sorted(PACKAGE.rglob("*.py")):
        own = layer_of(module_name(path))
        for name in imports(path):
            other = layer_of(name)
            if other is not None and (own is None or other > own):
                wrong.append(f"{told(path)} imports {name}")
    assert not wrong


@pytest.mark.parametrize("path", READ, ids=told)
def test_a_page_can_be_read_in_one_sitting(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST_MODULE
    functions = [node for node in ast.walk(parsed(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    lengths = {f.name: (f.end_lineno or f.lineno) - f.lineno + 1 for f in functions}
    assert not {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION}


def test_nothing_is_left_to_do_in_a_comment() -> None:
    marks = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X"]) + r")\b")
    assert not [f"{told(path)}:{line}" for path in SOURCES for line, text in comments(path) if marks.search(text)]


def test_whatever_is_silenced_says_why_on_its_line() -> None:
    """``# noqa: N802 - Qt calls it by this name``; ``# type: ignore[arg-type]  # the stubs lack …``."""
    silencer = re.compile(
        r"#\s*(?:noqa|type:\s*ignore|pragma|mypy|ruff)\b(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*|\[[^\]]*\])?"
    )
    bare = []
    for path in SOURCES:
        for line, text in comments(path):
            reason = silencer.sub("", text).strip(" #-—:;,()")
            if silencer.search(text) and len(reason) < 8:
                bare.append(f"{told(path)}:{line} {text}")
    assert not bare


def test_tests_wait_for_nothing_and_skip_nothing() -> None:
    waits = {"time.sleep", "qtbot.wait", "QTest.qWait", "QTest.qSleep", "pytest.skip", "pytest.importorskip"}
    marks = {"pytest.mark.skip", "pytest.mark.skipif", "pytest.mark.xfail"}
    found = []
    for path in sorted((ROOT / "tests").rglob("*.py")):
        for node in ast.walk(parsed(path)):
            if (isinstance(node, ast.Call) and ast.unparse(node.func) in waits) or (
                isinstance(node, ast.Attribute) and ast.unparse(node) in marks
            ):
                found.append(f"{told(path)}:{node.lineno}")
    assert not found
