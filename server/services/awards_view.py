"""Awards of a round for the organiser: what the table proposes, why, and what is confirmed. Pure; nothing is given here."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from server.core.award_field import proposed
from server.core.award_table import AwardTable
from server.core.awards import Given, Proposal, Undecided, Withheld
from server.core.ids import EntryId
from server.core.text import Text
from server.services import yaml_shapes
from server.services.live_fold import LiveCompetition
from server.services.live_round import LiveRound
from server.services.standings_view import text


def awards(competition: LiveCompetition, live: LiveRound) -> dict[str, Any]:
    """In the shape of `docs/protocol.md`; without a table of awards there is nothing proposed."""
    event, round_ = live.event, live.round
    shown: dict[str, Any] = {
        "version": round_.version,
        "official": round_.is_official,
        "contest": event.contest,
    }
    if event.level is not None:
        shown["level"] = event.level
    proposal = proposed(event, live.standings())
    if event.awards is not None and proposal is not None:
        shown["table"] = yaml_shapes.as_data(event.awards)
        shown["proposal"] = _Who(competition, live, event.awards).proposal(proposal)
    if round_.awards is not None:
        shown["confirmed"] = _confirmed(live, proposal)
    return shown


def _confirmed(live: LiveRound, proposal: Proposal | None) -> dict[str, Any]:
    """What a person confirmed, whether it still holds, and whether it is what is proposed now."""
    confirmed = live.round.awards
    assert confirmed is not None, "looked at before"
    given = {(one.entry, one.award) for one in confirmed.given}
    wanted = {(one.entry, one.award) for one in proposal.given} if proposal else set()
    return {
        "version": confirmed.version,
        "holds": live.round.is_official and confirmed.version == live.round.version,
        "as_proposed": given == wanted,
        "reason": confirmed.reason,
        "given": [{"entry": one.entry, "award": one.award} for one in confirmed.given],
    }


class _Who:
    """Ids with the names behind them."""

    def __init__(self, competition: LiveCompetition, live: LiveRound, table: AwardTable) -> None:
        self._names = competition.names.entries
        self._registrations = live.event.registrations
        self._ranks = {one.entry: one.rank for one in live.standings()}
        self._titles = {award.id: award.title for award in table.awards}

    def proposal(self, proposal: Proposal) -> dict[str, Any]:
        """The whole proposal."""
        shown: dict[str, Any] = {
            "given": [self._given(one) for one in proposal.given],
            "withheld": [self._withheld(one) for one in proposal.withheld],
            "undecided": [self._undecided(one) for one in proposal.undecided],
            "working": [text(line) for line in proposal.working],
        }
        return shown | _money("subsidy", proposal.subsidy)

    def _entry(self, entry: EntryId) -> dict[str, Any]:
        number = self._registrations[entry].number
        shown = {"entry": entry, "number": number, "name": text(self._names.get(entry, Text(number, number)))}
        rank = self._ranks.get(entry)
        return shown if rank is None else shown | {"rank": rank}

    def _given(self, one: Given) -> dict[str, Any]:
        shown = self._entry(one.entry) | {
            "award": one.award,
            "title": text(self._titles[one.award]),
            "why": text(one.why),
        }
        if one.check is not None:
            shown["check"] = text(one.check)
        return shown | _money("money", one.money)

    def _withheld(self, one: Withheld) -> dict[str, Any]:
        shown = self._entry(one.entry) | {"why": text(one.why)}
        if one.award is not None:
            shown |= {"award": one.award, "title": text(self._titles[one.award])}
        return shown

    def _undecided(self, one: Undecided) -> dict[str, Any]:
        return {
            "award": one.award,
            "title": text(self._titles[one.award]),
            "entries": [self._entry(entry) for entry in one.entries],
            "places": one.places,
            "why": text(one.why),
        }


def _money(name: str, amount: Decimal | None) -> dict[str, str]:
    return {} if amount is None else {name: f"{amount.normalize():f}"}
