"""The teams of an event as everyone may see them, and what can move that; pure, as `public_view` is for rounds."""

from __future__ import annotations

from collections.abc import Set
from typing import Any, NamedTuple

from server.core.competition import Event
from server.core.ids import RoundId
from server.core.states import State
from server.core.team_field import LineUp
from server.services.live_fold import LiveCompetition
from server.services.live_round import LiveRound
from server.services.live_teams import own_round
from server.services.public_view import seen
from server.services.round_view import RoundView
from server.services.teams_view import Seen
from server.services.teams_view import teams as drawn


class PublicTeams(NamedTuple):
    """The state of a teams board, and the last position that had a say in it."""

    state: dict[str, Any]
    number: int


def teams(competition: LiveCompetition, event: Event) -> PublicTeams | None:
    """What everyone may see of an event's teams; None where the event has no round yet."""
    round_ = competition.state.deciding(event)
    if round_ is None:
        return None
    live = competition.rounds[round_.id]
    main, own = _by_name(live), None
    nothing = main.status is State.HIDDEN or not main.view.order
    lined = None if nothing else competition.line_ups.shown(event, round_.id)
    number = main.view.position
    if lined is not None:
        number = max(number, lined.changed_at)
        own = _own_part(
            competition, lined, round_.id if main.status in (State.FROZEN, State.EMBARGOED) else None
        )
    if own is not None:
        number = max(number, own.view.position)
    return PublicTeams(drawn(competition, event, live, main, own, lined), number)


def may_move(competition: LiveCompetition, event: Event, rounds: Set[RoundId], number: int) -> bool:
    """Whether the table may be another one: a round it can rest on was touched, or its teams since `number`."""
    rule = event.team_rule
    own = None if rule is None or rule.own_event is None else competition.state.events[rule.own_event]
    of = {*event.rounds, *(own.rounds if own is not None else ())}
    return bool(of & rounds) or event.teams_changed_at > number


def _by_name(live: LiveRound) -> Seen:
    """
    A round for a table of names: one whose entries still stand under their codes shows nothing there.

    Nor does one of whose places some are withheld, or what it carries over: sums without them would be no sums.
    """
    view, status, identity = seen(live)
    if identity == "name" and not view.cover.places and not view.alone:
        return Seen(view, status)
    # A team's sum would tell who is behind a code; nor may it be felt that one has changed.
    if status in (State.FROZEN, State.EMBARGOED):
        kept = State.EMBARGOED if status is State.EMBARGOED else State.HIDDEN
        return Seen(RoundView(view.position, view.as_of, view.phase, 0), kept)
    return Seen(RoundView(*live.phased, live.round.phase, 0), State.HIDDEN)


def _own_part(competition: LiveCompetition, lined: LineUp, frozen: RoundId | None) -> Seen | None:
    """
    The round of the event in which the teams themselves are entries.

    :param frozen: the deciding round where it is frozen: then the own part stands as it was seen at that moment
    """
    round_ = own_round(competition.state, lined)
    if round_ is None:
        return None
    if frozen is not None:
        kept = competition.line_ups.own_frozen.get(frozen)
        # Under codes nothing of it was public at that moment, and nothing is said of it now.
        return None if kept is None or kept.identity == "code" else Seen(kept.view, kept.status)
    return _by_name(competition.rounds[round_])
