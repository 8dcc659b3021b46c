"""Where a provision is used: the acts and limits of the procedures that rest on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from cases.law import Provision
from cases.lifecycle import Lifecycle, Stage
from cases.page.words import limits_of


class Part(StrEnum):
    """What rests on a provision: an action, the duty of a limit, or its length."""

    ACTION = "action"
    LIMIT = "limit"
    LENGTH = "length"


@dataclass(frozen=True, slots=True)
class Use:
    """One place in a procedure. `stage` is None for what is open, or runs, in every stage."""

    life: Lifecycle
    stage: Stage | None
    part: Part
    key: str
    title: str


def uses(lives: Iterable[Lifecycle]) -> dict[str, tuple[Use, ...]]:
    """For each provision that these procedures cite, by its key, every place in the order of the page."""
    found: dict[str, list[Use]] = {}
    for life in lives:
        for provision, use in _of(life):
            found.setdefault(provision.key, []).append(use)
    return {key: tuple(each) for key, each in found.items()}


def _of(life: Lifecycle) -> Iterator[tuple[Provision, Use]]:
    for stage, action in life.all_actions():
        yield action.cite, Use(life, stage, Part.ACTION, action.key, action.title)
    for stage, d in life.all_deadlines():
        yield d.cite, Use(life, stage, Part.LIMIT, d.key, d.title)
        lengths = {limit.provision.key: limit.provision for limit in limits_of(d)}
        for key, provision in lengths.items():
            if key != d.cite.key:
                yield provision, Use(life, stage, Part.LENGTH, d.key, d.title)
