"""The list of a page as a workbook: order, filters, kinds, what stays text."""

from pathlib import Path

import openpyxl

from tests.policy.small_county import small_county
from ycpe_desktop.exchange.list_export import export_list, list_name
from ycpe_desktop.ledgers import Kindergarten, YearReport, fields_of
from ycpe_desktop.store import Filter, Listing


def test_the_list_is_written_as_it_is_sorted_and_filtered(data_folder: Path, tmp_path: Path) -> None:
    with small_county(data_folder) as county:
        first = county.garden("=1+1幼儿园", code="1114000001", phone="0359-1", address="+南街", site_area=1234)
        county.garden("北村幼儿园", code="1114000002")
        county.garden("民办幼儿园", nature="inclusive")
        with county.store.writing("年度") as writer:
            writer.insert(YearReport, {"kindergarten": first, "year": 2026, "children_reported": 30})
        listing = Listing(Kindergarten, 2026, filters=(Filter("nature", "among", ("public",)),), sort=(("code", True),))
        names = ("name", "code", "address", "nature", "site_area", "children")
        fields = [each for name in names for each in fields_of(Kindergarten) if each.name == name]
        target = tmp_path / list_name(county.store, listing)
        assert target.name == "芮城县_2026学年_园所名册_20261123.xlsx"
        assert export_list(county.store, listing, fields, target) == 2
    sheet = openpyxl.load_workbook(target).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("园所名称", "标识码", "地址", "办园性质", "占地面积", "在园幼儿")
    assert rows[1][:2] == ("北村幼儿园", "1114000002")
    assert rows[2] == ("=1+1幼儿园", "1114000001", "+南街", "公办", 1234, 30)
    assert [sheet.cell(3, 1).data_type, sheet.cell(3, 3).data_type] == ["s", "s"]
    assert sheet.freeze_panes == "B2"
    assert sheet.page_setup.orientation == "landscape"
