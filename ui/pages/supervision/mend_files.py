"""整改通知书 as files: one where the clerk says, or many into a folder."""

from collections.abc import Callable, Sequence
from pathlib import Path

from ui.background import Progress
from ui.pages.written_files import PDF, show_file, write_file
from ui.shell.contracts import Desk, Tone
from ycpe_desktop.exchange.safely import nameable
from ycpe_desktop.policy.mends import Mend
from ycpe_desktop.store import Store

WORD = "Word 文档 (*.docx)"
KINDS = {".pdf": PDF, ".docx": WORD}


def notices_of(found: Sequence[Mend]) -> dict[str, Mend]:
    """The notices that these belong to: file name without suffix → one of its problems."""
    numbered = [one for one in found if one.values["number"]]
    return {nameable(f"{one.values['number']}_{one.garden.name}"): one for one in numbered}


def write_notices(desk: Desk, store: Store, found: Sequence[Mend], suffix: str) -> None:
    """Ask where and write them in the background; says what has no notice yet."""
    notices = notices_of(found)
    lacking = sum(not one.values["number"] for one in found)
    if not notices:
        desk.notices.tell(Tone.ATTENTION, "选中的问题还没有下发通知书，请先下发，再生成文件。")
    elif len(notices) == 1:
        ((name, one),) = notices.items()
        write_file(desk, "生成整改通知书", f"整改通知书_{name}{suffix}", KINDS[suffix],
                   lambda out, _: _writer(suffix)(store, one.uuid, out), lambda _: _unissued(lacking))  # fmt: skip
    elif folder := desk.speaker.choose_folder(f"{len(notices)} 张整改通知书存到哪个文件夹"):
        _write_all(desk, store, notices, folder, suffix, lacking)


def _write_all(desk: Desk, store: Store, notices: dict[str, Mend], folder: Path, suffix: str, lacking: int) -> None:
    def work(progress: Progress) -> int:
        write = _writer(suffix)
        for done, (name, one) in enumerate(notices.items()):
            progress(f"正在生成 {name}", done, len(notices))
            write(store, one.uuid, folder / f"整改通知书_{name}{suffix}")
        return len(notices)

    def tell(count: int) -> None:
        if problem := _unissued(lacking):
            desk.notices.tell(Tone.ATTENTION, problem)
        desk.notices.tell(Tone.GOOD, f"已生成 {count} 张整改通知书：{folder}", "打开文件夹", lambda: show_file(folder))

    desk.background.run("正在生成整改通知书", work, tell)


def _writer(suffix: str) -> Callable[[Store, str, Path], object]:
    if suffix == ".docx":
        from ycpe_desktop.printing.notice_word import write_notice  # loads python-docx

        return write_notice
    from ycpe_desktop.printing.notice import print_notice  # loads reportlab

    return print_notice


def _unissued(lacking: int) -> str:
    return f"有 {lacking} 个问题还没有下发通知书，没有生成。" if lacking else ""
