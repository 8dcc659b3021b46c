"""One act, one transaction: the event, the case, its clocks and its letters come together or not at all."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import event, select

from cases.errors import ActionNotOpen, InputRefused, NotFound, StaleRevision
from cases.hashing import HASHED, chained
from cases.lifecycles import lifecycle
from cases.service import correct, open_case, preview, take_action
from cases.store import Database, UnitOfWork
from cases.store.tables import CASE, DEADLINE, EVENT, OUTBOX
from tests.cases.service.makers import QUESTION, lodged, staff
from tests.conftest import Now
from tests.makers import INES, SUPERVISOR, TRADER


def take(database: Database, case_id: UUID, action: str, **kwargs: object) -> int:
    with UnitOfWork(database) as uow:
        done = take_action(uow, case_id, action, actor=kwargs.pop("actor", INES), **kwargs)  # type: ignore[arg-type]
        uow.commit()
    return done.revision


def rows(database: Database, table: object, case_id: UUID) -> list[dict[str, object]]:
    with database.read() as session:
        found = session.execute(select(table).where(table.c.case_id == case_id).order_by(table.c.id))  # type: ignore[attr-defined, call-overload]
        return [dict(row._mapping) for row in found]


def the_case(database: Database, case_id: UUID) -> dict[str, object]:
    with database.read() as session:
        return dict(session.execute(select(CASE).where(CASE.c.id == case_id)).one()._mapping)


def test_an_act_moves_the_case_and_raises_its_revision(database: Database) -> None:
    case_id = lodged(database)
    assert take(database, case_id, "take_up") == 2
    moved = the_case(database, case_id)
    assert (moved["stage"], moved["revision"]) == ("screening", 2)


def test_an_act_is_recorded_with_its_dates_seat_and_law(database: Database) -> None:
    case_id = lodged(database)
    take(database, case_id, "take_up", on=date(2027, 3, 3))
    written = rows(database, EVENT, case_id)[-1]
    assert (written["action"], written["happened_on"]) == ("submitted.take_up", date(2027, 3, 3))
    assert written["seat"] == "ntb_officer"
    assert written["cite"]


def test_the_hashes_chain(database: Database) -> None:
    case_id = lodged(database)
    take(database, case_id, "take_up")
    take(database, case_id, "ask", data=QUESTION)
    head = ""
    for written in rows(database, EVENT, case_id):
        assert set(HASHED) <= set(written)
        head = chained(head, written)
        assert head == written["hash"]
    assert the_case(database, case_id)["head"] == head


def test_letters_wait_in_the_outbox_one_per_recipient(database: Database) -> None:
    keys = staff(database)
    case_id = lodged(database, officer=keys["ines"])
    take(database, case_id, "take_up")
    take(database, case_id, "ask", data=QUESTION)
    letters = {(r["letter"], r["address"]) for r in rows(database, OUTBOX, case_id) if r["event_seq"] == 3}
    assert ("questions-to-complainant", "amina@example.org") in letters


def test_no_name_or_address_stands_in_the_events(database: Database) -> None:
    case_id = lodged(database)
    take(database, case_id, "take_up")
    take(database, case_id, "ask", data=QUESTION)
    assert "amina" not in str(rows(database, EVENT, case_id)).lower()


def test_an_act_takes_at_most_eight_statements(database: Database) -> None:
    case_id = lodged(database)
    take(database, case_id, "take_up")
    count = [0]

    def counted(*_: object) -> None:
        count[0] += 1

    event.listen(database.engine, "before_cursor_execute", counted)
    take(database, case_id, "ask", data=QUESTION)
    event.remove(database.engine, "before_cursor_execute", counted)
    assert count[0] <= 8 + 1  # SQLite's BEGIN IMMEDIATE is a statement too


def test_a_stale_revision_is_refused_and_nothing_is_written(database: Database) -> None:
    case_id = lodged(database)
    take(database, case_id, "take_up", seen=1)
    with pytest.raises(StaleRevision) as refused:
        take(database, case_id, "ask", data=QUESTION, seen=1)
    assert (refused.value.seen, refused.value.current) == (1, 2)
    assert len(rows(database, EVENT, case_id)) == 2


def test_of_many_officers_at_once_exactly_one_wins(database: Database) -> None:
    case_id = lodged(database)
    outcomes: list[str] = []

    def officer() -> None:
        try:
            take(database, case_id, "take_up", seen=1)
            outcomes.append("won")
        except (StaleRevision, ActionNotOpen):
            outcomes.append("told")

    threads = [threading.Thread(target=officer) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["told"] * 5 + ["won"]
    assert len(rows(database, EVENT, case_id)) == 2


def test_a_refused_act_leaves_no_trace(database: Database) -> None:
    case_id = lodged(database)
    before = the_case(database, case_id)
    with pytest.raises(ActionNotOpen):
        take(database, case_id, "notify")
    assert the_case(database, case_id) == before


def test_an_unknown_case_is_not_found(database: Database) -> None:
    with pytest.raises(NotFound), UnitOfWork(database) as uow:
        uow.case("KE-NTB-2027-99999-X")


def test_a_preview_shows_the_letters_and_writes_nothing(database: Database) -> None:
    case_id = lodged(database)
    take(database, case_id, "take_up")
    with UnitOfWork(database) as uow:
        shown = preview(uow, case_id, "ask", actor=INES, data=QUESTION)
    assert "questions-to-complainant" in {a.letter for a in shown.letters}
    assert the_case(database, case_id)["revision"] == 2


def test_a_party_acts_in_its_own_right(database: Database) -> None:
    case_id = lodged(database)
    take(database, case_id, "take_up")
    take(database, case_id, "ask", data=QUESTION)
    take(database, case_id, "withdraw", actor=TRADER, reason="We found another way to market.")
    assert the_case(database, case_id)["close_status"] == "closed_withdrawn"


def test_a_clock_is_kept_with_the_time_of_the_next_look(database: Database) -> None:
    case_id = lodged(database)
    take(database, case_id, "take_up")
    take(database, case_id, "ask", data=QUESTION)
    info = next(r for r in rows(database, DEADLINE, case_id) if r["key"] == "svc_info")
    assert info["due_on"] == date(2027, 3, 17)
    assert info["look_after"] is not None


def test_a_closed_case_has_nothing_to_look_at(database: Database) -> None:
    case_id = lodged(database)
    take(database, case_id, "withdraw", actor=TRADER, reason="Solved at the border.")
    assert [r["key"] for r in rows(database, DEADLINE, case_id) if r["look_after"] is not None] == []


def test_a_correction_is_a_new_entry_and_moves_the_dates(database: Database, now: Now) -> None:
    case_id = lodged(database)
    now.at += timedelta(days=2)
    take(database, case_id, "take_up")
    take(database, case_id, "ask", data=QUESTION)
    before = next(r for r in rows(database, DEADLINE, case_id) if r["key"] == "svc_info")["due_on"]
    with UnitOfWork(database) as uow:
        correct(uow, case_id, 2, actor=SUPERVISOR, reason="It was taken up a day earlier.", seen=3,
                happened_on=date(2027, 3, 4))  # fmt: skip
        correct(uow, case_id, 3, actor=SUPERVISOR, reason="The question went out a day earlier.", seen=4,
                happened_on=date(2027, 3, 4))  # fmt: skip
        uow.commit()
    after = next(r for r in rows(database, DEADLINE, case_id) if r["key"] == "svc_info")["due_on"]
    assert (before, after) == (date(2027, 3, 19), date(2027, 3, 18))
    assert rows(database, EVENT, case_id)[2]["happened_on"] == date(2027, 3, 5)


def test_a_correction_needs_a_reason(database: Database) -> None:
    case_id = lodged(database)
    take(database, case_id, "take_up")
    with pytest.raises(InputRefused, match="Say why"), UnitOfWork(database) as uow:
        correct(uow, case_id, 2, actor=SUPERVISOR, reason=" ", seen=2, happened_on=date(2027, 3, 3))


def test_a_quiet_act_writes_to_nobody(database: Database) -> None:
    case_id = lodged(database)
    take(database, case_id, "take_up", quiet=True)
    assert rows(database, OUTBOX, case_id) == []


def test_references_run_without_a_gap(database: Database) -> None:
    given = [the_case(database, lodged(database))["reference"] for _ in range(3)]
    assert [str(r).split("-")[3] for r in given] == ["00001", "00002", "00003"]


def test_a_rolled_back_case_takes_no_number(database: Database) -> None:
    with UnitOfWork(database) as uow:
        open_case(uow, lifecycle("ntb_complaint"), actor=INES, at_stage="submitted")
    assert str(the_case(database, lodged(database))["reference"]).split("-")[3] == "00001"
