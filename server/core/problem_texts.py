"""What is said of a faulty scheme, in both languages: every fault with its remedy. Data only.

The texts name the remedy: whoever writes a scheme has the file open and no programmer beside them. What its parts are
called stands in `scheme_words.py`.
"""

TEXTS: dict[str, tuple[str, str]] = {
    # the file
    "file_too_large": (
        "文件超过 {limit} 字节，请拆分或精简",
        "the file is larger than {limit} bytes; shorten it",
    ),
    "file_unreadable": ("文件无法按 YAML 读取：{why}", "the file cannot be read as YAML: {why}"),
    "file_not_utf8": ("文件不是 UTF-8 编码，请另存为 UTF-8", "the file is not UTF-8; save it as UTF-8"),
    "alias_refused": (
        "不接受锚点和别名（& 与 *），请写全内容",
        "anchors and aliases (& and *) are not accepted; write the content out",
    ),
    "tag_refused": ("不接受标签 {tag}，请删除", "the tag {tag} is not accepted; delete it"),
    "too_deep": ("嵌套过深", "nested too deeply"),
    "too_much": (
        "内容过多：一份文件最多 {limit} 项，请精简",
        "too much for one file: at most {limit} values; shorten it",
    ),
    "key_twice": ("“{key}”写了两次，请保留一处", "“{key}” is written twice; keep one"),
    "key_not_text": ("键必须是文字", "a key must be a text"),
    "missing": ("缺少“{field}”，请补上", "“{field}” is missing; add it"),
    "unknown_field": ("不认识“{field}”，请检查拼写", "“{field}” is not known here; check the spelling"),
    "not_a_number": (
        "“{value}”不是可接受的数：请用普通小数，最多 9 位整数、6 位小数",
        "“{value}” is not an accepted number: plain decimals, at most 9 digits before and 6 after the point",
    ),
    "not_a_whole_number": ("“{value}”不是整数", "“{value}” is not a whole number"),
    "not_one_of": ("“{value}”不可用，应为：{choices}", "“{value}” is not possible here; one of: {choices}"),
    "not_a_text": ("此处应为文字", "a text is expected here"),
    "not_a_list": ("此处应为列表", "a list is expected here"),
    "not_a_mapping": ("此处应为“键: 值”的形式", "“key: value” lines are expected here"),
    "wrong_value": ("内容不可用：{why}", "the value cannot be used: {why}"),
    # names and texts
    "id_invalid": (
        "编号“{id}”不可用：只用小写字母、数字、- 和 _，以字母或数字开头，最多 40 个字符",
        "the id “{id}” cannot be used: small letters, digits, - and _, at most 40, a letter or digit first",
    ),
    "id_reserved": ("编号“{id}”为系统保留，请换一个", "the id “{id}” is reserved; take another"),
    "id_twice": ("编号“{id}”已用过，请换一个", "the id “{id}” is already used; take another"),
    "text_missing": ("文字为空，请填写", "the text is empty; write one"),
    "text_too_long": ("文字超过 {limit} 个字", "the text is longer than {limit} characters"),
    "text_hides": (
        "文字中有看不见的控制字符，请删除",
        "the text holds control characters nobody can see; delete them",
    ),
    "version_invalid": ("版本号应为 1、2、3……", "the version is 1, 2, 3 ..."),
    "number_too_long": (
        "{value} 超出范围：最多 9 位整数、6 位小数",
        "{value} is out of bounds: at most 9 digits before and 6 after the point",
    ),
    # structure and sums
    "empty": ("至少要有一项", "at least one is needed"),
    "too_many": ("最多 {limit} 项，现有 {count} 项", "at most {limit}, there are {count}"),
    "minutes_invalid": ("时长至少 1 分钟", "the length is at least 1 minute"),
    "max_negative": ("配分不能小于 0", "a maximum cannot be below 0"),
    "max_needed": ("此处必须填写大于 0 的配分", "a maximum above 0 is needed here"),
    "max_not_zero": ("此类评分点的配分必须为 0", "the maximum of such an aspect must be 0"),
    "max_not_open": (
        "以用时为成绩的评分点不设配分，请写 null",
        "a time that is the result has no maximum: write null",
    ),
    "module_sum": (
        "评分点合计 {sum}，与模块满分 {max} 不符",
        "the aspects add up to {sum}, the module's maximum is {max}",
    ),
    "module_unbounded": (
        "模块含不设配分的评分点，模块满分应写 null",
        "an aspect of this module has no maximum, so the module's maximum must be null",
    ),
    "total_sum": (
        "各模块合计 {sum}，与总分 {max} 不符",
        "the modules add up to {sum}, the scheme's maximum is {max}",
    ),
    "total_unbounded": (
        "有模块不设满分，总分应写 null",
        "a module has no maximum, so the scheme's maximum must be null",
    ),
    "total_missing": ("得分制评分标准必须写明总分 {sum}", "a scheme in points must name its maximum, {sum}"),
    "weight_invalid": ("权重必须大于 0", "a weight must be above 0"),
    "weight_without_max": (
        "没有满分的模块不能折算权重，请写满分或删除权重",
        "a module without a maximum cannot be weighted; give it one or delete the weight",
    ),
    "floor_above_cap": ("下限 {floor} 高于上限 {cap}", "the floor {floor} is above the cap {cap}"),
    "points_unreachable": (
        "最多只能得 {reach} 分，达不到配分 {max}",
        "at most {reach} points can be reached, the maximum is {max}",
    ),
    "points_over_max": ("{points} 分超过配分 {max}", "{points} points are more than the maximum {max}"),
    # scales
    "range_invalid": (
        "下限 {low} 必须小于上限 {high}",
        "the low end {low} must lie below the high end {high}",
    ),
    "step_invalid": ("步长必须大于 0", "a step must be above 0"),
    "step_divides_not": (
        "步长 {step} 不能整除 {value}",
        "{value} is not a whole number of steps of {step}",
    ),
    "benchmarks_count": (
        "应有 {need} 条等级描述（由低到高），现有 {have} 条",
        "{need} benchmark texts are needed, from the lowest to the highest; there are {have}",
    ),
    # measurement
    "readings_invalid": ("读数应为 1 到 {limit} 个", "1 to {limit} readings"),
    "readings_differ": (
        "同一行的多个测量项，读数个数须相同或为 1",
        "quantities banded together have the same number of readings, or one",
    ),
    "readings_low_wins": (
        "低分（少用时）者胜时，分档测量只能有一个读数",
        "where the lower result wins, a banded measurement has one reading",
    ),
    "nominal_needed": (
        "须写公称值 nominal，以及上偏差 plus 或下偏差 minus",
        "a nominal is needed, and plus or minus",
    ),
    "nominal_outside": (
        "公称值 {value} 不在可填范围 {low}～{high} 内",
        "the nominal {value} is not in {low} to {high}",
    ),
    "tolerance_negative": (
        "偏差请写成不小于 0 的数（minus 表示允许偏小多少）",
        "tolerances are written as numbers of 0 or more (minus is how much smaller it may be)",
    ),
    "quantity_unknown": ("没有测量项“{id}”", "there is no quantity “{id}”"),
    "condition_empty": ("条件没有写任何界限", "the condition names no bound"),
    "condition_contradicts": ("条件自相矛盾，任何数都不符合", "no number can meet this condition"),
    "band_unreachable": (
        "此档永远用不到：前面的档已包含它，或超出可填范围",
        "this band is never used: earlier bands take all of it, or no such reading can be entered",
    ),
    "deduction_invalid": ("步长和扣分必须大于 0", "the step and the deduction must be above 0"),
    "factor_invalid": (
        "系数应在 0～1 之间，over 逐个增大，系数逐个减小",
        "factors lie in 0 to 1; each `over` is larger and each factor smaller than the one before",
    ),
    "limits_invalid": (
        "限制不可用：out_max 应为 0 至读数总数 {readings} 减 1，over_max 不能小于 0",
        "the limits cannot be used: out_max is 0 or more and below the {readings} readings, over_max 0 or more",
    ),
    "one_quantity": ("此计分方式只能有一个测量项", "this way of scoring takes exactly one quantity"),
    "knots_invalid": (
        "至少要有两个节点，且 at 逐个增大",
        "at least two knots are needed, each `at` larger than the one before",
    ),
    "knots_uneven": (
        "节点间距没有合适的公倍数，请取整一些的节点",
        "the distances between the knots have no common multiple that can be reckoned with; take rounder knots",
    ),
    # bonus, tries, rubric
    "bonus_invalid": (
        "加分 bonus 不能小于 0，且只用于设配分的打分、计数、用时、是否评分点",
        "a bonus is 0 or more, and belongs to points, count, time and yes_no with a maximum only",
    ),
    "tries_invalid": ("试次应为 {least} 到 {limit} 次", "there are {least} to {limit} tries"),
    "tries_not_here": (
        "否决项和设停止时间的用时不能有多次试次",
        "a veto, and a time with a cut-off, cannot have several tries",
    ),
    "levels_invalid": (
        "等级至少两级，分值不小于 0 且由低到高递增",
        "at least two levels are needed; their points are 0 or more and rise from level to level",
    ),
    "levels_top": (
        "最高等级为 {points} 分，与配分 {max} 不符",
        "the highest level gives {points} points, the maximum is {max}",
    ),
    "unit_name": (
        "unit: named 时须写 unit_name，其他单位时不写",
        "unit: named needs a unit_name; the other units have none",
    ),
    # counts and time
    "per_invalid": ("per 应为 1 到最大个数", "`per` is 1 to the highest count"),
    "zero_from_invalid": ("zero_from 应为 1 到最大个数", "`zero_from` is 1 to the highest count"),
    "count_invalid": ("最大个数应为 1 到 {limit}", "the highest count is 1 to {limit}"),
    "cap_invalid": ("封顶值必须大于 0", "a cap must be above 0"),
    "start_outside": ("起始分 {start} 不在 {low}～{high} 内", "the start {start} is not in {low} to {high}"),
    "limit_needed": ("须写限时 limit 和配分", "a limit and a maximum are needed"),
    "time_field_unused": (
        "“{field}”只在 scored: limit 时有用，请删除",
        "“{field}” has a use with scored: limit only; delete it",
    ),
    "per_time_invalid": ("分值和秒数必须大于 0", "points and seconds must be above 0"),
    "cut_off_invalid": (
        "停止时间应不早于限时，且在可填范围内",
        "the cut-off is not before the limit, and within what may be entered",
    ),
    "elapsed_needs_seconds": (
        "以用时为成绩时，成绩单位须为 seconds",
        "a time that is the result needs the result's unit to be seconds",
    ),
    # beside the field, by formula, with a difficulty
    "relative_low_wins": (
        "低者胜时不能用相对分：分数越多反而越靠后",
        "where the lower result wins there are no points beside the field: more of them would be worse",
    ),
    "relative_negative": ("可填最小值不能小于 0", "the lowest value is 0 or more"),
    "places_line_invalid": (
        "名次分须从第 1 名起首尾相接，分值不小于 0 且不递增",
        "points by place begin at place 1, follow each other without a gap, are 0 or more and never rise",
    ),
    "beaten_invalid": (
        "起始分、每超一人加分和扣分不能小于 0，步长必须大于 0",
        "the start, what each one beaten adds and the deduction are 0 or more, the step is above 0",
    ),
    "formula_invalid": (
        "系数必须大于 0；指数大于 0、至多 {limit}，最多 3 位小数",
        "the factor is above 0; the exponent is above 0, at most {limit}, with at most 3 places",
    ),
    "difficulty_range": (
        "难度系数须大于 0，且常用值在可申报范围内",
        "difficulties are above 0, and the usual one lies within the range",
    ),
    # panels
    "apart_invalid": (
        "有效分差须按平均分由高到低排列，分差不小于 0",
        "steps go from the highest mean down, and limits are 0 or more",
    ),
    "apart_unused": (
        "有效分差只用于去极值平均和中位数，请删除",
        "such limits belong to the trimmed mean and the median; delete them",
    ),
    "panel_size_invalid": ("裁判人数应为 1 到 {limit}", "a panel has 1 to {limit} judges"),
    "panel_too_small": (
        "去掉 {drops} 个分数至少要有 {need} 名裁判，现为 {size} 名",
        "to drop {drops} marks a panel needs {need} judges; this one has {size}",
    ),
    "drops_invalid": (
        "去掉的个数不能小于 0，且至少去掉一个",
        "drops cannot be negative, and one at least is dropped",
    ),
    "spread_invalid": ("允许分差不能小于 0", "a spread limit cannot be negative"),
    "rounding_lifts": (
        "修约到 {places} 位会使得分超过上限 {most}，请增加修约位数或取整上限",
        "rounded to {places} places, points may exceed their maximum {most}; keep more places or round the maximum",
    ),
    "places_invalid": ("小数位数应为 0 到 6", "0 to 6 decimal places"),
    # references
    "reference_unknown": ("没有编号为“{id}”的{what_zh}", "there is no {what_en} with the id “{id}”"),
    "veto_elsewhere": (
        "只能否决同一模块内的评分点，“{id}”不在本模块或本身是否决项",
        "a veto voids aspects of its own module that are no vetoes; “{id}” is not one",
    ),
    "veto_voids_nothing": (
        "scope: aspects 须列出作废的评分点；其他范围不列",
        "scope aspects needs the list of aspects it voids; the other scopes have none",
    ),
    "gate_unreachable": (
        "门槛 {minimum} 高于可得的 {reach} 分，无人能过",
        "nobody can reach the gate's {minimum}: at most {reach} points are possible",
    ),
    "gate_voids_unused": (
        "只有 then: void 的门槛才列出作废部分，请删除 voids",
        "only a gate with then: void voids parts; empty `voids`",
    ),
    "penalty_amount_twice": (
        "数额（amount）与幅度（low、high、step）只能写一种",
        "either one amount, or low, high and step, not both",
    ),
    "penalty_range": (
        "幅度要写全 low、high、step，low 不高于 high，且都是 step 的整数倍",
        "a range needs low, high and step, low not above high, both whole multiples of step",
    ),
    "penalty_nothing": (
        "这种判罚什么也不改变：请写数额、牌或累计后果",
        "this penalty changes nothing: give it an amount, a card or a consequence",
    ),
    "penalty_module_unused": (
        "作用于总分的判罚不必写模块；请删去 of，或改 applies",
        "a penalty on the total has no use for a module: remove of, or change applies",
    ),
    "penalty_count": ("次数至少为 1", "once at least"),
    "penalty_cap": (
        "上限须大于 0，且只用于有数额的判罚；写不带正负号的数",
        "a cap is above 0, without a sign, and only for penalties that have an amount",
    ),
    "penalty_unreachable": (
        "第 {times} 次才有后果，但最多只能给 {count_max} 次",
        "the consequence comes with the {times}th, but {count_max} at most can be given",
    ),
    "penalty_leads": (
        "penalty 只在 then: penalty 时写，且必须写",
        "penalty belongs to then: penalty, and is needed there",
    ),
    "penalty_later": (
        "“{id}”须是表中排在后面的另一种判罚",
        "“{id}” has to be another kind of penalty, further down the list",
    ),
    "penalty_open": (
        "“{id}”的数额由裁判当场定，不能自动判罚",
        "the amount of “{id}” is named by whoever gives it: it cannot follow by itself",
    ),
    "tie_decision_last": (
        "裁判长裁定（decision）只能排在同分规则的最后，order 写 low",
        "a decision is the last tie-break of the chain, with order low",
    ),
    "no_ties_to": ("不得并列的名次数至少为 1", "at least one place, where ties are not allowed"),
    "gate_voids_itself": ("门槛不能作废它自己考查的部分", "a gate cannot void the very part it looks at"),
    "reading_unknown": (
        "评分点“{id}”没有可比较的数字栏“{field}”",
        "the aspect “{id}” has no box “{field}” that holds a number",
    ),
    "reading_only": (
        "field 只在 by: reading 时有用，且必须写",
        "field belongs to by: reading, and is needed there",
    ),
    "tie_again": (
        "此条与前面某条相同，不起作用，请删除",
        "an earlier row compares the same; delete this one",
    ),
    "tie_place_only": ("place 只在 by: try 时有用", "place belongs to by: try"),
    "tie_of_total": ("此项比较整个成绩，of 请写 total", "this looks at the whole result: write of: total"),
    "tie_no_faults": (
        "“{of}”中没有扣分的计数项，永远相同",
        "nothing in “{of}” counts faults, so it is always equal",
    ),
    "tie_always_equal": (
        "评分点“{of}”不计分，永远相同；比较用时请用 by: reading",
        "the aspect “{of}” gives no points, so it is always equal; to compare a time write by: reading",
    ),
    "tie_one_judge": (
        "“{of}”只有一名裁判，比较单个裁判的打分不起作用",
        "“{of}” has one judge: to compare single judges decides nothing",
    ),
    "tie_try_unknown": (
        "评分点“{of}”没有这么多试次",
        "the aspect “{of}” has not so many tries",
    ),
    "tie_decides_nothing": (
        "只有一个模块“{of}”，总分相同时它也相同，请换成子标准、评分点或用时",
        "“{of}” is the only module, equal whenever the totals are; compare a sub-criterion, an aspect or a time",
    ),
    # the standard
    "aspect_over_rules": (
        "配分 {max} 超过规则允许的单项上限 {limit}",
        "the maximum {max} is above the {limit} that the rules allow for one aspect",
    ),
    "section_missing": ("须写明所属标准章节", "the section of the standard is missing"),
    "sections_sum": ("标准章节权重合计 {sum}，应为 100", "the sections' weights add up to {sum}, not 100"),
    "sections_deviate": (
        "评分点与标准章节权重相差合计 {apart}，超过 {limit}",
        "the aspects deviate from the sections' weights by {apart} in all, more than {limit}",
    ),
    # low wins
    "by_ties_high": (
        "by_ties 只用于低者胜的赛项",
        "by_ties belongs to events where the lower result wins",
    ),
    "low_wins_live": (
        "低者胜时只能全部评完再排名，请写 live: complete",
        "where the lower result wins, entries are ranked when complete: write live: complete",
    ),
    "low_wins_not_finished": (
        "低者胜时，未完成者不能排名，请写 not_finished: unranked",
        "where the lower result wins, who did not finish has no rank: write not_finished: unranked",
    ),
    "low_wins_void": (
        "低者胜时，作废成零分会变成优势；请用模块或选手范围的否决项",
        "where the lower result wins, nought is an advantage; use a veto on the module or the entry",
    ),
}
