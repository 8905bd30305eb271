"""Schemes as files and as JSON: reading them with errors in plain words, writing them, naming them by hash.

The shapes stand in `core/scheme.py`, what makes a scheme unsound in `core/scheme_check.py`. In JSON a scheme's field
names are one to one, decimals are strings without needless noughts, absent values are null.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import is_dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import cache
from hashlib import sha256
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

import rfc8785
from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from server.core.exact import parse_number
from server.core.ids import is_id
from server.core.later import written
from server.core.problems import Problem, problem
from server.core.rules import (
    Bands,
    Beaten,
    BehindBest,
    BestShare,
    ByPlace,
    Count,
    Formula,
    Imported,
    Interpolation,
    Judgement,
    Measurement,
    OutDeduction,
    PartCredit,
    Points,
    Relative,
    Rubric,
    StepDeduction,
    Time,
    Value,
    Veto,
    YesNo,
)
from server.core.scheme import Scheme
from server.core.scheme_check import check
from server.services.yaml_text import read_yaml

Where = TypeVar("Where")

BYTES_MAX = 512 * 1024

CONFIG = ConfigDict(extra="forbid", allow_inf_nan=False)
"""How the core's dataclasses are read from outside: nothing unknown passes. Shared by all that carry a scheme."""

SCHEME: TypeAdapter[Scheme | None] = TypeAdapter(Scheme | None, config=CONFIG)
"""Validates the shape only, and only data that `shape_problems` finds nothing in; use `from_data`."""

_KINDS: dict[str, tuple[str, dict[str, type]]] = {
    "rule": (
        "kind",
        {
            "judgement": Judgement,
            "points": Points,
            "measurement": Measurement,
            "count": Count,
            "time": Time,
            "yes_no": YesNo,
            "rubric": Rubric,
            "imported": Imported,
            "relative": Relative,
            "veto": Veto,
        },
    ),
    "scored": (
        "by",
        {
            "bands": Bands,
            "interpolation": Interpolation,
            "step_deduction": StepDeduction,
            "part_credit": PartCredit,
            "out_deduction": OutDeduction,
            "value": Value,
            "formula": Formula,
        },
    ),
    "compared": (
        "by",
        {"best_share": BestShare, "behind_best": BehindBest, "by_place": ByPlace, "beaten": Beaten},
    ),
}
"""Where a union stands: the tag that tells its branches apart, and what each of its values means."""
_BRANCHES = {cls.__name__: (tag, name) for tag, kinds in _KINDS.values() for name, cls in kinds.items()}
_TEXTS = frozenset({"zh", "en", "source", "id", "unit", "of", "quantity", "field", "section"})
"""Keys under which a text is never a number, however it looks."""


def read(content: bytes) -> Scheme | list[Problem]:
    """The scheme in a YAML file, or everything that is wrong with it."""
    if len(content) > BYTES_MAX:
        return [problem("file_too_large", "", limit=BYTES_MAX)]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return [problem("file_not_utf8", "")]
    document = read_yaml(text)
    if document.problems:
        return list(document.problems)
    scheme = from_data(document.data)
    if isinstance(scheme, Scheme):
        return scheme
    return [_with_line(one, document.lines) for one in scheme]


def from_data(data: object, deeper: int = 2) -> Scheme | list[Problem]:
    """
    The scheme in plain data (decimals as strings or whole numbers), or everything that is wrong with it.

    :param deeper: how often single values that cannot be read are set aside to look at the rest
    """
    faults = list(shape_problems(data, ""))
    if faults:
        return faults + _rest(data, faults, deeper)
    try:
        scheme = SCHEME.validate_python(data)
    except ValidationError as refused:
        errors = refused.errors(include_url=False)
        faults = _readable(errors, data)
        return faults + _rest(data, faults, deeper, _choices(errors, data))
    assert scheme is not None, "shape_problems asks for a mapping"
    return check(scheme) or scheme


def faults_beside(data: object, unread: Mapping[str, Sequence[object]], deeper: int = 1) -> list[Problem]:
    """
    What else is wrong, whatever the values that could not be read were meant to be.

    :param unread: where each of them belongs, and several values it might have; LEFT_OUT: that it may be absent
    """
    lasting: list[Problem] | None = None
    for n in range(max(map(len, unread.values()))):
        filled = deepcopy(data)
        for path, values in unread.items():
            _put(filled, path, values[n % len(values)])
        read = from_data(filled, deeper)
        found = [] if isinstance(read, Scheme) else read
        lasting = found if lasting is None else [one for one in lasting if one in found]
    # Where every choice was tried the fault is there for sure; of numbers and gaps only some were.
    some = [path for path, values in unread.items() if values in (SOME_NUMBERS, (LEFT_OUT,))]
    return [
        one
        for one in lasting or []
        if one.path not in unread and not any(_of_the_same(one.path, path) for path in some)
    ]


LEFT_OUT = object()
SOME_NUMBERS = ("1", "2", "3")
_UNREAD: dict[str, Sequence[object]] = {
    "not_a_number": SOME_NUMBERS,
    "not_a_whole_number": SOME_NUMBERS,
    "not_one_of": (LEFT_OUT,),
    "unknown_field": (LEFT_OUT,),
}


def _rest(
    data: object,
    faults: Sequence[Problem],
    deeper: int,
    choices: Mapping[str, Sequence[object]] | None = None,
) -> list[Problem]:
    """The faults beside these; none are looked for where more than single values cannot be read."""
    if deeper == 0 or any(one.code not in _UNREAD for one in faults):
        return []
    known = choices or {}
    return faults_beside(
        data, {one.path: known.get(one.path, _UNREAD[one.code]) for one in faults}, deeper - 1
    )


def _choices(errors: list[ErrorDetails], data: object) -> dict[str, Sequence[object]]:
    """What may stand where something else does."""
    found: dict[str, Sequence[object]] = {}
    for error in errors:
        one = _as_problem(error, data)
        if one is not None and error["type"] == "literal_error":
            found[one.path] = re.findall("'([^']*)'", error["ctx"]["expected"])
    return found


def _put(data: object, path: str, value: object) -> None:
    """Set one value by its path; nothing where the path leads nowhere."""
    steps: list[Any] = [
        int(bare) if bare else name for name, bare in re.findall(r"([^.\[\]]+)|\[(\d+)\]", path)
    ]
    here: Any = data
    for step in steps[:-1]:
        if not (isinstance(here, dict) and step in here) and not (
            isinstance(here, list) and isinstance(step, int)
        ):
            return
        here = here[step]
    if value is LEFT_OUT and isinstance(here, dict):
        here.pop(steps[-1], None)
    elif value is not LEFT_OUT and isinstance(here, dict | list):
        here[steps[-1]] = value


def _of_the_same(path: str, unread: str) -> bool:
    """Whether a fault is of the very thing a value could not be read of: it may be no fault once the value is there."""
    thing = unread[: unread.rfind("]") + 1]
    inside = path.startswith(thing) and "[" not in path[len(thing) :]
    return thing != "" and inside


def shape_problems(value: object, path: str, key: str = "") -> Iterator[Problem]:
    """What a type check would let pass or explain badly: floats, odd spellings of numbers, unnamed kinds."""
    if isinstance(value, dict):
        yield from _mapping_problems(value, path, key)
    elif path == "":
        yield problem("not_a_mapping", path)
    elif isinstance(value, list | tuple):
        for n, item in enumerate(value):
            yield from shape_problems(item, f"{path}[{n}]", key)
    elif isinstance(value, bool | float | bytes) or (isinstance(value, str) and _odd_number(value, key)):
        yield problem("not_a_number", path, value=str(value)[:40])


def _mapping_problems(value: dict[Any, Any], path: str, key: str) -> Iterator[Problem]:
    tag, kinds = _KINDS.get(key, (None, {}))
    if tag is not None and value.get(tag) not in kinds:
        choices = ", ".join(kinds)
        where = f"{path}.{tag}"
        if tag in value:
            yield problem("not_one_of", where, value=str(value[tag])[:40], choices=choices)
        else:
            yield problem("missing", path, field=f"{tag}: {choices.replace(', ', ' | ')}")
    for name, item in value.items():
        if not isinstance(name, str):
            yield problem("key_not_text", path)
        else:
            yield from shape_problems(item, f"{path}.{name}".lstrip("."), name)


def _odd_number(text: str, key: str) -> bool:
    """Whether Python would read a number where a judge would not: 1e3, 1_000, NaN, full-width digits."""
    if key in _TEXTS or parse_number(text) is not None:
        return False
    try:
        Decimal(text)
    except InvalidOperation:
        return False
    return True


def _readable(errors: list[ErrorDetails], data: object) -> list[Problem]:
    """The errors in plain words, each once: a union complains once for every kind it knows."""
    found = dict.fromkeys(one for error in errors if (one := _as_problem(error, data)) is not None)
    assert found, f"unexplained: {errors}"
    return list(found)


def _as_problem(error: ErrorDetails, data: object) -> Problem | None:
    """A type checker's complaint; None for the branches of a union that were not meant."""
    path, name, here = "", "", data
    loc = error["loc"]
    for step in loc:
        if isinstance(step, int):
            path, name = f"{path}[{step}]", str(step)
            here = here[step] if isinstance(here, list | tuple) and step < len(here) else None
        elif step in _BRANCHES:
            tag, kind = _BRANCHES[step]
            if not isinstance(here, Mapping):
                return problem("not_a_mapping", path)
            if here.get(tag) != kind:
                return None
        else:
            path, name = f"{path}.{step}".lstrip("."), step
            here = here.get(step) if isinstance(here, Mapping) else None
    return _in_words(error, path, name)


def _in_words(error: ErrorDetails, path: str, name: str) -> Problem:
    """A complaint in the words of whoever writes schemes."""
    kind, value = error["type"], str(error.get("input"))[:40]
    parent = path.removesuffix(name).removesuffix(".")
    if kind in ("missing", "missing_argument"):
        return problem("missing", parent, field=name)
    if kind in ("unexpected_keyword_argument", "extra_forbidden"):
        return problem("unknown_field", path, field=name)
    if kind.startswith("decimal"):
        return problem("not_a_number", path, value=value)
    if kind.startswith("int"):
        return problem("not_a_whole_number", path, value=value)
    if kind == "literal_error":
        return problem("not_one_of", path, value=value, choices=error["ctx"]["expected"].replace("'", ""))
    for start, code in (("string", "not_a_text"), ("tuple", "not_a_list"), ("dataclass", "not_a_mapping")):
        if kind.startswith(start):
            return problem(code, path)
    return problem("wrong_value", path, why=error["msg"])


def _with_line(one: Problem, lines: Mapping[str, int]) -> Problem:
    """The problem with the line of the nearest part of its path that stands in the file."""
    return replace(one, line=nearest(one.path, lines))


def nearest(path: str, places: Mapping[str, Where]) -> Where | None:
    """Where the nearest part of a path stands, None where no part of it does."""
    while path and path not in places:
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return places.get(path)


def to_data(value: object) -> Any:
    """The JSON form of a scheme or of any part of it; fields that came later are left out at their usual value."""
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, tuple | list):
        return [to_data(item) for item in value]
    if is_dataclass(value):
        return {name: to_data(getattr(value, name)) for name in written(value)}
    assert value is None or isinstance(value, str | int), f"a scheme holds no {type(value).__name__}"
    return value


def decimal_text(value: Decimal) -> str:
    """
    The one spelling of a decimal.

    >>> decimal_text(Decimal("0.50")), decimal_text(Decimal("1E+2")), decimal_text(Decimal("-0.0"))
    ('0.5', '100', '0')
    """
    return f"{value.normalize():f}" if value else "0"


def content_hash(scheme: Scheme) -> str:
    """SHA-256 (hex) of the canonical JSON (RFC 8785) of the scheme: names it exactly."""
    return sha256(rfc8785.dumps(to_data(scheme))).hexdigest()


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a scheme file, for editors and for the API's documentation."""
    schema = SCHEME.json_schema()
    schema.pop("anyOf")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "评分标准 / Marking scheme",
        "$ref": "#/$defs/Scheme",
    } | schema


def library() -> dict[str, Scheme]:
    """The schemes that come with the product, by id."""
    names = sorted(file.name for file in _library_folder().iterdir() if file.name.endswith(".yaml"))
    return {name.removesuffix(".yaml"): _of_library(name) for name in names}


def of_library(id_: str) -> Scheme | None:
    """One scheme that comes with the product; its file has its id as name. Nothing else is read."""
    name = f"{id_}.yaml"
    return _of_library(name) if is_id(id_) and (_library_folder() / name).is_file() else None


def _library_folder() -> Traversable:
    return resources.files("server") / "schemes"


@cache
def _of_library(name: str) -> Scheme:
    scheme = read((_library_folder() / name).read_bytes())
    assert isinstance(scheme, Scheme), f"{name}: {scheme}"  # a broken one is our own failure
    assert name == f"{scheme.id}.yaml", f"{name} holds the scheme {scheme.id}"
    return scheme
