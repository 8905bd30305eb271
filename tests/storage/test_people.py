"""People outside the ledger: found by what they show, replaced by key, erased without a trace."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from server.core.ledger import LedgerFailed
from server.storage.people import People
from server.storage.tables import Account, Delegation, Display, Entrant, HallItem, Official, SignIn


@pytest.fixture(params=["sqlite", "postgresql"])
async def people(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[People]:
    where: str | Path = tmp_path / "cup.sqlite"
    if request.param == "postgresql":
        where = await request.getfixturevalue("postgres").new_database()
    opened = await People.open(where)
    yield opened
    await opened.close()


def sign_in(token: str, competition: str | None = "cup", person: str = "j1", at: int = 1) -> SignIn:
    role = "judge" if competition else "organiser"
    return SignIn(
        token_hash=token, role=role, person=person, competition=competition, created_at=at, last_seen_at=at
    )


async def test_putting_adds_or_replaces(people: People) -> None:
    await people.put_delegations(
        [Delegation(competition="cup", id=id_, name_zh="一队", name_en="One") for id_ in ("d2", "d1")]
    )
    await people.put_delegations([Delegation(competition="cup", id="d1", name_zh="壹队")])
    await people.put_delegations([])

    assert [(one.id, one.name_zh, one.name_en) for one in await people.list_delegations("cup")] == [
        ("d1", "壹队", ""),
        ("d2", "一队", "One"),
    ]
    assert await people.list_delegations("gala") == []


async def test_two_thousand_entrants_come_in_one_list(people: People) -> None:
    rows = [
        Entrant(competition="cup", entry=f"e{n:04}", name_zh="王芳", members="王芳\n李雷")
        for n in range(2000)
    ]
    await people.put_entrants(rows)

    assert [one.entry for one in await people.list_entrants("cup")] == [row.entry for row in rows]
    entrant = await people.get_entrant("cup", "e0007")
    assert entrant is not None
    assert entrant.members == "王芳\n李雷"
    await people.forget_entrant("cup", "e0007")
    assert await people.get_entrant("cup", "e0007") is None


async def test_an_official_is_found_by_card_and_by_code(people: People) -> None:
    await people.put_officials(
        [
            Official(competition="cup", id="j1", name="张三", card_hash="c1", short_code="1234"),
            Official(competition="cup", id="j2", name="李四"),
            Official(competition="gala", id="j1", name="王五", card_hash="c3", short_code="1234"),
        ]
    )

    found = await people.official_by_card("c3")
    assert found is not None
    assert (found.competition, found.name) == ("gala", "王五")
    coded = await people.official_by_short_code("cup", "1234")
    assert coded is not None
    assert coded.name == "张三"
    assert await people.official_by_card("") is None, "no card is not everyone's card"
    assert await people.official_by_card("other") is None
    assert [one.id for one in await people.list_officials("cup")] == ["j1", "j2"]
    assert await people.get_official("cup", "j3") is None


async def test_a_code_is_one_judge_s_in_a_competition(people: People) -> None:
    await people.put_officials([Official(competition="cup", id="j1", name="张三", short_code="1234")])

    with pytest.raises(IntegrityError):
        await people.put_officials([Official(competition="cup", id="j2", name="李四", short_code="1234")])

    assert [one.id for one in await people.list_officials("cup")] == ["j1"]


async def test_an_account_s_name_is_taken_once(people: People) -> None:
    await people.put_account(Account(id="a1", name="desk", password_hash="x"))

    with pytest.raises(IntegrityError):
        await people.put_account(Account(id="a2", name="desk", password_hash="y"))

    account = await people.account_by_name("desk")
    assert account is not None
    assert account.id == "a1"
    assert await people.account_by_name("Desk") is None
    assert await people.get_account("a2") is None
    assert [one.id for one in await people.list_accounts()] == ["a1"]


async def test_a_sign_in_ends_once(people: People) -> None:
    await people.put_sign_in(sign_in("t1"))
    await people.seen("t1", 7)
    await people.revoke("t1", 9)
    await people.revoke("t1", 11)

    one = await people.get_sign_in("t1")
    assert one is not None
    assert (one.last_seen_at, one.revoked_at) == (7, 9)
    assert await people.get_sign_in("t2") is None


async def test_a_person_is_signed_out_everywhere_in_that_competition(people: People) -> None:
    for n, (competition, person) in enumerate(
        [("cup", "j1"), ("cup", "j1"), ("cup", "j2"), ("gala", "j1"), (None, "j1")]
    ):
        await people.put_sign_in(sign_in(f"t{n}", competition, person, at=n))

    await people.revoke_person("judge", "j1", "cup", 50)
    await people.revoke_person("organiser", "j1", None, 60)

    ended = {one.token_hash: one.revoked_at for one in await people.list_sign_ins()}
    assert ended == {"t0": 50, "t1": 50, "t2": None, "t3": None, "t4": 60}
    assert [one.token_hash for one in await people.list_sign_ins("cup")] == ["t2", "t1", "t0"]


async def test_a_screen_is_kept_and_forgotten(people: People) -> None:
    await people.put_displays([Display(id="s1", name="大屏", board="standings.final")])
    await people.put_displays([Display(id="s1", name="大屏", board="podium.final", options='{"rows": 8}')])

    [screen] = await people.list_displays()
    assert (screen.board, screen.options) == ("podium.final", '{"rows": 8}')
    items = [HallItem(kind=kind, id=id_, body="{}") for kind in ("a", "b") for id_ in ("s1", "s2")]
    await people.put_hall_items(items)
    await people.remove_display("s1", ("a",))
    assert await people.list_displays() == []
    assert [(one.kind, one.id) for one in await people.list_hall_items()] == [
        ("a", "s2"),
        ("b", "s1"),
        ("b", "s2"),
    ]


async def test_a_full_disk_is_a_failure_of_the_storage(tmp_path: Path) -> None:
    people = await People.open(tmp_path / "cup.sqlite")
    async with people._engine.begin() as connection:
        await connection.execute(text("PRAGMA max_page_count = 1"))  # no page more than there are
    await people.put_sign_in(sign_in("kept"))
    many = [Delegation(competition="cup", id=f"d{n}", name_zh="队" * 50) for n in range(500)]
    with pytest.raises(LedgerFailed, match="full"):
        await people.put_delegations(many)
    assert await people.get_sign_in("kept"), "what is there can be read"
    await people.close()
