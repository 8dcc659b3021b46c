"""Ties made by hand: with a reason, seen from both sides, ended again, never to what is out of sight."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select

from cases.engine import THE_SYSTEM, Actor
from cases.errors import InputRefused, NotAllowed, NotFound
from cases.lifecycles import lifecycle
from cases.models import CaseLink
from cases.seats import Role
from cases.service import open_case
from cases.service.ties import end_tie, tie, tie_by_hand
from cases.store import Database, UnitOfWork
from cases.store.sight import NOT_YOURS
from cases.store.ties import ties_of

INES = Actor(frozenset({Role.OFFICER}), account=1)
WHY = "The same lorry, reported by the driver and by the owner."


def two_cases(database: Database) -> tuple[UUID, UUID]:
    with UnitOfWork(database) as uow:
        made = [open_case(uow, lifecycle("ntb_complaint"), actor=THE_SYSTEM, at_stage="screening") for _ in range(2)]
        uow.commit()
    return made[0], made[1]


def reference_of(database: Database, case_id: UUID) -> str:
    with UnitOfWork(database) as uow:
        return str(uow.case(case_id).reference)


def tied(database: Database, case_id: UUID, other: str, relation: str = "same_measure", why: str = WHY) -> str:
    with UnitOfWork(database) as uow:
        found = tie_by_hand(uow, case_id, other, relation, why, actor=INES)
        uow.commit()
    return found


def seen(database: Database, case_id: UUID) -> list[str]:
    with UnitOfWork(database) as uow:
        return [relation for relation, _row in ties_of(uow.session, case_id, INES)]


def test_a_tie_is_seen_from_both_sides(database: Database) -> None:
    one, other = two_cases(database)
    assert tied(database, one, reference_of(database, other), "arises_from") == reference_of(database, other)
    assert (seen(database, one), seen(database, other)) == (["arises_from"], ["arises_from:from"])


def test_a_tie_by_hand_moves_no_case(database: Database) -> None:
    one, other = two_cases(database)
    tied(database, one, reference_of(database, other), "duplicate_of")
    with UnitOfWork(database) as uow:
        assert [uow.case(key).stage for key in (one, other)] == ["screening", "screening"]


@pytest.mark.parametrize("reference", ["KE-NTB-2027-09999-X", "nonsense", ""])
def test_a_case_that_is_not_there_is_refused_in_the_words_for_one_out_of_sight(
    database: Database, reference: str
) -> None:
    one, _other = two_cases(database)
    with pytest.raises(InputRefused) as refused:
        tied(database, one, reference)
    assert refused.value.fields == {"reference": NOT_YOURS}


def test_a_case_is_not_tied_to_itself(database: Database) -> None:
    one, _other = two_cases(database)
    with pytest.raises(InputRefused, match="the case itself"):
        tied(database, one, reference_of(database, one))


@pytest.mark.parametrize(("relation", "refused"), [("same_measure", True), ("arises_from", False)])
def test_two_cases_are_tied_once_in_either_direction(database: Database, relation: str, refused: bool) -> None:
    one, other = two_cases(database)
    tied(database, one, reference_of(database, other), relation)
    if refused:
        with pytest.raises(InputRefused, match="already"):
            tied(database, other, reference_of(database, one), relation)
    else:
        tied(database, other, reference_of(database, one), relation)
        assert len(seen(database, one)) == 2


@pytest.mark.parametrize(
    ("relation", "why", "field"),
    [("hearing_of", WHY, "relation"), ("same_measure", "  ", "reason"), ("same_measure", "x" * 501, "reason")],
)
def test_a_tie_needs_its_kind_and_its_reason(database: Database, relation: str, why: str, field: str) -> None:
    one, other = two_cases(database)
    with pytest.raises(InputRefused) as refused:
        tied(database, one, reference_of(database, other), relation, why)
    assert list(refused.value.fields) == [field]


def the_link(database: Database) -> int:
    with UnitOfWork(database) as uow:
        return int(uow.session.execute(select(CaseLink.id)).scalar_one())  # type: ignore[call-overload]


def ended(database: Database, case_id: UUID) -> bool:
    with UnitOfWork(database) as uow:
        found = end_tie(uow, case_id, the_link(database), actor=INES)
        uow.commit()
    return found


def test_a_tie_that_is_ended_is_not_shown_and_stays_on_record(database: Database) -> None:
    one, other = two_cases(database)
    tied(database, one, reference_of(database, other))
    assert [ended(database, other), ended(database, one)] == [True, False]
    with UnitOfWork(database) as uow:
        link = uow.session.execute(select(CaseLink)).scalar_one()
        assert (link.ended_by, link.reason) == (INES.account, WHY)
    assert seen(database, one) == []


def test_a_tie_that_was_ended_can_be_made_again(database: Database) -> None:
    one, other = two_cases(database)
    tied(database, one, reference_of(database, other))
    ended(database, one)
    tied(database, other, reference_of(database, one), why="They are the same after all.")
    assert (seen(database, one), seen(database, other)) == (["same_measure:from"], ["same_measure"])


def test_a_tie_of_the_procedure_is_not_ended_by_hand(database: Database) -> None:
    one, other = two_cases(database)
    with UnitOfWork(database) as uow:
        tie(uow, one, other, "duplicate_of", at=uow.now)
        uow.commit()
    with pytest.raises(NotAllowed, match="act of the procedure"):
        ended(database, one)


def test_an_act_makes_a_tie_run_again_that_was_ended_by_hand(database: Database) -> None:
    one, other = two_cases(database)
    tied(database, one, reference_of(database, other), "duplicate_of")
    ended(database, one)
    with UnitOfWork(database) as uow:
        tie(uow, one, other, "duplicate_of", at=uow.now)
        uow.commit()
    assert seen(database, one) == ["duplicate_of"]


def test_a_tie_of_another_case_is_not_found(database: Database) -> None:
    one, other = two_cases(database)
    third, _ = two_cases(database)
    tied(database, one, reference_of(database, other))
    with pytest.raises(NotFound):
        ended(database, third)


def test_an_auditor_ties_nothing(database: Database) -> None:
    one, other = two_cases(database)
    with UnitOfWork(database) as uow, pytest.raises(NotAllowed):
        tie_by_hand(
            uow, one, reference_of(database, other), "same_measure", WHY,
            actor=Actor(frozenset({Role.AUDITOR}), account=1),
        )  # fmt: skip
