"""The draw: a permutation that anyone can recompute, fair to every entry, with codes that give no place away."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from server.core.draw import draw
from server.core.ids import DelegationId, EntryId

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


def delegations(field: set[EntryId], count: int) -> dict[EntryId, DelegationId]:
    """Every entry's delegation, of `count` that are not equally large."""
    return {entry: DelegationId(f"d{len(entry) % count}") for entry in field}


@given(seeds, fields, st.integers(1, 12), st.booleans())
def test_everyone_has_a_station_of_their_own_and_heats_are_equal_but_for_one(
    seed, field, stations, spread
) -> None:
    apart = delegations(field, 3) if spread else None
    drawn = draw(seed, field, stations, apart)
    sizes = Counter(one.heat for one in drawn)

    assert [one.entry for one in drawn if one.heat] == [one.entry for one in drawn]
    assert len(sizes) == -(-len(field) // stations)
    assert max(sizes.values()) <= min(stations, min(sizes.values()) + 1)
    assert [one.heat for one in drawn] == sorted(one.heat for one in drawn)
    for heat, size in sizes.items():
        assert sorted(one.station for one in drawn if one.heat == heat) == list(range(1, size + 1))


@given(seeds, fields, st.integers(1, 12))
def test_heats_change_neither_codes_nor_the_running_order(seed, field, stations) -> None:
    assert [(one.entry, one.code) for one in draw(seed, field, stations)] == [
        (one.entry, one.code) for one in draw(seed, field)
    ]


@given(seeds, fields, st.integers(1, 12))
def test_no_heat_has_more_than_one_entry_more_of_a_delegation_than_another(seed, field, stations) -> None:
    of = delegations(field, 4)
    drawn = draw(seed, field, stations, of)
    heats = {one.heat for one in drawn}

    for delegation in set(of.values()):
        counts = Counter(one.heat for one in drawn if of[one.entry] == delegation)
        assert max(counts.values()) - min(counts.get(heat, 0) for heat in heats) <= 1


def test_heats_and_stations_can_be_recomputed_with_sha256_alone() -> None:
    field = [EntryId(f"e{n}") for n in range(1, 8)]
    of = {entry: DelegationId(f"d{n % 3}") for n, entry in enumerate(field)}

    def place(purpose: str, what: str) -> str:
        return sha256(f"{purpose}\n2026\n{what}".encode()).hexdigest()

    turn = sorted(field, key=lambda entry: (place("delegation", of[entry]), place("order", entry)))
    first = int(place("heat", ""), 16) % 3
    heats: list[list[str]] = [[], [], []]
    for number, entry in enumerate(turn):
        heats[(first + number) % 3].append(entry)
    stations = {
        entry: sorted(heat, key=lambda e: place("station", e)).index(entry) + 1
        for heat in heats
        for entry in heat
    }

    assert {(one.entry, one.heat, one.station) for one in draw("2026", field, 3, of)} == {
        (entry, number, stations[entry]) for number, heat in enumerate(heats, 1) for entry in heat
    }


def test_every_delegation_is_as_likely_in_every_heat() -> None:
    of = {EntryId(f"e{n}"): DelegationId(d) for n, d in enumerate("aabbc")}
    counts = Counter(
        one.heat for seed in range(3000) for one in draw(f"seed {seed}", of, 3, of) if of[one.entry] == "c"
    )

    # 3,000 draws over 2 heats: 1,500 each; 5 standard deviations are 137.
    assert all(abs(count - 1500) < 137 for count in counts.values())


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
