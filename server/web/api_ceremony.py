"""Endpoints of a round's ceremony: prepare it, drive it from the desk or a phone, and the announcer's script."""

from __future__ import annotations

import asyncio
from typing import Any

from server.core.ceremony import Plan
from server.core.ids import EntryId, RoundId
from server.core.refusals import Code, Refusal
from server.services import announcer, ceremony_view, pronounce
from server.services.access import Action
from server.services.ceremony_run import DRIVES, Ceremony
from server.services.ceremony_source import source
from server.services.overview import text
from server.services.refused import Refused
from server.web import shapes, shapes_ceremony
from server.web.api_rounds import round_of
from server.web.endpoints import Call, Endpoint
from server.web.gate import address

TOKEN_HEADER = "x-remote-token"


async def one(call: Call) -> Any:
    """The ceremony with all its steps; `phase` is `none` where none was prepared."""
    competition, live = await round_of(call)
    return ceremony_view.desk(competition, live, _known(call))


async def prepare(call: Call) -> Any:
    """Take the results as they are and make the steps of a ceremony from them."""
    competition, live = await round_of(call)
    body: shapes_ceremony.PlanBody = call.body
    of = source(live)
    if isinstance(of, Refusal):
        return of
    plan = Plan(**body.model_dump(exclude={"rehearsal", "holds"}), holds=tuple(body.holds))
    made = await call.parts.ceremonies.prepare(
        competition.id, live.round.id, of, plan, rehearsal=body.rehearsal
    )
    if isinstance(made, Refusal):
        return made
    ceremony, pin, key = made
    return ceremony_view.control(ceremony) | {"pin": pin, "key": key, "pin_at": ceremony.pin_at}


async def end(call: Call) -> Any:
    """Put it away."""
    return await call.parts.ceremonies.end(call.competition, _round(call)) or {"done": True}


async def script(call: Call) -> Any:
    """What the announcer reads."""
    await asyncio.to_thread(pronounce.load_dictionary)
    competition, live = await round_of(call)
    return announcer.script(competition, live, _known(call), call.parts.spoken)


async def spoken(call: Call) -> Any:
    """How a name or its unit is said; without a text the dictionary's reading is back. :raises Refused: nobody has it"""
    competition, live = await round_of(call)
    entry = EntryId(call.path("entry"))
    registered = live.event.registrations.get(entry)
    body: shapes_ceremony.SpokenBody = call.body
    names = competition.names
    if registered is None:
        raise Refused(Code.ENTRY_UNKNOWN)
    name = names.delegations.get(registered.delegation) if body.unit else names.entries.get(entry)
    if name is None:
        raise Refused(Code.ENTRY_UNKNOWN)
    spoken_ = call.parts.spoken
    if body.unit:
        said = await spoken_.keep_unit(competition.id, registered.delegation, name.zh, body.said)
    else:
        said = await spoken_.keep(competition.id, entry, name.zh, body.said)
    return said if isinstance(said, Refusal) else {"said": said}


async def remote(call: Call) -> Any:
    """A phone becomes a remote by the PIN or the key."""
    body: shapes_ceremony.PinBody = call.body
    _, live = await round_of(call)
    answer = await call.parts.ceremonies.let_in(
        call.competition, _round(call), "".join(body.pin.split()), address(call.request)
    )
    if isinstance(answer, Refusal):
        return answer
    return {"token": answer, "title": text(live.event.title)}


async def renew(call: Call) -> Any:
    """Another PIN and another key; phones that had the ones before are out."""
    answer = await call.parts.ceremonies.renew(call.competition, _round(call))
    if isinstance(answer, Refusal):
        return answer
    ceremony, pin, key = answer
    return {"pin": pin, "key": key, "pin_at": ceremony.pin_at}


async def take_results(call: Call) -> Any:
    """Go on with the results as they are by now."""
    competition, live = await round_of(call)
    of = source(live)
    if isinstance(of, Refusal):
        return of
    after = await call.parts.ceremonies.take_results(competition.id, live.round.id, of)
    return ceremony_view.control(after) if isinstance(after, Ceremony) else after


async def drive(call: Call) -> Any:
    """Any of the drives, `look` included. :raises Refused: neither an organiser nor a remote of it"""
    who = _driver(call)
    action = next((known for known in DRIVES if known == call.path("action")), None)
    if action is None:
        raise Refused(Code.NOT_FOUND)
    if action in ("arm", "hold", "release") and call.person is None:
        raise Refused(Code.SIGN_IN_NEEDED)
    body: shapes_ceremony.DriveBody = call.body
    if action != "look":  # a correction that was recorded a moment ago counts
        await call.parts.live.catch_up(call.competition)
    after = await call.parts.ceremonies.drive(
        call.competition, _round(call), action, who, seen=body.seen, to=body.to
    )
    return ceremony_view.control(after) if isinstance(after, Ceremony) else after


def _driver(call: Call) -> str:
    token = call.request.headers.get(TOKEN_HEADER, "")
    if token:
        who = call.parts.ceremonies.remote(call.competition, _round(call), token[:200])
        if who is None:
            raise Refused(Code.REMOTE_PIN_WRONG)
        return who
    if call.person is None or call.person.role != "organiser":
        raise Refused(Code.REMOTE_PIN_WRONG)
    return f"organiser {call.person.id}"


def _round(call: Call) -> RoundId:
    return RoundId(call.path("round"))


def _known(call: Call) -> Ceremony | None:
    return call.parts.ceremonies.get(call.competition, _round(call))


_PATH = "/api/v1/competitions/{competition}/rounds/{round}/ceremony"
_STATES = (Code.CEREMONY_UNKNOWN, Code.ROUND_UNKNOWN)

ENDPOINTS = [
    Endpoint(
        "GET",
        _PATH,
        Action.READ_COMPETITION,
        one,
        "screens",
        "The ceremony of a round, with every step",
        shapes_ceremony.DeskCeremonyShape,
        refusals=(Code.ROUND_UNKNOWN,),
    ),
    Endpoint(
        "POST",
        _PATH,
        Action.MANAGE_DISPLAYS,
        prepare,
        "screens",
        "Prepare a ceremony, or its rehearsal",
        shapes_ceremony.PreparedShape,
        body=shapes_ceremony.PlanBody,
        refusals=(
            Code.ROUND_UNKNOWN,
            Code.CEREMONY_NOT_READY,
            Code.CEREMONY_AWARDS_UNDECIDED,
            Code.CEREMONY_UNDER_WAY,
        ),
    ),
    Endpoint(
        "DELETE",
        _PATH,
        Action.MANAGE_DISPLAYS,
        end,
        "screens",
        "Put a ceremony away",
        shapes.Done,
        refusals=_STATES,
    ),
    Endpoint(
        "GET",
        f"{_PATH}/script",
        Action.READ_COMPETITION,
        script,
        "screens",
        "The announcer's script",
        shapes_ceremony.ScriptShape,
        refusals=(Code.ROUND_UNKNOWN,),
    ),
    Endpoint(
        "POST",
        f"{_PATH}/script/{{entry}}",
        Action.MANAGE_DISPLAYS,
        spoken,
        "screens",
        "Write down how a name is said",
        shapes_ceremony.SpokenShape,
        body=shapes_ceremony.SpokenBody,
        refusals=(Code.ROUND_UNKNOWN, Code.ENTRY_UNKNOWN, Code.MALFORMED),
    ),
    Endpoint(
        "POST",
        f"{_PATH}/remote",
        Action.DRIVE_CEREMONY,
        remote,
        "screens",
        "A phone becomes a remote by its PIN, or by the key of the QR code",
        shapes_ceremony.RemoteShape,
        body=shapes_ceremony.PinBody,
        refusals=(*_STATES, Code.REMOTE_PIN_WRONG, Code.TOO_MANY_REQUESTS),
    ),
    Endpoint(
        "POST",
        f"{_PATH}/pin",
        Action.MANAGE_DISPLAYS,
        renew,
        "screens",
        "A new PIN and key for remotes; those before, and the phones that had them, are out",
        shapes_ceremony.PinShape,
        refusals=(Code.CEREMONY_UNKNOWN,),
    ),
    Endpoint(
        "POST",
        f"{_PATH}/results",
        Action.MANAGE_DISPLAYS,
        take_results,
        "screens",
        "Results changed: go on with those of now, from the step where they begin to differ",
        shapes_ceremony.ControlShape,
        refusals=(*_STATES, Code.CEREMONY_NOT_READY, Code.CEREMONY_AWARDS_UNDECIDED),
    ),
    Endpoint(
        "POST",
        f"{_PATH}/{{action}}",
        Action.DRIVE_CEREMONY,
        drive,
        "screens",
        "Drive a ceremony: arm, go, next, back, jump, auto, pause, hold, release, look",
        shapes_ceremony.ControlShape,
        body=shapes_ceremony.DriveBody,
        refusals=(
            *_STATES,
            Code.NOT_FOUND,
            Code.SIGN_IN_NEEDED,
            Code.REMOTE_PIN_WRONG,
            Code.CEREMONY_NOT_RUNNING,
            Code.CEREMONY_NEEDS_ANOTHER,
            Code.CEREMONY_NO_SUCH_STEP,
            Code.CEREMONY_MOVED,
            Code.CEREMONY_TOO_SOON,
            Code.CEREMONY_RESULTS_CHANGED,
        ),
    ),
]
