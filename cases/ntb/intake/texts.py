"""Text as people send it, and the refusal of one answer."""

from __future__ import annotations

import unicodedata

from cases.ntb.wording import N_, Sentence


class WrongAnswer(Exception):
    """A sentence about one field."""

    def __init__(self, message: str, **values: object) -> None:
        self.sentence = Sentence(message, **values)
        super().__init__(self.sentence)


def clean(text: str, *, lines: bool = False) -> str:
    """The text without control characters and lone surrogates; all scripts, directions and emoji stay as they are."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not lines:
        text = text.replace("\n", " ").replace("\t", " ")
    kept = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return kept.strip()


def plain(answer: object, *, lines: bool = False) -> str:
    """The answer as clean text; a `WrongAnswer` when it is not text at all."""
    if not isinstance(answer, str):
        raise WrongAnswer(N_("Write this as text."))
    return clean(answer, lines=lines)
