"""What stands first on the page of a case: the next legal date, whose turn it is, and where on the way the case is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from api.i18n import say
from api.pages.clocks import ClockView, clock_view
from api.pages.officer.opened import Opened
from cases.deadlines import Clock, State
from cases.lifecycle import Kind
from cases.process_map import Step

BEFORE, AFTER = 2, 3
"""So many stages stand on the short map before and after the one where the case is."""


@dataclass(frozen=True, slots=True)
class Lead:
    """The next date, None where none runs, and whose turn the stage says it is; empty in a closed case."""

    clock: ClockView | None
    turn: str


def lead(case: Opened) -> Lead:
    """The clock of which the date comes next, as lists order by it: forecasts aside, waiting that is over aside."""
    binding = [each for each in case.clocks if _binds(each, case)]
    first = min(binding, key=lambda each: (each.due is None, each.due), default=None)
    stage = case.life.stage(case.facts.stage)
    view = clock_view(first, case.reference, case.uow.database, case.home) if first else None
    return Lead(view, "" if stage.terminal else say(stage.outside.turn))


def _binds(clock: Clock, case: Opened) -> bool:
    if clock.state is not State.OPEN or clock.kind is Kind.TARGET or clock.due is None:
        return False
    return clock.kind is not Kind.WAIT_UNTIL or clock.due >= case.facts.on


@dataclass(frozen=True, slots=True)
class Way:
    """A stretch of the map around the stage where the case is; `earlier` and `later` count what is left out."""

    steps: Sequence[Step]
    earlier: int
    later: int


def way(steps: Sequence[Step]) -> Way:
    """The stages just passed, where the case is, and what lies just ahead."""
    here = next((n for n, step in enumerate(steps) if step.state == "here"), 0)
    first, last = max(0, here - BEFORE), min(len(steps), here + AFTER + 1)
    return Way(steps[first:last], first, len(steps) - last)


__all__ = ["Lead", "Way", "lead", "way"]
