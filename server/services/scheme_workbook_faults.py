"""What can be wrong with a scheme's workbook as a workbook: every code once, with its remedy.

What is wrong with the scheme in it stands in `core/problems.py`.
"""

from __future__ import annotations

from server.core.problems import Problem, Spot
from server.core.text import Text

TEXTS: dict[str, tuple[str, str]] = {
    # the file
    "workbook_unreadable": (
        "文件打不开：请在 Excel 或 WPS 中另存为 .xlsx（不加密码）后再上传",
        "the file cannot be read; save it as .xlsx without a password in your spreadsheet program",
    ),
    "workbook_old": (
        "这是旧的 .xls 文件或加密文件：请另存为不加密码的 .xlsx",
        "this is an old .xls file, or one with a password; save it as .xlsx without a password",
    ),
    "workbook_other": (
        "这是 .ods 文件：请另存为 .xlsx",
        "this is an .ods file; save it as .xlsx",
    ),
    "workbook_csv": (
        "这是 .csv 文件，只能装一张表：请用 .xlsx 模板",
        "this is a .csv file, which holds one table only; use the .xlsx template",
    ),
    "workbook_too_large": (
        "工作簿太大：总共最多 {rows} 行、{columns} 列，请删除多余的行和带格式的空行",
        "the workbook is too large: at most {rows} rows and {columns} columns in all; delete what is not needed",
    ),
    "file_too_large": (
        "文件超过 {limit} 字节，请删除图片和多余的内容",
        "the file is larger than {limit} bytes; delete pictures and what is not needed",
    ),
    # sheets
    "sheet_missing": (
        "缺少工作表“{zh}”，请从模板复制",
        "the sheet “{en}” is missing; copy it from the template",
    ),
    "sheet_unknown": (
        "不认识工作表“{name}”：请删除，或在名称前加 # 作为备注；能用的有：{zh}",
        "the sheet “{name}” is not known: delete it, or put # before its name as a remark; known are: {en}",
    ),
    "sheet_twice": (
        "“{name}”与“{other}”是同一张表，请合并为一张",
        "“{name}” and “{other}” are the same sheet; put them together",
    ),
    "sheet_hidden": ("工作表被隐藏，请取消隐藏或删除", "the sheet is hidden; show or delete it"),
    "sheet_merged": (
        "{range} 是合并单元格，看不出数据属于哪一行：请取消合并，逐格填写",
        "{range} is merged, so it is not clear which row it belongs to; unmerge it and fill each cell",
    ),
    "row_hidden": (
        "此行被隐藏但有内容，请取消隐藏或删除",
        "this row is hidden but not empty; show or delete it",
    ),
    "column_hidden": (
        "此列被隐藏但有内容，请取消隐藏或删除",
        "this column is hidden but not empty; show or delete it",
    ),
    # headings
    "headings_none": (
        "找不到表头，请从模板复制表头：{zh}",
        "no headings are found; copy them from the template: {en}",
    ),
    "heading_missing": (
        "缺少“{zh}”一列，请从模板复制",
        "the column “{en}” is missing; copy it from the template",
    ),
    "heading_unknown": (
        "不认识“{word}”：请改用模板中的名称{zh}，或在前面加 # 作为备注",
        "“{word}” is not known: use the template's word{en}, or put # before it as a remark",
    ),
    "heading_twice": ("“{word}”出现两次，请保留一处", "“{word}” stands here twice; keep one"),
    # cells
    "cell_missing": ("“{zh}”必须填写", "“{en}” is needed here"),
    "cell_unused": (
        "此处用不到“{zh}”，请清空（若应有用，请检查“评分方式”“测量计分”等选择）",
        "“{en}” has no use here; empty the cell, or check what was chosen as kind",
    ),
    "cell_choice": (
        "“{value}”不可选，应为：{zh}",
        "“{value}” is no choice here; one of: {en}",
    ),
    "cell_number": (
        "“{value}”不是可接受的数：请直接填写数，最多 9 位整数、6 位小数",
        "“{value}” is not an accepted number: plain decimals, at most 9 digits before and 6 after the point",
    ),
    "cell_inexact": (
        "单元格里实际是 {value}，超过 6 位小数：请改填准确的数（例如把算出来的数四舍五入后重新输入）",
        "the cell really holds {value}, more than 6 places; type the exact number (such as the rounded result)",
    ),
    "cell_whole": ("“{value}”不是整数，请填整数", "“{value}” is not a whole number; write one"),
    "cell_date": (
        "Excel 把内容变成了日期（{value}）：请把单元格设为文本格式后重新填写",
        "the spreadsheet turned this into a date ({value}); set the cell to text and write it again",
    ),
    "cell_boolean": ("此处不能填 TRUE 或 FALSE", "TRUE or FALSE cannot stand here"),
    "cell_error": (
        "此处是错误值（如 #REF!），请填写内容",
        "the cell holds an error such as #REF!; write its content",
    ),
    "cell_formula": (
        "此处是公式，结果可能变动：请复制后“选择性粘贴为数值”",
        "this is a formula, whose result may change; copy it and paste it as a value",
    ),
    # rows
    "owner_unknown": (
        "没有编号为“{id}”的{zh}，请检查编号",
        "there is no {en} with the id “{id}”; check it",
    ),
    "owner_differs": (
        "子标准“{id}”不在模块“{other}”里，请改正其一",
        "the sub-criterion “{id}” is not in the module “{other}”; correct one of them",
    ),
    "row_unused": (
        "评分点“{id}”的评分方式用不到这张表，请删除此行或改评分方式",
        "the kind of the aspect “{id}” makes no use of this sheet; delete the row, or change the kind",
    ),
    "row_differs": (
        "与同一序号的第一行不同，请改成一样或清空",
        "this differs from the first row with the same number; make it the same, or empty it",
    ),
}


def fault(code: str, spot: Spot | None = None, path: str = "", **detail: object) -> Problem:
    """A fault by its code, at its place, with the figures its text needs."""
    zh, en = TEXTS[code]
    return Problem(code, path, Text(zh.format(**detail), en.format(**detail)), None, spot)


def letters(column: int) -> str:
    """
    A column as the program names it, counted from 0.

    >>> letters(0), letters(25), letters(26)
    ('A', 'Z', 'AA')
    """
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
