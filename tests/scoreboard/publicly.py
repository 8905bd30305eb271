"""Everything a stranger can read of a competition, as bytes: boards, public site, feed. No test stands here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson

from scoreboard.board_ids import draw
from server.services import site_view
from server.services.live_fold import Arrived, LiveCompetition
from server.services.live_round import LiveRound
from server.services.public_view import seen
from server.web.public_reading import steps_now
from tests.scoreboard.walks import followed

OF_A_ROUND = ("standings", "outlook", "stage", "scoring", "stations", "heats")


def everything(facts: Iterable[Arrived]) -> dict[str, bytes]:
    """What is public after these facts, by what it is called."""
    return everything_of(followed(facts))


def everything_of(competition: LiveCompetition) -> dict[str, bytes]:
    found: dict[str, Any] = {
        "home": site_view.home(competition),
        "find": site_view.find(competition, "canary"),
    }
    for board in _boards(competition):
        drawn = draw(competition, board)
        if drawn is not None:
            found[board] = [drawn.number, drawn.state]
    for live in competition.rounds.values():
        found |= _of_round(competition, live)
    found["feed"] = competition.told
    return {name: orjson.dumps(said, option=orjson.OPT_SORT_KEYS) for name, said in found.items()}


def _boards(competition: LiveCompetition) -> list[str]:
    boards = [f"{kind}.{competition.id}" for kind in ("overview", "records", "delegations")]
    boards += [f"delegations.{competition.id}.{table.id}" for table in competition.state.tables]
    boards += [f"teams.{competition.id}.{event}" for event in competition.state.events]
    return boards + [f"{kind}.{competition.id}.{one}" for one in competition.rounds for kind in OF_A_ROUND]


def _of_round(competition: LiveCompetition, live: LiveRound) -> dict[str, Any]:
    keys = [seen(live).key(drawn.entry) for drawn in seen(live).view.order]
    return {
        f"prizes {live.round.id}": site_view.prizes(competition, live),
        **{
            f"entry {live.round.id} {key}": site_view.entry(competition, live, key, steps_now(live, key))
            for key in keys
        },
    }
