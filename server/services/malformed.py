"""What is wrong with the shape of a request, in Chinese and in English at once. What the shape is stands with the readers."""

from __future__ import annotations

from pydantic import ValidationError
from pydantic_core import ErrorDetails

LENGTH_MAX = 200

_MISSING_ZH = "缺少此项"
_ZH = {
    "missing": _MISSING_ZH,
    "missing_argument": _MISSING_ZH,
    "extra_forbidden": "没有这一项",
    "unexpected_keyword_argument": "没有这一项",
    "union_tag_invalid": "没有这一种类",
    "union_tag_not_found": "缺少种类 kind",
    "literal_error": "不在可选的值之中",
    "string_type": "应为文本",
    "string_too_long": "文本过长",
    "string_too_short": "文本过短",
    "string_pattern_mismatch": "写法不对",
    "int_type": "应为整数",
    "int_from_float": "应为整数",
    "bool_type": "应为 true 或 false",
    "list_type": "应为列表",
    "tuple_type": "应为列表",
    "dict_type": "应为对象",
    "model_type": "应为对象",
    "model_attributes_type": "应为对象",
    "dataclass_type": "应为对象",
    "decimal_type": "应为数值",
    "decimal_parsing": "应为数值",
    "finite_number": "应为有限的数",
    "too_long": "项数过多",
    "too_short": "项数过少",
    "greater_than_equal": "数值过小",
    "greater_than": "数值过小",
    "less_than_equal": "数值过大",
    "less_than": "数值过大",
    "json_invalid": "不是规范的 JSON",
}


def both(zh: str, en: str) -> str:
    """
    One fault for readers of either language, at most `LENGTH_MAX` characters.

    >>> both("缺少此项", "Field required")
    '缺少此项 / Field required'
    """
    text = f"{zh} / {en}"
    return text if len(text) <= LENGTH_MAX else text[: LENGTH_MAX - 1] + "…"


def not_json(error: Exception) -> str:
    """A body that cannot be read as JSON, and what its reader said."""
    return both("不是规范的 JSON", str(error))


def explain_all(error: ValidationError) -> tuple[str, ...]:
    """Every fault, each once, in the order they stand; for files, which are mended at one go."""
    found = error.errors(include_url=False, include_input=False, include_context=False)
    return tuple(dict.fromkeys(_said(one) for one in found))


def explain(error: ValidationError) -> str:
    """The first fault in short: where, and what was expected. The value itself is not repeated: it may be a secret."""
    return _said(error.errors(include_url=False, include_input=False, include_context=False)[0])


def _said(fault: ErrorDetails) -> str:
    where = ".".join(str(part) for part in fault["loc"])
    zh = _ZH.get(fault["type"], "值不对")
    return both(f"{where}：{zh}" if where else zh, fault["msg"])
