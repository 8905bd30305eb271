"""What counts for one entry of a round besides the marks on its sheets; plain data. How it counts stands in `results.py`."""

from dataclasses import dataclass

from server.core.facts import EntryState


@dataclass(frozen=True, slots=True)
class Given:
    """
    All that an entry's result depends on, sheets and panels apart; what is not given changes nothing.

    `state` is whether the officials let it compete.
    """

    state: EntryState = "competing"


NOTHING = Given()
"""An entry that simply competes."""
