"""Random days of a small competition, as facts: every kind of fact a round can see, in every order the rules allow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from hypothesis import strategies as st

from server.core.clock import Moment
from server.core.commands import Actor, Command
from server.core.commands_floor import CallHeat, GiveTime, NoteAttendance, NoteFault, PlanHeat, SetClocks
from server.core.commands_panel import SetPanel
from server.core.commands_round import AddRound, CloseRound, MakeDraw, OpenRound, PublishResults
from server.core.commands_rulings import GivePenalty, SetEntryState
from server.core.commands_setup import AddEvent
from server.core.commands_sheet import CorrectSheet
from server.core.commands_teams import SetDelegationTables, SetTeamRule
from server.core.commands_withheld import FreezeBoard, LayEmbargo, LiftEmbargo, UnfreezeBoard
from server.core.competition import Competition, evolve
from server.core.decide import decide
from server.core.delegation_table import DelegationRule, DelegationTable
from server.core.facts_round import Audience, Identity
from server.core.facts_rulings import EntryState
from server.core.ids import DelegationId
from server.core.refusals import Refusal
from server.core.scheme import Scheme
from server.core.team_rule import TeamRule
from server.core.text import Text
from server.services.live_fold import Arrived, LiveCompetition
from server.services.names import Names
from tests.support import small

NAMES = Names(
    {
        entry: Text(f"canary-name-{n}", f"canary-en-{n}")
        for n, entry in enumerate((*small.ENTRIES, *small.TEAMS))
    },
    {DelegationId("d1"): Text("canary-delegation", "canary-delegation-en")},
    {judge: f"canary-judge-{judge}" for judge in small.JUDGES},
)
STATES: tuple[EntryState, ...] = ("competing", "not_started", "not_finished", "disqualified", "withdrawn")
MODULES = (small.PREPARE, small.WELD)


@dataclass
class Day:
    """What is recorded so far. `does` records what the rules allow and passes over the rest."""

    state: Competition = field(default_factory=Competition)
    facts: list[Arrived] = field(default_factory=list)

    def does(self, command: Command, actor: Actor = small.ORGANISER) -> bool:
        now = 1_000 * self.state.position
        moment = Moment("run", now, now)
        decision = decide(self.state, command, actor, f"chance-{self.state.position}", moment)
        if isinstance(decision, Refusal):
            return False
        for fact in decision:
            position = self.state.position + 1
            at = 1_790_000_000_000 + 1000 * position
            evolve(self.state, fact, position, at)
            self.facts.append(Arrived(fact, position, at))
        return True

    def step(self, step: tuple[Any, ...]) -> bool:
        """One step of a walk."""
        match step:
            case ("sheet", judge, module, entry, value):
                return self.sheet(judge, module, entry, value)
            case ("correct", judge, module, entry, value):
                return self.correct(judge, module, entry, value)
            case ("state", entry, state):
                return self.does(SetEntryState(small.FINAL, small.ENTRIES[entry], state, "seen"))
            case ("panel", module, size):
                return self.does(SetPanel(small.FINAL, MODULES[module], small.JUDGES[:size]))
            case ("draw", seed):
                return self.does(MakeDraw(small.FINAL, str(seed)))
            case ("freeze",):
                return self.does(FreezeBoard(small.FINAL))
            case ("cover", places, module):
                modules = () if module is None else (MODULES[module],)
                return self.does(FreezeBoard(small.FINAL, places, modules))
            case ("unfreeze",):
                return self.does(UnfreezeBoard(small.FINAL))
            case ("open",):
                return self.does(OpenRound(small.FINAL, "again"))
            case ("close",):
                return self.does(CloseRound(small.FINAL, incomplete=True))
            case ("publish",):
                return self.does(PublishResults(small.FINAL))
            case ("team", first, second):
                return self.does(small.teamed(((first, second), (3 - first,)), "moved"))
            case ("rule", best):
                return self.does(SetTeamRule(small.WELDING, TeamRule(best=best), "agreed"))
            case ("table", of, best):
                rule = DelegationRule(of, best_of_event=best)
                return self.does(SetDelegationTables((DelegationTable("main", small.TITLE, rule),)))
            case ("clocks", act, module, entries):
                codes = tuple(self.code(entry) for entry in sorted(entries))
                return self.does(SetClocks(small.FINAL, MODULES[module], act, codes, "seen"))
            case ("call", module, heat):
                return self.does(CallHeat(small.FINAL, MODULES[module], heat))
            case ("give", module, entry, seconds):
                return self.does(
                    GiveTime(small.FINAL, MODULES[module], (self.code(entry),), seconds, "canary-why")
                )
            case ("attendance", module, entry, what):
                return self.does(NoteAttendance(small.FINAL, MODULES[module], self.code(entry), what))
            case ("fault", module, entry):
                return self.does(NoteFault(small.FINAL, MODULES[module], self.code(entry), "canary-note"))
            case ("plan", heat):
                return self.does(PlanHeat(small.FINAL, heat, Text("早场", "Early"), "09:30"))
            case ("penalty", entry, module):
                of = MODULES[module]
                return self.does(GivePenalty(small.FINAL, small.ENTRIES[entry], small.RED, "seen", None, of))
            case ("embargo", until):
                return self.does(LayEmbargo(small.FINAL, until))
            case ("lift",):
                return self.does(LiftEmbargo(small.FINAL, "seen"))
            case ("elsewhere",):
                name = Text("另一轮", "Another round")
                return self.does(AddRound(type(small.FINAL)(f"r{self.state.position}"), small.WELDING, name))
        raise AssertionError(step)

    def code(self, entry: int) -> Any:
        return self.state.rounds[small.FINAL].codes.get(small.ENTRIES[entry], "99")

    def sheet(self, judge: int, module: int, entry: int, value: str) -> bool:
        command = small.sheet(self.code(entry), MODULES[module], value)
        return self.does(command, small.judge(small.JUDGES[judge]))

    def correct(self, judge: int, module: int, entry: int, value: str) -> bool:
        of, who, by = MODULES[module], small.ENTRIES[entry], small.JUDGES[judge]
        there = self.state.rounds[small.FINAL].sheet(of, who, by)
        if there is None:
            return False
        changed = small.marks(of, value)
        code = self.code(entry)
        return self.does(CorrectSheet(small.FINAL, of, code, by, changed, "slip", there.position))


def a_day(
    audience: Audience = "live",
    identity: Identity = "name",
    *,
    ready: bool = True,
    scheme: Scheme | None = None,
    teams: bool = False,
    stations: int = 0,
) -> Day:
    """A competition up to its round's opening; not `ready`: only planned; with two teams of two where asked for."""
    day = Day()
    for command in small.opened():
        if isinstance(command, AddRound):
            command = AddRound(small.FINAL, small.WELDING, command.title, audience, identity)
        if isinstance(command, MakeDraw):
            command = replace(command, stations=stations)
        if isinstance(command, MakeDraw | SetPanel | OpenRound) and not ready:
            continue
        if isinstance(command, AddEvent) and scheme is not None:
            command = replace(command, scheme=scheme)
        assert day.does(command)
    if teams:
        assert day.does(SetTeamRule(small.WELDING, TeamRule()))
        assert day.does(small.teamed(((0, 1), (2, 3))))
    return day


def followed(facts: Iterable[Arrived], names: Names = NAMES) -> LiveCompetition:
    """The live standings of these facts, folded at once."""
    live = LiveCompetition(small.CUP, names=names)
    live.take(list(facts))
    return live


_values = st.sampled_from(["0", "2", "5", "5.5", "9.5", "10"])
_judge, _entry, _module = st.integers(0, 2), st.integers(0, 3), st.integers(0, 1)
steps: st.SearchStrategy[tuple[Any, ...]] = st.one_of(
    st.tuples(st.just("sheet"), _judge, _module, _entry, _values),
    st.tuples(st.just("sheet"), _judge, _module, _entry, _values),
    st.tuples(st.just("sheet"), _judge, _module, _entry, _values),
    st.tuples(st.just("correct"), _judge, _module, _entry, _values),
    st.tuples(st.just("state"), _entry, st.sampled_from(STATES)),
    st.tuples(st.just("panel"), _module, st.integers(1, 3)),
    st.tuples(st.just("draw"), st.integers(0, 3)),
    st.tuples(st.just("team"), st.integers(0, 1), st.integers(1, 2)),
    st.tuples(st.just("rule"), st.sampled_from([None, 1])),
    st.tuples(st.just("table"), st.sampled_from(["medals", "total"]), st.sampled_from([None, 1])),
    st.tuples(st.just("cover"), st.integers(0, 2), st.sampled_from([None, None, 0, 1])),
    st.tuples(st.sampled_from(["freeze", "unfreeze", "open", "close", "publish", "elsewhere"])),
)


floor_steps: st.SearchStrategy[tuple[Any, ...]] = st.one_of(
    st.tuples(
        st.just("clocks"),
        st.sampled_from(["start", "start", "pause", "stop", "reset"]),
        _module,
        st.frozensets(_entry, min_size=1),
    ),
    st.tuples(st.just("call"), _module, st.integers(0, 2)),
    st.tuples(st.just("give"), _module, _entry, st.sampled_from([-5, 1, 2])),
    st.tuples(st.just("attendance"), _module, _entry, st.sampled_from(["present", "late", "absent"])),
    st.tuples(st.just("fault"), _module, _entry),
    st.tuples(st.just("plan"), st.integers(1, 2)),
)
"""What happens on the floor: standings know nothing of it."""


ruled_steps: st.SearchStrategy[tuple[Any, ...]] = st.one_of(
    st.tuples(st.just("penalty"), _entry, _module),
    st.tuples(st.just("embargo"), st.sampled_from([0, 1_800_000_000_000])),
    st.just(("lift",)),
)
"""What officials decide besides marks: penalties, and when the public sees anything."""


@st.composite
def days(draw: st.DrawFn, steps_max: int = 40) -> Day:
    """A random day, from a planned round or an opened one."""
    audience: Audience = draw(st.sampled_from(["live", "live", "published"]))
    identity: Identity = draw(st.sampled_from(["name", "code"]))
    ready, teams = draw(st.booleans()) or draw(st.booleans()), draw(st.booleans())
    stations = draw(st.sampled_from([0, 2, 3]))
    day = a_day(audience, identity, ready=ready, teams=teams, stations=stations)
    day.step(("table", "medals", None))
    for step in draw(st.lists(steps | floor_steps | ruled_steps, max_size=steps_max)):
        day.step(step)
    return day


def cut(facts: Sequence[Arrived], cuts: Iterable[int]) -> list[list[Arrived]]:
    """The facts in portions, as wake-ups may bring them."""
    portions, last = [], 0
    for end in [*sorted(set(cuts)), len(facts)]:
        if end > last:
            portions.append(list(facts[last:end]))
            last = end
    return portions
