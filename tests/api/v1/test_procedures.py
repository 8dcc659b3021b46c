"""Procedures and law as data: whole, cited, and honest about what is not confirmed."""

from __future__ import annotations

import pytest

from cases.law import provisions
from cases.lifecycles import IN_FORCE, lifecycle
from tests.api.v1.desk import Desk

NTB = lifecycle("ntb_complaint")


def test_the_procedures_in_force_are_listed(plain_desk: Desk) -> None:
    listed = plain_desk.get("/lifecycles").json()["lifecycles"]
    assert [(each["key"], each["version"]) for each in listed] == [(life.key, life.version) for life in IN_FORCE]


def test_a_procedure_comes_whole(plain_desk: Desk) -> None:
    shown = plain_desk.get("/lifecycles/ntb_complaint").json()
    assert [each["key"] for each in shown["stages"]] == [stage.key for stage in NTB.stages]
    assert [each["key"] for each in shown["anywhere"]] == [each.action.key for each in NTB.anywhere]
    limits = sum(len(each["deadlines"]) for each in shown["stages"]) + len(shown["deadlines"])
    assert limits == len(NTB.all_deadlines())


def test_every_next_stage_is_a_stage(plain_desk: Desk) -> None:
    shown = plain_desk.get("/lifecycles/ntb_complaint").json()
    known = {each["key"] for each in shown["stages"]}
    actions = [a for each in shown["stages"] for a in each["actions"]] + shown["anywhere"]
    assert {key for action in actions for key in action["next_stages"]} <= known


@pytest.mark.parametrize("key", ["nothing", "NTB_COMPLAINT", "%00"])
def test_an_unknown_procedure_is_not_found(plain_desk: Desk, key: str) -> None:
    assert plain_desk.get(f"/lifecycles/{key}").status_code == 404


def test_the_law_on_file_is_shown_with_its_status(plain_desk: Desk) -> None:
    shown = plain_desk.get("/law").json()
    assert {each["key"] for each in shown["provisions"]} == {p.key for p in provisions()}
    assert {each["instrument"] for each in shown["provisions"]} <= {each["key"] for each in shown["instruments"]}


def test_what_is_unconfirmed_shows_as_to_be_confirmed(plain_desk: Desk) -> None:
    shown = plain_desk.get("/law?status=unconfirmed").json()["provisions"]
    assert {each["shown"] for each in shown} == {"to be confirmed"}


def test_a_status_that_there_is_not_is_refused(plain_desk: Desk) -> None:
    assert plain_desk.get("/law?status=sure").status_code == 422


def test_whoever_has_no_token_learns_nothing(plain_desk: Desk) -> None:
    for path in ("/law", "/lifecycles", "/lifecycles/ntb_complaint"):
        assert plain_desk.client.get(f"/api/v1{path}").status_code == 401
