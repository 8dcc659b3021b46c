"""The supervisor's pages: counts that lead to lists, the watch, unsent mail, CSV, calendars."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import delete, insert, select, update

from api.pages.exports import FORMS
from api.pages.supervisor.exporting import SHEETS, Sheet
from cases.engine import Actor
from cases.models import Custody
from cases.seats import Role
from cases.service import take_action
from cases.store import UnitOfWork
from cases.store.register import note
from cases.store.tables import CASE, OUTBOX
from tests.api.pages.office import Office, day_fields, press
from tests.api.pages.visitor import Visitor
from tests.conftest import Now

CALENDAR = "/clocks/calendar"
PATHS = (
    "/clocks", "/clocks/list", "/clocks/forecast.svg", "/clocks/articles", "/clocks/unsent", CALENDAR,
    *(f"/clocks/export/{sheet.name}.{form}" for sheet in SHEETS for form in FORMS),
)  # fmt: skip


def watched(office: Office, now: Now, *, ago: timedelta) -> None:
    with UnitOfWork(office.database) as uow:
        note(uow.session, "watch", {"ran_at": (now.at - ago).isoformat()}, at=now.at)
        uow.commit()


@pytest.mark.parametrize("path", PATHS)
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


def give(who: Visitor, reference: str, **fields: str) -> Visitor:
    """Send the form beside that case."""
    form = next(f for f in re.findall(r"<form\b.*?</form>", who.page, re.DOTALL) if f'value="{reference}"' in f)
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form))
    return who.post("/clocks/give", {**hidden, **fields})


def custody(office: Office, reference: str) -> list[tuple[int | None, str]]:
    """To whom the case was given, and why."""
    with office.database.read() as session:
        wanted = select(Custody.to_officer, Custody.reason).where(Custody.case_id == office.key_of(reference))  # type: ignore[call-overload,arg-type]
        return [tuple(row) for row in session.execute(wanted)]


def test_the_oldest_overdue_is_given_to_somebody_with_a_reason(office: Office) -> None:
    reference = office.case("screening", on=date(2027, 1, 4))
    who = office.at("nyambura").go("/clocks")
    give(who, reference, officer=str(office.people["otto"]), reason="Ines is on leave")
    assert (who.path, f"{reference} is with Otto Barasa now." in who.text) == ("/clocks", True)
    assert (office.people["otto"], "Ines is on leave") in custody(office, reference)


def test_giving_a_case_without_a_reason_keeps_what_was_chosen(office: Office) -> None:
    reference = office.case("screening", on=date(2027, 1, 4))
    who = give(office.at("nyambura").go("/clocks"), reference, officer=str(office.people["otto"]), reason="")
    assert (who.status, f'href="#reason-{reference}"' in who.page) == (422, True)
    assert f'<option value="{office.people["otto"]}" selected>Otto Barasa' in who.page
    assert custody(office, reference) == []


def test_a_case_that_changed_hands_meanwhile_stays(office: Office) -> None:
    reference = office.case("screening", on=date(2027, 1, 4))
    first, second = office.at("nyambura").go("/clocks"), office.at("nyambura").go("/clocks")
    give(first, reference, officer=str(office.people["otto"]), reason="Ines is on leave")
    give(second, reference, officer=str(office.people["kamau"]), reason="Ines is on leave")
    assert "it was given to Otto Barasa while you looked" in second.text


def test_a_form_that_is_sent_twice_gives_the_case_once(office: Office) -> None:
    reference = office.case("screening", on=date(2027, 1, 4))
    who = office.at("nyambura").go("/clocks")
    page = who.page
    for _ in range(2):
        who.page = page
        give(who, reference, officer=str(office.people["otto"]), reason="Ines is on leave")
    assert (len(custody(office, reference)), "is with Otto Barasa now" in who.text) == (1, True)


def unsent(office: Office, now: Now, number: int = 1, **changes: object) -> None:
    key = office.key_of(office.case())
    rows = [
        {
            "case_id": key, "letter": "stage-changed", "seat": "rec_secretariat", "language": "en", "context": {},
            "state": "parked", "why": "No address is on file.", "message_id": f"<{n}@tatua>", "dedupe": str(n),
            "subject": "", "attempts": 0, "made_at": now.at, "next_try_at": now.at, "answer": "", "unobserved": False,
            **changes,
        }
        for n in range(number)
    ]  # fmt: skip
    with UnitOfWork(office.database) as uow:
        uow.session.execute(delete(OUTBOX))
        uow.session.execute(insert(OUTBOX), rows)
        uow.commit()


def test_unsent_mail_is_counted_with_the_age_of_the_oldest(office: Office, now: Now) -> None:
    unsent(office, now, 2, made_at=now.at - timedelta(days=2))
    text = office.at("nyambura").go("/clocks").text
    assert "Unsent mail: 2" in text
    assert "The oldest was written 1 March 2027, 10:00 (2 working days ago)." in text
    assert "2 of them will not leave by themselves." in text


def test_unsent_mail_is_listed_with_its_reason_and_its_letter(office: Office, now: Now) -> None:
    unsent(office, now)
    who = office.at("nyambura").go("/clocks/unsent")
    assert "No address is on file." in who.text
    assert re.search(r'href="/cases/[^"]+/letters/\d+"', who.page)


def test_unsent_mail_comes_in_pages(office: Office, now: Now) -> None:
    unsent(office, now, 51)
    who = office.at("nyambura").go("/clocks/unsent")
    first = who.page.count("No address is on file.")
    who.go(re.search(r'href="(/clocks/unsent\?after=\d+)"', who.page)[1])  # type: ignore[index]
    assert (first, who.page.count("No address is on file.")) == (50, 1)


def test_a_letter_of_a_report_that_is_not_lodged_names_no_case(office: Office, now: Now) -> None:
    unsent(office, now)
    with UnitOfWork(office.database) as uow:
        uow.session.execute(update(CASE), {"reference": None})
        uow.commit()
    who = office.at("nyambura").go("/clocks/unsent")
    assert ("No address is on file." in who.text, "/letters/" in who.page) == (True, False)


def taken(office: Office, what: str, query: str = "") -> list[dict[str, str]]:
    """A list as CSV, read again."""
    answer = office.at("nyambura").client.get(f"/clocks/export/{what}.csv{query}")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"), newline="")))


def taken_as_book(office: Office, what: str, query: str = "") -> list[dict[str, Any]]:
    """The same as XLSX, read again."""
    answer = office.at("nyambura").client.get(f"/clocks/export/{what}.xlsx{query}")
    head, *rows = load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_the_export_holds_every_clock_and_no_formula(office: Office) -> None:
    reference = office.case("screening", title='=HYPERLINK("http://evil.example")')
    rows = taken(office, "list")
    assert {row["Reference"] for row in rows} == {reference}
    assert rows[0]["Title"] == '\'=HYPERLINK("http://evil.example")'
    assert taken_as_book(office, "list")[0]["Title"] == '=HYPERLINK("http://evil.example")'


def test_the_export_of_a_list_is_that_list(office: Office) -> None:
    late = office.case("screening", on=date(2027, 1, 4))
    office.case("screening")
    rows, cells = (take(office, "list", "?when=overdue") for take in (taken, taken_as_book))
    assert {row["Reference"] for row in rows} == {late}
    assert [row["Due on"] for row in rows] == [cell["Due on"].date().isoformat() for cell in cells]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_list_can_be_taken_along(office: Office, now: Now, sheet: Sheet, form: str) -> None:
    unsent(office, now)
    office.case("screening", on=date(2027, 1, 4))
    rows = taken(office, sheet.name) if form == "csv" else taken_as_book(office, sheet.name)
    assert rows
    assert list(rows[0]) == list(sheet.head)


@pytest.mark.parametrize("name", ["nothing.csv", "list.pdf", "list"])
def test_a_list_that_there_is_not_is_not_found(office: Office, name: str) -> None:
    assert office.at("nyambura").go(f"/clocks/export/{name}").status == 404


def test_the_list_comes_in_pages_that_hold_everything_once(office: Office) -> None:
    for _ in range(28):
        office.case("screening", on=date(2027, 1, 4))
    who, seen = office.at("nyambura").go("/clocks/list"), []
    while True:
        seen += re.findall(r'href="(/cases/[^"]+/dates/[^"]+)"', who.page)
        following = re.search(r'href="(/clocks/list\?after=[^"]+)" rel="next"', who.page)
        if following is None:
            break
        who.go(following[1])
    assert len(seen) == len(set(seen)) == len(taken(office, "list"))
    assert len(seen) > 50


@pytest.mark.parametrize(
    "query",
    ["after=x", "after=1~2027-02-30~4", "after=0~2027-03-01~99999999999999999999", "day=tomorrow", "officer=-1",
     "officer=99999999999999", "when=never", "whose=mine", "kind=%00", "clock=%F0%9F%98%80", "law=' OR 1=1"],
)  # fmt: skip
def test_an_address_that_was_changed_by_hand_does_no_harm(office: Office, query: str) -> None:
    office.case("screening")
    assert office.at("nyambura").go(f"/clocks/list?{query}").status == 200


def test_a_list_says_why_a_clock_is_stopped_and_since_when(office: Office) -> None:
    reference = office.case("screening", on=date(2027, 2, 26))
    with UnitOfWork(office.database) as uow:
        officer = Actor(frozenset({Role.OFFICER}), account=office.people["ines"])
        take_action(uow, reference, "ask", actor=officer, on=date(2027, 3, 1), data={"questions": "Which permit?"})
        uow.commit()
    who = office.at("nyambura").go("/clocks/list?when=paused")
    assert reference in who.text
    assert "since Monday 1 March 2027 (2 working days ago)" in who.text


def test_nothing_stopped_says_when_a_clock_stops(office: Office) -> None:
    assert "A clock stops while the case waits" in office.at("nyambura").go("/clocks/list?when=paused").text


def test_the_clocks_of_one_side_have_their_list(office: Office) -> None:
    office.case("screening")
    who = office.at("nyambura")
    ours, others = ({row["Who must act"] for row in taken(office, "list", f"?whose={w}")} for w in ("ours", "others"))
    assert not ours & others
    assert "Case officer" in ours
    assert "Whose turn" in who.go("/clocks/list?whose=ours").text


def test_a_day_of_the_forecast_leads_to_its_clocks(office: Office) -> None:
    office.case("screening")
    who = office.at("nyambura").go("/clocks")
    href, number = re.search(r'href="(/clocks/list\?day=[^"]+)" aria-label="[^"]*: (\d+)"', who.page).groups()  # type: ignore[union-attr]
    who.go(href.replace("&amp;", "&"))
    assert len(re.findall(r'<th scope="row"', who.page)) == int(number)


def test_the_forecast_has_every_working_day_and_no_weekend(office: Office) -> None:
    days = [date.fromisoformat(row["Day"]) for row in taken(office, "forecast")]
    assert (days[0], days[-1]) == (date(2027, 3, 3), date(2027, 4, 2))
    assert not [day for day in days if day.weekday() > 4]


def test_the_forecast_is_a_picture_without_script_and_style(office: Office) -> None:
    office.case("screening")
    answer = office.at("nyambura").client.get("/clocks/forecast.svg")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert [word for word in (b"<script", b"<style", b"style=") if word in answer.content] == []
    assert b'fill="#00563f"' in answer.content


def test_the_picture_is_told_to_whoever_does_not_see_it(office: Office) -> None:
    office.case("screening")
    assert re.search(
        r'alt="Due in the next 30 days: \d+ of ours, \d+ of others. The most', office.at("nyambura").go("/clocks").page
    )


def test_the_workload_counts_the_open_cases_of_each(office: Office) -> None:
    for officer in ("ines", "ines", "otto", None):
        office.case("screening", officer=officer)
    assert {row["Officer"]: row["Open cases"] for row in taken(office, "workload")} == {
        "Ines Wanjiru": "2", "Otto Barasa": "1", "Nobody": "1",
    }  # fmt: skip


def test_the_next_7_days_of_an_officer_lead_to_their_list(office: Office) -> None:
    office.case("screening")
    [row] = taken(office, "workload")
    assert row["Next 7 days"] == str(len(taken(office, "list", f"?when=seven&officer={office.people['ines']}")))


@pytest.mark.parametrize("days", ["30", "90", "180", "7", "x"])
def test_articles_are_looked_at_over_a_window(office: Office, days: str) -> None:
    office.case("screening", on=date(2027, 1, 4))
    who = office.at("nyambura").go(f"/clocks/articles?days={days}")
    assert (who.status, "Clocks that closed since" in who.text) == (200, True)


def test_what_runs_late_leads_to_its_clocks(office: Office) -> None:
    office.case("screening", on=date(2027, 1, 4))
    who = office.at("nyambura").go("/clocks/articles")
    href, number = re.search(r'href="(/clocks/list\?when=overdue[^"]+)" aria-label="[^"]*: (\d+)"', who.page).groups()  # type: ignore[union-attr]
    who.go(href.replace("&amp;", "&"))
    assert len(re.findall(r'<th scope="row"', who.page)) == int(number)


def test_the_watch_says_when_it_runs_next(office: Office, now: Now) -> None:
    watched(office, now, ago=timedelta(seconds=0))
    text = office.at("nyambura").go("/clocks").text
    assert "The watch last ran 3 March 2027, 10:00. It runs next 3 March 2027, 10:01." in text


def test_a_case_that_the_watch_could_not_work_is_named(office: Office, now: Now) -> None:
    reference = office.case("screening", on=date(2027, 1, 4))
    troubles = [f"{office.key_of(reference)}: KeyError: 'x'", "nonsense"]
    with UnitOfWork(office.database) as uow:
        note(uow.session, "watch", {"ran_at": now.at.isoformat(), "troubles": troubles}, at=now.at)
        uow.commit()
    assert f"Cases that the watch could not work: {reference} ." in office.at("nyambura").go("/clocks").text


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
