"""Every ledger keeps the rules of declaring; a new one is judged by the same tests."""

import re
from collections import Counter
from itertools import groupby

import pytest

from ycpe_desktop.fields import Choice, Link, is_blank
from ycpe_desktop.fields.declare import PLACE_TARGETS
from ycpe_desktop.ledgers import (
    LEDGERS,
    Ledger,
    dated_of,
    derived_of,
    fact_of,
    fact_title,
    field_of,
    fields_of,
    is_derived,
    ledger_named,
    links_of,
    plain_fields_of,
    rows_of,
)

EVERY_LEDGER = pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.TITLE)
CHINESE = re.compile("[\u4e00-\u9fff]")
ROOM = 1_099
"""Pixels of the columns that a window of 1366 shows without scrolling sideways."""
FORBIDDEN_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")


def test_titles_and_tables_are_unique_and_name_the_ledger() -> None:
    assert len({ledger.TITLE for ledger in LEDGERS}) == len(LEDGERS)
    for ledger in LEDGERS:
        assert ledger_named(ledger.TITLE) is ledger_named(ledger.__tablename__) is ledger
    assert ledger_named("没有这本台账") is None


def test_every_sheet_of_a_workbook_can_bear_its_name() -> None:
    sheets = [ledger.TITLE for ledger in LEDGERS]
    sheets += [fact_title(fact) for ledger in LEDGERS for fact in dated_of(ledger)]
    assert len(set(sheets)) == len(sheets)
    assert not [name for name in sheets if len(name) > 31 or FORBIDDEN_IN_SHEET_NAMES.search(name)]


@EVERY_LEDGER
def test_labels_and_names_are_unique(ledger: type[Ledger]) -> None:
    for told in ([each.label for each in fields_of(ledger)], [each.name for each in fields_of(ledger)]):
        assert not [name for name, count in Counter(told).items() if count > 1]


@EVERY_LEDGER
def test_names_are_english_and_labels_chinese(ledger: type[Ledger]) -> None:
    for each in fields_of(ledger):
        assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", each.name), each.name
        assert CHINESE.search(each.label), each.label
        assert each.name not in ("uuid", "owner"), "these columns mean something else in the tables beside"
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", ledger.__tablename__)


@EVERY_LEDGER
def test_a_heading_means_one_field_only(ledger: type[Ledger]) -> None:
    """A synonym is another field's neither label nor synonym, among those that an import may fill."""
    filled = [each for each in fields_of(ledger) if not is_derived(ledger, each.name)]
    meant: dict[str, str] = {each.label: each.name for each in filled}
    for each in filled:
        for heading in each.synonyms:
            assert meant.setdefault(heading, each.name) == each.name, heading
        assert not [heading for heading in each.synonyms if is_blank(heading)]


@EVERY_LEDGER
def test_a_typed_word_means_one_choice_only(ledger: type[Ledger]) -> None:
    for each in fields_of(ledger):
        if isinstance(each.kind, Choice):
            codes = [code for code, _ in each.kind.options]
            labels = [label for _, label in each.kind.options]
            assert len(set(codes)) == len(codes)
            assert len(set(labels)) == len(labels)
            assert all(len(code) <= 40 for code in codes)
            others = dict(each.kind.synonyms)
            assert len(others) == len(each.kind.synonyms)
            assert set(others.values()) <= set(codes)
            assert not set(others) & (set(labels) | set(codes))
            assert [each.kind.parse(label) for label in labels] == codes


@EVERY_LEDGER
def test_each_group_stands_together_and_the_remark_last(ledger: type[Ledger]) -> None:
    groups = [group for group, _ in groupby(each.group for each in fields_of(ledger))]
    assert len(set(groups)) == len(groups)
    assert groups[-1] == "备注"


@EVERY_LEDGER
def test_the_page_as_it_opens_shows_the_name_and_not_too_much(ledger: type[Ledger]) -> None:
    listed = [each for each in fields_of(ledger) if each.listed]
    assert 2 <= len(listed) <= 14
    assert {name for name in ledger.NAMED_BY if name != "year"} <= {each.name for each in listed}
    assert all(40 <= each.width <= 700 for each in fields_of(ledger))
    shown = [each for place, each in enumerate(fields_of(ledger)) if each.listed or not place]
    assert sum(each.width for each in shown) <= ROOM


@EVERY_LEDGER
def test_a_record_has_a_name_and_can_be_matched(ledger: type[Ledger]) -> None:
    names = {each.name for each in plain_fields_of(ledger)}
    assert ledger.NAMED_BY
    assert set(ledger.NAMED_BY) <= names
    assert ledger.MATCHED_BY
    assert set(ledger.MATCHED_BY) <= names
    assert ledger.HELP.endswith("。")
    assert not ledger.YEARLY or field_of(ledger, "year").needed


@EVERY_LEDGER
def test_what_a_record_cannot_be_without_is_told_in_the_database_too(ledger: type[Ledger]) -> None:
    for each in plain_fields_of(ledger):
        assert ledger.__table__.c[each.name].nullable is not each.needed


@EVERY_LEDGER
def test_conditions_name_fields_and_values_that_there_are(ledger: type[Ledger]) -> None:
    for each in fields_of(ledger):
        for when in (each.shown_when, each.required_when):
            if when is None:
                continue
            kind = field_of(ledger, when.field).kind
            if isinstance(kind, Choice):
                assert set(when.among) <= {code for code, _ in kind.options}
        if each.shown_when and each.required_when:
            assert set(each.required_when.among) <= set(each.shown_when.among)


@EVERY_LEDGER
def test_a_reference_leads_to_a_ledger_that_comes_before_or_to_a_place(ledger: type[Ledger]) -> None:
    before = {other.__tablename__ for other in LEDGERS[: LEDGERS.index(ledger)]}
    for name, link in links_of(ledger).items():
        assert link.target in PLACE_TARGETS or link.target in before, name
        if link.within:
            assert link.within in links_of(ledger)


@EVERY_LEDGER
def test_the_five_declarations_keep_apart(ledger: type[Ledger]) -> None:
    plain = {each.name for each in plain_fields_of(ledger)}
    dated = {fact.field.name for fact in dated_of(ledger)}
    derived = {value.field.name for value in derived_of(ledger)}
    assert not plain & dated
    assert not (plain | dated) & derived
    assert all(is_derived(ledger, name) and fact_of(ledger, name) is None for name in derived)
    assert not [each.name for each in fields_of(ledger) if each.name in derived and (each.required or each.needed)]
    for child in rows_of(ledger):
        other = ledger_named(child.child)
        assert other is not None
        assert links_of(other)[child.by].target == ledger.__tablename__


@EVERY_LEDGER
def test_a_dated_fact_has_periods_and_a_column_in_the_list_of_the_year(ledger: type[Ledger]) -> None:
    for fact in dated_of(ledger):
        assert {"uuid", "owner", "since", "until", "value", "basis"} == set(fact.table.c.keys())
        assert ledger.year_table is not None
        assert fact.field.name in ledger.year_table.c
    assert (ledger.year_table is None) == (not dated_of(ledger))


@EVERY_LEDGER
def test_a_default_is_a_value_of_the_kind(ledger: type[Ledger]) -> None:
    for each in fields_of(ledger):
        if each.default is not None:
            assert each.kind.parse(each.kind.show(each.default)) == each.default


def test_what_the_law_asks_for_names_its_clause() -> None:
    """The fields by which indicators and the plan's demands are judged."""
    judged = {
        "kindergarten": [
            "code",
            "nature",
            "village_collective",
            "state_assets",
            "township_centre",
            "compound",
            "principal_filed",
            "licence",
        ],
        "year_report": ["classes_in_cap", "children_aided", "teachers_posted", "teachers_certified"],
        "class_room": ["children", "teachers", "carers"],
        "area_year": ["population", "education_spending", "preschool_spending", "training_spending", "researchers"],
        "four_independents": ["premises_state", "legal_state", "account_state", "management_state", "conclusion"],
        "supervisor": ["certificate", "phone", "term_from", "term_to", "term_number", "load"],
        "recusal": ["reason"],
        "assignment": ["supervisor", "plaque_posted"],
        "visit": ["visited", "supervisor", "kind", "safety_state", "conduct_state", "ethics_state", "process"],
        "rectification": ["source", "clause", "grave", "number", "issued", "due", "replied", "checked", "outcome"],
        "visit_finding": ["clause", "grave"],
        "conduct_evaluation": ["evaluated", "premises_score", "management_state", "conclusion", "published"],
    }  # fmt: skip - one ledger a line
    for table, names in judged.items():
        ledger = ledger_named(table)
        assert ledger is not None
        assert not [name for name in names if not field_of(ledger, name).clause]


def test_phones_are_private() -> None:
    for ledger in LEDGERS:
        for each in fields_of(ledger):
            assert each.private == ("电话" in each.label), f"{ledger.TITLE}.{each.label}"


def test_links_that_show_a_name_lead_to_a_ledger_that_has_one() -> None:
    """Its own, or one that begins with another record's and goes on without blanks, so that it can be read again."""
    for ledger in LEDGERS:
        for link in links_of(ledger).values():
            target = ledger_named(link.target)
            assert isinstance(link, Link)
            if target is not None and "name" not in target.__table__.c:
                assert target.NAMED_BY[0] in links_of(target)
                assert not [name for name in target.NAMED_BY[1:] if name in links_of(target)]
