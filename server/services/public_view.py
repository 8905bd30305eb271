"""What the public may see of a round: which view of it, in what state, and under which identity. Pure.

Boards, the public site and public snapshots all ask here, so that what is not for everyone is kept back in one place.
"""

from __future__ import annotations

from typing import NamedTuple

from server.core.facts_round import Identity
from server.core.ids import EntryId
from server.core.round import Phase
from server.core.states import State, state_of
from server.services.live_round import LiveRound
from server.services.round_view import RoundView


class Seen(NamedTuple):
    """
    A round as everyone may see it, and its state.

    With identity `code` entries go by their blind codes, and nothing that is sent may tell more.
    """

    view: RoundView
    status: State
    identity: Identity

    def key(self, entry: EntryId) -> str:
        """By what an entry is known outside."""
        if self.identity == "name":
            return entry
        return next(drawn.code for drawn in self.view.order if drawn.entry == entry)

    def entry(self, key: str) -> EntryId | None:
        """The entry behind a key, None where the public knows of none."""
        for drawn in self.view.order:
            if key == (drawn.entry if self.identity == "name" else drawn.code):
                return drawn.entry
        return None


def seen(live: LiveRound) -> Seen:
    """The view of a round that everyone may have, its status, and under which identity entries stand in it."""
    round_ = live.round
    state = state_of(round_, outside=True)
    if state.is_final:
        assert live.official is not None, "it was published"
        return Seen(live.official, state, "name")
    if state is State.HIDDEN:
        position, as_of = live.phased
        # Sheets that come in must not even be felt: neither by a number nor by a time.
        return Seen(RoundView(position, as_of, round_.phase, 0), state, round_.identity)
    if state in (State.FROZEN, State.EMBARGOED):
        assert live.outside.frozen is not None, "what everyone sees was kept when it was frozen"
        return Seen(live.outside.frozen, state, round_.identity)
    return Seen(live.outside.view(), state, round_.identity)


def public_phase(live: LiveRound) -> tuple[Phase, int]:
    """The phase everyone may know of, and the fact it rests on."""
    kept = live.seen_official or live.outside.frozen
    return (live.round.phase, live.phased[0]) if kept is None else (kept.phase, kept.position)
