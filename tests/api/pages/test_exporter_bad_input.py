"""What goes wrong on a telephone at a border: nothing is lost, doubled or mangled."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from cases.models import CaseFile, Document, Draft, Incident, Party
from cases.ntb.intake.fields import is_empty
from cases.store import Database
from tests.api.pages.reporter import EVENT, GOODS, PDF, YOU, another, count, fill, held, secret, send
from tests.api.pages.visitor import Visitor
from tests.conftest import Now

HERE = {"Origin": "http://testserver"}
LONG = "Refused. " * 1111 + "x"
RTL = "رُفضت شهادتنا في الحدود وطُلب منا فحص جديد لكل شحنة من الحليب \u200f(Namanga) 👩🏾\u200d🌾🚚"


def draft(database: Database) -> Draft:
    with database.read() as session:
        return session.exec(select(Draft)).one()


def said(database: Database) -> dict[str, Any]:
    """What was answered, without what was left empty."""
    return {key: value for key, value in draft(database).answers.items() if not is_empty(value)}


def window(who: Visitor, path: str) -> dict[str, Any]:
    """A window that is open on a page: what its form would send untouched."""
    return held(who.go(path).page, path)


# Two windows


def test_the_later_window_does_not_wipe_what_the_earlier_one_saved(amina: Visitor, sqlite: Database) -> None:
    fill(amina, "you")
    first, second = window(amina, "/report/goods"), window(amina, "/report/goods")
    amina.post("/report/goods", {**first, **GOODS, "do": "continue"})
    amina.post("/report/goods", {**second, **GOODS, "product_description": "Tea", "do": "continue"})
    assert amina.status == 409
    assert draft(sqlite).answers["product_description"] == "Long-life milk"
    assert "In the other window you saved: What are the goods? Long-life milk" in amina.text
    assert 'value="Tea"' in amina.page


def test_what_both_windows_say_alike_or_only_one_says_is_put_together(amina: Visitor, sqlite: Database) -> None:
    fill(amina, "you")
    first, second = window(amina, "/report/goods"), window(amina, "/report/goods")
    amina.post("/report/goods", {**first, **GOODS, "do": "continue"})
    amina.post("/report/goods", {**second, "goods_from": "KE", "do": "continue"})
    assert (amina.status, amina.path) == (200, "/report/place")
    kept = draft(sqlite).answers
    assert (kept["product_description"], kept["goods_from"]) == ("Long-life milk", "KE")


def test_the_person_decides_which_window_is_right(amina: Visitor, sqlite: Database) -> None:
    fill(amina, "you")
    first, second = window(amina, "/report/goods"), window(amina, "/report/goods")
    amina.post("/report/goods", {**first, **GOODS, "do": "continue"})
    amina.post("/report/goods", {**second, **GOODS, "product_description": "Tea", "do": "continue"})
    again = {**held(amina.page, "/report/goods"), "do": "continue"}
    amina.post("/report/goods", again)
    assert (amina.path, draft(sqlite).answers["product_description"]) == ("/report/place", "Tea")


def test_two_windows_on_different_pages_do_not_touch_each_other(amina: Visitor, sqlite: Database) -> None:
    fill(amina, "you", "goods", "place")
    event, goods = window(amina, "/report/event"), window(amina, "/report/goods")
    amina.post("/report/goods", {**goods, "product_description": "Tea", "do": "continue"})
    amina.post("/report/event", {**event, **EVENT, "do": "continue"})
    kept = draft(sqlite).answers
    assert (amina.path, kept["product_description"], kept["frequency"]) == (
        "/report/evidence", "Tea", "every_consignment",
    )  # fmt: skip


def test_a_file_chosen_in_a_disputed_window_is_kept(amina: Visitor, sqlite: Database) -> None:
    fill(amina, "you", "goods", "place", "event")
    first, second = window(amina, "/report/evidence"), window(amina, "/report/evidence")
    nothing = [("attachments", ("", b""))]
    amina.post("/report/evidence", {**first, "consignment_docs": "DEC 1", "do": "continue"}, files=nothing)
    photo = [("attachments", ("a.pdf", PDF))]
    amina.post("/report/evidence", {**second, "consignment_docs": "DEC 2", "do": "continue"}, files=photo)
    assert (amina.status, count(sqlite, Document)) == (409, 1)
    assert "a.pdf" in amina.text


# Back, double click, reload


def test_the_back_button_shows_what_was_saved_and_saving_it_again_changes_nothing(
    amina: Visitor, sqlite: Database
) -> None:
    fill(amina, "you", "goods")
    before = said(sqlite)
    amina.post("/report/goods", {**window(amina, "/report/goods"), "do": "continue"})
    assert (amina.path, said(sqlite)) == ("/report/place", before)


def test_the_same_page_sent_twice_is_no_dispute(amina: Visitor) -> None:
    fill(amina, "you")
    form = {**window(amina, "/report/goods"), **GOODS, "do": "continue"}
    for _ in range(2):
        amina.post("/report/goods", form)
        assert (amina.status, amina.path) == (200, "/report/place")


def test_reloading_the_confirmation_sends_nothing_again(amina: Visitor, sqlite: Database) -> None:
    number = send(fill(amina), sqlite)
    for _ in range(2):
        assert number in amina.go("/report/sent").text
    assert count(sqlite, CaseFile) == 1


def test_a_page_of_a_report_that_was_sent_meanwhile_says_so(amina: Visitor, sqlite: Database) -> None:
    fill(amina)
    form = {**window(amina, "/report/goods"), "do": "continue"}
    send(amina, sqlite)
    amina.post("/report/goods", form, **HERE)
    assert amina.status == 404
    assert "This report is no longer here: it was sent" in amina.text


# A session that ended


@pytest.mark.parametrize("topic", ["goods", "event"])
def test_what_was_typed_when_the_session_had_ended_is_saved_and_held(
    amina: Visitor, sqlite: Database, now: Now, topic: str
) -> None:
    fill(amina, "you")
    form = {**window(amina, f"/report/{topic}"), **GOODS, **EVENT, "do": "continue"}
    now.at += timedelta(hours=13)
    amina.post(f"/report/{topic}", form, **HERE)
    assert amina.status == 200
    assert ("Long-life milk" in amina.go("/report/goods").page) == (topic == "goods")
    assert ("asked for a new test" in amina.go("/report/event").page) == (topic == "event")


def test_wrong_answers_survive_the_end_of_the_session_too(amina: Visitor, now: Now) -> None:
    fill(amina, "you")
    form = {**window(amina, "/report/goods"), **GOODS, "hs_codes": "99x", "do": "continue"}
    now.at += timedelta(hours=13)
    amina.post("/report/goods", form, **HERE)
    assert 'value="99x"' in amina.page
    assert "“99x” is not an HS code." in amina.text


def test_a_report_is_sent_though_the_session_ended_before_the_code_was_entered(
    amina: Visitor, sqlite: Database, now: Now
) -> None:
    fill(amina).send("/report/send")
    form = {**amina.hidden("/report/code"), "code": secret(sqlite, "email-code")}
    other = another(amina)
    other.post("/report/code", form, **HERE)
    assert other.path == "/report/sent"
    assert count(sqlite, Draft) == 0


# What people paste


def event(who: Visitor, **changes: Any) -> Visitor:
    fill(who, "you", "goods", "place")
    return who.send("/report/event", do="continue", **{**EVENT, **changes})


def test_ten_thousand_characters_are_taken(amina: Visitor, sqlite: Database) -> None:
    text = (LONG + "y" * 10_000)[:10_000]
    event(amina, description=text)
    assert (amina.path, draft(sqlite).answers["description"]) == ("/report/evidence", text)


def test_one_more_is_refused_with_the_count_and_the_text_is_kept(amina: Visitor, sqlite: Database) -> None:
    text = (LONG + "y" * 10_001)[:10_001]
    event(amina, description=text)
    assert "Write at most 10,000 characters; you wrote 10,001." in amina.text
    assert text in amina.page
    assert draft(sqlite).answers["description"] == text


def test_line_breaks_of_a_browser_count_once(amina: Visitor) -> None:
    assert event(amina, description="line\r\n" * 1999 + "x").path == "/report/evidence"


@pytest.mark.parametrize(
    "text", [RTL, "“Quoted” – l'officier a dit: N’Djaména… " * 2, "<b>bold</b> & {{ 7*7 }} %s " * 3]
)
def test_words_of_every_script_stay_as_they_are(amina: Visitor, sqlite: Database, text: str) -> None:
    event(amina, description=text)
    assert draft(sqlite).answers["description"] == text.strip()
    assert text.strip() in " ".join(amina.go("/report/event").text.split())


@pytest.mark.parametrize("name", ["Wanjiku O'Brien", "N’Golo D'Souza", "Ng'ang'a"])
def test_a_name_with_an_apostrophe_goes_all_the_way(amina: Visitor, sqlite: Database, name: str) -> None:
    send(fill(amina, filer_name=name), sqlite)
    assert name in amina.go("/report/receipt").text
    with sqlite.read() as session:
        assert session.exec(select(Party)).one().name == name


def test_pasted_formatting_does_no_harm(amina: Visitor, sqlite: Database) -> None:
    fill(amina)
    amina.go("/report/you").send(
        "/report/you", do="continue", **{**YOU, "filer_name": "Amina\u00a0\tWanjiru\u200b\x00", "filer_email":
                                         "\ufeffamina@example.org\u200b "},
    )  # fmt: skip
    amina.go("/report/goods").send("/report/goods", do="continue", **{**GOODS, "hs_codes": "\u00a00401.\u200b20\u00a0"})
    send(amina, sqlite)
    with sqlite.read() as session:
        party, incident = session.exec(select(Party)).one(), session.exec(select(Incident)).one()
    assert (party.name, party.email, incident.hs_codes) == ("Amina  Wanjiru", "amina@example.org", ["040120"])


@pytest.mark.parametrize("text", ["\x00", "\x00" * 50, "\udcff", "\x1b[2J" * 20])
def test_what_cannot_be_kept_is_left_out(amina: Visitor, sqlite: Database, text: str) -> None:
    event(
        amina,
        description=f"The officers at Namanga refused our certificate of {text} milk today.".encode(
            "utf-8", "ignore"
        ).decode(),
    )
    assert amina.status == 200
    assert "\x00" not in draft(sqlite).answers["description"]
