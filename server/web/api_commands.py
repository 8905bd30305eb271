"""Endpoints that change a competition: every command through one door, and a competition's beginning."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from server.core.commands import Actor, Command
from server.core.commands_setup import CreateCompetition
from server.core.ids import CompetitionId
from server.core.refusals import Code, Refusal
from server.core.text import Text
from server.services import refusal_names, wire
from server.services.access import Action, Person, command_action
from server.services.book import Receipt
from server.services.parts import Parts
from server.services.refused import Refused
from server.web import bodies, shapes, shapes_bodies
from server.web.endpoints import Call, Endpoint


async def command(call: Call) -> Any:
    """Record what is asked for, once."""
    person = call.somebody()
    settings = call.parts.settings
    # Only an organiser's command holds a scheme; a tablet has no use for a large one.
    limit = settings.scheme_bytes if person.role == "organiser" else settings.body_bytes
    bodies.expect_json(call.request)
    raw = await bodies.read(call.request, limit)
    wished = wire.parse_command(raw)
    if isinstance(wished, Refusal):
        # Who may not give such a command at all need not hear how to write it.
        if kind := wire.kind_of(raw):
            await call.parts.gate.admit(call.request, command_action(kind), call.competition)
        raise Refused.of(wished, refusal_names.placed(wished))
    await call.parts.gate.admit(call.request, command_action(wished.kind), call.competition)
    return await record(call, call.competition, wished)


async def create(call: Call) -> Any:
    """Begin a competition's ledger."""
    body: shapes_bodies.CompetitionBody = call.body
    wished = CreateCompetition(Text(body.title.zh, body.title.en), body.place, tuple(body.days))
    return await record(call, CompetitionId(body.id), wished)


async def record(call: Call, competition: CompetitionId, wished: Command) -> dict[str, Any]:
    """Give a command to the writer; the receipt as JSON. :raises Refused:"""
    answer = await give(call.parts, call.somebody(), competition, call.command_id, wished)
    if isinstance(answer, Refusal):
        raise await _worded(call.parts, competition, wished, answer)
    return asdict(answer)


async def _worded(parts: Parts, competition: CompetitionId, wished: Command, answer: Refusal) -> Refused:
    """The refusal with the names of what it speaks of."""
    if refusal_names.NAMED.isdisjoint(answer.detail):
        return Refused.of(answer)
    live = await parts.live.catch_up(competition)
    names = {} if live is None else refusal_names.known(live.state, wished, answer, live.names)
    return Refused.of(answer, names)


async def give(
    parts: Parts, person: Person, competition: CompetitionId, id_: Any, wished: Command
) -> Receipt | Refusal:
    """A command of this person, to the writer."""
    actor = Actor(person.role, person.id, person.device)
    answer = await parts.submit.submit(competition, id_, wished, actor, person.device)
    outcome = "recorded" if isinstance(answer, Receipt) and answer.fresh else "repeated"
    parts.outcomes(wished.kind, answer.code.value if isinstance(answer, Refusal) else outcome)
    return answer


async def must(
    parts: Parts, person: Person, competition: CompetitionId, id_: Any, wished: Command
) -> Receipt:
    """`give`, where a refusal ends the request. :raises Refused:"""
    answer = await give(parts, person, competition, id_, wished)
    if isinstance(answer, Refusal):
        raise Refused.of(answer)
    return answer


_DECIDED = tuple(
    code
    for code in Code
    if code.value.startswith(
        (
            *(
                "competition_",
                "id_",
                "text_",
                "too_many",
                "event_",
                "scheme_invalid",
                "round_",
                "entry_",
                "entries_",
            ),
            *(
                "registration_",
                "layer_not_drawn",
                "layers_",
                "difficulty_",
                "official_",
                "module_",
                "panel_",
                "draw_",
                "board_frozen",
                "board_not",
                "freeze_",
                "embargo_",
                "earlier_",
                "nothing_",
                "second_",
            ),
            *("conference_", "conferences_", "value_", "calibration_"),
            *("entries_not", "entry_approved", "entry_not_approved", "approved_"),
            *("reason_", "code_", "not_on", "sheet_", "paper_", "mark_", "signature_", "level_"),
            *(
                "heat_",
                "heats_",
                "clock_",
                "note_",
                "penalty_",
                "part_",
                "rerun_",
                "difficulty_",
                "tie_",
                "ties_",
            ),
            *("award_table_invalid", "award_rules", "award_unknown", "award_twice", "awards_", "results_"),
            *("team_member", "team_empty", "team_exists", "team_unknown", "team_rule_invalid", "teams_"),
            "delegation_table_invalid",
        )
    )
    and code is not Code.TOO_MANY_REQUESTS
)
"""What the rules of a competition can answer to a command."""

ENDPOINTS = [
    Endpoint(
        "POST",
        "/api/v1/competitions/{competition}/commands",
        Action.READ_SELF,
        command,
        "commands",
        "Ask for something that becomes a fact",
        shapes.Receipt,
        body=Command,
        reads_itself=True,
        keyed=True,
        refusals=_DECIDED,
    ),
    Endpoint(
        "POST",
        "/api/v1/competitions",
        Action.CREATE_COMPETITION,
        create,
        "competitions",
        "Begin a competition",
        shapes.Receipt,
        body=shapes_bodies.CompetitionBody,
        keyed=True,
        refusals=(Code.COMPETITION_EXISTS, Code.ID_INVALID, Code.TEXT_MISSING, Code.TEXT_TOO_LONG),
    ),
]
