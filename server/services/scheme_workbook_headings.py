"""The headings of a scheme's workbook, each with its meaning. Those about aspects: `scheme_workbook_aspects.py`."""

from __future__ import annotations

from server.services.scheme_workbook_aspects import ASPECT_HEADINGS
from server.services.scheme_workbook_sheets import MODE_EN, MODE_ZH, ROUND_EN, ROUND_ZH, Heading

_ID_ZH = "小写字母、数字、- 和 _，最多 40 个字符"
_ID_EN = "Small letters, digits, - and _, at most 40"

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
    "rounding.places": Heading("修约位数", "Rounding places", ROUND_ZH, ROUND_EN),
    "rounding.mode": Heading("修约方式", "Rounding mode", MODE_ZH, MODE_EN),
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
    "panel.rounding.places": Heading("裁判组修约位数", "Panel rounding places", ROUND_ZH, ROUND_EN),
    "panel.rounding.mode": Heading("裁判组修约方式", "Panel rounding mode", MODE_ZH, MODE_EN),
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
    "result.rounding.places": Heading("总分修约位数", "Result rounding places", ROUND_ZH, ROUND_EN),
    "result.rounding.mode": Heading("总分修约方式", "Result rounding mode", MODE_ZH, MODE_EN),
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
    **ASPECT_HEADINGS,
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
