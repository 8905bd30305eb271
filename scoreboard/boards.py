"""What each board shows, as JSON, from what is known: pure. What its audience may not see is not in it.

A screen gets nothing but these states. So the rules of secrecy (audience, freeze, publication, blind codes)
stand here and nowhere later on the way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from server.core.competition import Event, Phase
from server.core.facts import Identity
from server.services import delegations_view, progress_view
from server.services.live_fold import LiveCompetition
from server.services.live_round import LiveRound, RoundView
from server.services.standings_view import standings, text

State = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Board:
    """A state, and the last position that had a say in it."""

    state: State
    number: int


def standings_board(competition: LiveCompetition, live: LiveRound) -> Board:
    """What the public may see of a round."""
    view, status, identity = _public(live)
    return Board(standings(competition, live, view, status, identity), view.position)


def overview_board(competition: LiveCompetition) -> Board:
    """The public table of contents: every round that has a board."""
    assert competition.state.title is not None, "a ledger begins with a title"
    events = [_outline(competition, event) for event in competition.state.events.values()]
    phases = [_public_phase(live)[1] for live in competition.rounds.values()]
    number = max([competition.outlined_at, *phases])
    return Board({"title": text(competition.state.title), "events": events}, number)


def delegations_board(competition: LiveCompetition) -> Board:
    """The table of delegations over all events, of what is published."""
    return Board(delegations_view.table(competition), delegations_view.position(competition))


def progress_board(competition: LiveCompetition, live: LiveRound) -> Board:
    """The organiser's: who has marked whom."""
    return Board(progress_view.progress(competition, live), live.touched[0])


def work_board(competition: LiveCompetition) -> Board:
    """
    A bell for judges' tablets: something about the rounds changed.

    A sheet that a judge hands in is no news to the others; at every one of them all tablets would read again.
    """
    number = max([competition.outlined_at, *(live.arranged_at for live in competition.rounds.values())])
    return Board({"position": number}, number)


def _public(live: LiveRound) -> tuple[RoundView, str, Identity]:
    """The view of a round that everyone may have, its status, and under which identity entries stand in it."""
    round_ = live.round
    if live.official is not None:
        return live.official, "official" if live.official.version == 1 else "corrected", "name"
    if round_.phase == "planned" or round_.audience == "published":
        position, as_of = live.phased
        # Sheets that come in must not even be felt: neither by a number nor by a time.
        return RoundView(position, as_of, round_.phase, 0), "hidden", round_.identity
    if live.frozen is not None:
        return live.frozen, "frozen", round_.identity
    return live.view(), "provisional", round_.identity


def _public_phase(live: LiveRound) -> tuple[Phase, int]:
    """The phase everyone may know of, and the fact it rests on."""
    kept = live.official or live.frozen
    return (live.round.phase, live.phased[0]) if kept is None else (kept.phase, kept.position)


def _outline(competition: LiveCompetition, event: Event) -> State:
    rounds = [competition.rounds[id_] for id_ in event.rounds]
    return {
        "id": event.id,
        "title": text(event.title),
        "rounds": [
            {
                "id": live.round.id,
                "title": text(live.round.title),
                "phase": _public_phase(live)[0],
                "board": f"standings.{competition.id}.{live.round.id}",
            }
            for live in rounds
        ],
    }
