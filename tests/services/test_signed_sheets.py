"""A signature in the ledger: whoever rewrites the marks under it, and every hash after them, is still found."""

from __future__ import annotations

from dataclasses import replace

from server.core.commands_rulings import OrderRerun
from server.core.evidence import Signature, content_hash
from server.core.ids import FileHash
from server.core.ledger import Batch, Entry
from server.services.book import Receipt
from server.services.replay import verify
from server.storage.memory_ledger import MemoryLedger
from tests.support.small import CUP, FINAL, JUDGES, ORGANISER, WELD, codes, command_id, judge, marks, sheet
from tests.support.submitting import open_round, submitting


async def signed_ledger() -> MemoryLedger:
    ledger = MemoryLedger()
    async with submitting(ledger) as submitter:
        code = codes(await open_round(submitter))[0]
        content = content_hash(FINAL, WELD, code, JUDGES[0], marks(), "", ())
        command = replace(sheet(code), signature=Signature(content, FileHash("f" * 64)))
        answer = await submitter.submit(CUP, command_id(900), command, judge(JUDGES[0]), "tablet")
        assert isinstance(answer, Receipt)
    return ledger


async def test_a_signature_of_a_later_run_is_of_that_run() -> None:
    ledger = MemoryLedger()
    async with submitting(ledger) as submitter:
        state = await open_round(submitter)
        code = codes(state)[0]
        again = OrderRerun(FINAL, state.rounds[FINAL].entries[code], (WELD,), "the power failed")
        ordered = await submitter.submit(CUP, command_id(901), again, ORGANISER, "desk")
        content = content_hash(FINAL, WELD, code, JUDGES[0], marks(), "", (), 2)
        command = replace(sheet(code), signature=Signature(content, FileHash("f" * 64)), run=2)
        answer = await submitter.submit(CUP, command_id(902), command, judge(JUDGES[0]), "tablet")
    report = await verify(ledger, CUP)

    assert isinstance(ordered, Receipt)
    assert isinstance(answer, Receipt)
    assert (report.problems, report.doubts) == ((), ())


async def rewritten(ledger: MemoryLedger, old: str, new: str) -> MemoryLedger:
    """The same history with other marks and a fresh, sound chain."""
    forged = MemoryLedger()
    entries: list[Entry] = []
    for record in await ledger.read(CUP):
        body = dict(record.entry.body)
        if body["kind"] == "sheet_submitted":
            body["marks"] = {
                aspect: {box: new if text == old else text for box, text in mark.items()}
                for aspect, mark in body["marks"].items()
            }
        entries.append(replace(record.entry, body=body))
    await forged.append([Batch(CUP, 0, entries)])
    return forged


async def test_a_signed_ledger_is_sound() -> None:
    report = await verify(await signed_ledger(), CUP)

    assert (report.problems, report.doubts) == ((), ())


async def test_marks_changed_under_a_signature_are_damage_even_in_a_sound_chain() -> None:
    ledger = await signed_ledger()
    last = (await ledger.head(CUP)).position

    report = await verify(await rewritten(ledger, "9.5", "9"), CUP)

    assert report.problems == (f"fact {last}: what is signed are other marks than those recorded",)
