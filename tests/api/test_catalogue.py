"""The catalogue of Kiswahili: up to date with the code, complete, and faithful to what is filled in."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from babel.messages.catalog import Catalog, Message

from api import i18n
from api.catalogs import as_file, is_translated, kept, path_of, refreshed
from api.review import AREAS, AWAITING, LIST, area_of, review_list, state_of
from notifications.phrases import phrases

FILLED_IN = re.compile(r"%\(\w+\)[a-z]|%%|\{\w*\}")
MARKUP = re.compile(r"</?[a-z][^>]*>|&\w+;")


def pairs(text: Message) -> list[tuple[str, str]]:
    """Each form of the text in English with its Kiswahili."""
    if isinstance(text.id, str):
        return [(text.id, str(text.string))]
    return list(zip(text.id, text.string or (), strict=True))


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    return kept("sw")


@pytest.fixture(scope="module")
def texts(catalogue: Catalog) -> list[Message]:
    return [each for each in catalogue if each.id]


def test_the_catalogue_is_what_the_code_says() -> None:
    assert path_of("sw").read_bytes() == as_file(refreshed(kept("sw"))), "Run python -m api.catalogs, then translate."


def test_every_text_is_translated(texts: list[Message]) -> None:
    assert [each.id for each in texts if not is_translated(each.string) or each.fuzzy] == []


def test_what_is_filled_in_is_the_same_on_both_sides(texts: list[Message]) -> None:
    for each in texts:
        for english, ours in pairs(each):
            assert set(FILLED_IN.findall(english)) == set(FILLED_IN.findall(ours)), english


def test_no_markup_is_lost_or_added(texts: list[Message]) -> None:
    for each in texts:
        for english, ours in pairs(each):
            assert Counter(MARKUP.findall(english)) == Counter(MARKUP.findall(ours)), english


def test_a_sentence_stays_a_sentence_and_a_label_a_label(texts: list[Message]) -> None:
    for each in texts:
        for english, ours in pairs(each):
            assert english.endswith((".", ":")) == ours.endswith((".", ":")), english


def test_the_spaces_around_a_text_stay(texts: list[Message]) -> None:
    for each in texts:
        for english, ours in pairs(each):
            assert (english[:1].isspace(), english[-1:].isspace()) == (ours[:1].isspace(), ours[-1:].isspace()), english


def test_pages_and_letters_use_the_same_words(catalogue: Catalog) -> None:
    shared = {english: ours for english, ours in phrases("sw").items() if english in catalogue}
    assert {english: catalogue[english].string for english in shared} == shared


def test_the_head_of_the_catalogue_claims_no_review() -> None:
    head = path_of("sw").read_text(encoding="utf-8").partition("msgid")[0]
    assert "awaits review by a speaker of the language" in head


def test_a_text_of_a_page_is_said_in_kiswahili() -> None:
    i18n.use("sw")
    try:
        assert i18n.say("Your reference") == "Namba yako ya rejea"
    finally:
        i18n.use("en")


def test_the_list_of_texts_to_review_is_up_to_date() -> None:
    assert LIST.read_text(encoding="utf-8") == review_list(), "Run python -m api.review."


def test_a_text_awaits_review_until_a_reviewer_says_so() -> None:
    assert state_of(Message("Yes", "Ndiyo")) == AWAITING
    assert state_of(Message("Yes", "Ndiyo", user_comments=["Short."])) == AWAITING
    assert state_of(Message("Yes", "Ndiyo", user_comments=["reviewed: A. Reader, 3 May 2027"])).endswith("3 May 2027")


def test_a_review_is_kept_when_the_catalogue_is_refreshed() -> None:
    read = kept("sw")
    read["Your reference"].user_comments = ["reviewed: A. Reader, 3 May 2027"]
    assert state_of(refreshed(read)["Your reference"]).startswith("reviewed:")


def test_a_text_of_several_places_is_reviewed_with_the_exporters_pages() -> None:
    both = Message("Name", locations=[("api/templates/officer/parties.html", 0), ("cases/ntb/intake/table.py", 0)])
    assert area_of(both) is AREAS[0]
