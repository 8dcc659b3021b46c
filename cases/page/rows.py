"""The rows of the lawyer's tables, once for the Markdown page and for the pages of staff.

Cells are short Markdown: keys in backquotes, `<br>` between lines, `[title](#stage)` for a stage. What a page shows in
its own language (titles, seats, statuses) it takes from the limit or action itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cases.law import Provision
from cases.lifecycle import Action, Deadline, Lifecycle, Stage
from cases.page.words import (
    NOTHING,
    gate_words,
    input_words,
    later_words,
    law_of,
    leads_to,
    length_words,
    letter_words,
    limits_of,
    met_words,
    start_words,
)
from cases.seats import SYSTEM


@dataclass(frozen=True, slots=True)
class LimitRow:
    """A limit. `laws` is what its length rests on: several where the facts choose it."""

    limit: Deadline
    only_when: str
    length: str
    start: str
    met: str
    later: str
    laws: tuple[Provision, ...]


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action that somebody may take."""

    action: Action
    only_when: str
    asks: str
    leads_to: str
    letters: str


@dataclass(frozen=True, slots=True)
class SystemRow:
    """What the system takes by itself when a limit is over; `stage` is None for a limit of the whole case."""

    stage: Stage | None
    limit: Deadline
    action: Action
    takes: str
    leads_to: str


def limit_rows(limits: Iterable[Deadline]) -> list[LimitRow]:
    return [_limit(each) for each in limits]


def _limit(d: Deadline) -> LimitRow:
    own = tuple(each.provision for each in limits_of(d))
    return LimitRow(
        limit=d, only_when=gate_words(d.unless) if d.unless else "", length=length_words(d), start=start_words(d),
        met=met_words(d), later=later_words(d), laws=own if len(own) > 1 else (law_of(d),),
    )  # fmt: skip


def action_rows(life: Lifecycle, actions: Iterable[Action]) -> list[ActionRow]:
    return [_action(life, each) for each in actions]


def _action(life: Lifecycle, a: Action) -> ActionRow:
    asks = [*(input_words(i) for i in a.inputs), *(["The reason"] if a.needs_reason else [])]
    return ActionRow(
        action=a, only_when="<br>".join(gate_words(g) for g in a.when) or NOTHING, asks="<br>".join(asks) or NOTHING,
        leads_to=leads_to(life, a), letters="<br>".join(letter_words(e) for e in a.emails) or NOTHING,
    )  # fmt: skip


def system_rows(life: Lifecycle) -> list[SystemRow]:
    """What is taken without a person, each when its limit is over."""
    return [
        SystemRow(stage, d, action, e.take, leads_to(life, action))
        for stage, d in life.all_deadlines()
        for e in d.on_expiry
        if e.take and (action := _taken(life, stage, e.take.rpartition(".")[2])) is not None
    ]


def _taken(life: Lifecycle, stage: Stage | None, key: str) -> Action | None:
    if stage is not None:
        return life.action_in(stage.key, key)
    return next((action for _, action in life.all_actions() if action.key == key), None)


def untimed(life: Lifecycle) -> list[tuple[Stage, Action]]:
    """Actions of the system alone that no limit takes: the page must not hide one."""
    timed = {e.take.rpartition(".")[2] for _, d in life.all_deadlines() for e in d.on_expiry if e.take}
    return [(stage, a) for stage, a in life.all_actions() if stage and tuple(a.by) == (SYSTEM,) and a.key not in timed]
