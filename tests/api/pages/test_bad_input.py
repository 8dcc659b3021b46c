"""What people really send: a long paste, other scripts, apostrophes, twice, from two tabs. Nothing lost or doubled."""

from __future__ import annotations

import pytest

from cases.store import UnitOfWork
from tests.api.pages.office import Office, press, shown
from tests.api.pages.visitor import Visitor

TEXTS = {
    "long": "The officers at Namanga asked for a paper. " * 230, "arabic": "السلام عليكم (مرحبا) 123",
    "emoji": "🐐🇰🇪 mbuzi 👩🏽‍🌾", "apostrophe": "O'Brien & Sons' \"milk\" <b>bold</b> {{ 7 * 7 }}",
    "formatting": "one\r\n\r\n• two\u00a0three\u2028four\ttab",
}  # fmt: skip


def asked(office: Office, text: str) -> tuple[Visitor, str, str]:
    """The look ahead of questions with this text."""
    reference = office.case("screening")
    action = f"/cases/{reference}/actions/ask"
    return press(office.at("ines").go(action), action, "preview", {"questions": text}), action, reference


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_what_was_typed_is_recorded_as_it_is(office: Office, text: str) -> None:
    who, action, reference = asked(office, text)
    assert who.status == 200
    press(who, action, "confirm")
    with UnitOfWork(office.database) as uow:
        kept = str(uow.history(uow.case(reference).id)[-1].data["questions"])
    assert kept.split() == text.split()
    assert "<b>bold" not in who.page


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_going_back_to_change_something_keeps_what_was_typed(office: Office, text: str) -> None:
    who, action, _reference = asked(office, text)
    press(who, action, "edit")
    assert str(shown(who.page, action)["questions"][0]).split() == text.split()


def test_two_tabs_of_one_person_take_one_act(office: Office) -> None:
    reference = office.case("screening")
    action = f"/cases/{reference}/actions/ask"
    first, second = office.at("ines").go(action), office.at("ines").go(action)
    press(press(first, action, "preview", {"questions": "How many?"}), action, "confirm")
    press(second, action, "preview", {"questions": "How much?"})
    assert (second.status, "How much?" in second.text) == (409, True)
    assert office.events(reference) == ["screening.open", "screening.ask"]


def test_reloading_what_followed_a_confirmation_repeats_nothing(office: Office) -> None:
    who, action, reference = asked(office, "How many?")
    press(who, action, "confirm")
    assert who.path == f"/cases/{reference}"
    who.go(who.path)
    assert office.events(reference) == ["screening.open", "screening.ask"]


def test_the_back_button_after_a_confirmation_gives_the_same_confirmation(office: Office) -> None:
    who, action, reference = asked(office, "How many?")
    form = {**shown(who.page, action), "step": "confirm"}
    who.post(action, form)
    assert "Recorded: Ask the complainant." in who.post(action, form).text
    assert office.events(reference) == ["screening.open", "screening.ask"]


@pytest.mark.parametrize("officer", ["me", "none", "999999", "abc", "²", "-1"])
def test_a_strange_choice_of_officer_breaks_nothing(office: Office, officer: str) -> None:
    reference = office.case()
    who = office.at("ines").go(f"/cases/{reference}")
    assert who.send(f"/cases/{reference}/officer", officer=officer).status == 200


def test_a_reference_typed_carelessly_is_understood(office: Office) -> None:
    one, other = office.case(), office.case()
    answers = {"reference": f"  {other.lower()} ", "relation": "same_measure", "reason": "O'Brien's lorry"}
    who = office.at("ines").go(f"/cases/{one}/links").send(f"/cases/{one}/links", **answers)
    assert f"Tied to {other}." in who.text
    assert "O'Brien's lorry" in who.text
