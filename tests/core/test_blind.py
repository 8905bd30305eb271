"""Blind numbers in layers (加密): drawn from a sealed seed, judged by number, opened by two persons, last layer first."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.blind import LAYERS, LayerKind, blind_draw, commitment, is_stand_in, numbers, places
from server.core.commands import Actor, Command
from server.core.commands_blind import AskDecode, DecodeLayer, SealLayer, SetBlindPlan
from server.core.commands_panel import SetPanel
from server.core.commands_paper import EnterPaper
from server.core.commands_round import AddRound, CloseRound, MakeDraw, OpenRound, PublishResults
from server.core.commands_rulings import SetEntryState
from server.core.commands_setup import AddOfficial
from server.core.competition import Competition, copied, evolve
from server.core.decide import decide
from server.core.facts import Fact
from server.core.facts_blind import LayerDecoded
from server.core.facts_round import Audience, Identity
from server.core.field import results, standings
from server.core.ids import Code, CompetitionId, EntryId, OfficialId
from server.core.refusals import Code as RefusalCode
from server.core.refusals import Refusal
from server.services.floor_view import for_officials
from server.services.judge_work import work
from server.services.live_fold import Arrived, LiveCompetition
from server.services.names import Names
from server.services.overview import overview
from server.services.progress_view import progress
from server.services.second_calculation import differences, gathered
from server.services.wire import fact_json
from tests.support.blind import (
    ALL,
    HEAD,
    KEEPER,
    OTHER_KEEPER,
    SUPERVISOR,
    Asked,
    behind,
    opened,
    planned,
    seal,
    seed,
)
from tests.support.small import (
    ENTRIES,
    FINAL,
    JUDGES,
    ORGANISER,
    PREPARE,
    WELD,
    judge,
    played,
    recorded,
    sheet,
)

NAMES = st.lists(st.from_regex(r"[a-z0-9]{1,8}", fullmatch=True), min_size=1, max_size=40, unique=True)
KINDS = st.sampled_from(LAYERS)
HEX = st.text("0123456789abcdef", min_size=64, max_size=64)
LAYERED = [plan for n in range(1, 8) if (plan := tuple(k for i, k in enumerate(LAYERS) if n >> i & 1))]
"""Every set of layers a round can have."""
DRAWN = [*planned(), seal("entry"), seal("station", 2)]
OPEN = [*DRAWN, OpenRound(FINAL)]
WORKS = [*OPEN, seal("work")]
CLERK = Actor("recorder", OfficialId("clerk"), "desk")


def facts_of(*commands: Asked) -> list[Fact]:
    """What these commands leave in the ledger."""
    return recorded(*commands)[1]


def marked(before: list[Asked]) -> list[Asked]:
    """Every sheet that is due, each with a value of its own."""
    state = played(*before)
    due = [
        (module, code, who)
        for module in (PREPARE, WELD)
        for code in (drawn.code for drawn in state.rounds[FINAL].order_in(module))
        for who in state.rounds[FINAL].panels[module]
    ]
    round_ = state.rounds[FINAL]
    return [
        *before,
        *(
            (judge(who), sheet(code, module, value_of(behind(round_, code), who)))
            for module, code, who in due
        ),
    ]


def value_of(entry: EntryId, who: OfficialId) -> str:
    """What a judge thinks of an entry, whatever number it goes by."""
    return f"{(ENTRIES.index(entry) * 2 + JUDGES.index(who)) % 10}.5"


@given(KINDS, HEX, NAMES)
def test_a_draw_gives_every_name_one_number_and_every_number_one_name(
    layer: LayerKind, secret: str, names: list[str]
) -> None:
    drawn = blind_draw(layer, secret, map(EntryId, names))

    assert tuple(drawn) == numbers(layer, len(names))
    assert sorted(drawn.values()) == sorted(names)


@given(KINDS, HEX, NAMES, st.randoms())
def test_anyone_recomputes_a_draw_from_its_seed_in_whatever_order_the_names_come(
    layer: LayerKind, secret: str, names: list[str], random: Random
) -> None:
    by_hash = sorted(names, key=lambda name: sha256(f"{layer}\n{secret}\n{name}".encode()).hexdigest())
    shuffled = random.sample(names, len(names))

    assert list(blind_draw(layer, secret, map(EntryId, shuffled)).values()) == by_hash


@given(HEX, NAMES)
def test_a_seed_says_of_each_layer_something_else(secret: str, names: list[str]) -> None:
    orders = [
        tuple(sorted(names, key=lambda name: sha256(f"{layer}\n{secret}\n{name}".encode()).hexdigest()))
        for layer in LAYERS
    ]

    assert [tuple(blind_draw(layer, secret, map(EntryId, names)).values()) for layer in LAYERS] == orders
    assert len({commitment(FINAL, layer, secret) for layer in LAYERS}) == len(LAYERS)


@given(st.integers(1, 200), st.integers(0, 30))
def test_heats_are_filled_evenly_and_no_station_twice(count: int, stations: int) -> None:
    found = places(count, stations)

    assert len(found) == count
    if stations:
        assert len(set(found)) == count
        sizes = [sum(heat == one for heat, _ in found) for one in range(1, found[-1][0] + 1)]
        assert max(sizes) <= stations
        assert max(sizes) - min(sizes) <= 1


@pytest.mark.parametrize("layers", LAYERED, ids="-".join)
def test_results_are_those_of_the_same_marks_without_any_numbers(layers: tuple[LayerKind, ...]) -> None:
    on_spot = (PREPARE,) if len(layers) > 1 and layers[-1] == "work" else ()
    floor = [seal(layer) for layer in layers if layer != "work" or len(layers) == 1]
    works = [seal("work")] if len(layers) > 1 and layers[-1] == "work" else []
    day = marked([*planned(layers, on_spot), *floor, OpenRound(FINAL), *works])
    ends = [one for layer in reversed(layers) for one in opened(layer)]
    facts = facts_of(*day, CloseRound(FINAL), *ends, PublishResults(FINAL))

    state = folded(facts)

    plain = played(*plain_day())
    assert totals(state) == totals(plain)
    assert differences(state, state.rounds[FINAL], gathered(facts)[FINAL]) == []
    assert followed(facts).rounds[FINAL].standings() == standings(state, state.rounds[FINAL])


def plain_day() -> list[Asked]:
    """The same marks with an open draw."""
    from tests.support.small import opened as opened_plainly

    before: list[Asked] = list(opened_plainly())
    state = played(*before)
    return [
        *before,
        *(
            (judge(who), sheet(drawn.code, module, value_of(drawn.entry, who)))
            for module in (PREPARE, WELD)
            for drawn in state.rounds[FINAL].order
            for who in state.rounds[FINAL].panels[module]
        ),
    ]


def totals(state: Competition) -> dict[EntryId, object]:
    return {one.entry: (one.rank, one.total) for one in standings(state, state.rounds[FINAL])}


def folded(facts: list[Fact]) -> Competition:
    state = Competition()
    for position, fact in enumerate(facts, 1):
        evolve(state, fact, position, 1_000 + position)
    return state


def followed(facts: list[Fact]) -> LiveCompetition:
    live = LiveCompetition(CompetitionId("cup"))
    for position, fact in enumerate(facts, 1):
        live.take([Arrived(fact, position, 1_000 + position)])
    return live


def test_judges_on_the_spot_have_station_numbers_and_judges_of_works_have_work_numbers() -> None:
    state = played(*WORKS)

    (round_,) = work(CompetitionId("cup"), state, JUDGES[0], "Anna")["rounds"]

    spot, works = round_["modules"]
    assert [one["code"] for one in spot["sheets"]] == ["S01", "S02", "S03", "S04"]
    assert [(one["heat"], one["station"]) for one in spot["sheets"]] == [(1, 1), (1, 2), (2, 1), (2, 2)]
    assert [one["code"] for one in works["sheets"]] == ["W01", "W02", "W03", "W04"]
    assert {(one["heat"], one["station"]) for one in works["sheets"]} == {(0, 0)}


def test_a_module_is_marked_under_its_own_numbers_only() -> None:
    state = played(*WORKS)

    assert refused(state, sheet(Code("S01"), WELD), judge(JUDGES[0])) is RefusalCode.CODE_UNKNOWN
    assert refused(state, sheet(Code("W01"), PREPARE), judge(JUDGES[0])) is RefusalCode.CODE_UNKNOWN


def test_whoever_did_not_start_leaves_no_work_and_counts_all_the_same() -> None:
    absent = EntryId("sealed-s02")
    day = marked([*OPEN, SetEntryState(FINAL, absent, "not_started"), seal("work")])
    facts = facts_of(
        *day, CloseRound(FINAL, incomplete=True), *opened("work"), *opened("station"), *opened("entry")
    )
    state = folded(facts)

    gone = behind(state.rounds[FINAL], Code("S02"))

    assert [drawn.code for drawn in state.rounds[FINAL].works] == ["W01", "W02", "W03"]
    assert state.rounds[FINAL].state(gone) == "not_started"
    assert differences(state, state.rounds[FINAL], gathered(facts)[FINAL]) == []


def asked(one: Asked) -> Command:
    """What somebody asks for, whoever it is."""
    return one[1] if isinstance(one, tuple) else one


def refused(state: Competition, command: object, actor: object) -> RefusalCode | None:
    answer = decide(state, command, actor, "chance")  # type: ignore[arg-type]
    return answer.code if isinstance(answer, Refusal) else None


def test_a_layer_is_opened_by_an_encryption_judge_and_one_who_answers_for_the_round() -> None:
    state = played(*marked(WORKS), CloseRound(FINAL))
    asked = played(*marked(WORKS), CloseRound(FINAL), (KEEPER, AskDecode(FINAL, "work")))
    confirm = DecodeLayer(FINAL, "work", seed("work"))

    assert refused(state, confirm, HEAD) is RefusalCode.DECODE_NOT_ASKED
    assert refused(asked, confirm, KEEPER) is RefusalCode.DECODE_NEEDS_ANOTHER
    assert refused(asked, confirm, OTHER_KEEPER) is RefusalCode.DECODE_NEEDS_BOTH
    assert refused(asked, replace(confirm, seed=seed("entry")), HEAD) is RefusalCode.SEED_DIFFERS
    assert refused(asked, AskDecode(FINAL, "station"), HEAD) is RefusalCode.DECODE_OUT_OF_ORDER
    assert refused(asked, confirm, judge(JUDGES[0])) is RefusalCode.NOT_ALLOWED
    assert [decide(asked, confirm, who, "") for who in (HEAD, SUPERVISOR, ORGANISER)] == [
        [LayerDecoded(FINAL, "work", seed("work"), KEEPER.official, "encryption", who.official, who.role)]  # type: ignore[arg-type]
        for who in (HEAD, SUPERVISOR, ORGANISER)
    ]


def test_nothing_is_opened_while_somebody_may_still_mark() -> None:
    assert refused(played(*WORKS), AskDecode(FINAL, "work"), KEEPER) is RefusalCode.ROUND_NOT_CLOSED


def test_what_was_opened_is_judged_no_more() -> None:
    state = played(*marked(WORKS), CloseRound(FINAL), *opened("work"))

    assert refused(state, OpenRound(FINAL, "one more"), ORGANISER) is RefusalCode.ROUND_DECODED


def test_nothing_is_published_before_everybody_is_known() -> None:
    before = [*marked(WORKS), CloseRound(FINAL)]
    half = played(*before, *opened("work"), *opened("station"))

    assert refused(half, PublishResults(FINAL), ORGANISER) is RefusalCode.LAYERS_SEALED
    assert (
        refused(
            played(*before, *opened("work"), *opened("station"), *opened("entry")),
            PublishResults(FINAL),
            ORGANISER,
        )
        is None
    )


def test_a_ledger_before_the_opening_tells_nobody_behind_a_number() -> None:
    facts = facts_of(*marked(WORKS), CloseRound(FINAL), (SUPERVISOR, AskDecode(FINAL, "work")))

    drawn = [one for one in map(fact_json, facts) if one.get("kind") == "layer_sealed"]

    assert [one["of"] for one in drawn] == [
        sorted(ENTRIES),
        [f"sealed-e0{n}" for n in range(1, 5)],
        [f"sealed-s0{n}" for n in range(1, 5)],
    ]
    assert all(seed(layer) not in str([fact_json(fact) for fact in facts]) for layer in ALL)


def test_pages_of_a_sealed_round_have_numbers_and_nothing_beside_them() -> None:
    facts = facts_of(*marked(WORKS))
    live = followed(facts)
    of_round = live.rounds[FINAL]
    (round_,) = overview(live.id, live.state, Names(), "e")["events"][0]["rounds"]

    shown = str([progress(live, of_round), for_officials(live, of_round), round_])

    assert not any(f"'{entry}'" in shown for entry in ENTRIES)
    assert not any(f"'{100 + n}'" in shown for n in range(1, 5))
    assert all(is_stand_in(entry) for entry in results(live.state, of_round.round))


def test_a_layer_is_drawn_again_until_something_rests_on_it() -> None:
    again = asked(seal("station", 2, of="dd" * 32))

    assert refused(played(*planned(), seal("entry"), seal("station", 2)), again, KEEPER) is None
    assert refused(played(*OPEN), again, KEEPER) is RefusalCode.DRAW_FIXED
    assert refused(played(*DRAWN), asked(seal("entry")), KEEPER) is RefusalCode.DRAW_FIXED
    assert refused(played(*WORKS), asked(seal("work")), KEEPER) is None
    assert (
        refused(played(*WORKS, (judge(JUDGES[0]), sheet(Code("W01")))), asked(seal("work")), KEEPER)
        is RefusalCode.DRAW_FIXED
    )


def test_a_work_somebody_has_begun_to_mark_keeps_its_number() -> None:
    again = asked(seal("work", of="ee" * 32))
    first_typing = (CLERK, EnterPaper(FINAL, WELD, Code("W01"), JUDGES[0], sheet(Code("W01")).marks))
    learner = OfficialId("learner")
    beside: list[Asked] = [AddOfficial(learner, "judge"), SetPanel(FINAL, WELD, JUDGES, (learner,))]

    assert refused(played(*WORKS), again, KEEPER) is None
    assert refused(played(*WORKS, first_typing), again, KEEPER) is RefusalCode.DRAW_FIXED
    assert (
        refused(played(*WORKS, *beside, (judge(learner), sheet(Code("W01")))), again, KEEPER)
        is RefusalCode.DRAW_FIXED
    )


@settings(max_examples=60)
@given(st.data())
def test_no_sequence_of_commands_leads_out_of_the_layers(data: st.DataObject) -> None:
    """Layers are drawn in order, opened in the opposite one, and opened only in a closed round, by two persons."""
    state = played(*planned())
    actors = [KEEPER, OTHER_KEEPER, SUPERVISOR, HEAD, ORGANISER, judge(JUDGES[0])]
    layers = st.sampled_from(LAYERS)
    commands = st.one_of(
        layers.map(lambda one: SealLayer(FINAL, one, commitment(FINAL, one, seed(one)))),
        layers.map(lambda one: AskDecode(FINAL, one)),
        layers.map(lambda one: DecodeLayer(FINAL, one, seed(one))),
        st.just(OpenRound(FINAL, "again")),
        st.just(CloseRound(FINAL, incomplete=True)),
        st.just(PublishResults(FINAL)),
        st.just(MakeDraw(FINAL)),
        st.just(SetBlindPlan(FINAL, ("work",))),
    )
    for command in data.draw(st.lists(commands, min_size=10, max_size=60)):
        actor = data.draw(st.sampled_from(actors))
        decision = decide(state, command, actor, "chance")
        if isinstance(decision, Refusal):
            continue
        before = copied(state)
        for fact in decision:
            evolve(state, fact, state.position + 1, 0)
        blind, was = state.rounds[FINAL].blind, before.rounds[FINAL].blind
        assert blind is not None
        assert was is not None
        assert [one.layer for one in blind.sealed] == list(blind.layers[: len(blind.sealed)])
        open_ones = [bool(one.seed) for one in blind.sealed]
        assert open_ones == sorted(open_ones)
        if isinstance(command, DecodeLayer):
            assert before.rounds[FINAL].phase == "closed"
            assert was.asked is not None
            assert was.asked.official != actor.official
            assert "encryption" in (was.asked.role, actor.role)
        if state.rounds[FINAL].phase == "published":
            assert blind.is_open


@given(
    st.sampled_from([("live", "name"), ("live", "code"), ("published", "name"), ("published", "code")]),
    st.lists(st.sampled_from([(), *LAYERED]), max_size=4),
)
def test_layers_that_are_taken_back_leave_a_round_shown_as_it_was_to_be(
    shown: tuple[Audience, Identity], plans: list[tuple[LayerKind, ...]]
) -> None:
    before = [
        replace(one, audience=shown[0], identity=shown[1]) if isinstance(one, AddRound) else one
        for one in planned()[:-1]
    ]
    asked = [layers for n, layers in enumerate(plans) if layers != (plans[n - 1] if n else ())]

    seen = [
        (round_.audience, round_.identity)
        for n in range(len(asked) + 1)
        for round_ in (played(*before, *(SetBlindPlan(FINAL, one) for one in asked[:n])).rounds[FINAL],)
    ]

    assert seen == [shown, *(("published", "code") if layers else shown for layers in asked)]
