"""A session that ended in mid-form: what was typed is shown, kept through the sign-in, given back; nothing is done."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from tests.api.pages.office import PASSWORD, Office, press, shown
from tests.api.pages.visitor import Visitor

QUESTION = "Which certificate did O'Brien's \"officers\" at Namanga ask for?\r\nالسلام 🐐 <b>"


def filled(office: Office, path: str, field: str, text: str, **more: str) -> tuple[Visitor, dict[str, Any]]:
    """Somebody who opened a form and filled it in, and whose session then ended."""
    who = office.at("ines").go(path)
    action = path.partition("#")[0]
    form = {**shown(who.page, action), field: text, **more}
    who.client.cookies.clear()
    return who, form


def signed_in(who: Visitor, password: str = PASSWORD) -> Visitor:
    return who.post("/sign-in", {**hidden(who.page), "username": "ines", "password": password})


def hidden(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return {name: unescape(value) for name, value in found}


def test_an_action_comes_back_filled_in_and_is_not_taken(office: Office) -> None:
    reference = office.case("screening")
    action = f"/cases/{reference}/actions/ask"
    who, form = filled(office, action, "questions", QUESTION, step="preview")
    who.post(action, form)
    assert (who.status, "nothing of what you typed is lost" in who.text) == (403, True)
    assert "Which certificate did O'Brien's" in who.text
    signed_in(who)
    assert (who.path, shown(who.page, action)["questions"]) == (action, [QUESTION])
    assert "You are signed in again. Nothing was recorded" in who.text
    press(press(who, action, "preview"), action, "confirm")
    assert office.events(reference) == ["screening.open", "screening.ask"]


def test_a_confirmation_without_a_session_is_not_carried_out_after_it(office: Office) -> None:
    reference = office.case("screening")
    action = f"/cases/{reference}/actions/ask"
    who = press(office.at("ines").go(action), action, "preview", {"questions": QUESTION})
    form = {**shown(who.page, action), "step": "confirm"}
    who.client.cookies.clear()
    signed_in(who.post(action, form))
    assert office.events(reference) == ["screening.open"]
    assert QUESTION in shown(who.page, action)["questions"]


def test_a_wrong_password_loses_nothing(office: Office) -> None:
    reference = office.case("screening")
    action = f"/cases/{reference}/actions/ask"
    who, form = filled(office, action, "questions", QUESTION)
    signed_in(who.post(action, form), password="wrong")
    assert who.status == 422
    assert shown(signed_in(who).page, action)["questions"] == [QUESTION]


def test_a_note_comes_back_and_is_not_added_by_itself(office: Office) -> None:
    reference = office.case()
    action = f"/cases/{reference}/notes"
    who, form = filled(office, action, "note", "Call TBS on Monday.")
    signed_in(who.post(action, form))
    assert shown(who.page, action)["note"] == ["Call TBS on Monday."]
    assert "No note yet." in who.go(f"/cases/{reference}").text
    who.go(action).send(action, note="Call TBS on Monday.")
    assert "Call TBS on Monday." in who.text


def test_what_was_sent_is_not_given_back_again(office: Office) -> None:
    reference = office.case()
    action = f"/cases/{reference}/notes"
    who, form = filled(office, action, "note", "Call TBS on Monday.")
    signed_in(who.post(action, form)).send(action, note="Call TBS on Monday.")
    assert shown(who.go(action).page, action)["note"] == [""]


def test_reloading_the_form_that_came_back_keeps_it(office: Office) -> None:
    reference = office.case()
    action = f"/cases/{reference}/notes"
    who, form = filled(office, action, "note", "Call TBS on Monday.")
    signed_in(who.post(action, form))
    assert shown(who.go(action).page, action)["note"] == ["Call TBS on Monday."]


def test_an_upload_keeps_its_title_and_asks_for_the_file_again(office: Office) -> None:
    reference = office.case()
    action = f"/cases/{reference}/documents"
    who, form = filled(office, action, "title", "The minute of Monday")
    who.post(action, form, files={"attachments": ("note.pdf", b"%PDF-1.7\nx", "application/pdf")})
    assert "Files have to be chosen again." in who.text
    signed_in(who)
    assert (who.path, 'value="The minute of Monday"' in who.page) == (action, True)


def test_a_tie_comes_back_filled_in(office: Office) -> None:
    one, other = office.case(), office.case()
    action = f"/cases/{one}/links"
    who, form = filled(office, action, "reason", "One lorry.", reference=other, relation="same_measure")
    signed_in(who.post(action, form))
    assert shown(who.page, action)["reason"] == ["One lorry."]
    assert shown(who.page, action)["reference"] == [other]


def test_a_correction_comes_back_filled_in(office: Office) -> None:
    reference = office.case("screening")
    action = f"/cases/{reference}/entries/1/correct"
    who, form = filled(office, action, "reason", "It came a day earlier.")
    signed_in(who.post(action, form))
    assert shown(who.page, action)["reason"] == ["It came a day earlier."]


def test_a_form_of_another_page_is_sent_by_hand(office: Office) -> None:
    reference = office.case()
    who = office.at("ines").go(f"/cases/{reference}")
    form = {**who.hidden(f"/cases/{reference}/officer"), "officer": str(office.people["otto"])}
    who.client.cookies.clear()
    signed_in(who.post(f"/cases/{reference}/officer", form))
    assert (who.path, "Send it now" in who.text) == ("/kept", True)
    who.post(f"/cases/{reference}/officer", hidden(who.page))
    assert "Otto Barasa has this case now." in who.text


def test_a_form_of_a_session_that_was_replaced_comes_back_filled_in(office: Office) -> None:
    reference = office.case()
    action = f"/cases/{reference}/notes"
    _who, form = filled(office, action, "note", "Call TBS on Monday.")
    other = office.at("ines")
    other.go("/cases").post(action, form)
    assert shown(other.page, action)["note"] == ["Call TBS on Monday."]
    assert "No note yet." in other.go(f"/cases/{reference}").text


def test_a_text_that_is_too_long_to_carry_is_shown_for_copying(office: Office) -> None:
    reference = office.case()
    action = f"/cases/{reference}/notes"
    who, form = filled(office, action, "note", "x" * 250_000)
    who.post(action, form)
    assert ("copy it from here" in who.text, "x" * 250_000 in who.page) == (True, True)
    assert [name for name in hidden(who.page) if name.startswith("kept.")] == []


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_form_from_elsewhere_is_not_kept(office: Office, site: str) -> None:
    reference = office.case()
    who = office.stranger()
    who.post(f"/cases/{reference}/notes", {"note": "Sign in here please"}, **{"Sec-Fetch-Site": site})
    assert (who.path.partition("?")[0], "Sign in here please" in who.text) == ("/sign-in", False)


def test_the_page_of_what_was_typed_is_empty_without(office: Office) -> None:
    assert office.at("ines").go("/kept").path == "/cases"


def test_who_comes_back_late_sees_what_others_did_meanwhile(office: Office) -> None:
    reference = office.case("screening")
    action = f"/cases/{reference}/actions/ask"
    who, form = filled(office, action, "questions", QUESTION)
    other = f"/cases/{reference}/actions/tell_complainant"
    first = office.at("nyambura").go(other)
    press(press(first, other, "preview", {"message": "We are on it, as of this week."}), other, "confirm")
    signed_in(who.post(action, form))
    assert "What the case is now" in who.text
    press(who, action, "edit")
    assert shown(who.page, action)["questions"] == [QUESTION]
