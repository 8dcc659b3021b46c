"""What makes a lifecycle well-formed: each test breaks one thing and reads the sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from cases.law import DSU, SERVICE, UnknownProvision
from cases.law.limits import limit
from cases.lifecycle import (
    ACT_BY,
    CHOICE,
    ENTRY,
    Action,
    ByInput,
    Deadline,
    Input,
    Layers,
    Lifecycle,
    Outside,
    Stage,
    reachable,
)
from cases.seats import COMPLAINANT, OFFICER, SEATS, seat
from tests.cases.small_procedure import SMALL

OWN = SERVICE("record")
SAYS = Outside("Words.", "ours")


def broken(change: Callable[[list[Stage]], list[Stage]]) -> str:
    with pytest.raises(ValueError, match="not well-formed") as problem:
        replace(SMALL, stages=change(list(SMALL.stages)))
    return str(problem.value)


def with_action(action: Action) -> Callable[[list[Stage]], list[Stage]]:
    return lambda stages: [replace(stages[0], actions=[*stages[0].actions, action]), *stages[1:]]


def with_deadline(deadline: Deadline) -> Callable[[list[Stage]], list[Stage]]:
    return lambda stages: [replace(stages[0], deadlines=[*stages[0].deadlines, deadline]), *stages[1:]]


def test_a_good_page_reaches_all_its_stages() -> None:
    assert reachable(SMALL) == {stage.key for stage in SMALL.stages}


def test_an_unknown_next_stage_is_named() -> None:
    assert "leads to the unknown stage moon" in broken(with_action(Action("go", "Go", [OFFICER], OWN, to="moon")))


def test_a_stage_that_no_path_reaches_is_named() -> None:
    island = Stage("island", "Island", SAYS, actions=[Action("leave", "Leave", [OFFICER], OWN, to="home")])
    assert "No path leads to the stage island" in broken(lambda stages: [*stages, island])


def test_a_stage_that_nobody_leaves_is_named() -> None:
    trap = Stage("trap", "Trap", SAYS)
    said = broken(lambda s: with_action(Action("fall", "Fall", [OFFICER], OWN, to="trap"))([*s, trap]))
    assert "trap is neither terminal nor left by anybody" in said


def test_a_key_used_twice_is_named() -> None:
    assert "The action ask appears twice" in broken(with_action(Action("ask", "Ask again", [OFFICER], OWN)))


def test_an_action_that_nobody_may_take_is_named() -> None:
    assert "Nobody may take home.idle" in broken(with_action(Action("idle", "Idle", [], OWN)))


def test_a_choice_of_stage_must_be_asked() -> None:
    action = Action("pick", "Pick", [OFFICER], OWN, to=ByInput("which", ("sent",)))
    assert "chooses its next stage by the input which" in broken(with_action(action))


def test_a_choice_without_choices_is_named() -> None:
    action = Action("pick", "Pick", [OFFICER], OWN, inputs=[Input("which", "Which", CHOICE)])
    assert "the input which offers nothing to choose" in broken(with_action(action))


def test_a_deadline_that_starts_with_an_unknown_action_is_named() -> None:
    deadline = Deadline("odd", "Odd", ACT_BY, "jump", limit("svc_ack"), OWN)
    assert "starts with the unknown action jump" in broken(with_deadline(deadline))


def test_a_deadline_met_by_an_unknown_action_is_named() -> None:
    deadline = Deadline("odd", "Odd", ACT_BY, ENTRY, limit("svc_ack"), OWN, met_by=["jump"])
    assert "is met by the unknown action jump" in broken(with_deadline(deadline))


def test_a_national_rule_looser_than_the_treaty_is_refused_at_start() -> None:
    layers = Layers(cap=limit("svc_overdue"), rule=limit("svc_dispute"))
    deadline = Deadline("odd", "Odd", ACT_BY, ENTRY, None, OWN, layers=layers)
    assert "looser than the treaty cap" in broken(with_deadline(deadline))


def test_a_provision_that_is_not_on_file_fails() -> None:
    with pytest.raises(UnknownProvision, match=r"DSU 99\.9 is not on file"):
        DSU("99.9")


def test_a_party_that_is_brought_in_without_saying_which_firm_is_named() -> None:
    said = broken(with_action(Action("join", "Join", [OFFICER], OWN, enters=COMPLAINANT)))
    assert "brings in a party without saying which firm it is about" in said


def test_all_problems_are_told_at_once() -> None:
    said = broken(lambda s: with_action(Action("idle", "Idle", [], OWN, to="moon"))(s))
    assert "Nobody may take" in said
    assert "unknown stage moon" in said


def test_a_seat_is_found_by_a_synonym_of_the_domain_notes() -> None:
    assert seat("sctifi") is SEATS["council"]


def test_a_lifecycle_needs_its_first_stage() -> None:
    with pytest.raises(ValueError, match="first stage nowhere is not on the page"):
        Lifecycle("x", 1, "X", "KE-X", SMALL.in_force, SMALL.stages, "nowhere", phases=SMALL.phases)
