"""The steps of --self-test, in the order of an office's year. Each leaves what the next one needs."""

import os
from collections.abc import Sequence
from pathlib import Path

from ycpe_desktop.command.self_test import Amiss, Step, Trial
from ycpe_desktop.store import Listing, Store, create_store, ids

COUNTY = "芮城县"
LISTED = 30
"""Kindergartens of the list that is made where none is given."""
EACH = 5
"""Kindergartens of a supervisor."""
JUDGED = 5
"""How many become rural where the list has no rural public one."""


def begin(trial: Trial) -> str:
    store = create_store(trial.data, COUNTY)
    store.close()
    return f"{COUNTY}的台账已建好"


def import_list(trial: Trial) -> str:
    from ycpe_desktop.exchange.applying import apply
    from ycpe_desktop.exchange.planning import make_plan
    from ycpe_desktop.exchange.proposing import propose
    from ycpe_desktop.exchange.reading import read_book

    file = trial.given or _list_of_the_demo(trial)
    with trial.store() as store:
        plan = make_plan(store, propose(store, read_book(file)))
        apply(store, plan, file.name)
        told, there = plan.summary(), len(_kindergartens(store))
    if not there or there > told["new"]:
        raise Amiss(f"名单 {told['rows']} 行，新增 {told['new']} 条，台账里有 {there} 所")
    return f"{told['rows']} 行，{there} 所，未导入 {told['refused']} 行"


def _list_of_the_demo(trial: Trial) -> Path:
    """Real townships, made-up kindergartens, as another office's .xlsx."""
    from ycpe_desktop.demo import make_demo
    from ycpe_desktop.exchange.list_export import export_list
    from ycpe_desktop.ledgers import Kindergarten, fields_of, is_derived

    file = trial.out("园所名单.xlsx")
    store = create_store(trial.folder / "演示", COUNTY)
    try:
        make_demo(store, size=LISTED)
        fields = [each for each in fields_of(Kindergarten) if not is_derived(Kindergarten, each.name)]
        export_list(store, Listing(Kindergarten, store.current_year), fields, file)
    finally:
        store.close()
    return file


def _kindergartens(store: Store) -> Sequence[str]:
    from ycpe_desktop.ledgers import Kindergarten

    with store.reading() as connection:
        return ids(connection, Listing(Kindergarten, store.current_year))


def judge_four(trial: Trial) -> str:
    """All four of every kindergarten 已达到: then all of them have reached it."""
    from ycpe_desktop.policy import four_independents as four
    from ycpe_desktop.policy.four_independents_acts import judge

    with trial.store() as store:
        year = store.current_year
        if not four.rows(store, year):
            _make_some_rural(store)
        chosen = four.rows(store, year)
        for item in four.ITEMS:
            judge(store, year, chosen, item, "met")
        whole = four.progress(store, year).whole
    if not whole.total or whole.met != whole.total:
        raise Amiss(f"{whole.total} 所农村公办园，判定后达标 {whole.met} 所")
    return f"{whole.total} 所农村公办园，达标 {whole.met} 所"


def _make_some_rural(store: Store) -> None:
    """Public ones in operation, since only they are judged; of all others it is known that they are not rural."""
    from ycpe_desktop.ledgers import Kindergarten
    from ycpe_desktop.store import fetch

    year = store.current_year
    with store.reading() as connection:
        every = fetch(connection, Kindergarten, _kindergartens(store), year, store.names)
    judged = [each["uuid"] for each in every if (each["nature"], each["status"]) == ("public", "open")][:JUDGED]
    with store.writing("自检：农村园") as writer:
        for each in every:
            writer.update(Kindergarten, each["uuid"], {"rural": each["uuid"] in judged})


def indicate(trial: Trial) -> str:
    from ycpe_desktop.policy.checks import check
    from ycpe_desktop.policy.indicators import indicators

    with trial.store() as store:
        every = indicators(store, store.current_year)
        found = check(store, store.current_year)
    (four,) = [one for one in every if one.id == "four_independents"]
    if four.verdict != "met":
        raise Amiss(f"四个独立全部判为已达到，指标却是“{four.verdict_shown}”")
    return f"{len(every)} 项指标，{len(found)} 条校验"


def chart(trial: Trial) -> str:
    """Every chart as a picture, one in the other forms."""
    os.environ["MPLCONFIGDIR"] = str(trial.out("matplotlib"))  # before it is first loaded
    from ycpe_desktop.charts.catalogue import CHARTS
    from ycpe_desktop.charts.saving import SUFFIXES, save_figure

    with trial.store() as store:
        for name, each in CHARTS.items():
            save_figure(each.build(store, store.current_year), trial.out(f"{name}.png"))
        for suffix in SUFFIXES:
            save_figure(CHARTS["三率"].build(store, store.current_year), trial.out(f"三率{suffix}"))
    return f"{len(CHARTS)} 张"


def print_pages(trial: Trial) -> str:
    from ycpe_desktop.ledgers import Kindergarten
    from ycpe_desktop.printing.indicator_sheet import print_indicators
    from ycpe_desktop.printing.ledger_list import print_ledger

    with trial.store() as store:
        printed = print_ledger(store, Kindergarten, store.current_year, trial.out("名册.pdf"))
        print_indicators(store, store.current_year, trial.out("指标.pdf"))
    return f"名册 {printed} 行"


def export(trial: Trial) -> str:
    """The standard workbook; read again, its seal is whole."""
    from ycpe_desktop.exchange.standard import export_standard, read_standard, standard_name

    with trial.store() as store:
        file = trial.out(standard_name(store, store.current_year))
        written = export_standard(store, store.current_year, file)
    book = read_standard(file)
    if book is None or not book.intact or book.seal.digest != written.digest:
        raise Amiss("生成的上报表读回来与写出的不一致")
    return f"{file.stat().st_size // 1024} KB"


def back_up_and_restore(trial: Trial) -> str:
    """A backup, then everything undone; restored, all is there again."""
    from ycpe_desktop.store.backup import back_up
    from ycpe_desktop.store.restoring import restore

    with trial.store() as store:
        before = len(_kindergartens(store))
    kept = back_up(trial.data, "手动")
    with trial.store() as store:
        _undo_everything(store)
        if _kindergartens(store):
            raise Amiss("全部撤销以后台账里还有园所")
    restore(trial.data, kept)
    with trial.store() as store:
        after = len(_kindergartens(store))
    if after != before:
        raise Amiss(f"备份前有 {before} 所，恢复后有 {after} 所")
    return f"恢复后 {after} 所"


def _undo_everything(store: Store) -> None:
    from ycpe_desktop.store.history import next_undo

    def is_left() -> bool:
        with store.reading() as connection:
            return next_undo(connection) is not None

    while is_left():
        store.undo()


def upgrade_oldest(trial: Trial) -> str:
    """All migrations over an empty file: what Alembic reads and imports has come along."""
    from ycpe_desktop.store.migrations import REVISIONS, upgrade

    upgrade(trial.out("空.db"))
    return f"到第 {REVISIONS[-1]} 版"


def examine(trial: Trial) -> str:
    from ycpe_desktop.store.doctor import examine as look

    report = look(trial.data)
    if not report.good:
        raise Amiss("；".join(f"{each.title}：{each.told}" for each in report.findings if not each.good))
    return f"{len(report.findings)} 项都正常"


def assign(trial: Trial) -> str:
    from ycpe_desktop.assignment.accepting import accept
    from ycpe_desktop.assignment.proposal import propose
    from ycpe_desktop.ledgers import Supervisor

    with trial.store() as store:
        with store.writing("登记督学") as writer:
            for number in range(-(-len(_kindergartens(store)) // EACH)):
                writer.insert(Supervisor, {"name": f"督学{number + 1}"})
        proposal = propose(store, store.today)
        accept(store, proposal)
    after = proposal.after
    if after.covered != after.gardens or after.most > EACH + 1:
        raise Amiss(f"应覆盖 {after.gardens} 所，覆盖 {after.covered} 所，最多的一人 {after.most} 所")
    return f"{after.people} 位督学，{after.covered} 所，每人 {after.least}—{after.most} 所"


STEPS: Sequence[Step] = (
    ("建立台账", begin),
    ("导入名单", import_list),
    ("判定四个独立", judge_four),
    ("分配督学", assign),
    ("指标与校验", indicate),
    ("图表", chart),
    ("打印", print_pages),
    ("上报表", export),
    ("备份与恢复", back_up_and_restore),
    ("升级数据", upgrade_oldest),
    ("体检", examine),
)
