"""A form of one's own case whose session had ended: what was typed is kept, the code leads back, nothing is done."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import select

from cases.models import EventRow
from cases.store import Database
from tests.api.pages.office import shown
from tests.api.pages.reporter import PDF, another, fill, follow, officer, secret, send
from tests.api.pages.visitor import Visitor

ANSWER = "Certificate KE 123, O'Brien's “copy”.\r\nالسلام 🐐 <b>"
FORM = "/track/case/answer"


@pytest.fixture
def sent(amina: Visitor, sqlite: Database) -> str:
    """The reference of a complaint to which we put a question."""
    reference = send(fill(amina), sqlite)
    officer(sqlite, "take_up")
    officer(sqlite, "ask", questions="Which certificate number?")
    return reference


def ended(amina: Visitor, text: str = ANSWER, path: str = FORM, files: Any = None) -> Visitor:
    """The form filled in and sent, after the session had ended."""
    form = {**shown(amina.go(path).page, path), "answers": text}
    amina.client.cookies.clear()
    return amina.post(path, form, files=files)


def with_code(amina: Visitor, database: Database) -> Visitor:
    amina.send("/track", reference=shown(amina.page, "/track")["reference"])
    return amina.send("/track/code", code=secret(database, "tracking-code"))


def acts(database: Database) -> int:
    with database.read() as session:
        return len(session.exec(select(EventRow.seq)).all())


def test_an_answer_is_shown_and_leads_through_the_code_back_to_the_form(
    amina: Visitor, sqlite: Database, sent: str
) -> None:
    before = acts(sqlite)
    ended(amina)
    assert (amina.status, "Nothing was sent." in amina.text, "السلام 🐐 <b>" in amina.text) == (403, True, True)
    assert f'value="{sent}"' in amina.page
    with_code(amina, sqlite)
    assert (amina.path, shown(amina.page, FORM)["answers"]) == (FORM, [ANSWER])
    assert "Nothing was sent so far" in amina.text
    assert acts(sqlite) == before


def test_it_is_sent_by_a_fresh_press_and_then_not_given_back_again(amina: Visitor, sqlite: Database, sent: str) -> None:
    with_code(ended(amina), sqlite).send(FORM, files=[("files", ("c.pdf", PDF))], answers=ANSWER)
    assert amina.path == "/track/case"
    assert "An officer checks whether we can act on your complaint." in amina.text
    assert ANSWER not in amina.go("/track/case/withdraw").page


def test_the_code_page_says_that_it_is_kept(amina: Visitor, sqlite: Database, sent: str) -> None:
    assert "What you typed is kept until then." in ended(amina).send("/track", reference=sent).text


def test_a_wrong_code_loses_nothing(amina: Visitor, sqlite: Database, sent: str) -> None:
    ended(amina).send("/track", reference=sent).send("/track/code", code="000000")
    assert amina.status == 422
    amina.send("/track/code", code=secret(sqlite, "tracking-code"))
    assert shown(amina.page, FORM)["answers"] == [ANSWER]


def test_files_are_chosen_again(amina: Visitor, sent: str) -> None:
    assert "Files have to be chosen again." in ended(amina, files=[("files", ("c.pdf", PDF))]).text


def test_another_case_opened_in_the_same_browser_does_not_show_it(amina: Visitor, sqlite: Database, sent: str) -> None:
    other = send(fill(another(amina)), sqlite)
    follow(ended(amina), other, sqlite)
    assert (amina.path, other in amina.text) == ("/track/case", True)
    assert ANSWER.partition("\r")[0] not in amina.go("/track/case/withdraw").page


def test_a_form_without_the_mark_of_a_page_of_ours_is_not_kept(amina: Visitor, sqlite: Database, sent: str) -> None:
    amina.client.cookies.clear()
    amina.post(FORM, {"answers": "Sent from elsewhere.", "of_case": sent})
    assert (amina.status, "is kept" in amina.text) == (403, False)


def test_a_form_with_nothing_typed_leads_to_the_code_too(amina: Visitor, sent: str) -> None:
    ended(amina, text="")
    assert (amina.status, "Open it again with a code." in amina.text) == (403, True)
