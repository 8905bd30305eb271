"""The lists of words of a scheme's workbook: names of sheets, headings with their meaning. Data, no behaviour."""

from __future__ import annotations

from typing import NamedTuple


class Heading(NamedTuple):
    """A column in both languages, what it means, and what else people call it."""

    zh: str
    en: str
    about_zh: str
    about_en: str
    also: tuple[str, ...] = ()


_ASPECTS = "modules.sub_criteria.aspects"

SHEETS: dict[str, tuple[str, ...]] = {
    # name: sheet zh, sheet en, one of them zh, en, what else the sheet is called
    "": ("评分标准", "Scheme", "评分标准", "Scheme", "总则", "基本信息", "head"),
    "modules": ("模块", "Modules", "模块", "Module", "module"),
    "modules.sub_criteria": ("子标准", "Sub-criteria", "子标准", "Sub-criterion", "sub-criterion"),
    _ASPECTS: ("评分点", "Aspects", "评分点", "Aspect", "评分细则", "aspect"),
    f"{_ASPECTS}.rule.benchmarks": ("等级描述", "Benchmarks", "等级描述", "Benchmark", "benchmark"),
    f"{_ASPECTS}.rule.quantities": ("测量项", "Quantities", "测量项", "Quantity", "quantity"),
    f"{_ASPECTS}.rule.scored.bands": ("分档", "Bands", "分档", "Band", "band"),
    f"{_ASPECTS}.rule.levels": ("等级", "Levels", "等级", "Level", "rubric"),
    f"{_ASPECTS}.rule.scored.knots": ("插值节点", "Knots", "插值节点", "Knot", "knot"),
    f"{_ASPECTS}.rule.scored.factors": ("系数", "Factors", "系数", "Factor", "factor"),
    f"{_ASPECTS}.rule.faults": ("计数项", "Counted items", "计数项", "Counted item", "faults"),
    f"{_ASPECTS}.rule.items": ("检查项", "Check items", "检查项", "Check item", "items"),
    f"{_ASPECTS}.rule.compared.ranks": ("名次分", "Points by place", "名次分", "Place", "places"),
    f"{_ASPECTS}.panel.apart": ("评分点有效分差", "Aspect marks apart", "评分点有效分差", "Step"),
    "modules.panel.apart": ("有效分差", "Marks apart", "有效分差", "Step"),
    "sections": ("标准章节", "Sections", "标准章节", "Section", "wsos"),
    "gates": ("门槛", "Gates", "门槛", "Gate", "gate"),
    "tie_breaks": ("同分规则", "Tie-breaks", "同分规则", "Tie-break", "tie-break"),
    "penalties": ("判罚", "Penalties", "判罚", "Penalty", "penalty", "罚则"),
}

_ID_ZH = "小写字母、数字、- 和 _，最多 40 个字符"
_ID_EN = "Small letters, digits, - and _, at most 40"
_ROUND_ZH, _ROUND_EN = "保留几位小数（0～6）", "How many decimal places are kept (0 to 6)"
_MODE_ZH, _MODE_EN = "末位怎样取舍，常用四舍五入", "Which way the last place goes; usually half up"

HEADINGS: dict[str, Heading] = {
    # every sheet
    "benchmarks:zh": Heading(
        "中文", "Chinese", "由低到高，一级一行", "From the lowest level to the highest, one row each"
    ),
    "benchmarks:en": Heading(
        "英文", "English", "由低到高，一级一行", "From the lowest level to the highest, one row each"
    ),
    "id": Heading("编号", "Id", _ID_ZH, _ID_EN, ("代号",)),
    "title": Heading("名称", "Title", "中英文都要写", "In both languages", ("name",)),
    "note": Heading(
        "说明", "Note", "可不写；写则中英文都写", "May stay empty; else in both languages", ("备注",)
    ),
    "rounding.places": Heading("修约位数", "Rounding places", _ROUND_ZH, _ROUND_EN),
    "rounding.mode": Heading("修约方式", "Rounding mode", _MODE_ZH, _MODE_EN),
    "panel.rule": Heading(
        "裁判组规则",
        "Panel rule",
        "几名裁判的打分怎样合成一个；评分点留空则按模块",
        "How several judges' marks become one; empty for an aspect: as its module",
    ),
    "panel.drop_high": Heading(
        "去掉最高分个数", "Highest dropped", "去极值平均时用，常为 1", "For the trimmed mean, usually 1"
    ),
    "panel.drop_low": Heading(
        "去掉最低分个数", "Lowest dropped", "去极值平均时用，常为 1", "For the trimmed mean, usually 1"
    ),
    "panel.rounding.places": Heading("裁判组修约位数", "Panel rounding places", _ROUND_ZH, _ROUND_EN),
    "panel.rounding.mode": Heading("裁判组修约方式", "Panel rounding mode", _MODE_ZH, _MODE_EN),
    "panel.spread_limit": Heading(
        "允许分差",
        "Spread limit",
        "最高与最低打分最多相差多少级，超出须复评；不限则留空",
        "The widest distance between two judges' levels; beyond it they mark again; empty: no limit",
    ),
    "panel.missing": Heading(
        "缺少的打分",
        "Missing marks",
        "裁判缺席时：不计，或以其余平均代替",
        "Where a judge is missing: left out, or the mean of the others in its place",
    ),
    # the scheme
    "aspect_max": Heading(
        "单项上限",
        "Aspect maximum",
        "规则允许单个评分点的最高配分；不限留空",
        "The most the rules allow for one aspect; empty: no such rule",
    ),
    "own_delegation": Heading(
        "本单位选手",
        "Own delegation",
        "裁判对本代表队的选手：回避，或照常打分",
        "What judges do with entries of their own delegation: stay out, or mark them like any other",
    ),
    "result.take": Heading(
        "模块合成",
        "Modules come to",
        "各模块相加，或各为一次试做、取最好一次",
        "All modules added up, or each an attempt of which the best counts",
    ),
    "version": Heading("版本", "Version", "每改一次加 1", "Counts up by one with each change"),
    "trade": Heading(
        "工种",
        "Trade",
        "如 焊工；中英文都要写",
        "Such as welder; in both languages",
        ("职业", "职业（工种）"),
    ),
    "basis": Heading(
        "数据依据",
        "Basis",
        "分值来自文件，还是典型值",
        "Whether the figures come from a document or are typical",
    ),
    "source": Heading("来源", "Source", "所依据的文件名称", "The documents the figures come from"),
    ":max": Heading(
        "总分",
        "Maximum",
        "各模块折算后之和；以用时定名次时写“无”",
        "What the modules add up to; “none” for an event decided by time",
        ("满分",),
    ),
    "result.unit": Heading("成绩单位", "Result unit", "得分或秒", "Points or seconds"),
    "result.direction": Heading(
        "胜负方向", "Winner", "高者胜或低者胜", "Whether the higher or the lower result wins"
    ),
    "result.rounding.places": Heading("总分修约位数", "Result rounding places", _ROUND_ZH, _ROUND_EN),
    "result.rounding.mode": Heading("总分修约方式", "Result rounding mode", _MODE_ZH, _MODE_EN),
    "result.unit_name.zh": Heading(
        "成绩单位名称（中文）",
        "Result unit name (ZH)",
        "单位为“其他”时写，如 张、克",
        "For another unit, such as 张",
    ),
    "result.unit_name.en": Heading(
        "成绩单位名称（英文）",
        "Result unit name (EN)",
        "单位为“其他”时写",
        "For another unit, such as notes, grams",
    ),
    "result.no_ties_to": Heading(
        "不得并列名次数",
        "No ties among the first",
        "前几名不得并列，并列未经裁判长裁定不能公布；不限留空",
        "Results with an undecided tie among so many first places cannot be published; empty: ties are allowed",
    ),
    "result.floor": Heading(
        "总分下限", "Result floor", "总分不低于此数；不限留空", "The total is at least this; empty: no floor"
    ),
    "result.live": Heading(
        "实时排名",
        "Live ranking",
        "边评边排，或全部评完再排",
        "Ranked while being marked, or only when complete",
    ),
    "result.not_finished": Heading(
        "未完成者", "Not finished", "是否参加排名", "Whether those who did not finish keep a rank"
    ),
    # modules
    "modules:max": Heading(
        "满分",
        "Maximum",
        "本模块评分点之和；不设满分写“无”",
        "What its aspects add up to; “none”: without a bound",
    ),
    "weight": Heading(
        "权重",
        "Weight",
        "折算到总分中的分值；留空按原分计",
        "What it counts in the total; empty: its points as they are",
    ),
    "floor": Heading(
        "下限", "Floor", "扣到多少为止；“无”为不设下限", "The least it can be; “none”: no floor"
    ),
    "panel_size": Heading("裁判人数", "Judges", "本模块裁判组人数", "How many judges mark this module"),
    "minutes": Heading(
        "时长（分钟）",
        "Minutes",
        "比赛时长，可不写",
        "How long the work lasts; may stay empty",
        ("时长", "时间"),
    ),
    "difficulty.high": Heading(
        "难度系数最高",
        "Difficulty to",
        "参赛者可申报的最高难度系数；没有难度系数留空",
        "The greatest difficulty an entry may declare; empty: no difficulty",
    ),
    "difficulty.low": Heading(
        "难度系数最低", "Difficulty from", "可申报的最低难度系数", "The least difficulty"
    ),
    "difficulty.step": Heading("难度系数步长", "Difficulty step", "如 0.1", "Such as 0.1"),
    "difficulty.usual": Heading(
        "未申报难度系数", "Difficulty if none", "未申报时按此计算", "What counts where none was declared"
    ),
    # sub-criteria
    "sub_criteria:floor": Heading(
        "下限", "Floor", "合计不低于此数；不限留空", "The sum is at least this; empty: no floor"
    ),
    "cap": Heading(
        "上限", "Cap", "合计不高于此数；不限留空", "The sum is at most this; empty: no cap", ("封顶",)
    ),
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
    "rule.scored.rounding.places": Heading("公式修约位数", "Formula places", _ROUND_ZH, _ROUND_EN),
    "rule.scored.rounding.mode": Heading("公式修约方式", "Formula rounding", _MODE_ZH, _MODE_EN),
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
    # gates
    "gates:of": Heading(
        "考查编号",
        "Looks at",
        "看哪个模块或子标准的得分",
        "Whose points are looked at: a module or sub-criterion",
    ),
    "minimum": Heading("最低分", "Minimum", "达不到则按“未达后果”处理", "Below it the consequence follows"),
    "then": Heading(
        "未达后果", "Consequence", "作废、不排名或取消资格", "What is named is void, no rank, or disqualified"
    ),
    "voids": Heading(
        "作废编号",
        "Voids",
        "作废哪些模块或子标准，编号用逗号隔开",
        "Ids of the modules or sub-criteria it voids, with commas between",
    ),
    # penalties
    "penalties:amount": Heading(
        "数额",
        "Amount",
        "带正负号：-5 为扣 5 分，30 为加 30 秒；幅度判罚和只出牌的留空",
        "With its sign: -5 takes five points, 30 adds thirty seconds; empty for a range or a mere card",
        ("分值",),
    ),
    "penalties:low": Heading(
        "幅度下限",
        "Range low",
        "由裁判当场定数额时写，可为负",
        "Where whoever gives it names the amount; may be negative",
    ),
    "penalties:high": Heading(
        "幅度上限", "Range high", "由裁判当场定数额时写", "Where whoever gives it names the amount"
    ),
    "penalties:step": Heading(
        "幅度步长", "Range step", "数额须是它的整数倍", "The amount is a whole multiple of it"
    ),
    "applies": Heading(
        "作用于",
        "Applies to",
        "总分、模块得分（折算前）或模块计入分（折算后）",
        "The total, a module's points before its weight, or what it counts after it",
    ),
    "penalties:of": Heading(
        "模块编号",
        "Module id",
        "固定作用于哪个模块；由裁判指明的留空",
        "The module it is always about; empty where whoever gives it names one",
    ),
    "penalties:count_max": Heading(
        "最多次数",
        "Most times",
        "每名选手每轮最多几次；不限留空",
        "For one entry in one round; empty: no limit",
    ),
    "penalties:cap": Heading(
        "合计上限",
        "Most together",
        "同类判罚合计最多多少，不带正负号；不限留空",
        "The most several of them come to, without a sign; empty: no limit",
    ),
    "card": Heading("牌", "Card", "黄牌、红牌或不出牌", "Yellow, red or none"),
    "consequence.times": Heading(
        "累计次数",
        "Leads on after",
        "第几次起有后果；没有留空",
        "With which of them the consequence comes; empty: none",
    ),
    "consequence.then": Heading(
        "累计后果",
        "Leads to",
        "另计一次判罚、模块作废或取消资格",
        "Another penalty, the module is void, or disqualified",
    ),
    "consequence.penalty": Heading(
        "另计判罚",
        "Further penalty",
        "另计哪一种判罚的编号，须排在下面",
        "The id of the penalty that is added, further down the list",
    ),
    # tie-breaks
    "by": Heading("比较内容", "Compares", "按表中顺序逐条比较", "The rows are compared in their order"),
    "of": Heading(
        "比较编号", "Of", "模块、子标准或评分点的编号", "The id of a module, sub-criterion or aspect"
    ),
    "order": Heading(
        "何者在前", "Order", "高者在前或低者在前", "Whether the higher or the lower comes first"
    ),
    "place": Heading(
        "第几好", "Which best", "比较试次时：1 为最好一次", "For tries: 1 is the best, 2 the second best"
    ),
    "field": Heading(
        "读数栏",
        "Reading",
        "比较读数时：测量项编号、seconds 等",
        "For a reading: the id of the quantity, seconds ...",
    ),
}
