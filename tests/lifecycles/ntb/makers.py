"""Makers for scenarios: a path is data (who did what on which day); `run` takes it through the real engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Any

import pytest

from cases.engine import THE_SYSTEM, Actor, Step, closed_gate
from cases.errors import GateClosed, Refused
from cases.history import Facts, Value
from cases.inputs import is_needed, offered
from cases.lifecycle import Action, Gate, Input, InputType
from cases.lifecycles import lifecycle
from cases.seats import Role
from tests.makers import COUNSEL, FOCAL, INES, SUPERVISOR, TRADER, CaseOnPaper, day

NTB = lifecycle("ntb_complaint")
MINISTRY = Actor(frozenset({Role.DECISION_MAKER}), account=5)

COMPLAINT: dict[str, Value] = {
    "channel": "web",
    "direction": "outbound",
    "reporting_country": "KE",
    "measure_countries": ["GH"],
    "authority": "customs",
    "filer_capacity": "exporter",
    "perishable": False,
    "goods_held_now": False,
    "urgent": False,
    "date_of_incident": "2027-02-20",
    "consent_share_identity": "no",
    "consent_publish": False,
    "has_email": True,
    "has_evidence": True,
}
"""Tea held up in Ghana, filed on the web with one document."""


def complaint(**changes: Value) -> dict[str, Value]:
    """The facts with which a case begins, changed where the test says so."""
    return COMPLAINT | changes


def inbound(**changes: Value) -> dict[str, Value]:
    """Uganda complains of Kenya."""
    return COMPLAINT | {"direction": "inbound", "reporting_country": "UG", "measure_countries": ["KE"]} | changes


def domestic(**changes: Value) -> dict[str, Value]:
    """A trader in Kenya complains of a Kenyan agency."""
    return COMPLAINT | {"direction": "domestic", "measure_countries": ["KE"]} | changes


@dataclass(frozen=True)
class Take:
    """An act that is taken on a day; `to` is where the case must be afterwards."""

    action: str
    on: str
    to: str = ""
    data: Mapping[str, Value] = field(default_factory=dict)
    by: Actor | None = None
    reason: str = ""
    despite: str = ""


@dataclass(frozen=True)
class Refuse:
    """An act that is refused on a day, with a sentence that holds these words."""

    action: str
    on: str
    words: str
    data: Mapping[str, Value] = field(default_factory=dict)
    by: Actor | None = None
    error: type[Refused] = GateClosed


@dataclass(frozen=True, eq=False)
class Path:
    """A case from its opening on. `records` names the public records that tell this story."""

    name: str
    opened: str
    acts: tuple[Take | Refuse, ...]
    values: Mapping[str, Value] = field(default_factory=complaint)
    at_stage: str | None = None
    records: tuple[str, ...] = ()


def take(action: str, on: str, to: str = "", **data: Value) -> Take:
    return Take(action, on, to, data)


def by(actor: Actor, act: Take) -> Take:
    return Take(act.action, act.on, act.to, act.data, actor, act.reason, act.despite)


def because(reason: str, act: Take) -> Take:
    return Take(act.action, act.on, act.to, act.data, act.by, reason, act.despite)


def all_the_same(why: str, act: Take) -> Take:
    return Take(act.action, act.on, act.to, act.data, act.by, act.reason, why)


def refuse(action: str, on: str, words: str, *, error: type[Refused] = GateClosed, **data: Value) -> Refuse:
    return Refuse(action, on, words, data, None, error)


@dataclass
class Ran:
    """What a path did: the case at its end, and what it touched."""

    paper: CaseOnPaper
    steps: list[Step] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    stages: set[str] = field(default_factory=set)
    closed: set[tuple[str, int]] = field(default_factory=set)


@cache
def run(path: Path) -> Ran:
    """Take the path through the engine, checking each stage and each refusal on the way."""
    paper = CaseOnPaper(NTB, path.opened, values=path.values, at_stage=path.at_stage)
    ran = Ran(paper, stages={paper.stage})
    for act in path.acts:
        if isinstance(act, Refuse):
            _refused(path, paper, act, ran)
            continue
        ran.taken.add(name_of(paper.stage, act.action))
        step = attempt(paper, act)
        ran.steps.append(step)
        ran.stages.add(paper.stage)
        assert not act.to or paper.stage == act.to, f"{path.name}: {act.action} led to {paper.stage}, not {act.to}"
    return ran


def attempt(paper: CaseOnPaper, act: Take | Refuse) -> Step:
    """Take an act; required inputs that the path does not give are filled in with something valid."""
    facts, action = paper.facts(act.on), NTB.action_in(paper.stage, act.action)
    if action is None:
        return paper.do(act.action, act.on)
    answers: Any = filled(action, facts, act)
    reason = getattr(act, "reason", "") or ("For the record." if action.needs_reason else "")
    return paper.do(
        act.action, act.on, by=act.by or somebody_for(action), reason=reason, despite=getattr(act, "despite", ""),
        **answers,
    )  # fmt: skip


def _refused(path: Path, paper: CaseOnPaper, act: Refuse, ran: Ran) -> None:
    where = name_of(paper.stage, act.action)
    action = NTB.action_in(paper.stage, act.action)
    with pytest.raises(act.error, match=act.words):
        attempt(paper, act)
    if action is not None and act.error is GateClosed:
        ran.closed.add((where, first_closed(action, paper.facts(act.on))))


def first_closed(action: Action, facts: Facts) -> int:
    """Which of the action's gates refuses, by its place."""
    gates: list[Gate] = list(action.when)
    return next(i for i, gate in enumerate(gates) if gate(facts) == closed_gate(action, facts))


def name_of(stage: str, action: str) -> str:
    """`stage.action`, or the bare key of an act that is open anywhere."""
    return f"{stage}.{action}" if NTB.stage(stage).action(action) else action


def somebody_for(action: Action) -> Actor:
    """The first of our people who may press the button."""
    for actor in (TRADER, INES, FOCAL, COUNSEL, MINISTRY, SUPERVISOR, THE_SYSTEM):
        if any(seat.presses & actor.roles for seat in action.by):
            return actor
    return INES


def filled(action: Action, facts: Facts, act: Take | Refuse) -> dict[str, Value]:
    """The given answers, and something valid for every other field that must be answered."""
    answers = dict(act.data)
    for each in action.inputs:
        if each.key not in answers and is_needed(each, facts, answers):
            answers[each.key] = something_for(each, facts, act.on)
    return answers


def something_for(each: Input, facts: Facts, on: str) -> Value:
    if each.key == "direction":
        return facts.text("direction")
    match each.type:
        case InputType.DATE:
            return (day(on) + timedelta(days=90)).isoformat() if each.may_be_future else on
        case InputType.CHOICE:
            return offered(each, facts)[0][0]
        case InputType.CHECKLIST:
            return {key: "yes" for key, _ in each.choices}
        case InputType.DOCUMENT:
            return ["document-1"]
        case InputType.COUNT:
            return each.most or 0
    return "B33" if each.key == "mast_code" else f"Words for {each.label}, long enough for every field that asks."


def facts_after(path: Path, on: str) -> Facts:
    """The case at the end of a path, as its rules see it on that day."""
    return run(path).paper.facts(on)
