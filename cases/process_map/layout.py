"""Where a stage stands on the map: the main line above, the other stages below it in a band for each phase."""

from __future__ import annotations

from dataclasses import dataclass

from cases.lifecycle import Lifecycle, Stage
from cases.words import N_


@dataclass(frozen=True, slots=True)
class Band:
    """The side stages of a phase; `title` is what the procedure calls it."""

    title: str
    stages: tuple[Stage, ...]


def bands(life: Lifecycle) -> list[Band]:
    """The side stages by phase, in the order of the page; those of no phase come last."""
    side = [stage for stage in life.stages if not stage.main]
    named = [Band(title, tuple(s for s in side if s.phase == key)) for key, title in life.phases.items()]
    rest = Band(N_("Other stages"), tuple(s for s in side if s.phase not in life.phases))
    return [band for band in (*named, rest) if band.stages]
