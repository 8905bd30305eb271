"""Command -> decide -> append: the only writer of ledgers. Rules stand in the core, transactions in the storage."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Self

from server.core.clock import NEVER, Moment
from server.core.commands import Actor, Command
from server.core.commands_awards import ConfirmAwards
from server.core.commands_field import QualifyEntries
from server.core.commands_round import PublishResults
from server.core.competition import Competition, copied
from server.core.decide import TimedCommand, decide
from server.core.facts import Fact
from server.core.ids import CommandId, CompetitionId, is_command_id, is_id
from server.core.ledger import Batch, CommandRepeated, Conflict, Entry, Ledger, LedgerFailed, Record
from server.core.refusals import Code, Refusal
from server.services import second_calculation, wire
from server.services.book import Answer, Book, Receipt, Waiting
from server.services.second_calculation import OfficialCommand, rests_on

FLUSH_MAX = 500
"""Commands in one transaction: enough to pay for a flush, few enough not to keep the rest waiting."""
WAITING_MAX = 10_000
"""Commands that may wait; beyond that the server says that it is busy."""
CONFLICTS_MAX = 50
"""How often another writer may come first before a command is told to try later."""

Official = (PublishResults, ConfirmAwards, QualifyEntries)

Check = Callable[[Ledger, CompetitionId, Competition, OfficialCommand], Awaitable[Refusal | None]]
"""What stands between a round and what goes by its results, see `second_calculation.check`."""
Read = Callable[[CompetitionId, Sequence[tuple[Fact, Record]]], None]
"""Hears facts that were read from the disk, a page at a time in their order, see `Live.begin`."""

_log = logging.getLogger(__name__)


class Submitter:
    """
    Decides at arrival, records in groups, answers when it is on disk.

    While one transaction runs, whatever arrives is decided against the state that transaction will leave and
    goes together in the next: nobody waits for a timer, and the busier the hall, the larger the groups. A refusal
    waits as well, for it may rest on a fact that is not on disk yet.
    """

    def __init__(
        self,
        ledger: Ledger,
        epoch: str,
        *,
        now: Callable[[], int],
        chance: Callable[[], str],
        flush_max: int = FLUSH_MAX,
        check: Check = second_calculation.check,
        moment: Callable[[], Moment] = lambda: NEVER,
    ) -> None:
        self._ledger = ledger
        self._moment = moment
        self._check = check
        self._epoch = epoch
        self._now = now
        self._chance = chance
        self._flush_max = flush_max
        self._books: dict[CompetitionId, Book] = {}
        self._waiting: list[Waiting] = []
        self._flushing: list[Waiting] = []
        self._on_the_way: dict[tuple[CompetitionId, CommandId], Waiting] = {}
        self._arrived = asyncio.Event()
        self._listeners: set[asyncio.Event] = set()
        self._worker: asyncio.Task[None] | None = None
        self._checking: set[asyncio.Task[None]] = set()
        self._turn = asyncio.Lock()
        self._closing = False
        self._counts = {"facts_recorded": 0, "commands_repeated": 0, "flushes": 0}
        self.failed = ""
        """Why nothing can be recorded any more; "" while all is well."""

    @classmethod
    async def start(
        cls,
        ledger: Ledger,
        *,
        now: Callable[[], int],
        chance: Callable[[], str],
        flush_max: int = FLUSH_MAX,
        check: Check = second_calculation.check,
        read: Read | None = None,
        moment: Callable[[], Moment] = lambda: NEVER,
    ) -> Self:
        """
        Fold every ledger and begin to serve.

        :param now: milliseconds since 1970 UTC, the label on each fact
        :param chance: a fresh random text at each call, for draws without a seed
        :param flush_max: commands in one transaction
        :param check: asked before results become official; what it raises is raised by `submit`
        :param read: hears every fact that is folded now, so that no one else need read the ledgers as well
        :param moment: reads the steady clock that station clocks go by, when a command of the floor comes in
        """
        submitter = cls(
            ledger,
            await ledger.epoch(),
            now=now,
            chance=chance,
            flush_max=flush_max,
            check=check,
            moment=moment,
        )
        for competition in await ledger.competitions():
            await submitter._read_on(competition, read)
        submitter._worker = asyncio.create_task(submitter._work(), name="submitter")
        return submitter

    async def submit(
        self, competition: CompetitionId, id_: CommandId, command: Command, actor: Actor, device: str = ""
    ) -> Answer:
        """
        Have a command recorded, once, however often it is sent; the answer comes when it is on disk.

        A caller that goes away takes nothing back: the command is recorded all the same.
        """
        if wrong := self._cannot(competition, id_):
            return wrong
        digest = wire.digest(command, actor)
        if (book := self._books.get(competition)) and (known := book.known.get(id_)):
            return self._again(known.digest, digest) or known.receipt
        if waiting := self._on_the_way.get((competition, id_)):
            if reused := self._again(waiting.digest, digest):
                return reused
            answer = await asyncio.shield(waiting.answer)
            return replace(answer, fresh=False) if isinstance(answer, Receipt) else answer
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        waiting = Waiting(competition, id_, command, actor, device[:80], digest, future)
        if isinstance(command, TimedCommand):
            waiting.moment = self._moment()
        self._on_the_way[competition, id_] = waiting
        if isinstance(command, Official):
            checking = asyncio.create_task(
                self._take_when_checked(waiting, command), name="second calculation"
            )
            self._checking.add(checking)
            checking.add_done_callback(self._checking.discard)
        else:
            self._take(waiting)
        return await asyncio.shield(future)

    def state(self, competition: CompetitionId) -> Competition | None:
        """A competition as it stands on disk, to be read and not changed; None when there is none."""
        book = self._books.get(competition)
        return book.durable if book and book.durable.position else None

    def competitions(self) -> list[CompetitionId]:
        """Every competition that stands on disk."""
        return [id_ for id_, book in self._books.items() if book.durable.position]

    def recorded(self, competition: CompetitionId, id_: CommandId) -> Receipt | None:
        """The receipt of a command that is on disk; for requests that make something random on their way to one."""
        book = self._books.get(competition)
        known = book.known.get(id_) if book else None
        return known.receipt if known else None

    def subscribe(self) -> asyncio.Event:
        """
        An event that is set whenever a ledger grew or failed; who waits clears it and then reads.

        It carries no data, so that a lost, late or doubled wake-up changes nothing.
        """
        grew = asyncio.Event()
        self._listeners.add(grew)
        return grew

    def unsubscribe(self, grew: asyncio.Event) -> None:
        """Stop waking; doing it twice does no harm."""
        self._listeners.discard(grew)

    def figures(self) -> Mapping[str, float]:
        """What a monitor may want to know."""
        return {**self._counts, "commands_waiting": len(self._on_the_way), "read_only": bool(self.failed)}

    async def catch_up(self, competition: CompetitionId) -> None:
        """Fold in what another node recorded; commands on their way are decided again."""
        async with self._turn:
            await self._read_on(competition)

    async def close(self) -> None:
        """Record what is on its way and stop."""
        self._closing = True
        while self._on_the_way and not self.failed:
            await asyncio.wait([waiting.answer for waiting in self._on_the_way.values()])
        self._fail("the server is stopping")
        if self._worker:
            self._worker.cancel()
            await asyncio.wait([self._worker, *self._checking])

    def _cannot(self, competition: CompetitionId, id_: CommandId) -> Refusal | None:
        if not is_id(competition):
            return Refusal(Code.ID_INVALID, {"value": competition[:60]})
        if not is_command_id(id_):
            return Refusal(Code.COMMAND_ID_INVALID)
        if self.failed:
            return Refusal(Code.READ_ONLY)
        return Refusal(Code.BUSY) if self._closing or len(self._waiting) >= WAITING_MAX else None

    def _again(self, was: str, now: str) -> Refusal | None:
        self._counts["commands_repeated"] += 1
        if was == now:
            return None
        _log.warning("a command id came again with another content")
        return Refusal(Code.COMMAND_ID_REUSED)

    def _take(self, waiting: Waiting) -> None:
        """Decide a command and let it go with the next group."""
        self._decide(waiting)
        self._waiting.append(waiting)
        self._arrived.set()

    async def _take_when_checked(self, waiting: Waiting, command: OfficialCommand) -> None:
        """
        Results, awards and who comes through are official only once the second calculation agrees with them.

        It works on what is on disk and takes its time; judging goes on meanwhile. What arrives in between is seen
        when it has agreed, and then it begins again: between the last look and the decision nothing can come.
        """
        try:
            for _ in range(CONFLICTS_MAX):
                if waiting.answer.done():  # the disk failed
                    return
                if self._reckoned(waiting, command):
                    return self._take(waiting)
                if refused := await self._reckon(waiting, command):
                    if not waiting.answer.done():
                        self._answer(waiting, refused)
                    return
            self._answer(waiting, Refusal(Code.BUSY))
        except (
            Exception
        ) as error:  # what cannot be reckoned is not published; who asked is told as of any failure
            if not waiting.answer.done():
                del self._on_the_way[waiting.competition, waiting.id]
                waiting.answer.set_exception(error)

    def _reckoned(self, waiting: Waiting, command: OfficialCommand) -> bool:
        """Whether nothing is left to reckon: it agreed with all there is, or the rules refuse in any case."""
        book = self._books.get(waiting.competition)
        if book is None or isinstance(decide(book.ahead, command, waiting.actor, ""), Refusal):
            return True
        return _changed_last(book.ahead, command) <= waiting.reckoned

    async def _reckon(self, waiting: Waiting, command: OfficialCommand) -> Refusal | None:
        """Reckon what is on disk once more; where something of the round is still on its way there, only wait for it."""
        book = self._books[waiting.competition]
        if _changed_last(book.ahead, command) > book.durable.position:
            if before := [one.answer for one in (*self._flushing, *self._waiting)]:
                await asyncio.wait(before)
            return None
        state = copied(book.durable)
        refused = await self._check(self._ledger, waiting.competition, state, command)
        waiting.reckoned = state.position
        return refused

    def _decide(self, waiting: Waiting) -> None:
        """Decide against what will stand on disk when this command's turn comes, and count on it from now on."""
        waiting.facts, waiting.entries, waiting.decided = [], [], None
        book = self._books.get(waiting.competition) or Book(self._epoch)
        decision = decide(book.ahead, waiting.command, waiting.actor, self._chance(), waiting.moment)
        if isinstance(waiting.command, Official) and not self._reckoned(waiting, waiting.command):
            decision = Refusal(
                Code.BUSY
            )  # another node changed the round since: nothing unchecked is recorded
        if isinstance(decision, Refusal):
            waiting.decided = decision
            return
        at = self._now()
        actor = f"{waiting.actor.role}:{waiting.actor.official}"
        waiting.facts = decision
        waiting.entries = [
            Entry(waiting.id, waiting.digest, at, actor, waiting.device, wire.fact_json(fact))
            for fact in decision
        ]
        book.go_ahead(decision, at)
        self._books[waiting.competition] = book

    async def _read_on(self, competition: CompetitionId, read: Read | None = None) -> None:
        book = self._books.get(competition) or Book(self._epoch)
        before = book.durable.position
        while records := await self._ledger.read(competition, book.durable.position):
            facts = [(wire.parse_fact(record.entry.body), record) for record in records]
            book.settle(facts)
            if read is not None:
                read(competition, facts)
        if book.durable.position > before:
            self._books[competition] = book
            self._decide_again(competition)
            self._wake()

    def _decide_again(self, competition: CompetitionId) -> None:
        """Something else came first: what is on its way here is decided anew, in the order it arrived."""
        if book := self._books.get(competition):
            book.go_back()
        for waiting in [*self._flushing, *self._waiting]:
            if waiting.competition != competition:
                continue
            if book and (known := book.known.get(waiting.id)):
                waiting.facts, waiting.entries = [], []
                waiting.decided = self._again(known.digest, waiting.digest) or known.receipt
            else:
                self._decide(waiting)

    async def _work(self) -> None:
        try:
            while True:
                await self._arrived.wait()
                self._arrived.clear()
                while self._waiting:
                    self._flushing = self._waiting[: self._flush_max]
                    del self._waiting[: self._flush_max]
                    await self._flush()
        except LedgerFailed as error:
            self._fail(str(error))
        except Exception as error:
            _log.exception("the submitter stopped")
            self._fail(f"a mistake in the program: {error!r}")

    async def _flush(self) -> None:
        """Record the group, then answer everyone in it."""
        async with self._turn:
            for _ in range(CONFLICTS_MAX):
                for competition in self._only_refused():
                    await self._read_on(competition)
                batches = self._batches()
                try:
                    recorded = await self._ledger.append(batches) if batches else []
                except (Conflict, CommandRepeated):
                    for competition in {waiting.competition for waiting in self._flushing}:
                        await self._read_on(competition)
                    continue
                self._settle(batches, recorded)
                return
            self._give_up()

    def _only_refused(self) -> set[CompetitionId]:
        """
        Competitions where this group has refusals and records nothing.

        An append proves that what was decided rests on the end of the ledger; a refusal alone does not, and
        another node may have opened the round that this one believes closed.
        """
        refused = {one.competition for one in self._flushing if isinstance(one.decided, Refusal)}
        return refused - {one.competition for one in self._flushing if one.entries}

    def _batches(self) -> list[Batch]:
        """One batch for each competition, in the order its commands arrived."""
        entries: dict[CompetitionId, list[Entry]] = {}
        for waiting in self._flushing:
            if waiting.entries:
                entries.setdefault(waiting.competition, []).extend(waiting.entries)
        return [Batch(id_, self._books[id_].durable.position, group) for id_, group in entries.items()]

    def _settle(self, batches: Iterable[Batch], recorded: Sequence[list[Record]]) -> None:
        facts: dict[CompetitionId, list[Fact]] = {}
        for waiting in self._flushing:
            facts.setdefault(waiting.competition, []).extend(waiting.facts)
        for batch, records in zip(batches, recorded, strict=True):
            book = self._books[batch.competition]
            book.settle(zip(facts[batch.competition], records, strict=True))
        for waiting in self._flushing:
            self._answer(waiting, waiting.decided or self._receipt(waiting))
        self._flushing = []
        if facts_recorded := sum(map(len, recorded)):
            self._counts["facts_recorded"] += facts_recorded
            self._counts["flushes"] += 1
            self._wake()

    def _receipt(self, waiting: Waiting) -> Receipt:
        return replace(self._books[waiting.competition].known[waiting.id].receipt, fresh=True)

    def _give_up(self) -> None:
        """Others always came first. Nothing of this group is on disk; what was decided on top of it is decided anew."""
        given_up, self._flushing = self._flushing, []
        for waiting in given_up:
            self._answer(waiting, Refusal(Code.BUSY))
        for competition in {waiting.competition for waiting in given_up}:
            self._decide_again(competition)

    def _answer(self, waiting: Waiting, answer: Answer) -> None:
        del self._on_the_way[waiting.competition, waiting.id]
        waiting.answer.set_result(answer)

    def _fail(self, reason: str) -> None:
        """Nobody waits for what cannot come; from now on everything is refused."""
        self.failed = self.failed or reason
        for waiting in list(self._on_the_way.values()):
            self._answer(waiting, Refusal(Code.READ_ONLY))
        self._waiting, self._flushing = [], []
        self._wake()

    def _wake(self) -> None:
        for grew in self._listeners:
            grew.set()


def _changed_last(state: Competition, command: OfficialCommand) -> int:
    """The last fact that may have changed what a command makes official."""
    return second_calculation.last_change(state, state.rounds[rests_on(command)])
