"""Style sheets: all are linked, links lead somewhere, and what two of them have to say alike they say alike."""

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


def test_a_dark_phone_has_the_colours_of_the_hall() -> None:
    phone, hall = _properties("site-dark.css", "phone"), _properties("tokens.css", "hall")

    other = {name for name, value in phone.items() if hall.get(name) != value}
    assert len(phone) > 15
    assert other == {"--surface-low"}, (
        "a hall's lowest ground is the black of a wall, a phone's is its page's"
    )


def _properties(file: str, theme: str) -> dict[str, str]:
    """The custom properties that a sheet gives a theme."""
    text = (ROOT / "static" / "css" / file).read_text(encoding="utf-8")
    _, _, after = text.partition(f'[data-theme="{theme}"] {{')
    return dict(re.findall(r"(--[\w-]+): ([^;]+);", after.partition("}")[0]))
