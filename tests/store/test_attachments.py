"""Attachments are kept once, undone like any other action, and thrown away only when nothing names them."""

import hashlib
from pathlib import Path

import pytest

from tests.store.office import add_kindergarten
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Kindergarten
from ycpe_desktop.store import Store
from ycpe_desktop.store.attachments import add, attachments_of, collect, file_of, keep, remove, to_open
from ycpe_desktop.store.backup import back_up


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "办园许可证.pdf"
    path.write_bytes(b"%PDF" + b"x" * 5000)
    return path


def test_a_file_is_kept_once_under_its_hash_and_listed(store: Store, paper: Path) -> None:
    owner = add_kindergarten(store)
    for field in ("licence", None):
        add(store, Kindergarten, owner, field, paper)
    digest = hashlib.sha256(paper.read_bytes()).hexdigest()
    found = attachments_of(store, owner)
    assert [(each.name, each.digest, each.size, each.added) for each in found] == [
        ("办园许可证.pdf", digest, 5004, store.today)
    ] * 2
    assert {each.field for each in found} == {"licence", None}
    kept = [file for file in (store.folder / "attachments").rglob("*") if file.is_file()]
    assert kept == [store.folder / "attachments" / digest[:2] / digest]


def test_opening_hands_out_a_copy_with_the_name_that_the_clerk_knows(store: Store, paper: Path) -> None:
    owner = add_kindergarten(store)
    add(store, Kindergarten, owner, None, paper)
    (only,) = attachments_of(store, owner)
    opened = to_open(store.folder, only)
    assert opened.name == "办园许可证.pdf"
    opened.write_bytes(b"spoiled by another program")
    assert file_of(store.folder, only.digest).read_bytes() == paper.read_bytes()
    file_of(store.folder, only.digest).unlink()
    with pytest.raises(Refusal, match=r"办园许可证\.pdf.*不在了"):
        to_open(store.folder, only)


def test_removing_is_an_action_and_the_file_stays(store: Store, paper: Path) -> None:
    owner = add_kindergarten(store)
    key = add(store, Kindergarten, owner, None, paper)
    remove(store, key)
    assert attachments_of(store, owner) == []
    assert store.undo().label == "移除附件"
    assert [each.name for each in attachments_of(store, owner)] == ["办园许可证.pdf"]
    assert store.undo().label == "添加附件：办园许可证.pdf"
    assert attachments_of(store, owner) == []
    assert store.redo()
    assert attachments_of(store, owner)


def test_deleting_a_record_takes_its_attachments_along_and_brings_them_back(store: Store, paper: Path) -> None:
    owner = add_kindergarten(store)
    add(store, Kindergarten, owner, None, paper)
    with store.writing("删除") as writer:
        writer.delete(Kindergarten, owner)
    assert attachments_of(store, owner) == []
    store.undo()
    assert attachments_of(store, owner)


def test_only_files_that_nothing_names_are_collected(store: Store, paper: Path, tmp_path: Path) -> None:
    owner = add_kindergarten(store)
    remove(store, add(store, Kindergarten, owner, None, paper))
    left_over = tmp_path / "没用上.pdf"
    left_over.write_bytes(b"copied, but the program was killed before it was noted")
    digest, _ = keep(store.folder, left_over)
    assert collect(store.folder) == [file_of(store.folder, digest)]
    assert store.undo()
    assert file_of(store.folder, attachments_of(store, owner)[0].digest).exists()


def test_a_file_that_only_a_backup_names_is_kept(store: Store, paper: Path) -> None:
    owner = add_kindergarten(store)
    earlier = back_up(store, "手动")
    add(store, Kindergarten, owner, None, paper)
    path = back_up(store, "手动")
    digest = attachments_of(store, owner)[0].digest
    store.close()
    from ycpe_desktop.store.restoring import restore

    restored = restore(store.folder, earlier)
    assert not collect(store.folder)
    for each in (path, restored.kept):
        assert each is not None
        each.unlink()
    assert collect(store.folder) == [file_of(store.folder, digest)]


def test_nothing_is_collected_while_a_backup_cannot_be_read(store: Store, paper: Path) -> None:
    keep(store.folder, paper)
    path = back_up(store, "手动")
    path.write_bytes(b"junk" * 1000)
    with pytest.raises(Refusal, match="损坏"):
        collect(store.folder)
    assert [file for file in (store.folder / "attachments").rglob("*") if file.is_file()]


def test_a_kept_file_that_was_cut_off_is_written_anew(store: Store, paper: Path) -> None:
    owner = add_kindergarten(store)
    add(store, Kindergarten, owner, None, paper)
    kept = file_of(store.folder, attachments_of(store, owner)[0].digest)
    kept.write_bytes(kept.read_bytes()[:100])
    add(store, Kindergarten, owner, None, paper)
    assert kept.read_bytes() == paper.read_bytes()


def test_a_file_that_is_not_there_changes_nothing(store: Store, tmp_path: Path) -> None:
    owner = add_kindergarten(store)
    with pytest.raises(Refusal, match="找不到"):
        add(store, Kindergarten, owner, None, tmp_path / "没有.pdf")
    with pytest.raises(Refusal):
        add(store, Kindergarten, owner, None, tmp_path)
    assert attachments_of(store, owner) == []
    assert not [file for file in (store.folder / "attachments").rglob("*") if file.is_file()]
