"""init, history, undo, backup, restore, doctor."""

from argparse import Namespace

from ycpe_desktop.command.records import key_meant
from ycpe_desktop.command.told import Told, ledger_meant, opened, progress
from ycpe_desktop.faults import Refusal
from ycpe_desktop.store import Store, create_store
from ycpe_desktop.store import history as past


def init(given: Namespace) -> Told:
    """A new office; with --demo it is filled with made-up kindergartens."""
    store = create_store(given.data_dir, given.county)
    try:
        from ycpe_desktop.policy.documents import add_shipped

        add_shipped(store)
        if given.demo:
            from ycpe_desktop.demo import make_demo

            make_demo(store, seed=given.seed, size=given.size, told=lambda text, done, total: progress(text))
        told = {"county": store.county.name, "code": store.county.code, "data_dir": str(given.data_dir)}
        told["years"] = store.years  # type: ignore[assignment]  # a list among the texts: this is JSON
    finally:
        store.close()
    return Told(told, [f"{told['county']}的台账已建好：{given.data_dir}"])


def history(given: Namespace) -> Told:
    """All actions, newest first; of one record its changes."""
    with opened(given) as store, store.reading() as connection:
        if not given.key:
            steps = past.steps(connection, given.limit)
            lines = [f"{one.id}\t{one.at}\t{one.label}{'（已撤销）' if one.undone else ''}" for one in steps]
            return Told([one._asdict() for one in steps], lines)
        key = key_meant(store, ledger_meant(given.ledger), given.key, store.current_year)
        traces = past.traces(connection, key or given.key, limit=given.limit)
    lines = [
        f"{one.at}\t{one.label}\t{name}\t{before} → {after}"
        for one in traces
        for name, (before, after) in one.fields.items()
    ]
    return Told([one._asdict() for one in traces], lines)


def undo(given: Namespace) -> Told:
    """The newest action; that one only; or with --to everything after that one."""
    with opened(given, writable=True) as store:
        if given.to is None:
            done = [store.undo(given.id)]
        else:
            done = []
            with store.reading() as connection:
                if all(one.id != given.to for one in past.steps(connection, 1_000_000)):
                    raise Refusal(f"没有第 {given.to} 号操作", "", "请用 history 查看")
            while (newest := _newest(store)) is not None and newest > given.to:
                done.append(store.undo(newest))
    lines = [line for one in done for line in (f"已撤销：{one.label}", *one.stayed)]
    told = [{"label": one.label, "stayed": list(one.stayed)} for one in done]
    return Told(told, lines or ["没有需要撤销的操作"], problems=any(one.stayed for one in done))


def _newest(store: Store) -> int | None:
    with store.reading() as connection:
        step = past.next_undo(connection)
    return step.id if step else None


def back_up(given: Namespace) -> Told:
    """A backup among the others; with --complete one zip with the attachments."""
    from ycpe_desktop.store.backup import back_up as copy
    from ycpe_desktop.store.complete import write_complete

    path = write_complete(given.data_dir, given.complete) if given.complete else copy(given.data_dir, "手动")
    return Told({"file": str(path)}, [str(path)])


def restore(given: Namespace) -> Told:
    """The state of a backup; the present one is kept as a backup first."""
    from ycpe_desktop.store.restoring import restore as bring_back

    done = bring_back(given.data_dir, given.file)
    lines = [f"已恢复到 {given.file.name}", *([f"恢复前的数据存在 {done.kept}"] if done.kept else [])]
    lines += [f"缺少附件文件：{name}" for name in done.missing]
    return Told({"kept": done.kept and str(done.kept), "missing": list(done.missing)}, lines, bool(done.missing))


def doctor(given: Namespace) -> Told:
    """Integrity, versions, counts; anything amiss makes the exit code 1."""
    from ycpe_desktop.store.doctor import examine

    report = examine(given.data_dir)
    lines = [f"{'正常' if one.good else '异常'}\t{one.title}\t{one.told}" for one in report.findings]
    lines += [f"{name}\t{version}" for name, version in report.versions.items()]
    return Told(report.as_json(), lines, problems=not report.good)
