"""Rebuilding and checking: state from records, a ledger verified, carried out and in. Nothing here decides or serves."""

from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from server.core.competition import Competition, evolve
from server.core.ids import CompetitionId
from server.core.ledger import Batch, Ledger, Record
from server.services.verify import Report, Verifier
from server.services.wire import parse_fact, parse_record, record_line
from server.storage.chain import canonical

PAGE = 1000


class NotTaken(Exception):
    """A file was not taken into a ledger; the text says why."""


def fold(records: Iterable[Record], state: Competition | None = None) -> Competition:
    """The competition these records describe; with `state`, the one that follows it (changed in place)."""
    state = state or Competition()
    for record in records:
        evolve(state, parse_fact(record.entry.body), record.position, record.entry.recorded_at)
    return state


async def records_of(ledger: Ledger, competition: CompetitionId, after: int = 0) -> AsyncIterator[Record]:
    """Every record after a position, a page at a time."""
    while page := await ledger.read(competition, after, PAGE):
        for record in page:
            yield record
        after = page[-1].position


async def at(
    ledger: Ledger, competition: CompetitionId, *, position: int | None = None, time_ms: int | None = None
) -> Competition:
    """
    The competition as it stood after a position, or before the first fact labelled later than a time.

    Order is the position; a clock that jumped changes what "at 14:32" means, never the order of the facts.
    """
    state = Competition()
    async for record in records_of(ledger, competition):
        if position is not None and record.position > position:
            break
        if time_ms is not None and record.entry.recorded_at > time_ms:
            break
        fold([record], state)
    return state


async def verify(ledger: Ledger, competition: CompetitionId) -> Report:
    """Check a whole ledger: its chain, every fact in it, and whether the rules allow them."""
    verifier = Verifier()
    try:
        async for record in records_of(ledger, competition):
            verifier.take(record)
    except Exception as error:  # whatever a damaged file makes a driver say is a finding, not a crash
        verifier.broken(str(error))
    return verifier.report()


def verify_lines(lines: Iterable[bytes | str]) -> Report:
    """Check an exported ledger, without the server it came from."""
    verifier = Verifier()
    for number, line in enumerate(lines, 1):
        try:
            verifier.take(parse_record(line))
        except ValueError as error:
            verifier.broken(f"line {number}: {error}")
    return verifier.report()


async def export(ledger: Ledger, competition: CompetitionId, after: int = 0) -> AsyncIterator[bytes]:
    """A ledger as NDJSON: one record a line."""
    async for record in records_of(ledger, competition, after):
        yield record_line(record)


async def take_in(ledger: Ledger, competition: CompetitionId, lines: Iterable[bytes | str]) -> Report:
    """
    Put an exported ledger into one that has no such competition; positions, times and hashes stay.

    :raises NotTaken: it is there already, or the export is not sound; nothing was recorded then
    """
    lines = list(lines)
    report = verify_lines(lines)
    if report.problems or not report.facts:
        raise NotTaken("; ".join(report.problems[:3]) or "the file is empty")
    if (await ledger.head(competition)).position:
        raise NotTaken(f"there is a competition {competition} already")
    batch = Batch(competition, 0, [parse_record(line).entry for line in lines])
    [taken] = await ledger.append([batch])
    assert taken[-1].hash == report.hash, "the same facts have the same hashes everywhere"
    return report


def snapshot(state: Competition) -> bytes:
    """A state as canonical JSON: two states are the same when these bytes are."""
    return canonical(_plain(state))


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {"/".join(k) if isinstance(k, tuple) else str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, frozenset):
        # a set has no order of its own, and equal states have equal bytes
        return sorted(_plain(item) for item in value)
    return str(value) if isinstance(value, Decimal) else value
