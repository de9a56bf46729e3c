"""The frozen program, away from the checkout: it works, shows itself, and carries nothing that it does not use."""

import json
import os
import subprocess
from pathlib import Path

from tests.frozen.conftest import ROOT, without_python

LIST = ROOT / "tests" / "exchange" / "files" / "huangpu_在册幼儿园名单一览表_20241231.xlsx"
PATIENCE = 120  # seconds


def run(command: list[str | Path], environment: dict[str, str], where: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command, env=without_python(environment), cwd=where, stdin=subprocess.DEVNULL, capture_output=True,
        encoding="utf-8", timeout=PATIENCE, check=False,
    )  # fmt: skip


def test_it_does_the_whole_work_and_opens_every_page(frozen: Path, screen: dict[str, str], tmp_path: Path) -> None:
    done = run([frozen / "ycpe-cli", "--self-test", LIST], screen, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    _, *steps, last = done.stdout.splitlines()
    assert last == "自检通过"
    assert {step.split("\t")[0] for step in steps} == {"正常"}
    assert [step for step in steps if "155 行，155 所" in step]
    assert [step for step in steps if step.startswith("正常\t窗口\txcb，打开了")]


def test_its_window_is_painted(frozen: Path, screen: dict[str, str], data_folder: Path) -> None:
    started: list[str | Path] = [frozen / "YCPE", "--data-dir", data_folder]
    with subprocess.Popen(started, env=without_python(screen), cwd=data_folder) as program:
        try:
            search = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "第一次使用 · 学前教育台账"]
            found = run([*search], screen, data_folder)  # the shell names its window when its first page is there
        finally:
            program.terminate()
    assert found.stdout.split()


def test_its_data_lie_beside_it_where_portable_txt_does(frozen: Path, tmp_path: Path) -> None:
    beside = tmp_path / "优盘"
    beside.mkdir()
    for each in frozen.iterdir():
        (beside / each.name).symlink_to(each) if each.is_dir() else os.link(each, beside / each.name)
    (beside / "portable.txt").touch()
    done = run([beside / "ycpe-cli", "--json", "init", "--county", "芮城县"], {**os.environ}, tmp_path)
    assert Path(json.loads(done.stdout)["data_dir"]) == beside / "台账数据"
    assert (beside / "台账数据" / "ycpe.db").exists()


def test_it_carries_what_it_needs_and_little_else(frozen: Path) -> None:
    inside = frozen / "_internal"
    files = {path.relative_to(inside).as_posix() for path in inside.rglob("*") if path.is_file()}
    for needed in (
        "LICENSE", "THIRD_PARTY_NOTICES.md", "resources/licences/LGPL-3.0.txt", "resources/licences/GPL-3.0.txt",
        "resources/fonts/wqy-microhei.ttc", "data/divisions/villages.csv", "data/policy/thresholds.csv",
        "ycpe_desktop/store/migrations/env.py", "ycpe_desktop/store/migrations/versions/0001.py",
    ):  # fmt: skip
        assert needed in files
    translations = {name.rpartition("/")[2] for name in files if name.endswith(".qm")}
    assert translations == {"qtbase_zh_CN.qm"}
    unused = ("Qml", "Quick", "Pdf", "tzdata", "sample_data", "_avif", "tkinter", "pyplot", "tests/")
    assert not [name for name in files if any(word in name for word in unused)]
