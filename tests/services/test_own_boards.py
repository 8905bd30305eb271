"""Boards of one's own: a good folder becomes a kind of content, a wrong one is named and left out."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any, get_args

import pytest

from server.services.board_kinds import PUBLIC_BOARDS, BoardKinds, OptionKind
from server.services.own_boards import BOARDS_MAX, FOLDER, OwnBoards, find

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "boards" / "leader"
GOOD: dict[str, Any] = {"title": {"zh": "板", "en": "Board"}, "board": "standings"}
DRAW = "export function draw(place) {}\n"


def put(data: Path, name: str = "mine", said: Any = GOOD, script: str | None = DRAW, **files: str) -> None:
    folder = data / FOLDER / name
    folder.mkdir(parents=True)
    text = said if isinstance(said, str) else json.dumps(said)
    (folder / "board.json").write_text(text, encoding="utf-8")
    if script is not None:
        (folder / "board.js").write_text(script, encoding="utf-8")
    for file, content in files.items():
        (folder / file.replace("_", ".")).write_text(content, encoding="utf-8")


def test_the_worked_example_is_a_kind_of_content(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / FOLDER / "leader")

    found = find(tmp_path)

    assert found.faults == ()
    assert [kind.id for kind in found.kinds] == ["own.leader"]
    assert set(found.files) == {"leader/board.js", "leader/board.json", "leader/style.css"}
    kinds = BoardKinds(found.kinds)
    assert kinds.fault("own.leader", "standings.cup.final", {"colour": "steel", "with_second": False}) == ""
    assert kinds.fault("own.leader", "standings.cup.final", {"colour": "pink"}) != ""


def test_the_page_names_every_board_and_every_kind_of_option() -> None:
    page = (EXAMPLE.parents[2] / "own-boards.md").read_text(encoding="utf-8")
    boards, options = (
        re.search(rf"^\| `{name}` \|(.*)\|$", page, re.MULTILINE) for name in ("board", "options")
    )

    assert boards
    assert options
    assert set(re.findall(r"`([a-z]+)`", boards[1])) == set(PUBLIC_BOARDS)
    assert set(get_args(OptionKind)) <= set(re.findall(r"`([a-z_]+)`", options[1]))


def test_more_folders_than_count_are_named(tmp_path: Path) -> None:
    for number in range(BOARDS_MAX + 1):
        put(tmp_path, f"board-{number:02}")

    found = find(tmp_path)

    assert len(found.kinds) == BOARDS_MAX
    assert [fault.rpartition(" ")[2] for fault in found.faults] == ["board-39"]


def test_no_folder_is_no_fault(tmp_path: Path) -> None:
    assert find(tmp_path) == OwnBoards((), (), {})


@pytest.mark.parametrize(
    ("board", "said"),
    [
        ({"name": "Mine!"}, "its name"),
        ({"said": "{"}, "no JSON"),
        ({"said": []}, "to be an object"),
        ({"said": {**GOOD, "author": "me"}}, "does not know author"),
        ({"said": {**GOOD, "title": {"zh": "板"}}}, "needs zh and en"),
        ({"said": {**GOOD, "board": "progress"}}, "board is one of these"),
        ({"script": None}, "board.js is missing"),
        ({"script": "function draw() {}"}, "exports no function draw"),
        ({"script": 'import x from "https://cdn.example/x.js";\n' + DRAW}, "loads from elsewhere"),
        ({"style_css": "@import url(//fonts.example/a.css);"}, "loads from elsewhere"),
        ({"said": {**GOOD, "options": [{"title": {"zh": "a", "en": "a"}}]}}, "needs an id"),
        (
            {"said": {**GOOD, "options": [{"id": "a", "title": {"zh": "a", "en": "a"}, "kind": "colour"}]}},
            "kind is one of these",
        ),
        (
            {
                "said": {
                    **GOOD,
                    "options": [{"id": "a", "title": {"zh": "a", "en": "a"}, "kind": "number", "default": 5}],
                }
            },
            "does not fit its own rule",
        ),
    ],
)
def test_a_wrong_folder_is_named_and_the_others_serve(
    tmp_path: Path, board: dict[str, Any], said: str
) -> None:
    put(tmp_path, "good")
    put(tmp_path, **board)

    found = find(tmp_path)

    assert [kind.id for kind in found.kinds] == ["own.good"]
    [fault] = found.faults
    assert said in fault
    assert fault.startswith(f"{FOLDER}/{board.get('name', 'mine')}")
    assert all(file.startswith("good/") for file in found.files)


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.json"
    secret.write_text("{}")
    put(tmp_path)
    (tmp_path / FOLDER / "mine" / "extra.json").symlink_to(secret)

    assert "mine/extra.json" not in find(tmp_path).files
