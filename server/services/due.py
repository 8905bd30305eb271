"""What the server does to boards by itself when its time has come, as facts. What is due is the core's to say."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Iterator

import structlog

from server.core.commands import Actor
from server.core.commands_withheld import FreezeWhenDue, ServersWithheld
from server.core.competition import Competition
from server.core.decide_withheld import freeze_when_due
from server.core.ids import CommandId, OfficialId
from server.core.refusals import Refusal
from server.services.submit import Submitter

LOOK_SECONDS = 0.25
"""So often it is asked what is due: a board freezes no later than this after its time."""

SERVER = Actor("server", OfficialId("server"))

_log = structlog.get_logger(__name__)


def due(state: Competition, now: int) -> Iterator[ServersWithheld]:
    """
    What has to be done now; nothing that the rules would refuse, so that what cannot be done yet waits for its time.

    :param now: ms since 1970 UTC
    """
    for round_ in state.rounds.values():
        plan = round_.withheld.plan
        if plan is not None and plan.at <= now:
            command = FreezeWhenDue(round_.id, plan.at)
            if not isinstance(freeze_when_due(state, command), Refusal):
                yield command


async def do_what_is_due(submit: Submitter, now: Callable[[], int]) -> None:
    """
    Record whatever is due.

    A plan is fulfilled by the fact it becomes: a clock that jumps, a restart and a second node do nothing twice.
    """
    for competition in submit.competitions():
        state = submit.state(competition)
        assert state is not None, "it stands on disk"
        for command in list(due(state, now())):
            answer = await submit.submit(competition, CommandId(secrets.token_hex(16)), command, SERVER)
            if isinstance(answer, Refusal):
                _log.warning("what was due was not done", kind=command.kind, refused=answer.code)


async def run(submit: Submitter, now: Callable[[], int]) -> None:
    """Do what is due, until cancelled."""
    while True:
        try:
            await do_what_is_due(submit, now)
        except Exception as error:  # a full disk ends neither a competition nor the server
            _log.error("what is due could not be done", error=str(error))
        await asyncio.sleep(LOOK_SECONDS)
