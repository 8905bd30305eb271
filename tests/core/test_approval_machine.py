"""No order of commands changes the result of an entry that is approved; what is refused changes nothing and says why."""

from __future__ import annotations

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from server.core.approval import lacking
from server.core.commands import Actor, Command
from server.core.commands_approval import ApproveEntries, TakeBackApproval
from server.core.commands_round import CloseRound, OpenRound
from server.core.commands_rulings import GivePenalty, LiftPenalty, OrderRerun, SetEntryState
from server.core.commands_setup import AddOfficial
from server.core.commands_sheet import CorrectSheet, ReturnSheet
from server.core.competition import Competition, copied, evolve
from server.core.decide import decide
from server.core.field import results
from server.core.ids import Code, EntryId, OfficialId
from server.core.refusals import Refusal
from server.reference.rounds import Tables
from server.services import texts
from tests.core.approving import HEAD, NOW, handed_in
from tests.support.random_commands import requests
from tests.support.small import ENTRIES, FINAL, JUDGES, ORGANISER, OVERTIME, WELD, marks, opened

some_entries = st.lists(st.sampled_from(ENTRIES), min_size=1, max_size=2, unique=True).map(tuple)
CODES = (Code("01"), Code("02"), Code("03"))
Stands = tuple[Any, ...]


class ApprovalMachine(RuleBasedStateMachine):
    """Four entries of which three are marked and two approved, their chief judge, and everybody who asks for anything."""

    def __init__(self) -> None:
        super().__init__()
        self.state, self.tables = Competition(), Tables()
        for command in (*opened(), AddOfficial(OfficialId("j9"))):
            self.give(command)
        for actor, sheet in handed_in(*CODES):  # type: ignore[misc]
            self.give(sheet, actor)
        round_ = self.state.rounds[FINAL]
        self.give(ApproveEntries(FINAL, tuple(round_.entries[code] for code in CODES[:2]), NOW), HEAD)

    def give(self, command: Command, actor: Actor = ORGANISER) -> Refusal | None:
        before, stood = copied(self.state), self.stands()
        approved = set(self.state.rounds[FINAL].approved) if FINAL in self.state.rounds else set()
        decision = decide(self.state, command, actor, "chance")
        if isinstance(decision, Refusal):
            assert self.state == before
            assert all(texts.refusal(language, decision.code, decision.detail) for language in texts.FOLDERS)
            return decision
        for fact in decision:
            evolve(self.state, fact, self.state.position + 1, 1_000)
            self.tables.take(fact)
        stands = self.stands()
        assert {entry: stands[entry] for entry in approved} == {entry: stood[entry] for entry in approved}
        return None

    def stands(self) -> dict[EntryId, Stands]:
        """What is marked and ruled of each entry comes to; ties and ranks are others' doing as well."""
        round_ = self.state.rounds.get(FINAL)
        if round_ is None:
            return {}
        return {
            entry: (one.state, one.exact, one.total, one.modules)
            for entry, one in results(self.state, round_).items()
        }

    @rule(data=st.data())
    def ask(self, data: st.DataObject) -> None:
        actor, command = data.draw(requests)
        self.give(command, actor)

    @rule(code=st.sampled_from(CODES), n=st.integers(0, 6), value=st.sampled_from(["3", "8"]))
    def change(self, code: Code, n: int, value: str) -> None:
        """What chief judges and organisers do to one entry, as they would word it."""
        round_ = self.state.rounds[FINAL]
        entry = round_.entries[code]
        sheet = round_.sheet(WELD, entry, JUDGES[0])
        at = sheet.position if sheet else 0
        every: list[Command] = [
            GivePenalty(FINAL, entry, OVERTIME, "late"),
            LiftPenalty(FINAL, round_.penalties_given, "the clock was wrong"),
            SetEntryState(FINAL, entry, "disqualified", "a foul"),
            SetEntryState(FINAL, entry, "competing", "not a foul"),
            CorrectSheet(FINAL, WELD, code, JUDGES[0], marks(value=value), "typing", at),
            ReturnSheet(FINAL, WELD, code, JUDGES[0], "misread", at),
            OrderRerun(FINAL, entry, (WELD,), "the power failed"),
        ]
        self.give(every[n])

    @rule(entries=some_entries)
    def approve(self, entries: tuple[EntryId, ...]) -> None:
        """All of them are approved, or none is and something is lacking."""
        round_ = self.state.rounds[FINAL]
        scheme = self.state.event_of(round_).scheme
        ready = [e for e in entries if e not in round_.approved and not lacking(scheme, round_, e)]
        refused = self.give(ApproveEntries(FINAL, entries, NOW), HEAD)
        assert (refused is None) == (ready == list(entries))

    @rule(entries=some_entries)
    def take_back(self, entries: tuple[EntryId, ...]) -> None:
        """To approve and to take back leaves everything as it was."""
        before = copied(self.state)
        held = {e: one for e, one in before.rounds[FINAL].approved.items() if e in entries}
        if self.give(TakeBackApproval(FINAL, entries, "a doubt"), HEAD) is None:
            after = copied(self.state)
            after.rounds[FINAL].approved |= held
            after.position = before.position
            assert after == before

    @rule(open_=st.booleans())
    def close_or_open(self, open_: bool) -> None:
        self.give(
            OpenRound(FINAL, "to go on") if open_ else CloseRound(FINAL, incomplete=True, reason="meant")
        )

    @invariant()
    def who_is_approved_competes_and_lacks_nothing_but_sheets_that_a_close_left_out(self) -> None:
        round_ = self.state.rounds[FINAL]
        scheme = self.state.event_of(round_).scheme
        for entry in round_.approved:
            assert {one.kind for one in lacking(scheme, round_, entry)} <= {"sheet", "late", "rerun", "clock"}

    @invariant()
    def both_calculations_have_the_same(self) -> None:
        engine = results(self.state, self.state.rounds[FINAL])
        reference = self.tables.rounds[FINAL].places()
        assert {e: (one.state, one.exact) for e, one in engine.items()} == {
            e: (place.score.state, place.score.exact) for e, place in reference.items()
        }


TestApprovalMachine = ApprovalMachine.TestCase
TestApprovalMachine.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
