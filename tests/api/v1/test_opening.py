"""Files opened over the interface: described by the procedure, opened once per key, refused in words per field."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from api.v1 import examples
from cases.beginning import before_opening, check_opening, door_to
from cases.lifecycles import IN_FORCE, lifecycle
from cases.store.tables import CASE
from tests.api.v1.desk import Desk
from tests.makers import INES, PlainCalendars, at, day

PATH = "/lifecycles/dispute_wto/cases"
BAN: dict[str, Any] = {
    "data": {"role": "complainant", "title": "Ban on cut flowers", "respondents": ["EG"]},
    "party": {"name": "Rift Roses Ltd", "email": "trade@riftroses.example"},
}  # fmt: skip
STEEL: dict[str, Any] = {
    "data": {
        "title": "Wire rod", "product": "Wire rod in coils", "hs_codes": "7213", "exporting_countries": ["CN", "IN"],
        "applicant": "Wire Makers", "origin": "application",
    },
}  # fmt: skip


def cases(desk: Desk) -> int:
    with desk.database.read() as session:
        return int(session.execute(select(func.count()).select_from(CASE)).scalar_one())


def test_a_file_is_opened_where_its_answers_say(desk: Desk) -> None:
    answered = desk.post(PATH, BAN)
    shown = answered.json()
    assert (answered.status_code, shown["kind"], shown["stage"], shown["revision"]) == (
        201, "dispute", "complaint_received", 1,
    )  # fmt: skip
    assert answered.headers["Location"] == f"/api/v1/cases/{shown['reference']}"
    assert desk.get(f"/cases/{shown['reference']}").json() == shown


def test_the_same_key_opens_one_file(desk: Desk) -> None:
    first, second = (desk.post(PATH, BAN, Idempotency_Key="k1") for _ in range(2))
    assert (first.json(), second.headers["Idempotent-Replayed"], cases(desk)) == (second.json(), "true", 1)


def test_the_same_key_for_another_kind_opens_another_file(desk: Desk) -> None:
    kinds = [desk.post(path, body, Idempotency_Key="k1").json()["kind"]
             for path, body in ((PATH, BAN), ("/lifecycles/remedy_anti_dumping/cases", STEEL))]  # fmt: skip
    assert kinds == ["dispute", "remedy"]


def test_every_refusal_names_its_field(desk: Desk) -> None:
    wrong = {"data": {"role": "watcher", "title": "X", "respondents": ["EG"]}, "party": {"email": "nowhere"}}
    problem = desk.post(PATH, wrong).json()
    assert {each["field"] for each in problem["errors"]} == {"role", "party.name", "party.email"}
    assert problem["legal_basis"]["status"] == "service"
    assert cases(desk) == 0


@pytest.mark.parametrize("key", ["ntb_complaint", "remedy_hearing", "nothing"])
def test_what_is_not_opened_by_hand_is_not_found(plain_desk: Desk, key: str) -> None:
    assert plain_desk.post(f"/lifecycles/{key}/cases", BAN).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("atieno", 403), ("wanjiru", 201), ("kip", 201), ("achieng", 201)])
def test_who_holds_cases_opens_files(plain_desk: Desk, who: str, status: int) -> None:
    assert plain_desk.post(PATH, BAN, who).status_code == status


def test_a_day_that_has_not_come_is_refused(plain_desk: Desk) -> None:
    assert plain_desk.post(PATH, {**BAN, "on": "2027-03-04"}).json()["type"] == "/problems/date-refused"


@pytest.mark.parametrize("body", [{}, {"data": []}, {**BAN, "stage": "monitoring"}, {**BAN, "party": {"iban": "1"}}])
def test_another_shape_is_refused(plain_desk: Desk, body: object) -> None:
    assert plain_desk.post(PATH, body).status_code == 422


def test_a_procedure_says_how_its_files_are_opened(plain_desk: Desk) -> None:
    shown = plain_desk.get("/lifecycles/dispute_wto").json()["opening"]
    assert [each["key"] for each in shown["inputs"]] == [each.key for each in lifecycle("dispute_wto").opening]
    assert shown["begins_in"] == {"third_party": "monitoring", "observer": "consultations_requested"}
    assert (shown["entry"], shown["party"], shown["by"]) == ("role", "complainant", ["dispute_desk", "complainant"])


def test_others_say_that_they_are_not(plain_desk: Desk) -> None:
    found = {life.key: plain_desk.get(f"/lifecycles/{life.key}").json()["opening"] for life in IN_FORCE}
    assert [key for key, opening in found.items() if opening] == ["remedy_anti_dumping", "dispute_wto"]


def test_the_example_can_be_opened() -> None:
    door = door_to("dispute_wto", INES)
    facts = before_opening(door.life, PlainCalendars(), today=day("2027-03-03"), at=at("2027-03-03"))
    data: dict[str, Any] = examples.OPENING["data"]  # type: ignore[assignment]
    assert set(check_opening(door, facts, data, on=day("2027-03-02")).values) == set(data)


def test_an_act_for_one_of_several_says_so(plain_desk: Desk) -> None:
    stages = plain_desk.get("/lifecycles/remedy_anti_dumping").json()["stages"]
    acts = {a["key"]: a["per"] for stage in stages if stage["key"] == "ad_questionnaires" for a in stage["actions"]}
    assert (acts["dispatch"], acts["examine"]) == ("exporter", None)
