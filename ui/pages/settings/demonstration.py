"""Ending the demonstration, or an empty office of the wrong county, so that the county's own ledger can be begun."""

from ui.shell.contracts import Desk, Tone
from ycpe_desktop.faults import Refusal
from ycpe_desktop.store import Store
from ycpe_desktop.store.demonstration import put_aside

END, ANEW = "结束演示", "重新选择"


def end_demonstration(desk: Desk, store: Store) -> None:
    """After a yes; the window then opens anew and asks for the county."""
    explain = "演示数据会移到数据文件夹里单独的一个文件夹，不会删除；随后请选择本县，从空台账开始。"
    if desk.speaker.ask("结束演示，开始用本县的数据？", [END, "继续演示"], explain) == END:
        _begin_anew(desk, store, "演示已结束，演示数据在")


def choose_county_anew(desk: Desk, store: Store) -> None:
    """While there are no kindergartens; after a yes."""
    explain = "名册里还没有园所。现在的空台账会移到数据文件夹里单独的一个文件夹，不会删除；随后请重新选择县。"
    asked = f"不是{store.county.name}，要重新选择县？"
    if desk.speaker.ask(asked, [ANEW, f"就是{store.county.name}"], explain) == ANEW:
        _begin_anew(desk, store, "请重新选择县。换下的空台账在")


def _begin_anew(desk: Desk, store: Store, told: str) -> None:
    desk.background.shut_down()
    store.close()
    try:
        aside = put_aside(store.folder)
    except Refusal as refusal:
        desk.notices.tell(Tone.BAD, str(refusal))
    else:
        desk.notices.tell(Tone.GOOD, f"{told}文件夹“{aside.name}”里。")
    finally:
        desk.reopen()
