"""How public pages and public snapshots come by what they show: a competition as it stands, a round, an entry's history."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

from server.core.ids import CompetitionId, RoundId
from server.core.ledger import LedgerFailed
from server.core.refusals import Code
from server.services import site_view, typed_names
from server.services.live_fold import LiveCompetition
from server.services.live_round import LiveRound
from server.services.parts import Parts
from server.services.public_view import seen
from server.services.rank_history import Step
from server.services.refused import Refused

CHANGES_AT_ONCE = 10


async def competition_of(parts: Parts, id_: str) -> LiveCompetition:
    """A competition with all that is recorded; where nothing new is, this costs nothing. :raises Refused:"""
    competition = CompetitionId(id_)
    recorded, live = parts.submit.state(competition), parts.live.competition(competition)
    if recorded is not None and (live is None or live.position < recorded.position):
        # A storage that fails says so itself; what is shown keeps standing, and its age tells.
        with suppress(LedgerFailed):
            live = await parts.live.catch_up(competition)
    if live is None:
        raise Refused(Code.COMPETITION_UNKNOWN)
    return live


async def round_of(parts: Parts, competition: str, round_: str) -> tuple[LiveCompetition, LiveRound]:
    """A round of a competition. :raises Refused:"""
    live = await competition_of(parts, competition)
    found = live.rounds.get(RoundId(round_))
    if found is None:
        raise Refused(Code.ROUND_UNKNOWN)
    return live, found


async def steps_of(live: LiveRound, key: str) -> list[Step]:
    """How an entry fared as far as the public may see, worked out a few changes at a time."""
    if not _has_history(live, key):
        return []
    behind = live.history.catch_up(CHANGES_AT_ONCE)
    while behind:
        await asyncio.sleep(0)  # others have their turn
        behind = live.history.catch_up(CHANGES_AT_ONCE)
    return steps_now(live, key)


def steps_now(live: LiveRound, key: str) -> list[Step]:
    """How an entry fared as far as the public may see and as far as it was worked out."""
    now = seen(live)
    id_ = now.entry(key)
    return [] if id_ is None or not _has_history(live, key) else live.history.of(id_, now.view.position)


def _has_history(live: LiveRound, key: str) -> bool:
    """A board that is frozen in part has none: it would tell what is withheld."""
    now = seen(live)
    return now.entry(key) is not None and now.view.cover.whole and live.history.kept


async def entries_found(competition: LiveCompetition, wanted: str) -> dict[str, Any]:
    """Entries somebody looks for; the pinyin of names is worked out off the loop, as its dictionary takes seconds."""
    names = competition.names
    chinese = [one.zh for one in (*names.entries.values(), *names.delegations.values())]
    await asyncio.to_thread(typed_names.learn, chinese)
    return site_view.find(competition, wanted)


def not_shown(competition: LiveCompetition, live: LiveRound) -> Refused:
    """
    An entry is not on the board. While places are withheld the answer is the same for those who hold them and for who
    never was in the round, so that it tells nobody who they are.
    """
    places = site_view.table(competition, live).get("withheld", {}).get("places")
    return Refused(Code.ENTRY_UNKNOWN) if places is None else Refused(Code.ENTRY_WITHHELD, count=places)
