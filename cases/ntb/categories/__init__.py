"""Categories of barriers, keyed by (scheme, code): the same number means different things in two lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from cases.ntb.categories.kinds import EVIDENCE, KINDS, OBSTACLES, PLAIN_KINDS, WHY, Kind, evidence_of, kind
from cases.ntb.categories.tables import AFCFTA, MAST, MAST_MAP, PROCEDURAL, TRIPARTITE, Row
from cases.ntb.wording import N_

__all__ = [
    "EVIDENCE", "KINDS", "MAPPING_STATUS", "NOT_A_MEASURE", "OBSTACLES", "PLAIN_KINDS", "SCHEMES", "WHY", "Category",
    "Kind", "categories", "category", "category_choices", "evidence_of", "is_category", "kind", "scheme_of",
    "valid_mast",
]  # fmt: skip

SCHEMES = ("tripartite", "afcfta", "mast")
MAPPING_STATUS = "service"
"""The legal status of the mapping to MAST: our own, never shown as published."""
NOT_A_MEASURE = "none"
"""What an officer records as MAST code where no measure stands behind the obstacle."""

_SHAPE = re.compile(r"[A-P]\d{1,3}")
_REMEDIES = N_("Anti-dumping and safeguard measures go to the trade remedies desk.")
_ON_SPS_GROUNDS = N_("MAST chapter A only where the reason given is food safety, plant or animal health.")
_NOTES = {
    ("tripartite", "2.1"): _REMEDIES,
    ("tripartite", "5.11"): _REMEDIES,
    ("mast", "D"): _REMEDIES,
    ("tripartite", "1.8"): _ON_SPS_GROUNDS,
    ("tripartite", "1.9"): _ON_SPS_GROUNDS,
    ("tripartite", "1.10"): _ON_SPS_GROUNDS,
}


@dataclass(frozen=True, slots=True)
class Category:
    """One line of a list. `status` is `read` or, for a code that nobody confirmed, `unconfirmed`.

    `mast` are the chapters that may stand behind it; empty for a procedural obstacle and where no chapter is mapped.
    """

    scheme: str
    code: str
    label: str
    status: str
    mast: tuple[str, ...]
    plain: str
    note: str = ""
    procedural: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What identifies a category: never the code alone."""
        return self.scheme, self.code


def _chapters(scheme: str, code: str) -> tuple[str, ...]:
    if scheme == "mast":
        return (code,)
    column = ("tripartite", "afcfta").index(scheme)
    whole = code.partition(".")[0]
    return tuple(
        letter
        for letter, codes in MAST_MAP.items()
        if code in codes[column].split() or (whole in ("3", "4") and whole in codes[column].split())
    )


def _procedural(scheme: str, code: str) -> bool:
    codes = PROCEDURAL.get(scheme, ())
    return code in codes or code.partition(".")[0] in codes


def _category(scheme: str, row: Row) -> Category:
    code, label, plain = row
    bare = code.removeprefix("*")
    return Category(
        scheme,
        bare,
        label,
        "read" if code == bare else "unconfirmed",
        _chapters(scheme, bare),
        plain,
        _NOTES.get((scheme, bare), ""),
        _procedural(scheme, bare),
    )


_ALL: dict[tuple[str, str], Category] = {
    (scheme, row[0].removeprefix("*")): _category(scheme, row)
    for scheme, rows in (("tripartite", TRIPARTITE), ("afcfta", AFCFTA), ("mast", MAST))
    for row in rows
}


def category(scheme: str, code: str) -> Category:
    """The category of that key. A full MAST code answers as its chapter's line; `LookupError` for an unknown key."""
    found = _ALL.get((scheme, code))
    if found is None and scheme == "mast" and valid_mast(code):
        found = replace(_ALL[scheme, code[0]], code=code)
    if found is None:
        raise LookupError(f"The {scheme} list has no category {code!r}.")
    return found


def is_category(scheme: str, code: str) -> bool:
    """Whether the key is on file."""
    return (scheme, code) in _ALL or (scheme == "mast" and valid_mast(code))


def categories(scheme: str) -> list[Category]:
    """The list of a scheme in its published order; `LookupError` for an unknown scheme."""
    if scheme not in SCHEMES:
        raise LookupError(f"There is no category scheme {scheme!r}.")
    return [each for each in _ALL.values() if each.scheme == scheme]


def category_choices(scheme: str) -> tuple[tuple[str, str], ...]:
    """(value, label) for a form; the value is `scheme:code`, so that a code never travels without its scheme."""
    return tuple((f"{each.scheme}:{each.code}", f"{each.code} {each.label}") for each in categories(scheme))


def valid_mast(code: str) -> bool:
    """A chapter letter A to P and one to three digits, such as B33: the shape only, not whether the code exists."""
    return _SHAPE.fullmatch(code) is not None


def scheme_of(number: str) -> str | None:
    """The scheme of a portal number: `tripartite` for NTB-…, `afcfta` for AfCFTA-…, else None."""
    if number.startswith("NTB-"):
        return "tripartite"
    return "afcfta" if number.startswith("AfCFTA-") else None
