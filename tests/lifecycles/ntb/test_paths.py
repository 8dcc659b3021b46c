"""Every path runs through the real engine; together they take every act, reach every stage, and close every gate."""

from __future__ import annotations

import pytest

from tests.lifecycles.ntb import paths_abroad, paths_home, paths_inbound
from tests.lifecycles.ntb.makers import NTB, Path, run

ALL = (*paths_home.PATHS, *paths_abroad.PATHS, *paths_inbound.PATHS)


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_path(path: Path) -> None:
    assert len(run(path).paper.events) >= 1


def test_every_act_is_taken_by_a_path() -> None:
    acts = {f"{stage.key}.{a.key}" if stage else a.key for stage, a in NTB.all_actions()}
    assert acts - set().union(*(run(path).taken for path in ALL)) == set()


def test_every_stage_is_reached_by_a_path() -> None:
    assert {stage.key for stage in NTB.stages} - set().union(*(run(path).stages for path in ALL)) == set()


def test_every_gate_is_closed_by_a_path() -> None:
    gates = {
        (f"{stage.key}.{action.key}" if stage else action.key, place)
        for stage, action in NTB.all_actions()
        for place in range(len(action.when))
    }
    assert gates - set().union(*(run(path).closed for path in ALL)) == set()


def test_nothing_leaves_kenya_in_a_domestic_case() -> None:
    sent = [
        (path.name, letter.letter)
        for path in ALL
        if path.values.get("direction") == "domestic"
        for step in run(path).steps
        for letter in step.letters
        if letter.seat.reach == "state" and letter.withheld is None
    ]
    assert sent == []


def test_every_move_writes_to_somebody_but_the_deleted_draft() -> None:
    silent = {
        step.event.action
        for path in ALL
        for step in run(path).steps
        if step.moved and not any(letter.withheld is None for letter in step.letters)
    }
    assert silent == {"draft.abandon"}
