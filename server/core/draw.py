"""The draw (抽签): running order and blind codes from a seed, for anyone to recompute. No chance lives here.

For each entry, SHA-256 is taken of a UTF-8 text of three lines, without a line end after the last: the word
`order` or `code`, the seed, the entry's id. Entries stand in the order of their hashes; equal hashes would
fall back on the id. The first list is the running order. In the second, the first entry has code 1, the next
code 2 and so on, with leading zeros in as many digits as the highest code has, at least two.

So order and codes depend on nothing but the seed and the set of entries, and a code says nothing about a
place in the running order. On a command line: `printf 'order\\nSEED\\nENTRY' | sha256sum`.
"""

from collections.abc import Iterable
from hashlib import sha256

from server.core.facts import Drawn
from server.core.ids import Code, EntryId


def draw(seed: str, entries: Iterable[EntryId]) -> tuple[Drawn, ...]:
    """
    The entries in running order, each with its code.

    >>> [(d.entry, d.code) for d in draw("2026", [EntryId("a"), EntryId("b"), EntryId("c")])]
    [('b', '01'), ('a', '03'), ('c', '02')]
    """
    field = frozenset(entries)
    codes = _codes(_shuffled("code", seed, field))
    return tuple(Drawn(entry, codes[entry]) for entry in _shuffled("order", seed, field))


def _shuffled(purpose: str, seed: str, entries: Iterable[EntryId]) -> list[EntryId]:
    def place(entry: EntryId) -> tuple[str, str]:
        return sha256(f"{purpose}\n{seed}\n{entry}".encode()).hexdigest(), entry

    return sorted(entries, key=place)


def _codes(entries: list[EntryId]) -> dict[EntryId, Code]:
    digits = max(2, len(str(len(entries))))
    return {entry: Code(f"{number:0{digits}}") for number, entry in enumerate(entries, 1)}
