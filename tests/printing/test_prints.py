"""Official lists and the page of indicators as PDF: what stands on them, and on how many pages."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.printing.pdf_text import Pdf
from ycpe_desktop.demo.make import make_demo
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import LEDGERS, Kindergarten, Ledger
from ycpe_desktop.policy.indicators import indicators
from ycpe_desktop.printing.indicator_sheet import print_indicators
from ycpe_desktop.printing.ledger_list import print_ledger
from ycpe_desktop.store import Filter, Listing, Store, create_store

TODAY = date(2026, 11, 23)
YEAR = 2026


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    made = create_store(tmp_path_factory.mktemp("office") / "台账", "芮城县", today=lambda: TODAY)
    make_demo(made, size=60)
    with made.writing("新增") as writer:
        name = "芮城县名字特别特别长需要换行的𠮷祥<&>幼儿园" * 2
        key = writer.insert(Kindergarten, {"name": name, "kind": "119", "township": "140830100"})
        writer.state(Kindergarten.status, key, "open", date(2026, 9, 1))
    yield made
    made.close()


def across(size: tuple[float, float]) -> bool:
    return round(size[0]) == 842 and round(size[1]) == 595


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.TITLE)
def test_every_ledger_prints_on_a4_across_with_its_heading_on_each_page(
    store: Store, ledger: type[Ledger], tmp_path: Path
) -> None:
    out = tmp_path / "名单.pdf"
    count = print_ledger(store, ledger, YEAR, out)
    found = Pdf(out)
    texts = found.texts()
    assert all(across(size) for size in found.pages())
    assert f"芮城县{ledger.TITLE}（2026—2027 学年）" in texts[0]
    assert f"共 {count:,} 条" in texts[0].replace("\u00a0", " ")
    for number, text in enumerate(texts, 1):
        assert f"第 {number} 页，共 {len(texts)} 页" in text
    with_rows = texts if count else []
    assert all("序号" in text for text in with_rows[:-1])
    last = texts[-1]
    assert all(word in last for word in ("填表人：", "审核人：", "负责人：", "单位盖章："))


def test_every_record_stands_on_the_list_and_rare_characters_are_named(store: Store, tmp_path: Path) -> None:
    out = tmp_path / "名册.pdf"
    count = print_ledger(store, Kindergarten, YEAR, out)
    text = "".join(Pdf(out).texts())
    assert count == 61
    with store.reading() as connection:
        names = list(connection.scalars(select(Kindergarten.__table__.c.name)))
    assert [name for name in names if "𠮷" not in name and name not in text] == []
    assert "〔U+20BB7〕" in text
    assert "字库里没有的字以编码代替：U+20BB7" in text


def test_the_list_follows_the_pages_filter_and_columns(store: Store, tmp_path: Path) -> None:
    out = tmp_path / "公办.pdf"
    listing = Listing(Kindergarten, YEAR, filters=(Filter("nature", "among", ("public",)),))
    count = print_ledger(store, Kindergarten, YEAR, out, listing=listing, fields=("name", "nature", "phone"))
    text = "".join(Pdf(out).texts())
    assert 0 < count < 61
    assert "园所电话" in text
    assert "标识码" not in text
    print_ledger(store, Kindergarten, YEAR, out, fields=("name", "phone"), phones=False)
    assert "园所电话" not in "".join(Pdf(out).texts())


def test_the_indicators_stand_on_two_pages_at_most(store: Store, tmp_path: Path) -> None:
    out = tmp_path / "指标.pdf"
    count = print_indicators(store, YEAR, out)
    found = Pdf(out)
    assert len(found.pages()) <= 2
    text = "".join(found.texts())
    told = [one for one in indicators(store, YEAR) if one.reason != "台账尚未启用"]
    assert count == len(told)
    for one in told:
        assert one.title in text
        assert one.shown in text
    assert "草稿，未经审核" in text
    assert "截至 2026-09-01" in text
    assert "无证园存量" in text


def test_a_target_that_cannot_be_written_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="文件夹不存在"):
        print_indicators(store, YEAR, tmp_path / "没有" / "指标.pdf")
