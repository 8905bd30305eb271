"""Blind numbers in layers (加密): which a round has, how each is drawn, and what stands in for an entry. No chance here.

Up to three layers, each with a number of its own: at check-in an entry number (参赛号), before the work a station number
(赛位号), after it a work number (评审号). Each layer is drawn from the numbers of the layer before, the first one from
the entries, and its seed is kept out of the ledger until two persons open it.

For each of the names a layer is drawn from, SHA-256 is taken of a UTF-8 text of three lines, without a line end
after the last: the layer (`entry`, `station` or `work`), the seed, the name. In the order of these hashes the first gets
number 1, the next number 2 and so on; equal hashes would fall back on the name. On a command line:
`printf 'station\\nSEED\\nNAME' | sha256sum`. Until it is opened a layer is bound by its commitment, the SHA-256 of
four such lines: `commitment`, the round, the layer, the seed; a seed is 256 random bits, as hexadecimal digits.

Until a layer is opened, a stand-in takes the place of the entry behind each number: its name begins with `sealed-`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from server.core.facts_round import Audience, Identity
from server.core.ids import Code, EntryId, ModuleId, OfficialId, RoundId

LayerKind = Literal["entry", "station", "work"]
LAYERS: tuple[LayerKind, ...] = ("entry", "station", "work")
"""In the order in which they are drawn."""
LETTERS: Mapping[LayerKind, str] = {"entry": "E", "station": "S", "work": "W"}
"""What a layer's numbers begin with: nobody can take one for the other."""
_SEALED = "sealed-"


@dataclass(frozen=True, slots=True)
class SealedLayer:
    """
    One drawn layer: what it was drawn from, its numbers in order, and the seed once it is open, "" until then.

    `position` is the fact that sealed it, `by` who drew it.
    """

    layer: LayerKind
    commitment: str
    of: tuple[EntryId, ...]
    codes: tuple[Code, ...]
    position: int
    by: OfficialId
    seed: str = ""

    def behind(self) -> dict[EntryId, EntryId]:
        """What stands behind each stand-in of this layer; of a layer that is open."""
        assert self.seed, "a sealed layer tells nothing"
        return {stand_in(code): name for code, name in blind_draw(self.layer, self.seed, self.of).items()}


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody wants a layer opened; another person has to confirm it."""

    layer: LayerKind
    official: OfficialId
    role: str


@dataclass(frozen=True, slots=True)
class Blind:
    """
    The layers of a round, in order, and the modules that are judged on the spot; `sealed` are those drawn so far.

    `shown_before`: who saw the round and under which identity before it had layers, for when they are taken back.
    """

    layers: tuple[LayerKind, ...]
    on_spot: tuple[ModuleId, ...] = ()
    shown_before: tuple[Audience, Identity] = ("live", "name")
    sealed: tuple[SealedLayer, ...] = ()
    asked: Asked | None = None

    @property
    def floor(self) -> LayerKind:
        """The layer whose number an entry has while it works: the last one but work numbers, or these alone."""
        return self.layers[-2] if self.layers[-1] == "work" and len(self.layers) > 1 else self.layers[-1]

    @property
    def is_split(self) -> bool:
        """Whether works have other numbers than those who made them."""
        return self.floor != self.layers[-1]

    def layer_of(self, module: ModuleId) -> LayerKind:
        """Under which number a module is judged: on the spot under that of the floor, else under the last one."""
        return self.floor if module in self.on_spot else self.layers[-1]

    def on_works(self, module: ModuleId) -> bool:
        """Whether a module is judged under work numbers that are others than those of the floor."""
        return self.is_split and self.layer_of(module) == "work"

    def drawn(self, layer: LayerKind) -> SealedLayer | None:
        """A layer that was drawn."""
        return next((one for one in self.sealed if one.layer == layer), None)

    @property
    def shut(self) -> tuple[SealedLayer, ...]:
        """The layers that are drawn and not yet open; they are opened from the last one on."""
        return tuple(one for one in self.sealed if not one.seed)

    @property
    def is_complete(self) -> bool:
        """Whether every layer is drawn."""
        return len(self.sealed) == len(self.layers)

    @property
    def is_open(self) -> bool:
        """Whether every layer is drawn and open."""
        return self.is_complete and not self.shut


def commitment(round_: RoundId, layer: LayerKind, seed: str) -> str:
    """
    What is made known of a layer's seed before the first mark, SHA-256 (hex).

    >>> commitment(RoundId("final"), "work", "00")[:16]
    'ed551e430cf23c69'
    """
    return sha256(f"commitment\n{round_}\n{layer}\n{seed}".encode()).hexdigest()


def numbers(layer: LayerKind, count: int) -> tuple[Code, ...]:
    """
    The numbers of a layer.

    >>> numbers("station", 3)
    ('S01', 'S02', 'S03')
    """
    digits = max(2, len(str(count)))
    return tuple(Code(f"{LETTERS[layer]}{number:0{digits}}") for number in range(1, count + 1))


def blind_draw(layer: LayerKind, seed: str, of: Iterable[EntryId]) -> dict[Code, EntryId]:
    """
    Who is behind each number, in the order of the numbers.

    >>> blind_draw("station", "2026", [EntryId("a"), EntryId("b"), EntryId("c")])
    {'S01': 'a', 'S02': 'c', 'S03': 'b'}
    """
    names = sorted(frozenset(of), key=lambda name: (_hash(layer, seed, name), name))
    return dict(zip(numbers(layer, len(names)), names, strict=True))


def _hash(layer: LayerKind, seed: str, name: str) -> str:
    return sha256(f"{layer}\n{seed}\n{name}".encode()).hexdigest()


def stand_in(code: Code) -> EntryId:
    """
    What stands for the entry behind a number until it is known.

    >>> stand_in(Code("S07"))
    'sealed-s07'
    """
    return EntryId(f"{_SEALED}{code.lower()}")


def is_stand_in(entry: str) -> bool:
    """Whether a name belongs to a number, not to an entry."""
    return entry.startswith(_SEALED)


def code_of(entry: EntryId) -> Code:
    """The number a stand-in belongs to."""
    assert is_stand_in(entry), "an entry has many numbers"
    return Code(entry.removeprefix(_SEALED).upper())


def is_of_work(code: Code) -> bool:
    """Whether it is a work number."""
    return code.startswith(LETTERS["work"])


def places(count: int, stations: int) -> list[tuple[int, int]]:
    """
    Heat and station of each number, in order: as few heats as the stations allow, the larger ones first; 0 without.

    >>> places(5, 2)
    [(1, 1), (1, 2), (2, 1), (2, 2), (3, 1)]
    >>> places(4, 3)
    [(1, 1), (1, 2), (2, 1), (2, 2)]
    """
    if stations < 1:
        return [(0, 0)] * count
    size, larger = divmod(count, -(-count // stations))
    heats = -(-count // stations)
    return [
        (heat, station) for heat in range(1, heats + 1) for station in range(1, size + (heat <= larger) + 1)
    ]


def in_order(layers: Sequence[LayerKind]) -> bool:
    """Whether these can be the layers of a round: each once, in the order in which they are drawn."""
    return list(layers) == [layer for layer in LAYERS if layer in layers]
