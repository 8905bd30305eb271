"""What the organiser is told when the second calculation differs: which entry, both figures, and nothing is published."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from server.core import panel
from server.core.ids import CompetitionId, RoundId
from server.core.standings import Standings
from tests.support.server import Client, Cup, Server, good, marks, refused


async def judged(server: Server, organiser: Client, name: str, *, names: str = "") -> Cup:
    """A closed round, every sheet in; each entry is marked a little lower."""
    cup = await server.cup(organiser, id_=name, entries=3, names=names)
    for judge in cup.judges:
        for module in (await judge.work())["rounds"][0]["modules"]:
            for place, code in enumerate(cup.codes):
                mark = marks(module, str(Decimal(1) / (place + 2)))
                good(await judge.submit(cup.id, cup.round, module["module"]["id"], code, mark))
    await organiser.do(cup.id, "close_round", round=cup.round, incomplete=False)
    return cup


async def test_a_broken_engine_cannot_publish(
    server: Server, organiser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    cup = await judged(server, organiser, "broken")
    await server.parts.live.shown(
        CompetitionId(cup.id), RoundId(cup.round), 0
    )  # the boards have every mark by now
    right = panel.combine
    monkeypatch.setattr(panel, "combine", lambda *given: right(*given) + Fraction(1, 50))
    answer = await organiser.command(cup.id, "publish_results", round=cup.round)

    assert refused(answer) == (409, "second_calculation_differs")
    assert "101" in answer.json()["detail"]
    monkeypatch.undo()
    await organiser.do(cup.id, "publish_results", round=cup.round)


async def test_a_board_that_shows_something_else_cannot_become_official(
    server: Server, organiser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    cup = await judged(server, organiser, "wrong-board")
    shown = server.parts.live.competition(CompetitionId(cup.id))
    assert shown is not None
    live = shown.rounds[RoundId(cup.round)]
    right = type(live).standings

    def wrong(current: Any) -> Standings:
        first, *rest = right(current)
        return (first._replace(rank=2), *rest)

    monkeypatch.setattr(type(live), "standings", wrong)  # as a mistake in keeping it current would leave it

    assert refused(await organiser.command(cup.id, "publish_results", round=cup.round)) == (
        409,
        "second_calculation_differs",
    )
    monkeypatch.undo()
    await organiser.do(cup.id, "publish_results", round=cup.round)
