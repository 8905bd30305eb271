"""Seats of a panel: a judge who is replaced in the middle of a round keeps what they marked, the rest is the new judge's.

A seat (席位) is a place on the panel of a module. For one entry it is taken by whoever of those that held it has a sheet in,
else by whoever holds it now: so an entry never has two marks of one seat, and never waits for somebody who left.
"""

from collections.abc import Container, Mapping, Sequence

from server.core.ids import OfficialId

Before = Mapping[OfficialId, tuple[OfficialId, ...]]
"""Whoever held a judge's seat before them, the newest first; judges who replaced nobody are left out."""


def seated(
    panel: Sequence[OfficialId], before: Before, there: Container[OfficialId]
) -> tuple[OfficialId, ...]:
    """
    Who takes the seats of a panel for one entry, in the order of the panel, where these judges' sheets are in.

    >>> a, b, c = OfficialId("a"), OfficialId("b"), OfficialId("c")
    >>> seated((a, c), {c: (b,)}, {a, b}), seated((a, c), {c: (b,)}, {a})
    (('a', 'b'), ('a', 'c'))
    """
    if not before:
        return tuple(panel)
    return tuple(
        next((one for one in (judge, *before.get(judge, ())) if one in there), judge) for judge in panel
    )


def taken_over(before: Before, judge: OfficialId, by: OfficialId) -> dict[OfficialId, tuple[OfficialId, ...]]:
    """Who held which seat before, once `by` has taken the seat of `judge`."""
    held = (judge, *before.get(judge, ()))
    others = {one: of for one, of in before.items() if one != judge}
    return others | {by: tuple(one for one in held if one != by)}
