"""Where cases are kept: the database, the unit of work, every query, and visibility."""

from cases.store.database import NAIROBI, Calendars, Database
from cases.store.work import NewEvent, UnitOfWork

__all__ = ["NAIROBI", "Calendars", "Database", "NewEvent", "UnitOfWork"]
