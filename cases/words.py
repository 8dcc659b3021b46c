"""Texts for people stand in English in the code, ready for the translator.

A `Sentence` is an English text that still knows its message and its values, so that a page can say it in another
language: the message is translated, sentences among the values too, and days are written as that language writes them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

Form: TypeAlias = Literal["long", "plain", "month"]
Translate: TypeAlias = Callable[[str], str]
WriteDay: TypeAlias = Callable[[date, Form], str]


def N_(message: str) -> str:
    """Marks a text for extraction by gettext; whoever shows it translates it."""
    return message


@dataclass(frozen=True, slots=True)
class Day:
    """A day among the values of a sentence, written without its weekday (`plain`), or as its month and year alone."""

    day: date
    form: Form = "plain"


class Sentence(str):
    """An English sentence that still knows its message and its values.

    Values are texts that stay as they are, numbers, days (written out with their weekday, unless a `Day` says
    otherwise), other sentences, and several of these: a tuple is parted by semicolons, a list by commas. Without values
    the message is the text; a sentence made of a sentence is the same one.
    """

    __slots__ = ("message", "values")

    message: str
    values: dict[str, object]

    def __new__(cls, message: str, **values: object) -> Sentence:
        if isinstance(message, Sentence) and not values:
            return message
        sentence = super().__new__(cls, _told(message, values, str, written))
        sentence.message = message
        sentence.values = values
        return sentence

    def told(self, translate: Translate, write: WriteDay) -> str:
        """The sentence in another language: who translates a message, and how a day is written there."""
        return _told(self.message, self.values, translate, write)


def _told(message: str, values: dict[str, object], translate: Translate, write: WriteDay) -> str:
    text = translate(message) if message else ""
    return text % {key: _value(value, translate, write) for key, value in values.items()} if values else text


def _value(value: object, translate: Translate, write: WriteDay) -> object:
    match value:
        case Sentence():
            return value.told(translate, write)
        case date():
            return write(value, "long")
        case Day():
            return write(value.day, value.form)
        case tuple() | list():
            parting = "; " if isinstance(value, tuple) else ", "
            return parting.join(str(_value(each, translate, write)) for each in value)
    return value


def written(day: date, form: Form = "plain") -> str:
    """A day in English: 7 July 2000; long Friday 7 July 2000; as a month July 2000."""
    month = f"{day:%B %Y}"
    return month if form == "month" else f"{day:%A} {day.day} {month}" if form == "long" else f"{day.day} {month}"


def listed(words: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""
