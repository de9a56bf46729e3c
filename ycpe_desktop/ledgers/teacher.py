"""C4 教师名册: who works in a kindergarten, with which certificate. No identity-card number is asked for."""

from datetime import date

from ycpe_desktop.fields import Choice, Day, Plain, Text, When, Whole, field, reference
from ycpe_desktop.ledgers.base import Ledger

CLAUSE = "运政办发〔2021〕44号 三（二）3"
POSTS = (
    ("principal", "园长"),
    ("deputy", "副园长"),
    ("teacher", "专任教师"),
    ("carer", "保育员"),
    ("health", "卫生保健人员"),
    ("cook", "炊事人员"),
    ("guard", "安保人员"),
    ("other", "其他人员"),
)
TEACHING = ("principal", "deputy", "teacher")
"""Who must be certified (学前教育法 37、38)."""
CERTIFICATES = (
    ("kindergarten", "幼儿园教师资格"),
    ("other_trained", "其他教师资格并经学前教育专业培训合格"),
    ("other", "其他教师资格"),
    ("carer", "保育员证书"),
    ("health", "医师、护士或保健员证书"),
    ("none", "无"),
)
CERTIFYING = ("kindergarten", "other_trained")
HIRES = (("posted", "在编"), ("hired", "聘用"), ("bought", "政府购买服务"), ("dispatched", "劳务派遣"))
EDUCATIONS = (("postgraduate", "研究生"), ("bachelor", "本科"), ("college", "专科"), ("below", "专科以下"))
RANKS = (("none", "未定级"), ("junior", "初级"), ("middle", "中级"), ("senior", "高级"))
TEACHES = When("post", TEACHING)


class Teacher(Ledger):
    """教师名册"""

    __tablename__ = "teacher"
    TITLE = "教师名册"
    PLAN = "C4"
    GROUP = "三个保障"
    HELP = "园长、教师、保育员等教职工，一人一行；离职的写上离职日期。不登记身份证号。"
    NAMED_BY = ("name", "kindergarten")
    MATCHED_BY = ("name", "kindergarten", "birth_year")

    name: Plain[str] = field(
        Text(20), "姓名", needed=True, listed=True, searched=True, width=80, synonyms=("教师姓名", "教职工姓名")
    )
    kindergarten: Plain[str] = reference(
        "kindergarten", "园所名称", needed=True, listed=True, width=266,
        synonyms=("幼儿园名称", "幼儿园", "所在园", "任职园"),
    )  # fmt: skip
    post: Plain[str | None] = field(
        Choice(POSTS, synonyms=(("教师", "teacher"), ("保健医", "health"), ("保安", "guard"), ("炊事员", "cook"))),
        "岗位", required=True, listed=True, width=98, clause=CLAUSE, synonyms=("职务", "工作岗位"),
    )  # fmt: skip
    gender: Plain[str | None] = field(Choice((("f", "女"), ("m", "男"))), "性别", width=56)
    birth_year: Plain[int | None] = field(Whole("", 1930, 2015, grouped=False), "出生年", width=64)
    education: Plain[str | None] = field(
        Choice(EDUCATIONS, synonyms=(("大专", "college"), ("中专", "below"), ("高中", "below"))),
        "学历", listed=True, width=72, clause=CLAUSE, synonyms=("最高学历",),
    )  # fmt: skip
    hire: Plain[str | None] = field(
        Choice(HIRES, synonyms=(("编制内", "posted"), ("合同制", "hired"))),
        "用人方式", listed=True, width=98, clause=CLAUSE, synonyms=("在编/聘用", "编制情况", "人员类别"),
    )  # fmt: skip
    rank: Plain[str | None] = field(
        Choice(RANKS), "职称", width=72, clause="学前教育法 40", synonyms=("专业技术职务", "教师职务")
    )
    certificate: Plain[str | None] = field(
        Choice(CERTIFICATES), "资格证种类", group="资格", listed=True, width=160, required_when=TEACHES,
        clause=f"{CLAUSE}；学前教育法 37", synonyms=("教师资格种类", "资格证书"),
    )  # fmt: skip
    certificate_number: Plain[str | None] = field(
        Text(40), "资格证号", group="资格", width=130, clause="学前教育法 37", synonyms=("教师资格证号",)
    )
    hired: Plain[date | None] = field(
        Day(), "入职日期", group="入职与健康", listed=True, clause="学前教育法 43", synonyms=("入园日期", "到岗日期")
    )
    filed: Plain[date | None] = field(
        Day(),
        "合同备案日期",
        group="入职与健康",
        width=108,
        clause="学前教育法 43",
        help="聘用或劳动合同报县教育局。",
    )
    record_checked: Plain[date | None] = field(
        Day(), "查询违法犯罪记录日期", group="入职与健康", width=160, clause="学前教育法 44", synonyms=("入职查询日期",)
    )
    health_checked: Plain[date | None] = field(
        Day(), "体检日期", group="入职与健康", listed=True, clause="学前教育法 45", synonyms=("健康检查日期",),
        help="入职前和每年都要检查。",
    )  # fmt: skip
    left: Plain[date | None] = field(Day(), "离职日期", group="入职与健康", listed=True)
