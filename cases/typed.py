"""What people type or paste, made fit to be kept: no database, hash or letter takes a NUL or half a character.

Letters of all scripts stay, with the marks that join them; spaces of all kinds become the plain one; what cannot be
seen is dropped, and with it the marks that turn the direction of a line.
"""

from __future__ import annotations

_JOINS = "\u200c\u200d\u200e\u200f"
"""Marks without which some scripts cannot be written."""


def written(text: str) -> str:
    """A text of several lines, its ends of line made one kind, without blanks around it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(_kept(character) for character in lines).strip()


def in_a_line(text: str) -> str:
    """A text of one line: a name, a title, a reason of few words."""
    return " ".join(written(text).split())


def _kept(character: str) -> str:
    if character.isprintable() or character in "\n\t" or character in _JOINS:
        return character
    return " " if character.isspace() else ""
