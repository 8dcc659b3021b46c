"""The supervisor's pages: counts that lead to lists, the watch, unsent mail, CSV, calendars."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta

import pytest
from sqlalchemy import insert

from api.pages.supervisor.clocks import plain_cell
from cases.store import UnitOfWork
from cases.store.register import note
from cases.store.tables import OUTBOX
from tests.api.pages.office import Office, day_fields, press
from tests.conftest import Now

CALENDAR = "/clocks/calendar"


def watched(office: Office, now: Now, *, ago: timedelta) -> None:
    with UnitOfWork(office.database) as uow:
        note(uow.session, "watch", {"ran_at": (now.at - ago).isoformat()}, at=now.at)
        uow.commit()


@pytest.mark.parametrize("path", ["/clocks", "/clocks/list", "/clocks.csv", CALENDAR])
def test_an_officer_is_told_that_the_page_is_not_theirs(office: Office, path: str) -> None:
    who = office.at("ines").go(path)
    assert (who.status, "for supervisors" in who.text) == (403, True)


def test_a_count_leads_to_the_clocks_that_it_counts(office: Office) -> None:
    reference = office.case("screening", on=date(2027, 1, 4))
    who = office.at("nyambura").go("/clocks")
    href = re.search(r'href="(/clocks/list\?when=overdue[^"]+)" aria-label="[^"]*: (\d+)"', who.page)
    assert href
    who.go(href[1].replace("&amp;", "&"))
    assert len(re.findall(rf'<th scope="row"[^>]*><a class="govuk-link" href="/cases/{reference}"', who.page)) == int(
        href[2]
    )


def test_counts_are_split_by_officer_regime_and_stage(office: Office) -> None:
    office.case("screening", officer="otto", regime="EAC")
    text = office.at("nyambura").go("/clocks").text
    assert "Otto Barasa" in text
    assert "East African Community" in text
    assert "Eligibility check" in text


def test_clocks_of_no_regime_have_their_list(office: Office) -> None:
    office.case("screening")
    who = office.at("nyambura").go("/clocks")
    href = re.search(r'href="(/clocks/list\?when=\w+&amp;regime=none)"', who.page)
    assert href
    assert "Long-life milk, Tanzania" in who.go(href[1].replace("&amp;", "&")).text


@pytest.mark.parametrize(("seconds", "alarm"), [(170, False), (180, False), (181, True)])
def test_a_silent_watch_is_an_alarm_after_three_minutes(office: Office, now: Now, seconds: int, alarm: bool) -> None:
    watched(office, now, ago=timedelta(seconds=seconds))
    assert ("The watch is silent." in office.at("nyambura").go("/clocks").text) is alarm


def test_a_watch_that_never_ran_is_an_alarm(office: Office) -> None:
    assert "It has never run." in office.at("nyambura").go("/clocks").text


def test_the_oldest_overdue_is_given_to_somebody_from_there(office: Office) -> None:
    reference = office.case("screening", on=date(2027, 1, 4))
    who = office.at("nyambura").go("/clocks")
    who.send(f"/cases/{reference}/officer", officer=str(office.people["otto"]))
    assert "Otto Barasa has this case now." in who.text


def test_unsent_mail_is_shown_with_its_reason(office: Office, now: Now) -> None:
    key = office.key_of(office.case())
    with UnitOfWork(office.database) as uow:
        uow.session.execute(
            insert(OUTBOX),
            {
                "case_id": key, "letter": "stage-changed", "seat": "rec_secretariat", "language": "en", "context": {},
                "state": "parked", "why": "No address is on file.", "message_id": "<a@tatua>", "dedupe": "a",
                "subject": "",
                "attempts": 0, "made_at": now.at, "next_try_at": now.at, "answer": "", "unobserved": False,
            },
        )  # fmt: skip
        uow.commit()
    text = office.at("nyambura").go("/clocks").text
    assert "Unsent mail: 1" in text
    assert "No address is on file." in text


def test_the_export_holds_every_clock_and_no_formula(office: Office) -> None:
    reference = office.case("screening", title='=HYPERLINK("http://evil.example")')
    answer = office.at("nyambura").client.get("/clocks.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert {row["Reference"] for row in rows} == {reference}
    assert rows[0]["Title"] == '\'=HYPERLINK("http://evil.example")'


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_begins_a_formula(start: str) -> None:
    assert plain_cell(f"{start}1") == f"'{start}1"


def test_an_ordinary_cell_stays_as_it_is() -> None:
    assert plain_cell("Tea, Egypt") == "Tea, Egypt"


def closing(office: Office, step: str = "preview", **changes: str) -> tuple[str, int]:
    who = office.at("nyambura").go(CALENDAR)
    fields = {**day_fields("happened_on", "2027-03-05"), "seat": "nairobi", "name": "Election", "source": "GN 1234",
              "change": "add", **changes}  # fmt: skip
    press(who, CALENDAR, "preview", fields)
    if step == "confirm" and who.status == 200:
        press(who, CALENDAR, "confirm")
    return who.text, who.status


def test_a_look_at_a_closed_day_shows_the_dates_that_move(office: Office) -> None:
    reference = office.case("screening")
    text, status = closing(office)
    assert (status, reference in text) == (200, True)
    assert "Nairobi is closed on Friday 5 March 2027" in text
    assert "Election" not in office.at("nyambura").go(f"{CALENDAR}?year=2027").text


def test_a_closed_day_moves_the_date_and_the_explanation_says_why(office: Office) -> None:
    reference = office.case("screening")
    text, _ = closing(office, "confirm")
    assert "Cases whose dates moved: 1." in text
    text = office.at("nyambura").go(f"/cases/{reference}/dates/svc_screen_opened/1/1").text
    assert "Election" in text
    assert "Recomputed" in text


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"source": ""}, "source"),
        ({"seat": "mombasa"}, "seat"),
        ({"happened_on-day": "32"}, "happened_on-day"),
    ],
)
def test_a_wrong_entry_stands_beside_its_field(office: Office, changes: dict[str, str], field: str) -> None:
    who = office.at("nyambura").go(CALENDAR)
    fields = {**day_fields("happened_on", "2027-03-05"), "seat": "nairobi", "name": "Election", "source": "GN 1234",
              "change": "add", **changes}  # fmt: skip
    press(who, CALENDAR, "preview", fields)
    assert (who.status, f'href="#{field}"' in who.page) == (422, True)


def test_a_day_that_was_never_closed_cannot_be_opened(office: Office) -> None:
    _text, status = closing(office, change="revoke")
    assert status == 422
