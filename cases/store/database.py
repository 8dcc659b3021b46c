"""One database, SQLite or PostgreSQL: engines for reading and writing, the department's time, and locked calendars.

SQLite runs in WAL with foreign keys on and waits for a lock; a transaction that will write says so at its beginning
(`BEGIN IMMEDIATE`), so that it never finds out half-way that somebody else was first.
"""

from __future__ import annotations

import time as clock
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import Connection, Engine, bindparam, create_engine, event, select
from sqlalchemy.engine import make_url
from sqlmodel import Session

from cases.calendars import Calendar
from cases.models import ClosedDayRow, MeetingDay, RegisterEntry
from cases.store.calendar_rows import calendar_from_rows

if TYPE_CHECKING:
    from cases.deadlines import Clock

NAIROBI = ZoneInfo("Africa/Nairobi")
_DAY = "department_day"
_VERSION = "calendar_version"
_MOST_CLOCKS = 500
_FRESH_SECONDS = 0.5


class Database:
    """The place where cases are kept. `now` replaces the real time (tests); `moves` lets the department's day move."""

    def __init__(
        self, url: str, *, now: Callable[[], datetime] | None = None, moves: bool = False, pool: int = 40
    ) -> None:
        self.url = url
        self.engine = _engine(url, pool)
        self.writer = self.engine.execution_options(tatua_write=True)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self.moves = moves
        self._now = now or (lambda: datetime.now(UTC))
        self._offset: tuple[float, timedelta] = (-1.0, timedelta())
        self._calendars: tuple[int, dict[str, Calendar]] = (-1, {})
        self._clocks: dict[tuple[UUID, str, int], list[Clock]] = {}
        self._meetings: tuple[int, dict[str, list[date]]] = (-1, {})

    def read(self) -> Session:
        """A session that only reads. Nothing is expired, so rows may be used after it is closed."""
        return Session(self.engine, expire_on_commit=False, autoflush=False)

    def write(self) -> Session:
        """A session that will write; on SQLite it takes the write lock at once."""
        return Session(self.writer, expire_on_commit=False, autoflush=False)

    def real_now(self) -> datetime:
        """The real time: sessions, codes and mail retries live by it."""
        return self._now()

    def now(self) -> datetime:
        """The department's time, in UTC: the real one, moved forward when a demonstration moved its day."""
        return self._now() + (self._moved() if self.moves else timedelta())

    def today(self) -> date:
        """The department's day, in East Africa Time."""
        return self.now().astimezone(NAIROBI).date()

    def _moved(self) -> timedelta:
        read_at, offset = self._offset
        if 0 <= clock.monotonic() - read_at < _FRESH_SECONDS and read_at >= 0:
            return offset
        with self.read() as session:
            entry = session.get(RegisterEntry, _DAY)
        offset = timedelta(seconds=float(entry.value.get("seconds", 0))) if entry else timedelta()
        self._offset = (clock.monotonic(), offset)
        return offset

    def move_to(self, session: Session, instant: datetime) -> None:
        """Move the department's day forward to that instant, never back. Demonstration only."""
        seconds = (instant - self._now()).total_seconds()
        entry = session.get(RegisterEntry, _DAY) or RegisterEntry(key=_DAY, value={}, changed_at=self._now())
        before = float(entry.value.get("seconds", 0))
        entry.value = {"seconds": max(seconds, before)}
        entry.changed_at = self._now()
        session.add(entry)
        session.flush()
        self._offset = (-1.0, timedelta())

    def calendars(self, session: Session) -> Calendars:
        """The calendars at their present version; read again only when a closed day was added or revoked."""
        return self.calendars_at(session, calendar_version(session))

    def calendars_at(self, session: Session, version: int) -> Calendars:
        """The calendars of a version that was read beside a case, without asking for it again."""
        held, found = self._calendars
        if held != version:
            found = {}
            self._calendars = (version, found)
        return Calendars(session, version, found)

    def meetings_at(self, session: Session, version: int) -> Mapping[str, list[date]]:
        """Known meeting days per committee; a new meeting raises the calendar version like a closed day."""
        held, found = self._meetings
        if held != version:
            found = {}
            for body, day in session.execute(_MEETINGS):
                found.setdefault(body, []).append(day)
            self._meetings = (version, found)
        return found

    def kept_clocks(self, case_id: UUID, head: str, version: int) -> list[Clock] | None:
        """The clocks of a case at that very entry of its history and version of the calendars, if this process has
        computed them before: whoever looks at a case or acted on it a moment ago has.
        """
        return self._clocks.get((case_id, head, version))

    def keep_clocks(self, case_id: UUID, head: str, version: int, clocks: list[Clock]) -> None:
        """Keep computed clocks for the next look. The key names the history, so that they can never be stale."""
        if len(self._clocks) >= _MOST_CLOCKS:
            self._clocks.clear()
        self._clocks[(case_id, head, version)] = clocks

    def close(self) -> None:
        self.engine.dispose()


class Calendars:
    """Calendars by seat, each built once per version."""

    def __init__(self, session: Session, version: int, held: dict[str, Calendar]) -> None:
        self._session = session
        self._version = version
        self._held = held

    def of(self, seat: str) -> Calendar:
        """The calendar of a seat. A capital whose days nobody entered has weekends only, and its title says so."""
        if seat not in self._held:
            rows = self._session.execute(_DAYS, {"seat": seat}).all()
            self._held[seat] = calendar_from_rows(seat, self._version, rows)
        return self._held[seat]


_TABLE: Any = ClosedDayRow.__table__  # type: ignore[attr-defined]
_DAYS = select(_TABLE.c.day, _TABLE.c.name, _TABLE.c.source, _TABLE.c.status).where(_TABLE.c.seat == bindparam("seat"))

_MEETING: Any = MeetingDay.__table__  # type: ignore[attr-defined]
_MEETINGS = select(_MEETING.c.body, _MEETING.c.day).order_by(_MEETING.c.day)


def calendar_version(session: Session) -> int:
    """The version that all calendars share: any change of a closed day raises it."""
    entry = session.get(RegisterEntry, _VERSION)
    return int(entry.value["version"]) if entry else 0


def raise_calendar_version(session: Session, at: datetime) -> int:
    """The next version, written; the caller commits. Who changes a calendar at the same time waits."""
    entry = session.get(RegisterEntry, _VERSION, with_for_update=True) or RegisterEntry(
        key=_VERSION, value={"version": 0}, changed_at=at
    )
    entry.value = {"version": int(entry.value["version"]) + 1}
    entry.changed_at = at
    session.add(entry)
    session.flush()
    return int(entry.value["version"])


def _as_json(value: object) -> str:
    return orjson.dumps(value).decode()


_USUAL: dict[str, Any] = {"hide_parameters": True, "json_serializer": _as_json, "json_deserializer": orjson.loads}


def _engine(url: str, pool: int) -> Engine:
    """Parameters are left out of errors: names and addresses belong neither in a log nor on a page of Prefect."""
    if make_url(url).get_backend_name() == "sqlite":
        waits = {"timeout": 20, "check_same_thread": False}
        engine = create_engine(url, pool_size=pool, connect_args=waits, **_USUAL)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(
        url, pool_size=pool, pool_pre_ping=False, connect_args={"prepare_threshold": 1}, query_cache_size=2000, **_USUAL
    )


def _set_up_sqlite(connection: Any, record: Any) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "busy_timeout=20000", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("tatua_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
