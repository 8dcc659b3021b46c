"""A changed calendar moves the open dates that cross the day, keeps before and after, and tells the officer."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import Row, select, update

from cases.engine import THE_SYSTEM, Actor
from cases.errors import InputRefused, NotAllowed
from cases.models import ClosedDayRow, DeadlineChange
from cases.service.closing_days import (
    DayChanged,
    add_closed_day,
    closed_days,
    preview_closed_day,
    revoke_closed_day,
    seed_calendars,
)
from cases.service.rebuilding import rebuild
from cases.store import NAIROBI, Database, UnitOfWork
from cases.store.database import calendar_version
from cases.store.tables import CASE, DEADLINE, OUTBOX
from tests.cases.service.makers import lodged, staff
from tests.makers import INES, SUPERVISOR, day

GAZETTE = "Gazette Notice No. 1234 of 2027"


def close(database: Database, when: str, *, seat: str = "nairobi", by: Actor = SUPERVISOR) -> DayChanged:
    with UnitOfWork(database) as uow:
        change = add_closed_day(uow, seat, day(when), "Day of mourning", GAZETTE, by)
        uow.commit()
    return change


def reopen(database: Database, when: str) -> DayChanged:
    with UnitOfWork(database) as uow:
        change = revoke_closed_day(uow, "nairobi", day(when), "Gazette Notice No. 1300 of 2027", SUPERVISOR)
        uow.commit()
    return change


def clock(database: Database, case_id: UUID, key: str) -> Row[object]:
    with database.read() as session:
        return session.execute(select(DEADLINE).where(DEADLINE.c.case_id == case_id, DEADLINE.c.key == key)).one()


def due(database: Database, case_id: UUID, key: str = "svc_notify") -> date:
    return clock(database, case_id, key).due_on


def changes(database: Database) -> list[tuple[date | None, date | None, str]]:
    with database.read() as session:
        found = session.execute(select(DeadlineChange)).scalars()
        return [(each.before, each.after, each.cause) for each in found]


@pytest.mark.parametrize(
    ("closed", "then"),
    [
        ("2027-03-03", "2027-03-10"),
        ("2027-03-04", "2027-03-11"),
        ("2027-03-06", "2027-03-10"),
        ("2027-03-10", "2027-03-11"),
        ("2027-03-11", "2027-03-10"),
    ],
    ids=["day of the trigger", "first day", "a Saturday", "last day", "day after the last"],
)
def test_a_closed_day_moves_the_dates_that_cross_it(database: Database, closed: str, then: str) -> None:
    case_id = lodged(database, at_stage="ready_to_notify")
    assert due(database, case_id) == day("2027-03-10")
    close(database, closed)
    assert due(database, case_id) == day(then)
    assert rebuild(database, dry=True).healthy


def test_before_and_after_are_kept_with_the_cause(database: Database) -> None:
    lodged(database, at_stage="ready_to_notify")
    close(database, "2027-03-05")
    why = f"Nairobi is closed on 5 March 2027 (Day of mourning; {GAZETTE})"
    assert changes(database) == [(day("2027-03-10"), day("2027-03-11"), why)]


def test_what_moved_is_handed_back(sqlite: Database) -> None:
    lodged(sqlite, at_stage="ready_to_notify")
    change = close(sqlite, "2027-03-05")
    assert [(each.reference, [m.clock.key for m in each.moved]) for each in change.cases] == [
        ("KE-NTB-2027-00001-M", ["svc_notify"])
    ]


def test_the_officer_is_told_once_and_of_the_changes(database: Database) -> None:
    keys = staff(database)
    lodged(database, at_stage="ready_to_notify", officer=keys["ines"])
    close(database, "2027-03-05")
    with database.read() as session:
        (letter,) = session.execute(select(OUTBOX).where(OUTBOX.c.letter == "dates-moved")).all()
        kept = session.execute(select(DeadlineChange)).scalars().one()
    assert (letter.account_id, letter.state, letter.context["changes"]) == (keys["ines"], "queued", [kept.id])


def test_the_next_date_of_the_case_moves_too(sqlite: Database) -> None:
    case_id = lodged(sqlite, at_stage="ready_to_notify")
    close(sqlite, "2027-03-05")
    with sqlite.read() as session:
        assert session.execute(select(CASE.c.next_due).where(CASE.c.id == case_id)).scalar_one() == day("2027-03-11")


def test_a_closed_case_stays_as_it_is(database: Database) -> None:
    case_id = lodged(database, at_stage="ready_to_notify")
    with UnitOfWork(database) as uow:
        uow.session.execute(update(CASE).where(CASE.c.id == case_id), {"closed_on": day("2027-03-03")})
        uow.commit()
    assert close(database, "2027-03-05").cases == ()
    assert due(database, case_id) == day("2027-03-10")


def test_the_calendar_of_another_seat_moves_nothing(sqlite: Database) -> None:
    case_id = lodged(sqlite, at_stage="ready_to_notify")
    assert close(sqlite, "2027-03-05", seat="geneva").cases == ()
    assert due(sqlite, case_id) == day("2027-03-10")


def test_every_change_makes_a_new_version(sqlite: Database) -> None:
    assert [close(sqlite, "2027-03-05").version, close(sqlite, "2027-03-08").version] == [1, 2]
    with sqlite.read() as session:
        assert calendar_version(session) == 2


def test_a_revoked_day_brings_the_date_back(database: Database) -> None:
    case_id = lodged(database, at_stage="ready_to_notify")
    close(database, "2027-03-05")
    reopen(database, "2027-03-05")
    assert due(database, case_id) == day("2027-03-10")
    assert [each[:2] for each in changes(database)] == [
        (day("2027-03-10"), day("2027-03-11")),
        (day("2027-03-11"), day("2027-03-10")),
    ]


def test_a_revoked_day_stays_on_file_with_its_new_source(sqlite: Database) -> None:
    close(sqlite, "2027-03-05")
    reopen(sqlite, "2027-03-05")
    with UnitOfWork(sqlite) as uow:
        (entry,) = closed_days(uow, "nairobi", 2027)
    assert (entry.status, entry.name, entry.source) == (
        "revoked",
        "Day of mourning",
        "Gazette Notice No. 1300 of 2027",
    )


def test_a_revoked_day_can_be_closed_again(sqlite: Database) -> None:
    case_id = lodged(sqlite, at_stage="ready_to_notify")
    close(sqlite, "2027-03-05")
    reopen(sqlite, "2027-03-05")
    close(sqlite, "2027-03-05")
    assert due(sqlite, case_id) == day("2027-03-11")


def test_an_estimated_day_can_be_confirmed_and_moves_nothing(sqlite: Database) -> None:
    with UnitOfWork(sqlite) as uow:
        uow.session.add(
            ClosedDayRow(
                seat="nairobi", day=day("2027-03-09"), name="Idd-ul-Fitr", source="list", status="estimated",
                entered_at=uow.now,
            )
        )  # fmt: skip
        uow.commit()
    case_id = lodged(sqlite, at_stage="ready_to_notify")
    assert due(sqlite, case_id) == day("2027-03-11")
    assert close(sqlite, "2027-03-09").cases == ()


def test_a_preview_says_the_same_and_writes_nothing(database: Database) -> None:
    case_id = lodged(database, at_stage="ready_to_notify")
    with UnitOfWork(database) as uow:
        seen = preview_closed_day(uow, "nairobi", day("2027-03-05"), "Day of mourning", GAZETTE, SUPERVISOR)
        uow.commit()
    assert due(database, case_id) == day("2027-03-10")
    assert changes(database) == []
    done = close(database, "2027-03-05")
    assert [(c.reference, c.moved) for c in seen.cases] == [(c.reference, c.moved) for c in done.cases]


def test_a_preview_of_a_revocation(sqlite: Database) -> None:
    lodged(sqlite, at_stage="ready_to_notify")
    close(sqlite, "2027-03-05")
    with UnitOfWork(sqlite) as uow:
        seen = preview_closed_day(uow, "nairobi", day("2027-03-05"), "", GAZETTE, SUPERVISOR, revoke=True)
    assert [m.after for c in seen.cases for m in c.moved] == [day("2027-03-10")]


def test_a_change_that_is_undone_leaves_no_trace_in_the_calendars(sqlite: Database) -> None:
    with UnitOfWork(sqlite) as uow:
        add_closed_day(uow, "nairobi", day("2027-03-05"), "Day of mourning", GAZETTE, SUPERVISOR)
    close(sqlite, "2027-03-12")
    case_id = lodged(sqlite, at_stage="ready_to_notify")
    assert due(sqlite, case_id) == day("2027-03-10")


def test_reminders_go_out_on_the_next_open_day(database: Database) -> None:
    facts = {"regime": "AfCFTA", "measure_countries": ["GH"], "request_received_on": "2027-03-03"}
    case_id = lodged(database, at_stage="notified", **facts)  # type: ignore[arg-type]
    look = clock(database, case_id, "response").look_after.astimezone(NAIROBI)
    assert look.isoformat() == "2027-03-17T08:00:00+03:00"
    close(database, "2027-03-17")
    look = clock(database, case_id, "response").look_after.astimezone(NAIROBI)
    assert look.isoformat() == "2027-03-18T08:00:00+03:00"
    assert rebuild(database, dry=True).healthy


def test_a_limit_that_is_shortened_at_its_end_is_counted_further_than_it_lasts(sqlite: Database) -> None:
    facts = {"direction": "inbound", "regime": "TFTA", "reporting_country": "ZA", "measure_countries": ["KE"]}
    case_id = lodged(sqlite, at_stage="agency_action", their_request_on="2027-03-03", **facts)  # type: ignore[arg-type]
    assert due(sqlite, case_id, "kenya_reply") == day("2027-03-18")
    close(sqlite, "2027-03-23")
    assert due(sqlite, case_id, "kenya_reply") == day("2027-03-19")
    assert rebuild(sqlite, dry=True).healthy


@pytest.mark.parametrize(
    ("seat", "when", "name", "source", "field"),
    [
        ("mars", "2027-03-05", "Day of mourning", GAZETTE, "seat"),
        ("capital:ug", "2027-03-05", "Day of mourning", GAZETTE, "seat"),
        ("nairobi", "1999-12-31", "Day of mourning", GAZETTE, "day"),
        ("nairobi", "2046-01-01", "Day of mourning", GAZETTE, "day"),
        ("nairobi", "2027-03-05", "  ", GAZETTE, "name"),
        ("nairobi", "2027-03-05", "x" * 201, GAZETTE, "name"),
        ("nairobi", "2027-03-05", "Day of mourning", "x" * 301, "source"),
        ("nairobi", "2027-03-05", "\x00", GAZETTE, "name"),
        ("nairobi\x00", "2027-03-05", "Day of mourning", GAZETTE, "seat"),
        ("nairobi", "2027-03-05", "Day of mourning", "", "source"),
    ],
)
def test_a_wrong_entry_is_refused_at_its_field(
    sqlite: Database, seat: str, when: str, name: str, source: str, field: str
) -> None:
    with UnitOfWork(sqlite) as uow, pytest.raises(InputRefused) as refused:
        add_closed_day(uow, seat, day(when), name, source, SUPERVISOR)
    assert list(refused.value.fields) == [field]


def test_a_day_that_is_closed_already_is_refused(sqlite: Database) -> None:
    close(sqlite, "2027-03-05")
    with pytest.raises(InputRefused, match="closed on that day already: Day of mourning"):
        close(sqlite, "2027-03-05")


def test_a_day_that_is_open_cannot_be_revoked(sqlite: Database) -> None:
    with pytest.raises(InputRefused, match="nothing to revoke"):
        reopen(sqlite, "2027-03-05")


def test_an_officer_changes_no_calendar(sqlite: Database) -> None:
    with pytest.raises(NotAllowed, match="supervisor or an administrator"):
        close(sqlite, "2027-03-05", by=INES)


def test_the_command_line_may_change_a_calendar(sqlite: Database) -> None:
    assert close(sqlite, "2027-03-05", by=THE_SYSTEM).version == 1


def seeded(database: Database, *capitals: str) -> int:
    with UnitOfWork(database) as uow:
        entered = seed_calendars(uow, capitals)
        uow.commit()
    return entered


def names(database: Database, seat: str, year: int) -> dict[str, str]:
    with UnitOfWork(database) as uow:
        return {each.day.isoformat(): each.name for each in closed_days(uow, seat, year)}


def test_calendars_are_seeded_for_all_seats_and_chosen_capitals(sqlite: Database) -> None:
    seeded(sqlite, "UG")
    with sqlite.read() as session:
        seats = set(session.execute(select(ClosedDayRow.seat).distinct()).scalars())  # type: ignore[call-overload]
    assert seats == {"nairobi", "geneva", "arusha", "capital:UG"}


def test_nairobi_is_closed_on_idd_ul_azha_and_open_on_diwali(sqlite: Database) -> None:
    seeded(sqlite)
    found = names(sqlite, "nairobi", 2026)
    assert "2026-05-27" in found
    assert not any("diwali" in name.lower() for name in found.values())


def test_seeding_again_enters_nothing_and_keeps_what_people_entered(sqlite: Database) -> None:
    seeded(sqlite)
    close(sqlite, "2027-08-10")
    assert seeded(sqlite) == 0
    assert names(sqlite, "nairobi", 2027)["2027-08-10"] == "Day of mourning"


def test_a_seeded_day_can_be_revoked_and_stays_revoked(sqlite: Database) -> None:
    seeded(sqlite)
    reopen(sqlite, "2027-06-01")
    seeded(sqlite, "UG")
    with UnitOfWork(sqlite) as uow:
        status = {each.day: each.status for each in closed_days(uow, "nairobi", 2027)}
    assert status[day("2027-06-01")] == "revoked"


def test_a_day_is_entered_without_what_no_database_keeps(database: Database) -> None:
    lodged(database, at_stage="ready_to_notify")
    with UnitOfWork(database) as uow:
        done = add_closed_day(uow, "nairobi", day("2027-03-05"), "Day\x00 of\nmourning", "Notice\ud800 1", SUPERVISOR)
        uow.commit()
    assert (done.name, done.source) == ("Day of mourning", "Notice 1")
