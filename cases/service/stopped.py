"""Why clocks stand still, and since when: from the plan of each clock, for the few rows that a page shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from cases.deadlines import Clock
from cases.history import Facts
from cases.lifecycle import Lifecycle
from cases.service.acting import facts_now, life_of
from cases.store import UnitOfWork


@dataclass(frozen=True, slots=True)
class Stopped:
    """What a clock waits for, in the words of the act or stage that stopped it, and from which day it stands."""

    why: str
    since: date


def why_stopped(uow: UnitOfWork, rows: Sequence[Row[Any]]) -> dict[int, Stopped]:
    """For each row of the table of deadlines that is paused, by its key, why it is. Each case is read once."""
    paused = [row for row in rows if row.state == "paused"]
    stops = {case_id: _of_case(uow, case_id) for case_id in dict.fromkeys(row.case_id for row in paused)}
    found = {row.id: stops[row.case_id].get((row.key, row.visit, row.occurrence, row.subject)) for row in paused}
    return {key: stop for key, stop in found.items() if stop is not None}


def _of_case(uow: UnitOfWork, case_id: UUID) -> dict[tuple[str, int, int, str], Stopped]:
    case = uow.case(case_id)
    life, facts = life_of(case), facts_now(uow, case)
    return {clock.identity: _stop(life, facts, clock) for clock in facts.clocks()}


def _stop(life: Lifecycle, facts: Facts, clock: Clock) -> Stopped:
    """The pause that goes on; without one the clock waits for the detour on which the case is."""
    going_on = next((pause for pause in reversed(clock.plan.pauses) if pause.end is None), None)
    if going_on is not None:
        return Stopped(going_on.why, going_on.start)
    here = facts.visits[-1]
    return Stopped(life.stage(here.stage).title, max(here.entered_on, clock.trigger_on))
