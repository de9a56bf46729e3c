"""What is asked of the installed program: steps of check.py, each with one line to tell."""

import random
import time
from statistics import median

from desk import SURFACE, Desk
from freezing import ROOT
from pc import PAGES, PRODUCT, Pc, Trial, require
from trials import EMPTY_KEY

LIST = ROOT / "tests" / "exchange" / "files" / "huangpu_在册幼儿园名单一览表_20241231.xlsx"
LISTED = 155
TYPED = "huangpu.xlsx"
"""Its name in letters: xdotool has no input method."""
CHARTS = "zbytb"
SHOWN, DRAWN = 2.0, 15.0  # seconds until a page is whole; until the first chart is, for which fonts are looked for
KILLS, STARTS = 4, 5
SLOWEST = 1.5
"""The first paint against the empty program's."""


def its_own_test_passes(trial: Trial) -> str:
    """Both executables; the list lies in a folder with Chinese letters and a blank."""
    pc = trial.pc
    given = pc.windows_path(pc.brought(LIST, f"县里 名单/{LIST.name}"))
    said = pc.cli("--self-test", given)
    require(f"{LISTED} 行，{LISTED} 所" in said and "windows，打开了" in said, said)
    code, told = pc.prefix.result([pc.windows_path(pc.folder() / "YCPE.exe"), "--self-test"], 300)
    require(code == 0, f"YCPE.exe --self-test ended with {code}:\n{told[-3000:]}")
    return "\n    " + "\n    ".join(line for line in said.splitlines() if line.strip())


def a_county_begins_and_imports_its_list(trial: Trial) -> str:
    pc, screen = trial.pc, trial.desk
    pc.brought(LIST, TYPED)
    with pc.window():
        pc.opened()
        screen.shot("01-first-start")
        screen.types("rc")
        screen.rests()
        screen.keys("Return")
        screen.rests()
        screen.keys("Return")
        screen.comes("芮城县 · ")
        screen.shot("02-empty-office")
        pc.open_page("dr")
        screen.keys("Return")
        screen.comes("选择要导入的表格")
        screen.shot("03-file-dialog")
        screen.types(rf"C:\{TYPED}")
        screen.keys("Return")
        for number in range(3):
            screen.until(screen.primary, "the button of the next step")
            screen.shot(f"04-import-{number + 1}")
            screen.press_primary()
        screen.until(screen.primary, "the end of the import")
        screen.shot("05-imported")
        kindergartens = pc.told("list", "园所名册")
    require(len(kindergartens) == LISTED, f"{len(kindergartens)} kindergartens are in the register")
    return f"{len(kindergartens)} kindergartens"


def a_cell_is_typed_and_taken_back(trial: Trial) -> str:
    pc, screen = trial.pc, trial.desk
    with pc.window():
        pc.opened()
        pc.open_page("ysmc")
        screen.keys("Home")
        screen.types("abc")
        screen.keys("Return")
        screen.rests()
        screen.shot("06-register")
        typed = pc.newest_step()
        screen.keys("ctrl+z")
        screen.rests()
        undone = pc.newest_step()
    require("修改" in typed["label"], f"typing made {typed}")
    require(undone["undone"] or undone["id"] != typed["id"], f"Ctrl+Z left {undone}")
    return str(typed["label"])


def the_demo_county_shows_every_page(trial: Trial) -> str:
    """Each page is the one asked for, and photographed; judging with the keyboard; the workbook for the city."""
    pc, screen = trial.pc, trial.desk
    place = ["--data-dir", pc.windows_path(trial.demo)]
    pc.cli(*place, "init", "--county", "芮城县", "--demo")
    out = pc.prefix.drive / "out"
    out.mkdir(exist_ok=True)
    with pc.window(*place):
        pc.opened()
        for initials in PAGES:
            pc.open_page(initials)
            time.sleep(DRAWN if initials == CHARTS else SHOWN)
            screen.rests()
            screen.shot(f"07-{initials}")
        pc.open_page("sgdl")
        screen.keys("Right", "3")
        screen.rests()
        screen.shot("08-judged")
        judged = pc.told(*place, "history", "--limit", "1")[0]["label"]
        screen.open("scsbwj")
        screen.comes("选择文件夹|上报文件")
        screen.shot("09-folder-dialog")
        screen.types(r"C:\out")
        screen.keys("Return")
        workbook = screen.until(lambda: next(iter(out.glob("*.xlsx")), None), "the workbook for the city")
        time.sleep(DRAWN)  # it is read once more; a window that is closed meanwhile asks
        screen.rests()
        screen.shot("10-reported")
    require(judged.startswith("判定") and judged.endswith("未达到"), f"the key 3 made {judged}")
    return f"{judged}; {workbook.name}"


def a_second_start_gives_way_to_the_first(trial: Trial) -> str:
    """And a command that would write is refused, while the window is open."""
    pc = trial.pc
    with pc.window():
        pc.opened()
        code, _ = pc.prefix.result([pc.windows_path(pc.folder() / "YCPE.exe")], 60)
        require(code == 0, f"the second start ended with {code}")
        refused = pc.cli("undo", code=2)
    return refused.strip()


def a_power_cut_loses_nothing_that_was_saved(trial: Trial) -> str:
    """Killed while it writes, some times; each time it opens again with all that it had."""
    pc, screen, luck = trial.pc, trial.desk, random.Random(44)
    kept = []
    for _ in range(KILLS):
        with pc.prefix.start([pc.windows_path(pc.folder() / "YCPE.exe")]) as program:
            pc.opened()
            pc.open_page("ysmc")
            screen.keys("Home")
            _type_many(screen, luck, 6)
            saved = pc.newest_step()["id"]
            _type_many(screen, luck, luck.randrange(1, 6))
            pc.prefix.stop()
            program.kill()
        wrong = [each for each in pc.told("doctor")["findings"] if not each["good"]]
        require(not wrong, f"after a kill: {wrong}")
        newest = pc.newest_step()["id"]
        require(newest >= saved, f"action {saved} was saved and {newest} is the newest after the kill")
        kept.append(newest)
    return f"newest actions after {KILLS} kills: {kept}"


def _type_many(screen: Desk, luck: random.Random, times: int) -> None:
    for _ in range(times):
        screen.types(f"n{luck.randrange(10**6)}")
        screen.keys("Return")


def a_broken_program_says_so(trial: Trial) -> str:
    """Without a part of Qt and without a console: a box in Chinese, and a log that names places and no data."""
    pc, screen = trial.pc, trial.desk
    part = pc.folder() / "_internal" / "PySide6" / "QtWidgets.pyd"
    away = part.rename(part.with_suffix(".away"))
    try:
        with pc.prefix.start(["start", "/wait", pc.windows_path(pc.folder() / "YCPE.exe")]) as program:
            screen.comes(PRODUCT)
            screen.shot("11-broken")
            screen.keys("Return")
            program.wait(60)
    finally:
        away.rename(part)
    log = (pc.data / "logs" / "ycpe.log").read_text(encoding="utf-8")
    require("ERROR start YCPE" in log and "application.py" in log, f"the log says {log[-500:]!r}")
    return log.strip().splitlines()[-1]


def it_paints_as_soon_as_an_empty_program(trial: Trial) -> str:
    pc, screen = trial.pc, trial.desk
    require(pc.install(trial.empty) == 0, "the empty program did not install")
    with pc.window(key=EMPTY_KEY):
        screen.comes("空程序")
        empty_colour = screen.centre()
    place = ["--data-dir", pc.windows_path(trial.demo)]
    own, least = [], []
    for _ in range(STARTS):
        least.append(_painted(pc, screen, EMPTY_KEY, empty_colour, []))
        own.append(_painted(pc, screen, "YCPE", SURFACE, place))
    times = median(own) / median(least)
    told = f"{median(own):.2f} s, an empty program {median(least):.2f} s: {times:.2f} times"
    require(times <= SLOWEST, told)
    return told


def _painted(pc: Pc, screen: Desk, key: str, colour: str, words: list[str]) -> float:
    """Seconds from the start of the process to the first paint."""
    screen.until(lambda: screen.centre() != colour or None, "an empty screen")
    begun = time.monotonic()
    with pc.window(*words, key=key):
        while screen.centre() != colour:
            require(time.monotonic() - begun < 60, "no first paint")
            time.sleep(0.005)
        seconds = time.monotonic() - begun
        screen.comes("空程序" if key == EMPTY_KEY else " · ")
    return seconds
