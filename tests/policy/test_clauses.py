"""The plan stands whole in the data, and whatever the program judges by can be looked up there."""

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.test_boundaries import MODULES, parsed
from ycpe_desktop.ledgers import LEDGERS, fields_of
from ycpe_desktop.paths import shipped_data
from ycpe_desktop.policy import record_checks
from ycpe_desktop.policy.clauses import PLAN, brief, cited, clauses, documents, units_of, wording
from ycpe_desktop.policy.indicators import indicators
from ycpe_desktop.policy.rule_list import RULES
from ycpe_desktop.policy.thresholds import thresholds
from ycpe_desktop.store import Store

PLAN_TEXT = Path(__file__).with_name("plan_2021_44.txt")
"""运政办发〔2021〕44号, sections 二 to 四, as the city's government published it on 6 September 2021."""
GRADES = {"A", "B", "C", "M"}
SPACE = re.compile(r"\s")


def of_the_plan() -> list[str]:
    return [key for key, one in clauses().items() if one.document == PLAN]


def test_the_clauses_joined_are_the_plan() -> None:
    joined = "".join(clauses()[key].wording for key in of_the_plan())
    assert SPACE.sub("", joined) == SPACE.sub("", PLAN_TEXT.read_text(encoding="utf-8"))


def test_every_clause_and_document_has_a_grade_and_the_plan_is_official() -> None:
    assert {one.grade for one in clauses().values()} | {one.grade for one in documents().values()} <= GRADES
    assert {one.grade for one in clauses().values() if one.document == PLAN} == {"A"}
    assert {one.document for one in clauses().values()} <= documents().keys()
    assert all(one.wording or one.note for one in documents().values())


def test_an_id_stands_once() -> None:
    with shipped_data("policy", "clauses.csv").open(encoding="utf-8-sig", newline="") as file:
        assert sum(1 for _ in csv.DictReader(file)) == len(clauses())


def test_the_units_are_those_that_the_plan_prints_the_lead_first() -> None:
    printed = {key: clauses()[key].wording for key in of_the_plan() if key.endswith("责任单位")}
    assert len(printed) == 15
    for key, text in printed.items():
        told = text.removeprefix("（责任单位：").removesuffix("）").split("。")[0].replace("[", "（").replace("]", "）")
        article = key.removesuffix("-责任单位")
        assert list(clauses()[article].units) == re.split("[、，](?![^（]*）)", told)
    assert units_of(clauses()["44-三（二）2-2"])[0] == "市财政局"
    assert units_of(clauses()["44-三（一）2-4"]) == ("各县（市、区）人民政府",)
    assert units_of(clauses()["44-四（三）-13"]) == ("应急管理部门",)
    assert units_of(clauses()["44-四（五）-1"]) == ()


@pytest.mark.parametrize(
    ("basis", "begins", "ends"),
    [
        (f"{PLAN} 三（一）2", "2.实施农村园改造提升工程。", "（责任单位：各县[市、区]人民政府）"),
        (f"{PLAN} 三（五）", "（五）推广“三类模式”", "（责任单位：市教育局）"),
        ("教育督导条例 7", "督学应当符合下列条件", "或者由教育督导机构聘任为督学。"),
        ("教督〔2019〕3号", "为每一所经审批注册的幼儿园", "认真整改。"),
    ],
)
def test_what_a_basis_says(basis: str, begins: str, ends: str) -> None:
    (one,) = cited(basis)
    assert one.wording.startswith(begins)
    assert one.wording.endswith(ends)


def test_several_articles_and_documents_are_shown_one_below_the_other() -> None:
    told = wording(f"{PLAN} 三（一）3、三（三）2；学前教育法 74").split("\n")
    assert [line.split("（")[0] for line in told] == [f"{PLAN} 三", f"{PLAN} 三", "学前教育法 74"]
    assert "可修改的默认值" in wording("幼儿园工作规程 11")
    assert wording("本县确定") == ""


def test_a_range_is_each_of_its_articles() -> None:
    found = cited("教育督导条例 16—23")
    assert [one.article for one in found] == [str(article) for article in range(16, 24)]
    assert all(one.wording for one in found)
    with pytest.raises(KeyError):
        cited("教育督导条例 23—26")


def test_an_article_is_not_taken_for_another_that_begins_alike() -> None:
    assert [one.id for one in cited("学前教育法 8")[0].clauses] == ["学前教育法-8"]
    with pytest.raises(KeyError):
        cited("学前教育法 7")
    with pytest.raises(KeyError):
        cited("没有这份文件 1")
    assert brief("没有这份文件 1") == ""


def test_a_hint_is_short() -> None:
    assert len(brief(f"{PLAN} 三（三）1；学前教育法 30")) < 450


def bases_in_the_code() -> Iterator[tuple[str, str]]:
    """Every text of the program that is written like a 依据 of a known document."""
    names = sorted(documents(), key=len, reverse=True)
    citing = re.compile(rf"^(?:{'|'.join(map(re.escape, names))}) [^，。：a-z]+$")
    for path in MODULES:
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and citing.match(node.value):
                yield path.name, node.value


def test_whatever_the_program_cites_can_be_looked_up(store: Store) -> None:
    found = [(f"{ledger.TITLE}.{each.name}", each.clause) for ledger in LEDGERS for each in fields_of(ledger)]
    found += [(rule.id, rule.clause) for rule in RULES]
    found += [(each.key, each.clause) for each in thresholds()]
    found += [(each.id, each.clause) for each in indicators(store, 2026, named=False)]
    found += [("record", record_checks.GENERAL)]
    found += list(bases_in_the_code())
    assert len(found) > 150
    for where, basis in found:
        try:
            cited(basis)
        except KeyError as unknown:
            pytest.fail(f"{where}：{unknown}")


def test_rules_thresholds_and_indicators_all_have_a_basis(store: Store) -> None:
    assert not [rule.id for rule in RULES if not rule.clause]
    assert not [each.key for each in thresholds() if not each.clause or not each.title or each.grade not in GRADES]
    assert not [each.id for each in indicators(store, 2026, named=False) if not each.clause]


def test_a_figure_has_one_title_and_one_unit() -> None:
    titles = {(each.key, each.title, each.unit) for each in thresholds()}
    assert len(titles) == len({each.key for each in thresholds()}) == len({title for _, title, _ in titles})


def test_a_figure_of_our_own_is_never_called_a_documents() -> None:
    """A reading (M) of our own is 参照 or says what of it is read; all of them may be edited."""
    own = [each for each in thresholds() if each.level == "reference"]
    assert {"licence_notice_days", "audit_month", "spending_least", "recheck_days", "reply_days"} <= {
        each.key for each in own
    }
    assert all(each.grade in ("C", "M") for each in own)
    assert all(each.note for each in thresholds() if each.grade in ("C", "M"))
