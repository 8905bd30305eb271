"""No order of commands leads a panel's sheets outside their states; what is refused changes nothing and says why."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from server.core.commands import Actor, Command
from server.core.commands_conference import AcceptSpread, AgreeValues, CallConference
from server.core.commands_round import CloseRound, OpenRound
from server.core.commands_rulings import OrderRerun
from server.core.commands_sheet import CorrectSheet, ReturnSheet
from server.core.competition import Competition, copied, evolve
from server.core.conferences import all_in, apart
from server.core.decide import decide
from server.core.facts import Fact
from server.core.field import results
from server.core.ids import FieldId
from server.core.refusals import Code, Refusal
from server.reference.rounds import Tables
from tests.core.conferring import (
    AGREE,
    APART,
    CODE,
    conference_of,
    conferring,
    entry_of,
    marked,
    module_of,
    seen,
    the_round,
)
from tests.support.small import FINAL, JUDGES, ORGANISER, WELD

values = st.sampled_from(["2", "5", "6", "8"])
some_judges = st.integers(0, 2)
reasons = st.sampled_from(["seen again", "seen again", ""])
aspects = st.sampled_from([(APART,), (AGREE,), (APART, AGREE)])


class PanelMachine(RuleBasedStateMachine):
    """Three judges, their chief, one entry in one module."""

    def __init__(self) -> None:
        super().__init__()
        self.state, self.tables, self.taken = Competition(), Tables(), 0
        for command in conferring():
            self.give(command)

    def give(self, command: Command, actor: Actor = ORGANISER) -> None:
        before = copied(self.state)
        decision = decide(self.state, command, actor, "chance")
        if isinstance(decision, Refusal):
            assert self.state == before
            assert decision.code in Code
            return
        for fact in decision:
            self.fold(fact)

    def fold(self, fact: Fact) -> None:
        evolve(self.state, fact, self.state.position + 1, 1_000)
        self.tables.take(fact)

    @property
    def answers(self) -> int:
        """What a judge has to answer, if anybody has to."""
        round_ = the_round(self.state)
        said = round_.conference(WELD, entry_of(self.state))
        back = [one.position for one in round_.returned.values()]
        return said.called_at if said.asked else max(back, default=0)

    @property
    def run(self) -> int:
        return the_round(self.state).run(WELD, entry_of(self.state))

    @rule(name=some_judges, first=values, second=values, answers=st.booleans())
    def hand_in(self, name: int, first: str, second: str, answers: bool) -> None:
        actor, command = marked(name, first, second, self.answers if answers else 0)
        self.give(replace(command, run=self.run), actor)

    @rule(name=some_judges, first=values)
    def mark_again(self, name: int, first: str) -> None:
        """What the tablet does: only what is asked for is another mark."""
        round_ = the_round(self.state)
        said, sheet = (
            round_.conference(WELD, entry_of(self.state)),
            round_.sheet(WELD, entry_of(self.state), JUDGES[name]),
        )
        if sheet is None or JUDGES[name] not in said.asked:
            return
        actor, command = marked(name, "0", answers=said.called_at)
        again = {**sheet.marks, **{one: {FieldId("points"): first} for one in said.aspects}}
        before = self.state.position
        self.give(replace(command, marks=again, run=self.run), actor)
        if round_.phase == "open":
            assert self.state.position == before + 1, "what is asked for is taken"

    @rule(of=aspects, name=st.none() | some_judges, reason=reasons)
    def call(self, of: Any, name: int | None, reason: str) -> None:
        judges = () if name is None else (JUDGES[name],)
        self.give(CallConference(FINAL, WELD, CODE, of, reason, seen(self.state), judges))

    @rule(of=aspects, value=values, reason=reasons)
    def agree(self, of: Any, value: str, reason: str) -> None:
        marks = {one: {FieldId("points"): value} for one in of}
        self.give(AgreeValues(FINAL, WELD, CODE, marks, reason, seen(self.state)))

    @rule(of=aspects, reason=reasons)
    def accept(self, of: Any, reason: str) -> None:
        self.give(AcceptSpread(FINAL, WELD, CODE, of, reason, seen(self.state)))

    @rule(name=some_judges, reason=reasons)
    def give_back(self, name: int, reason: str) -> None:
        self.give(ReturnSheet(FINAL, WELD, CODE, JUDGES[name], reason, self._position(name)))

    @rule(name=some_judges, value=values)
    def correct(self, name: int, value: str) -> None:
        marks = {one: {FieldId("points"): value} for one in (APART, AGREE)}
        self.give(CorrectSheet(FINAL, WELD, CODE, JUDGES[name], marks, "typing", self._position(name)))

    @rule(counts=st.sampled_from(["last", "best"]))
    @precondition(lambda self: self.taken < 2)
    def run_again(self, counts: Any) -> None:
        self.taken += 1
        self.give(OrderRerun(FINAL, entry_of(self.state), (WELD,), "the power failed", counts))

    @rule(reason=reasons)
    def close(self, reason: str) -> None:
        open_ = conference_of(self.state) is not None
        before = self.state.position
        self.give(CloseRound(FINAL, incomplete=True, reason=reason))
        if open_ and not reason:
            assert self.state.position == before

    @rule()
    def open(self) -> None:
        self.give(OpenRound(FINAL, "to go on"))

    def _position(self, name: int) -> int:
        sheet = the_round(self.state).sheet(WELD, entry_of(self.state), JUDGES[name])
        return sheet.position if sheet else 0

    @invariant()
    def every_sheet_is_in_one_state(self) -> None:
        round_, entry = the_round(self.state), entry_of(self.state)
        there = set(round_.sheets.get((WELD, entry), {}))
        back = {judge for _, _, judge in round_.returned}
        asked = set(round_.conference(WELD, entry).asked)

        assert not there & back
        assert asked <= there, "who is asked to mark again has marks that count until then"
        assert not asked or round_.conference(WELD, entry).aspects

    @invariant()
    def a_conference_is_open_just_where_marks_are_apart_and_nothing_settles_them(self) -> None:
        round_, entry = the_round(self.state), entry_of(self.state)
        said, found = round_.conference(WELD, entry), conference_of(self.state)
        wide = {one.aspect for one in apart(_scheme(self.state), round_, module_of(self.state), entry)}
        open_ = {one.aspect for one in found.aspects} if found else set()

        assert open_ == wide - said.agreed.keys() - said.accepted.keys()
        assert not wide or all_in(round_, WELD, entry)
        assert (found is not None) == bool(open_ or said.asked)

    @invariant()
    def both_calculations_have_the_same(self) -> None:
        engine = results(self.state, the_round(self.state))
        reference = self.tables.rounds[FINAL].places()
        assert {e: (one.state, one.exact) for e, one in engine.items()} == {
            e: (place.score.state, place.score.exact) for e, place in reference.items()
        }


def _scheme(state: Competition) -> Any:
    return state.event_of(the_round(state)).scheme


TestPanelMachine = PanelMachine.TestCase
TestPanelMachine.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
