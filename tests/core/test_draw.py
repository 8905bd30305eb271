"""The draw: a permutation that anyone can recompute, fair to every entry, with codes that give no place away."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from server.core.draw import draw
from server.core.ids import EntryId

ids = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,9}", fullmatch=True).map(EntryId)
fields = st.sets(ids, min_size=1, max_size=150)
seeds = st.text(min_size=1, max_size=20)


@given(seeds, fields)
def test_everyone_is_drawn_once(seed: str, field: set[EntryId]) -> None:
    drawn = draw(seed, field)

    assert {one.entry for one in drawn} == field
    assert len(drawn) == len({one.code for one in drawn}) == len(field)


@given(seeds, fields, st.randoms())
def test_a_draw_depends_on_nothing_but_the_seed_and_the_set_of_entries(seed, field, random) -> None:
    mixed = sorted(field)
    random.shuffle(mixed)

    assert draw(seed, mixed) == draw(seed, sorted(field))


@given(seeds, fields)
def test_codes_are_the_numbers_from_one_on_with_leading_zeros(seed: str, field: set[EntryId]) -> None:
    codes = sorted(one.code for one in draw(seed, field))

    width = 3 if len(field) > 99 else 2
    assert codes == [f"{number:0{width}}" for number in range(1, len(field) + 1)]


def test_a_draw_can_be_recomputed_with_sha256_alone() -> None:
    field = [EntryId(f"e{n}") for n in range(1, 13)]

    def place(purpose: str, entry: str) -> str:
        return sha256(f"{purpose}\n幸运数字 7\n{entry}".encode()).hexdigest()

    by_hand = sorted(field, key=lambda entry: place("order", entry))
    codes = {e: f"{n:02}" for n, e in enumerate(sorted(field, key=lambda e: place("code", e)), 1)}

    assert [(one.entry, one.code) for one in draw("幸运数字 7", field)] == [(e, codes[e]) for e in by_hand]


def test_every_entry_is_as_likely_in_every_place_and_under_every_code() -> None:
    field = [EntryId(f"e{n}") for n in range(6)]
    places: Counter[tuple[str, int]] = Counter()
    codes: Counter[tuple[str, str]] = Counter()
    matches = 0

    for seed in range(3000):
        for place, one in enumerate(draw(f"seed {seed}", field), 1):
            places[one.entry, place] += 1
            codes[one.entry, one.code] += 1
            matches += int(one.code) == place

    # 3,000 draws over 6 places: 500 each; 5 standard deviations are 102.
    assert all(abs(count - 500) < 102 for count in [*places.values(), *codes.values()])
    # A code equals its place as often as by chance: once a draw.
    assert abs(matches - 3000) < 300
