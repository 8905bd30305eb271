"""Style sheets: all are linked, links lead somewhere, and what two of them have to say alike they say alike."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
DATASET = re.compile(r"\bdataset\.(\w+)")


def test_pages_link_every_style_sheet_and_no_other() -> None:
    templates = [file for file in ROOT.glob("**/templates/*.html") if "node_modules" not in file.parts]
    links = [
        re.findall(r"asset\('(static/css/[^']+)'\)", file.read_text(encoding="utf-8")) for file in templates
    ]

    there = {file.relative_to(ROOT).as_posix() for file in (ROOT / "static" / "css").glob("*.css")}
    assert {link for page in links for link in page} == there
    assert [page for page in links if len(page) != len(set(page))] == []


def test_nothing_is_styled_that_no_page_has() -> None:
    selectors = re.sub(r"\{[^{}]*\}|url\([^)]*\)", "{}", sheets())
    classes = set(re.findall(r"\.([a-zA-Z][\w-]*)", selectors))
    attributes = set(re.findall(r"\[(data-[a-z-]+)", selectors))
    values = set(re.findall(r"\[data-[a-z-]+[~|^$*]?=\"([^\"]+)\"", selectors))

    words = set(re.findall(r"[\w-]+", code()))
    words |= {
        "data-" + re.sub("[A-Z]", lambda one: "-" + one[0].lower(), name) for name in DATASET.findall(code())
    }
    assert len(classes) > 500
    assert sorted((classes | attributes | values) - words) == []


def test_every_property_is_set_somewhere_and_used_somewhere() -> None:
    everything = sheets() + code()
    named = set(re.findall(r"[\"'](--[a-z][\w-]*)[\"']", code()))
    set_ = set(re.findall(r"(--[a-z][\w-]*)\s*:", everything)) | named
    used = set(re.findall(r"var\((--[a-z][\w-]*)", everything)) | named

    assert sorted(used - set_) == []
    assert sorted(set(re.findall(r"(--[a-z][\w-]*)\s*:", sheets())) - used) == []


LATER_THAN_CHROMIUM_103 = {
    "css": r":has\(|@container|@layer|@scope|@starting-style|color-mix\(|oklch\(|light-dark\("
    r"|^\s*&|(?<![-\w])(translate|rotate|scale):",
    "js": r"\.(toSorted|toReversed|toSpliced|union|intersection|difference|isSubsetOf|checkVisibility|try)\("
    r"|groupBy\(|withResolvers\(|fromAsync\(",
}
"""What no browser source of OBS 28 to 30 knows: it stands on Chromium 103."""


def test_graphics_of_the_stream_run_in_the_browser_that_a_mixer_brings() -> None:
    page = (ROOT / "scoreboard" / "templates" / "overlay.html").read_text(encoding="utf-8")
    linked = {ROOT / link for link in re.findall(r"asset\('(static/css/[^']+)'\)", page)}
    modules = _imported(ROOT / "scoreboard" / "web" / "overlay-page.js")

    too_new = [
        f"{file.name}: {found[0]}"
        for file in sorted(linked | modules)
        for found in re.finditer(LATER_THAN_CHROMIUM_103[file.suffix[1:]], file.read_text("utf-8"), re.M)
    ]
    assert len(modules) > 15
    assert too_new == []


def _imported(module: Path) -> set[Path]:
    """A module and everything it imports."""
    found, waiting = set[Path](), [module]
    while waiting:
        one = waiting.pop().resolve()
        if one not in found:
            found.add(one)
            waiting += [one.parent / name for name in re.findall(r'from "(\.[^"]+)"', one.read_text("utf-8"))]
    return found


def test_a_dark_phone_has_the_colours_of_the_hall() -> None:
    phone, hall = _properties("site-dark.css", "phone"), _properties("tokens.css", "hall")

    other = {name for name, value in phone.items() if hall.get(name) != value}
    assert len(phone) > 15
    assert other == {"--surface-low"}, (
        "a hall's lowest ground is the black of a wall, a phone's is its page's"
    )


@cache
def sheets() -> str:
    """All style sheets, without their comments."""
    files = sorted((ROOT / "static" / "css").glob("*.css"))
    return re.sub(
        r"/\*.*?\*/", "", "\n".join(file.read_text(encoding="utf-8") for file in files), flags=re.DOTALL
    )


@cache
def code() -> str:
    """Everything that may give an element a class."""
    folders = ("server", "scoreboard", "judge_client", "static/lib")
    files = (file for folder in folders for file in sorted((ROOT / folder).rglob("*.*")))
    return "\n".join(
        file.read_text(encoding="utf-8") for file in files if file.suffix in (".py", ".js", ".html")
    )


def _properties(file: str, theme: str) -> dict[str, str]:
    """The custom properties that a sheet gives a theme."""
    text = (ROOT / "static" / "css" / file).read_text(encoding="utf-8")
    _, _, after = text.partition(f'[data-theme="{theme}"] {{')
    return dict(re.findall(r"(--[\w-]+): ([^;]+);", after.partition("}")[0]))
