"""Rules of blind numbers: which layers a round has, when they are drawn, and who opens them. Seeds come from outside."""

from collections.abc import Iterator, Mapping

from server.core import limits
from server.core.blind import LAYERS, Asked, Blind, LayerKind, commitment, in_order, is_of_work
from server.core.commands import Actor
from server.core.commands_blind import AskDecode, DecodeLayer, SealLayer, SetBlindPlan
from server.core.competition import Competition
from server.core.decide_approval import check_approved
from server.core.decide_embargo import check_source_seen
from server.core.evidence import is_hash
from server.core.facts_blind import BlindPlanSet, DecodeAsked, DecodeRole, LayerDecoded, LayerSealed
from server.core.ids import Code as BlindCode
from server.core.ids import DelegationId, EntryId, FileHash, OfficialId
from server.core.refusals import Code, Refusal
from server.core.round import Round

ENCRYPTION: DecodeRole = "encryption"
_ROLES: Mapping[str, DecodeRole] = {
    "encryption": "encryption",
    "supervisor": "supervisor",
    "chief": "chief",
    "organiser": "organiser",
}


def set_blind_plan(state: Competition, command: SetBlindPlan) -> BlindPlanSet | Refusal:
    """Before anything is drawn. Modules can be judged on the spot only where works get a number of their own."""
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    if round_.is_begun:
        return Refusal(Code.DRAW_FIXED)
    if not in_order(command.layers):
        return _malformed(f"layers：{', '.join(LAYERS)}")
    scheme = state.event_of(round_).scheme
    if len(set(command.on_spot)) < len(command.on_spot) or not all(map(scheme.module, command.on_spot)):
        return Refusal(Code.MODULE_UNKNOWN)
    if command.on_spot and not Blind(command.layers or ("work",)).is_split:
        return _malformed("on_spot：没有另外的评审号 / works have no number of their own")
    return BlindPlanSet(round_.id, command.layers, command.on_spot)


def seal_layer(state: Competition, command: SealLayer, actor: Actor) -> LayerSealed | Refusal:
    """
    In the order of the plan. Again as long as nothing rests on it: numbers of entries and stations until the
    opening, work numbers until the first sheet of a work.
    """
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    blind = round_.blind
    if blind is None or command.layer not in blind.layers:
        return Refusal(Code.LAYER_UNKNOWN)
    if missing := _missing_before(blind, command.layer):
        return Refusal(Code.LAYER_NOT_DRAWN, {"layer": missing})
    if _is_settled(round_, blind, command.layer):
        return Refusal(Code.DRAW_FIXED)
    if not is_hash(FileHash(command.commitment)):
        return _malformed("commitment：应为 SHA-256 / takes a SHA-256")
    if not 0 <= command.stations <= (limits.STATIONS if command.layer == blind.floor else 0):
        return _malformed(f"stations：0 至 {limits.STATIONS} / 0 to {limits.STATIONS}")
    of = drawn_from(state, round_, command.layer)
    if not of:
        return Refusal(Code.ENTRIES_MISSING)
    return check_source_seen(state, round_) or LayerSealed(
        round_.id, command.layer, command.commitment, of, actor.official, command.stations
    )


def drawn_from(state: Competition, round_: Round, layer: LayerKind) -> tuple[EntryId, ...]:
    """What a layer is drawn from, in an order that says nothing; of works, those of everybody who competes now."""
    assert round_.blind is not None, "a layer is one of a plan"
    at = round_.blind.layers.index(layer)
    if at == 0:
        came = round_.qualified
        return tuple(sorted(state.events[round_.event].registrations if came is None else came.entries))
    before = round_.blind.drawn(round_.blind.layers[at - 1])
    assert before is not None, "layers are drawn in order"
    names = (EntryId(f"sealed-{code.lower()}") for code in before.codes)
    return tuple(name for name in names if layer != "work" or round_.state(name) == "competing")


def _missing_before(blind: Blind, layer: LayerKind) -> LayerKind | None:
    earlier = blind.layers[: blind.layers.index(layer)]
    return next((one for one in earlier if blind.drawn(one) is None), None)


def _is_settled(round_: Round, blind: Blind, layer: LayerKind) -> bool:
    """Whether something rests on the numbers of a layer, or its time is over."""
    later = blind.layers[blind.layers.index(layer) + 1 :]
    if any(blind.drawn(one) for one in later):
        return True
    named = [is_of_work(code) for code in _named(round_)]
    if layer == "work" and blind.is_split:
        return round_.phase not in ("drawn", "open") or any(named)
    return round_.phase not in ("planned", "drawn") or bool(named)


def _named(round_: Round) -> set[BlindCode]:
    """Every number of which anything was said."""
    floor = round_.floor
    at = [*floor.attendance, *floor.clocks, *floor.noted]
    return {code for _, code in at} | {round_.codes[entry] for entry in _said_of(round_)}


def _said_of(round_: Round) -> Iterator[EntryId]:
    yield from (entry for _, entry in (*round_.sheets, *round_.shadow_sheets, *round_.reruns))
    yield from (entry for _, entry, _ in (*round_.returned, *round_.paper, *round_.shadow_paper))
    yield from (*round_.states, *round_.penalties, *round_.approved)
    yield from (given.entry for given, _ in round_.lifted)


def ask_decode(state: Competition, command: AskDecode, actor: Actor) -> DecodeAsked | Refusal:
    """
    After the close, layer by layer from the last one, and where results need approval after all of it has been given under
    numbers. Asking again is no harm: whoever asked last waits for another.
    """
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    return (
        check_turn(round_, command.layer)
        or check_approved(state, round_)
        or DecodeAsked(round_.id, command.layer, actor.official, _ROLES[actor.role])
    )


def decode_layer(state: Competition, command: DecodeLayer, actor: Actor) -> LayerDecoded | Refusal:
    """By another person than the one who asked, one of the two an encryption judge; with the seed that was sealed."""
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    asked = asked_before(state, round_, command.layer, actor)
    if isinstance(asked, Refusal):
        return asked
    layer = round_.blind.drawn(command.layer) if round_.blind is not None else None
    assert layer is not None, "somebody asked for it"
    if commitment(round_.id, command.layer, command.seed) != layer.commitment:
        return Refusal(Code.SEED_DIFFERS)
    return LayerDecoded(
        round_.id,
        command.layer,
        command.seed,
        asked.official,
        _ROLES[asked.role],
        actor.official,
        _ROLES[actor.role],
    )


def asked_before(state: Competition, round_: Round, layer: LayerKind, actor: Actor) -> Asked | Refusal:
    """Who asked for a layer that `actor` may open with them: another person, and one of the two an encryption judge."""
    if wrong := check_turn(round_, layer) or check_approved(state, round_):
        return wrong
    asked = round_.blind.asked if round_.blind is not None else None
    if asked is None or asked.layer != layer:
        return Refusal(Code.DECODE_NOT_ASKED)
    if actor.official == asked.official:
        return Refusal(Code.DECODE_NEEDS_ANOTHER)
    if (asked.role == ENCRYPTION) == (actor.role == ENCRYPTION):
        return Refusal(Code.DECODE_NEEDS_BOTH)
    return asked


def check_turn(round_: Round, layer: LayerKind) -> Refusal | None:
    """Layers are opened after the close, from the last one on."""
    blind = round_.blind
    shut = blind.shut if blind is not None else ()
    if not any(one.layer == layer for one in shut):
        return Refusal(Code.LAYER_UNKNOWN)
    if round_.phase != "closed":
        return Refusal(Code.ROUND_NOT_CLOSED)
    return None if shut[-1].layer == layer else Refusal(Code.DECODE_OUT_OF_ORDER, {"layer": shut[-1].layer})


def check_neutral(state: Competition, official: OfficialId, home: DelegationId | None) -> Refusal | None:
    """
    Where numbers are sealed nobody can say whose entry is whose: who belongs to a delegation that takes part judges nothing.

    Otherwise a judge who stays out of a number (回避) would tell everyone where it comes from.
    """
    for round_ in state.rounds.values():
        seated = any(official in panel for panel in round_.panels.values())
        if seated and _is_to_be_neutral(state, round_) and home in delegations_in(state, round_):
            return Refusal(Code.PANEL_NOT_NEUTRAL, {"judge": official})
    return None


def check_panel_neutral(state: Competition, round_: Round) -> Refusal | None:
    """The same for all judges of a round."""
    if not _is_to_be_neutral(state, round_):
        return None
    there = delegations_in(state, round_)
    judges = dict.fromkeys(judge for panel in round_.panels.values() for judge in panel)
    biased = next((judge for judge in judges if state.homes.get(judge) in there), None)
    return None if biased is None else Refusal(Code.PANEL_NOT_NEUTRAL, {"judge": biased})


def _is_to_be_neutral(state: Competition, round_: Round) -> bool:
    """Where judges mark entries of their own delegation like any other nobody stays out of a number, and nothing is told."""
    return round_.blind is not None and state.events[round_.event].scheme.own_delegation == "stay_out"


def delegations_in(state: Competition, round_: Round) -> frozenset[DelegationId]:
    """The delegations that take part in a round."""
    registered = state.events[round_.event].registrations
    entries = registered if round_.qualified is None else round_.qualified.entries
    return frozenset(registered[entry].delegation for entry in entries)


def check_drawn(round_: Round, *, works: bool) -> Refusal | None:
    """Every layer is drawn that has to be: to open a round all but work numbers, to close it these as well."""
    blind = round_.blind
    if blind is None:
        return None
    for layer in blind.layers:
        needed = works or layer != "work" or not blind.is_split
        if needed and blind.drawn(layer) is None:
            return Refusal(Code.LAYER_NOT_DRAWN, {"layer": layer})
    return None


def check_still_shut(round_: Round) -> Refusal | None:
    """Nobody judges any more what is known: a round of which a layer is open does not open again."""
    known = round_.blind is not None and any(one.seed for one in round_.blind.sealed)
    return Refusal(Code.ROUND_DECODED) if known else None


def check_known(round_: Round) -> Refusal | None:
    """Whose results they are is known: nothing is published, and no tie decided, by numbers."""
    sealed = round_.blind is not None and not round_.blind.is_open
    return Refusal(Code.LAYERS_SEALED) if sealed else None


def _malformed(problem: str) -> Refusal:
    return Refusal(Code.MALFORMED, {"problem": problem})
