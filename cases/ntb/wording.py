"""Sentences for people: English here, ready for the translator."""

from __future__ import annotations

from datetime import date

from cases.words import N_

__all__ = ["N_", "Sentence", "listed", "written"]


class Sentence(str):
    """An English sentence that still knows its message and its values: a page shows `_(message) % values`."""

    __slots__ = ("message", "values")

    message: str
    values: dict[str, object]

    def __new__(cls, message: str, **values: object) -> Sentence:
        sentence = super().__new__(cls, message % values if values else message)
        sentence.message = message
        sentence.values = values
        return sentence


def listed(words: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def written(day: date) -> str:
    """A day as people write it: 7 July 2000."""
    return f"{day.day} {day:%B %Y}"
