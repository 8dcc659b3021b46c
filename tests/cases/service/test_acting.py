"""One act, one transaction: the event, the case, its clocks and its letters come together or not at all."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import event, select

from cases.errors import ActionNotOpen, InputRefused, NotFound, StaleRevision
from cases.hashing import HASHED, chained
from cases.history import Value
from cases.lifecycles import lifecycle
from cases.models import Document, ExternalRef, Party
from cases.service import correct, open_case, preview, take_action
from cases.service.rebuilding import rebuild
from cases.store import Database, UnitOfWork, one_statement
from cases.store.lists import Asked, Days, find_case, queue
from cases.store.tables import CASE, DEADLINE, EVENT, OUTBOX
from tests.cases.service.makers import QUESTION, lodged, staff
from tests.conftest import Now
from tests.makers import INES, SUPERVISOR, TRADER
from tests.papers import on_file


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


def test_an_act_takes_at_most_eight_statements(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    case_id = lodged(database)
    take(database, case_id, "take_up")
    count = [0]

    def counted(*_: object) -> None:
        count[0] += 1

    straight = one_statement.run  # goes past SQLAlchemy, so it is counted by itself
    monkeypatch.setattr(one_statement, "run", lambda *args: (counted(), straight(*args))[1])
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


@pytest.mark.parametrize(
    "typed", ["", "nonsense", "KE-NTB-2027-00001-\x00", "\ud800", "KE-NTB-٢٠٢٧-00001-A", "K" * 9999]
)
def test_what_is_no_reference_finds_no_case(database: Database, typed: str) -> None:
    lodged(database)
    with UnitOfWork(database) as uow, pytest.raises(NotFound):
        uow.case(typed)
    with database.read() as session, pytest.raises(NotFound):
        find_case(session, typed, INES)


def test_a_party_finds_no_unnumbered_report_by_a_wrong_reference(database: Database) -> None:
    with UnitOfWork(database) as uow:
        case_id = open_case(uow, lifecycle("ntb_complaint"), actor=TRADER, numbered=False)
        uow.session.add(Party(case_id=case_id, seat="complainant", name="Amina"))
        uow.session.flush()
        with pytest.raises(NotFound):
            find_case(uow.session, "nonsense", TRADER)


@pytest.mark.parametrize(
    "asked",
    [Asked(text="tea\x00\ud800"), Asked(stage="\x00"), Asked(regime="\ud800"), Asked(officer=2**63), Asked(officer=-1)],
)
def test_a_list_asked_for_nonsense_is_a_list(database: Database, asked: Asked) -> None:
    lodged(database)
    today = database.today()
    with database.read() as session:
        queue(session, asked, INES, Days(today, today, today, today))


@pytest.mark.parametrize("number", ["NTB-001-299", "N" * 40, "N" * 41, "N" * 300])
def test_the_status_of_a_portal_can_be_recorded_again_however_long_its_number(database: Database, number: str) -> None:
    case_id = lodged(database, at_stage="screening")
    for status in ("new", "in_process"):
        take(database, case_id, "record_external_status", data={"portal_number": number, "status": status})
    kept = rows(database, ExternalRef.__table__, case_id)  # type: ignore[attr-defined]
    assert [(each["number"], each["status"]) for each in kept] == [(number[:40], "in_process")]


@pytest.mark.parametrize("words", ["nul \x00", "half \ud800", "turned \u202e"])
def test_what_no_database_keeps_is_left_out_of_an_act(database: Database, words: str) -> None:
    case_id = lodged(database, at_stage="screening")
    data = {"message": f"We read your papers. {words}"}
    take(database, case_id, "tell_complainant", data=data, reason=words)
    written = rows(database, EVENT, case_id)[-1]
    assert (written["data"], written["reason"]) == (
        {"message": f"We read your papers. {words.split()[0]}"},
        words.split()[0],
    )


def test_an_act_with_a_subject_that_the_procedure_does_not_know_is_refused(database: Database) -> None:
    case_id = lodged(database)
    with pytest.raises(InputRefused, match="concerns the whole case"):
        take(database, case_id, "take_up", subject="Mill A")
    assert the_case(database, case_id)["stage"] == "submitted"


def test_a_split_off_case_carries_the_facts_and_the_people_and_begins_on_the_day_of_the_split(
    database: Database, now: Now
) -> None:
    case_id = lodged(database, at_stage="screening", retaliation_risk=True)
    now.at += timedelta(days=2)
    with UnitOfWork(database) as uow:
        data = {"title": "Fees\nat the\tborder", "second_barrier": "A fee for every lorry."}
        done = take_action(uow, case_id, "split", actor=INES, on=date(2027, 3, 4), data=data)  # type: ignore[arg-type]
        uow.commit()
    second = the_case(database, done.opened[0])
    assert (second["title"], second["stage"], second["stage_since"]) == (
        "Fees at the border",
        "screening",
        date(2027, 3, 4),
    )
    assert (second["protected"], second["direction"], second["measure_countries"]) == (True, "outbound", "UG")
    assert [p["name"] for p in rows(database, Party.__table__, done.opened[0])] == ["Amina Yusuf"]  # type: ignore[attr-defined]
    assert rebuild(database, dry=True).healthy


@pytest.mark.parametrize(
    ("facts", "protected"),
    [
        ({"consent_share_identity": "yes"}, False),
        ({"consent_share_identity": "only_association"}, False),
        ({"consent_share_identity": "no"}, True),
        ({"consent_share_identity": "yes", "retaliation_risk": True}, True),
    ],
)
def test_who_may_not_be_named_is_protected(sqlite: Database, facts: dict[str, Value], protected: bool) -> None:
    assert the_case(sqlite, lodged(sqlite, **facts))["protected"] is protected


def test_what_is_split_off_takes_parties_and_evidence_along(database: Database) -> None:
    case_id = lodged(database)
    with UnitOfWork(database) as uow:
        on_file(uow, case_id)
        uow.commit()
    take(database, case_id, "take_up")
    inputs = lifecycle("ntb_complaint").action_in("screening", "split")
    assert inputs is not None
    data = {each.key: "A second barrier, about the road toll." for each in inputs.inputs if each.required}
    with UnitOfWork(database) as uow:
        done = take_action(uow, case_id, "split", actor=INES, data=data, reason="Two barriers in one report.")
        uow.commit()
    (new,) = done.opened
    assert [d["filename"] for d in rows(database, Document.__table__, new)] == ["minute.pdf"]
    assert [p["name"] for p in rows(database, Party.__table__, new)] == ["Amina Yusuf"]
    assert the_case(database, new)["reference"] != the_case(database, case_id)["reference"]
