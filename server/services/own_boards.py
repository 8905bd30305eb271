"""Boards of one's own: folders in the data directory that become kinds of content. Read and checked once, at the start."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, get_args

from server.core.ids import is_id
from server.services.board_kinds import PUBLIC_BOARDS, BoardKind, Option, OptionKind, Title

FOLDER = "boards"
MEDIA = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
BOARDS_MAX, FILES_MAX, BYTES_MAX, OPTIONS_MAX = 40, 40, 2 * 1024 * 1024, 20
_DRAW = re.compile(
    r"export\s+(?:async\s+)?function\s+draw\b|export\s+const\s+draw\b|export\s*\{[^}]*\bdraw\b"
)
_ELSEWHERE = re.compile(r"""(?:\bfrom|\bimport|@import|url)\s*\(?\s*["']?\s*(?:https?:)?//""")
_FIELDS = {"title", "board", "options"}


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file as it was at the start."""

    content: bytes
    media: str
    tag: str


@dataclass(frozen=True, slots=True)
class OwnBoards:
    """The kinds that are good, what is wrong with the rest (in both languages), and the files by `name/file`."""

    kinds: tuple[BoardKind, ...]
    faults: tuple[str, ...]
    files: Mapping[str, OwnFile]


class _Wrong(Exception):
    """Why a folder is no board, in both languages."""


def find(data: Path) -> OwnBoards:
    """
    Every folder in `boards` of the data directory. One that is wrong is left out and named; the others serve.

    :param data: the data directory
    """
    kinds: list[BoardKind] = []
    faults: list[str] = []
    files: dict[str, OwnFile] = {}
    top = data / FOLDER
    folders = sorted(one for one in top.iterdir() if one.is_dir()) if top.is_dir() else []
    if len(folders) > BOARDS_MAX:
        faults.append(
            f"{FOLDER}：只用前 {BOARDS_MAX} 个文件夹，到 {folders[BOARDS_MAX - 1].name} 为止 / only the first "
            f"{BOARDS_MAX} folders count, up to {folders[BOARDS_MAX - 1].name}"
        )
    for folder in folders[:BOARDS_MAX]:
        try:
            found = dict(_files(folder))
            kinds.append(_kind(folder.name, found))
            files |= {f"{folder.name}/{name}": file for name, file in found.items()}
        except _Wrong as wrong:
            faults.append(f"{FOLDER}/{folder.name}：{wrong}")
        except OSError as error:
            faults.append(f"{FOLDER}/{folder.name}：无法读取 / cannot be read ({error.strerror})")
    return OwnBoards(tuple(kinds), tuple(faults), files)


def _files(folder: Path) -> Iterator[tuple[str, OwnFile]]:
    """What lies directly in the folder and is of a kind a page can use; a link out of it is not followed."""
    if not is_id(folder.name):
        raise _Wrong("文件夹名只能用小写字母、数字、- 和 _ / its name: small letters, digits, - and _ only")
    size = 0
    for count, file in enumerate(sorted(folder.iterdir()), 1):
        if file.suffix not in MEDIA or file.is_symlink() or not file.is_file():
            continue
        content = file.read_bytes()
        size += len(content)
        if count > FILES_MAX or size > BYTES_MAX:
            raise _Wrong(f"文件太多或太大 / more than {FILES_MAX} files or {BYTES_MAX // 1024} KiB")
        yield file.name, OwnFile(content, MEDIA[file.suffix], f'"{sha256(content).hexdigest()[:24]}"')


def _kind(name: str, files: Mapping[str, OwnFile]) -> BoardKind:
    said = _json(files)
    script = _text(files, "board.js")
    if not _DRAW.search(script):
        raise _Wrong("board.js 没有 export function draw / board.js exports no function draw")
    for file in files:
        if file.endswith((".js", ".css")) and _ELSEWHERE.search(_text(files, file)):
            raise _Wrong(
                f"{file} 从别处加载内容，现场没有互联网 / {file} loads from elsewhere; a venue has no internet"
            )
    board = said.get("board", "")
    if board not in ("", *PUBLIC_BOARDS):
        raise _Wrong(f"board.json：board 可选 {', '.join(PUBLIC_BOARDS)} / board is one of these")
    options = said.get("options", [])
    if not isinstance(options, list) or len(options) > OPTIONS_MAX:
        raise _Wrong(f"board.json：options 最多 {OPTIONS_MAX} 项 / options: a list of at most {OPTIONS_MAX}")
    return BoardKind(
        f"own.{name}", _title(said, "title"), board, tuple(map(_option, options)), f"/own/{name}/"
    )


def _json(files: Mapping[str, OwnFile]) -> dict[str, Any]:
    try:
        said = json.loads(_text(files, "board.json"))
    except ValueError as error:
        raise _Wrong(f"board.json 不是规范的 JSON / board.json is no JSON ({error})") from None
    if not isinstance(said, dict):
        raise _Wrong("board.json 应为一个对象 / board.json is to be an object")
    unknown = sorted(said.keys() - _FIELDS)
    if unknown:
        raise _Wrong(f"board.json：不认识 {unknown[0]} / does not know {unknown[0]}")
    return said


def _text(files: Mapping[str, OwnFile], name: str) -> str:
    if name not in files:
        raise _Wrong(f"缺少 {name} / {name} is missing")
    try:
        return files[name].content.decode("utf-8")
    except UnicodeDecodeError:
        raise _Wrong(f"{name} 不是 UTF-8 / {name} is not UTF-8") from None


def _title(said: Mapping[str, Any], where: str) -> Title:
    title = said.get("title")
    texts = title if isinstance(title, dict) else {}
    zh, en = texts.get("zh"), texts.get("en")
    if not (isinstance(zh, str) and isinstance(en, str) and zh.strip() and en.strip()):
        raise _Wrong(f"board.json：{where} 要有 zh 和 en / {where} needs zh and en")
    return Title(zh.strip()[:60], en.strip()[:60])


def _option(said: Any) -> Option:
    """One option; a choice has `choices` `[{"value","title"}]`, a number `low` and `high`."""
    name = said.get("id", "?") if isinstance(said, dict) else "?"
    where = f"options.{str(name)[:40]}"
    if not isinstance(said, dict) or not isinstance(name, str) or not is_id(name):
        raise _Wrong(f"board.json：{where} 要有 id / {where} needs an id")
    if said.get("kind") not in get_args(OptionKind):
        raise _Wrong(
            f"board.json：{where}.kind 可选 {', '.join(get_args(OptionKind))} / kind is one of these"
        )
    choices = said.get("choices", [])
    if not isinstance(choices, list) or not all(
        isinstance(one, dict) and isinstance(one.get("value"), str) for one in choices
    ):
        raise _Wrong(f"board.json：{where}.choices 每项要有 value 和 title / each needs value and title")
    low, high = said.get("low", 0), said.get("high", 0)
    if type(low) is not int or type(high) is not int:
        raise _Wrong(f"board.json：{where} 的 low、high 为整数 / low and high are whole numbers")
    option = Option(
        name,
        _title(said, where),
        said["kind"],
        said.get("default", ""),
        tuple((one["value"], _title(one, where)) for one in choices),
        low,
        high,
    )
    if not option.takes(option.default):
        raise _Wrong(f"board.json：{where}.default 不合自己的规则 / default does not fit its own rule")
    return option
