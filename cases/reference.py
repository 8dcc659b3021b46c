"""Reference numbers such as KE-NTB-2026-00042-K: series, year, number, and an ISO 7064 MOD 37-2 check character."""

from __future__ import annotations

import re

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*"
_SHAPE = re.compile(r"([A-Z]{2}-[A-Z]{2,4}-[0-9]{4}-[0-9]{5,9})-([0-9A-Z*])")


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
    """A reference as typed by a person, put right in case and spaces; None when its check character is wrong."""
    text = re.sub(r"[\s–—]+", "", typed).upper().replace("--", "-")
    match = _SHAPE.fullmatch(text)
    if match is None or check_character(match[1]) != match[2]:
        return None
    return text
