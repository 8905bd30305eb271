"""The marks that what everyone sees of a round rests on, where they may be spoken of one by one. Pure.

Results are open as `public_view.seen` says. Single marks are less: not while anything is withheld in part, not of an entry
whose panel has yet to come together, and of a module only once its whole panel has handed in.
"""

from __future__ import annotations

from server.core.ids import EntryId, ModuleId
from server.core.results import ModuleResult
from server.core.states import State
from server.services.live_round import LiveRound
from server.services.marked import Marked
from server.services.public_view import Seen
from server.services.round_view import RoundView


def public_marks(live: LiveRound, now: Seen) -> Marked | None:
    """What the results everyone sees are made of; None where single marks stay with the officials."""
    if now.status.is_final:
        return live.official_marked
    if not now.view.whole:
        return None
    if now.status in (State.FROZEN, State.EMBARGOED):
        return live.outside.frozen_marked
    return live.outside.marked() if now.status.is_live else None


def is_whole(module: ModuleResult) -> bool:
    """Whether every judge of the panel has handed in, whatever became of the entry since."""
    return 0 < module.sheets_due <= module.sheets_in


def in_review(view: RoundView, entry: EntryId) -> bool:
    """Whether the panel has yet to come together on the entry (评议); what was published stands all the same."""
    return view.phase != "published" and entry in view.in_conference


def latest(now: Seen, marks: Marked | None) -> tuple[EntryId, ModuleId] | None:
    """
    The entry whose panel was the last to be complete in a module, and that module: by the order of the facts alone.

    A correction brings no entry back. None before the first, and wherever that may not be told.
    """
    if marks is None:
        return None
    found = [
        (marks.handed_in[module, one.entry], one.entry, module)
        for one in now.view.standings
        for module, result in one.result.modules.items()
        if is_whole(result) and (module, one.entry) in marks.handed_in
    ]
    if not found:
        return None
    _, entry, module = max(found)
    return entry, module
