"""Rules of awards: setting an event's table, and confirming who gets what. What is proposed stands in `awards.py`."""

from collections.abc import Sequence

from server.core import limits
from server.core.award_check import check
from server.core.commands_awards import ConfirmAwards, SetAwardRules
from server.core.competition import Competition
from server.core.decide_approval import check_approved
from server.core.facts_awards import AwardGiven, AwardRulesSet, AwardsConfirmed
from server.core.refusals import Code, Refusal
from server.core.round import Round


def set_award_rules(state: Competition, command: SetAwardRules) -> AwardRulesSet | Refusal:
    """At any time: awards are proposed anew from the table as it stands; what is confirmed stays confirmed."""
    event = state.events.get(command.event)
    if event is None:
        return Refusal(Code.EVENT_UNKNOWN)
    for fault in check(command.table, event.scheme):
        text = f"{fault.text.zh} / {fault.text.en}"
        return Refusal(Code.AWARD_TABLE_INVALID, {"where": fault.path, "problem": text})
    return AwardRulesSet(command.event, command.table, command.level, command.contest)


def confirm_awards(state: Competition, command: ConfirmAwards) -> AwardsConfirmed | Refusal:
    """
    For official results only, and for the very version the author saw: who was disqualified since has no award.

    Whether the list is what was proposed is not asked here: anybody can compute it, and the organiser is shown it.
    """
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    if state.event_of(round_).awards is None:
        return Refusal(Code.AWARD_RULES_MISSING)
    if not round_.is_official or command.version != round_.version:
        return Refusal(Code.AWARDS_NEED_RESULTS)
    confirmed = AwardsConfirmed(round_.id, command.version, command.given, command.reason)
    if round_.awards == confirmed:
        return Refusal(Code.AWARDS_UNCHANGED)
    return (
        limits.check_reason(command.reason, needed=False)
        or check_approved(state, round_)
        or _check_given(state, round_, command.given)
        or confirmed
    )


def _check_given(state: Competition, round_: Round, given: Sequence[AwardGiven]) -> Refusal | None:
    """Entries that competed and awards of the table, each once."""
    table = state.event_of(round_).awards
    assert table is not None, "looked at before"
    awards = {award.id for award in table.awards}
    if len(set(given)) < len(given):
        return Refusal(Code.AWARD_TWICE)
    for one in given:
        if one.entry not in round_.codes:
            return Refusal(Code.ENTRY_UNKNOWN)
        if one.award not in awards:
            return Refusal(Code.AWARD_UNKNOWN, {"award": one.award[:40]})
    return None
