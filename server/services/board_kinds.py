"""The one list of what a screen can show: kinds of content with their titles and options, layouts and their zones.

A new kind is one entry here and one in `scoreboard/web/kinds.js`; the desk draws its form from the options. Boards of
one's own (a folder in the data directory) join the list at start. Nothing here draws or stores.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from server.core.ids import is_id

BOARD_MAX = 130
TEXT_MAX = 400
PUBLIC_BOARDS = {
    "standings": (2,),
    "overview": (1,),
    "teams": (2,),
    "delegations": (1, 2),
    "outlook": (2,),
    "stage": (2, 3),
    "scoring": (2,),
    "records": (1,),
    "schedule": (1,),
    "brand": (1,),
    "stations": (2,),
    "heats": (2,),
    "ceremony": (1, 2),
}
"""Kinds of board everyone may see, and how many ids follow the kind: a competition, and what of it."""

Options = Mapping[str, str | int | bool]
OptionKind = Literal["text", "number", "choice", "yes_no", "time", "pictures", "entry"]


@dataclass(frozen=True, slots=True)
class Title:
    """A text in two languages."""

    zh: str
    en: str

    def as_json(self) -> dict[str, str]:
        """As it travels."""
        return {"zh": self.zh, "en": self.en}


@dataclass(frozen=True, slots=True)
class Option:
    """
    One setting of a kind of content.

    `text`: one line; `number`: whole, from `low` to `high`; `choice`: one of `choices`; `time`: ms since 1970 UTC;
    `pictures`: ids of uploaded pictures with blanks between them; `entry`: the key of a row of the round's standings board,
    "" for none.
    """

    id: str
    title: Title
    kind: OptionKind
    default: str | int | bool
    choices: tuple[tuple[str, Title], ...] = ()
    low: int = 0
    high: int = 0

    def takes(self, value: object) -> bool:
        """Whether this value may stand here."""
        match self.kind:
            case "yes_no":
                return isinstance(value, bool)
            case "number":
                return (
                    isinstance(value, int) and not isinstance(value, bool) and self.low <= value <= self.high
                )
            case "time":
                return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**14
            case "choice":
                return value in [choice for choice, _ in self.choices]
            case "entry":
                return isinstance(value, str) and (not value or is_id(value))
            case "pictures":
                return (
                    isinstance(value, str) and all(is_id(one) for one in value.split()) and len(value) <= 2000
                )
        return isinstance(value, str) and len(value) <= TEXT_MAX

    def as_json(self) -> dict[str, Any]:
        """As it travels."""
        return {
            "id": self.id,
            "title": self.title.as_json(),
            "kind": self.kind,
            "default": self.default,
            "choices": [{"value": value, "title": title.as_json()} for value, title in self.choices],
            "low": self.low,
            "high": self.high,
        }


@dataclass(frozen=True, slots=True)
class BoardKind:
    """
    One kind of content. `board` is the kind of board it draws, "" where it needs none.

    `folder` is "" for what comes with the product, the address of its files for a board of one's own.
    """

    id: str
    title: Title
    board: str = ""
    options: tuple[Option, ...] = ()
    folder: str = ""

    def as_json(self) -> dict[str, Any]:
        """As it travels."""
        return {
            "id": self.id,
            "title": self.title.as_json(),
            "board": self.board,
            "options": [option.as_json() for option in self.options],
            "folder": self.folder,
        }


@dataclass(frozen=True, slots=True)
class Layout:
    """How a screen is divided; `zones` name the parts in the order a scene fills them."""

    id: str
    title: Title
    zones: tuple[Title, ...]

    def as_json(self) -> dict[str, Any]:
        """As it travels."""
        return {
            "id": self.id,
            "title": self.title.as_json(),
            "zones": [zone.as_json() for zone in self.zones],
        }


def _both(id_: str, zh: str, en: str) -> tuple[Option, Option]:
    """One text in two languages, as two options."""
    return (
        Option(f"{id_}_zh", Title(f"{zh}（中文）", f"{en} (Chinese)"), "text", ""),
        Option(f"{id_}_en", Title(f"{zh}（英文）", f"{en} (English)"), "text", ""),
    )


def _seconds(zh: str, en: str, default: int) -> Option:
    return Option("page_seconds", Title(zh, en), "number", default, low=4, high=120)


_MAIN, _SIDE, _STRIP = Title("主画面", "Main"), Title("侧栏", "Side"), Title("底部条", "Strip")

LAYOUTS = {
    layout.id: layout
    for layout in (
        Layout("full", Title("全屏", "Full screen"), (_MAIN,)),
        Layout("halves", Title("左右对分", "Two halves"), (Title("左", "Left"), Title("右", "Right"))),
        Layout("main_side", Title("主画面与侧栏", "Main and side"), (_MAIN, _SIDE)),
        Layout("main_strip", Title("主画面与底部条", "Main and strip"), (_MAIN, _STRIP)),
        Layout(
            "main_side_strip", Title("主画面、侧栏与底部条", "Main, side and strip"), (_MAIN, _SIDE, _STRIP)
        ),
        Layout("picture", Title("画中画", "Picture in picture"), (_MAIN, Title("小画面", "Inset"))),
        Layout(
            "quarters",
            Title("四分屏", "Four quarters"),
            (
                Title("左上", "Top left"),
                Title("右上", "Top right"),
                Title("左下", "Bottom left"),
                Title("右下", "Bottom right"),
            ),
        ),
    )
}

BUILT_IN = (
    BoardKind(
        "standings",
        Title("实时榜", "Live standings"),
        "standings",
        (_seconds("每页秒数", "Seconds a page", 12),),
    ),
    BoardKind(
        "results",
        Title("成绩与获奖名单", "Results and awards"),
        "standings",
        (
            _seconds("每页秒数", "Seconds a page", 12),
            Option("awarded_only", Title("只显示获奖者", "Award winners only"), "yes_no", False),
        ),
    ),
    BoardKind("teams", Title("团体成绩", "Teams"), "teams", (_seconds("每页秒数", "Seconds a page", 12),)),
    BoardKind(
        "delegations",
        Title("代表队总分榜", "Delegations"),
        "delegations",
        (_seconds("每页秒数", "Seconds a page", 12),),
    ),
    BoardKind(
        "outlook",
        Title("还有哪些可能", "What is still possible"),
        "outlook",
        (_seconds("每页秒数", "Seconds a page", 12),),
    ),
    BoardKind(
        "stage",
        Title("场上选手", "Entry on stage"),
        "stage",
        (
            Option("entry", Title("哪位选手", "Which entry"), "entry", ""),
            Option(
                "cut",
                Title("晋级名额（0：按奖项线）", "Places that go on (0: lines of prizes)"),
                "number",
                0,
                high=100,
            ),
            _seconds("每页秒数", "Seconds a page", 12),
        ),
    ),
    BoardKind(
        "scoring",
        Title("评分进度", "Judges' progress"),
        "scoring",
        (_seconds("每页秒数", "Seconds a page", 12),),
    ),
    BoardKind(
        "records",
        Title("最好成绩", "Records"),
        "records",
        (_seconds("每页秒数", "Seconds a page", 12),),
    ),
    BoardKind("scan", Title("观众扫码", "Code for phones"), "delegations"),
    BoardKind(
        "welcome",
        Title("欢迎与待机", "Welcome"),
        "overview",
        (
            *_both("line", "一句话", "A line"),
            Option("sponsors", Title("底部显示赞助单位", "Sponsors at the foot"), "yes_no", False),
        ),
    ),
    BoardKind("schedule", Title("日程", "Programme"), "schedule"),
    BoardKind(
        "stations",
        Title("工位墙", "Stations"),
        "stations",
        (_seconds("每页秒数", "Seconds a page", 12),),
    ),
    BoardKind("heats", Title("场次与候场", "Heats and next up"), "heats"),
    BoardKind(
        "ceremony",
        Title("颁奖典礼", "Ceremony"),
        "ceremony",
        (
            Option(
                "chime",
                Title("有声屏幕的提示音", "Chime of screens with sound"),
                "choice",
                "awards",
                (
                    ("awards", Title("每个奖项", "At every prize")),
                    (
                        "ranks",
                        Title("每个奖项，揭晓名次时轻一声", "At every prize, and a quiet one at every rank"),
                    ),
                    ("none", Title("没有", "None")),
                ),
            ),
        ),
    ),
    BoardKind(
        "announcement",
        Title("通知", "Announcement"),
        "",
        (
            *_both("title", "标题", "Title"),
            *_both("text", "正文", "Text"),
            Option(
                "tone",
                Title("样式", "Tone"),
                "choice",
                "plain",
                (("plain", Title("普通", "Plain")), ("strong", Title("醒目", "Strong"))),
            ),
        ),
    ),
    BoardKind(
        "countdown",
        Title("倒计时", "Countdown"),
        "",
        (
            *_both("title", "标题", "Title"),
            Option("until", Title("到何时", "Until"), "time", 0),
            *_both("after", "到点以后", "Afterwards"),
        ),
    ),
    BoardKind(
        "clock",
        Title("时钟", "Clock"),
        "",
        (
            Option("seconds", Title("显示秒", "With seconds"), "yes_no", True),
            *_both("title", "标题", "Title"),
        ),
    ),
    BoardKind(
        "sponsors",
        Title("赞助单位", "Sponsors"),
        "brand",
        (
            _seconds("每页秒数", "Seconds a page", 10),
            Option("names", Title("显示单位名称", "With their names"), "yes_no", True),
        ),
    ),
    BoardKind(
        "pictures",
        Title("图片", "Pictures"),
        "",
        (
            Option("pictures", Title("图片", "Pictures"), "pictures", ""),
            Option("seconds", Title("每张秒数", "Seconds each"), "number", 8, low=3, high=300),
            Option(
                "fit",
                Title("裁切", "Fit"),
                "choice",
                "whole",
                (("whole", Title("完整显示", "Whole picture")), ("fill", Title("铺满", "Fill the screen"))),
            ),
        ),
    ),
    BoardKind("ticker", Title("滚动文字", "Running text"), "", _both("text", "文字", "Text")),
)


class BoardKinds:
    """Every kind there is: what comes with the product, then one's own."""

    def __init__(self, own: Sequence[BoardKind] = (), faults: Sequence[str] = ()) -> None:
        """:param faults: of boards of one's own that are left out, in words"""
        self.faults = list(faults)
        self._kinds = {kind.id: kind for kind in (*BUILT_IN, *own)}

    def all(self) -> list[BoardKind]:
        """In the order the desk lists them."""
        return list(self._kinds.values())

    def fault(self, kind: str, board: str, options: Options) -> str:
        """
        What is wrong with a content, in both languages; "" where nothing is.

        >>> BoardKinds().fault("standings", "standings.cup.final", {"page_seconds": 8})
        ''
        """
        known = self._kinds.get(kind)
        if known is None:
            return f"没有“{kind[:40]}”这种内容 / no content of the kind {kind[:40]}"
        if known.board and not (board.partition(".")[0] == known.board and is_public_board(board)):
            return f"“{known.title.zh}”要选一块榜 / {known.title.en} needs a board"
        if board and not known.board:
            return f"“{known.title.zh}”不需要榜 / {known.title.en} takes no board"
        by_id = {option.id: option for option in known.options}
        for name, value in options.items():
            if name not in by_id or not by_id[name].takes(value):
                return _not_right(known, name)
        return ""

    def nobody(self, kind: str, board: str, options: Options, there: Callable[[str], bool]) -> str:
        """
        What is wrong where an option names an entry that is not there, in both languages; "" where nothing is.

        :param there: whether what a board is about is there
        """
        known = self._kinds[kind]
        for option in known.options:
            entry = options.get(option.id)
            if option.kind == "entry" and entry and not there(f"stage.{board.partition('.')[2]}.{entry}"):
                return _not_right(known, option.id)
        return ""


def _not_right(kind: BoardKind, option: str) -> str:
    return f"“{kind.title.zh}”的选项 {option[:40]} 不正确 / {kind.title.en}: option {option[:40]}"


def is_public_board(board: str) -> bool:
    """
    Whether this is the id of a board that a screen may show; whether there is such a round is not asked.

    >>> is_public_board("standings.cup.final"), is_public_board("progress.cup.final")
    (True, False)
    """
    kind, *ids = board.split(".")
    return len(board) <= BOARD_MAX and len(ids) in PUBLIC_BOARDS.get(kind, ()) and all(map(is_id, ids))
