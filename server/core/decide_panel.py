"""Rules of a panel in the middle of a round: who may take over from whom. Naming a panel: `decide_round.py`."""

from dataclasses import replace

from server.core import limits
from server.core.commands_panel import ReplaceJudge
from server.core.competition import Competition
from server.core.decide_approval import check_judges_kept
from server.core.decide_blind import check_panel_neutral
from server.core.facts_panel import JudgeReplaced
from server.core.refusals import Code, Refusal
from server.core.round import Round
from server.core.seats import taken_over


def replace_judge(state: Competition, command: ReplaceJudge) -> JudgeReplaced | Refusal:
    """
    While the round is open, with a reason: a judge of the panel by one who has no other seat on it.

    A shadow judge may step in: what they marked as a shadow still does not count.
    """
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    if state.event_of(round_).scheme.module(command.module) is None:
        return Refusal(Code.MODULE_UNKNOWN)
    if round_.phase != "open":
        return Refusal(Code.ROUND_NOT_OPEN)
    if command.judge not in round_.panels.get(command.module, ()):
        return Refusal(Code.PANEL_JUDGE_UNKNOWN)
    if command.by not in state.officials:
        return Refusal(Code.OFFICIAL_UNKNOWN)
    if state.roles[command.by] != "judge":
        return Refusal(Code.OFFICIAL_NOT_JUDGE)
    return (
        _check_one_seat(round_, command)
        or check_panel_neutral(state, replace(round_, panels={command.module: (command.by,)}))
        or _check_somebody_left(state, round_, command)
        or check_judges_kept(round_, _replaced(round_, command))
        or limits.check_reason(command.reason, needed=True)
        or JudgeReplaced(round_.id, command.module, command.judge, command.by, command.reason)
    )


def _replaced(round_: Round, command: ReplaceJudge) -> Round:
    """The round with the new judge in the seat."""
    module = command.module
    before = taken_over(round_.before.get(module, {}), command.judge, command.by)
    panel = tuple(command.by if one == command.judge else one for one in round_.panels[module])
    return replace(round_, panels={**round_.panels, module: panel}, before={**round_.before, module: before})


def _check_one_seat(round_: Round, command: ReplaceJudge) -> Refusal | None:
    """Nobody marks an entry from two seats; who held this very seat before may come back to it."""
    before = round_.before.get(command.module, {})
    for judge in round_.panels[command.module]:
        held = (judge,) if judge == command.judge else (judge, *before.get(judge, ()))
        if command.by in held:
            return Refusal(Code.PANEL_JUDGE_TWICE)
    return None


def _check_somebody_left(state: Competition, round_: Round, command: ReplaceJudge) -> Refusal | None:
    """No entry is left to nobody because the new judge stays out of it (回避)."""
    for drawn in round_.order_in(command.module):
        judging = round_.judging(command.module, drawn.entry)
        is_in = round_.sheet(command.module, drawn.entry, command.judge) is not None
        if judging != (command.judge,) or is_in:
            continue
        if command.by in round_.recused.get(drawn.entry, ()):
            registered = state.event_of(round_).registrations[drawn.entry]
            return Refusal(Code.PANEL_NOBODY_LEFT, {"module": command.module, "number": registered.number})
    return None
