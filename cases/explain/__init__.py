"""Why a date is what it is: trigger, rule, counting with every skipped day by name, pauses, extensions. Pure.

An `Explanation` holds the same facts twice: as numbered lines for a reader, in sentences that a page can say in its
own language, and as a `Trace` that `replay` walks day by day, without the code that computed the date. The tests hold
the two against each other. `picture` draws the walk as months; `plain_reason` says it in short to an outsider.
"""

from __future__ import annotations

from cases.explain.explanation import Explanation, Line, explain
from cases.explain.picture import Month, Square, picture
from cases.explain.plain import plain_reason
from cases.explain.trace import Trace, replay
from cases.explain.words import day_words, named_days

__all__ = [
    "Explanation", "Line", "Month", "Square", "Trace", "day_words", "explain", "named_days", "picture", "plain_reason",
    "replay",
]  # fmt: skip
