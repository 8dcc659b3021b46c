"""The way of a case through its procedure: what it passed, where it is, what of the main line lies ahead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cases.history import Visit
from cases.lifecycle import Lifecycle
from cases.words import N_, Day, Sentence

_DATED = {
    "passed": N_("%(title)s (passed, %(day)s)"), "here": N_("%(title)s (the case is here, %(day)s)"),
    "ahead": N_("%(title)s (ahead, %(day)s)"),
}  # fmt: skip
_UNDATED = {
    "passed": N_("%(title)s (passed)"), "here": N_("%(title)s (the case is here)"), "ahead": N_("%(title)s (ahead)"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """A stage on the map: `passed`, `here` or `ahead`; `side` when it is off the main line."""

    key: str
    title: str
    state: str
    on: date | None
    side: bool = False


def steps(life: Lifecycle, visits: Sequence[Visit]) -> list[Step]:
    """The stages that the case passed, the one where it is, and what of the main line lies ahead."""
    here = visits[-1].stage if visits else life.first
    first_entry = {v.stage: v.entered_on for v in reversed(visits)}
    found: list[Step] = []
    for stage in life.stages:
        if stage.key == here:
            found.append(
                Step(stage.key, stage.title, "here", visits[-1].entered_on if visits else None, not stage.main)
            )
        elif stage.key in first_entry:
            found.append(Step(stage.key, stage.title, "passed", first_entry[stage.key], not stage.main))
    ended = life.stage(here).terminal
    order = {stage.key: n for n, stage in enumerate(life.stages)}
    ahead = [s for s in life.stages if s.main and not ended and order[s.key] > order[here] and s.key not in first_entry]
    passed = sorted((s for s in found if s.state == "passed"), key=lambda s: (s.on or date.min, order[s.key]))
    return [*passed, *(s for s in found if s.state == "here"), *(Step(s.key, s.title, "ahead", None) for s in ahead)]


def step_words(step: Step) -> Sentence:
    """A step for the list: title, day, and how it stands."""
    title = Sentence(step.title)
    if step.on is None:
        return Sentence(_UNDATED[step.state], title=title)
    return Sentence(_DATED[step.state], title=title, day=Day(step.on))
