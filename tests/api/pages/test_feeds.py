"""Calendar addresses: made once, read by any program, following the dates, and dead as soon as they should be."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import vobject
from sqlalchemy import select, update
from starlette.testclient import TestClient

from cases.engine import Actor
from cases.models import Account, Feed, WebSession
from cases.seats import Role
from cases.service import take_action
from cases.service.closing_days import add_closed_day
from cases.store import UnitOfWork
from cases.store.tables import CASE, DEADLINE
from tests.api.pages.office import Office
from tests.conftest import Now

ADDRESS = re.compile(r"http://testserver(/feeds/[\w-]+\.ics)")


def address(office: Office, who: str = "ines", scope: str = "officer", reference: str = "") -> str:
    """The path of a new address."""
    page = office.at(who).go("/feeds").send("/feeds", scope=scope, reference=reference).page
    return str(ADDRESS.search(page)[1])  # type: ignore[index]


def fetched(office: Office, path: str, **headers: str) -> Any:
    """What a calendar program gets: it signs in nowhere."""
    return TestClient(office.app).get(path, headers=headers)


def events(office: Office, path: str) -> dict[str, Any]:
    """The entries by their UID, read by another library than the one that wrote them."""
    read = vobject.readOne(io.StringIO(fetched(office, path).text))
    return {each.uid.value: each for each in getattr(read, "vevent_list", [])}


def screened(office: Office, **changes: Any) -> str:
    return office.case("screening", on=date(2027, 3, 1), **changes)


def changed(office: Office, table: Any, **values: object) -> None:
    """Something is otherwise in every row."""
    with UnitOfWork(office.database) as uow:
        uow.session.execute(update(table), values)
        uow.commit()


def test_the_address_is_shown_once_and_only_its_hash_is_kept(office: Office) -> None:
    token = address(office).removeprefix("/feeds/").removesuffix(".ics")
    assert token not in office.at("ines").go("/feeds").page
    with office.database.read() as session:
        rows = [tuple(map(str, row)) for row in session.execute(select(Feed.__table__))]  # type: ignore[attr-defined]
        kept = [json.dumps(data) for data in session.execute(select(WebSession.data)).scalars()]  # type: ignore[call-overload]
    assert len(token) >= 43
    assert not [text for text in (*rows[0], *kept) if token in text]


def test_a_program_reads_the_dates_without_signing_in(office: Office) -> None:
    reference = screened(office)
    answer = fetched(office, address(office))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert f"SUMMARY:{reference}" in answer.text.replace("\r\n ", "")


def test_another_library_reads_it_back(office: Office) -> None:
    screened(office)
    found = events(office, address(office))
    assert len(found) == 2
    for each in found.values():
        assert {"uid", "sequence", "dtstamp", "last-modified", "dtstart", "summary", "status"} <= set(each.contents)


def test_a_date_is_an_entry_for_the_whole_day(office: Office) -> None:
    screened(office)
    assert {type(each.dtstart.value) for each in events(office, address(office)).values()} == {date}


def test_a_limit_in_hours_is_at_its_minute(office: Office) -> None:
    screened(office)
    changed(office, DEADLINE, due_at=datetime(2027, 3, 5, 11, 30, tzinfo=UTC))
    [start, *_] = [each.dtstart.value for each in events(office, address(office)).values()]
    assert start == datetime(2027, 3, 5, 11, 30, tzinfo=UTC)


def test_a_moved_date_is_the_same_entry_with_a_higher_sequence(office: Office, now: Now) -> None:
    screened(office)
    path = address(office)
    before = events(office, path)
    now.at += timedelta(hours=1)
    with UnitOfWork(office.database) as uow:
        supervisor = Actor(frozenset({Role.SUPERVISOR}), account=office.people["nyambura"])
        add_closed_day(uow, "nairobi", date(2027, 3, 5), "Election", "GN 1234", supervisor)
        uow.commit()
    after = events(office, path)
    moved = [uid for uid in before if before[uid].dtstart.value != after[uid].dtstart.value]
    assert (set(before), len(moved) > 0) == (set(after), True)
    for uid in moved:
        assert after[uid].dtstart.value > before[uid].dtstart.value
        assert int(after[uid].sequence.value) > int(before[uid].sequence.value)
        assert after[uid].last_modified.value > before[uid].last_modified.value


def test_an_entry_that_did_not_change_has_the_same_sequence(office: Office) -> None:
    screened(office)
    path = address(office)
    first, second = events(office, path), events(office, path)
    assert {u: e.sequence.value for u, e in first.items()} == {u: e.sequence.value for u, e in second.items()}


def ended(office: Office, reference: str, on: date) -> None:
    with UnitOfWork(office.database) as uow:
        officer = Actor(frozenset({Role.OFFICER}), account=office.people["ines"])
        take_action(uow, reference, "ask", actor=officer, on=on, data={"questions": "Which permit?"})
        uow.commit()


def with_status(found: Mapping[str, Any], status: str) -> list[str]:
    return [uid for uid, each in found.items() if each.status.value == status]


def withdrawn(office: Office, reference: str) -> None:
    with UnitOfWork(office.database) as uow:
        officer = Actor(frozenset({Role.OFFICER}), account=office.people["ines"])
        take_action(uow, reference, "withdraw", actor=officer, reason="The border is open again.")
        uow.commit()


def test_a_clock_that_ended_is_cancelled_with_a_higher_sequence(office: Office) -> None:
    reference = screened(office)
    path = address(office)
    before = events(office, path)
    withdrawn(office, reference)
    after = events(office, path)
    gone = with_status(after, "CANCELLED")
    assert set(gone) == set(before)
    assert all(int(after[uid].sequence.value) > int(before[uid].sequence.value) for uid in gone)


@pytest.mark.parametrize(("later", "there"), [(30, True), (31, False)])
def test_a_cancelled_entry_stays_for_30_days(office: Office, now: Now, later: int, there: bool) -> None:
    reference = screened(office)
    path = address(office)
    withdrawn(office, reference)
    now.at += timedelta(days=later)
    assert bool(with_status(events(office, path), "CANCELLED")) is there


def test_a_clock_that_stands_still_says_so(office: Office) -> None:
    reference = screened(office)
    ended(office, reference, date(2027, 3, 3))
    found = events(office, address(office))
    stopped = [each for each in found.values() if "(stopped)" in each.summary.value]
    assert stopped
    assert {each.status.value for each in stopped} == {"TENTATIVE"}


def test_an_entry_names_nobody(office: Office) -> None:
    screened(office, title="Secret of Amina Wanjiru", retaliation_risk=True)
    text = fetched(office, address(office)).text.replace("\r\n ", "")
    assert not [word for word in ("Amina", "Wanjiru", "Secret", "Ines") if word in text]


def test_an_unconfirmed_date_says_so(office: Office) -> None:
    screened(office)
    changed(office, DEADLINE, status="unconfirmed")
    found = events(office, address(office))
    open_ones = [each for each in found.values() if "to be confirmed" in each.description.value]
    assert open_ones
    assert {each.status.value for each in open_ones} == {"TENTATIVE"}


def test_the_calendar_is_in_the_language_of_its_owner(office: Office) -> None:
    screened(office)
    path = address(office)
    english = fetched(office, path).text
    changed(office, Account, language="sw")
    assert fetched(office, path).text != english


def test_the_own_calendar_holds_the_own_cases(office: Office) -> None:
    mine, other = screened(office), screened(office, officer="otto")
    text = fetched(office, address(office)).text
    assert (mine in text, other in text) == (True, False)


def test_the_calendar_of_the_team_holds_those_of_the_department(office: Office) -> None:
    mine, other, elsewhere = screened(office), screened(office, officer="otto"), screened(office)
    with UnitOfWork(office.database) as uow:
        uow.session.execute(update(CASE).where(CASE.c.reference == elsewhere), {"department": "eac_affairs"})
        uow.commit()
    text = fetched(office, address(office, scope="team")).text
    assert (mine in text, other in text, elsewhere in text) == (True, True, False)


def test_the_calendar_of_a_case_holds_that_case(office: Office) -> None:
    one, other = screened(office), screened(office)
    text = fetched(office, address(office, scope="case", reference=one)).text
    assert (one in text, other in text) == (True, False)


def test_a_program_that_has_it_is_told_so(office: Office) -> None:
    screened(office)
    path = address(office)
    first = fetched(office, path)
    again = fetched(office, path, **{"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["cache-control"] == "private, no-cache"


def test_a_calendar_that_changed_is_sent_again(office: Office) -> None:
    screened(office)
    path = address(office)
    first = fetched(office, path)
    screened(office)
    assert fetched(office, path, **{"If-None-Match": first.headers["etag"]}).status_code == 200


def test_when_it_was_last_read_is_shown(office: Office, now: Now) -> None:
    path = address(office)
    assert "never yet" in office.at("ines").go("/feeds").text
    now.at += timedelta(hours=2)
    fetched(office, path)
    assert "3 March 2027, 12:00" in office.at("ines").go("/feeds").text


def test_a_revoked_address_answers_nothing_at_once(office: Office) -> None:
    screened(office)
    path = address(office)
    who = office.at("ines").go("/feeds")
    who.send(str(re.search(r'action="(/feeds/\d+/revoke)"', who.page)[1]))  # type: ignore[index]
    assert "The address is revoked." in who.text
    assert fetched(office, path).status_code == 404


def test_only_its_owner_revokes_an_address(office: Office) -> None:
    path = address(office)
    who, other = office.at("ines").go("/feeds"), office.at("otto").go("/feeds")
    action = str(re.search(r'action="(/feeds/\d+/revoke)"', who.page)[1])  # type: ignore[index]
    other.post(action, {"csrf_token": other.hidden("/feeds")["csrf_token"]})
    assert (other.status, fetched(office, path).status_code) == (404, 200)


@pytest.mark.parametrize("change", [{"disabled": True}, {"roles": []}, {"roles": [Role.ADMINISTRATOR.value]}])
def test_an_address_dies_with_the_right_to_read_cases(office: Office, change: dict[str, object]) -> None:
    screened(office)
    path = address(office)
    with UnitOfWork(office.database) as uow:
        uow.session.execute(update(Account).where(Account.username == "ines"), change)  # type: ignore[arg-type]
        uow.commit()
    assert fetched(office, path).status_code == 404


def test_the_calendar_of_a_case_dies_when_the_case_is_not_visible_any_more(office: Office) -> None:
    reference = screened(office)
    path = address(office, scope="case", reference=reference)
    changed(office, CASE, reference=None)
    assert fetched(office, path).status_code == 404


@pytest.mark.parametrize("token", ["x", "a" * 43, "%F0%9F%98%80", "..%2f..%2fetc"])
def test_an_address_that_nobody_made_holds_nothing_and_names_nothing(office: Office, token: str) -> None:
    answer = fetched(office, f"/feeds/{token}.ics")
    assert answer.status_code == 404
    assert token not in answer.text


def test_the_log_does_not_hold_the_address(office: Office, capfd: pytest.CaptureFixture[str]) -> None:
    from api import log

    log.logger.cache_clear()
    office.settings.__dict__["log_level"] = "INFO"
    path = address(office)
    fetched(office, path)
    fetched(office, path[:-10] + ".ics")
    assert path[7:20] not in capfd.readouterr().err


def test_a_form_that_is_sent_twice_makes_one_address_and_shows_it_twice(office: Office) -> None:
    who = office.at("ines").go("/feeds")
    data = {**who.hidden("/feeds"), "scope": "officer"}
    first, second = who.post("/feeds", data).page, who.post("/feeds", data).page
    assert ADDRESS.search(first)[1] == ADDRESS.search(second)[1]  # type: ignore[index]
    assert who.go("/feeds").page.count("/revoke") == 1


def test_a_form_that_is_sent_again_later_shows_nothing(office: Office, now: Now) -> None:
    who = office.at("ines").go("/feeds")
    data = {**who.hidden("/feeds"), "scope": "officer"}
    who.post("/feeds", data)
    now.at += timedelta(minutes=10)
    who.post("/feeds", data)
    assert ("was shown already" in who.text, ADDRESS.search(who.page)) == (True, None)


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"scope": "everybody"}, "scope"), ({"scope": "case", "reference": "KE-NTB-2020-99999-X"}, "reference"),
     ({"scope": "case", "reference": ""}, "reference")],
)  # fmt: skip
def test_a_wrong_entry_stands_beside_its_field(office: Office, fields: dict[str, str], field: str) -> None:
    who = office.at("ines").go("/feeds").send("/feeds", **fields)
    assert (who.status, f'href="#{field}"' in who.page) == (422, True)


def test_nobody_keeps_more_than_twenty(office: Office) -> None:
    for _ in range(20):
        address(office)
    who = office.at("ines").go("/feeds").send("/feeds", scope="officer")
    assert (who.status, "You have 20 addresses." in who.text) == (422, True)


def test_an_administrator_has_no_calendar(office: Office) -> None:
    assert office.at("njoroge").go("/feeds").status == 403


def test_the_page_of_a_case_may_ask_for_its_calendar(office: Office) -> None:
    who = office.at("ines").go("/feeds?case=KE-NTB-2027-00001-M")
    assert 'value="KE-NTB-2027-00001-M"' in who.page
    assert re.search(r'value="case" checked', who.page)


def test_the_daily_letter_is_switched_off_and_on(office: Office) -> None:
    who = office.at("ines").go("/feeds")
    who.send("/feeds/letter")
    assert "You get no daily letter any more." in who.text
    assert "Send me the daily letter" in who.text
    who.send("/feeds/letter")
    assert "Stop the daily letter" in who.text
