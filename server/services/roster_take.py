"""Taking a list that has no fault: names go to the people store, ids and numbers to the ledger. Entries get random ids."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import count
from weakref import WeakValueDictionary

from server.core.commands_setup import RegisterEntries
from server.core.commands_teams import RegisterTeams
from server.core.facts_setup import Registration
from server.core.ids import CommandId, CompetitionId, DelegationId, EntryId, EventId
from server.core.refusals import Code
from server.core.team_rule import TeamId, TeamMember, TeamRegistration
from server.services import roster_teams
from server.services.live_fold import LiveCompetition
from server.services.parts import Parts
from server.services.refused import Refused
from server.services.roster import Row
from server.storage.people import People
from server.storage.tables import Delegation, Entrant

_turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()


@dataclass(frozen=True, slots=True)
class Plan:
    """What a list becomes: a command, and the people behind its ids. `delegations` are only the new or renamed ones."""

    command: RegisterEntries
    delegations: list[Delegation]
    entrants: list[Entrant]


def turn(competition: CompetitionId) -> asyncio.Lock:
    """One list at a time in a competition: two at once would each make the same delegation."""
    return _turns.setdefault(competition, asyncio.Lock())


def numbers(live: LiveCompetition, event: EventId) -> Mapping[str, str]:
    """The numbers that are taken in an event, with whose they are."""
    registrations = live.state.events[event].registrations.values()
    names = live.names.entries
    return {r.number: names[r.entry].zh if r.entry in names else r.number for r in registrations}


async def taken_before(
    parts: Parts, competition: CompetitionId, event: EventId, key: CommandId, rows: Sequence[Row]
) -> int:
    """
    How many entries this very request registered before; 0 when it is new.

    :raises Refused: another list, or something else, was recorded under this key
    """
    receipt = parts.submit.recorded(competition, key)
    if receipt is None:
        return 0
    body = (await parts.ledger.read(competition, receipt.position - 1, 1))[0].entry.body
    before = [entry["number"] for entry in body.get("entries", [])]
    if body.get("event") != event or before != [row.number for row in rows]:
        raise Refused(Code.COMMAND_ID_REUSED)
    return len(before)


def plan(
    event: EventId, rows: Sequence[Row], known: Sequence[Delegation], competition: CompetitionId
) -> Plan:
    """Ids for everyone: random for entries, one for each delegation by its name."""
    delegations = {row.name_zh: row for row in known}
    changed: dict[str, Delegation] = {}
    registrations, entrants = [], []
    for row in rows:
        delegation = _delegation(delegations, changed, row, competition)
        entry = EntryId(f"e{secrets.token_hex(5)}")
        registrations.append(Registration(entry, row.number, DelegationId(delegation), row.category))
        entrants.append(
            Entrant(
                competition=competition,
                entry=entry,
                name_zh=row.name,
                name_en=row.name_en,
                members=row.members,
                phone=row.phone,
            )
        )
    return Plan(RegisterEntries(event, tuple(registrations)), list(changed.values()), entrants)


def _delegation(
    known: dict[str, Delegation], changed: dict[str, Delegation], row: Row, competition: CompetitionId
) -> str:
    found = known.get(row.delegation)
    if found is None:
        found = Delegation(
            competition=competition,
            id=f"d{secrets.token_hex(4)}",
            name_zh=row.delegation,
            name_en=row.delegation_en,
        )
        known[row.delegation] = changed[row.delegation] = found
    elif row.delegation_en and not found.name_en:
        found.name_en = row.delegation_en
        changed[row.delegation] = found
    return found.id


@dataclass(frozen=True, slots=True)
class TeamPlan:
    """The teams a list makes: the command, and the names behind their ids."""

    command: RegisterTeams
    entrants: list[Entrant]


def teams_key(key: CommandId) -> CommandId:
    """The id of the command that registers the teams of the list that came under `key`."""
    return CommandId(sha256(f"{key} teams".encode()).hexdigest()[:32])


def team_plan(
    live: LiveCompetition,
    event: EventId,
    key: CommandId,
    rows: Sequence[Row],
    entries: Mapping[str, Registration],
) -> TeamPlan | None:
    """
    The teams of a list, None where it has none. Who joins a team that is there already stands behind its members.

    :param entries: what the rows became, by number
    """
    there = {team.number: team for team in live.state.events[event].teams.values()}
    names = live.names.entries
    called = {name.zh: team for team in there.values() if (name := names.get(EntryId(team.team)))}
    taken = {*there, *(listed.number for listed in roster_teams.teams(rows))}
    free = (number for number in (f"{n:02d}" for n in count(1)) if number not in taken)
    teams, entrants = [], []
    for listed in roster_teams.teams(rows):
        members = tuple(
            TeamMember(entries[row.number].entry, row.role, roster_teams.is_substitute(row))
            for row in listed.rows
        )
        before = there.get(listed.number) if listed.number else called.get(listed.name)
        if before is not None:
            teams.append(replace(before, members=(*before.members, *members)))
            continue
        number = listed.number or next(free)
        id_ = TeamId(f"t{sha256(f'{key} {number}'.encode()).hexdigest()[:12]}")
        delegation = entries[listed.rows[0].number].delegation
        teams.append(TeamRegistration(id_, number, delegation, members))
        entrants.append(Entrant(competition=live.id, entry=id_, name_zh=listed.name))
    return TeamPlan(RegisterTeams(event, tuple(teams)), entrants) if teams else None


async def keep_people(people: People, plan: Plan) -> None:
    """Names first: an entry that stands in the ledger always has one."""
    await people.put_delegations(plan.delegations)
    await people.put_entrants(plan.entrants)


async def forget_people(people: People, plan: Plan) -> None:
    """The ledger refused: nobody is behind these ids. Delegations stay, others may belong to them."""
    for row in plan.entrants:
        await people.forget_entrant(row.competition, row.entry)
