"""What a benchmark reports: a figure of ours beside its base, from the same run."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. `ratio` is what is held against the `floor`; `at_most` says that less is better."""

    key: str
    what: str
    ours: str
    base: str
    ratio: float
    floor: float
    at_most: bool = False
    goal: str = ""

    @property
    def holds(self) -> bool:
        return self.ratio <= self.floor if self.at_most else self.ratio >= self.floor


def interleaved(ours: Callable[[], float], base: Callable[[], float], rounds: int = 5) -> tuple[float, float, float]:
    """Run both by turns; gives the medians of ours and of the base, and the median of the ratios of each round."""
    pairs = [(ours(), base()) for _ in range(rounds)]
    return (
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
        statistics.median(a / b for a, b in pairs),
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The value that a share of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
