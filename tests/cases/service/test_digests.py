"""One letter a day to each member of staff who has something due."""

from __future__ import annotations

import pytest
from sqlalchemy import Row, insert, select, update

from cases.models import Account
from cases.service import digests as digesting
from cases.service.digests import digest_time, queue_digests, switch_digest, wants_digest
from cases.store import Database, UnitOfWork
from cases.store.work import CASE, DEADLINE, OUTBOX
from tests.cases.service.watched_cases import department, local, opened
from tests.conftest import Now

OFFICER, FOCAL_POINT, SUPERVISOR = 1, 2, 3


def digests(database: Database, now: Now, text: str) -> list[Row[object]]:
    """Queue the digests of that morning; every digest in the outbox."""
    now.at = local(text)
    with UnitOfWork(database) as uow:
        queue_digests(uow)
        uow.commit()
    with database.read() as session:
        return list(session.execute(select(OUTBOX).where(OUTBOX.c.letter == "digest").order_by(OUTBOX.c.id)).all())


def readers(rows: list[Row[object]]) -> list[object]:
    return [row.account_id for row in rows]


def test_eight_days_before_the_date_there_is_no_digest(database: Database, now: Now) -> None:
    opened(database, "notified", officer=department(database)["officer"])
    assert digests(database, now, "2027-03-23T08:00") == []


def test_seven_days_before_the_date_its_officer_reads_of_it(database: Database, now: Now) -> None:
    opened(database, "notified", officer=department(database)["officer"])
    assert readers(digests(database, now, "2027-03-24T08:00")) == [OFFICER]


def test_while_it_is_not_overdue_the_supervisor_is_left_in_peace(database: Database, now: Now) -> None:
    opened(database, "notified", officer=department(database)["officer"])
    assert SUPERVISOR not in readers(digests(database, now, "2027-03-31T08:00"))


def test_once_it_is_overdue_the_supervisor_reads_of_it_too(database: Database, now: Now) -> None:
    opened(database, "notified", officer=department(database)["officer"])
    assert readers(digests(database, now, "2027-04-01T08:00")) == [OFFICER, SUPERVISOR]


def test_what_nobody_is_assigned_to_is_the_supervisors(database: Database, now: Now) -> None:
    department(database)
    opened(database, "notified")
    assert readers(digests(database, now, "2027-03-31T08:00")) == [SUPERVISOR]


def test_there_is_one_digest_a_day(database: Database, now: Now) -> None:
    opened(database, "notified", officer=department(database)["officer"])
    digests(database, now, "2027-03-29T08:00")
    assert len(digests(database, now, "2027-03-29T11:00")) == 1


def test_the_next_day_there_is_another(database: Database, now: Now) -> None:
    opened(database, "notified", officer=department(database)["officer"])
    digests(database, now, "2027-03-29T08:00")
    assert len(digests(database, now, "2027-03-30T08:00")) == 2


def test_the_digest_names_the_clocks_that_are_due(database: Database, now: Now) -> None:
    case_id = opened(database, "notified", officer=department(database)["officer"])
    [row] = digests(database, now, "2027-03-24T08:00")
    with database.read() as session:
        query = select(DEADLINE.c.id).where(DEADLINE.c.case_id == case_id, DEADLINE.c.key == "response")
        assert row.context == {"deadlines": [session.execute(query).scalar_one()], "day": "2027-03-24"}


def test_an_officer_who_left_gets_none(database: Database, now: Now) -> None:
    opened(database, "notified", officer=department(database)["officer"])
    with UnitOfWork(database) as uow:
        uow.session.execute(update(Account).where(Account.id == OFFICER), {"disabled": True})  # type: ignore[arg-type]
        uow.commit()
    assert OFFICER not in readers(digests(database, now, "2027-03-24T08:00"))


def test_a_draft_is_in_no_digest(database: Database, now: Now) -> None:
    department(database)
    case_id = opened(database, "notified")
    with UnitOfWork(database) as uow:
        uow.session.execute(update(CASE).where(CASE.c.id == case_id), {"reference": None})
        uow.commit()
    assert digests(database, now, "2027-04-01T08:00") == []


def test_digests_wait_for_the_office_to_open(database: Database, now: Now) -> None:
    now.at = local("2027-03-24T07:59")
    with UnitOfWork(database) as uow:
        assert not digest_time(uow)
    now.at = local("2027-03-24T08:00")
    with UnitOfWork(database) as uow:
        assert digest_time(uow)


def test_there_is_no_digest_on_a_saturday(database: Database, now: Now) -> None:
    now.at = local("2027-03-27T10:00")
    with UnitOfWork(database) as uow:
        assert not digest_time(uow)


def test_the_supervisor_reads_how_much_there_is_altogether(database: Database, now: Now) -> None:
    opened(database, "notified", officer=department(database)["officer"])
    opened(database, "notified")
    [_officer, supervisor] = digests(database, now, "2027-04-01T08:00")
    totals = supervisor.context["totals"]  # type: ignore[attr-defined]
    assert (totals["overdue"] > 0, totals["nobody"] * 2) == (True, totals["overdue"] + totals["today"] + totals["week"])


def test_an_officer_reads_of_the_own_cases_alone(database: Database, now: Now) -> None:
    opened(database, "notified", officer=department(database)["officer"])
    [officer, _supervisor] = digests(database, now, "2027-04-01T08:00")
    assert "totals" not in officer.context  # type: ignore[attr-defined]


def test_letters_that_will_not_leave_are_among_the_totals(database: Database, now: Now) -> None:
    opened(database, "notified", officer=department(database)["officer"])
    with UnitOfWork(database) as uow:
        row = {"letter": "x", "context": {}, "state": "parked", "message_id": "<a@t>", "dedupe": "a",
               "language": "en", "seat": "", "subject": "", "attempts": 0, "made_at": now.at, "next_try_at": now.at,
               "why": "", "answer": "", "unobserved": False}  # fmt: skip
        uow.session.execute(insert(OUTBOX), row)
        uow.commit()
    assert digests(database, now, "2027-04-01T08:00")[-1].context["totals"]["unsent"] == 1  # type: ignore[attr-defined]


def test_what_does_not_fit_is_counted(database: Database, now: Now, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digesting, "LONGEST", 1)
    opened(database, "notified", officer=department(database)["officer"])
    opened(database, "notified", officer=OFFICER)
    [officer, *_] = digests(database, now, "2027-03-24T08:00")
    assert (len(officer.context["deadlines"]), officer.context["more"]) == (1, 1)  # type: ignore[attr-defined]


def test_a_time_of_waiting_that_is_over_is_not_overdue(database: Database, now: Now) -> None:
    opened(database, "notified", officer=department(database)["officer"])
    with UnitOfWork(database) as uow:
        uow.session.execute(update(DEADLINE), {"kind": "wait_until"})
        uow.commit()
    assert digests(database, now, "2028-04-03T08:00") == []


def test_a_closed_case_is_in_no_digest(database: Database, now: Now) -> None:
    case_id = opened(database, "notified", officer=department(database)["officer"])
    with UnitOfWork(database) as uow:
        uow.session.execute(update(CASE).where(CASE.c.id == case_id), {"closed_on": now.at.date()})
        uow.commit()
    assert digests(database, now, "2027-04-01T08:00") == []


def test_each_reads_it_in_their_language(database: Database, now: Now) -> None:
    opened(database, "notified", officer=department(database)["officer"])
    with UnitOfWork(database) as uow:
        uow.session.execute(update(Account).where(Account.id == OFFICER), {"language": "sw"})  # type: ignore[arg-type]
        uow.commit()
    assert [row.language for row in digests(database, now, "2027-04-01T08:00")] == ["sw", "en"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("switched", "gets_it"), [([False], False), ([False, True], True)])
def test_who_switched_it_off_gets_none(database: Database, now: Now, switched: list[bool], gets_it: bool) -> None:
    opened(database, "notified", officer=department(database)["officer"])
    for on in switched:
        with UnitOfWork(database) as uow:
            switch_digest(uow, OFFICER, on=on)
            uow.commit()
    with database.read() as session:
        assert (wants_digest(session, OFFICER), wants_digest(session, SUPERVISOR)) == (gets_it, True)
    assert (OFFICER in readers(digests(database, now, "2027-03-24T08:00"))) is gets_it
