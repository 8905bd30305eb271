"""What the desk says of a ceremony's awards: proposed as long as nobody confirmed them, and no longer."""

from __future__ import annotations

from typing import Any

from tests.support.ceremonies import path
from tests.support.server import Client, Server, good
from tests.web.test_awards import proposed, set_table
from tests.web.test_publication import judged


async def test_awards_confirmed_after_it_was_prepared_are_confirmed_at_the_desk(
    server: Server, organiser: Client
) -> None:
    cup = await judged(server, organiser, "confirmed-since")
    await set_table(organiser, cup, "worldskills_medals")

    async def desk() -> tuple[bool, bool]:
        shown: dict[str, Any] = await organiser.ask(path(cup))
        return shown["confirmed"], shown["changed_since"]

    good(await organiser.post(path(cup), {}))
    before = await desk()
    await organiser.do(cup.id, "publish_results", round=cup.round)
    published = await desk()
    given = proposed(await organiser.ask(f"competitions/{cup.id}/rounds/{cup.round}/awards"))
    confirm = {"round": cup.round, "version": 1}
    await organiser.do(cup.id, "confirm_awards", **confirm, given=given, reason="")
    confirmed = await desk()
    # Another list than what screens will show: the proposal it shows is confirmed by nobody.
    await organiser.do(cup.id, "confirm_awards", **confirm, given=given[:1], reason="withheld")
    other = await desk()

    assert (before, published, confirmed) == ((False, False), (False, False), (True, False))
    assert other == (False, True)
