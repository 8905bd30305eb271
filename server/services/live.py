"""Live standings of every competition: reads the ledger after the last position seen, folds, and tells who watches."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from server.core.delegation_field import Published
from server.core.facts import Fact
from server.core.ids import CompetitionId, RoundId
from server.core.ledger import Ledger, Record
from server.core.standings import Standings
from server.services import delegations_view, names
from server.services.live_fold import Arrived, LiveCompetition
from server.services.submit import Submitter
from server.services.wire import parse_fact
from server.storage.people import People

READ_AT_ONCE = 1000
LOOK_SECONDS = 5
"""So often the ledger is looked at without having been woken: a lost wake-up costs no more than this."""
PAUSE_SECONDS = 1
"""After the storage failed."""

_NEWCOMERS = {"entries_registered", "official_added", "teams_registered"}

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Moved:
    """A competition has moved on: to this position, in these rounds; `renamed`: a name may be another one."""

    competition: LiveCompetition
    rounds: frozenset[RoundId]
    renamed: bool


class Live:
    """
    Everything that is shown, folded from the ledger. A wake-up carries no data: a lost, a late or a doubled one
    changes nothing.
    """

    def __init__(self, ledger: Ledger, people: People) -> None:
        self._ledger = ledger
        self._people = people
        self._competitions: dict[CompetitionId, LiveCompetition] = {}
        self._begun: dict[CompetitionId, list[Arrived]] = {}
        self._started: dict[CompetitionId, int] = {}
        self._watchers: list[Callable[[Moved], None]] = []
        self._renamed: set[CompetitionId] = set()
        self.problem = ""
        """Why the ledger cannot be followed now, "" while it can."""
        self._bell = asyncio.Event()
        self._turn = asyncio.Lock()

    def begin(self, competition: CompetitionId, facts: Sequence[tuple[Fact, Record]]) -> None:
        """Before `start`: the beginning of a ledger that somebody has read already, page by page."""
        arrived = (Arrived(fact, record.position, record.entry.recorded_at) for fact, record in facts)
        self._begun.setdefault(competition, []).extend(arrived)

    async def start(self) -> None:
        """Fold whatever is in the ledger, read from it unless it was given; once, before `follow`."""
        begun, self._begun = self._begun, {}
        for id_, arrived in begun.items():
            live = self._competitions[id_] = LiveCompetition(id_)
            live.take(arrived)
            self._renamed.add(id_)
        await self._look_everywhere()
        self._started = {id_: one.position for id_, one in self._competitions.items()}

    def competitions(self) -> list[LiveCompetition]:
        """Every competition, in the order they were begun."""
        return list(self._competitions.values())

    def competition(self, competition: CompetitionId) -> LiveCompetition | None:
        """One competition."""
        return self._competitions.get(competition)

    def started_at(self, competition: CompetitionId) -> int:
        """How far the competition was when this process began."""
        return self._started.get(competition, 0)

    def watch(self, moved: Callable[[Moved], None]) -> None:
        """`moved` is called after every step forward, in the order of the ledger."""
        self._watchers.append(moved)

    def rename(self, competition: CompetitionId) -> None:
        """A name was corrected or erased: read them again, soon."""
        self._renamed.add(competition)
        self._bell.set()

    async def follow(self, submit: Submitter) -> None:
        """Until cancelled: move on whenever a ledger grew, and look by itself now and then."""
        self._bell = submit.subscribe()
        try:
            while True:
                await self._step(submit)
        finally:
            submit.unsubscribe(self._bell)

    async def catch_up(self, competition: CompetitionId) -> LiveCompetition | None:
        """Move on to the end of the ledger, now; for who has to see what they have just recorded."""
        async with self._turn:
            return await self._catch_up(competition)

    async def shown(self, competition: CompetitionId, round_: RoundId, position: int) -> Standings | None:
        """A round's standings as boards show them; None where it has changed after that position."""
        live = await self.catch_up(competition)
        found = live.rounds.get(round_) if live is not None else None
        return found.standings() if found is not None and found.round.changed_at <= position else None

    async def published(self, competition: CompetitionId) -> list[Published]:
        """The lists that are official, of each event its last."""
        live = await self.catch_up(competition)
        return [] if live is None else delegations_view.published(live)

    async def _step(self, submit: Submitter) -> None:
        woken = True
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                await self._bell.wait()
        except TimeoutError:
            woken = False
        self._bell.clear()
        try:
            if woken:
                await self._look_where_it_grew(submit)
            else:
                await self._look_everywhere()
            self.problem = ""
        except Exception as error:
            # The boards stand still and say so by their age; whatever it is, the next look begins anew.
            log.exception("the ledger could not be followed")
            self.problem = f"the ledger cannot be followed: {type(error).__name__}"
            await asyncio.sleep(PAUSE_SECONDS)
            self._bell.set()

    async def _look_where_it_grew(self, submit: Submitter) -> None:
        for competition in submit.competitions():
            state, live = submit.state(competition), self._competitions.get(competition)
            grown = live is None or (state is not None and state.position > live.position)
            if grown or competition in self._renamed:
                await self.catch_up(competition)

    async def _look_everywhere(self) -> None:
        for competition in await self._ledger.competitions():
            await self.catch_up(competition)

    async def _catch_up(self, id_: CompetitionId) -> LiveCompetition | None:
        live = self._competitions.get(id_) or LiveCompetition(id_)
        while True:
            records = await self._ledger.read(id_, live.position, READ_AT_ONCE)
            renamed = await self._read_names(live, records)
            if records or renamed:
                await self._move(live, records, renamed)
            if len(records) < READ_AT_ONCE:
                return self._competitions.get(id_)

    async def _move(self, live: LiveCompetition, records: list[Record], renamed: bool) -> None:
        arrived = [Arrived(parse_fact(r.entry.body), r.position, r.entry.recorded_at) for r in records]
        touched = live.take(arrived)
        if live.position:
            self._competitions.setdefault(live.id, live)
        moved = Moved(live, frozenset(touched), renamed)
        for told in self._watchers:
            try:
                told(moved)
            except Exception:
                log.exception("a watcher of the ledger failed")
        await asyncio.sleep(0)

    async def _read_names(self, live: LiveCompetition, records: list[Record]) -> bool:
        """Read the names again where they may have changed; whether any did."""
        newcomers = any(record.entry.body.get("kind") in _NEWCOMERS for record in records)
        if live.id not in self._renamed and not newcomers:
            return False
        # Before they are read: a name that changes meanwhile rings again.
        self._renamed.discard(live.id)
        try:
            before, live.names = live.names, await names.load(self._people, live.id)
        except BaseException:
            self._renamed.add(live.id)  # Who was erased is not named on because the store failed once.
            raise
        return before != live.names
