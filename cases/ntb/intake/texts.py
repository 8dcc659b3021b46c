"""Text as people send it, and the refusal of one answer."""

from __future__ import annotations

import unicodedata

from cases.history import Value
from cases.ntb.wording import N_, Sentence

_SPACES = dict.fromkeys((0x00A0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
_BREAKS = dict.fromkeys((0x000B, 0x000C, 0x0085, 0x2028, 0x2029), "\n")
_UNSEEN = dict.fromkeys((0x00AD, 0x200B, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0xFFF9, 0xFFFC)), "")
_PASTED = {**_SPACES, **_BREAKS, **_UNSEEN}
"""What comes along when text is pasted from a page or a letter: spaces that do not break, breaks of other systems,
marks that nobody sees, and marks that turn what follows around. Joiners and direction marks, which scripts and emoji
need, stay."""


class WrongAnswer(Exception):
    """A sentence about one field."""

    def __init__(self, message: str, **values: object) -> None:
        self.sentence = Sentence(message, **values)
        super().__init__(self.sentence)


def clean(text: str, *, lines: bool = False) -> str:
    """The text without what cannot be seen; words of all scripts, quotation marks and emoji stay as they are."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_PASTED)
    if not lines:
        text = text.replace("\n", " ").replace("\t", " ")
    kept = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return kept.strip()


def plain(answer: object, *, lines: bool = False) -> str:
    """The answer as clean text; a `WrongAnswer` when it is not text at all."""
    if not isinstance(answer, str):
        raise WrongAnswer(N_("Write this as text."))
    return clean(answer, lines=lines)


def storable(value: Value) -> Value:
    """The same, without the two kinds of characters that a database cannot keep: the null and halves of pairs."""
    if isinstance(value, str):
        return "".join(c for c in value if c != "\0" and unicodedata.category(c) != "Cs")
    if isinstance(value, list):
        return [storable(each) for each in value]
    if isinstance(value, dict):
        return {str(storable(key)): storable(each) for key, each in value.items()}
    return value
