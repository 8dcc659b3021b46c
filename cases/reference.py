"""Reference numbers such as KE-NTB-2026-00042-K: series, year, number, and an ISO 7064 MOD 37-2 check character."""

from __future__ import annotations

import re

LONGEST_TYPED = 80
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*"
_SHAPE = re.compile("([A-Z]{2})([A-Z]{2,4})([0-9]{4})([0-9]{5,9})([0-9A-Z*])")
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u2212]+")
"""Spaces and every kind of dash: a text processor likes to change them."""


def check_character(stem: str) -> str:
    """The ISO 7064 MOD 37-2 check character over the letters and digits of the stem (hyphens do not count)."""
    rest = 0
    for character in stem.replace("-", ""):
        rest = (rest + _ALPHABET.index(character)) * 2 % 37
    return _ALPHABET[(38 - rest) % 37]


def reference(series: str, year: int, number: int) -> str:
    """The reference of the `number`-th case of a series (`KE-NTB`) in a year."""
    stem = f"{series}-{year}-{number:05d}"
    return f"{stem}-{check_character(stem)}"


def read_reference(typed: str) -> str | None:
    """A reference as people type it, put right in case, spaces and dashes; None when its check character is wrong."""
    match = _SHAPE.fullmatch(_BETWEEN.sub("", typed).upper()) if len(typed) < LONGEST_TYPED else None
    if match is None:
        return None
    stem = "-".join(match.groups()[:4])
    return f"{stem}-{match[5]}" if check_character(stem) == match[5] else None
