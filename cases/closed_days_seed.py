"""The closed days with which a calendar starts: a first list from the `holidays` package, corrected by gazette notices.

Kenya needs the categories public and islamic (Idd-ul-Azha is only in the latter) and not hindu. What the package marks
as estimated (days by the moon) stays estimated until somebody confirms it. Days gazetted after its release are missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cases.calendars import ClosedDay, DayStatus
from cases.calendars.seats import CAPITAL, seating

if TYPE_CHECKING:
    from holidays import HolidayBase

_PLACES = {"nairobi": ("KE", None), "geneva": ("CH", "GE"), "arusha": ("TZ", None)}
_OTHER_CATEGORIES = {"KE": ("islamic",)}
"""Categories beyond public that close the offices of a state. Elsewhere an islamic category may bind believers only."""
_ESTIMATED = "(estimated)"


def seed_days(seat: str, first_year: int, last_year: int) -> list[ClosedDay]:
    """The closed days of a seat in these years, in order; none for a capital of which the package knows nothing.

    `LookupError` when there is no such seat.
    """
    seating(seat)
    iso, subdivision = _PLACES.get(seat, (seat.removeprefix(CAPITAL), None))
    found = _of_state(iso, subdivision, range(first_year, last_year + 1))
    return [] if found is None else list(_closed_days(found, iso, subdivision))


def _of_state(iso: str, subdivision: str | None, years: range) -> HolidayBase | None:
    import holidays

    if iso not in holidays.list_supported_countries():
        return None
    spoken = getattr(holidays, iso).supported_languages
    return holidays.country_holidays(
        iso,
        subdiv=subdivision,
        years=years,
        language=next((x for x in ("en_KE", "en_GB", "en_US") if x in spoken), None),
        categories=_categories(iso),
    )


def _closed_days(found: HolidayBase, iso: str, subdivision: str | None) -> Iterator[ClosedDay]:
    from holidays.version import __version__

    place = f"{iso}-{subdivision}" if subdivision else iso
    source = f"holidays {__version__}, {place}, {' and '.join(_categories(iso))}"
    for day in sorted(found):
        status: DayStatus = "estimated" if _ESTIMATED in found[day] else "confirmed"
        yield ClosedDay(day, " ".join(found[day].replace(_ESTIMATED, "").split()), source, status)


def _categories(iso: str) -> tuple[str, ...]:
    return ("public", *_OTHER_CATEGORIES.get(iso, ()))
