"""Law changes by adding: an earlier version differs from the one in force by what changed, and by nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from cases.lifecycle import Lifecycle, Opens, Stage
from cases.lifecycles import IN_FORCE, lifecycle, past

ONE, TWO = lifecycle("ntb_complaint", 1), lifecycle("ntb_complaint", 2)


def without_the_dispute(stage: Stage) -> Stage:
    """The stage with its acts stripped of the dispute that they open."""
    acts = (replace(a, opens=None) if a.opens and a.opens.lifecycle == "dispute_wto" else a for a in stage.actions)
    return replace(stage, actions=tuple(acts))


def test_version_2_is_version_1_and_a_dispute_that_is_opened() -> None:
    assert [without_the_dispute(stage) for stage in TWO.stages] == list(ONE.stages)
    assert replace(TWO, version=1, in_force=ONE.in_force, stages=ONE.stages) == ONE


def test_the_act_opens_the_dispute_in_version_2_alone() -> None:
    acts = [life.stage("dispute_assessment").action("escalate") for life in (ONE, TWO)]
    assert [act.opens.lifecycle if act and act.opens else None for act in acts] == [None, "dispute_wto"]


def test_every_earlier_version_came_into_force_before() -> None:
    for life in past.VERSIONS:
        newer = lifecycle(life.key)
        assert (life.version < newer.version, life.in_force < newer.in_force) == (True, True)


def openings() -> Iterator[tuple[Lifecycle, Opens]]:
    for life in IN_FORCE:
        yield from ((life, action.opens) for _, action in life.all_actions() if action.opens)


@pytest.mark.parametrize(("life", "opens"), list(openings()), ids=lambda each: getattr(each, "link", ""))
def test_a_linked_case_begins_where_its_own_page_has_a_stage(life: Lifecycle, opens: Opens) -> None:
    new = lifecycle(opens.lifecycle)
    assert new.has_stage(opens.at or new.first)
    assert set(opens.renamed.values()) | set(opens.sets) <= {each.fact for each in new.opening}
