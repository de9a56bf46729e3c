"""政策文件 that come with the program: the plan whole, what it names, and nothing that was guessed."""

from sqlalchemy import select

from ycpe_desktop.ledgers import PolicyClause, PolicyDocument
from ycpe_desktop.policy.clauses import PLAN, documents
from ycpe_desktop.policy.documents import add_shipped, clauses, shipped
from ycpe_desktop.store import Store, history
from ycpe_desktop.store.searching import found

NAMED = ("运发〔2020〕4号", "运政发〔2014〕52号", "运教基〔2021〕38号", "晋教基函〔2021〕40号")


def plan_text() -> str:
    return str(next(row["text"] for row in shipped() if row["number"] == PLAN))


def test_the_plan_and_what_it_names_are_there_from_the_beginning(store: Store) -> None:
    assert add_shipped(store) == len(shipped())
    with store.reading() as connection:
        numbers = set(connection.scalars(select(PolicyDocument.__table__.c.number)))
        assert {PLAN, *NAMED} <= numbers
        assert all(number in "".join(plan_text().split()) for number in NAMED)
        assert "policy_document" in {ledger for ledger, *_ in found(connection, "行动计划")}
        assert history.next_undo(connection) is None


def test_whatever_the_program_cites_is_a_record_too() -> None:
    assert [row["name"] for row in shipped()] == [one.title for one in documents().values()]
    assert len({row["uuid"] for row in shipped()}) == len(documents())


def test_a_second_time_adds_nothing(store: Store) -> None:
    add_shipped(store)
    assert add_shipped(store) == 0


def test_the_clauses_are_the_plans_sections_two_to_four_word_for_word() -> None:
    text = plan_text()
    wanted = text[text.index("二、主要任务") : text.index("抄送")]
    told = dict(clauses(text))
    assert "".join("".join(told.values()).split()) == "".join(wanted.split())
    assert told["三（一）2"].startswith("2.实施农村园改造提升工程")
    assert told["四（二）"].startswith("（二）筑牢安全底线")
    assert len([number for number in told if number.startswith("三（") and number[-1].isdigit()]) == 15


def test_each_clause_is_a_record_of_the_plan(store: Store) -> None:
    add_shipped(store)
    document, clause = PolicyDocument.__table__, PolicyClause.__table__
    with store.reading() as connection:
        key = connection.scalar(select(document.c.uuid).where(document.c.number == PLAN))
        owners = set(connection.scalars(select(clause.c.document)))
    assert owners == {key}
