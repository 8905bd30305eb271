"""Rules of rulings on a part for everybody: when, on what, and taking one back. What they do stands in `part_rulings.py`."""

from server.core import limits
from server.core.commands_rulings import RulePart
from server.core.competition import Competition
from server.core.decide_approval import check_all_unlocked
from server.core.facts_rulings import PartRuled
from server.core.part_rulings import part_aspects
from server.core.refusals import Code, Refusal
from server.core.scheme import Module, Scheme


def rule_part(state: Competition, command: RulePart) -> PartRuled | Refusal:
    """From the draw on, always with a reason; after a publication the results have to be published again."""
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    if not round_.order:
        return Refusal(Code.DRAW_MISSING)
    scheme = state.event_of(round_).scheme
    if not part_aspects(scheme, command.on, command.part):
        return Refusal(Code.PART_UNKNOWN)
    before = round_.parts.get((command.on, command.part))
    now = ("marked", False) if before is None else (before.ruling, before.scaled)
    if now == (command.ruling, command.scaled):
        return Refusal(Code.PART_RULED_ALREADY)
    return (
        _check_possible(scheme, command)
        or check_all_unlocked(state, round_)
        or limits.check_reason(command.reason, needed=True)
        or PartRuled(round_.id, command.on, command.part, command.ruling, command.reason, command.scaled)
    )


def _check_possible(scheme: Scheme, command: RulePart) -> Refusal | None:
    """Full marks where there is a maximum; the rest is scaled up where one knows what it is the rest of."""
    bounded = all(a.reach is not None for a in part_aspects(scheme, command.on, command.part))
    if command.ruling == "full" and not bounded:
        return Refusal(Code.PART_HAS_NO_MAXIMUM)
    if not command.scaled:
        return None
    whole = scheme.max if command.on == "module" else _module_of(scheme, command).max
    if command.ruling != "struck" or not bounded or whole is None:
        return Refusal(Code.PART_CANNOT_BE_SCALED)
    return None


def _module_of(scheme: Scheme, command: RulePart) -> Module:
    names = {aspect.id for aspect in part_aspects(scheme, command.on, command.part)}
    return next(m for m in scheme.modules if any(aspect.id in names for aspect in m.aspects()))
