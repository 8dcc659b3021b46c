"""Words as they are looked for: without case, accents or marks, so that both databases cut and compare them alike.

Every sign that is neither a letter nor a number parts words; a picture is a word of its own. An apostrophe inside a
word joins: *ng'ombe* is found as it is written, as *ngombe*, and by its parts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LONGEST_WORD = 60
MOST_ASKED = 16
"""Words of a question that count; what follows them is not looked for."""
SHORTEST_BEGINNING = 2
"""From this length on the last word of a question may be the beginning of a word."""

_JOINED = re.compile(r"(?<=[^\W_])['’‘ʼʻ`´＇](?=[^\W_])")


class _Signs(dict[int, str | None]):
    """What becomes of each character of a text that was taken apart: kept, dropped, or a gap. Filled as they occur."""

    def __missing__(self, code: int) -> str | None:
        self[code] = kept = _sign(chr(code))
        return kept


def _sign(character: str) -> str | None:
    category = unicodedata.category(character)
    if category[0] in "LN" or category in ("Mc", "Co"):
        return character
    if category in ("Mn", "Me", "Cf"):
        return None
    return f" {character} " if category == "So" else " "


_SIGNS = _Signs()


def _cut(text: str) -> list[str]:
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return [word[:LONGEST_WORD] for word in apart.translate(_SIGNS).split()]


def words_asked(text: str) -> list[str]:
    """The words of a question, each once, in the order in which they were typed."""
    joined = _JOINED.sub("", unicodedata.normalize("NFC", text))
    return list(dict.fromkeys(_cut(joined)))[:MOST_ASKED]


def words_of(text: str) -> list[str]:
    """The words under which a text is found; one with an apostrophe inside comes whole and in its parts."""
    composed = unicodedata.normalize("NFC", text)
    joined = _JOINED.sub("", composed)
    return _cut(joined) + (_cut(composed) if joined != composed else [])


def distinct(texts: Iterable[str], *, most: int) -> str:
    """The words of some texts, each once and in order, with a blank between; at most so many bytes."""
    kept = list(dict.fromkeys(word for text in texts for word in words_of(text)))
    line = " ".join(kept)
    if len(line.encode()) <= most:
        return line
    return line.encode()[:most].decode(errors="ignore").rpartition(" ")[0]


def is_asked(word: str, asked: list[str]) -> bool:
    """Whether a word of a text answers a question: it is one of its words, or begins with the last of them."""
    last = asked[-1] if asked else ""
    return word in asked or (len(last) >= SHORTEST_BEGINNING and word.startswith(last))
