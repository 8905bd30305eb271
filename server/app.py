"""Builds the application from its parts: the only file that knows them all. What each part does stands in the part."""

from __future__ import annotations

import asyncio
import mimetypes
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from functools import partial

import structlog
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection
from starlette.routing import BaseRoute

from server.core.facts_setup import OfficialRole
from server.core.ids import CompetitionId, OfficialId
from server.core.ledger import Ledger, LedgerFailed
from server.services import due, own_boards, second_calculation
from server.services.board_kinds import BoardKinds
from server.services.boards_there import is_there
from server.services.brands import Brands
from server.services.calls import Calls
from server.services.carry import carry_clocks
from server.services.ceremonies import GUESSES_IN_ALL, GUESSES_PER_ADDRESS, Ceremonies
from server.services.ceremony_source import is_true
from server.services.displays import Displays
from server.services.fleet import Fleet
from server.services.going import keep_going
from server.services.live import Live
from server.services.newcomers import Newcomers
from server.services.parts import Parts
from server.services.screen_reports import ScreenReports
from server.services.screen_tokens import ScreenTokens
from server.services.seals import Seals
from server.services.sign_in import SignIns
from server.services.spoken import Spoken
from server.services.stream import Stream
from server.services.submit import Submitter
from server.services.sure_time import SureTime
from server.services.timed_ledger import TimedLedger
from server.services.tries import Guesses, Tries
from server.services.turns import Turns
from server.settings import Settings
from server.steady import Steady
from server.storage.engine import Where, address, beside
from server.storage.files_kept import FilesKept
from server.storage.people import People
from server.storage.sql_ledger import SqlLedger
from server.storage.writer_lock import LedgerInUse
from server.web import answers
from server.web.files import Files
from server.web.gate import Doors
from server.web.health import Figures
from server.web.pages import FacePages
from server.web.shield import FRAMED_POLICY, FRAMING_POLICY, Shield

EXPECTED = (LedgerInUse, LedgerFailed, OSError)
"""What may be wrong with a machine or a folder: said in a sentence; anything else is a mistake of ours."""
LAG_SECONDS = 3
"""Standings that are behind the ledger for longer are not ready."""


def milliseconds() -> int:
    """The clock: milliseconds since 1970 UTC."""
    return time.time_ns() // 1_000_000


def build(settings: Settings, *, now: Callable[[], int] = milliseconds) -> Starlette:
    """
    The application, ready for an ASGI server; opening and closing of everything happens in its lifespan.

    Once it is open, `app.state.parts` holds the parts; where it could not be, `app.state.why_not` may say why.

    :param now: milliseconds since 1970 UTC
    """
    # Windows' registry may say that JavaScript is text/plain, and a browser then refuses it.
    mimetypes.add_type("text/javascript", ".js")
    mimetypes.add_type("text/javascript", ".mjs")

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            try:
                parts = await _open(settings, now, app, stack)
            except EXPECTED as error:
                app.state.why_not = f"{error}"
                raise
            app.state.parts = parts
            app.router.routes[:] = _routes(parts)
            stack.push_async_callback(_stop, parts)
            yield

    async def known(connection: HTTPConnection) -> bool:
        parts: Parts = app.state.parts
        return parts.gate.screen(connection) is not None or await parts.gate.who(connection) is not None

    app = Starlette(
        lifespan=lifespan,
        exception_handlers=answers.HOOKS,
        middleware=[Middleware(Shield, known=known, own_address=settings.address, peers=settings.peers)],
    )
    app.router.redirect_slashes = False
    app.state.language = settings.language
    app.state.figures = Figures()
    app.state.why_not = ""
    return app


def _routes(parts: Parts) -> list[BaseRoute]:
    import judge_client.pages
    import scoreboard
    import server.desk
    import server.web

    faces = (server.web, server.desk, judge_client.pages, scoreboard)
    return [route for face in faces for route in face.routes(parts)]


async def _open(settings: Settings, now: Callable[[], int], app: Starlette, stack: AsyncExitStack) -> Parts:
    """Storage first, then what is folded from it; closed in the opposite order."""
    stored, people = await _storage(settings, stack)
    ledger = TimedLedger(stored, time.perf_counter)
    live = Live(ledger, people)
    check = partial(second_calculation.check, shown=live.shown, published=live.published)
    moment = Steady(now)
    submit = await Submitter.start(
        ledger,
        now=now,
        chance=lambda: secrets.token_hex(8),
        check=check,
        read=live.begin,
        moment=moment,
    )
    stack.push_async_callback(submit.close)
    await carry_clocks(submit, moment)
    await live.start()
    there = partial(is_there, submit.state)
    reports, screen_tokens = ScreenReports(now), ScreenTokens(people)
    await screen_tokens.load()

    def left(display: str) -> None:
        reports.forget(display)
        screen_tokens.forget(display)

    displays = Displays(people, now, there=there, newcomers=Newcomers(reports.silent), left=left)
    await displays.load()
    own = await asyncio.to_thread(own_boards.find, settings.data)
    for fault in own.faults:
        structlog.get_logger("jinchui").warning("a board of one's own is left out", fault=fault)
    kinds = BoardKinds(own.kinds, own.faults)
    fleet = Fleet(people, displays, kinds, now, there)
    await fleet.load()
    stream = Stream(people, now)
    await stream.load()
    spoken = Spoken(people)
    await spoken.load()
    brands = Brands(people, now)
    await brands.load()
    displays.belong(brands.house())
    brands.watch(lambda _competition: displays.belong(brands.house()))
    tries = Tries(settings.sign_in_tries, settings.address_tries)
    ceremonies = Ceremonies(
        people,
        Guesses(GUESSES_PER_ADDRESS, GUESSES_IN_ALL),
        now,
        is_true=lambda one: is_true(live.competition(one.competition), one),
    )
    await ceremonies.load()
    seals = Seals(people, submit, tries, time.monotonic)
    folder = None if settings.database else settings.data
    sign_ins = SignIns(people, ledger, tries, now, settings.session_hours, folder, partial(_role_of, submit))
    await sign_ins.open()
    _going(stack, partial(live.follow, submit), "standings")
    _going(stack, fleet.run, "programme")
    _going(stack, ceremonies.run, "ceremonies")
    _going(stack, partial(due.run, submit, now, SureTime(moment), ceremonies.revealed), "what is due")
    _going(stack, seals.run, "seals")
    parts = Parts(
        settings=settings,
        ledger=ledger,
        people=people,
        submit=submit,
        sign_ins=sign_ins,
        seals=seals,
        displays=displays,
        files=FilesKept(settings.data / "files"),
        fleet=fleet,
        own_files=own.files,
        reports=reports,
        screen_tokens=screen_tokens,
        stream=stream,
        brands=brands,
        spoken=spoken,
        ceremonies=ceremonies,
        calls=Calls(now),
        live=live,
        turns=Turns(time.perf_counter),
        pages=FacePages(Files.find()),
        gate=Doors(sign_ins, displays, screen_tokens, settings),
        now=now,
        moment=moment,
        epoch=await ledger.epoch(),
        framed_policy=FRAMED_POLICY,
        framing_policy=FRAMING_POLICY,
        answer=answers.answer,
        outcomes=app.state.figures.outcome,
    )
    parts.figures.append(submit.figures)
    parts.histograms += [ledger.seconds, ledger.facts]
    parts.ready["ledger"] = lambda: submit.failed
    parts.ready["standings"] = _Lag(submit, live).problem
    return parts


def _role_of(submit: Submitter, competition: CompetitionId, official: OfficialId) -> OfficialRole:
    """What an official is, as the ledger says; a card that is made before its fact is there is a judge's until then."""
    state = submit.state(competition)
    return state.roles.get(official, "judge") if state is not None else "judge"


async def _storage(settings: Settings, stack: AsyncExitStack) -> tuple[Ledger, People]:
    """The ledger and the people: two SQLite files in the data folder, or one PostgreSQL database."""
    where: tuple[Where, Where]
    if settings.database:
        where = (settings.database, beside(address(settings.database), "people"))
    else:
        settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        where = (settings.data / "ledger.sqlite", settings.data / "people.sqlite")
    ledger = await SqlLedger.open(where[0], epoch=secrets.token_hex(8))
    stack.push_async_callback(ledger.close)
    people = await People.open(where[1])
    stack.push_async_callback(people.close)
    return ledger, people


def _going(stack: AsyncExitStack, work: Callable[[], Awaitable[None]], name: str) -> None:
    """Something that goes on until the server stops."""
    task = asyncio.create_task(keep_going(work, name), name=name)

    async def stop() -> None:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    stack.push_async_callback(stop)


async def _stop(parts: Parts) -> None:
    for stop in reversed(parts.at_stop):
        await stop()


class _Lag:
    """Whether standings keep up with the ledger; a moment's distance is no fault."""

    def __init__(self, submit: Submitter, live: Live) -> None:
        self._submit, self._live = submit, live
        self._behind_since: float | None = None

    def problem(self) -> str:
        """Why not, "" while they do."""
        if self._live.problem:
            return self._live.problem
        if not any(behind(self._submit, self._live, id_) for id_ in self._submit.competitions()):
            self._behind_since = None
            return ""
        clock = time.monotonic()
        self._behind_since = self._behind_since or clock
        return "standings are behind the ledger" if clock - self._behind_since > LAG_SECONDS else ""


def behind(submit: Submitter, live: Live, competition: CompetitionId) -> bool:
    """Whether the standings of a competition have not seen the end of its ledger."""
    state, known = submit.state(competition), live.competition(competition)
    return state is not None and (known is None or known.position < state.position)
