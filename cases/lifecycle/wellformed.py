"""What makes a lifecycle well-formed: every problem of a page, as a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cases.lifecycle.terms import CHECKLIST, CHOICE, DOCUMENT, MULTI, ByInput, Latest, targets
from cases.lifecycle.timing import Deadline, Entry, Occurrence

if TYPE_CHECKING:
    from cases.lifecycle.stages import Lifecycle


def problems_of(life: Lifecycle) -> list[str]:
    """What keeps the page from being well-formed, one sentence each; empty for a good page."""
    return [
        *_key_problems(life),
        *_target_problems(life),
        *_reach_problems(life),
        *_deadline_problems(life),
        *_input_problems(life),
        *_opening_problems(life),
    ]


def _repeated(keys: Sequence[str]) -> list[str]:
    return sorted({key for key in keys if keys.count(key) > 1})


def _key_problems(life: Lifecycle) -> list[str]:
    found = [f"The stage {key} appears twice." for key in _repeated([s.key for s in life.stages])]
    everywhere = [each.action.key for each in life.anywhere]
    found += [f"The action {key} is open anywhere twice." for key in _repeated(everywhere)]
    for stage in life.stages:
        keys = [a.key for a in life.actions_in(stage.key)]
        found += [f"The action {key} appears twice in the stage {stage.key}." for key in _repeated(keys)]
    found += [f"The deadline {key} appears twice." for key in _repeated([d.key for _, d in life.all_deadlines()])]
    return found


def _target_problems(life: Lifecycle) -> list[str]:
    known = {stage.key for stage in life.stages}
    found = [] if life.first in known else [f"The first stage {life.first} is not on the page."]
    for stage, action in life.all_actions():
        where = f"{stage.key}.{action.key}" if stage else action.key
        found += [f"{where} leads to the unknown stage {t}." for t in targets(life, action.to) if t not in known]
        if isinstance(action.to, ByInput) and action.to.key not in [i.key for i in action.inputs]:
            found.append(f"{where} chooses its next stage by the input {action.to.key}, which it does not ask.")
        if isinstance(action.to, Latest) and not life.phase(action.to.phase):
            found.append(f"{where} leads to the phase {action.to.phase}, which has no stage.")
        if not action.by:
            found.append(f"Nobody may take {where}.")
    for each in life.anywhere:
        found += [f"{each.action.key} is excepted in the unknown stage {k}." for k in each.except_in if k not in known]
    found += [f"A case may open in the unknown stage {k}." for k in life.entries if k not in known]
    found += [f"Internal clocks stop in the unknown stage {k}." for k in life.internal_pause_in if k not in known]
    found += [
        f"The stage {s.key} names the phase {s.phase}, which the page does not describe."
        for s in life.stages
        if s.phase and s.phase not in life.phases
    ]
    return found


def reachable(life: Lifecycle) -> set[str]:
    """Every stage that some path from the first one can reach, or that a linked case may open at."""
    seen: set[str] = set()
    todo = [
        life.first,
        *life.entries,
        *(a.opens.at for _, a in life.all_actions() if a.opens and a.opens.at and life.has_stage(a.opens.at)),
    ]
    while todo:
        key = todo.pop()
        if key is None or key in seen or not life.has_stage(key):
            continue
        seen.add(key)
        todo += [t for action in life.actions_in(key) for t in targets(life, action.to)]
    return seen


def _reach_problems(life: Lifecycle) -> list[str]:
    reached = reachable(life)
    found = [f"No path leads to the stage {s.key}." for s in life.stages if s.key not in reached]
    for stage in life.stages:
        if not stage.terminal and not any(action.to is not None for action in stage.actions):
            found.append(f"The stage {stage.key} is neither terminal nor left by anybody.")
    return found


def _names(life: Lifecycle) -> set[str]:
    own = {action.key for _, action in life.all_actions()}
    full = {f"{stage.key}.{action.key}" for stage, action in life.all_actions() if stage}
    return own | full | {"open"}  # the opening of a case, however it was opened


def _deadline_problems(life: Lifecycle) -> list[str]:
    found: list[str] = []
    names = _names(life)
    for stage, deadline in life.all_deadlines():
        starts = deadline.of.action if isinstance(deadline.of, Occurrence) else deadline.of
        if isinstance(starts, str) and starts not in names:
            found.append(f"The deadline {deadline.key} starts with the unknown action {starts}.")
        if isinstance(starts, Entry) and stage is None:
            found.append(f"The deadline {deadline.key} counts from entry into a stage but belongs to none.")
        found += [f"{deadline.key} is met by the unknown action {m}." for m in deadline.met_by if m not in names]
        for expiry in deadline.on_expiry:
            if expiry.take and expiry.take not in names:
                found.append(f"When {deadline.key} is over, the unknown action {expiry.take} would be taken.")
        found += _layer_problems(deadline)
    keys = {d.key for _, d in life.all_deadlines()}
    for _, action in life.all_actions():
        moved = [*action.pauses, *action.resumes, *([action.extends.deadline] if action.extends else [])]
        found += [f"{action.key} moves the unknown deadline {k}." for k in moved if k not in keys]
    return found


def _layer_problems(deadline: Deadline) -> list[str]:
    layers = deadline.layers
    if layers is None or layers.rule is None:
        return []
    if layers.rule.value is None or layers.cap.value is None:
        return []
    if layers.rule.unit == layers.cap.unit and layers.rule.value > layers.cap.value:
        return [
            f"The national rule for {deadline.key} ({layers.rule.value} {layers.rule.unit}) is looser than the treaty "
            f"cap of {layers.cap.value} ({layers.cap.provision})."
        ]
    return []


def _input_problems(life: Lifecycle) -> list[str]:
    found: list[str] = []
    for stage, action in life.all_actions():
        where = f"{stage.key}.{action.key}" if stage else action.key
        found += [f"{where} asks {key} twice." for key in _repeated([i.key for i in action.inputs])]
        for each in action.inputs:
            if each.type in (CHOICE, MULTI, CHECKLIST) and not each.choices and each.options is None:
                found.append(f"{where}: the input {each.key} offers nothing to choose.")
        asked = {i.key for i in action.inputs}
        if action.extends:
            used = [k for k in (action.extends.until, action.extends.by) if k]
            found += [f"{where} extends by the input {k}, which it does not ask." for k in used if k not in asked]
        if action.standing and life.scope and action.standing not in {k for k, _ in life.scope.standings}:
            found.append(f"{where} gives the unknown standing {action.standing}.")
        if action.enters and not (action.per and life.scope and life.scope.within):
            found.append(f"{where} brings in a party without saying which firm it is about.")
    return found


def _opening_problems(life: Lifecycle) -> list[str]:
    """A file that staff open begins where the page says, with answers that need no file yet."""
    door = life.by_staff
    if door is None:
        return []
    asked = {each.key: each for each in life.opening}
    doors = {life.first, *life.entries}
    found = [] if door.by else ["Nobody may open a file."]
    found += [f"The opening asks {key} twice." for key in _repeated([i.key for i in life.opening])]
    found += [f"The opening uses the answer {k}, which it does not ask." for k in (door.entry, door.named_in)
              if k and k not in asked]  # fmt: skip
    found += [f"Staff open a file in {k}, which is no entry." for k in door.at.values() if k not in doors]
    offered = {value for value, _ in asked[door.entry].choices} if door.entry in asked else set()
    found += [f"The answer {v} to {door.entry} is not offered." for v in door.at if v not in offered]
    found += [f"The opening asks the document {i.key} before there is a file." for i in life.opening
              if i.type is DOCUMENT]  # fmt: skip
    return found
