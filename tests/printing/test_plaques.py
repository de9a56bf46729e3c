"""公示牌 as PDF: what stands on a page, in which fonts, and what is told of what is missing."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.policy.small_county import TODAY, SmallCounty, small_county
from tests.printing.pdf_text import Pdf
from tests.store.pictures import picture
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Supervisor
from ycpe_desktop.policy.plaques import OFFICE_PHONE, set_office
from ycpe_desktop.printing.plaque import Size, print_plaques
from ycpe_desktop.store.attachments import file_of
from ycpe_desktop.store.photos import photos_of, set_photo

LONG = "运城市芮城县大王镇南关村村民委员会与县教育局共同举办的第二附属实验示范中心幼儿园（西校区）分园"


@pytest.fixture
def county(tmp_path: Path) -> Iterator[SmallCounty]:
    """张督学 with everything has three kindergartens, 李督学 with two telephones and no photo one, 丙园 nobody."""
    with small_county(tmp_path / "台账") as made:
        whole = made.supervisor(
            "张督学", employer="芮城县教育局督导室", certificate="YC-DX-0012", phone="0359-3022018", kind="part"
        )
        bare = made.supervisor("欧阳海燕", phone="13800000000、0359-3022019")
        set_photo(made.store, Supervisor, whole, picture(tmp_path / "张.jpg"))
        for name in ("芮城县南磑镇中心幼儿园", "芮城县畖底镇幼儿园", "斡珥垛幼儿园"):
            made.duty(whole, made.garden(name))
        made.duty(bare, made.garden(LONG))
        made.garden("丙园")
        yield made


def uuid_of(county: SmallCounty, name: str) -> str:
    (found,) = county.store.names.keys("kindergarten", name)
    return found


def test_a_page_for_every_kindergarten_with_a_supervisor_says_all_that_it_must(
    county: SmallCounty, tmp_path: Path
) -> None:
    set_office(county.store, OFFICE_PHONE, "0359-3021110")
    out = tmp_path / "牌.pdf"
    printed = print_plaques(county.store, TODAY, out)
    texts = Pdf(out).texts()
    assert printed.count == len(texts) == 4
    assert "丙园" not in "".join(texts)
    page = next(text for text in texts if "南磑镇" in text)
    for told in (
        "幼儿园责任督学挂牌督导",
        "责任督学公示牌",
        "芮城县南磑镇中心幼儿园",
        "张督学",
        "0359-3022018",
        "芮城县教育局督导室",
        "YC-DX-0012",
        "监督指导幼儿园安全管理情况",
        "监督指导幼儿园规范办园情况",
        "监督指导幼儿园师德师风建设情况",
        "完成教育督导部门交办的其他任务",
        "芮城县教育局　监督电话：0359-3021110",
        "2026年11月23日",
    ):
        assert told in page
    assert any("畖底镇" in text for text in texts)
    assert any("斡珥垛" in text for text in texts)


def test_without_a_telephone_of_supervision_only_the_office_stands_at_the_foot(
    county: SmallCounty, tmp_path: Path
) -> None:
    print_plaques(county.store, TODAY, tmp_path / "牌.pdf")
    text = "".join(Pdf(tmp_path / "牌.pdf").texts())
    assert "芮城县教育局" in text
    assert "监督电话" not in text


@pytest.mark.parametrize(("size", "wide", "high"), [("A4", 842, 595), ("A3", 1191, 842)])
def test_pages_have_the_size_asked_for_and_every_font_is_in_the_file(
    county: SmallCounty, tmp_path: Path, size: Size, wide: int, high: int
) -> None:
    out = tmp_path / "牌.pdf"
    print_plaques(county.store, TODAY, out, size=size)
    found = Pdf(out)
    assert {(round(one), round(other)) for one, other in found.pages()} == {(wide, high)}
    assert found.fonts()
    assert all(name.endswith("WenQuanYiMicroHei-0") and inside for name, inside in found.fonts().items())


def test_a_photo_is_in_the_file_once_and_its_lack_is_told(county: SmallCounty, tmp_path: Path) -> None:
    out = tmp_path / "牌.pdf"
    printed = print_plaques(county.store, TODAY, out)
    found = Pdf(out)
    assert found.photos() == [(500, 700)]
    assert found.drawn_pictures() == 3
    assert [("照片" in text) for text in found.texts()] == [(LONG[:8] in text) for text in found.texts()]
    assert printed.without_photo == ("欧阳海燕",)
    assert printed.problems == ["缺照片：欧阳海燕"]


def test_a_photo_whose_file_is_gone_is_told_too(county: SmallCounty, tmp_path: Path) -> None:
    store = county.store
    for photo in photos_of(store, Supervisor).values():
        file_of(store.folder, photo.digest).unlink()
    printed = print_plaques(store, TODAY, tmp_path / "牌.pdf")
    assert set(printed.without_photo) == {"张督学", "欧阳海燕"}


def test_a_missing_telephone_and_a_character_of_no_font_are_told(county: SmallCounty, tmp_path: Path) -> None:
    county.duty(county.supervisor("𠮷田"), uuid_of(county, "丙园"))
    out = tmp_path / "牌.pdf"
    printed = print_plaques(county.store, TODAY, out, kindergartens={uuid_of(county, "丙园")})
    assert printed.problems == [
        "缺照片：𠮷田",
        "缺电话：𠮷田",
        "字库里没有的字以编码代替，请手写补上：U+20BB7",
    ]
    (text,) = Pdf(out).texts()
    assert "〔U+20BB7〕田" in text
    assert "联系电话" in text


def test_two_telephones_and_a_very_long_name_stand_whole_on_the_page(county: SmallCounty, tmp_path: Path) -> None:
    out = tmp_path / "牌.pdf"
    print_plaques(county.store, TODAY, out, kindergartens={uuid_of(county, LONG)})
    (text,) = Pdf(out).texts()
    assert LONG in text
    assert "13800000000" in text
    assert "0359-3022019" in text


def test_the_plaque_is_that_of_the_day(county: SmallCounty, tmp_path: Path) -> None:
    garden, former = uuid_of(county, "丙园"), county.supervisor("老督学")
    county.duty(former, garden, date(2025, 9, 1), until=date(2026, 9, 1))
    out = tmp_path / "牌.pdf"
    print_plaques(county.store, date(2026, 8, 31), out, kindergartens={garden})
    (text,) = Pdf(out).texts()
    assert "老督学" in text
    assert "2026年8月31日" in text
    with pytest.raises(Refusal, match="没有可以打印的公示牌"):
        print_plaques(county.store, TODAY, out, kindergartens={garden})


def test_stopping_leaves_the_old_file_as_it_was(county: SmallCounty, tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(text: str, done: int, total: int) -> None:
        assert (text, total) == ("正在排版公示牌", 4)
        if done == 2:
            raise Stopped

    out = tmp_path / "牌.pdf"
    out.write_bytes(b"before")
    with pytest.raises(Stopped):
        print_plaques(county.store, TODAY, out, progress=stop)
    assert [file.read_bytes() for file in tmp_path.glob("*.pdf")] == [b"before"]


def test_many_names_are_told_by_a_few_and_their_number(county: SmallCounty, tmp_path: Path) -> None:
    for number in range(7):
        county.duty(county.supervisor(f"督学{number}", phone="13800000000"), county.garden(f"第{number}园"))
    printed = print_plaques(county.store, TODAY, tmp_path / "牌.pdf")
    assert len(printed.without_photo) == 8
    (told,) = printed.problems
    assert told.endswith("等 8 人")
