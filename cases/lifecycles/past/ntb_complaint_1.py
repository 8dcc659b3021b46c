"""Version 1 of the NTB procedure, told by what version 2 changed: a decision for a formal dispute opened no file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cases.lifecycle import Stage
from cases.lifecycles import ntb


def _as_it_was(stage: Stage) -> Stage:
    if stage.key != "dispute_assessment":
        return stage
    return replace(stage, actions=tuple(replace(each, opens=None) for each in stage.actions))


LIFECYCLE = replace(
    ntb.LIFECYCLE, version=1, in_force=date(2026, 1, 1), stages=tuple(_as_it_was(each) for each in ntb.LIFECYCLE.stages)
)
