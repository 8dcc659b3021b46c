"""Closed days as kept, made into a calendar."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cases.calendars import Calendar, ClosedDay, seat_calendar


def calendar_from_rows(seat: str, version: int, rows: Iterable[Any]) -> Calendar:
    """The calendar of a seat from (day, name, source, status) rows; revoked days are open again."""
    closed = [ClosedDay(day=r[0], name=r[1], source=r[2], status=r[3]) for r in rows if r[3] != "revoked"]
    return seat_calendar(seat, version, closed)
