"""Rules of conflict of interest (回避): which delegation an official belongs to, and when that may change."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from server.core import limits
from server.core.commands_setup import SetOfficialDelegation
from server.core.competition import Competition
from server.core.decide_approval import check_judges_kept
from server.core.decide_blind import check_neutral
from server.core.facts_setup import OfficialDelegationSet
from server.core.ids import DelegationId, ModuleId, OfficialId
from server.core.recusal import Recused, recused, unjudged
from server.core.refusals import Code, Refusal
from server.core.round import Round


def set_official_delegation(
    state: Competition, command: SetOfficialDelegation
) -> OfficialDelegationSet | Refusal:
    """
    With a reason, until the official has marked an entry of the new delegation.

    A round whose judging has ended keeps what it was judged by: who stayed out there has to stay out, or the round is
    opened again first.
    """
    official, delegation = command.official, command.delegation
    if official not in state.officials:
        return Refusal(Code.OFFICIAL_UNKNOWN)
    if state.homes.get(official) == delegation:
        return Refusal(Code.OFFICIAL_DELEGATION_SAME)
    if delegation is not None and (wrong := limits.check_id(delegation)):
        return wrong
    if _stayed_out(state, official):
        return Refusal(Code.OFFICIAL_DELEGATION_SETTLED)
    if delegation is not None and _has_marked(state, official, delegation):
        return Refusal(Code.OFFICIAL_HAS_MARKED_DELEGATION)
    return (
        limits.check_reason(command.reason, needed=True)
        or check_neutral(state, official, delegation)
        or _check_every_round(state, official, delegation)
        or OfficialDelegationSet(official, delegation, command.reason)
    )


def _stay_out(state: Competition, round_: Round) -> bool:
    """Whether its scheme keeps judges out of entries of their own delegation."""
    return state.events[round_.event].scheme.own_delegation == "stay_out"


def _stayed_out(state: Competition, official: OfficialId) -> bool:
    """Whether the official stayed out of an entry in a round whose judging has ended."""
    return any(
        official in out
        for round_ in state.rounds.values()
        if round_.phase in ("closed", "published")
        and any(official in some for some in round_.panels.values())
        for out in round_.recused.values()
    )


def _has_marked(state: Competition, official: OfficialId, delegation: DelegationId) -> bool:
    """Whether the official has marked an entry of a delegation where that is not allowed, in whatever round and run."""
    for round_ in state.rounds.values():
        if not _stay_out(state, round_):
            continue
        registrations = state.event_of(round_).registrations
        marked = {entry for (_, entry), there in round_.sheets.items() if official in there}
        marked |= {
            entry for (_, entry), runs in round_.reruns.items() if any(official in one.before for one in runs)
        }
        marked |= {entry for _, entry, judge in round_.returned if judge == official}
        if any(registrations[entry].delegation == delegation for entry in marked):
            return True
    return False


def _check_every_round(
    state: Competition, official: OfficialId, delegation: DelegationId | None
) -> Refusal | None:
    homes = {one: home for one, home in state.homes.items() if one != official}
    if delegation is not None:
        homes[official] = delegation
    for round_ in state.rounds.values():
        if not _stay_out(state, round_):
            continue
        out = recused(round_.order, state.event_of(round_).registrations, homes)
        if round_.phase == "open" and (nobody := check_somebody_left(state, round_, round_.panels, out)):
            return nobody
        if locked := check_judges_kept(round_, replace(round_, recused=out)):
            return locked
    return None


def check_somebody_left(
    state: Competition, round_: Round, panels: Mapping[ModuleId, Sequence[OfficialId]], out: Recused
) -> Refusal | None:
    """In every module somebody marks every entry: a round that is open never waits for nobody."""
    for module, entry in unjudged(panels, out):
        if round_.sheets.get((module, entry)):  # judged already, by one who held the seat before
            continue
        registered = state.event_of(round_).registrations[entry]
        return Refusal(Code.PANEL_NOBODY_LEFT, {"module": module, "number": registered.number})
    return None
