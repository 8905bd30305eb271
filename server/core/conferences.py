"""Where a conference (评议) is open, from the folded facts alone: nothing says that one is, the marks do. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from server.core import panel
from server.core.conference import Conference
from server.core.ids import AspectId, EntryId, ModuleId, OfficialId
from server.core.part_rulings import ruled
from server.core.round import Round
from server.core.scheme import Module, Scheme
from server.core.tally import Spread


@dataclass(frozen=True, slots=True)
class Open:
    """
    A conference that is open: the aspects on which the panel lies too far apart, and who has yet to mark again.

    `aspects` are empty while judges are asked and their panel has come together already.
    """

    aspects: tuple[Spread, ...]
    asked: tuple[OfficialId, ...]


def all_in(round_: Round, module: ModuleId, entry: EntryId) -> bool:
    """Whether every judge who marks the entry in the module has handed in."""
    sheets = round_.sheets.get((module, entry), {})
    return bool(sheets) and all(judge in sheets for judge in round_.judging(module, entry))


def apart(scheme: Scheme, round_: Round, module: Module, entry: EntryId) -> list[Spread]:
    """
    The aspects on which the judges' own marks lie further apart than the scheme accepts, once all are in.

    Whatever was agreed or let stand since; a part that was ruled on for everybody is not looked at.
    """
    if not all_in(round_, module.id, entry):
        return []
    sheets = round_.sheets[module.id, entry]
    out = ruled(scheme, tuple(round_.parts.values())).aspects if round_.parts else {}
    found = []
    for aspect in module.aspects():
        marks = [sheets[judge].marks[aspect.id] for judge in round_.judging(module.id, entry)]
        wide = None if aspect.id in out else panel.spread(aspect, panel.rule_for(module, aspect), marks)
        if wide is not None:
            found.append(Spread(module.id, aspect.id, *wide))
    return found


def open_conference(scheme: Scheme, round_: Round, module: Module, entry: EntryId) -> Open | None:
    """The conference on an entry that competes; None where the panel is together, or what is apart is settled."""
    if round_.state(entry) != "competing":
        return None
    said = round_.conference(module.id, entry)
    wide = [one for one in apart(scheme, round_, module, entry) if not _settled(said, one.aspect)]
    asked = tuple(judge for judge in round_.judging(module.id, entry) if judge in said.asked)
    return Open(tuple(wide), asked) if wide or asked else None


def open_conferences(scheme: Scheme, round_: Round) -> Iterator[tuple[ModuleId, EntryId]]:
    """All of a round, in running order."""
    for drawn in round_.order:
        for module in scheme.modules:
            if open_conference(scheme, round_, module, drawn.entry) is not None:
                yield module.id, drawn.entry


def seen_at(round_: Round, module: ModuleId, entry: EntryId) -> int:
    """The newest fact about the entry's sheets in a module: whoever decides on them has to have seen it."""
    sheets = round_.sheets.get((module, entry), {})
    positions = [sheet.position for sheet in sheets.values()]
    positions += [one.position for (of, e, _), one in round_.returned.items() if (of, e) == (module, entry)]
    return max([*positions, round_.conference(module, entry).changed_at])


def _settled(said: Conference, aspect: AspectId) -> bool:
    return aspect in said.agreed or aspect in said.accepted
