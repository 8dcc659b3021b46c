"""The orders of a list, and the mark at which a page begins: a value of its column and the reference behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from cases.reference import read_reference
from cases.store.tables import CASE

SORTS = ("next", "reference", "priority", "changed")
"""The orders of a list: by the next legal date; the newest reference, the highest priority, the last change first.

Closed cases come with the last one closed first, or by reference.
"""


@dataclass(frozen=True, slots=True)
class Order:
    """A column by which a list is cut, with the reference behind it; how its values travel in an address."""

    column: Any
    descending: bool
    write: Callable[[Any], str]
    read: Callable[[str], Any]


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _write_moment(moment: datetime) -> str:
    return str((moment - _EPOCH) // timedelta(microseconds=1))


def _read_moment(text: str) -> datetime:
    return _EPOCH + timedelta(microseconds=int(text))


def _read_number(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > 9:
        raise ValueError(text)
    return int(text)


def _read_reference(text: str) -> str:
    known = read_reference(text)
    if known is None:
        raise ValueError(text)
    return known


ORDERS = {
    "next": Order(CASE.c.next_due, False, date.isoformat, date.fromisoformat),
    "reference": Order(CASE.c.reference, True, str, _read_reference),
    "priority": Order(CASE.c.priority, True, str, _read_number),
    "changed": Order(CASE.c.updated_at, True, _write_moment, _read_moment),
    "closed": Order(CASE.c.closed_on, True, date.isoformat, date.fromisoformat),
}


def order_of(sort: str, *, closed: bool) -> str:
    """The name of the order in which a list comes; one that is not known is that of the next date."""
    if closed:
        return "reference" if sort == "reference" else "closed"
    return sort if sort in SORTS else "next"


@dataclass(frozen=True, slots=True)
class After:
    """Where a page begins: after the case with this value in the column of its order, and this reference."""

    order: str
    value: Any
    reference: str

    @property
    def text(self) -> str:
        """The mark as it travels in an address; opaque to everybody else."""
        value = "" if self.value is None else ORDERS[self.order].write(self.value)
        return f"{self.order}~{value}~{self.reference}"

    @classmethod
    def read(cls, text: str) -> After | None:
        """The mark of an address; None for none, and for one that was changed by hand."""
        order, _, rest = text.partition("~")
        value, _, reference = rest.partition("~")
        try:
            return cls(order, ORDERS[order].read(value) if value else None, _read_reference(reference))
        except (KeyError, ValueError, OverflowError):
            return None
