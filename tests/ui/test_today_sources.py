"""Every line of 今日待办 leads to where the matter is ended, and is gone when it is."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.policy.small_county import TODAY, SmallCounty, small_county
from tests.ui.filled_pages import Desked, click, desked
from tests.ui.ledger_hands import LeavingClerk
from tests.ui.today_scenes import SCENES
from ui.pages import page_specs
from ui.pages.today import TodayPage
from ui.pages.today.painting import places
from ycpe_desktop.policy.due import SOURCES, due
from ycpe_desktop.policy.due_kind import Asked
from ycpe_desktop.policy.thresholds import own_targets

LONG = 60_000
ALL = [spec.key for spec in page_specs()]


def day_of(source: str) -> date:
    """A backup is due by the clock of the machine."""
    return date.today() + timedelta(days=2) if source == "backup" else TODAY


@pytest.fixture(params=SCENES)
def source(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def county(tmp_path: Path, source: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallCounty]:
    with small_county(tmp_path / "台账") as made:
        monkeypatch.setattr(made.store, "_today", lambda: day_of(source))
        SCENES[source].make(made)
        yield made


@pytest.fixture
def desk(qtbot: QtBot, data_folder: Path, county: SmallCounty) -> Iterator[Desked]:
    with desked(qtbot, data_folder, "today", county, *ALL) as made:
        assert made.shell.desk
        made.shell.desk.speaker = LeavingClerk()
        settle(qtbot, made)
        yield made


def settle(qtbot: QtBot, desk: Desked) -> None:
    qtbot.waitUntil(lambda: not desk.shell.background.jobs and not getattr(desk.page, "busy", False), timeout=LONG)


def told(county: SmallCounty, source: str) -> list[str]:
    return [each.what for each in due(county.store, day_of(source)) if each.source == source]


def press(desk: Desked, source: str, part: str) -> None:
    """A real click on the words or the button of the line."""
    page = desk.page
    assert isinstance(page, TodayPage)
    found = ((each.list, line) for each in page.columns for line in each.list.rows.lines if line.due.source == source)
    shown, line = next(found)
    index = shown.rows.index(shown.rows.lines.index(line))
    shown.scrollTo(index)
    where = places(shown.visualRect(index), line, shown.fontMetrics())
    click(shown, index, place=getattr(where, part).center())


def test_a_line_leads_to_where_it_is_ended_and_is_gone_then(
    qtbot: QtBot, desk: Desked, county: SmallCounty, source: str
) -> None:
    scene = SCENES[source]
    assert len(told(county, source)) == 1
    press(desk, source, scene.part)
    assert desk.shell.stack.key == scene.lands
    settle(qtbot, desk)
    if scene.finish is not None:
        scene.finish(desk)
        settle(qtbot, desk)
        assert told(county, source) == [], desk.told()
        assert desk.clerk.told == []
    desk.shell.notices.clear()


def test_every_source_has_a_line_that_is_followed_here(tmp_path: Path) -> None:
    """With all scenes in one office: no source tells nothing there, and no line of them is without a scene."""
    with small_county(tmp_path / "台账") as county:
        for scene in SCENES.values():
            scene.make(county)
        silent, found = set(SOURCES), set[str]()
        for day in (TODAY, day_of("backup")):
            with county.store.reading() as connection:
                asked = Asked(county.store, connection, day, day + timedelta(days=10), own_targets(county.store))
                for each in SOURCES:
                    lines = {one.source for one in each(asked)}
                    silent -= {each} if lines else set()
                    found |= lines
        assert silent == set()
        assert found <= set(SCENES)
