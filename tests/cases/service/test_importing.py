"""The 44 public records as cases: section 16 of the procedure, point by point."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Row, func, select, text

from cases.errors import Refused
from cases.lifecycles import lifecycle
from cases.models import ExternalRef, Incident, Measure
from cases.ntb.portal import PortalRecord, read_records
from cases.seed import RECORDS
from cases.service import take_action
from cases.service.acting import facts_now
from cases.service.importing import Imported, import_ntb, read_file
from cases.service.rebuilding import rebuild
from cases.store import Database, UnitOfWork
from cases.store.tables import CASE, DEADLINE, OUTBOX
from tests.cases.service.makers import staff
from tests.conftest import Now
from tests.makers import INES, SUPERVISOR, day
from tests.papers import on_file


@lru_cache(maxsize=1)
def records() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(RECORDS.read_text(encoding="utf-8"))["records"]
    return found


def record(number: str, **changed: Any) -> dict[str, Any]:
    return {**next(each for each in records() if each["complaint_number"] == number), **changed}


def taken_in(database: Database, *rows: dict[str, Any]) -> Imported:
    return import_ntb(database, {"records": list(rows)})


@pytest.fixture
def filled(database: Database) -> Database:
    staff(database)
    import_ntb(database, {"records": records()})
    return database


@pytest.fixture(scope="session")
def imported_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all records, made once and copied for each test."""
    path = tmp_path_factory.mktemp("imported") / "tatua.sqlite3"
    shutil.copy(sqlite_template, path)
    database = Database(f"sqlite:///{path}", now=Now())
    staff(database)
    import_ntb(database, {"records": records()})
    with database.read() as session:
        session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    database.close()
    return path


@pytest.fixture
def filled_sqlite(imported_template: Path, tmp_path: Path, now: Now) -> Iterator[Database]:
    path = tmp_path / "imported.sqlite3"
    shutil.copy(imported_template, path)
    database = Database(f"sqlite:///{path}", now=now)
    yield database
    database.close()


def case_of(database: Database, number: str) -> Row[Any]:
    with database.read() as session:
        query = select(CASE).join(ExternalRef, ExternalRef.case_id == CASE.c.id).where(ExternalRef.number == number)  # type: ignore[arg-type]
        return session.execute(query).one()


def of_case(database: Database, model: Any, case_id: UUID) -> Any:
    with database.read() as session:
        return session.execute(select(model).where(model.case_id == case_id)).scalars().one()


def cases(database: Database) -> list[Row[Any]]:
    with database.read() as session:
        return list(session.execute(select(CASE)).all())


def test_1_every_record_loads_and_is_numbered_in_the_ordinary_series(filled: Database) -> None:
    found = cases(filled)
    assert len(found) == 44
    numbers = sorted(int(re.fullmatch(r"KE-NTB-2027-(\d{5})-.", c.reference)[1]) for c in found)  # type: ignore[index]
    assert numbers == list(range(1, 45))


def test_1_every_number_of_a_portal_is_kept(filled_sqlite: Database) -> None:
    with filled_sqlite.read() as session:
        kept = session.execute(select(ExternalRef.number, ExternalRef.scheme)).all()  # type: ignore[call-overload]
    assert {n for n, _ in kept} == {each["complaint_number"] for each in records()}
    assert all(re.fullmatch(r"(NTB|AfCFTA)-\d{3}-\d{3}", n) for n, _ in kept)
    assert {s for n, s in kept if n.startswith("AfCFTA")} == {"afcfta"}


def test_1_what_the_portal_does_not_say_is_flagged_and_never_made_up(filled_sqlite: Database) -> None:
    values = case_of(filled_sqlite, "AfCFTA-000-012").values
    assert "reporting_country" not in values
    assert "reporting_country" in [flag["field"] for flag in values["quality_flags"]]


def test_1_a_missing_date_stays_missing(filled_sqlite: Database) -> None:
    case = case_of(filled_sqlite, "NTB-000-922")
    assert (case.decided_on, of_case(filled_sqlite, Incident, case.id).occurred_on) == (None, None)


def test_2_each_status_opens_in_its_stage(filled_sqlite: Database) -> None:
    found = Counter(case.stage for case in cases(filled_sqlite))
    assert found == {
        "fix_reported": 29, "referred_technical": 4, "monitoring": 1, "screening": 7, "notified": 1,
        "regional_review": 2,
    }  # fmt: skip


def test_2_a_complaint_about_kenya_that_is_in_process_is_with_the_agency(sqlite: Database) -> None:
    staff(sqlite)
    taken_in(sqlite, record("NTB-001-285", kenya_role="responding_state", imposing_country="Kenya"))
    assert case_of(sqlite, "NTB-001-285").stage == "agency_action"


def test_2_no_import_closes_a_case(filled: Database) -> None:
    terminal = {stage.key for stage in lifecycle("ntb_complaint").stages if stage.terminal}
    assert [c.reference for c in cases(filled) if c.stage in terminal or c.closed_on or c.close_status] == []


def test_2_what_is_transferred_is_held_by_the_regional_community(filled_sqlite: Database) -> None:
    assert case_of(filled_sqlite, "AfCFTA-000-011").values["holder"] == "rec"


def test_2_no_letter_goes_out(filled: Database) -> None:
    with filled.read() as session:
        assert session.execute(select(func.count()).select_from(OUTBOX)).scalar_one() == 0


def test_2_our_own_clocks_start_on_the_day_of_import(filled: Database) -> None:
    with filled.read() as session:
        starts = session.execute(select(DEADLINE.c.trigger_on).where(DEADLINE.c.status == "service")).scalars().all()
    assert set(starts) == {day("2027-03-03")}


def test_2_nothing_is_overdue_on_the_day_of_import(filled_sqlite: Database) -> None:
    with filled_sqlite.read() as session:
        dues = session.execute(select(func.min(DEADLINE.c.due_on)).where(DEADLINE.c.state == "open")).scalar_one()
    assert dues > date(2027, 3, 3)


def test_2_an_officer_ends_such_a_case_as_found(filled: Database) -> None:
    case = case_of(filled, "NTB-000-975")
    with UnitOfWork(filled) as uow:
        data = {"ground": "imported", "close_status": case.values["proposed_close_status"]}
        done = take_action(
            uow, case.id, "close_as_found", actor=INES, data=data, documents=[on_file(uow, case.id)],
            reason="The record shows what the two states agreed, with its date.", quiet=True,
        )  # fmt: skip
        uow.commit()
    assert done.step.event.to == "closed_resolved_full"
    assert case_of(filled, "NTB-000-975").close_status == "closed_resolved_full"


@pytest.mark.parametrize(
    ("number", "stage", "proposed"),
    [
        ("NTB-000-922", "referred_technical", None),
        ("NTB-000-947", "referred_technical", None),
        ("NTB-000-948", "referred_technical", None),
        ("NTB-001-241", "referred_technical", None),
        ("NTB-000-843", "fix_reported", None),
        ("NTB-000-030", "fix_reported", "closed_clarified"),
        ("NTB-000-846", "fix_reported", "closed_clarified"),
        ("NTB-001-189", "fix_reported", "closed_relief_individual"),
        ("NTB-000-807", "fix_reported", "closed_unconfirmed"),
        ("NTB-000-967", "fix_reported", "closed_resolved_full"),
        ("NTB-001-130", "monitoring", "closed_resolved_full"),
        ("NTB-000-117", "fix_reported", None),
    ],
)
def test_3_each_outcome_proposes_its_end(
    filled_sqlite: Database, number: str, stage: str, proposed: str | None
) -> None:
    case = case_of(filled_sqlite, number)
    assert (case.stage, case.values.get("proposed_close_status")) == (stage, proposed)


def test_3_the_published_outcome_stands_beside_the_proposal(filled_sqlite: Database) -> None:
    values = case_of(filled_sqlite, "NTB-001-189").values
    assert values["published_outcome_type"] == "shipment_or_licence_released"
    assert values["published_outcome"] == record("NTB-001-189")["outcome_summary"]


def test_3_a_record_that_contradicts_itself_is_flagged(filled_sqlite: Database) -> None:
    flags = case_of(filled_sqlite, "NTB-000-843").values["quality_flags"]
    assert "outcome_type" in [flag["field"] for flag in flags]


def test_3_only_one_record_shows_the_traders_own_confirmation(filled_sqlite: Database) -> None:
    assert [c.values["portal_number"] for c in cases(filled_sqlite) if c.stage == "monitoring"] == ["NTB-001-130"]


def test_4_the_same_number_in_two_lists_stays_two_things(filled_sqlite: Database) -> None:
    case = case_of(filled_sqlite, "AfCFTA-000-011")
    with filled_sqlite.read() as session:
        measure = session.get(Measure, case.measure_id)
    assert measure is not None
    assert (measure.scheme, measure.declared_category) == ("afcfta", "2.5")
    assert case.values["declared_category"] == "afcfta:2.5"


def test_4_the_declared_category_is_kept_when_another_is_validated(filled_sqlite: Database) -> None:
    case = case_of(filled_sqlite, "NTB-001-281")
    with UnitOfWork(filled_sqlite) as uow:
        points = ("state_measure", "not_tariff", "goods_in_trade", "not_open", "enough_facts", "not_sub_judice")
        take_action(uow, case.id, "accept", actor=INES, data={"checklist": dict.fromkeys(points, "yes")}, quiet=True)
        scores = dict.fromkeys(
            ("score_value", "score_held", "score_recurrence", "score_small", "score_claim", "score_ease"), 5
        )
        answers = {
            "validated_category": "tripartite:2.6", "mast_code": "F69", "policy_or_operational": "policy_regulatory",
            "direction": "outbound", **scores,
        }  # fmt: skip
        take_action(uow, case.id, "classify", actor=INES, data=answers, quiet=True)  # type: ignore[arg-type]
        uow.commit()
    values = case_of(filled_sqlite, "NTB-001-281").values
    assert (values["declared_category"], values["validated_category"]) == ("tripartite:1.7", "tripartite:2.6")


def test_4_a_free_text_category_is_accepted_and_a_private_matter_fails_the_check(filled_sqlite: Database) -> None:
    case = case_of(filled_sqlite, "NTB-001-299")
    assert case.values["declared_category"] == "tripartite:other"
    with UnitOfWork(filled_sqlite) as uow:
        answers = {
            "reason_code": "private",
            "explanation": "Private shipping lines set these terms, and no state asks them to.",
            "right_door": "The Competition Authority of Kenya",
        }  # fmt: skip
        done = take_action(uow, case.id, "not_ntb", actor=INES, data=answers, quiet=True)  # type: ignore[arg-type]
    assert done.step.event.to == "closed_not_ntb"


@pytest.mark.parametrize(
    ("number", "countries"), [("NTB-000-842", "BI"), ("NTB-001-241", "TZ"), ("NTB-000-808", "TZ RW")]
)
def test_5_the_country_of_the_measure_is_not_that_of_the_place(
    filled_sqlite: Database, number: str, countries: str
) -> None:
    assert case_of(filled_sqlite, number).measure_countries == countries


@pytest.mark.parametrize("row", [r for r in records() if r["date_resolved"] and r["date_of_incident"]])
def test_6_the_dates_are_those_of_the_record(row: dict[str, Any]) -> None:
    (found,) = read_records([row])
    assert isinstance(found, PortalRecord)
    assert found.days_incident_to_resolution == row["days_incident_to_resolution"]
    assert found.days_report_to_resolution == row["days_report_to_resolution"]


def test_6_dates_of_the_record_are_kept_on_the_case(filled: Database) -> None:
    case = case_of(filled, "NTB-000-808")
    incident = of_case(filled, Incident, case.id)
    assert (case.decided_on - incident.occurred_on).days == record("NTB-000-808")["days_incident_to_resolution"]
    assert (case.decided_on - case.lodged_on).days == 212


def test_6_a_barrier_solved_on_the_day_sorts_without_error(sqlite: Database) -> None:
    staff(sqlite)
    same = {"date_of_incident": "2024-05-06", "date_resolved": "2024-05-06", "days_incident_to_resolution": 0}
    done = taken_in(sqlite, record("NTB-000-808", complaint_number="NTB-009-001", date_reported=None, **same))
    assert done.accepted == ["NTB-009-001"]
    case = case_of(sqlite, "NTB-009-001")
    assert (case.decided_on - of_case(sqlite, Incident, case.id).occurred_on).days == 0


def test_7_a_late_report_passes_with_a_warning(filled_sqlite: Database) -> None:
    case = case_of(filled_sqlite, "NTB-001-244")
    assert case.lodged_on == day("2025-04-30")
    assert "date_of_incident" in [flag["field"] for flag in case.values["quality_flags"]]


def test_8_the_portals_date_is_that_of_a_meeting(filled: Database) -> None:
    found = [c for c in cases(filled) if c.decided_on == day("2018-11-16")]
    assert len(found) == 5
    assert {c.barrier_stopped_on for c in cases(filled)} == {None}


@pytest.mark.parametrize(
    ("role", "direction"),
    [
        ("complaining_state", "outbound"),
        ("responding_state", "inbound"),
        ("both_domestic", "domestic"),
        ("destination_market", "transit_or_third"),
    ],
)
def test_11_the_role_of_kenya_gives_the_direction(filled_sqlite: Database, role: str, direction: str) -> None:
    numbers = [each["complaint_number"] for each in records() if each["kenya_role"] == role]
    assert {case_of(filled_sqlite, number).direction for number in numbers} == {direction}


def test_11_an_officer_can_correct_the_direction(filled_sqlite: Database) -> None:
    case = case_of(filled_sqlite, "NTB-001-254")
    with UnitOfWork(filled_sqlite) as uow:
        take_action(
            uow, case.id, "change_regime", actor=SUPERVISOR, data={"direction": "outbound"}, quiet=True,
            reason="The goods were on their way to Kenya.",
        )  # fmt: skip
        uow.commit()
    assert case_of(filled_sqlite, "NTB-001-254").direction == "outbound"


def test_measure_and_incident_are_separate_records(filled_sqlite: Database) -> None:
    case = case_of(filled_sqlite, "NTB-000-030")
    incident = of_case(filled_sqlite, Incident, case.id)
    assert incident.measure_id == case.measure_id
    assert (incident.hs_codes, incident.location_name) == (["720839"], "Ministry of Trade")
    assert incident.answers["description"] == record("NTB-000-030")["summary"]


@pytest.mark.parametrize(
    ("number", "regime"),
    [("NTB-000-807", "EAC"), ("NTB-000-030", "COMESA"), ("NTB-001-130", "domestic"), ("AfCFTA-000-012", None)],
)
def test_the_regime_is_told_where_both_states_are_known(
    filled_sqlite: Database, number: str, regime: str | None
) -> None:
    assert case_of(filled_sqlite, number).regime == regime


def test_number_status_and_source_of_the_portal_are_kept(filled_sqlite: Database) -> None:
    kept = of_case(filled_sqlite, ExternalRef, case_of(filled_sqlite, "NTB-001-285").id)
    assert (kept.status, kept.source) == ("In process", record("NTB-001-285")["source_url"])


def test_a_second_run_changes_nothing(filled: Database) -> None:
    done = import_ntb(filled, {"records": records()})
    assert (done.accepted, len(done.unchanged), done.refused) == ([], 44, [])
    assert len(cases(filled)) == 44


def test_a_portal_that_shows_something_else_by_now_changes_nothing_by_itself(filled_sqlite: Database) -> None:
    done = taken_in(filled_sqlite, record("NTB-001-281", status_as_published="Resolved"))
    (refused,) = done.refused
    assert "it now shows “Resolved”" in refused.reason
    assert case_of(filled_sqlite, "NTB-001-281").stage == "screening"


def test_a_wrong_record_is_refused_and_the_rest_goes_on(database: Database) -> None:
    staff(database)
    done = taken_in(
        database,
        record("NTB-000-030", complaint_number="NTB-30"),
        record("NTB-000-039", date_of_incident="23.5.2004"),
        record("NTB-000-117"),
        record("NTB-000-117"),
        "not a record",  # type: ignore[arg-type]
        record("NTB-000-150", summary="ends early \x00"),
        record("NTB-000-502", summary="half of a sign \ud800"),
    )
    assert done.accepted == ["NTB-000-117"]
    assert [each.id for each in done.refused] == [
        "NTB-30", "NTB-000-039", "NTB-000-117", "record 5", "NTB-000-150", "NTB-000-502",
    ]  # fmt: skip
    assert all(each.reason.endswith(".") for each in done.refused)
    assert len(cases(database)) == 1


def test_a_refused_record_leaves_no_gap_in_the_numbers(sqlite: Database) -> None:
    staff(sqlite)
    taken_in(sqlite, record("NTB-000-502", summary="half of a sign \ud800"), record("NTB-000-117"))
    assert case_of(sqlite, "NTB-000-117").reference.startswith("KE-NTB-2027-00001-")


def test_imported_cases_follow_from_their_history(filled: Database) -> None:
    assert rebuild(filled, dry=True).healthy


def test_the_rules_know_that_the_case_came_from_a_portal(filled_sqlite: Database) -> None:
    with UnitOfWork(filled_sqlite) as uow:
        case = uow.case(case_of(filled_sqlite, "NTB-000-975").id)
        assert facts_now(uow, case).is_true("imported")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b'{"records": [', "is not JSON: line 1, column 14"),
        (b"\xff\xfe\x00", "is not a text file in UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(tmp_path: Path, content: bytes, why: str) -> None:
    file = tmp_path / "records.json"
    file.write_bytes(content)
    with pytest.raises(Refused, match=why):
        read_file(file)


@pytest.mark.parametrize("payload", [{}, {"records": 3}, "records", None, 7])
def test_a_file_without_a_list_of_records_is_refused(sqlite: Database, payload: object) -> None:
    with pytest.raises(Refused, match="holds no list of records"):
        import_ntb(sqlite, payload)
