#!/usr/bin/env python3
"""Installs, uses, upgrades, kills and removes the built program: ``python3 packaging/windows/check.py``.

After ``build.py``, on the same Debian 12 as root: a fresh Chinese Windows without Python under Wine, real keys and
clicks on a screen of its own. Ends with 1 and one sentence at the first thing that is not so. The screenshots lie in
WORK/shots, to be looked at. What Wine cannot show (SmartScreen, printers, high resolutions) is not claimed.
"""

import argparse
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import build
import installing
import using
from desk import desk
from freezing import ROOT, freezer, say
from pc import USER, Pc, Trial, require
from trials import built_trials, empty_program, newer_version
from wine import Failed, Prefix, debian13

DEBIAN = {"xdotool": "xdotool", "openbox": "openbox"}
STEPS: Sequence[Callable[[Trial], str]] = (
    installing.it_installs_silently,
    using.its_own_test_passes,
    using.a_county_begins_and_imports_its_list,
    using.a_cell_is_typed_and_taken_back,
    using.the_demo_county_shows_every_page,
    using.a_second_start_gives_way_to_the_first,
    installing.the_installer_refuses_while_it_runs,
    using.a_power_cut_loses_nothing_that_was_saved,
    using.a_broken_program_says_so,
    using.it_paints_as_soon_as_an_empty_program,
    installing.the_installer_shows_itself,
    installing.the_newer_version_migrates,
    installing.the_older_program_leaves_newer_data_alone,
    installing.the_portable_one_keeps_its_data_beside_it,
    installing.it_is_removed_and_the_data_stay,
    installing.the_uninstaller_asks_about_the_data,
)
"""In an order that leaves each what it needs."""


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=build.WORK, help="the folder of build.py")
    parser.add_argument(
        "--again", action="store_true", help="with the newer version and the empty program of last time"
    )
    given = parser.parse_args(arguments)
    work = given.work.resolve()
    why_not = "The check needs Wine: run it on Debian 12." if build.WINDOWS else build.unable()
    if why_not:
        sys.stderr.write(f"{why_not}\n")
        return 2
    begun = time.monotonic()
    try:
        check(work, given.again)
    except Failed as reason:
        sys.stderr.write(f"\nNOT SO: {reason}\n")
        return 1
    say(f"all is so, in {time.monotonic() - begun:.0f} s; now look at {work / 'shots'}")
    return 0


def check(work: Path, again: bool) -> None:
    version = build.version_of(ROOT)
    setup, portable = work / "out" / f"YCPE-Setup-{version}.exe", work / "out" / f"YCPE-{version}-portable.zip"
    require(setup.exists() and portable.exists(), f"{setup.name} has not been built; run build.py first")
    build.install_debian_packages(DEBIAN)
    if not again:
        build_trials(work)
    shots = work / "shots"
    shutil.rmtree(shots, ignore_errors=True)
    with desk(shots, work / "screen") as screen, debian13(work / "debian13", say) as root:
        pc = Pc(Prefix(root, "county", user=USER, display=screen.display), screen)
        trial = Trial(pc, screen, setup, version, portable, *built_trials(work))
        try:
            pc.begin(work / "ucrtbase.dll")
            for step in STEPS:
                take(step, trial)
        finally:
            pc.prefix.stop()


def build_trials(work: Path) -> None:
    with freezer(work) as made_by:
        empty_program(made_by, work)
        newer_version(made_by, work)


def take(step: Callable[[Trial], str], trial: Trial) -> None:
    begun = time.monotonic()
    told = step(trial)
    say(f"{step.__name__.replace('_', ' ')}: {told} ({time.monotonic() - begun:.0f} s)")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
