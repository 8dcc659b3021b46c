"""The departments that may own a case in turn. One file is handed over; nothing is copied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cases.seats import PS_EAC, PS_TRADE, Seat
from cases.words import N_


@dataclass(frozen=True, slots=True)
class Department:
    """A department with its title and the seat of its head. How the work is allotted today is to be confirmed."""

    key: str
    title: str
    head: Seat


TRADE = Department("trade", N_("State Department for Trade"), PS_TRADE)
EAC_AFFAIRS = Department("eac_affairs", N_("EAC affairs"), PS_EAC)

DEPARTMENTS: dict[str, Department] = {each.key: each for each in (TRADE, EAC_AFFAIRS)}
CHOICES = tuple((each.key, each.title) for each in DEPARTMENTS.values())
"""The departments as a form offers them."""


def department_of(values: Mapping[str, object]) -> str:
    """The key of the department that owns a case, by its facts: the one for trade where nothing else is on record."""
    return str(values.get("department") or TRADE.key)


def department_title(key: str) -> str:
    """The title of a department; the key itself where none of that name is known."""
    known = DEPARTMENTS.get(key)
    return known.title if known else key
