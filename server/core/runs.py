"""Which run of a module counts where an entry did it again (重赛): the last one, or the best of several. Pure."""

from collections.abc import Sequence

from server.core.tally import Tally


def counting(runs: Sequence[Tally], *, high_wins: bool) -> Tally:
    """
    The run that counts, of those that may, in their order; the last is the one that is being marked.

    A run counts once all its sheets are in, and until one is, the last does; equal ones leave the earlier. A run that
    is void loses to one that is not. How many sheets are in is said of the last run, whichever counts.
    """
    last = runs[-1]
    whole = [run for run in runs if 0 < run.due <= len(run.sheets)] or [last]
    valid = [run for run in whole if not run.why] or whole
    found = max(valid, key=lambda run: run.points) if high_wins else min(valid, key=lambda run: run.points)
    found.progress = last.progress
    return found
