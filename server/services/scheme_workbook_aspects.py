"""The headings of a scheme's workbook that are about aspects and what they are made of. Data, no behaviour."""

from __future__ import annotations

from server.services.scheme_workbook_sheets import MODE_EN, MODE_ZH, ROUND_EN, ROUND_ZH, Heading

ASPECT_HEADINGS: dict[str, Heading] = {
    # aspects
    "max": Heading(
        "配分",
        "Max",
        "最多得多少分；只扣分写 0，不限写“无”",
        "The most it gives; 0: only takes away; “none”: no bound",
        ("分值", "满分"),
    ),
    "rule.kind": Heading(
        "评分方式", "Kind", "选定后只填用得到的列，其余留空", "Choose it, then fill only the columns it uses"
    ),
    "rule.benchmarks": Heading(
        "等级描述",
        "Benchmark",
        "评价分：由低到高逐级描述，1 为最低一级；超过六级写在“等级描述”表",
        "Judgement: each level in words, 1 being the lowest; more than six go to the sheet “Benchmarks”",
    ),
    "rule.low": Heading(
        "最低", "Low", "评价分、打分：可打的最低数", "Judgement, points: the lowest a judge may give"
    ),
    "rule.high": Heading(
        "最高",
        "High",
        "评价分：最高一级；用时：最多可填的秒数",
        "Judgement: the highest level; time: the most seconds that may be entered",
    ),
    "rule.step": Heading(
        "步长", "Step", "相邻两个数之差，如 0.5", "The distance of two neighbouring values, such as 0.5"
    ),
    "section": Heading(
        "标准章节",
        "Section",
        "所属标准章节的编号；没有章节留空",
        "The id of the section of the standard; empty where there are none",
    ),
    "rule.order": Heading(
        "何者为优",
        "Better",
        "相对分：高者为优，或低者为优",
        "Points beside the field: whether the higher or the lower value is better",
    ),
    "rule.unit": Heading(
        "数值单位",
        "Value unit",
        "相对分：所填数值的单位，s 表示用时",
        "Points beside the field: the unit of the value; s is a time",
    ),
    "rule.compared.by": Heading(
        "相对计分",
        "Compared by",
        "相对分：与最好者之比、落后扣分、按名次、每超一人加分",
        "Points beside the field: a share of the best, behind the best, by place, for each one beaten",
    ),
    "rule.compared.step": Heading(
        "相对步长", "Compared step", "落后或超时多少为一级", "The size of one step behind or beyond the limit"
    ),
    "rule.compared.minus_points": Heading(
        "相对每级扣分", "Compared minus", "每级扣多少分", "What each such step costs"
    ),
    "rule.compared.shared": Heading(
        "并列名次分",
        "Equal places",
        "并列者各得该名次分，或平分所占名次的分",
        "Equals have the points of their place, or the mean of the places they take up",
    ),
    "rule.compared.start": Heading(
        "达标得分",
        "In-time points",
        "每超一人加分：规定之内先得多少",
        "For each one beaten: what it begins from",
    ),
    "rule.compared.each": Heading(
        "每超一人加分", "Each beaten", "比几人好就加几次", "Added for every entry that is worse"
    ),
    "rule.compared.limit": Heading(
        "规定值", "Compared limit", "规定的用时或数量；不限留空", "The time or number allowed; empty: none"
    ),
    "rule.scored.factor": Heading(
        "公式系数",
        "Formula factor",
        "换算公式：系数 × 距离的指数次方",
        "Formula: factor x distance ^ exponent",
    ),
    "rule.scored.offset": Heading(
        "公式起点", "Formula offset", "换算公式：从此数起算距离", "Formula: distances are measured from here"
    ),
    "rule.scored.exponent": Heading("公式指数", "Formula exponent", "最多 3 位小数", "At most 3 places"),
    "rule.scored.side": Heading(
        "公式方向",
        "Formula side",
        "读数高于起点得分，或低于起点得分",
        "Whether readings above or below the offset earn points",
    ),
    "rule.scored.rounding.places": Heading("公式修约位数", "Formula places", ROUND_ZH, ROUND_EN),
    "rule.scored.rounding.mode": Heading("公式修约方式", "Formula rounding", MODE_ZH, MODE_EN),
    "bonus": Heading(
        "可超配分",
        "Bonus",
        "可以超出配分多少；一般为 0",
        "By how much it may exceed its maximum; usually 0",
    ),
    "tries.count": Heading("试次", "Tries", "做几次；只做一次留空", "How many tries; empty: one"),
    "tries.take": Heading("试次取值", "Of the tries", "几次中取哪一次", "What the tries come to"),
    "rule.paper_max": Heading(
        "卷面满分", "Paper maximum", "导入成绩：试卷的满分", "Imported mark: the maximum of the paper"
    ),
    "rule.limits.out_max": Heading(
        "超差处数上限",
        "Out at most",
        "测量分：超差超过此处数，本项得 0 分；不限留空",
        "Measurement: more readings outside than this: worth nothing; empty: no limit",
    ),
    "rule.limits.over_max": Heading(
        "超差量上限",
        "Over limit",
        "测量分：任一处超出公差多于此数，本项得 0 分；不限留空",
        "Measurement: one reading further beyond its tolerance: worth nothing; empty: no limit",
    ),
    "rule.scored.take": Heading(
        "读数取值",
        "Readings count",
        "多个读数取最差、最好、各占一份、先平均等",
        "Several readings: the worst, the best, a share each, their mean ...",
    ),
    "rule.scored.by": Heading(
        "测量计分",
        "Measured by",
        "测量分：分档、插值、逐级扣分、系数折算、按处扣分或读数即成绩",
        "Measurement: bands, interpolation, step deduction, part credit, deduction per place, or the reading itself",
    ),
    "rule.scored.otherwise": Heading(
        "不符任何档得分",
        "Otherwise",
        "分档：哪一档都不符合时的得分，常为 0",
        "Bands: points where no band fits, usually 0",
    ),
    "rule.scored.step": Heading(
        "超差步长", "Over step", "逐级扣分：每超差多少扣一次", "Step deduction: the size of one step over"
    ),
    "rule.scored.minus_points": Heading(
        "每级扣分",
        "Minus points",
        "逐级扣分：每级扣多少分；按处扣分：每处扣多少分",
        "Step deduction: what each step costs; per place: what each place costs",
    ),
    "rule.start": Heading(
        "起始分", "Start", "计数、限时：从多少分开始加减", "Count, time: what it begins from"
    ),
    "rule.floor": Heading(
        "最低得分",
        "Lowest",
        "计数、限时：扣到多少为止；“无”为不设下限",
        "Count, time: the least it can be; “none”: no floor",
    ),
    "rule.scored": Heading(
        "用时计分",
        "Time counts",
        "用时：作为成绩、限时奖罚或只记录",
        "Time: is the result, has a limit, or is only recorded",
    ),
    "rule.limit": Heading(
        "限时（秒）", "Limit (s)", "限时奖罚：规定时间", "Time with a limit: the time allowed"
    ),
    "rule.grace": Heading(
        "宽限（秒）", "Grace (s)", "超过限时多少秒内不扣分", "So many seconds over the limit cost nothing"
    ),
    "rule.penalty.points": Heading(
        "超时扣分", "Late points", "每单位超时扣多少分", "What each unit over the limit costs"
    ),
    "rule.penalty.seconds": Heading(
        "超时单位（秒）", "Late unit (s)", "多少秒为一单位", "The seconds of one unit"
    ),
    "rule.penalty.cap": Heading(
        "超时扣分封顶", "Late cap", "最多扣多少；不限留空", "The most it costs; empty: no cap"
    ),
    "rule.penalty.each": Heading(
        "超时不足一单位", "Late part unit", "不足一单位是否计", "Whether a unit begun counts"
    ),
    "rule.bonus.points": Heading(
        "提前加分", "Early points", "每单位提前加多少分", "What each unit saved adds"
    ),
    "rule.bonus.seconds": Heading(
        "提前单位（秒）", "Early unit (s)", "多少秒为一单位", "The seconds of one unit"
    ),
    "rule.bonus.cap": Heading(
        "提前加分封顶", "Early cap", "最多加多少；不限留空", "The most it adds; empty: no cap"
    ),
    "rule.bonus.each": Heading(
        "提前不足一单位", "Early part unit", "不足一单位是否计", "Whether a unit begun counts"
    ),
    "rule.cut_off": Heading(
        "停止时间（秒）",
        "Cut-off (s)",
        "超过则本模块作废；没有留空",
        "Beyond it the module is void; empty: none",
    ),
    "rule.scope": Heading(
        "否决范围",
        "Veto scope",
        "否决项：作废评分点、整个模块或取消资格",
        "Veto: voids aspects, the module, or disqualifies",
    ),
    "rule.voids": Heading(
        "作废评分点",
        "Voids",
        "否决项：作废哪些评分点，编号用逗号隔开",
        "Veto: ids of the aspects it voids, with commas between",
    ),
    # quantities
    "unit": Heading("单位", "Unit", "如 mm；没有可留空", "Such as mm; may stay empty"),
    "step": Heading("读数步长", "Reading step", "量具读到多细", "The finest reading"),
    "low": Heading("可填最小", "Lowest reading", "再小视为误填", "Anything less is a slip"),
    "high": Heading("可填最大", "Highest reading", "再大视为误填", "Anything more is a slip"),
    "readings": Heading("读数个数", "Readings", "测几处", "At how many places it is measured", ("测点数",)),
    "nominal": Heading("公称值", "Nominal", "图纸尺寸；分档时可留空", "As drawn; may stay empty with bands"),
    "plus": Heading(
        "上偏差",
        "Plus",
        "允许大多少，写成正数；不限留空",
        "How much larger it may be, as a positive number; empty: open",
    ),
    "minus": Heading(
        "下偏差",
        "Minus",
        "允许小多少，写成正数；不限留空",
        "How much smaller it may be, as a positive number; empty: open",
    ),
    # bands
    "bands:points": Heading("得分", "Points", "符合本档得多少分", "What the band is worth"),
    "when.quantity": Heading(
        "测量项编号",
        "Quantity",
        "一档有几个条件就写几行，序号相同",
        "A band with several conditions has several rows with one number",
        ("测量项",),
    ),
    "when.above": Heading("大于", "Above", "不含此数", "This number excluded", (">",)),
    "when.at_least": Heading("不小于", "At least", "含此数", "This number included", (">=", "≥")),
    "when.at_most": Heading("不大于", "At most", "含此数", "This number included", ("<=", "≤")),
    "when.below": Heading("小于", "Below", "不含此数", "This number excluded", ("<",)),
    # levels and knots
    "levels:points": Heading(
        "得分", "Points", "该等级得多少分，由低到高", "What the level is worth; from the lowest up"
    ),
    "at": Heading("读数", "Reading", "由小到大", "From the lowest up"),
    "knots:points": Heading("得分", "Points", "该读数得多少分", "What this reading is worth"),
    # factors
    "over": Heading(
        "超差不大于", "Over by at most", "超出公差不多于此数", "Beyond the tolerance by at most this"
    ),
    "factor": Heading("得分系数", "Factor", "0～1，如 0.5", "0 to 1, such as 0.5"),
    # counted and checked items
    "points": Heading(
        "每个分值",
        "Points each",
        "加分为正，扣分为负",
        "Adds where positive, takes away where negative",
        ("分值",),
    ),
    "items:points": Heading("分值", "Points", "符合得多少分", "What it is worth where it is met"),
    "faults:cap": Heading(
        "封顶", "Cap", "本项最多加减多少；不限留空", "The most it adds or takes away; empty: no cap"
    ),
    "count_max": Heading("最多个数", "Count at most", "再多视为误填", "More is a slip"),
    "per": Heading(
        "每几个计一次", "Per", "满几个才加减一次分值，一般为 1", "The points for every so many; usually 1"
    ),
    "zero_from": Heading(
        "归零个数",
        "Nothing from",
        "达到几个本项得 0 分；没有留空",
        "So many, and the aspect is worth nothing; empty: none",
    ),
    # points by place, marks apart, sections
    "first": Heading("从第几名", "From place", "含此名次", "This place included"),
    "last": Heading(
        "到第几名", "To place", "含此名次；往后全部写“无”", "This place included; “none”: all after"
    ),
    "ranks:points": Heading("得分", "Points", "这些名次各得多少分", "What each of these places is worth"),
    "apart:at_least": Heading(
        "平均分不低于", "Mean at least", "由高到低逐行填写", "From the highest mean down, one row each"
    ),
    "apart:limit": Heading(
        "最多相差",
        "Apart at most",
        "有效分最多相差多少，超出则全部平均",
        "How far counted marks may lie apart; beyond it the mean of all counts",
    ),
    "sections:weight": Heading("权重", "Weight", "各章节合计 100", "All sections together make 100"),
}
