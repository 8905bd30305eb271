"""Every style sheet is linked by a page, and every page links sheets that are there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_pages_link_every_style_sheet_and_no_other() -> None:
    templates = [file for file in ROOT.glob("**/templates/*.html") if "node_modules" not in file.parts]
    links = [
        re.findall(r"asset\('(static/css/[^']+)'\)", file.read_text(encoding="utf-8")) for file in templates
    ]

    there = {file.relative_to(ROOT).as_posix() for file in (ROOT / "static" / "css").glob("*.css")}
    assert {link for page in links for link in page} == there
    assert [page for page in links if len(page) != len(set(page))] == []
