"""A1 园所名册: the registry of all kindergartens of the county."""

from datetime import date
from decimal import Decimal

from ycpe_desktop import codes, credit_code
from ycpe_desktop.fields import (
    Choice,
    Code,
    Day,
    Measure,
    Month,
    Plain,
    Reported,
    Text,
    When,
    Whole,
    YesNo,
    dated,
    derived,
    field,
    reference,
)
from ycpe_desktop.fields.phone import PHONE
from ycpe_desktop.ledgers.base import Ledger
from ycpe_desktop.ledgers.year_report import children_total, classes_total

OWN_CODE = When("kind", ("111", "112"))


class Kindergarten(Ledger):
    """园所名册"""

    __tablename__ = "kindergarten"
    TITLE = "园所名册"
    PLAN = "A1"
    INDEXED = ("name", "code", "rural", "phone", "principal")
    HELP = "本县所有幼儿园和附设幼儿班，每所一行。可从现有的 Excel 名单导入，也可逐所新增。"
    NAMED_BY = ("name",)
    MATCHED_BY = ("code", "name", "township")

    name: Plain[str] = field(
        Text(60),
        "园所名称",
        needed=True,
        width=266,
        listed=True,
        searched=True,
        synonyms=(
            "幼儿园名称",
            "名称",
            "园所",
            "园名",
            "学校名称",
            "机构名称",
            "单位名称",
            "学校（机构）名称",
            "幼儿园",
        ),
    )
    code: Plain[str | None] = field(
        Code(r"1114\d{6}", "标识码是 10 位数字，以 1114 开头（11 幼儿园、14 山西）"),
        "标识码",
        width=104,
        listed=True,
        searched=True,
        required_when=OWN_CODE,
        clause="学校（机构）代码管理办法",
        synonyms=("学校标识码", "学校（机构）标识码", "机构标识码", "机构代码", "幼儿园标识码"),
        help="教育统计的 10 位学校（机构）标识码；附设幼儿班用主办学校的标识码。",
    )
    former_name: Plain[str | None] = field(Text(120), "曾用名", searched=True, synonyms=("原名称", "原名"), width=160)
    kind: Plain[str | None] = field(
        Choice(codes.SCHOOL_KINDS), "办学类型", required=True, default="111", synonyms=("类型", "机构类别"), width=182
    )
    host_school: Plain[str | None] = field(
        Text(60),
        "主办学校",
        shown_when=When("kind", ("119",)),
        required_when=When("kind", ("119",)),
        width=196,
        synonyms=("附属于学校名称", "主管学校"),
    )
    sponsor: Plain[str | None] = field(
        Choice(codes.SPONSORS),
        "举办者类型",
        required=True,
        synonyms=("举办者", "举办者码", "办别", "举办者代码"),
        width=130,
        help="教育统计举办者码 811…999。",
    )
    sponsor_name: Plain[str | None] = field(
        Text(60), "举办者名称", synonyms=("举办者姓名", "主办单位", "举办单位"), width=140
    )
    nature = dated(
        Choice(codes.NATURES),
        "办园性质",
        required=True,
        listed=True,
        width=110,
        clause="学前教育法 23、24",
        synonyms=("园所性质", "性质", "办园类型", "幼儿园性质", "公办民办", "公/民办"),
        help="公办、普惠性民办、非营利性民办、营利性民办；变更时记下从哪一天起。",
    )
    status = dated(
        Choice(codes.STATUSES), "状态", required=True, listed=True, width=72, synonyms=("办园状态", "运行状态")
    )
    village_collective: Plain[bool | None] = field(
        YesNo(), "村集体举办", clause="运政办发〔2021〕44号 三（一）2", help="农村园由村集体举办的，都是公办园。"
    )
    state_assets: Plain[bool | None] = field(
        YesNo(), "利用国有资产", clause="运政办发〔2021〕44号 三（一）2", help="农村园利用国有资产举办的，都是公办园。"
    )

    township: Plain[str | None] = reference(
        "township",
        "乡镇",
        required=True,
        listed=True,
        group="位置",
        width=96,
        synonyms=("乡镇（街道）", "街道", "所属乡镇", "所在乡镇", "镇街", "镇（街道）", "街镇", "乡（镇）"),
    )
    village: Plain[str | None] = reference(
        "village",
        "村（社区）",
        within="township",
        group="位置",
        synonyms=("村", "社区", "行政村", "所在村", "村居"),
        width=142,
    )
    address: Plain[str | None] = field(
        Text(120),
        "地址",
        group="位置",
        width=200,
        synonyms=("幼儿园地址", "园所地址", "地址信息", "办园地址", "详细地址"),
    )
    urban_rural: Plain[str | None] = field(
        Choice(codes.URBAN_RURAL),
        "城乡分类",
        group="位置",
        required=True,
        width=110,
        synonyms=("城乡分类代码", "城乡类别", "机构驻地城乡类别", "所在地城乡类型"),
    )
    rural: Plain[bool | None] = field(
        YesNo(),
        "农村园",
        group="位置",
        required=True,
        listed=True,
        width=88,
        synonyms=("是否农村园", "农村幼儿园"),
        help="“四个独立”只清点农村园；新增时城乡分类是 210、220 的默认为是。",
    )
    longitude: Plain[Decimal | None] = field(Measure("°", 6, 73, 136), "经度", group="位置")
    latitude: Plain[Decimal | None] = field(Measure("°", 6, 3, 54), "纬度", group="位置")
    township_centre: Plain[bool | None] = field(
        YesNo(),
        "乡镇公办中心园",
        group="位置",
        clause="运政办发〔2021〕44号 三（一）2",
        synonyms=("乡镇中心园", "是否乡镇中心园", "中心园"),
        width=112,
    )
    compound: Plain[bool | None] = field(
        YesNo(),
        "小区配套园",
        group="位置",
        clause="运政办发〔2021〕44号 三（一）1",
        synonyms=("是否小区配套园", "是否城镇小区配套幼儿园"),
    )

    phone: Plain[str | None] = field(
        PHONE,
        "园所电话",
        group="联系",
        width=120,
        listed=True,
        private=True,
        synonyms=("联系电话", "电话", "办公电话", "固定电话", "幼儿园联系电话", "园所联系电话"),
    )
    principal: Plain[str | None] = field(
        Text(20),
        "园长",
        group="联系",
        listed=True,
        searched=True,
        width=72,
        synonyms=("园长姓名", "负责人", "校长姓名", "园长（负责人）"),
    )
    principal_phone: Plain[str | None] = field(
        PHONE, "园长电话", group="联系", private=True, width=116, synonyms=("园长手机", "负责人电话", "园长联系电话")
    )
    principal_filed: Plain[date | None] = field(Day(), "园长备案日期", group="联系", clause="学前教育法 38")

    licence: Plain[str | None] = field(
        Code(r"[0-9A-Za-z\-()〔〕\[\]字第号教民\u4e00-\u9fff]+", "许可证号含有不可用的符号"),
        "许可证号",
        group="许可",
        width=168,
        searched=True,
        clause="学前教育法 30；运政办发〔2021〕44号 三（三）1",
        synonyms=(
            "办园许可证号",
            "办学许可证号",
            "办学许可证编号",
            "许可证编号",
            "公办幼儿园注册证号或民办幼儿园办学许可证号",
            "注册证号",
        ),
        help="学前教育法称“办学许可证”，计划称“办园许可证”。几个园区可共用一个证号。",
    )
    licence_authority: Plain[str | None] = field(
        Text(60), "审批机关", group="许可", synonyms=("发证机关", "许可证审批机关"), width=156
    )
    licence_issued: Plain[date | None] = field(Day(), "颁证日期", group="许可", synonyms=("发证日期",))
    licence_until: Plain[date | None] = field(
        Day(), "许可证有效期至", group="许可", synonyms=("有效期至", "办园许可证到期日期", "有效期"), width=110
    )

    legal_kind: Plain[str | None] = field(Choice(codes.LEGAL_KINDS), "法人类型", group="法人与编制", width=142)
    credit_code: Plain[str | None] = field(
        Code(r"[0-9A-Z]{18}", "统一社会信用代码是 18 位数字和大写字母", check=credit_code.problem),
        "统一社会信用代码",
        group="法人与编制",
        width=168,
        synonyms=("信用代码", "社会信用代码"),
    )
    staffing_document: Plain[str | None] = field(Text(60), "编制批文", group="法人与编制")
    staffing_posts: Plain[int | None] = field(
        Whole("名"), "核定编制数", group="法人与编制", synonyms=("编制数", "公办园核定编制总数")
    )

    opened: Plain[str | None] = field(Month(), "建园年月", group="场地", synonyms=("建园时间", "成立年月", "开办时间"))
    size_classes: Plain[int | None] = field(
        Whole("班"), "规模（班）", group="场地", synonyms=("办园规模（班）", "办园规模", "规模", "设计班数"), width=84
    )
    site_area: Plain[Decimal | None] = field(Measure("m²"), "占地面积", group="场地", synonyms=("总占地面积",))
    building_area: Plain[Decimal | None] = field(
        Measure("m²"), "建筑面积", group="场地", synonyms=("总建筑面积", "园舍建筑面积")
    )
    activity_area: Plain[Decimal | None] = field(
        Measure("m²"), "活动用房面积", group="场地", synonyms=("幼儿活动用房面积",)
    )
    outdoor_area: Plain[Decimal | None] = field(
        Measure("m²"), "户外场地面积", group="场地", synonyms=("室外游戏场地面积", "户外活动场地面积")
    )
    planned: Plain[str | None] = field(
        Choice((("before", "2017年以前"), ("since", "2017年及以后"))),
        "规划年代",
        group="场地",
        help="三项生均面积的要求按规划设计年代分档。",
        width=104,
    )
    list_url: Plain[str | None] = field(Text(200), "名单公开网址", group="公开", width=160)
    list_date: Plain[date | None] = field(Day(), "名单公开日期", group="公开")

    classes = derived(
        Whole("班"),
        "班数",
        Reported("year_report", "kindergarten", classes_total),
        group="本学年",
        listed=True,
        width=64,
    )
    children = derived(
        Whole("人"),
        "在园幼儿",
        Reported("year_report", "kindergarten", children_total),
        group="本学年",
        listed=True,
        width=106,
    )
