"""A4 县乡年度情况: population and effort of the county and its townships."""

from decimal import Decimal

from ycpe_desktop.fields import Choice, Measure, Plain, Whole, field, money, reference
from ycpe_desktop.ledgers.base import Ledger, Yearly


class AreaYear(Yearly, Ledger):
    """县乡年度情况"""

    __tablename__ = "area_year"
    UNIQUE = ("area", "year")
    TITLE = "县乡年度情况"
    PLAN = "A4"
    GROUP = "三个保障"
    HELP = "县一行，乡镇各一行：3—5 岁人口；县的一行还有经费、教研人员和社会认可度。"
    NAMED_BY = ("area", "year")
    MATCHED_BY = ("area", "year")

    area: Plain[str] = reference(
        "area", "地区", needed=True, listed=True, width=100, synonyms=("县乡", "乡镇", "县（市、区）")
    )
    population: Plain[int | None] = field(
        Whole("人"),
        "3—5岁人口",
        listed=True,
        clause="运政办发〔2021〕44号 二",
        synonyms=("3-5周岁人口", "适龄人口", "学前适龄人口"),
        help="学前三年毛入园率的分母。",
        width=100,
    )
    population_source: Plain[str | None] = field(
        Choice((("household", "户籍"), ("resident", "常住"), ("census", "普查推算"))), "人口来源", listed=True, width=72
    )
    education_spending: Plain[Decimal | None] = field(
        money(), "财政性教育经费", group="经费", width=136, clause="运政办发〔2021〕44号 三（二）2", listed=True
    )
    preschool_spending: Plain[Decimal | None] = field(
        money(), "财政性学前教育经费", group="经费", width=142, clause="运政办发〔2021〕44号 三（二）2", listed=True
    )
    training_spending: Plain[Decimal | None] = field(
        money(), "教师专项培训经费", group="经费", width=142, clause="运政办发〔2021〕44号 三（二）3", listed=True
    )
    research_managers: Plain[int | None] = field(
        Whole("人"), "教研专职管理人员", group="教研", width=128, clause="运政办发〔2021〕44号 三（四）1", listed=True
    )
    researchers: Plain[int | None] = field(
        Whole("人"), "专职教研员", group="教研", width=88, clause="运政办发〔2021〕44号 三（四）1", listed=True
    )
    satisfaction: Plain[Decimal | None] = field(
        Measure("%", 2, 0, 100), "社会认可度（%）", group="教研", width=126, clause="教督〔2020〕1号", listed=True
    )
