"""What counts for one entry of a round besides the marks on its sheets; plain data. How it counts stands in `results.py`."""

from dataclasses import dataclass

from server.core.facts import EntryState, PartRuled, PenaltyGiven


@dataclass(frozen=True, slots=True)
class Given:
    """
    All that an entry's result depends on, sheets and panels apart; what is not given changes nothing.

    `state` is whether the officials let it compete; `penalties` are those that count, in the order they were given;
    `parts` are the rulings on parts of the scheme, which hold for every entry.
    """

    state: EntryState = "competing"
    penalties: tuple[PenaltyGiven, ...] = ()
    parts: tuple[PartRuled, ...] = ()


NOTHING = Given()
"""An entry that simply competes."""
