"""Notes on the page of a case: who is named is told, once; what was typed is kept."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from cases.models import CaseNote, OutboxRow
from cases.store import UnitOfWork
from tests.api.pages.office import Office


def texts(office: Office) -> list[str]:
    with UnitOfWork(office.database) as uow:
        return [note.text for note in uow.session.execute(select(CaseNote).order_by(CaseNote.id)).scalars()]  # type: ignore[arg-type]


def told(office: Office) -> list[int | None]:
    with UnitOfWork(office.database) as uow:
        wanted = select(OutboxRow).where(OutboxRow.letter == "mentioned").order_by(OutboxRow.id)  # type: ignore[arg-type]
        return [row.account_id for row in uow.session.execute(wanted).scalars()]


def test_a_colleague_who_is_named_is_told(office: Office) -> None:
    reference = office.case()
    who = office.at("ines").go(f"/cases/{reference}")
    who.send(f"/cases/{reference}/notes", note="@otto please call TBS.")
    assert "A letter tells Otto Barasa." in who.text
    assert told(office) == [office.people["otto"]]


def test_a_colleague_who_is_ticked_is_told(office: Office) -> None:
    reference = office.case()
    who = office.at("ines").go(f"/cases/{reference}")
    who.send(f"/cases/{reference}/notes", note="Please call TBS.", tell=str(office.people["kamau"]))
    assert "A letter tells Kamau Mwangi." in who.text


def test_a_name_that_nobody_has_is_told_and_the_note_is_kept(office: Office) -> None:
    reference = office.case()
    who = office.at("ines").go(f"/cases/{reference}")
    who.send(f"/cases/{reference}/notes", note="@otot please call TBS.")
    assert "Nobody who reads cases is called @otot: nobody was told." in who.text
    assert texts(office) == ["@otot please call TBS."]


def test_who_was_named_sees_it_marked_once(office: Office) -> None:
    reference = office.case()
    office.at("ines").go(f"/cases/{reference}").send(f"/cases/{reference}/notes", note="@otto please call.")
    otto = office.at("otto")
    assert "You are named, new to you" in otto.go(f"/cases/{reference}").text
    assert "You are named, new to you" not in otto.go(f"/cases/{reference}").text


def test_a_note_sent_twice_is_kept_once(office: Office) -> None:
    reference = office.case()
    who = office.at("ines").go(f"/cases/{reference}")
    form = {**who.hidden(f"/cases/{reference}/notes"), "note": "@otto please call."}
    for _ in range(2):
        assert "A letter tells Otto Barasa." in who.post(f"/cases/{reference}/notes", form).text
    assert (texts(office), told(office)) == (["@otto please call."], [office.people["otto"]])


def test_a_note_that_is_too_long_is_kept_in_the_form(office: Office) -> None:
    reference = office.case()
    who = office.at("ines").go(f"/cases/{reference}")
    who.send(f"/cases/{reference}/notes", note="a" * 10_000, tell=str(office.people["kamau"]))
    assert (who.status, "Write at most 5,000 characters; you wrote 10,000." in who.text) == (422, True)
    assert "a" * 10_000 in who.page
    assert 'value="{}" checked'.format(office.people["kamau"]) in who.page


@pytest.mark.parametrize(
    "text", ["السلام عليكم", "🐐 mbuzi", "O'Brien & Sons <b>", "“pasted”\u00a0text\u200b", "a\r\nb"]
)
def test_a_note_comes_back_as_it_was_typed(office: Office, text: str) -> None:
    reference = office.case()
    who = office.at("ines").go(f"/cases/{reference}").send(f"/cases/{reference}/notes", note=text)
    assert who.status == 200
    assert texts(office) == [text.replace("\r\n", "\n")]
    assert " ".join(text.split()) in who.text or "<b>" in text
    assert "<b>" not in who.page.partition('id="notes"')[2].partition("</section>")[0]
