"""Station clocks after a restart: those that ran by a clock that is no more are carried over, and the log says how."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterator

from server.core.clock import Moment
from server.core.commands import Actor
from server.core.commands_floor import CarryClocks
from server.core.competition import Competition
from server.core.ids import CommandId, ModuleId, OfficialId, RoundId
from server.core.refusals import Refusal
from server.services.submit import Submitter

SERVER = Actor("server", OfficialId("server"))

log = logging.getLogger(__name__)


async def carry_clocks(submit: Submitter, moment: Callable[[], Moment]) -> None:
    """Once, after every ledger was folded and before anybody is let in."""
    for competition in submit.competitions():
        state = submit.state(competition)
        assert state is not None, "it stands on disk"
        for round_, module in list(orphans(state, moment().run)):
            command = CarryClocks(round_, module)
            answer = await submit.submit(competition, CommandId(secrets.token_hex(16)), command, SERVER)
            if isinstance(answer, Refusal):
                log.error(
                    "station clocks of %s/%s/%s were not carried over: %s",
                    competition,
                    round_,
                    module,
                    answer,
                )
            else:
                log.warning(
                    "station clocks of %s/%s/%s were carried over a restart", competition, round_, module
                )


def orphans(state: Competition, run: str) -> Iterator[tuple[RoundId, ModuleId]]:
    """The modules of rounds where clocks run by another clock than this one."""
    for round_ in state.rounds.values():
        modules = {module for module, _ in round_.floor.clocks}
        for module in sorted(modules):
            running = round_.floor.running(module).values()
            if any(clock.since is not None and clock.since.run != run for clock in running):
                yield round_.id, module
