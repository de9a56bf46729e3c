"""C1 政策文件: the plan, the documents that it names, and those of the county itself."""

from datetime import date

from ycpe_desktop.fields import Choice, Day, Plain, Text, field, reference, rows
from ycpe_desktop.ledgers.base import Ledger

CLAUSE = "运政办发〔2021〕44号 三（二）1"
LEVELS = (("state", "国家"), ("province", "省"), ("city", "市"), ("county", "县"))
FORCE = (("in_force", "有效"), ("replaced", "已被取代"), ("ended", "已废止"))


class PolicyDocument(Ledger):
    """政策文件"""

    __tablename__ = "policy_document"
    TITLE = "政策文件"
    PLAN = "C1"
    GROUP = "三个保障"
    HELP = "计划和它提到的文件随程序提供；本县自己的文件可新增，正文存为附件或贴在正文栏。"
    NAMED_BY = ("name",)
    MATCHED_BY = ("number", "name")

    name: Plain[str] = field(
        Text(120), "文件标题", needed=True, listed=True, searched=True, width=356, clause=CLAUSE,
        synonyms=("标题", "文件名称"),
    )  # fmt: skip
    number: Plain[str | None] = field(
        Text(60), "文号", listed=True, searched=True, width=160, clause=CLAUSE, synonyms=("发文字号",)
    )
    issuer: Plain[str | None] = field(
        Text(80), "发文机关", listed=True, width=196, clause=CLAUSE, synonyms=("发文单位", "制定机关")
    )
    level: Plain[str | None] = field(Choice(LEVELS), "层级", required=True, listed=True, width=56)
    issued: Plain[date | None] = field(
        Day(), "印发日期", listed=True, clause=CLAUSE, synonyms=("发文日期", "成文日期", "公布日期")
    )
    in_force_from: Plain[date | None] = field(Day(), "施行日期", synonyms=("实施日期",))
    force: Plain[str | None] = field(Choice(FORCE), "效力", listed=True, width=72, default="in_force")
    source: Plain[str | None] = field(Text(200), "网址或出处", listed=True, width=160)
    text: Plain[str | None] = field(Text(20_000, lines=12), "正文", group="正文", width=200)

    clauses = rows("policy_clause", "条款", by="document")


class PolicyClause(Ledger):
    """政策条款"""

    __tablename__ = "policy_clause"
    TITLE = "政策条款"
    PLAN = "C1"
    HELP = "文件里与本县工作有关的条款，一条一行；台账、校验和指标的依据引用它们。"
    NAMED_BY = ("document", "number")
    MATCHED_BY = ("document", "number")

    document: Plain[str] = reference(
        "policy_document", "文件标题", needed=True, listed=True, width=268, synonyms=("文件名称", "标题")
    )
    number: Plain[str] = field(
        Text(40), "条款号", needed=True, listed=True, width=100, clause=CLAUSE, synonyms=("条款", "条")
    )
    wording: Plain[str | None] = field(
        Text(2_000, lines=6), "条文", required=True, listed=True, width=700, clause=CLAUSE, synonyms=("内容",)
    )
