"""A path of each new kind, from an act to the mail server; and a flow for every kind of case that is in force."""

from __future__ import annotations

from uuid import UUID

from cases.history import Value
from cases.lifecycles import IN_FORCE
from cases.store import Database
from flows.desk import Desk
from flows.dispatch import FLOWS, Dispatcher
from flows.observing import PrefectServer
from tests.cases.service.files_of_kinds import COUNSEL, EXAMPLE_STEEL, act, department, dispute, initiated, opened
from tests.cases.service.watched_cases import local, posted, stage
from tests.conftest import Now
from tests.flows.sink import Sink

NOBODY = "http://127.0.0.1:9/api"
"""An address at which no Prefect server answers."""


def test_every_kind_in_force_has_a_flow() -> None:
    assert {life.key.partition("_")[0] for life in IN_FORCE} == FLOWS.keys()


async def drive(case_id: UUID) -> None:
    await Dispatcher(PrefectServer(NOBODY)).run(case_id, "letters")


async def test_an_initiation_is_told_to_governments_parties_and_customs(
    desk: Desk, database: Database, mail: Sink
) -> None:
    department(database)
    case_id = initiated(database)
    await drive(case_id)
    assert sorted(each.to for each in mail.mail) == [
        "exporting_government-cn@example.org", "exporting_government-in@example.org", "geneva_mission@example.org",
        "kra@example.org", "mr.li@example.com", "mr.rao@example.com", "mr.wu@example.com", "wanja@example.com",
    ]  # fmt: skip
    assert all("Anti-dumping investigation initiated" in each.subject for each in mail.mail)


async def test_a_questionnaire_goes_out_to_one_exporter(desk: Desk, database: Database, mail: Sink) -> None:
    department(database)
    case_id = initiated(database)
    act(database, case_id, "open_register")
    act(database, case_id, "begin_questionnaires")
    await drive(case_id)
    before = len(mail.mail)
    act(database, case_id, "dispatch", subject=EXAMPLE_STEEL, papers=("questionnaire",))
    await drive(case_id)
    assert [each.to for each in mail.mail[before:]] == ["mr.li@example.com"]
    assert mail.mail[-1].subject.endswith("Questionnaire: your reply is due by Friday 9 April 2027")


async def test_a_run_ends_a_provisional_measure_and_tells_customs(
    desk: Desk, database: Database, now: Now, mail: Sink
) -> None:
    department(database)
    values: dict[str, Value] = {"effect_on": "2027-03-03", "exporting_countries": ["CN"]}
    case_id = opened(database, "remedy_provisional", "security_in_force", values)
    now.at = local("2027-07-05T09:00")
    await drive(case_id)
    assert stage(database, case_id) == "security_lapsed"
    assert "kra@example.org" in {each.to for each in mail.mail}


async def test_a_request_for_consultations_is_told_to_the_other_side(
    desk: Desk, database: Database, mail: Sink
) -> None:
    department(database)
    case_id = dispute(database, "drafting_consultation_request")
    act(database, case_id, "record_forums", forums_used=["none"])
    checked: Value = dict.fromkeys(("measures", "articles", "legal_basis", "xxii"), "yes")
    act(database, case_id, "check_request", COUNSEL, checked=checked)
    act(database, case_id, "file_request", agreements="GATT Art. XI", gatt_xxii=True, papers=("request",))
    await drive(case_id)
    assert {
        "acwl@example.org", "ncwto@example.org", "opposing_party-eg@example.org", "wto_secretariat@example.org",
        "wanja@example.com",
    } <= {each.to for each in mail.mail}  # fmt: skip
    assert not any(row.state == "queued" for row in posted(database))


async def test_after_ten_silent_days_counsel_and_minister_learn_of_the_right(
    desk: Desk, database: Database, now: Now, mail: Sink
) -> None:
    department(database)
    case_id = dispute(database, "consultations_requested")
    act(database, case_id, "record_receipt", received_on="2027-03-03")
    now.at = local("2027-03-16T09:00")
    await drive(case_id)
    told = {each.to for each in mail.mail if "A panel may be requested" in each.subject}
    assert told == {"ag@example.org", "minister@example.go.ke"}
