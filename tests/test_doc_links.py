"""What README and documents name is there: links lead somewhere, files in code marks exist, each decision is listed."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
FILE = re.compile(r"[\w.*-]+(?:/[\w.*-]+)*\.(?:py|js|mjs|html|css|yaml|json|toml|md)")
FOLDER = re.compile(r"(?:docs|judge_client|scoreboard|server|static|tests|tools)(?:/[\w.-]+)*/?")
# Written by the operator, not by us; `core/...` and the like are said within the server.
NOT_OURS = {"jinchui.toml"}
WITHIN = (ROOT, ROOT / "server", ROOT / "server" / "core", ROOT / "static")


def named(page: Path) -> list[str]:
    """Files and folders in code marks, outside of blocks."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    marked = re.findall(r"`([^`\n]+)`", text)
    return [
        name for name in marked if (FILE.fullmatch(name) or FOLDER.fullmatch(name)) and name not in NOT_OURS
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_and_every_file_that_a_page_names_is_there(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))

    assert [to for to in links if "://" not in to and not (page.parent / to).exists()] == []
    assert [
        name for name in named(page) if not any(chain.from_iterable(at.glob(name) for at in WITHIN))
    ] == []


def test_every_picture_is_shown_somewhere() -> None:
    shown = {
        (page.parent / to).resolve()
        for page in PAGES
        for to in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", page.read_text(encoding="utf-8"))
    }

    assert set((ROOT / "docs" / "images").iterdir()) == shown


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = re.findall(
        r"^- \[\d{4} [^\]]+\]\((.+)\)$", (folder / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )

    assert listed == sorted(file.name for file in folder.glob("0*.md"))
