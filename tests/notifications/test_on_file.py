"""What the pages show of a case's letters: sent, waiting, parked, withheld; and the one to print."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from cases.settings import Settings
from cases.store import Database
from notifications import letters_of_case, printable, unsent
from notifications.delivery import claim, mark_parked, mark_sent, mark_transient
from notifications.on_file import Posted
from tests.conftest import Now
from tests.notifications.makers import OUTBOX, fill, notify, row
from tests.notifications.test_delivery import code_letter


def shown(database: Database, case_id: object, letter: str, seat: str = "") -> Posted:
    with database.read() as session:
        found = [p for p in letters_of_case(session, case_id) if p.letter == letter and seat in p.seat]  # type: ignore[arg-type]
    assert len(found) == 1
    return found[0]


def test_a_letter_that_waits(database: Database, chosen: Settings) -> None:
    case_id = fill(database)
    notify(database, case_id)
    told = shown(database, case_id, "request-to-other-state")
    assert (told.words, told.to, told.seat) == ("Waiting to be sent.", "Contact UG", "Focal point of the other state")
    assert told.purpose == "To the other state: Kenya's request, with the text that the focal point approved."
    assert told.trouble is False


def test_a_letter_that_went(database: Database, chosen: Settings) -> None:
    case_id = fill(database)
    notify(database, case_id)
    for held in claim(database, limit=10):
        mark_sent(database, held, "250 OK")
    told = shown(database, case_id, "request-sent")
    assert told.words == "Sent on Wednesday 3 March 2027, 10:00 East Africa Time."
    assert told.to == "Achieng Canaryname"


def test_a_letter_that_is_tried_again(database: Database, chosen: Settings) -> None:
    case_id = fill(database)
    notify(database, case_id)
    for held in claim(database, limit=10):
        mark_transient(database, held, "450 Later")
    told = shown(database, case_id, "request-sent")
    expected = "Could not be sent yet (450 Later). Next try on Wednesday 3 March 2027, 10:00 East Africa Time."
    assert (told.words, told.trouble) == (expected, True)


def test_a_parked_letter_says_why(database: Database, chosen: Settings) -> None:
    case_id = fill(database)
    notify(database, case_id)
    told = shown(database, case_id, "request-copy", "mission")
    assert told.words.startswith("Not sent. No address is on file for this recipient.")
    assert told.trouble is True


def test_a_withheld_letter_says_why(sqlite: Database, chosen: Settings) -> None:
    case_id = fill(sqlite)
    notify(sqlite, case_id)
    with sqlite.write() as session:
        values = {"state": "withheld", "why": "No other state is concerned."}
        session.execute(update(OUTBOX).where(OUTBOX.c.letter == "request-to-other-state").values(values))
        session.commit()
    told = shown(sqlite, case_id, "request-to-other-state")
    assert (told.words, told.trouble) == ("Not written to them. No other state is concerned.", False)


def test_the_newest_letter_comes_first(sqlite: Database, chosen: Settings) -> None:
    case_id = fill(sqlite)
    notify(sqlite, case_id)
    with sqlite.read() as session:
        ids = [p.id for p in letters_of_case(session, case_id)]
    assert ids == sorted(ids, reverse=True)


def test_the_supervisor_sees_what_did_not_go(database: Database, chosen: Settings, now: Now) -> None:
    notify(database, fill(database))
    first, second, third = claim(database, limit=10)
    mark_parked(database, first, "Refused")
    mark_transient(database, second, "450 Later")
    mark_sent(database, third, "250 OK")
    now.at += timedelta(hours=1)
    with database.read() as session:
        found = unsent(session)
    assert sorted(p.state for p in found) == ["parked", "parked", "queued"]
    assert all(p.reference.startswith("KE-NTB-2027-00001-") for p in found)


def test_a_letter_that_waits_for_its_first_try_is_no_trouble(sqlite: Database, chosen: Settings) -> None:
    notify(sqlite, fill(sqlite))
    with sqlite.read() as session:
        assert [p.seat for p in unsent(session)] == ["Kenyan mission abroad"]


def test_a_parked_letter_can_be_printed(sqlite: Database, chosen: Settings) -> None:
    notify(sqlite, fill(sqlite))
    with sqlite.read() as session:
        page = printable(session, row(sqlite, "request-copy", seat="mission"))
    assert "<title>KE-NTB-2027-00001-" in page
    assert ">Kenyan mission abroad (Uganda)</p>" in page
    assert "Wednesday 3 March 2027" in page
    assert "Uganda holds Kenyan milk at Busia" in page


def test_a_code_is_not_printed(sqlite: Database, chosen: Settings) -> None:
    code_letter(sqlite)
    with sqlite.read() as session, pytest.raises(LookupError, match="cannot be printed"):
        printable(session, row(sqlite, "email-code"))
