"""Rules of approval (确认): what is approved, when that is taken back, and what approved results keep from being changed."""

from collections.abc import Mapping, Sequence

from server.core import limits
from server.core.approval import Lack, changed_at, field_is_open, lacking, resting_on, unapproved
from server.core.commands_approval import ApproveEntries, TakeBackApproval
from server.core.competition import Competition
from server.core.facts_approval import ApprovalTakenBack, EntriesApproved
from server.core.field import relative_aspects
from server.core.ids import EntryId, ModuleId, OfficialId
from server.core.refusals import Code, Refusal
from server.core.round import Round

NAMED = 20
"""So many entries a refusal names."""


def approve_entries(state: Competition, command: ApproveEntries) -> EntriesApproved | Refusal:
    """From the opening on; all of the entries, or none: then it is said of each what it lacks."""
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    if round_.phase in ("planned", "drawn"):
        return Refusal(Code.ROUND_NOT_OPEN)
    if wrong := _check_named(round_, command.entries):
        return wrong
    found = {entry: _lacking(state, round_, entry, command.seen) for entry in command.entries}
    if not any(found.values()) and _is_field_open(state, round_):
        found = dict.fromkeys(command.entries, (Lack("field"),))
    lacks = {entry: some for entry, some in found.items() if some}
    if lacks:
        return Refusal(Code.ENTRIES_NOT_READY, {"count": len(lacks), "lacks": _written(round_, lacks)})
    return EntriesApproved(round_.id, command.entries, command.seen)


def take_back_approval(state: Competition, command: TakeBackApproval) -> ApprovalTakenBack | Refusal:
    """At any time, with a reason; what was published stays published."""
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    if wrong := _check_named(round_, command.entries):
        return wrong
    other = next((entry for entry in command.entries if entry not in round_.approved), None)
    if other is not None:
        return Refusal(Code.ENTRY_NOT_APPROVED, {"code": round_.codes[other]})
    return limits.check_reason(command.reason, needed=True) or ApprovalTakenBack(
        round_.id, command.entries, command.reason
    )


def check_unlocked(state: Competition, round_: Round, entry: EntryId) -> Refusal | None:
    """Whether what is marked and ruled of an entry may be changed: it is not approved, and nothing approved rests on it."""
    if entry in round_.approved:
        return Refusal(Code.ENTRY_APPROVED, {"code": round_.codes[entry]})
    return _check_nothing_rests(state, round_, entry)


def check_takes_sheet(
    state: Competition, round_: Round, module: ModuleId, entry: EntryId, judge: OfficialId
) -> Refusal | None:
    """Whether a judge's sheet may come in; a shadow judge's changes no result and is taken in any case."""
    is_shadow = judge in round_.shadows.get(module, ())
    return None if is_shadow else check_unlocked(state, round_, entry)


def check_all_unlocked(state: Competition, round_: Round) -> Refusal | None:
    """The same for what is about everybody at once."""
    return _check_nothing_rests(state, round_, None)


def check_judges_kept(before: Round, after: Round) -> Refusal | None:
    """Other judges than before mark none of the approved entries."""
    changed = [
        entry
        for entry in before.approved
        if any(before.judging(module, entry) != after.judging(module, entry) for module in after.panels)
    ]
    return _rests(before, changed)


def check_approved(state: Competition, round_: Round) -> Refusal | None:
    """Where the event's rules ask for it, every entry that competes is approved before anything becomes official."""
    if not state.event_of(round_).sheet_rules.approval:
        return None
    left = unapproved(round_)
    if not left:
        return None
    known = state.event_of(round_).registrations
    numbers = [known[one].number if one in known else round_.codes[one] for one in left[:NAMED]]
    return Refusal(Code.ENTRIES_NOT_APPROVED, {"count": len(left), "numbers": _listed(numbers, len(left))})


def _check_named(round_: Round, entries: Sequence[EntryId]) -> Refusal | None:
    """Entries of the round, at least one, each once."""
    if not entries:
        return Refusal(Code.MALFORMED, {"problem": "entries：为空 / there is none"})
    if any(entry not in round_.codes for entry in entries):
        return Refusal(Code.ENTRY_UNKNOWN)
    if len(set(entries)) < len(entries):
        return Refusal(Code.MALFORMED, {"problem": "entries：重复 / an entry stands twice"})
    return None


def _lacking(state: Competition, round_: Round, entry: EntryId, seen: int) -> tuple[Lack, ...]:
    if entry in round_.approved:
        return (Lack("approved"),)
    found = lacking(state.event_of(round_).scheme, round_, entry)
    return (*found, Lack("changed")) if changed_at(state, round_, entry) > seen else found


def _is_field_open(state: Competition, round_: Round) -> bool:
    """Looked at only where points depend on the field."""
    scheme = state.event_of(round_).scheme
    if not relative_aspects(scheme):
        return False
    return field_is_open(scheme, {one.entry: lacking(scheme, round_, one.entry) for one in round_.pieces})


def _check_nothing_rests(state: Competition, round_: Round, entry: EntryId | None) -> Refusal | None:
    found: dict[str, tuple[Round, list[EntryId]]] = {}
    for of, one in resting_on(state, round_, entry):
        found.setdefault(of.id, (of, []))[1].append(one)
    first = next(iter(found.values()), None)
    return None if first is None else _rests(*first)


def _rests(round_: Round, entries: Sequence[EntryId]) -> Refusal | None:
    if not entries:
        return None
    codes = [round_.codes[entry] for entry in entries[:NAMED]]
    return Refusal(
        Code.APPROVED_RESULTS_REST_ON_IT,
        {"round": round_.id, "count": len(entries), "codes": _listed(codes, len(entries))},
    )


def _listed(some: Sequence[str], count: int) -> str:
    return ", ".join(some) + (" …" if count > len(some) else "")


def _written(round_: Round, lacks: Mapping[EntryId, Sequence[Lack]]) -> str:
    """Of each entry by its code all that it lacks: `01: sheet weld j2, spread weld weld-1; 02: approved`."""
    return "; ".join(
        f"{round_.codes[entry]}: "
        + ", ".join(
            " ".join(part for part in (one.kind, one.module, one.judge, one.aspect) if part) for one in some
        )
        for entry, some in lacks.items()
    )
