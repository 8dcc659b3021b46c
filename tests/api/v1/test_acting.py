"""Actions over the interface: what is open and why not, what an act would do, and doing it at the revision seen."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from cases.models import OutboxRow
from cases.store import Database
from tests.api.v1.desk import Desk


def action(desk: Desk, reference: str, key: str, who: str = "ines") -> dict[str, object]:
    found = desk.get(f"/cases/{reference}/actions", who).json()["actions"]
    return next(each for each in found if each["key"] == key)


def letters(database: Database) -> int:
    with database.read() as session:
        return int(session.execute(select(func.count()).select_from(OutboxRow)).scalar_one())


def test_an_open_action_names_its_law_and_its_fields(desk: Desk) -> None:
    reference = desk.lodge()
    desk.act(reference, "take_up")
    shown = action(desk, reference, "ask")
    assert (shown["open"], shown["reason"], shown["leads_to"]) == (True, "", "Waiting for the complainant")
    assert shown["law"] == {
        "citation": "Tatua service standard screening", "status": "service", "shown": "our own service standard",
    }  # fmt: skip
    assert [each["key"] for each in shown["inputs"]] == ["questions"]  # type: ignore[attr-defined]


def test_an_action_that_is_not_open_says_why(desk: Desk) -> None:
    shown = action(desk, desk.lodge(), "take_up", "wanjiru")
    assert (shown["open"], shown["reason"]) == (False, "Only Case officer may do this.")


def test_an_outsiders_action_says_on_whose_behalf(desk: Desk) -> None:
    assert action(desk, desk.lodge(), "withdraw")["on_behalf_of"] == "Complainant"


def test_an_act_moves_the_case_and_gives_the_next_revision(desk: Desk) -> None:
    reference = desk.lodge()
    taken = desk.act(reference, "take_up")
    assert (taken.json()["stage"], taken.json()["revision"], taken.headers["ETag"]) == ("screening", 5, '"5"')
    assert desk.get(f"/cases/{reference}").json()["stage"] == "screening"


def test_an_act_without_if_match_is_asked_for_it(plain_desk: Desk) -> None:
    answered = plain_desk.post(f"/cases/{plain_desk.lodge()}/actions/take_up", {})
    assert (answered.status_code, answered.json()["type"]) == (428, "/problems/no-revision")


def test_an_act_at_an_old_revision_is_told_both(desk: Desk) -> None:
    reference = desk.lodge()
    desk.act(reference, "take_up", seen=4)
    late = desk.act(reference, "take_up", seen=4)
    assert (late.status_code, late.json()["seen"], late.json()["current"]) == (412, 4, 5)


@pytest.mark.parametrize("tag", ['"x"', "", '"4", "5"', '"99999999999999"', "٤"])
def test_what_is_no_etag_of_ours_is_stale(plain_desk: Desk, tag: str) -> None:
    headers = [*plain_desk.headers().items(), ("If-Match", tag.encode())]
    path = f"/api/v1/cases/{plain_desk.lodge()}/actions/take_up"
    assert plain_desk.client.post(path, json={}, headers=headers).status_code == 412  # type: ignore[arg-type]


def test_a_star_says_nothing_of_what_was_seen(plain_desk: Desk) -> None:
    assert plain_desk.post(f"/cases/{plain_desk.lodge()}/actions/take_up", {}, If_Match="*").status_code == 428


def test_an_etag_that_a_proxy_made_weak_is_known(plain_desk: Desk) -> None:
    answered = plain_desk.post(f"/cases/{plain_desk.lodge()}/actions/take_up", {}, If_Match='W/"4"')
    assert answered.status_code == 200


def test_an_action_of_another_stage_is_a_conflict(plain_desk: Desk) -> None:
    refused = plain_desk.act(plain_desk.lodge(), "accept")
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/action-not-open")


def test_an_action_of_another_seat_is_refused_with_its_basis(plain_desk: Desk) -> None:
    refused = plain_desk.act(plain_desk.lodge(), "take_up", "wanjiru")
    assert (refused.status_code, refused.json()["detail"]) == (403, "Only Case officer may do this.")
    assert refused.json()["legal_basis"]["citation"] == "Tatua service standard screening"


def test_a_field_that_is_missing_is_named(desk: Desk) -> None:
    reference = desk.lodge()
    desk.act(reference, "take_up")
    refused = desk.act(reference, "ask")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "questions")
    assert desk.revision(reference) == 5


def test_a_day_that_has_not_come_is_refused(plain_desk: Desk) -> None:
    refused = plain_desk.act(plain_desk.lodge(), "take_up", on="2027-03-04")
    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/date-refused")


def test_a_day_before_the_event_that_it_answers_is_refused(plain_desk: Desk) -> None:
    assert plain_desk.act(plain_desk.lodge(), "take_up", on="2027-03-02").status_code == 422


def test_a_document_of_no_case_cannot_be_named(plain_desk: Desk) -> None:
    reference = plain_desk.lodge()
    for body in ({"documents": ["x"]}, {"data": {"evidence": ["x"]}}):
        refused = plain_desk.act(reference, "add_evidence", **body)
        assert (refused.status_code, "no document “x”" in refused.json()["detail"]) == (422, True)


def test_a_case_that_is_not_there_gives_the_same_answer_to_every_act(plain_desk: Desk) -> None:
    path = "/cases/KE-NTB-2027-00099-X/actions/take_up"
    answers = [plain_desk.post(path, {}, If_Match='"1"'), plain_desk.post(f"{path}/preview", {})]
    assert {each.status_code for each in answers} == {404}


def test_a_preview_changes_nothing(desk: Desk, database: Database) -> None:
    reference = desk.lodge()
    before = (desk.events(), letters(database))
    shown = desk.post(f"/cases/{reference}/actions/take_up/preview", {})
    assert (shown.json()["stage"], shown.json()["revision"], shown.headers["ETag"]) == ("screening", 4, '"4"')
    assert (desk.events(), letters(database), desk.revision(reference)) == (*before, 4)


def test_a_preview_says_who_is_not_written_to_and_why(desk: Desk) -> None:
    shown = desk.post(f"/cases/{desk.lodge()}/actions/take_up/preview", {}).json()
    assert shown["letters"] == [
        {"letter": "case-moved", "seat": "complainant", "sent": False,
         "why_not": "The complainant gave no e-mail address. Call them, and record the answer on their behalf."}
    ]  # fmt: skip


def test_a_preview_says_who_is_written_to(desk: Desk) -> None:
    reference = desk.lodge(filer_email="amina@example.org")
    shown = desk.post(f"/cases/{reference}/actions/take_up/preview", {}).json()
    assert shown["letters"] == [{"letter": "case-moved", "seat": "complainant", "sent": True, "why_not": ""}]


def test_a_preview_is_refused_as_the_act_would_be(desk: Desk) -> None:
    reference = desk.lodge()
    assert desk.post(f"/cases/{reference}/actions/accept/preview", {}).status_code == 409


def test_every_clock_comes_with_its_explanation(desk: Desk) -> None:
    clocks = {each["key"]: each for each in desk.get(f"/cases/{desk.lodge()}/deadlines").json()["deadlines"]}
    ack = clocks["svc_ack"]
    assert (ack["due_on"], ack["due_at"], ack["promised"]) == ("2027-03-03", "2027-03-03T11:00:00Z", True)
    assert [line["title"] for line in ack["explanation"]] == ["Trigger", "Rule", "Counting", "Pauses", "Extensions"]
