"""The photo of a supervisor: taken in from any usual file, one step to undo, and in every complete backup."""

from pathlib import Path

import pytest
from PIL import Image

from tests.store.conftest import today
from tests.store.pictures import ABOVE, BELOW, colours, picture, turned_picture
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Supervisor
from ycpe_desktop.store import Store, create_store, open_store
from ycpe_desktop.store.attachments import attachments_of, file_of
from ycpe_desktop.store.complete import write_complete
from ycpe_desktop.store.photos import HIGH, WIDE, photos_of, remove_photo, set_photo
from ycpe_desktop.store.restoring import restore


def supervisor(store: Store, name: str = "王五") -> str:
    with store.writing("新增督学") as writer:
        return writer.insert(Supervisor, {"name": name})


def kept(store: Store, owner: str) -> Path:
    return file_of(store.folder, photos_of(store, Supervisor)[owner].digest)


@pytest.mark.parametrize(
    ("name", "mode"), [("a.jpg", "RGB"), ("b.png", "RGB"), ("c.bmp", "RGB"), ("d.webp", "RGB"), ("e.JPEG", "L")]
)
def test_every_usual_format_is_taken_in(store: Store, tmp_path: Path, name: str, mode: str) -> None:
    owner = supervisor(store)
    set_photo(store, Supervisor, owner, picture(tmp_path / name, mode=mode))
    with Image.open(kept(store, owner)) as found:
        assert (found.format, found.mode, found.size) == ("JPEG", "RGB", (500, 700))
    assert photos_of(store, Supervisor)[owner].name == "王五_照片.jpg"


def test_a_large_photo_is_made_smaller_and_cut_to_the_size_of_an_identity_photo(store: Store, tmp_path: Path) -> None:
    owner = supervisor(store)
    set_photo(store, Supervisor, owner, picture(tmp_path / "宽.jpg", (4000, 3000)))
    with Image.open(kept(store, owner)) as found:
        assert found.size == (WIDE, HIGH)


def test_a_telephones_photo_stands_upright_and_tells_nothing_of_where_it_was_taken(
    store: Store, tmp_path: Path
) -> None:
    owner = supervisor(store)
    set_photo(store, Supervisor, owner, turned_picture(tmp_path / "手机.jpg"))
    assert colours(kept(store, owner)) == (ABOVE, BELOW)
    with Image.open(kept(store, owner)) as found:
        assert found.size == (500, 700)
        assert not found.getexif()


@pytest.mark.parametrize(("name", "mode"), [("a.png", "RGBA"), ("b.webp", "RGBA"), ("c.png", "LA")])
def test_what_is_transparent_becomes_white(store: Store, tmp_path: Path, name: str, mode: str) -> None:
    owner = supervisor(store)
    set_photo(store, Supervisor, owner, picture(tmp_path / name, mode=mode))
    assert colours(kept(store, owner))[1] == (255, 255, 255)


def test_what_is_no_photo_is_refused_in_one_sentence_and_changes_nothing(store: Store, tmp_path: Path) -> None:
    owner = supervisor(store)
    whole = picture(tmp_path / "好.jpg").read_bytes()
    bad = {
        "文档.jpg": (b"%PDF-1.7 not a picture", "不是 JPG、PNG、BMP 或 WebP 照片"),
        "空.png": (b"", "不是 JPG、PNG、BMP 或 WebP 照片"),
        "半张.jpg": (whole[: len(whole) // 2], "已损坏"),
        "动图.gif": (b"GIF89a" + bytes(20), "不是 JPG、PNG、BMP 或 WebP 照片"),
        "小.png": (picture(tmp_path / "小图.png", (60, 80)).read_bytes(), "太小（60×80 像素）"),
    }
    for name, (content, sentence) in bad.items():
        file = tmp_path / name
        file.write_bytes(content)
        with pytest.raises(Refusal, match=sentence) as refused:
            set_photo(store, Supervisor, owner, file)
        assert name in str(refused.value)
        assert "\n" not in str(refused.value)
    with pytest.raises(Refusal, match="找不到"):
        set_photo(store, Supervisor, owner, tmp_path / "没有.jpg")
    assert photos_of(store, Supervisor) == {}


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_read(store: Store, tmp_path: Path) -> None:
    owner = supervisor(store)
    for wide in (12_000, 40_000):
        file = tmp_path / f"{wide}.bmp"
        file.write_bytes(bitmap_head(wide, wide))
        with pytest.raises(Refusal, match="像素太多"):
            set_photo(store, Supervisor, owner, file)


def bitmap_head(wide: int, high: int) -> bytes:
    """The beginning of a bitmap that says how large it is; the picture itself is missing."""
    sizes = (40).to_bytes(4, "little") + wide.to_bytes(4, "little") + high.to_bytes(4, "little")
    return b"BM" + bytes(8) + (54).to_bytes(4, "little") + sizes + b"\1\0\x18\0" + bytes(24)


def test_choosing_another_photo_is_one_step_that_brings_the_former_back(store: Store, tmp_path: Path) -> None:
    owner = supervisor(store)
    assert set_photo(store, Supervisor, owner, picture(tmp_path / "旧.jpg")) == "添加照片：王五"
    before = photos_of(store, Supervisor)[owner].digest
    assert set_photo(store, Supervisor, owner, picture(tmp_path / "新.png", (700, 980))) == "更换照片：王五"
    assert len(attachments_of(store, owner)) == 1
    assert set_photo(store, Supervisor, owner, tmp_path / "新.png") == ""
    assert store.undo().label == "更换照片：王五"
    assert photos_of(store, Supervisor)[owner].digest == before
    assert store.undo().label == "添加照片：王五"
    assert photos_of(store, Supervisor) == {}


def test_a_photo_is_taken_away_and_brought_back(store: Store, tmp_path: Path) -> None:
    owner = supervisor(store)
    assert remove_photo(store, Supervisor, owner) == ""
    set_photo(store, Supervisor, owner, picture(tmp_path / "照.jpg"))
    assert remove_photo(store, Supervisor, owner) == "去掉照片：王五"
    assert photos_of(store, Supervisor) == {}
    store.undo()
    assert kept(store, owner).exists()


def test_a_photo_goes_and_comes_back_with_its_supervisor(store: Store, tmp_path: Path) -> None:
    owner = supervisor(store)
    set_photo(store, Supervisor, owner, picture(tmp_path / "照.jpg"))
    with store.writing("删除") as writer:
        writer.delete(Supervisor, owner)
    assert photos_of(store, Supervisor) == {}
    store.undo()
    assert owner in photos_of(store, Supervisor)


def test_a_photo_comes_along_in_a_complete_backup_to_another_computer(store: Store, tmp_path: Path) -> None:
    owner = supervisor(store)
    set_photo(store, Supervisor, owner, picture(tmp_path / "照.jpg"))
    content = kept(store, owner).read_bytes()
    zipped = write_complete(store.folder, tmp_path / "全部.zip")
    store.close()
    other = tmp_path / "另一台"
    create_store(other, "芮城县", today=today).close()
    assert restore(other, zipped).missing == ()
    moved = open_store(other, today=today)
    assert kept(moved, owner).read_bytes() == content
    moved.close()
