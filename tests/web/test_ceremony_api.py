"""A ceremony through the API: prepared, begun by two, driven by hand, and by itself, and kept over a restart."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from server.core.award_table import AwardId
from server.core.ceremony import Plan
from server.core.ids import CompetitionId, RoundId
from server.core.refusals import Refusal
from server.core.text import Text
from server.services.ceremony_run import Ceremony
from server.services.ceremony_source import is_true
from tests.support.ceremonies import HOUR, board, path, revealed_from, second, store
from tests.support.server import Client, Server, good, marks, refused
from tests.web.test_publication import judged


async def test_one_person_arms_and_another_says_go(server: Server, organiser: Client) -> None:
    cup = await judged(server, organiser, "two-persons")
    phone, remote = await second(server, organiser, cup)

    early = await phone.post(f"{path(cup)}/go", {}, headers=remote)
    by_remote = await phone.post(f"{path(cup)}/arm", {}, headers=remote)
    armed = good(await organiser.post(f"{path(cup)}/arm", {}))
    alone = await organiser.post(f"{path(cup)}/go", {})
    before = await board(cup, phone)
    gone = good(await phone.post(f"{path(cup)}/go", {}, headers=remote))

    assert refused(early) == (409, "ceremony_not_running")
    assert refused(by_remote) == (401, "sign_in_needed")
    assert refused(alone) == (409, "ceremony_needs_another")
    assert (armed["phase"], gone["phase"], gone["step"], gone["next"]) == ("armed", "running", 0, "call")
    assert before["beat"] == "waiting"
    assert "rows" not in before


async def test_forward_back_and_jump_show_the_state_of_that_step(server: Server, organiser: Client) -> None:
    cup = await judged(server, organiser, "there-and-back")
    phone, remote = await second(server, organiser, cup)
    good(await organiser.post(f"{path(cup)}/arm", {}))
    good(await phone.post(f"{path(cup)}/go", {}, headers=remote))

    states = [await board(cup, phone)]
    for step in range(5):
        good(await phone.post(f"{path(cup)}/next", {"seen": step}, headers=remote))
        states.append(await board(cup, phone))
    moved = await phone.post(f"{path(cup)}/next", {"seen": 0}, headers=remote)
    for step in (4, 3):
        good(await phone.post(f"{path(cup)}/back", {"seen": step + 1}, headers=remote))
        assert await board(cup, phone) | {"at": 0} == states[step] | {"at": 0}
    good(await organiser.post(f"{path(cup)}/jump", {"to": 1}))
    good(await organiser.post(f"{path(cup)}/auto", {"to": 60}))
    paused = good(await organiser.post(f"{path(cup)}/pause", {"seen": 0}))

    assert await board(cup, phone) | {"at": 0} == states[1] | {"at": 0}
    assert (paused["step"], paused["auto"]) == (1, 0), "who pauses as it goes on means what is seen now"
    assert refused(moved) == (409, "ceremony_moved")
    assert refused(await organiser.post(f"{path(cup)}/jump", {"to": 99})) == (422, "ceremony_no_such_step")
    assert [len(state["placed"]) for state in states] == [0, 0, 1, 1, 2, 2]


async def test_a_correction_in_the_middle_holds_the_ceremony_until_it_goes_on_with_the_results_of_now(
    server: Server, organiser: Client
) -> None:
    cup = await judged(server, organiser, "corrected-meanwhile")
    chief = await server.official(organiser, cup, "chief")
    phone, remote = await second(server, organiser, cup)
    good(await organiser.post(f"{path(cup)}/arm", {}))
    good(await phone.post(f"{path(cup)}/go", {}, headers=remote))
    good(await organiser.post(f"{path(cup)}/jump", {"to": 2}))
    before = await board(cup, phone)
    best = cup.codes[0]
    part = (await cup.judges[0].work())["rounds"][0]["modules"][0]
    theirs = next(sheet for sheet in part["sheets"] if sheet["code"] == best)
    await chief.do(
        cup.id,
        "correct_sheet",
        round=cup.round,
        module=part["module"]["id"],
        code=best,
        judge=cup.judges[0].id,
        marks=marks(part, "0"),
        reason="看错",
        replaces=theirs["submitted"]["position"],
    )

    for action, body in (("next", {}), ("jump", {"to": 4}), ("auto", {"to": 5})):
        told = await phone.post(f"{path(cup)}/{action}", body, headers=remote)
        assert refused(told) == (409, "ceremony_results_changed")
    assert await board(cup, phone) == before, "what was revealed stands until a hand moves it"
    assert (await organiser.ask(path(cup)))["changed_since"] is True
    assert refused(await phone.post(f"{path(cup)}/results", headers=remote)) == (401, "sign_in_needed")
    anew = good(await organiser.post(f"{path(cup)}/results"))
    assert (anew["phase"], anew["step"]) == ("running", 0), "another is the last now"
    assert (await board(cup, phone))["rows"] == {}
    assert (await organiser.ask(path(cup)))["changed_since"] is False
    assert good(await phone.post(f"{path(cup)}/jump", {"to": 2}, headers=remote))["step"] == 2
    assert (await board(cup, phone))["placed"] != before["placed"]


async def test_what_runs_is_not_prepared_over(server: Server, organiser: Client) -> None:
    cup = await judged(server, organiser, "under-way")
    phone, remote = await second(server, organiser, cup)
    good(await organiser.post(f"{path(cup)}/arm", {}))
    pin = good(await organiser.post(path(cup), {}))["pin"]
    remote = {"X-Remote-Token": good(await phone.post(f"{path(cup)}/remote", {"pin": pin}))["token"]}
    good(await organiser.post(f"{path(cup)}/arm", {}))
    good(await phone.post(f"{path(cup)}/go", {}, headers=remote))

    assert refused(await organiser.post(path(cup), {})) == (409, "ceremony_under_way")
    assert refused(await organiser.post(path(cup), {"rehearsal": True})) == (409, "ceremony_under_way")
    good(await organiser.request("DELETE", path(cup)))
    good(await organiser.post(path(cup), {}))


async def test_a_rehearsal_is_held_by_no_correction_and_a_ceremony_by_other_titles(
    server: Server, organiser: Client
) -> None:
    cup = await judged(server, organiser, "held")
    of = await revealed_from(server, cup)
    live = await server.parts.live.catch_up(CompetitionId(cup.id))
    key = CompetitionId(cup.id), RoundId(cup.round)
    good(await organiser.post(path(cup), {}))
    made = server.parts.ceremonies.get(*key)
    assert made is not None

    other = replace(made, finals=made.finals[1:])
    titled = replace(made, awards={AwardId("gold"): Text("金奖", "Gold")})
    assert [is_true(live, one) for one in (made, other, titled, replace(other, rehearsal=True))] == [
        True,
        False,
        False,
        True,
    ]
    assert not is_true(None, made)
    assert of.finals == made.finals


async def test_a_step_that_could_not_be_kept_was_not_taken(
    server: Server, organiser: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cup = await judged(server, organiser, "disk-full")
    of = await revealed_from(server, cup)
    ceremonies, people, _ = await store(tmp_path)
    key = CompetitionId(cup.id), RoundId(cup.round)
    told: list[RoundId] = []
    ceremonies.watch(lambda _competition, round_: told.append(round_))
    await ceremonies.prepare(*key, of, Plan(), rehearsal=True)
    for drive in ("arm", "go"):
        await ceremonies.drive(*key, drive, "a")
    before = ceremonies.get(*key)
    told.clear()

    async def full(_items: object) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as disk:
        disk.setattr(people, "put_hall_items", full)
        with pytest.raises(OSError, match="no space"):
            await ceremonies.drive(*key, "next", "a", seen=0)
    assert ceremonies.get(*key) == before
    assert told == [], "no screen hears of it"
    after = await ceremonies.drive(*key, "next", "a", seen=0)
    await people.close()

    assert isinstance(after, Ceremony)
    assert after.step == 1


async def test_publishing_what_it_reveals_does_not_hold_a_ceremony(server: Server, organiser: Client) -> None:
    cup = await judged(server, organiser, "published-meanwhile")
    phone, remote = await second(server, organiser, cup)
    good(await organiser.post(f"{path(cup)}/arm", {}))
    good(await phone.post(f"{path(cup)}/go", {}, headers=remote))
    await organiser.do(cup.id, "publish_results", round=cup.round)

    assert good(await organiser.post(f"{path(cup)}/next", {"seen": 0}))["step"] == 1


async def test_where_it_waits_is_chosen_before_and_changed_by_an_organiser_meanwhile(
    server: Server, organiser: Client
) -> None:
    cup = await judged(server, organiser, "waits")
    plan = {"by_module": False, "finale": "podium", "holds": ["entry"]}
    pin = good(await organiser.post(path(cup), plan))["pin"]
    phone = await server.client()
    remote = {"X-Remote-Token": good(await phone.post(f"{path(cup)}/remote", {"pin": pin}))["token"]}

    async def waits() -> list[int]:
        steps = (await organiser.ask(path(cup)))["list"]
        return [at for at, step in enumerate(steps, 1) if step["holds"]]

    assert await waits() == [2, 4]
    good(await organiser.post(f"{path(cup)}/hold", {"to": 1}))
    good(await organiser.post(f"{path(cup)}/release", {"to": 4}))
    assert await waits() == [1, 2]
    assert refused(await phone.post(f"{path(cup)}/hold", {"to": 3}, headers=remote))[0] == 401
    assert refused(await organiser.post(f"{path(cup)}/hold", {"to": 7})) == (422, "ceremony_no_such_step")
    assert refused(await organiser.post(path(cup), {"holds": ["lunch"]}))[1] == "malformed"


async def test_of_two_who_press_at_once_one_moves_it(server: Server, organiser: Client) -> None:
    cup = await judged(server, organiser, "two-at-once")
    phone, remote = await second(server, organiser, cup)
    good(await organiser.post(f"{path(cup)}/arm", {}))
    good(await phone.post(f"{path(cup)}/go", {}, headers=remote))

    answers = await asyncio.gather(
        *(organiser.post(f"{path(cup)}/next", {"seen": 0}) for _ in range(3)),
        *(phone.post(f"{path(cup)}/next", {"seen": 0}, headers=remote) for _ in range(3)),
    )

    assert sorted(answer.status_code for answer in answers) == [200, *[409] * 5]
    assert good(await organiser.post(f"{path(cup)}/look", {}))["step"] == 1


async def test_a_rehearsal_shows_nothing_real_and_one_person_may_begin_it(
    server: Server, organiser: Client
) -> None:
    cup = await judged(server, organiser, "rehearsal")
    good(await organiser.post(path(cup), {"rehearsal": True, "finale": "both"}))
    for action in ("arm", "go"):
        good(await organiser.post(f"{path(cup)}/{action}", {}))
    steps = good(await organiser.post(f"{path(cup)}/look", {}))["steps"]
    good(await organiser.post(f"{path(cup)}/jump", {"to": steps}))

    state = await board(cup, organiser)

    real = await organiser.ask(f"competitions/{cup.id}/rounds/{cup.round}/standings")
    totals = {row["total"] for row in real["rows"].values()}
    assert state["rehearsal"] is True
    assert not set(state["rows"]) & set(cup.entries)
    assert not totals & {row["total"] for row in state["rows"].values()}


async def test_the_end_shows_the_list_that_is_published(server: Server, organiser: Client) -> None:
    cup = await judged(server, organiser, "the-end")
    phone, remote = await second(server, organiser, cup)
    good(await organiser.post(f"{path(cup)}/arm", {}))
    good(await phone.post(f"{path(cup)}/go", {}, headers=remote))
    steps = good(await phone.post(f"{path(cup)}/look", {}, headers=remote))["steps"]
    good(await phone.post(f"{path(cup)}/jump", {"to": steps}, headers=remote))
    seen = await board(cup, phone)
    await organiser.do(cup.id, "publish_results", round=cup.round)

    official = (await phone.ask(f"boards/standings.{cup.id}.{cup.round}"))["state"]

    assert [(e, seen["rows"][e]["rank"], seen["rows"][e]["total"]) for e in seen["placed"]] == [
        (e, official["rows"][e]["rank"], official["rows"][e]["total"]) for e in official["order"]
    ]


async def test_an_open_round_has_nothing_to_reveal(server: Server, organiser: Client) -> None:
    cup = await server.cup(organiser, id_="still-open", entries=2)

    assert refused(await organiser.post(path(cup), {})) == (409, "ceremony_not_ready")
    assert refused(await organiser.post(f"{path(cup)}/next", {})) == (404, "ceremony_unknown")
    assert await organiser.ask(path(cup)) == {"phase": "none"}
    assert (await organiser.ask(f"{path(cup)}/script"))["lines"] == []


async def test_a_restart_in_the_middle_keeps_step_remote_and_figures(
    server: Server, organiser: Client, tmp_path: Path
) -> None:
    cup = await judged(server, organiser, "restarted")
    of = await revealed_from(server, cup)
    key = CompetitionId(cup.id), RoundId(cup.round)
    ceremonies, people, clock = await store(tmp_path)
    made = await ceremonies.prepare(*key, of, Plan(), rehearsal=False)
    assert not isinstance(made, Refusal)
    token = await ceremonies.let_in(*key, made[1], "here")
    assert isinstance(token, str)
    for drive, who in (("arm", "a"), ("go", "b"), ("next", "b"), ("next", "b")):
        clock.goes(1)
        assert isinstance(await ceremonies.drive(*key, drive, who), Ceremony)  # type: ignore[arg-type]
    await ceremonies.drive(*key, "auto", "b", to=5)
    before = ceremonies.get(*key)
    await people.close()

    again, people, _ = await store(tmp_path)
    after = again.get(*key)
    known = again.remote(*key, token)
    await people.close()

    assert before is not None
    assert after is not None
    assert (after.stage, after.programme) == (before.stage, before.programme)
    assert known is not None
    assert (before.auto, after.auto) == (5, 0), "one that went on by itself waits for a hand"


async def test_of_several_ceremonies_the_one_begun_last_is_on_and_no_rehearsal_takes_its_screens(
    server: Server, organiser: Client, tmp_path: Path
) -> None:
    cup = await judged(server, organiser, "several")
    of = await revealed_from(server, cup)
    ceremonies, people, clock = await store(tmp_path)
    id_ = CompetitionId(cup.id)
    numbers = [ceremonies.last_changed_at(id_)]

    def on() -> str:
        numbers.append(ceremonies.last_changed_at(id_))
        shown = ceremonies.on(id_)
        return "" if shown is None else f"{shown.round} {shown.phase}"

    async def prepare(round_: str, *, rehearsal: bool = False) -> None:
        clock.goes(1)
        made = await ceremonies.prepare(id_, RoundId(round_), of, Plan(), rehearsal=rehearsal)
        assert not isinstance(made, Refusal)

    async def begin(round_: str) -> None:
        clock.goes(1)
        for drive, who in (("arm", "a"), ("go", "b")):
            after = await ceremonies.drive(id_, RoundId(round_), drive, who)  # type: ignore[arg-type]
            assert isinstance(after, Ceremony)

    assert on() == ""
    await prepare("first")
    await prepare("second")
    assert on() == "second prepared"
    await begin("first")
    assert on() == "first running"
    await begin("second")
    assert on() == "second running"
    await ceremonies.drive(id_, RoundId("first"), "next", "a")
    assert on() == "second running", "a hand on the other takes no screen"
    await prepare("third", rehearsal=True)
    await begin("third")
    assert on() == "second running"
    await ceremonies.end(id_, RoundId("second"))
    assert on() == "first running"
    await ceremonies.end(id_, RoundId("first"))
    assert on() == "third running"
    assert ceremonies.on(CompetitionId("another")) is None
    assert numbers == sorted(numbers)
    await people.close()


async def test_by_itself_it_goes_on_in_its_pace_whoever_turns_the_wall_clock_and_waits_at_awards_and_at_the_end(
    server: Server, organiser: Client, tmp_path: Path
) -> None:
    cup = await judged(server, organiser, "by-itself")
    of = await revealed_from(server, cup)
    key = CompetitionId(cup.id), RoundId(cup.round)
    ceremonies, people, clock = await store(tmp_path)
    await ceremonies.prepare(*key, of, Plan(by_module=False, finale="podium"), rehearsal=True)
    for drive in ("arm", "go"):
        await ceremonies.drive(*key, drive, "a")
    await ceremonies.drive(*key, "auto", "a", to=5)

    seen = []
    for look in count():
        clock.goes(2.5)
        clock.wall += {1: -HOUR, 6: 2 * HOUR}.get(look, 0)
        await ceremonies.go_on()
        now = ceremonies.get(*key)
        assert now is not None
        seen.append(now.step)
        if not now.auto:
            break
    await people.close()

    assert seen == [0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7]
    assert now is not None
    assert now.stage is not None
    assert now.stage.beat == "podium"
