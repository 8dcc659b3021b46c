"""The stays of a case in its stages, detours folded in; its lives between closing and reopening; when it waited."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cases.deadlines.plan import Pause
from cases.history import Event, Facts
from cases.lifecycle import (
    Back,
    Lifecycle,
    Stage,
)


@dataclass(slots=True)
class Sojourn:
    """A stay in a stage, detours from it included. `away` since the case is on a detour; `left` when it is over."""

    stage: str
    visit: int
    entered: Event
    left: Event | None = None
    away: Event | None = None


def sojourns(life: Lifecycle, facts: Facts) -> list[Sojourn]:
    """The stays of a case, with detours folded into the stay that asked."""
    stays: list[Sojourn] = []
    numbers: dict[str, int] = {}
    frames: list[Sojourn] = []
    here: Sojourn | None = None
    for event in facts.events:
        if here is not None and (event.subject is not None or event.to == event.stage):
            continue
        if here is None:
            here = _enter(event, numbers, stays)
            continue
        if frames and frames[-1].stage == event.to and _is_back(life, event):
            here.left = event
            here = frames.pop()
            here.away = None
            continue
        target_is_detour = life.has_stage(event.to) and life.stage(event.to).is_detour
        if target_is_detour:
            here.away = event
            frames.append(here)
        else:
            for stay in (*frames, here):
                stay.left, stay.away = event, None
            frames.clear()
        here = _enter(event, numbers, stays)
    return stays


def present_stay(life: Lifecycle, facts: Facts) -> Sojourn:
    """The stay in which the case is now: after a detour the one that asked, not a new one."""
    return next(stay for stay in reversed(sojourns(life, facts)) if stay.left is None and stay.away is None)


def _enter(event: Event, numbers: dict[str, int], stays: list[Sojourn]) -> Sojourn:
    numbers[event.to] = numbers.get(event.to, 0) + 1
    stays.append(Sojourn(event.to, numbers[event.to], event))
    return stays[-1]


def _is_back(life: Lifecycle, event: Event) -> bool:
    action = life.action_in(event.stage, event.name) if life.has_stage(event.stage) else None
    return action is not None and isinstance(action.to, Back)


def waits_of(life: Lifecycle, facts: Facts) -> tuple[tuple[str, Pause], ...]:
    """When our own clocks stood still: the stays in stages that wait for somebody else."""
    return tuple(
        (v.stage, Pause(v.entered_on, v.left_on, life.stage(v.stage).title, v.entered_seq))
        for v in facts.visits
        if v.stage in life.internal_pause_in
    )


def pauses_for(stage: Stage | None, waits: tuple[tuple[str, Pause], ...]) -> list[Pause]:
    """The pauses for a clock of this stage: it does not stop for its own stage."""
    return [pause for key, pause in waits if stage is None or key != stage.key]


@dataclass(frozen=True, slots=True)
class Life:
    """From the opening (or a reopening) of a case to its end; `ends` is None while it is open."""

    number: int
    begins: Event
    ends: Event | None = None

    def holds(self, event: Event) -> bool:
        return event.seq >= self.begins.seq and (self.ends is None or event.seq <= self.ends.seq)


def lives_of(life: Lifecycle, facts: Facts) -> list[Life]:
    """The lives of a case: what was closed and opened again lives twice, and old clocks do not run in the new one."""
    lives = [Life(1, facts.events[0])]
    for event in facts.events[1:]:
        if event.subject is not None or event.to == event.stage:
            continue
        if life.has_stage(event.to) and life.stage(event.to).terminal:
            lives[-1] = lives[-1] if lives[-1].ends else replace(lives[-1], ends=event)
        elif lives[-1].ends is not None:
            lives.append(Life(len(lives) + 1, event))
    return lives
