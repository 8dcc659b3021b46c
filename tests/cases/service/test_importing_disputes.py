"""Disputes and investigations of the public record, replayed: each event accepted, out of order, or refused."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from cases.errors import Refused
from cases.service.importing_disputes import import_disputes
from cases.service.importing_remedies import import_remedies
from cases.store import Database
from cases.store.tables import CASE, EVENT


def dispute(number: str, *events: tuple[str, str], **more: Any) -> dict[str, Any]:
    listed = [{"event": kind, "date": day, "basis": "wto_dispute_array"} for kind, day in events]
    parties = {"complainants": [{"code": "BRA", "name": "Brazil"}], "respondents": [{"code": "IND", "name": "India"}]}
    return {"id": number, "title": "Sugar", "events": listed, **parties, **more}


TWO_MEETINGS = dispute(
    "DS901", ("consultations_requested", "2019-02-27"), ("panel_requested", "2019-07-11"),
    ("panel_establishment_deferred", "2019-07-22"), ("panel_established", "2019-08-15"),
    ("panel_composed", "2019-10-28"),
)  # fmt: skip
EARLY = dispute("DS902", ("consultations_requested", "2019-02-27"), ("panel_requested", "2019-04-01"))
SOLVED = dispute(
    "DS903", ("consultations_requested", "2019-02-27"), ("mutually_agreed_solution_notified", "2019-05-02"),
    ("implementation_notified", "2019-06-02"),
)  # fmt: skip


def outcomes(done: Any) -> list[tuple[str, str]]:
    return [(each.kind, each.outcome) for each in done.events]


def stage_of(database: Database, number: str) -> str:
    with database.read() as session:
        return str(session.execute(select(CASE.c.stage).where(CASE.c.title.like(f"{number} %"))).scalar_one())


def days_of(database: Database, action: str) -> list[str]:
    with database.read() as session:
        return [
            str(d)
            for d in session.execute(select(EVENT.c.happened_on).where(EVENT.c.action.like(f"%.{action}"))).scalars()
        ]


def test_a_dispute_is_replayed_through_two_meetings(database: Database) -> None:
    done = import_disputes(database, [TWO_MEETINGS])
    assert {outcome for _, outcome in outcomes(done)} == {"accepted"}
    assert days_of(database, "established_at_second") == ["2019-08-15"]


def test_what_follows_the_establishment_is_kept_with_its_day(database: Database) -> None:
    import_disputes(database, [TWO_MEETINGS])
    assert days_of(database, "record_later_event") == ["2019-10-28"]


def test_an_early_request_for_a_panel_is_taken_with_the_reason(database: Database) -> None:
    done = import_disputes(database, [EARLY])
    assert outcomes(done)[-1] == ("panel_requested", "out_of_order")
    assert done.events[-1].reason.startswith("Consultations run until 28 April 2019")


def test_a_file_of_others_ends_as_a_record(database: Database) -> None:
    import_disputes(database, [TWO_MEETINGS])
    assert stage_of(database, "DS901") == "closed_kept"


def test_an_event_after_the_end_is_kept_too(database: Database) -> None:
    done = import_disputes(database, [SOLVED])
    assert outcomes(done)[-1] == ("implementation_notified", "accepted")
    assert stage_of(database, "DS903") == "closed_mutually_agreed"


def test_where_kenya_is_a_third_party_the_file_stays_open(database: Database) -> None:
    import_disputes(database, [{**TWO_MEETINGS, "third_parties": [{"code": "KEN", "name": "Kenya"}]}])
    assert stage_of(database, "DS901") == "panel_established"


def test_importing_twice_changes_nothing(database: Database) -> None:
    import_disputes(database, [SOLVED])
    again = import_disputes(database, [SOLVED])
    assert (again.accepted, again.unchanged) == ([], ["DS903"])


def test_a_dispute_without_its_request_is_refused_in_words(database: Database) -> None:
    done = import_disputes(database, [dispute("DS904", ("panel_requested", "2019-04-01"))])
    assert "every period counts from it" in done.refused[0].reason


def test_a_file_that_is_something_else_is_refused(database: Database) -> None:
    with pytest.raises(Refused, match="holds no list of disputes"):
        import_disputes(database, {"cases": []})


def remedy(number: str, **days: str) -> dict[str, Any]:
    dates = {name: {"date": day, "precision": "day", "status": "verified"} for name, day in days.items()}
    return {"id": number, "remedy": "AD", "authority": "An authority", "product": "Rebar", "exporting": ["CN"],
            "dates": dates}  # fmt: skip


GOOD = remedy("X-1", application_lodged="2020-01-02", initiation="2020-02-03", provisional_adopted="2020-04-03",
              definitive_effective="2021-01-15")  # fmt: skip


def test_an_investigation_is_replayed_to_its_measure(database: Database) -> None:
    done = import_remedies(database, [GOOD])
    assert [outcome for _, outcome in outcomes(done)] == ["accepted"] * 4


@pytest.mark.parametrize(("day", "outcome"), [("2020-04-02", "out_of_order"), ("2020-04-03", "accepted")])
def test_a_provisional_measure_on_day_fifty_nine_is_noted(database: Database, day: str, outcome: str) -> None:
    record = remedy("X-2", initiation="2020-02-03", provisional_adopted=day)
    assert outcomes(import_remedies(database, [record]))[-1] == ("provisional_adopted", outcome)


@pytest.mark.parametrize(("day", "outcome"), [("2021-08-03", "accepted"), ("2021-08-04", "out_of_order")])
def test_a_measure_after_eighteen_months_is_noted(database: Database, day: str, outcome: str) -> None:
    record = remedy("X-3", initiation="2020-02-03", definitive_effective=day)
    assert outcomes(import_remedies(database, [record]))[-1] == ("definitive_effective", outcome)


def test_a_limit_is_no_event(database: Database) -> None:
    record = remedy("X-4", initiation="2020-02-03", expiry_scheduled="2026-01-01")
    assert outcomes(import_remedies(database, [record]))[-1] == ("expiry_scheduled", "no_event")


def test_other_remedies_are_refused_in_words(database: Database) -> None:
    done = import_remedies(database, [{**GOOD, "remedy": "SG"}])
    assert "Only anti-dumping" in done.refused[0].reason
