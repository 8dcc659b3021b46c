"""Bad input: a sentence and a status of its own, never a fault, never half a record."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from cases.errors import InputRefused
from cases.inputs import check_inputs
from cases.lifecycles import lifecycle
from cases.ntb.intake import FIELDS, validate_all
from cases.ntb.states import states
from cases.store import Database
from tests.api.v1.desk import LODGED, Desk
from tests.lifecycles.ntb.makers import facts_after
from tests.lifecycles.ntb.paths_abroad import GHANA_TEA
from tests.makers import day


def raw(desk: Desk, path: str, body: bytes, **headers: str) -> Any:
    sent = {**desk.headers(**headers), "Content-Type": "application/json"}
    return desk.client.post(f"/api/v1{path}", content=body, headers=sent)


MALFORMED = [
    b"", b"{", b"nonsense", b"{\"answers\": }", b"[" * 100_000, b"{\"answers\":{\"a\":" + b"9" * 5000 + b"}}",
    b"\xff\xfe", b"{\"a\": \"\xc3\"}",
]  # fmt: skip


@pytest.mark.parametrize("body", MALFORMED, ids=range(len(MALFORMED)))
def test_what_cannot_be_read_is_said_to_be_so(plain_desk: Desk, body: bytes) -> None:
    answered = raw(plain_desk, "/cases", body)
    assert answered.status_code in (400, 422)
    assert answered.headers["Content-Type"] == "application/problem+json"
    assert answered.json()["detail"].startswith("The request ")


PLAIN = [
    "a\x00b", "\ud800", {"\x00": "a"}, {"\udfff": 1}, 2**53 + 1, 10**30, -(10**400), float("nan"), float("inf"),
    json.loads("[" * 60 + "]" * 60), "x" * 1_900_000,
]  # fmt: skip


@pytest.mark.parametrize("field", ["description", "consignment_value", "unknown"])
def test_what_no_database_holds_is_refused(desk: Desk, field: str) -> None:
    for value in PLAIN:
        answered = raw(desk, "/cases", json.dumps({"answers": {**LODGED, field: value}}).encode())
        assert answered.status_code == 422, (str(value)[:40], answered.text[:300])
    assert desk.events() == 0


SHAPES: list[Any] = [
    None, True, 0, -1, 1.5, "", "x", [], {}, [[]], [{}], {"a": {"b": ["c"]}}, [None], ["x", 1], {"amount": {}},
    {"day": "x"}, {"amount": "1e99999", "currency": "KES"}, "1e999999999", "1e-999999999", {"lat": "nan", "lon": "inf"},
    "9999-12-31", "0001-01-01", "+" * 300, "٣", "\u202e", "=1+1", 2**53, 1e300, ["UG"] * 90,
]  # fmt: skip


@pytest.mark.parametrize("field", [each.id for each in FIELDS])
def test_no_answer_of_any_shape_is_a_fault(field: str) -> None:
    for shape in SHAPES:
        for changed in ({field: shape}, {field: shape, "channel": "sms"}):
            assert validate_all({**LODGED, **changed}, today=day("2027-03-03")) is not None


def test_no_answer_to_an_action_of_any_shape_is_a_fault() -> None:
    life = lifecycle("ntb_complaint")
    facts = facts_after(GHANA_TEA, "2027-11-11")
    for _, action in life.all_actions():
        for each, shape in ((each, shape) for each in action.inputs for shape in SHAPES):
            with suppress(InputRefused):
                check_inputs(action, facts, {each.key: shape}, documents=(), today=day("2027-11-11"))


def test_every_country_at_once_is_no_fault(desk: Desk) -> None:
    countries = [state.iso for state in states()]
    answered = desk.post("/cases", {"answers": {**LODGED, "measure_country": countries}})
    assert answered.status_code in (201, 422)


@pytest.mark.parametrize(
    "body",
    [[], 1, "x", None, {"answers": []}, {"answers": {}, "more": 1}, {"answers": {}, "channel": "web"},
     {"answers": {}, "language": "fr"}, {"answers": dict.fromkeys(map(str, range(201)), "x")}],
)  # fmt: skip
def test_a_body_of_another_form_is_refused_by_field(plain_desk: Desk, body: Any) -> None:
    answered = plain_desk.post("/cases", body)
    assert (answered.status_code, answered.json()["type"]) == (422, "/problems/invalid")
    assert answered.json()["errors"]


def test_a_field_name_that_is_half_a_character_can_be_answered(plain_desk: Desk) -> None:
    answered = raw(plain_desk, "/cases", b'{"answers": {}, "\\ud800": 1}')
    assert answered.status_code == 422


def test_too_large_a_body_is_refused(plain_desk: Desk) -> None:
    answered = raw(plain_desk, "/cases", b" " * (2 * 1024 * 1024 + 1))
    assert (answered.status_code, answered.json()["type"]) == (413, "/problems/too-large")


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=101", "limit=x", "open=maybe", "stage=%00", "regime=%27", "cursor=x"]
)
def test_a_query_of_another_form_is_refused(plain_desk: Desk, query: str) -> None:
    assert plain_desk.get(f"/cases?{query}").status_code == 422


@pytest.mark.parametrize("action", ["%00", "Take_up", "x" * 61, "a-b"])
def test_an_action_of_another_form_is_refused(plain_desk: Desk, action: str) -> None:
    assert plain_desk.act(plain_desk.lodge(), action).status_code == 422


def test_an_address_that_does_not_exist_is_a_problem(plain_client: TestClient) -> None:
    answered = plain_client.get("/api/v1/nothing")
    assert (answered.status_code, answered.json()["type"]) == (404, "/problems/not-found")


def test_a_method_that_is_not_taken_says_which_are(plain_client: TestClient) -> None:
    answered = plain_client.put("/api/v1/cases")
    assert (answered.status_code, answered.json()["type"]) == (405, "/problems/method-not-allowed")
    assert answered.headers["Allow"]


def test_every_answer_carries_the_id_of_the_request(plain_client: TestClient) -> None:
    given = "5e1b1a5c4d2f4c1c8f5d8b1c2a3d4e5f"
    assert plain_client.get("/api/v1/cases", headers={"X-Request-ID": given}).headers["X-Request-ID"] == given


def test_a_fault_says_nothing_of_its_inside_and_can_be_named(
    plain_desk: Desk, sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain_desk.token()
    monkeypatch.setattr("api.v1.cases.case_shown", lambda row: 1 / 0)
    answered = plain_desk.post("/cases", {"answers": LODGED})
    assert (answered.status_code, answered.json()["type"]) == (500, "/problems/fault")
    assert "ZeroDivision" not in answered.text
    assert answered.headers["X-Request-ID"]
    assert plain_desk.events() == 0


def test_a_database_that_does_not_answer_is_said_to_be_so(
    plain_desk: Desk, sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain_desk.token()

    def gone() -> None:
        raise OperationalError("", {}, Exception("gone"))

    monkeypatch.setattr(sqlite, "read", gone)
    answered = plain_desk.client.get("/api/v1/cases", headers=plain_desk.headers())
    assert (answered.status_code, answered.headers["Retry-After"]) == (503, "5")
