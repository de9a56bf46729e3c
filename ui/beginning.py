"""The first start: making the office that the clerk has chosen, or the one in a backup."""

from pathlib import Path

from ui.background import Progress
from ui.office import Office
from ui.shell.contracts import Desk, Page
from ycpe_desktop.faults import Refusal
from ycpe_desktop.store import create_store, exists, open_store
from ycpe_desktop.store.backup import daily_backup
from ycpe_desktop.store.demonstration import was_ended


def beginning_page(desk: Desk, data_folder: Path) -> Page:
    """The page that chooses a county; its choice is made in the background, then the window opens it."""
    from ui.pages.first_start import FirstStartPage  # wanted once in the life of an office

    def chosen(county_code: str, demo: bool) -> None:
        def work(tell: Progress) -> None:
            make_office(data_folder, county_code, demo=demo, tell=tell)

        desk.background.run("新建台账", work, on_done=lambda _: desk.reopen())

    def restored(file: Path) -> None:
        from ui.pages.settings.backups import tell_not_restored, tell_restored
        from ycpe_desktop.store.restoring import Restored, restore

        def done(what: Restored) -> None:
            tell_restored(desk, what)
            desk.reopen()

        work, failed = lambda tell: restore(data_folder, file), lambda error: tell_not_restored(desk, error)
        desk.background.run("从备份恢复", work, done, failed)

    return FirstStartPage(desk, chosen, restored)


DEMO_COUNTY = "芮城县"


def open_office(data_folder: Path, demo_if_new: bool) -> Office:
    """The office of the folder, backed up once a day; none in it yet where the county is still to be chosen. One that
    cannot be backed up is opened all the same, and says so."""
    if not exists(data_folder):
        if not demo_if_new or was_ended(data_folder):
            return Office(None)
        make_office(data_folder, DEMO_COUNTY, demo=True, tell=lambda text, done, total: None)
    store = open_store(data_folder)
    try:
        daily_backup(store)
    except Refusal as refusal:
        store.noticed.append(f"今天的自动备份没有做成。{refusal}")
    return Office(store)


def make_office(data_folder: Path, county_code: str, *, demo: bool, tell: Progress) -> None:
    """A new office in the folder; with made-up kindergartens if wanted."""
    tell("正在放入乡镇和村", 0, 0)
    store = create_store(data_folder, county_code)
    try:
        from ycpe_desktop.policy.documents import add_shipped

        add_shipped(store)
        if demo:
            from ycpe_desktop.demo import make_demo

            make_demo(store, told=tell)
    finally:
        store.close()
