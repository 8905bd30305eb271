"""The states of a result list, one word for each wherever one is named: what a list may be taken for. Pure.

Their texts stand under `common.status.` and nowhere else. What is withheld by whose decision is `withheld.py`'s.
"""

from __future__ import annotations

from enum import StrEnum

from server.core.round import Round


class State(StrEnum):
    """
    What a list of results is.

    `hidden`: nothing of it is shown. `provisional`: marks still come in. `under_review`: judging is over, nothing is
    official yet, or what was has changed since. `frozen`: it stands still, or a part of it is kept back. `embargoed`: it
    stands as it was before its results were made, until they are revealed. `official`: as it
    was published. `corrected`: as it was published again after a change.
    """

    HIDDEN = "hidden"
    PROVISIONAL = "provisional"
    UNDER_REVIEW = "under_review"
    FROZEN = "frozen"
    EMBARGOED = "embargoed"
    OFFICIAL = "official"
    CORRECTED = "corrected"

    @property
    def is_final(self) -> bool:
        """Whether an organiser answers for it as it stands."""
        return self in (State.OFFICIAL, State.CORRECTED)

    @property
    def is_live(self) -> bool:
        """Whether it follows the marks as they are."""
        return self in (State.PROVISIONAL, State.UNDER_REVIEW)


def state_of(round_: Round, *, outside: bool) -> State:
    """
    The state of a round's list.

    :param outside: as everyone may see it; else as officials see it, whatever is kept from the public
    """
    published = State.OFFICIAL if round_.version == 1 else State.CORRECTED
    if not outside:
        return published if round_.is_official else _by_phase(round_)
    if round_.withheld.embargo is not None:
        return State.EMBARGOED
    if round_.version:
        return published
    if round_.phase == "planned" or round_.audience == "published":
        return State.HIDDEN
    return State.FROZEN if round_.withheld.frozen is not None else _by_phase(round_)


def _by_phase(round_: Round) -> State:
    return State.UNDER_REVIEW if round_.phase in ("closed", "published") else State.PROVISIONAL


def together(main: State, other: State | None) -> State:
    """
    The state of a table that rests on two lists, and mainly on the first: it is no further than the less certain one.

    >>> together(State.OFFICIAL, None).value, together(State.OFFICIAL, State.HIDDEN).value
    ('official', 'provisional')
    >>> together(State.OFFICIAL, State.CORRECTED).value, together(State.UNDER_REVIEW, State.OFFICIAL).value
    ('corrected', 'under_review')
    """
    if other is None or not (main.is_live or main.is_final):
        return main
    if main.is_final and other.is_final:
        return State.CORRECTED if State.CORRECTED in (main, other) else State.OFFICIAL
    both = {main, other} - {State.OFFICIAL, State.CORRECTED}
    return State.UNDER_REVIEW if both == {State.UNDER_REVIEW} else State.PROVISIONAL
