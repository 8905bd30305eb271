"""What the one writer remembers of one competition: its state, twice, and every command. It neither reads nor writes."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from server.core.clock import NEVER, Moment
from server.core.commands import Actor, Command
from server.core.competition import Competition, copied, evolve
from server.core.facts import Fact
from server.core.ids import CommandId, CompetitionId
from server.core.ledger import Entry, Record
from server.core.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Receipt:
    """
    "Recorded at `position`": on disk, and answered again word for word when the command comes again.

    `first` is the command's first fact, `hash` that of its last. `fresh` is False when this command had been
    recorded before, and is the one thing in which two answers may differ.
    """

    position: int
    first: int
    epoch: str
    hash: str
    recorded_at: int
    fresh: bool


Answer = Receipt | Refusal


@dataclass(slots=True)
class Waiting:
    """
    A command on its way: what was decided, and the future all who sent it wait for.

    `reckoned` is the position up to which the second calculation agreed, where one was asked for; `moment` is when
    the command came in, however often and late it is decided.
    """

    competition: CompetitionId
    id: CommandId
    command: Command
    actor: Actor
    device: str
    digest: str
    answer: asyncio.Future[Answer]
    decided: Answer | None = None
    reckoned: int = 0
    moment: Moment = NEVER
    facts: list[Fact] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Known:
    """A command in the ledger: what was asked, and the receipt of it."""

    digest: str
    receipt: Receipt


class Book:
    """
    `durable` is what is on disk, and all that readers may see; `ahead` has the facts on their way there, too.

    Two states, because commands that arrive during a flush are decided at once, against what the flush will have
    made true, while a screen may show nothing that a power cut could still take back. A fold costs a few
    microseconds, and the sheets themselves are shared between both.
    """

    def __init__(self, epoch: str) -> None:
        self.durable = Competition()
        self.ahead = Competition()
        self.known: dict[CommandId, Known] = {}
        self._epoch = epoch

    def go_ahead(self, facts: Iterable[Fact], recorded_at: int) -> None:
        """Take up facts that are decided and on their way."""
        for fact in facts:
            evolve(self.ahead, fact, self.ahead.position + 1, recorded_at)

    def settle(self, recorded: Iterable[tuple[Fact, Record]]) -> None:
        """Take up facts that are on disk."""
        for fact, record in recorded:
            evolve(self.durable, fact, record.position, record.entry.recorded_at)
            self._remember(record)

    def go_back(self) -> None:
        """Forget what was on its way: something else came before it."""
        self.ahead = copied(self.durable)

    def _remember(self, record: Record) -> None:
        entry = record.entry
        before = self.known.get(entry.command)
        if before is None:
            receipt = Receipt(
                record.position, record.position, self._epoch, record.hash, entry.recorded_at, False
            )
        else:
            receipt = replace(before.receipt, position=record.position, hash=record.hash)
        self.known[entry.command] = Known(entry.digest, receipt)
