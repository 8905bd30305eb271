"""The line-ups that go with what a round shows: the teams and their rule as they stood when it was frozen or published.

Without them a team changed afterwards would move a table that is frozen, or official; pure, like all that is folded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from server.core.competition import Competition, Event
from server.core.facts import Fact
from server.core.facts_round import ResultsPublished
from server.core.facts_withheld import BoardFrozen, BoardUnfrozen, EmbargoLaid, EmbargoLifted
from server.core.ids import RoundId
from server.core.team_field import LineUp, line_up
from server.services.live_round import LiveRound
from server.services.public_view import Seen, seen


@dataclass(slots=True)
class LineUps:
    """
    Of each round the line-up at its freeze or embargo and at its last publication; None where its event had no teams then.
    """

    frozen: dict[RoundId, LineUp | None] = field(default_factory=dict)
    official: dict[RoundId, LineUp | None] = field(default_factory=dict)
    own_frozen: dict[RoundId, Seen] = field(default_factory=dict)
    """Of each frozen round what was public then of the round in which its teams have their own modules."""

    def after(self, state: Competition, fact: Fact, rounds: Mapping[RoundId, LiveRound]) -> None:
        """The fact has been folded into the state."""
        match fact:
            case BoardFrozen() | EmbargoLaid():
                event = state.event_of(state.rounds[fact.round])
                # What everyone saw at that moment: of a published round that was opened again still the published line-up.
                lined = self.frozen.setdefault(fact.round, self.shown(event, fact.round))
                own = None if lined is None else own_round(state, lined)
                if own is not None and own in rounds:
                    self.own_frozen.setdefault(fact.round, seen(rounds[own]))
            case BoardUnfrozen():
                self._thaw(fact.round)
            case EmbargoLifted():
                round_ = state.rounds[fact.round]
                if round_.version or round_.withheld.frozen is None:
                    self._thaw(fact.round)
            case ResultsPublished():
                if state.rounds[fact.round].withheld.embargo is None:
                    self._thaw(fact.round)
                self.official[fact.round] = _of(state, fact.round)
            case _:
                pass

    def _thaw(self, round_: RoundId) -> None:
        self.frozen.pop(round_, None)
        self.own_frozen.pop(round_, None)

    def shown(self, event: Event, round_: RoundId) -> LineUp | None:
        """The line-up everyone may see: of the freeze or embargo, else of the last publication, else as it is."""
        if round_ in self.frozen:
            return self.frozen[round_]
        return self.official[round_] if round_ in self.official else line_up(event)


def own_round(state: Competition, lined: LineUp) -> RoundId | None:
    """The round in which the teams themselves are entries; None where they have no modules of their own."""
    if lined.rule.own_event is None:
        return None
    round_ = state.deciding(state.events[lined.rule.own_event])
    return None if round_ is None else round_.id


def _of(state: Competition, round_: RoundId) -> LineUp | None:
    return line_up(state.event_of(state.rounds[round_]))
