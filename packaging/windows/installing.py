"""What is asked of the installer: steps of check.py, each with one line to tell."""

import time
import zipfile

import build
from desk import Desk
from pc import TITLE, Trial, digest, require

RUNNING = 5  # of setup.nsi
WATCHED = 3  # seconds


def it_installs_silently(trial: Trial) -> str:
    pc = trial.pc
    require(pc.install(trial.setup) == 0, "the installer did not end with 0")
    require(pc.registered() == trial.version, f"Windows knows version {pc.registered()!r}")
    wanted = {f"Desktop/{TITLE}.lnk", f"{TITLE}/{TITLE}.lnk", f"{TITLE}/卸载{TITLE}.lnk"}
    require(set(pc.shortcuts()) == wanted, f"shortcuts: {pc.shortcuts()}")
    installed = sum(path.stat().st_size for path in pc.folder().rglob("*") if path.is_file())
    require(installed < build.LARGEST_PROGRAM, f"installed {installed:,} bytes")
    return f"setup {trial.setup.stat().st_size / 1e6:.1f} MB, installed {installed / 1e6:.1f} MB"


def the_installer_refuses_while_it_runs(trial: Trial) -> str:
    pc = trial.pc
    with pc.window():
        pc.opened()
        require(pc.install(trial.newer) == RUNNING, "the installer did not refuse over the running program")
        require(pc.uninstall() == RUNNING, "the uninstaller did not refuse while the program runs")
        require(pc.registered() == trial.version, "something was installed over the running program")
    require((pc.folder() / "ycpe-cli.exe").exists(), "the uninstaller removed something of the running program")
    return f"exit code {RUNNING}, nothing changed"


def the_installer_shows_itself(trial: Trial) -> str:
    """Its pages, installing over what is there; they are photographed."""
    pc, screen = trial.pc, trial.desk
    before = digest(pc.data)
    with pc.prefix.start([pc.windows_path(pc.brought(trial.setup))]) as program:
        screen.comes(TITLE)
        for page in ("welcome", "folder"):
            screen.shot(f"12-setup-{page}")
            screen.keys("Return")
            screen.rests()
        screen.until(lambda: None if _changing(screen) else True, "the end of the installation", 180)
        screen.shot("13-setup-done")
        screen.keys("space")  # takes the tick away from 现在打开
        screen.keys("Return")
        program.wait(60)
    require(digest(pc.data) == before, "installing over it changed the data")
    return "photographed"


def _changing(screen: Desk) -> bool:
    before = screen.fingerprint()
    time.sleep(WATCHED)
    return screen.fingerprint() != before


def the_newer_version_migrates(trial: Trial) -> str:
    pc = trial.pc
    stale = pc.folder() / "_internal" / "stale.pyd"
    stale.touch()
    known = pc.newest_step()["id"]
    require(pc.install(trial.newer) == 0, "the newer version did not install")
    require(not stale.exists(), "a file of the old version stayed")
    require(pc.registered() != trial.version, "Windows still knows the old version")
    before = pc.told("doctor")["versions"]["schema"]
    with pc.window():
        pc.opened()
        trial.desk.shot("14-newer-version")
    after = pc.told("doctor")
    require(after["versions"]["schema"] == trial.newer_schema, f"the schema is {after['versions']['schema']}")
    require(all(each["good"] for each in after["findings"]), f"{after['findings']}")
    require(pc.newest_step()["id"] == known, "the upgrade lost actions")
    require(list((pc.data / "backups").glob("*升级前*")), "no backup was made before the migration")
    return f"schema {before} → {after['versions']['schema']}, version {pc.registered()}"


def the_older_program_leaves_newer_data_alone(trial: Trial) -> str:
    pc = trial.pc
    require(pc.install(trial.setup) == 0, "the older version did not install over the newer one")
    before = digest(pc.data)
    said = pc.cli("list", "园所名册", code=2)
    require(digest(pc.data) == before, "the older program changed newer data")
    return said.strip()


def the_portable_one_keeps_its_data_beside_it(trial: Trial) -> str:
    pc = trial.pc
    stick = pc.prefix.drive / "优盘 资料"
    with zipfile.ZipFile(trial.portable) as packed:
        packed.extractall(stick)
    (folder,) = stick.iterdir()
    pc.cli("init", "--county", "夏县", folder=folder)
    require((folder / "台账数据" / "ycpe.db").exists(), "the portable program's data are not beside it")
    return pc.windows_path(folder)


def it_is_removed_and_the_data_stay(trial: Trial) -> str:
    pc = trial.pc
    before = digest(pc.data)
    require(pc.uninstall() == 0, "the uninstaller did not end with 0")
    left = [path.name for path in pc.folder().iterdir()] if pc.folder().exists() else []
    require(left in ([], ["uninstall.exe"]), f"left behind: {left}")
    require(not pc.shortcuts(), f"shortcuts left: {pc.shortcuts()}")
    require(not pc.registered(), "Windows still knows it")
    require(digest(pc.data) == before, "removing the program changed the data")
    return f"{len([path for path in pc.data.rglob('*') if path.is_file()])} files of the data are as they were"


def the_uninstaller_asks_about_the_data(trial: Trial) -> str:
    """Enter keeps them; only 是, twice, removes them."""
    pc, screen = trial.pc, trial.desk
    for answers, kept in ((("Return",), True), (("y", "y"), False)):
        require(pc.install(trial.setup) == 0, "the installer did not end with 0")
        with pc.prefix.start(pc.uninstaller()) as program:
            screen.comes(TITLE)
            screen.shot("15-uninstall")
            screen.keys("Return")
            screen.until(lambda: None if (pc.folder() / "_internal").exists() else True, "the program's removal")
            for number, answer in enumerate(answers):
                screen.until(lambda: None if _changing(screen) else True, "the question about the data")
                screen.shot(f"16-question-{number + 1}-{answer}")
                screen.keys(answer)
            screen.until(lambda: None if _changing(screen) else True, "the end of the removal")
            screen.keys("Return")  # 关闭
            program.wait(60)
        require(pc.data.exists() == kept, f"after {answers} the data are {'gone' if kept else 'still there'}")
    return "kept with Enter, removed with 是 and 是"
