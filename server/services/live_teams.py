"""The line-ups that go with what a round shows: the teams and their rule as they stood when it was frozen or published.

Without them a team changed afterwards would move a table that is frozen, or official; pure, like all that is folded.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from server.core.competition import Competition, Event
from server.core.facts import BoardFrozen, BoardUnfrozen, Fact, ResultsPublished
from server.core.ids import RoundId
from server.core.team_field import LineUp, line_up


@dataclass(slots=True)
class LineUps:
    """Of each round the line-up at its freeze and at its last publication; None where its event had no teams then."""

    frozen: dict[RoundId, LineUp | None] = field(default_factory=dict)
    official: dict[RoundId, LineUp | None] = field(default_factory=dict)

    def after(self, state: Competition, fact: Fact) -> None:
        """The fact has been folded into the state."""
        match fact:
            case BoardFrozen():
                self.frozen.setdefault(fact.round, _of(state, fact.round))
            case BoardUnfrozen():
                self.frozen.pop(fact.round, None)
            case ResultsPublished():
                self.frozen.pop(fact.round, None)
                self.official[fact.round] = _of(state, fact.round)
            case _:
                pass

    def shown(self, event: Event, round_: RoundId) -> LineUp | None:
        """The line-up everyone may see: of the last publication, else of the freeze, else as it is."""
        if round_ in self.official:
            return self.official[round_]
        return self.frozen[round_] if round_ in self.frozen else line_up(event)


def _of(state: Competition, round_: RoundId) -> LineUp | None:
    return line_up(state.event_of(state.rounds[round_]))
