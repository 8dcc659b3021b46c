"""A program registers a firm in an investigation: who speaks for it is named beside the answers, not among them."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from cases.engine import THE_SYSTEM
from cases.history import Value
from cases.lifecycles import lifecycle
from cases.models import Party
from cases.service import open_case
from cases.store import UnitOfWork
from tests.api.v1.desk import Desk

FIRM = "CN: Harbour Tyres"
_PARTY: Any = Party.__table__  # type: ignore[attr-defined]


@pytest.fixture
def file(desk: Desk) -> str:
    with UnitOfWork(desk.database) as uow:
        values: dict[str, Value] = {"product": "Tyres", "exporting_countries": ["CN"], "applicant": "Makers"}
        case_id = open_case(uow, lifecycle("remedy_anti_dumping"), actor=THE_SYSTEM, at_stage="ad_registration",
                            values=values, title="Tyres")  # fmt: skip
        reference = str(uow.case(case_id).reference)
        uow.commit()
    return reference


def register(desk: Desk, file: str, **party: str) -> Any:
    return desk.act(file, "register", "ines", subject=FIRM, party=party)


def test_the_firm_becomes_a_party(desk: Desk, file: str) -> None:
    assert register(desk, file, name="Mei Lin", email="mei.lin@example.com").status_code == 200
    with desk.database.read() as session:
        found = session.execute(select(_PARTY.c.organisation, _PARTY.c.name, _PARTY.c.email)).one()
    assert tuple(found) == ("Harbour Tyres", "Mei Lin", "mei.lin@example.com")


def test_a_wrong_address_is_named_as_the_program_named_it(desk: Desk, file: str) -> None:
    refused = register(desk, file, email="nobody")
    assert (refused.status_code, "party.email" in refused.text) == (422, True)


def test_the_act_says_in_which_seat_the_firm_joins(desk: Desk, file: str) -> None:
    acts = {each["key"]: each["enters"] for each in desk.get(f"/cases/{file}/actions").json()["actions"]}
    assert (acts["register"], acts["begin_questionnaires"]) == ("interested_party", None)
