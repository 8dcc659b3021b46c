"""Files that staff open: the answers become facts, the entry follows from them, and whoever asks becomes a party."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Row, select

from cases.beginning import doors
from cases.engine import Actor
from cases.errors import DateRefused, InputRefused, NotAllowed, NotFound
from cases.history import Value
from cases.models import Party
from cases.seats import Role
from cases.service.opening import open_by_hand
from cases.service.parties import Person
from cases.service.rebuilding import rebuild
from cases.store import Database, UnitOfWork
from cases.store.tables import CASE, DEADLINE, EVENT
from tests.cases.service.makers import staff
from tests.makers import COUNSEL, SUPERVISOR, TRADER

BAN: dict[str, Value] = {
    "role": "complainant",
    "title": "Ban on cut flowers",
    "respondents": ["eg"],
    "perishable": True,
}
SUGAR: dict[str, Value] = {"role": "third_party", "title": "Sugar", "respondents": ["IN"], "complainants": ["BR"]}
STEEL: dict[str, Value] = {
    "title": "Steel wire rod", "product": "Wire rod in coils", "hs_codes": "7213", "exporting_countries": ["CN"],
    "applicant": "Wire Makers of Kenya", "origin": "application",
}  # fmt: skip
ROSES = Person("Rift Roses Ltd", "trade@riftroses.example", "0712 345 678", "Kenya", "sw")


def opened(database: Database, key: str, data: dict[str, Value], person: Person | None = None, **more: Any) -> UUID:
    ines = Actor(frozenset({Role.OFFICER}), account=staff(database)["ines"])
    with UnitOfWork(database) as uow:
        case_id = open_by_hand(uow, key, actor=more.pop("actor", ines), data=data, person=person, **more)
        uow.commit()
    return case_id


def one(database: Database, query: Any) -> Row[Any]:
    with database.read() as session:
        return session.execute(query).one()


def case(database: Database) -> Row[Any]:
    return one(database, select(CASE))


def wrong(database: Database, key: str, data: dict[str, Value], person: Person | None = None) -> dict[str, str]:
    with pytest.raises(InputRefused) as refused:
        opened(database, key, data, person)
    return refused.value.fields


def test_the_answers_become_the_facts_of_the_file(database: Database) -> None:
    opened(database, "dispute_wto", BAN)
    assert case(database).opening == {"role": "complainant", "respondents": ["EG"], "perishable": True}
    assert (case(database).title, case(database).perishable, case(database).kind) == (BAN["title"], True, "dispute")


@pytest.mark.parametrize(
    ("role", "stage"),
    [("complainant", "complaint_received"), ("third_party", "monitoring"), ("observer", "consultations_requested")],
)
def test_a_dispute_begins_where_its_role_says(sqlite: Database, role: str, stage: str) -> None:
    opened(sqlite, "dispute_wto", {**SUGAR, "role": role})
    assert case(sqlite).stage == stage


def test_an_investigation_begins_with_counselling_and_the_applicant_is_its_party(database: Database) -> None:
    opened(database, "remedy_anti_dumping", STEEL, Person(email="office@wiremakers.example"))
    party = one(database, select(Party.__table__))  # type: ignore[attr-defined]
    assert case(database).stage == "ad_prefiling"
    assert (party.seat, party.name, party.email) == ("complainant", STEEL["applicant"], "office@wiremakers.example")


def test_whoever_asks_is_written_to_in_their_language(database: Database) -> None:
    opened(database, "dispute_wto", BAN, ROSES)
    party = one(database, select(Party.__table__))  # type: ignore[attr-defined]
    assert (party.name, party.phone, party.country, party.language) == (ROSES.name, "+254712345678", "KE", "sw")
    assert case(database).language == "sw"


def test_a_dispute_of_others_needs_nobody_who_asks(sqlite: Database) -> None:
    opened(sqlite, "dispute_wto", SUGAR)
    with sqlite.read() as session:
        assert session.execute(select(Party)).all() == []


def test_it_gets_its_number_and_its_first_clock(database: Database) -> None:
    opened(database, "dispute_wto", BAN)
    assert case(database).reference.startswith("KE-DS-2027-00001-")
    assert one(database, select(DEADLINE.c.key, DEADLINE.c.due_on)) == ("svc_ds_ack", date(2027, 3, 5))


def test_the_ten_days_to_join_run_from_circulation(database: Database) -> None:
    opened(database, "dispute_wto", {**SUGAR, "circulated_on": "2027-03-01", "gatt_xxii": True})
    due = select(DEADLINE.c.due_on).where(DEADLINE.c.key == "join")
    assert one(database, due).due_on == date(2027, 3, 11)


def test_the_officer_who_opens_it_holds_it_and_stands_in_the_history(database: Database) -> None:
    opened(database, "dispute_wto", BAN)
    event = one(database, select(EVENT))
    assert case(database).officer_id == event.account_id
    assert (event.seat, event.role) == ("dispute_desk", "officer")


def test_a_focal_point_opens_it_for_whoever_complains(sqlite: Database) -> None:
    opened(sqlite, "dispute_wto", BAN, actor=Actor(frozenset({Role.FOCAL_POINT})))
    assert (one(sqlite, select(EVENT)).seat, case(sqlite).officer_id) == ("complainant", None)


def test_the_day_on_which_it_reached_us_counts(database: Database) -> None:
    opened(database, "dispute_wto", BAN, on=date(2027, 3, 1))
    assert (case(database).lodged_on, case(database).stage_since) == (date(2027, 3, 1), date(2027, 3, 1))


def test_a_day_that_has_not_come_is_refused(sqlite: Database) -> None:
    with pytest.raises(DateRefused, match="4 March 2027 has not come yet"):
        opened(sqlite, "dispute_wto", BAN, on=date(2027, 3, 4))


def test_all_that_is_wrong_is_told_at_once_and_nothing_is_opened(database: Database) -> None:
    fields = wrong(database, "dispute_wto", {"role": "third_party", "respondents": ["Egypt"], "zebra": "x"},
                   Person(email="nowhere", language="fr"))  # fmt: skip
    assert set(fields) == {
        "title", "respondents", "complainants", "zebra", "party_name", "party_email", "party_language"
    }  # fmt: skip
    with database.read() as session:
        assert session.execute(select(CASE.c.id)).all() == []


def test_somebody_with_an_address_has_a_name(sqlite: Database) -> None:
    assert list(wrong(sqlite, "dispute_wto", BAN, Person(email="a@b.example"))) == ["party_name"]


def test_when_kenya_complains_nobody_else_is_named(sqlite: Database) -> None:
    assert "complainants" not in wrong(sqlite, "dispute_wto", {"role": "complainant"})


@pytest.mark.parametrize("key", ["ntb_complaint", "remedy_provisional", "remedy_hearing", "nothing"])
def test_what_begins_elsewhere_is_not_opened_by_hand(sqlite: Database, key: str) -> None:
    with pytest.raises(NotFound, match="opened by hand"):
        opened(sqlite, key, BAN)


@pytest.mark.parametrize("actor", [COUNSEL, TRADER, Actor(frozenset({Role.AUDITOR}))])
def test_who_holds_no_cases_opens_none(sqlite: Database, actor: Actor) -> None:
    assert doors(actor) == []
    with pytest.raises(NotAllowed, match="Dispute desk"):
        opened(sqlite, "dispute_wto", BAN, actor=actor)


def test_a_supervisor_is_offered_both_kinds() -> None:
    assert [each.life.key for each in doors(SUPERVISOR)] == ["remedy_anti_dumping", "dispute_wto"]


def test_a_rebuild_finds_nothing_to_put_right(database: Database) -> None:
    opened(database, "dispute_wto", {**SUGAR, "circulated_on": "2027-03-01"}, ROSES)
    assert rebuild(database, dry=True).healthy
