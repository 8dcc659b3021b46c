"""The description of the interface: complete, with examples that are true to it, and with our problems alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.routing import APIRoute
from pydantic import TypeAdapter
from starlette.testclient import TestClient

from api import v1
from api.v1 import examples
from api.v1.described import PREFIX, SAID
from api.v1.documents import DocumentShown
from api.v1.opening import Opening
from api.v1.schemas import ActionTaken, CaseShown, Lodging, Previewed, Problem, Taken, Token, TokenAsked
from cases.inputs import check_inputs
from cases.lifecycles import lifecycle
from cases.ntb.intake import validate_all
from tests.makers import day


@pytest.fixture
def document(plain_client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = plain_client.get("/api/v1/openapi.json").json()
    return found


def operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in document["paths"].items():
        for operation in methods.values():
            yield path, operation


def test_it_is_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"


def test_every_operation_has_an_example_and_no_example_is_left_over(document: dict[str, Any]) -> None:
    assert {operation["operationId"] for _, operation in operations(document)} == set(examples.EXAMPLES)


def test_every_body_has_an_example(document: dict[str, Any]) -> None:
    for path, operation in operations(document):
        bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
        for media in (each for body in bodies for each in body.get("content", {}).values()):
            if path.startswith(PREFIX) or "200" in operation["responses"]:
                assert media.get("example") is not None or not path.startswith(PREFIX), (path, operation["operationId"])


def test_every_refusal_is_a_problem_document(document: dict[str, Any]) -> None:
    for path, operation in operations(document):
        for status, response in operation["responses"].items():
            if path.startswith(PREFIX) and int(status) >= 400:
                assert list(response["content"]) == ["application/problem+json"]
                assert response["content"]["application/problem+json"]["schema"]["$ref"].endswith("/Problem")


def test_the_frameworks_own_refusal_is_gone(document: dict[str, Any]) -> None:
    assert not {"HTTPValidationError", "ValidationError"} & set(document["components"]["schemas"])


def test_malformed_json_is_documented_for_every_body(document: dict[str, Any]) -> None:
    assert all("400" in o["responses"] for _, o in operations(document) if "requestBody" in o)


def test_every_post_takes_an_idempotency_key(document: dict[str, Any]) -> None:
    for path, methods in document["paths"].items():
        if "post" in methods:
            assert "Idempotency-Key" in {each["name"] for each in methods["post"]["parameters"]}, path


def test_every_answer_names_the_request(document: dict[str, Any]) -> None:
    assert all("X-Request-ID" in r["headers"] for _, o in operations(document) for r in o["responses"].values())


def test_waiting_is_told_where_it_is_asked_for(document: dict[str, Any]) -> None:
    for _, operation in operations(document):
        for status in {"429", "503"} & set(operation["responses"]):
            assert "Retry-After" in operation["responses"][status]["headers"]


MODELS = {
    "get_token": Token, "lodge_case": CaseShown, "open_file": CaseShown, "take": Taken, "preview_action": Previewed,
    "add_document": DocumentShown,
}  # fmt: skip


def routes() -> Iterator[APIRoute]:
    for module in (v1.access, v1.cases, v1.acting, v1.documents, v1.lifecycles, v1.opening, v1.law, v1.health):
        yield from (route for route in module.router.routes if isinstance(route, APIRoute))


def test_every_example_answer_fits_its_model() -> None:
    for route in routes():
        answered = examples.of(route.name)[1]
        model = MODELS.get(route.name) or route.response_model
        if isinstance(answered, dict):
            assert TypeAdapter(model).validate_python(answered) is not None, route.name


@pytest.mark.parametrize(("operation", "model"), [("get_token", TokenAsked), ("lodge_case", Lodging),
                                                  ("open_file", Opening), ("take", ActionTaken),
                                                  ("preview_action", ActionTaken)])  # fmt: skip
def test_every_example_request_fits_its_model(operation: str, model: Any) -> None:
    assert model.model_validate(examples.of(operation)[0])


def test_the_example_of_a_complaint_can_be_lodged() -> None:
    answers = {**examples.LODGING["answers"], "channel": "border_desk"}  # type: ignore[dict-item]
    assert validate_all(answers, today=day("2027-03-03")).errors == {}


def test_the_example_of_an_act_can_be_taken() -> None:
    from tests.lifecycles.ntb.makers import facts_after
    from tests.lifecycles.ntb.paths_abroad import GHANA_TEA

    action = lifecycle("ntb_complaint").action_in("reply_overdue", "reply")
    assert action is not None
    data: dict[str, Any] = examples.REPLY["data"]  # type: ignore[assignment]
    facts = facts_after(GHANA_TEA, "2027-11-11")
    assert set(check_inputs(action, facts, data, documents=(), today=day("2027-11-11")).values) == set(data)


@pytest.mark.parametrize("status", sorted(SAID))
def test_every_example_problem_fits(status: int) -> None:
    assert Problem.model_validate(examples.PROBLEMS[status]).status == status


def test_every_operation_says_what_it_does(document: dict[str, Any]) -> None:
    assert all(operation.get("description") for _, operation in operations(document))
