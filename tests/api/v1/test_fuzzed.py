"""The interface under random requests of a signed-in officer, held to its own description: no fault, no surprise.

On PostgreSQL, which takes less than SQLite does. What fits the description may still be refused by a rule, and what
does not fit it may be harmless (an unknown query), so those two checks of the tool are left out.
"""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi import checks
from starlette.testclient import TestClient

from tests.api.v1.desk import Desk

EXAMPLES = 10
"""Requests per operation and mode: about 300 in all."""
CHECKS = [
    schemathesis.checks.not_a_server_error, checks.status_code_conformance, checks.content_type_conformance,
    checks.response_headers_conformance, checks.response_schema_conformance,
]  # fmt: skip


# The tool itself draws from `random` while it makes requests, which Hypothesis warns of, and only now and then.
@pytest.mark.filterwarnings("ignore:Do not use the `random` module inside strategies")
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["fitting", "unfitting"])
def test_random_requests_find_no_fault(client: TestClient, desk: Desk, mode: GenerationMode) -> None:
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", client.app)
    operations: list[Any] = [each.ok() for each in schema.get_all_operations()]  # type: ignore[union-attr]
    lodged = desk.lodge()
    sent = [_fuzz(desk, each, lodged, mode) for each in operations if each.path.startswith("/api/")]
    assert sum(sent) > EXAMPLES * len(sent) / 2


def _fuzz(desk: Desk, operation: Any, lodged: str, mode: GenerationMode) -> int:
    """Send random requests to one operation, half of them about a case that exists; says how many."""
    sent = 0

    @given(case=operation.as_strategy(generation_mode=mode), known=st.booleans(), current=st.booleans())
    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    def send(case: Any, known: bool, current: bool) -> None:
        nonlocal sent
        sent += 1
        headers = desk.headers("achieng" if operation.method == "delete" else "ines")
        if known and "reference" in (case.path_parameters or {}):
            case.path_parameters["reference"] = lodged
        if current and operation.path.endswith("{action}"):
            headers["If-Match"] = f'"{desk.revision(lodged)}"'
        case.call_and_validate(headers=headers, checks=CHECKS)

    send()
    return sent
