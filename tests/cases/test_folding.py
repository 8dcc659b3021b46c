"""Words as they are looked for: without case, accents and marks; cut alike whoever wrote them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.folding import LONGEST_WORD, MOST_ASKED, distinct, is_asked, words_asked, words_of


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Café Münster", ["cafe", "munster"]),
        ("STRASSE Straße", ["strasse"]),
        ("ng'ombe", ["ngombe"]),
        ("ng’ombe", ["ngombe"]),
        ("Covid-19", ["covid", "19"]),
        ("KE-NTB-2027-00001-K", ["ke", "ntb", "2027", "00001", "k"]),
        ("a AND b OR (c* NOT \"d\") 'e' & f | !g:*", ["a", "and", "b", "or", "c", "not", "d", "e", "f", "g"]),
        ("🍵 chai", ["🍵", "chai"]),
        ("chai🍵", ["chai", "🍵"]),
        ("👩🏽‍🌾", ["👩", "🌾"]),
        ("مَدْرَسَة", ["مدرسة"]),
        ("שָׁלוֹם", ["שלום"]),
        ("½ kg", ["1", "2", "kg"]),
        ("a\x00b", ["a", "b"]),
        ("… – !? \t\n", []),
    ],
)
def test_words_as_typed_are_folded_and_cut(typed: str, words: list[str]) -> None:
    assert words_asked(typed) == words


def test_a_word_with_an_apostrophe_is_found_whole_and_in_its_parts() -> None:
    assert set(words_of("ng'ombe wa mkulima")) == {"ngombe", "ng", "ombe", "wa", "mkulima"}


def test_composed_and_taken_apart_letters_are_the_same() -> None:
    text = "Ngũgĩ wa Thiong'o"
    assert words_of(unicodedata.normalize("NFD", text)) == words_of(unicodedata.normalize("NFC", text))


def test_a_question_counts_so_many_words_and_no_more() -> None:
    assert len(words_asked(" ".join(f"word{n}" for n in range(100)))) == MOST_ASKED


def test_a_word_that_never_ends_is_cut() -> None:
    assert words_asked("x" * 10_000) == ["x" * LONGEST_WORD]


def test_words_are_kept_once_and_within_their_bytes() -> None:
    assert distinct(["Tea tea", "Chai TEA"], most=100) == "tea chai"
    assert distinct(["one two three"], most=9) == "one two"
    assert len(distinct(["ж" * 20 + f" {n}" for n in range(500)], most=1_000).encode()) <= 1_000


@pytest.mark.parametrize(
    ("word", "asked", "answer"),
    [("tea", ["tea", "sugar"], True), ("sugarcane", ["tea", "sugar"], True), ("teapot", ["tea", "sugar"], False),
     ("ab", ["a"], False), ("tea", [], False)],
)  # fmt: skip
def test_the_last_word_may_be_a_beginning(word: str, asked: list[str], answer: bool) -> None:
    assert is_asked(word, asked) is answer


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    once = words_of(text)
    assert [again for word in once for again in words_of(word)] == once


@given(st.text())
def test_no_word_holds_a_sign_that_a_database_could_read(text: str) -> None:
    assert not set("".join(words_of(text))) & set("'\"\\:&|!()*<>- \x00")
