"""What the server does to boards by itself when its time has come, as facts: freezes and ends of embargoes.

What is due is the core's to say.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Iterator
from functools import partial

import structlog

from server.core.commands import Actor
from server.core.commands_withheld import FreezeWhenDue, LiftAfterCeremony, LiftWhenDue, ServersWithheld
from server.core.competition import Competition
from server.core.decide import decide
from server.core.ids import CommandId, CompetitionId, OfficialId, RoundId
from server.core.refusals import Refusal
from server.core.round import Round
from server.services.submit import Submitter

LOOK_SECONDS = 0.25
"""So often it is asked what is due: a board freezes no later than this after its time."""

SERVER = Actor("server", OfficialId("server"))

_log = structlog.get_logger(__name__)


Revealed = Callable[[CompetitionId, RoundId], bool]
"""Whether the ceremony of a round has shown everything it reveals."""


def due(
    state: Competition, now: int, sure: int, revealed: Callable[[RoundId], bool]
) -> Iterator[ServersWithheld]:
    """
    What has to be done now; nothing that the rules would refuse, so that what cannot be done yet waits for its time.

    :param now: ms since 1970 UTC; :param sure: the same, as far as it is sure: nothing is revealed before it
    """
    for round_ in state.rounds.values():
        for command in _of_round(round_, now, sure, revealed):
            if not isinstance(decide(state, command, SERVER, ""), Refusal):
                yield command


def _of_round(
    round_: Round, now: int, sure: int, revealed: Callable[[RoundId], bool]
) -> Iterator[ServersWithheld]:
    plan, embargo = round_.withheld.plan, round_.withheld.embargo
    if plan is not None and plan.at <= now:
        yield FreezeWhenDue(round_.id, plan.at)
    if embargo is not None and 0 < embargo.until <= sure:
        yield LiftWhenDue(round_.id, embargo.until)
    if embargo is not None and embargo.ceremony and (embargo.asked or revealed(round_.id)):
        yield LiftAfterCeremony(round_.id)


async def do_what_is_due(
    submit: Submitter, now: Callable[[], int], sure: Callable[[], int], revealed: Revealed
) -> None:
    """
    Record whatever is due.

    A plan is fulfilled by the fact it becomes: a clock that jumps, a restart and a second node do nothing twice.
    """
    for competition in submit.competitions():
        state = submit.state(competition)
        assert state is not None, "it stands on disk"
        for command in list(due(state, now(), sure(), partial(revealed, competition))):
            answer = await submit.submit(competition, CommandId(secrets.token_hex(16)), command, SERVER)
            if isinstance(answer, Refusal):
                _log.warning("what was due was not done", kind=command.kind, refused=answer.code)


async def run(submit: Submitter, now: Callable[[], int], sure: Callable[[], int], revealed: Revealed) -> None:
    """Do what is due, until cancelled."""
    while True:
        try:
            await do_what_is_due(submit, now, sure, revealed)
        except Exception as error:  # a full disk ends neither a competition nor the server
            _log.error("what is due could not be done", error=str(error))
        await asyncio.sleep(LOOK_SECONDS)
