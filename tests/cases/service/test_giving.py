"""Many cases given out at once: the look, the act, what stays and why, and the way back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from cases.engine import THE_SYSTEM, Actor
from cases.errors import InputRefused, NotAllowed
from cases.lifecycles import lifecycle
from cases.models import Account, Custody
from cases.seats import Role
from cases.service import open_case
from cases.service.desk import assign
from cases.service.giving import LONGEST_REASON, MOST, Plan, Stays, give_out, look, take_back
from cases.store import Database, UnitOfWork
from cases.store.tables import CASE
from tests.makers import AUDITOR

_CUSTODY = Custody.__table__  # type: ignore[attr-defined]


@pytest.fixture
def hired(database: Database) -> Callable[..., int]:
    def hire(name: str, role: str = "officer") -> int:
        with UnitOfWork(database) as uow:
            made = Account(username=name, name=name.title(), email=f"{name}@x.example", password_hash="", roles=[role])
            uow.session.add(made)
            uow.session.flush()
            key = int(made.id or 0)
            uow.commit()
        return key

    return hire


@pytest.fixture
def ines(hired: Callable[..., int]) -> Actor:
    return Actor(frozenset({Role.OFFICER}), account=hired("ines"))


def a_case(uow: UnitOfWork, holder: int | None = None) -> str:
    key = open_case(uow, lifecycle("ntb_complaint"), actor=THE_SYSTEM, at_stage="screening", title="Tea")
    uow.session.execute(update(CASE).where(CASE.c.id == key), {"officer_id": holder})
    return str(uow.case(key).reference)


def holder_of(uow: UnitOfWork, reference: str) -> int | None:
    return uow.session.execute(select(CASE.c.officer_id).where(CASE.c.reference == reference)).scalar_one()  # type: ignore[no-any-return]


def close(uow: UnitOfWork, reference: str) -> None:
    uow.session.execute(update(CASE).where(CASE.c.reference == reference), {"closed_on": uow.today})


def stays(plan: Plan) -> dict[str, Stays | None]:
    return {each.reference: each.stays for each in plan.lines}


def test_a_look_says_what_would_change_and_what_not_and_writes_nothing(database: Database, ines: Actor) -> None:
    with UnitOfWork(database) as uow:
        free, hers, shut = a_case(uow), a_case(uow, ines.account), a_case(uow)
        close(uow, shut)
        plan = look(uow.session, [free, hers, shut, "KE-NTB-2020-99999-X"], ines.account, ines)
        assert list(stays(plan).values()) == [None, Stays.THEIRS, Stays.CLOSED, Stays.HIDDEN]
        assert (plan.name, holder_of(uow, free)) == ("Ines", None)


def test_cases_are_given_and_each_keeps_why(database: Database, ines: Actor) -> None:
    with UnitOfWork(database) as uow:
        seen: dict[str, int | None] = {a_case(uow): None, a_case(uow): None}
        done = give_out(uow, seen, ines.account, actor=ines, reason=" She  is back. ")
        assert len(done.changes) == 2
        assert {holder_of(uow, each) for each in seen} == {ines.account}
        assert list(uow.session.execute(select(_CUSTODY.c.reason)).scalars()) == ["She is back."] * 2


def test_a_case_that_changed_hands_after_the_look_stays(
    database: Database, ines: Actor, hired: Callable[..., int]
) -> None:
    otto = hired("otto")
    with UnitOfWork(database) as uow:
        taken, free = a_case(uow, otto), a_case(uow)
        done = give_out(uow, {taken: None, free: None}, ines.account, actor=ines, reason="Leave")
        assert stays(done) == {taken: Stays.MOVED, free: None}
        assert holder_of(uow, taken) == otto


def test_cases_go_back_to_nobody(database: Database, ines: Actor) -> None:
    with UnitOfWork(database) as uow:
        hers = a_case(uow, ines.account)
        done = give_out(uow, {hers: ines.account}, None, actor=ines, reason="Leave")
        assert (done.name, holder_of(uow, hers)) == ("", None)


@pytest.mark.parametrize(
    ("reason", "words"), [(" ", "Say in a few words why"), ("x" * (LONGEST_REASON + 1), "at most 300")]
)
def test_a_reason_that_is_none_is_refused(database: Database, ines: Actor, reason: str, words: str) -> None:
    with UnitOfWork(database) as uow, pytest.raises(InputRefused, match=words):
        give_out(uow, {a_case(uow): None}, ines.account, actor=ines, reason=reason)


def test_who_holds_no_cases_is_given_none(database: Database, ines: Actor, hired: Callable[..., int]) -> None:
    clerk = hired("njoroge", "administrator")
    with UnitOfWork(database) as uow, pytest.raises(InputRefused, match="cannot hold a case"):
        look(uow.session, [a_case(uow)], clerk, ines)


def test_who_gives_out_no_cases_does_not_even_look(database: Database) -> None:
    with UnitOfWork(database) as uow, pytest.raises(NotAllowed, match="officers and supervisors"):
        look(uow.session, [a_case(uow)], None, AUDITOR)


def test_more_cases_than_one_can_look_through_are_refused(database: Database, ines: Actor) -> None:
    with UnitOfWork(database) as uow, pytest.raises(InputRefused, match="at most 200 cases"):
        look(uow.session, [f"KE-NTB-2027-{n:05d}-X" for n in range(MOST + 1)], None, ines)


def test_what_was_given_out_goes_back_to_each_earlier_holder(
    database: Database, ines: Actor, hired: Callable[..., int]
) -> None:
    otto = hired("otto")
    with UnitOfWork(database) as uow:
        before: dict[str, int | None] = {a_case(uow, otto): otto, a_case(uow): None}
        give_out(uow, before, ines.account, actor=ines, reason="Leave")
        done = take_back(uow, before, ines.account, actor=ines, reason="Undone")
        assert len(done.changes) == 2
        assert {each: holder_of(uow, each) for each in before} == before


def test_a_case_that_somebody_took_since_does_not_go_back(
    database: Database, ines: Actor, hired: Callable[..., int]
) -> None:
    otto = hired("otto")
    with UnitOfWork(database) as uow:
        free = a_case(uow)
        give_out(uow, {free: None}, ines.account, actor=ines, reason="Leave")
        assign(uow, uow.case(free).id, otto, actor=ines)
        done = take_back(uow, {free: None}, ines.account, actor=ines, reason="Undone")
        assert (stays(done), holder_of(uow, free)) == ({free: Stays.MOVED}, otto)


def test_a_case_does_not_go_back_to_somebody_who_left(
    database: Database, ines: Actor, hired: Callable[..., int]
) -> None:
    otto = hired("otto")
    with UnitOfWork(database) as uow:
        his = a_case(uow, otto)
        give_out(uow, {his: otto}, ines.account, actor=ines, reason="He leaves")
        uow.session.execute(update(Account.__table__).where(Account.__table__.c.id == otto), {"disabled": True})  # type: ignore[attr-defined]
        done = take_back(uow, {his: otto}, ines.account, actor=ines, reason="Undone")
        assert (stays(done), holder_of(uow, his)) == ({his: Stays.GONE}, ines.account)
