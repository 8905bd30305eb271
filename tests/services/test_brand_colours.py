"""Whatever two colours a competition chooses, everybody can read what is drawn with them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.services.brand_colours import ROOMS, Rgb, contrast, derive, luminance, mixed, read, write

CSS = Path(__file__).parents[2] / "static" / "css"
PROPERTIES = {
    "--brand",
    "--brand-high",
    "--brand-low",
    "--on-brand",
    "--brand-text",
    "--brand-rgb",
    "--brand-second",
}

channels = st.one_of(st.integers(0, 255), st.sampled_from((0, 1, 127, 128, 254, 255)))
colours = st.tuples(channels, channels, channels).map(write)


def known(written: str) -> Rgb:
    colour = read(written)
    assert colour is not None
    return colour


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.478089),  # the grey that just misses 4.5, of WCAG's own notes
        ("#ff0000", "#ffffff", 3.998477),
        ("#123456", "#123456", 1.0),
    ],
)
def test_contrast_is_what_wcag_says(one: str, other: str, expected: float) -> None:
    assert contrast(known(one), known(other)) == contrast(known(other), known(one)) == expected


@given(colours, colours)
def test_any_two_colours_are_read_and_seen_in_every_room(first: str, second: str) -> None:
    for room, found in derive(first, second).items():
        assert set(found) == PROPERTIES  # its own: no medal's, no state's
        for ground in map(known, ROOMS[room].grounds):
            assert contrast(known(found["--brand-text"]), ground) >= 4.5
            for area in ("--brand", "--brand-high", "--brand-low", "--brand-second"):
                assert contrast(known(found[area]), ground) >= 3
        for area in ("--brand", "--brand-high", "--brand-low"):
            assert contrast(known(found["--on-brand"]), known(found[area])) >= 4.5
        assert contrast(known(found["--brand-text"]), known(ROOMS[room].grounds[0])) >= 7


@settings(max_examples=30)
@given(colours)
def test_words_stay_readable_where_a_row_or_a_corner_is_tinted(first: str) -> None:
    for room, found in derive(first, first).items():
        red, green, blue = map(int, found["--brand-rgb"].split())
        for ground in map(known, ROOMS[room].grounds):
            for share in (0.05, 0.13, 0.22, 0.34, 0.4):
                behind = mixed(ground, (red, green, blue), share)
                assert contrast(known(ROOMS[room].text), behind) >= 4.5
                assert contrast(known(found["--brand-text"]), behind) >= 4.45


@settings(max_examples=30)
@given(colours, colours)
def test_text_on_a_gradient_is_read_all_along_it(first: str, second: str) -> None:
    for found in derive(first, second).values():
        low, high, ink = (known(found[name]) for name in ("--brand-low", "--brand-high", "--on-brand"))
        for step in range(11):
            # A step of one channel between two that hold.
            assert contrast(mixed(low, high, step / 10), ink) >= 4.45


@settings(max_examples=30)
@given(colours)
def test_a_colour_that_can_be_read_as_it_is_stays_as_it_is(first: str) -> None:
    colour = known(first)
    for room, found in derive(first, first).items():
        if all(contrast(colour, known(ground)) >= 3 for ground in ROOMS[room].grounds):
            assert (found["--brand"], found["--brand-second"]) == (first, first)


@pytest.mark.parametrize(
    ("first", "dark", "light"),
    [
        ("#f8bb2d", "#f8bb2d", "#a77a00"),  # the product's gold: itself in the dark, ochre on paper
        ("#c8102e", "#d01f35", "#c8102e"),  # a red of flags: itself on paper
        ("#001a57", "#466aae", "#001a57"),  # navy stays a blue on black
    ],
)
def test_what_is_changed_keeps_its_hue(first: str, dark: str, light: str) -> None:
    found = derive(first, first)

    assert (found["dark"]["--brand"], found["light"]["--brand"]) == (dark, light)


def test_grounds_are_those_of_the_style_sheets() -> None:
    tokens = (CSS / "tokens.css").read_text(encoding="utf-8")
    screen = (CSS / "screen.css").read_text(encoding="utf-8")
    hall = {
        f"--ink-{n}": re.findall(rf"--ink-{n}: (#\w+)", text)
        for n in (950, 900, 850, 800)
        for text in [tokens]
    }
    day = {
        f"--ink-{n}": re.findall(rf"--ink-{n}: (#\w+)", text)
        for n in (950, 900, 850, 800)
        for text in [screen]
    }
    paper = re.findall(r"--paper(?:-high|-low)?: (#\w+)", tokens)

    assert {one for found in hall.values() for one in found} <= set(ROOMS["dark"].grounds)
    assert {one for found in day.values() for one in found} | set(paper) <= set(ROOMS["light"].grounds)


def test_screens_put_on_what_is_sent_and_nothing_else() -> None:
    module = CSS.parents[1] / "scoreboard" / "web" / "brand.js"

    assert (
        set(re.findall(r'^  "(--[a-z-]+)",$', module.read_text(encoding="utf-8"), re.MULTILINE)) == PROPERTIES
    )


def test_no_medal_and_no_state_of_a_list_has_the_colour_of_a_brand() -> None:
    rules = [
        (file.name, selector.strip(), body)
        for file in CSS.glob("*.css")
        for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", file.read_text(encoding="utf-8"))
    ]
    of_medals = [
        rule for rule in rules if re.search(r"\[data-(rank|status)|medal|--first", rule[1] + rule[2])
    ]

    assert len(of_medals) > 20
    assert [
        (file, selector) for file, selector, body in of_medals if "--brand" in body or "on-brand" in body
    ] == []


@given(colours)
def test_a_written_colour_reads_back(written: str) -> None:
    assert write(known(written)) == written
    assert 0 <= luminance(known(written)) <= 1


@pytest.mark.parametrize("wrong", ["", "red", "#fff", "#FFFFFF", "#12345g", "#123456;", " #123456"])
def test_what_is_no_colour_is_none(wrong: str) -> None:
    assert read(wrong) is None
