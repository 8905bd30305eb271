"""Rules of a round's field: who comes through from an earlier round, what is carried over, difficulties declared.

The draw itself stands in `decide_round.py`.
"""

from decimal import Decimal
from fractions import Fraction

from server.core import limits
from server.core.commands_field import DeclareDifficulties, QualifyEntries, SetCarry
from server.core.competition import Competition
from server.core.decide_approval import check_approved, check_unlocked
from server.core.facts_field import CarrySet, Declared, DifficultiesDeclared, EntriesQualified, Through
from server.core.field import standings
from server.core.marks import is_multiple
from server.core.qualification import BestOfHeats, Finisher, Reach, Share, Top, qualified
from server.core.refusals import Code, Refusal
from server.core.round import Round
from server.core.scheme import Difficulty

PERCENT_MAX = 100


def qualify_entries(state: Competition, command: QualifyEntries) -> EntriesQualified | Refusal:
    """
    Before the draw of the round, from official results of another round of the event; may be asked for again.

    The fact names who came through, so that whatever changes later in the earlier round has no say by itself.
    """
    round_, source = state.rounds.get(command.round), state.rounds.get(command.source)
    if round_ is None or source is None or round_.event != source.event or round_ is source:
        return Refusal(Code.ROUND_UNKNOWN)
    if round_.is_begun:
        return Refusal(Code.DRAW_FIXED)
    if not source.is_official:
        return Refusal(Code.RESULTS_NOT_OFFICIAL)
    if unapproved := check_approved(state, source):
        return unapproved
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


def set_carry(state: Competition, command: SetCarry) -> CarrySet | Refusal:
    """Before the draw, from other rounds of the event; a round that carries over cannot be carried over to itself."""
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    if round_.is_begun:
        return Refusal(Code.DRAW_FIXED)
    named = [one.round for one in command.rounds]
    if len(set(named)) < len(named):
        return Refusal(Code.MALFORMED, {"problem": "rounds：轮次重复 / a round is named twice"})
    for name in named:
        earlier = state.rounds.get(name)
        if earlier is None or earlier.event != round_.event or not _is_earlier(state, earlier, round_):
            return Refusal(Code.ROUND_UNKNOWN)
    if any(not 0 < percent <= PERCENT_MAX for percent in _percents(command)):
        return Refusal(Code.MALFORMED, {"problem": "percent：大于 0，至多 100 / more than 0, at most 100"})
    return CarrySet(round_.id, command.rounds, command.own_percent, command.take)


def _percents(command: SetCarry) -> list[Decimal]:
    return [command.own_percent, *(one.percent for one in command.rounds)]


def _is_earlier(state: Competition, one: Round, than: Round) -> bool:
    """Rounds stand in the order in which they were added: what is carried always comes from before."""
    rounds = state.event_of(than).rounds
    return rounds.index(one.id) < rounds.index(than.id)


def declare_difficulties(state: Competition, command: DeclareDifficulties) -> DifficultiesDeclared | Refusal:
    """Of entries in modules that have a difficulty, within its range; a reason once the entry's module was marked."""
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    event = state.event_of(round_)
    if not command.declared:
        return Refusal(Code.ENTRIES_MISSING)
    if round_.masks is not None:
        return Refusal(Code.LAYERS_SEALED)
    for one in command.declared:
        if one.entry not in (round_.codes or event.registrations):
            return Refusal(Code.ENTRY_UNKNOWN)
        module = event.scheme.module(one.module)
        if module is None or module.difficulty is None:
            return Refusal(Code.MODULE_UNKNOWN)
        wrong = check_difficulty(module.difficulty, one) or check_unlocked(state, round_, one.entry)
        if wrong:
            return wrong
    marked = any(round_.sheets.get((one.module, one.entry)) for one in command.declared)
    needed = marked or round_.phase in ("closed", "published")
    return limits.check_reason(command.reason, needed=needed) or DifficultiesDeclared(
        round_.id, command.declared, command.reason
    )


def check_difficulty(rule: Difficulty, one: Declared) -> Refusal | None:
    """Within the range and by the step of the module's rule."""
    sound = rule.low <= one.difficulty <= rule.high and is_multiple(one.difficulty, rule.step)
    if sound:
        return None
    detail = {"low": f"{rule.low:f}", "high": f"{rule.high:f}", "step": f"{rule.step:f}"}
    return Refusal(Code.DIFFICULTY_INVALID, detail | {"value": f"{one.difficulty:f}"})
