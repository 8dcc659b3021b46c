"""What is a working day where: one immutable calendar per seat and version.

The closed days come from the database (seeded from public lists, corrected by gazette notices); this package only
counts them.
"""

from cases.calendars.calendar import Calendar, ClosedDay, DayStatus
from cases.calendars.seats import Seating, seat_calendar, seating

__all__ = ["Calendar", "ClosedDay", "DayStatus", "Seating", "seat_calendar", "seating"]
