"""The watch over disputes and investigations, on both databases: what ends by itself ends on its day, and no other."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from cases.store import Database
from tests.cases.service.files_of_kinds import DIRECTOR, act, department, dispute, initiated, investigation, opened, to
from tests.cases.service.watched_cases import last_event, letters, local, stage, watch
from tests.conftest import Now


def measure(database: Database, **more: bool) -> UUID:
    """A provisional measure in effect from Wednesday 3 March 2027."""
    department(database)
    values = {"effect_on": "2027-03-03", "exporting_countries": ["CN"], **more}
    return opened(database, "remedy_provisional", "security_in_force", values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("at", "stands"), [("2027-07-03T23:59", "security_in_force"), ("2027-07-04T00:00", "security_lapsed")]
)
def test_a_provisional_measure_ends_by_itself_after_four_months(
    database: Database, now: Now, at: str, stands: str
) -> None:
    case_id = measure(database)
    watch(database, now, at)
    assert stage(database, case_id) == stands


@pytest.mark.parametrize(
    ("at", "stands"), [("2027-09-03T23:59", "security_in_force"), ("2027-09-04T00:00", "security_lapsed")]
)
def test_where_a_lesser_duty_is_examined_it_ends_after_six(database: Database, now: Now, at: str, stands: str) -> None:
    case_id = measure(database, lesser_duty=True)
    watch(database, now, at)
    assert stage(database, case_id) == stands


def test_its_end_carries_its_own_day_however_late_the_watch_is(database: Database, now: Now) -> None:
    case_id = measure(database)
    watch(database, now, "2027-07-09T10:00")
    assert last_event(database, case_id).happened_on == date(2027, 7, 4)


def test_customs_and_the_parties_are_told_that_it_ended(database: Database, now: Now) -> None:
    measure(database)
    watch(database, now, "2027-07-05T08:00")
    assert to(database, "ad-security-released") == [
        "kra@example.org", "mr.li@example.com", "mr.rao@example.com", "mr.wu@example.com",
    ]  # fmt: skip


@pytest.mark.parametrize(("at", "told"), [("2027-06-17T17:30", []), ("2027-06-18T08:00", ["kra@example.org"])])
def test_customs_are_told_a_fortnight_ahead(database: Database, now: Now, at: str, told: list[str]) -> None:
    measure(database)
    watch(database, now, at)
    assert to(database, "ad-security-released") == told


@pytest.mark.parametrize(
    ("at", "stands"), [("2028-09-03T23:59", "ad_initiated"), ("2028-09-04T00:00", "ad_lapsed_18m")]
)
def test_an_investigation_falls_after_eighteen_months(database: Database, now: Now, at: str, stands: str) -> None:
    department(database)
    case_id = initiated(database)
    watch(database, now, at)
    assert stage(database, case_id) == stands


def test_parties_customs_and_counsel_are_told_that_it_fell(database: Database, now: Now) -> None:
    department(database)
    initiated(database)
    watch(database, now, "2028-09-04T09:00")
    assert to(database, "ad-out-of-time") == [
        "ag@example.org", "kra@example.org", "mr.li@example.com", "mr.rao@example.com", "mr.wu@example.com",
        "wanja@example.com",
    ]  # fmt: skip


def test_the_year_is_an_alarm_and_ends_nothing(database: Database, now: Now) -> None:
    department(database)
    case_id = initiated(database)
    watch(database, now, "2028-03-06T09:00")
    assert stage(database, case_id) == "ad_initiated"
    assert "achieng@example.go.ke" in to(database, "deadline-missed")


@pytest.mark.parametrize(
    ("at", "stands"), [("2032-03-02T23:59", "ad_measure_in_force"), ("2032-03-03T00:00", "ad_expired")]
)
def test_a_duty_ends_after_five_years(database: Database, now: Now, at: str, stands: str) -> None:
    department(database)
    case_id = investigation(database, "ad_measure_in_force")
    watch(database, now, at)
    assert stage(database, case_id) == stands


def test_a_review_begun_in_time_keeps_the_duty(database: Database, now: Now) -> None:
    department(database)
    case_id = investigation(database, "ad_measure_in_force")
    now.at = local("2032-03-01T10:00")
    act(database, case_id, "initiate_review", DIRECTOR, kind="sunset", gazette="44")
    watch(database, now, "2032-06-01T10:00")
    assert stage(database, case_id) == "ad_measure_in_force"


@pytest.mark.parametrize(("at", "told"), [("2031-02-28T17:30", []), ("2031-03-03T08:00", ["wanja@example.com"])])
def test_the_industry_is_warned_a_year_ahead(database: Database, now: Now, at: str, told: list[str]) -> None:
    department(database)
    investigation(database, "ad_measure_in_force")
    watch(database, now, at)
    assert to(database, "ad-expiry-warning") == told


@pytest.mark.parametrize(("at", "stands"), [("2027-03-17T23:59", "ad_deficient"), ("2027-03-18T00:00", "ad_withdrawn")])
def test_silence_of_the_applicant_closes_the_file(database: Database, now: Now, at: str, stands: str) -> None:
    department(database)
    case_id = investigation(database, "ad_deficient")
    watch(database, now, at)
    assert stage(database, case_id) == stands


def asked(database: Database) -> UUID:
    """Consultations whose request Egypt received on 3 March 2027: ten days end on Saturday 13, so on Monday 15."""
    department(database)
    case_id = dispute(database, "consultations_requested")
    act(database, case_id, "record_receipt", received_on="2027-03-03")
    return case_id


@pytest.mark.parametrize(("at", "told"), [("2027-03-15T17:00", 0), ("2027-03-16T09:00", 2)])
def test_after_ten_silent_days_a_panel_may_be_requested(database: Database, now: Now, at: str, told: int) -> None:
    asked(database)
    watch(database, now, at)
    assert letters(database).count("right-to-panel-open → cs_trade") + letters(database).count(
        "right-to-panel-open → ag"
    ) == told  # fmt: skip


def test_time_alone_takes_no_act_in_a_dispute(database: Database, now: Now) -> None:
    case_id = asked(database)
    watch(database, now, "2028-03-01T10:00")
    assert stage(database, case_id) == "consultations_requested"
