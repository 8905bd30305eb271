"""Embargoes: what keeps a round's results from the public once they are made, and what ends it; facts or a refusal."""

from server.core import limits
from server.core.commands_withheld import LayEmbargo, LiftAfterCeremony, LiftEmbargo, LiftWhenDue
from server.core.competition import Competition
from server.core.facts_withheld import EmbargoLaid, EmbargoLiftAsked, EmbargoLifted
from server.core.refusals import Code, Refusal
from server.core.round import Round
from server.core.withheld import AT_MAX, Embargo


def lay_embargo(state: Competition, command: LayEmbargo) -> EmbargoLaid | Refusal:
    """While judging goes on or is over, and nobody outside has seen official results. Its end can only be put off."""
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    if command.until and (command.ceremony or not 0 < command.until <= AT_MAX):
        return Refusal(Code.EMBARGO_END_INVALID)
    before = round_.withheld.embargo
    wanted = Embargo(command.until, command.ceremony)
    if before is not None and not before.is_put_off_by(wanted):
        return Refusal(Code.EMBARGO_NOT_PUT_OFF)
    if before is None and round_.phase not in ("open", "closed", "published"):
        return Refusal(Code.ROUND_NOT_OPEN)
    if before is None and round_.version:
        return Refusal(Code.RESULTS_SEEN)
    return EmbargoLaid(round_.id, command.until, command.ceremony)


def lift_embargo(state: Competition, command: LiftEmbargo) -> EmbargoLifted | Refusal:
    """At any time, with a reason."""
    round_ = _embargoed(state, command)
    if isinstance(round_, Refusal):
        return round_
    return (
        check_earlier_seen(state, round_)
        or limits.check_reason(command.reason, needed=True)
        or EmbargoLifted(round_.id, command.reason)
    )


def lift_when_due(state: Competition, command: LiftWhenDue) -> EmbargoLifted | Refusal:
    """
    As soon as the results are official, once for every embargo.

    Whether the time has come is the server's to say: no rule looks at a clock.
    """
    round_ = _embargoed(state, command)
    if isinstance(round_, Refusal):
        return round_
    embargo = round_.withheld.embargo
    if embargo is None or not command.at or embargo.until != command.at:
        return Refusal(Code.EMBARGO_NOT_LAID)
    return _not_yet(state, round_) or EmbargoLifted(round_.id, due=command.at)


def lift_after_ceremony(
    state: Competition, command: LiftAfterCeremony
) -> EmbargoLifted | EmbargoLiftAsked | Refusal:
    """As soon as the results are official; until then it stands in the ledger that the ceremony has been held."""
    round_ = _embargoed(state, command)
    if isinstance(round_, Refusal):
        return round_
    embargo = round_.withheld.embargo
    if embargo is None or not embargo.ceremony:
        return Refusal(Code.EMBARGO_NOT_LAID)
    waits = _not_yet(state, round_)
    if waits is None:
        return EmbargoLifted(round_.id, ceremony=True)
    return waits if embargo.asked else EmbargoLiftAsked(round_.id)


def _embargoed(state: Competition, command: LiftEmbargo | LiftWhenDue | LiftAfterCeremony) -> Round | Refusal:
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    return Refusal(Code.EMBARGO_NOT_LAID) if round_.withheld.embargo is None else round_


def _not_yet(state: Competition, round_: Round) -> Refusal | None:
    return check_earlier_seen(state, round_) or (None if round_.is_official else Refusal(Code.EMBARGO_HOLDS))


def check_not_embargoed(round_: Round) -> Refusal | None:
    """What else the public sees of a round is not changed under an embargo."""
    return None if round_.withheld.embargo is None else Refusal(Code.EMBARGO_LAID)


def check_source_seen(state: Competition, round_: Round) -> Refusal | None:
    """A draw from results that are under embargo would tell who came through."""
    came = round_.qualified
    if came is None or state.rounds[came.source].withheld.embargo is None:
        return None
    return Refusal(Code.EARLIER_EMBARGOED)


def check_earlier_seen(state: Competition, round_: Round) -> Refusal | None:
    """Official results that add up those of an earlier round would tell what an embargo keeps of them."""
    return Refusal(Code.EARLIER_EMBARGOED) if _rests_on_embargoed(state, round_) else None


def _rests_on_embargoed(state: Competition, round_: Round) -> bool:
    """A round carries over from earlier ones of its event only, so that this comes to an end."""
    earlier = [state.rounds[one.round] for one in (round_.carry.rounds if round_.carry else ())]
    return any(one.withheld.embargo is not None or _rests_on_embargoed(state, one) for one in earlier)
