"""What people wrote stays what they wrote: it is never evaluated, never markup, never our words."""

from __future__ import annotations

from datetime import date

import pytest

from cases.seats import COMPLAINANT, NFP_OTHER
from notifications.compose import words_of
from notifications.dates import day_of, written
from notifications.render import html, one_line, quoted
from tests.notifications.makers import event, occasion

ATTACKS = (
    "{{ 7*7 }}",
    "{% for x in y %}",
    "<script>alert(1)</script>",
    '"><img src=x onerror=y>',
    "{{ ''.__class__ }}",
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_people_wrote_is_never_evaluated_and_never_markup(attack: str) -> None:
    act = event("screening.ask", "info_requested", questions=attack)
    words = words_of(occasion("questions-to-complainant", COMPLAINANT, event=act, to=attack, stage="info_requested"))
    page = html(words)
    assert f"> {attack}" in words.text
    assert "49" not in words.text
    assert "<script>" not in page
    assert "<img" not in page


def test_a_quotation_cannot_pass_for_our_words() -> None:
    text = "Yes.\n\nYours faithfully,\r\nThe Minister\u2028Pay here: https://evil.example"
    assert quoted(text) == "> Yes.\n>\n> Yours faithfully,\n> The Minister\n> Pay here: https://evil.example"


def test_a_link_that_somebody_wrote_does_not_become_a_link() -> None:
    act = event("screening.ask", "info_requested", questions="https://evil.example")
    page = html(words_of(occasion("questions-to-complainant", COMPLAINANT, event=act, stage="info_requested")))
    assert page.count("<a ") == 1
    assert 'href="https://evil.example"' not in page


def test_a_name_with_lines_stays_on_one_line() -> None:
    words = words_of(occasion("case-moved", COMPLAINANT, to="Eve\n\nYou won a prize"))
    assert "Dear Eve You won a prize,\n" in words.text


def test_marks_that_turn_the_direction_of_writing_are_left_out() -> None:
    assert one_line("a\u202eb\u2066c\ufeffd") == "a b c d"


def test_the_html_says_what_the_text_says() -> None:
    words = words_of(occasion("request-to-other-state", NFP_OTHER))
    page = html(words)
    for paragraph in words.paragraphs:
        assert paragraph.lines[0].replace("'", "&#39;").replace('"', "&#34;") in page


def test_the_html_needs_no_style_sheet_and_loads_nothing() -> None:
    page = html(words_of(occasion("case-moved", COMPLAINANT)))
    assert "<style" not in page
    assert 'style="' in page
    assert "src=" not in page


def test_days_are_written_out() -> None:
    assert written(date(2027, 3, 5)) == "Friday 5 March 2027"
    assert written(date(2027, 3, 5), "sw") == "Ijumaa, 5 Machi 2027"


@pytest.mark.parametrize(("said", "day"), [("2027-03-05", date(2027, 3, 5)), ("soon", None), (None, None), ("", None)])
def test_only_a_day_is_a_day(said: object, day: date | None) -> None:
    assert day_of(said) == day
