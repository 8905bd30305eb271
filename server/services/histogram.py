"""Counts of values by size, for monitors; pure. How they are written out stands in `server/web/health.py`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate


class Histogram:
    """
    How often a value was at most each bound, how many values there were, and their sum.

    >>> seen = Histogram("waits", "Seconds until served.", (0.1, 1))
    >>> for seconds in (0.1, 0.5, 7): seen.observe(seconds)
    >>> seen.buckets(), round(seen.sum, 3)
    ([('0.1', 1), ('1', 2), ('+Inf', 3)], 7.6)
    """

    def __init__(self, name: str, text: str, bounds: Sequence[float]) -> None:
        self.name = name
        self.text = text
        self.sum = 0.0
        self._bounds = bounds
        self._counts = [0] * (len(bounds) + 1)

    def observe(self, value: float) -> None:
        """One more."""
        self._counts[bisect_left(self._bounds, value)] += 1
        self.sum += value

    def buckets(self) -> list[tuple[str, int]]:
        """Each bound with how many values were no larger; the last is all of them."""
        bounds = [*(f"{bound:g}" for bound in self._bounds), "+Inf"]
        return list(zip(bounds, accumulate(self._counts), strict=True))
