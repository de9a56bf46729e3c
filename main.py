"""运城学前教育台账: the window; or with a command the same core without it."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.office import Office

NO_DISPLAY = "没有可用的显示器，不能打开窗口。可以使用这些命令：{}。例如：python main.py indicators --help"


def main(arguments: list[str]) -> int:
    """The exit code: 0 done, 1 done with problems, 2 refused with one sentence."""
    from ycpe_desktop.arguments import COMMANDS, read_arguments

    given = read_arguments(arguments)
    if given.command:
        from ycpe_desktop.command import run

        return run(given)
    if not _has_display():
        sys.stderr.write(NO_DISPLAY.format("、".join(COMMANDS)) + "\n")
        return 2
    from ui.application import run_window

    return run_window(given.data_dir, lambda folder: _office(folder, given.demo_if_new))


def _has_display() -> bool:
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM", "xcb") not in ("xcb", "wayland"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _office(folder: Path, demo_if_new: bool) -> "Office":
    from ui.beginning import open_office  # loads SQLAlchemy: called after the first paint

    return open_office(folder, demo_if_new)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
