"""A3 班级: when a kindergarten's classes are listed, its totals by band in 年度数据 come from here."""

from ycpe_desktop.fields import Choice, Plain, Text, Whole, field, reference
from ycpe_desktop.ledgers.base import Ledger, Yearly
from ycpe_desktop.ledgers.year_report import BANDS


class ClassRoom(Yearly, Ledger):
    """班级"""

    __tablename__ = "class_room"
    TITLE = "班级"
    PLAN = "A3"
    GROUP = "三个保障"
    HELP = "一个班一行。填了班级的园，年度数据里的分班型班数和幼儿数由这里汇总。"
    NAMED_BY = ("kindergarten", "year", "name")
    MATCHED_BY = ("kindergarten", "year", "name")

    kindergarten: Plain[str] = reference(
        "kindergarten", "园所名称", needed=True, width=266, listed=True, synonyms=("幼儿园名称", "幼儿园")
    )
    name: Plain[str] = field(Text(30), "班级名称", needed=True, listed=True, synonyms=("班名", "班级"))
    band: Plain[str | None] = field(
        Choice(BANDS, synonyms=(("混龄班", "mixed"), ("托小班", "nursery"), ("托大班", "nursery"))),
        "班型",
        required=True,
        listed=True,
        synonyms=("年龄班", "年级"),
    )
    children: Plain[int | None] = field(
        Whole("人"),
        "幼儿数",
        required=True,
        listed=True,
        clause="幼儿园工作规程 11",
        synonyms=("人数", "班额", "幼儿人数"),
    )
    teachers: Plain[int | None] = field(
        Whole("人"), "专任教师", listed=True, clause="运政办发〔2021〕44号 三（二）3", help="每班“两教一保”。"
    )
    carers: Plain[int | None] = field(Whole("人"), "保育员", listed=True, clause="运政办发〔2021〕44号 三（二）3")
