"""Rules of a round's field: who comes through from an earlier round. The draw itself stands in `decide_round.py`."""

from fractions import Fraction

from server.core import limits
from server.core.commands import QualifyEntries
from server.core.competition import Competition, Round
from server.core.facts import EntriesQualified, Through
from server.core.field import standings
from server.core.qualification import BestOfHeats, Finisher, Reach, Share, Top, qualified
from server.core.refusals import Code, Refusal

PERCENT_MAX = 100


def qualify_entries(state: Competition, command: QualifyEntries) -> EntriesQualified | Refusal:
    """
    Before the draw of the round, from official results of another round of the event; may be asked for again.

    The fact names who came through, so that whatever changes later in the earlier round has no say by itself.
    """
    round_, source = state.rounds.get(command.round), state.rounds.get(command.source)
    if round_ is None or source is None or round_.event != source.event or round_ is source:
        return Refusal(Code.ROUND_UNKNOWN)
    if round_.order:
        return Refusal(Code.DRAW_FIXED)
    if not source.is_official:
        return Refusal(Code.RESULTS_NOT_OFFICIAL)
    if wrong := _check_rule(command.rule):
        return wrong
    if isinstance(command.rule, BestOfHeats) and not source.heats:
        return Refusal(Code.HEATS_MISSING)
    scheme = state.event_of(source).scheme
    through = qualified(command.rule, finishers(state, source), scheme.result.direction)
    if not through:
        return Refusal(Code.ENTRIES_MISSING)
    return EntriesQualified(round_.id, source.id, source.version, command.rule, through)


def _check_rule(rule: Through) -> Refusal | None:
    """A number or a share that can be."""
    match rule:
        case Top():
            if rule.count < 1:
                return Refusal(Code.MALFORMED, {"problem": "rule.count：至少为 1 / 1 or more"})
            return limits.check_count(rule.count, limits.ENTRIES_OF_AN_EVENT)
        case Share():
            if not 0 < rule.percent <= PERCENT_MAX:
                return Refusal(
                    Code.MALFORMED, {"problem": "rule.percent：大于 0，至多 100 / more than 0, at most 100"}
                )
        case BestOfHeats():
            if min(rule.count, rule.others) < 0 or rule.count + rule.others < 1:
                return Refusal(
                    Code.MALFORMED,
                    {"problem": "rule.count、rule.others：不得为负，至少一个为正 / not below 0, one above"},
                )
            return limits.check_count(rule.count + rule.others, limits.ENTRIES_OF_AN_EVENT)
        case Reach():
            pass
    return None


def finishers(state: Competition, round_: Round) -> list[Finisher]:
    """Everyone in a round with rank, total and heat."""
    heats = {drawn.entry: f"{drawn.heat:04}" if drawn.heat else "" for drawn in round_.order}
    return [
        Finisher(one.entry, one.rank, None if one.total is None else Fraction(one.total), heats[one.entry])
        for one in standings(state, round_)
    ]
