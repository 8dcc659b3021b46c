"""What people type or paste: letters of all scripts stay, what no database keeps goes."""

from __future__ import annotations

import pytest

from cases.typed import in_a_line, written


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Goods held\x00 at Busia", "Goods held at Busia"),
        ("half \ud83d a character", "half  a character"),
        ("Amina\u00a0Yusuf", "Amina Yusuf"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("a\tb", "a\tb"),
        ("\u202egnp.exe", "gnp.exe"),
        ("ክፍያ · ŋwana · 茶 · 🚚", "ክፍያ · ŋwana · 茶 · 🚚"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("  \n\t ", ""),
        ("\x07\x1b[31mred", "[31mred"),
    ],
)
def test_a_text_keeps_what_can_be_kept(typed: str, kept: str) -> None:
    assert written(typed) == kept


def test_a_line_has_no_ends_of_line() -> None:
    assert in_a_line(" Subject\r\nBcc: everybody \t now ") == "Subject Bcc: everybody now"


@pytest.mark.parametrize("code", [0x00, 0xD800, 0xDFFF, 0xFFFE, 0x7F, 0x85])
def test_what_is_kept_can_be_encoded_and_shown(code: int) -> None:
    assert written(f"a{chr(code)}b").encode().decode().replace(" ", "") == "ab"
