"""运城学前教育台账: the window; or with a command the same core without it."""

import os
import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.office import Office
    from ycpe_desktop.command.self_test import Trial

NO_DISPLAY = "没有可用的显示器，不能打开窗口。可以使用这些命令：{}。例如：python main.py indicators --help"


def main(arguments: list[str]) -> int:
    """The exit code: 0 done, 1 done with problems, 2 refused with one sentence."""
    from ycpe_desktop.arguments import COMMANDS, read_arguments

    given = read_arguments(arguments)
    if given.self_test:
        return _self_test(given.self_test)
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


def _self_test(given: Path) -> int:
    """With the window where there is a screen."""
    from ycpe_desktop.arguments import OWN_LIST
    from ycpe_desktop.command.self_test import run_self_test
    from ycpe_desktop.command.self_test_steps import STEPS

    steps = [*STEPS, *([("窗口", _visit_pages)] if _has_display() else [])]
    return run_self_test(None if given == OWN_LIST else given, steps)


def _visit_pages(trial: "Trial") -> str:
    from ui.self_test import visit_pages

    return visit_pages(trial.data, lambda folder: _office(folder, demo_if_new=False))


def confess(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """What nobody caught, before the window stood or in a command: logged, and said in Chinese."""
    if issubclass(kind, KeyboardInterrupt):
        os._exit(130)
    from ycpe_desktop.arguments import read_arguments
    from ycpe_desktop.crash import confess as log_and_tell

    log_and_tell(error, read_arguments(sys.argv[1:]).data_dir)
    os._exit(1)  # from within Qt's event loop there is no other way out


if __name__ == "__main__":
    sys.excepthook = confess
    try:
        sys.exit(main(sys.argv[1:]))
    except Exception as mistake:  # noqa: BLE001 - the window's executable would show it in English
        confess(type(mistake), mistake, mistake.__traceback__)
