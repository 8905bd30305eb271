"""The draw (抽签): running order, blind codes, heats and stations from a seed, for anyone to recompute. No chance here.

For each entry, SHA-256 is taken of a UTF-8 text of three lines, without a line end after the last: the word
`order`, `code` or `station`, the seed, the entry's id. Entries stand in the order of their hashes; equal hashes would
fall back on the id. The first list is the running order. In the second, the first entry has code 1, the next
code 2 and so on, with leading zeros in as many digits as the highest code has, at least two.

With stations the running order is cut into heats (场次): as few as the stations allow, and none more than one entry
larger than another, the larger ones first. Within a heat the third list gives the stations (工位), from 1 on.

Where delegations are kept apart, the entries are dealt to the heats in turn instead: delegation after delegation in
the order of the hashes of `delegation`, the seed, the delegation's id, within each in the order of the first list. The
first goes to the heat whose number is the hash of `heat`, the seed and an empty line, as a number, modulo the number
of heats, counted from 0; the next to the heat after it, and so on, round and round. So no heat has more than one
entry more of a delegation than another heat. Heat after heat is then the running order.

So all of it depends on nothing but the seed, the entries, their delegations and the number of stations, and a code
says nothing about a place. On a command line: `printf 'order\\nSEED\\nENTRY' | sha256sum`.
"""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from server.core.facts_round import Drawn
from server.core.ids import Code, DelegationId, EntryId


def draw(
    seed: str,
    entries: Iterable[EntryId],
    stations: int = 0,
    apart: Mapping[EntryId, DelegationId] | None = None,
) -> tuple[Drawn, ...]:
    """
    The entries in running order, each with its code, and with its heat and station where there are stations.

    :param stations: entries that can work at the same time; 0: no heats
    :param apart: each entry's delegation, where those of one delegation shall be spread over the heats

    >>> [(d.entry, d.code) for d in draw("2026", [EntryId("a"), EntryId("b"), EntryId("c")])]
    [('b', '01'), ('a', '03'), ('c', '02')]
    >>> [(d.entry, d.heat, d.station) for d in draw("2026", [EntryId("a"), EntryId("b"), EntryId("c")], 2)]
    [('b', 1, 2), ('a', 1, 1), ('c', 2, 1)]
    """
    field = frozenset(entries)
    codes = _codes(_shuffled("code", seed, field))
    order = _shuffled("order", seed, field)
    if stations < 1:
        return tuple(Drawn(entry, codes[entry]) for entry in order)
    count = -(-len(order) // stations)
    heats = _cut(order, count) if apart is None else _dealt(seed, order, count, apart)
    drawn = []
    for number, heat in enumerate(heats, 1):
        places = {entry: place for place, entry in enumerate(_shuffled("station", seed, heat), 1)}
        drawn += [Drawn(entry, codes[entry], number, places[entry]) for entry in heat]
    return tuple(drawn)


def _cut(order: Sequence[EntryId], count: int) -> list[list[EntryId]]:
    """The running order in pieces of equal size, the first ones larger by one where it does not come out even."""
    size, larger = divmod(len(order), count)
    heats, start = [], 0
    for heat in range(count):
        end = start + size + (heat < larger)
        heats.append(list(order[start:end]))
        start = end
    return heats


def _dealt(
    seed: str, order: Sequence[EntryId], count: int, apart: Mapping[EntryId, DelegationId]
) -> list[list[EntryId]]:
    """Each delegation's entries to the heats in turn; within a heat they stand in the running order."""
    place = {entry: number for number, entry in enumerate(order)}
    turn = sorted(
        order, key=lambda entry: (_hash("delegation", seed, apart[entry]), apart[entry], place[entry])
    )
    first = int(_hash("heat", seed, ""), 16) % count
    heats: list[list[EntryId]] = [[] for _ in range(count)]
    for number, entry in enumerate(turn):
        heats[(first + number) % count].append(entry)
    return [sorted(heat, key=place.__getitem__) for heat in heats]


def _hash(purpose: str, seed: str, of: str) -> str:
    return sha256(f"{purpose}\n{seed}\n{of}".encode()).hexdigest()


def _shuffled(purpose: str, seed: str, entries: Iterable[EntryId]) -> list[EntryId]:
    return sorted(entries, key=lambda entry: (_hash(purpose, seed, entry), entry))


def _codes(entries: list[EntryId]) -> dict[EntryId, Code]:
    digits = max(2, len(str(len(entries))))
    return {entry: Code(f"{number:0{digits}}") for number, entry in enumerate(entries, 1)}
