"""The declared labels are the headings: each leads to its own field, in every ledger."""

import pytest

from ycpe_desktop.exchange.mapping import Family, families, importable, key_of, meant_by, must_have, vocabulary_for
from ycpe_desktop.exchange.sheets import Cell, Sheet
from ycpe_desktop.exchange.tables import Table, find_table
from ycpe_desktop.ledgers import LEDGERS, AreaYear, Kindergarten, Supervisor, YearReport

FAMILIES = pytest.mark.parametrize("family", families(), ids=lambda family: family[0].TITLE)


def keys_of(family: Family, headings: list[Cell]) -> dict[str, str | None]:
    """Heading → key, as found in a sheet of these headings."""
    found = find_table(Sheet("名单", [headings, ["x"] * len(headings)]), vocabulary_for(family))
    assert isinstance(found, Table)
    return {str(headings[column.index]): column.key for column in found.columns}


@FAMILIES
def test_every_label_leads_to_its_own_field(family: Family) -> None:
    first = family[0]
    wanted = {each.label: key_of(first, each.name) for each in importable(first)}
    assert keys_of(family, list(wanted)) == wanted


@FAMILIES
def test_every_synonym_leads_to_its_field_where_it_stands_alone(family: Family) -> None:
    first = family[0]
    name = next(each.label for each in importable(first) if each.needed)
    for each in importable(first):
        for synonym in each.synonyms if each.label != name else ():
            assert keys_of(family, [name, synonym])[synonym] == key_of(first, each.name), synonym


def test_a_list_of_kindergartens_also_feeds_its_yearly_ledgers() -> None:
    wanted: list[Cell] = ["园所名称", "乡镇", "在园幼儿", "小班班数", "保教费", "独立园舍", "备注"]
    keys = keys_of(families()[0], wanted)
    assert list(keys.values()) == [
        "kindergarten.name",
        "kindergarten.township",
        "year_report.children_reported",
        "year_report.classes_junior",
        "year_report.fee_care",
        "four_independents.premises_state",
        "kindergarten.remark",
    ]


def test_what_names_a_record_must_be_there() -> None:
    assert must_have((Kindergarten,)) == {"kindergarten.name"}
    assert must_have((AreaYear,)) == {"area_year.area", "area_year.population"}, "地区 alone heads any table"
    assert must_have((Supervisor,)) == {"supervisor.name", "supervisor.kind"}, "and 姓名 any list of people"
    assert must_have((Supervisor,), asked=True) == {"supervisor.name"}


def test_keys_name_fields() -> None:
    for ledger in LEDGERS:
        for each in importable(ledger):
            assert meant_by(key_of(ledger, each.name)) == (ledger, each.name)
    assert meant_by("+inclusive") is None
    assert meant_by(key_of(YearReport, "gone")) is None
