"""Code lists of the field, as (stored code, label shown). Sources: domain terms of the national education statistics."""

SCHOOL_KINDS = (("111", "幼儿园"), ("112", "独立设置的少数民族幼儿园"), ("119", "附设幼儿班"))
"""办学类型码."""

SPONSORS = (
    ("811", "省级教育部门"),
    ("812", "省级其他部门"),
    ("821", "地级教育部门"),
    ("822", "地级其他部门"),
    ("831", "县级教育部门"),
    ("832", "县级其他部门"),
    ("891", "地方企业"),
    ("892", "事业单位"),
    ("893", "部队"),
    ("894", "集体"),
    ("999", "民办"),
)
"""举办者码 (JY/T 1001)."""

NATURES = (("public", "公办"), ("inclusive", "普惠性民办"), ("nonprofit", "非营利性民办"), ("forprofit", "营利性民办"))
"""办园性质; 普惠性 = public + inclusive (学前教育法 23)."""

STATUSES = (
    ("planning", "筹建"),
    ("open", "在办"),
    ("paused", "停办"),
    ("merged", "并入"),
    ("revoked", "撤销"),
    ("banned", "取缔"),
)

URBAN_RURAL = (
    ("111", "主城区"),
    ("112", "城乡结合区"),
    ("121", "镇中心区"),
    ("122", "镇乡结合区"),
    ("123", "特殊区域"),
    ("210", "乡中心区"),
    ("220", "村庄"),
)
"""城乡分类代码: 11x 城区, 12x 镇区, 2xx 乡村."""

LEGAL_KINDS = (
    ("institution", "事业单位法人"),
    ("nonenterprise", "民办非企业单位法人"),
    ("enterprise", "企业法人"),
    ("other", "其他法人"),
    ("none", "非独立法人"),
)
