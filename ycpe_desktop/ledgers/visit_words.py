"""The words that visits, findings and rectifications share: what is looked at, and the clauses that are broken.

The three named 督导事项 are those of 教督〔2019〕3号. What they are broken down into follows 学前教育法 79 and the
plan's 四（二）, and is our own: no official list was found.
"""

ASPECTS = (("safety", "安全管理"), ("conduct", "规范办园"), ("ethics", "师德师风"), ("other", "其他"))
"""What a visit judges: 督导事项 (教督〔2019〕3号), and whatever else the supervision office has charged."""

_LOOKED_AT = (
    ("safety", "food", "食品安全"),
    ("safety", "health", "卫生保健与疾病防控"),
    ("safety", "fire", "消防安全"),
    ("safety", "guarding", "门卫与安保"),
    ("safety", "traffic", "校车与上下学交通"),
    ("safety", "premises", "园舍与设施设备"),
    ("safety", "surroundings", "周边环境"),
    ("conduct", "licence", "办园资质"),
    ("conduct", "enrolment", "招生与考试测试"),
    ("conduct", "fees", "收费与伙食费"),
    ("conduct", "class_size", "班额与规模"),
    ("conduct", "staffing", "教职工配备与资质"),
    ("conduct", "teaching", "保教内容与小学化"),
    ("conduct", "management", "内部管理与档案"),
    ("ethics", "ethics", "师德师风"),
    ("other", "other", "其他"),
)
ITEMS = tuple((item, label) for _, item, label in _LOOKED_AT)
ASPECT_OF = {item: aspect for aspect, item, _ in _LOOKED_AT}
"""Item → the aspect of a visit that it belongs to."""

OTHER = "other"
CLAUSES = (
    ("law79_1", "学前教育法 79（一）：组织入园考试或者测试"),
    ("law79_2", "学前教育法 79（二）：体罚、变相体罚等侵害幼儿"),
    ("law79_3", "学前教育法 79（三）：未落实安全、卫生保健责任"),
    ("law79_4", "学前教育法 79（四）：使用未经审定的课程教学类资源"),
    ("law79_5", "学前教育法 79（五）：采用小学化的教育方式"),
    ("law79_6", "学前教育法 79（六）：开展商业性活动"),
    ("law79_7", "学前教育法 79（七）：未按规定配备教师等人员"),
    ("law79_8", "学前教育法 79（八）：违反规定收取费用"),
    ("law79_9", "学前教育法 79（九）：克扣、挪用伙食费"),
    ("law30", "学前教育法 30：办学许可证"),
    ("law37", "学前教育法 37：教师资格"),
    ("law38", "学前教育法 38：园长任职与备案"),
    ("law44", "学前教育法 44：违法犯罪记录查询"),
    ("law45", "学前教育法 45：健康检查"),
    ("law51", "学前教育法 51：校方责任保险"),
    ("law69", "学前教育法 69：收费公示、伙食费专款专用"),
    ("law70", "学前教育法 70：财务会计报告审计"),
    ("rules11", "幼儿园工作规程 11：班额和规模"),
    ("staff2013", "教师〔2013〕1号：教职工配备标准"),
    ("plan3_3_1", "运政办发〔2021〕44号 三（三）1：监管机制"),
    ("plan4_2", "运政办发〔2021〕44号 四（二）：筑牢安全底线"),
    ("visit2019", "教督〔2019〕3号：责任督学挂牌督导"),
    (OTHER, "其他依据"),
)
"""The nine violations of 学前教育法 79, told in short, and what else is found to be broken."""
CLAUSE_SYNONYMS = tuple((label.partition("：")[0], code) for code, label in CLAUSES if code != OTHER)


def cited(clause: str | None, other: str | None) -> str:
    """As a notice cites it, 文号 and article alone: 学前教育法 79（三）."""
    short = {code: told for told, code in CLAUSE_SYNONYMS}
    return short.get(clause or "", other or "")
