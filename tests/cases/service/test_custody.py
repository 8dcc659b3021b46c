"""A case handed over to another department: it leaves the desk, those who take over are told, and it can come back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Row, select, update

from cases.engine import THE_SYSTEM, Actor
from cases.errors import InputRefused
from cases.lifecycles import lifecycle
from cases.models import Account, OutboxRow
from cases.seats import Role
from cases.service import open_case, preview, take_action
from cases.service.custody import NOBODY_THERE
from cases.store import Database, UnitOfWork
from cases.store.custody import custody_of
from cases.store.tables import CASE

OUTBOX: Any = OutboxRow.__table__  # type: ignore[attr-defined]
STAFF = {
    "ines": ("trade", Role.OFFICER), "nyambura": ("trade", Role.SUPERVISOR), "amina": ("eac_affairs", Role.OFFICER),
    "chebet": ("eac_affairs", Role.FOCAL_POINT), "daudi": ("eac_affairs", Role.SUPERVISOR),
}  # fmt: skip


@pytest.fixture
def office(database: Database) -> dict[str, int]:
    with UnitOfWork(database) as uow:
        made = [
            Account(username=key, name=key.title(), email=f"{key}@x.example", password_hash="", roles=[role.value],
                    department=department)
            for key, (department, role) in STAFF.items()
        ]  # fmt: skip
        uow.session.add_all(made)
        uow.session.flush()
        found = {each.username: int(each.id or 0) for each in made}
        uow.commit()
    return found


def a_case(database: Database, officer: int | None) -> UUID:
    with UnitOfWork(database) as uow:
        key = open_case(uow, lifecycle("ntb_complaint"), actor=THE_SYSTEM, at_stage="routing", title="Milk, Tanzania")
        uow.session.execute(update(CASE).where(CASE.c.id == key), {"officer_id": officer})
        uow.commit()
    return key


def hand_over(database: Database, key: UUID, to: str, by: int, reason: str = "It is EAC work.") -> None:
    with UnitOfWork(database) as uow:
        take_action(
            uow, key, "hand_over", actor=Actor(frozenset({Role.OFFICER}), account=by), data={"department": to},
            reason=reason,
        )  # fmt: skip
        uow.commit()


def letters(database: Database, key: str) -> Sequence[Row[Any]]:
    with UnitOfWork(database) as uow:
        return uow.session.execute(select(OUTBOX).where(OUTBOX.c.letter == key).order_by(OUTBOX.c.id)).all()


def test_a_handed_over_case_leaves_the_desk_of_its_officer(database: Database, office: dict[str, int]) -> None:
    key = a_case(database, office["ines"])
    hand_over(database, key, "eac_affairs", office["ines"])
    with UnitOfWork(database) as uow:
        case = uow.case(key)
        assert (case.department, case.officer_id, case.stage) == ("eac_affairs", None, "routing")


def test_the_hand_over_is_kept_with_its_reason(database: Database, office: dict[str, int]) -> None:
    key = a_case(database, office["ines"])
    hand_over(database, key, "eac_affairs", office["ines"])
    with UnitOfWork(database) as uow:
        (row,) = custody_of(uow.session, key)
    assert (row.from_department, row.to_department, row.from_name, row.to_name, row.by_name, row.reason) == (
        "trade", "eac_affairs", "Ines", None, "Ines", "It is EAC work.",
    )  # fmt: skip


def test_officers_and_supervisors_of_the_receiving_department_are_told_once(
    database: Database, office: dict[str, int]
) -> None:
    hand_over(database, a_case(database, office["ines"]), "eac_affairs", office["ines"])
    told = [row.account_id for row in letters(database, "case-handed-over")]
    assert told == [office["amina"]]
    assert office["daudi"] in {row.account_id for row in letters(database, "handed-over")}


def test_the_look_ahead_shows_the_same_letters(database: Database, office: dict[str, int]) -> None:
    key = a_case(database, office["ines"])
    with UnitOfWork(database) as uow:
        done = preview(
            uow, key, "hand_over", actor=Actor(frozenset({Role.OFFICER}), account=office["ines"]),
            data={"department": "eac_affairs"}, reason="It is EAC work.",
        )  # fmt: skip
    names = [each.recipient.name for each in done.letters if each.letter == "case-handed-over" and each.recipient]
    assert names == ["Amina"]


def test_a_case_of_the_receiving_departments_own_officer_stays_with_them(
    database: Database, office: dict[str, int]
) -> None:
    key = a_case(database, office["amina"])
    hand_over(database, key, "eac_affairs", office["amina"])
    with UnitOfWork(database) as uow:
        assert uow.case(key).officer_id == office["amina"]


def test_a_case_is_handed_back_by_another_hand_over(database: Database, office: dict[str, int]) -> None:
    key = a_case(database, office["ines"])
    hand_over(database, key, "eac_affairs", office["ines"])
    hand_over(database, key, "trade", office["amina"], reason="It is not.")
    with UnitOfWork(database) as uow:
        assert (uow.case(key).department, len(custody_of(uow.session, key))) == ("trade", 2)


@pytest.mark.parametrize(("to", "words"), [("trade", "not open in this case"), ("treasury", "not among")])
def test_a_case_goes_to_a_department_that_has_it_not(
    database: Database, office: dict[str, int], to: str, words: str
) -> None:
    key = a_case(database, office["ines"])
    with pytest.raises(InputRefused, match=words):
        hand_over(database, key, to, office["ines"])


def test_a_hand_over_needs_its_reason(database: Database, office: dict[str, int]) -> None:
    key = a_case(database, office["ines"])
    with pytest.raises(InputRefused):
        hand_over(database, key, "eac_affairs", office["ines"], reason="")


def test_a_department_without_people_is_named_as_not_told(database: Database, office: dict[str, int]) -> None:
    with UnitOfWork(database) as uow:
        table: Any = Account.__table__  # type: ignore[attr-defined]
        uow.session.execute(update(table).where(table.c.department == "eac_affairs"), {"disabled": True})
        uow.commit()
    hand_over(database, a_case(database, office["ines"]), "eac_affairs", office["ines"])
    assert [(row.state, row.why) for row in letters(database, "case-handed-over")] == [("withheld", NOBODY_THERE)]


def test_an_act_that_leaves_the_department_changes_no_hands(database: Database, office: dict[str, int]) -> None:
    key = a_case(database, office["ines"])
    with UnitOfWork(database) as uow:
        take_action(
            uow, key, "tell_complainant", actor=Actor(frozenset({Role.OFFICER}), account=office["ines"]),
            data={"message": "No change so far."},
        )  # fmt: skip
        uow.commit()
    with UnitOfWork(database) as uow:
        assert (uow.case(key).officer_id, custody_of(uow.session, key)) == (office["ines"], [])
