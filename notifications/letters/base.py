"""What every letter has: a key, a purpose, the people it is written for, and the fields it needs. Nothing else is said.

A letter is a frozen dataclass; its fields are all that its templates can speak of. What is not a field cannot leak.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar

from cases.seats import Seat


class Audience(StrEnum):
    """For whom the words are. `ADDRESS` is whoever reads at an address that is still to be proved."""

    COMPLAINANT = "complainant"
    PARTY = "party"
    STAFF = "staff"
    AGENCY = "agency"
    STATE = "state"
    ADDRESS = "address"


COMPLAINANT, PARTY, STAFF, AGENCY, STATE, ADDRESS = Audience
OUTSIDE = frozenset({PARTY, AGENCY, STATE})
"""Readers outside the department who did not bring the case: nothing confidential is written for them."""
ABROAD = frozenset({PARTY, STATE})
"""Those of them who may stand against Kenya or the complainant: they read only what was written to go out."""

_BY_REACH = {"case": COMPLAINANT, "party": PARTY, "staff": STAFF, "agency": AGENCY, "state": STATE}


def audience_of(seat: Seat | None) -> Audience:
    """The audience that a seat belongs to; no seat is an address."""
    return _BY_REACH[seat.reach] if seat else ADDRESS


def answer(key: str) -> Any:
    """A field that holds what was answered to the input `key` of the act; empty when it was not asked."""
    return dataclasses.field(metadata={"answer": key})


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One e-mail. `reference` is empty while a complaint has none; `to` is the name of the recipient."""

    key: ClassVar[str]
    audiences: ClassVar[frozenset[Audience]]
    secret: ClassVar[bool] = False
    """Whether it carries a code or link that opens something: it is not kept after it was sent."""
    chases: ClassVar[bool] = False
    """Whether it is about a limit: it is written for the clock that its row names."""

    reference: str
    to: str

    @classmethod
    def purpose(cls) -> str:
        """What it is for, in the words of its docstring."""
        return (cls.__doc__ or "").strip().splitlines()[0]

    @classmethod
    def needs(cls) -> frozenset[str]:
        """The fields that its templates may speak of."""
        return frozenset(each.name for each in dataclasses.fields(cls))


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A last day as a letter may show it: `law` is the provision, "to be confirmed", or our own standard, in words.

    `latest` is the later end where the day is known only as a range.
    """

    title: str
    day: date | None
    law: str
    promised: bool
    is_law: bool = False
    latest: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One reminder in a bundle, or one date that moved."""

    reference: str
    title: str
    day: date | None
    law: str
    before: date | None = None
    cause: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A text that was written to go out, under its label."""

    label: str
    text: str
