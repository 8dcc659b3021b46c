"""The unit of work: read a case, write one step, commit or leave no trace. Only `cases.service` uses it to write.

The hot path reads columns, not entities, and writes a step at once: in one statement on PostgreSQL, in four on SQLite.
The revision guards every change: who comes second is told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import TracebackType
from typing import Any, Self, cast
from uuid import UUID

from sqlalchemy import Row, bindparam, select
from sqlmodel import Session

from cases.errors import NotFound, StaleRevision
from cases.hashing import chained
from cases.history import Event
from cases.reference import read_reference
from cases.store import one_statement, statements
from cases.store.database import Calendars, Database
from cases.store.dialect import insert_into
from cases.store.tables import CASE, DEADLINE, EVENT, OUTBOX, REGISTER, REMINDER
from cases.words import N_

_VERSION = (
    select(REGISTER.c.value).where(REGISTER.c.key == "calendar_version").scalar_subquery().label("calendar_version")
)
_CASE = select(CASE, _VERSION).where(CASE.c.id == bindparam("id"))
_CASE_BY_REFERENCE = select(CASE, _VERSION).where(CASE.c.reference == bindparam("reference"))
_HOLD = select(CASE.c.id).where(CASE.c.id == bindparam("id")).with_for_update()
_EVENTS = (
    select(
        EVENT.c.seq, EVENT.c.action, EVENT.c.stage, EVENT.c.to_stage, EVENT.c.visit, EVENT.c.happened_on,
        EVENT.c.recorded_at, EVENT.c.data, EVENT.c.facts, EVENT.c.dates, EVENT.c.subject, EVENT.c.seat, EVENT.c.role,
        EVENT.c.reason, EVENT.c.documents, EVENT.c.breach, EVENT.c.corrects,
    )
    .where(EVENT.c.case_id == bindparam("id"))
    .order_by(EVENT.c.seq)
)  # fmt: skip

__all__ = ["CASE", "DEADLINE", "EVENT", "OUTBOX", "REGISTER", "REMINDER", "NewEvent", "UnitOfWork", "event_values"]


@dataclass(frozen=True, slots=True)
class NewEvent:
    """What is added to an event when it is recorded: who acted, and on what law and power."""

    event: Event
    account_id: int | None
    party_id: int | None
    cite: str
    power: str


class UnitOfWork:
    """One transaction over cases. Leaving it without `commit()` undoes everything."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.session: Session
        self._histories: dict[UUID, list[Event]] = {}

    def __enter__(self) -> Self:
        self.session = self.database.write()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.session.rollback()
        self.session.close()

    def insert_into(self, table: Any) -> Any:
        """An insert that knows `ON CONFLICT`, in the way of this database."""
        return insert_into(self.database.engine.dialect.name, table)

    def commit(self) -> None:
        """Make everything of this unit of work last."""
        self.session.commit()

    @property
    def now(self) -> datetime:
        return self.database.now()

    @property
    def today(self) -> date:
        return self.database.today()

    def case(self, case: UUID | str) -> Row[Any]:
        """The case's columns and the calendar version, by key or reference; `NotFound` for everybody else's too."""
        if not isinstance(case, UUID):
            case = read_reference(case) or ""
        row = self._read_in_two(case) if self.database.is_sqlite else self._read_at_once(case)
        if row is None:
            raise NotFound(N_("There is no such case, or it is not open to you. Check the reference."))
        return row

    def _read_in_two(self, case: UUID | str) -> Row[Any] | None:
        if isinstance(case, UUID):
            return self.session.execute(_CASE, {"id": case}).one_or_none()
        return self.session.execute(_CASE_BY_REFERENCE, {"reference": case}).one_or_none()

    def _read_at_once(self, case: UUID | str) -> Row[Any] | None:
        """On PostgreSQL the events come with the case, in the same round trip."""
        row = one_statement.read(self.session.connection(), case)
        if row is not None:
            self._histories[row.id] = [_event_from_json(each) for each in row.history]
        return cast("Row[Any] | None", row)

    def hold(self, case_id: UUID) -> None:
        """Keep others from changing the case until this unit of work is over; what is read after this is current."""
        self._histories.pop(case_id, None)
        self.session.execute(_HOLD, {"id": case_id})

    def history(self, case_id: UUID) -> list[Event]:
        """Everything that happened, in order; what was read beside the case is not read again."""
        if case_id in self._histories:
            return list(self._histories[case_id])
        return [_event(row) for row in self.session.execute(_EVENTS, {"id": case_id})]

    def calendars(self, row: Row[Any] | None = None) -> Calendars:
        """The calendars at the version that stands beside the case."""
        if row is None:
            return self.database.calendars(self.session)
        return self.database.calendars_at(self.session, _version(row))

    def calendar_version(self, row: Row[Any]) -> int:
        """The version of all calendars, as it stands beside the case."""
        return _version(row)

    def meetings(self, row: Row[Any]) -> Mapping[str, list[date]]:
        """Known meeting days per committee, as of the calendar version beside the case."""
        return self.database.meetings_at(self.session, _version(row))

    def record(
        self,
        row: Row[Any],
        new: NewEvent,
        columns: Mapping[str, object],
        *,
        seen: int,
        deadlines: Sequence[Mapping[str, object]] = (),
        letters: Sequence[Mapping[str, object]] = (),
    ) -> str:
        """Append one event, move the case, put its clocks and its letters: all or nothing. Returns the event's hash.

        `StaleRevision` when the case is no longer at the revision that the person saw.
        """
        values = event_values(row.id, new)
        values["previous_hash"] = row.head
        values["hash"] = chained(row.head, values)
        if row.revision != seen:
            raise StaleRevision(seen, row.revision)
        self._histories.pop(row.id, None)
        moved = {**columns, "revision": new.event.seq, "head": values["hash"], "updated_at": new.event.recorded_at}
        write = statements.write if self.database.is_sqlite else one_statement.write
        if not write(self.session.connection(), row.id, seen, moved, values, deadlines, letters):
            raise StaleRevision(seen, row.revision + 1)
        return str(values["hash"])

    def put_deadlines(self, rows: Sequence[Mapping[str, object]]) -> None:
        """Write clocks as they stand now: new ones are added, known ones replaced."""
        statements.put_deadlines(self.session.connection(), rows)

    def post(self, rows: Sequence[Mapping[str, object]]) -> None:
        """Put letters into the outbox; one whose key is there already is not doubled."""
        statements.post(self.session.connection(), rows)

    def remember_rung(self, values: Mapping[str, object]) -> bool:
        """Note that a reminder goes out; False when it already did, so that each rung is climbed once."""
        statement = self.insert_into(REMINDER).values(values).on_conflict_do_nothing().returning(REMINDER.c.id)
        return self.session.execute(statement).first() is not None


def _version(row: Row[Any]) -> int:
    """The calendar version that was read beside the case; 0 while no closed day was ever entered."""
    return int(row.calendar_version["version"]) if row.calendar_version else 0


def _event(row: Row[Any]) -> Event:
    return Event(
        seq=row.seq,
        action=row.action,
        stage=row.stage,
        to=row.to_stage,
        visit=row.visit,
        happened_on=row.happened_on,
        recorded_at=row.recorded_at,
        data=row.data,
        facts=row.facts,
        dates={k: date.fromisoformat(v) for k, v in row.dates.items()},
        subject=row.subject,
        seat=row.seat,
        role=row.role,
        reason=row.reason,
        documents=tuple(row.documents),
        breach=row.breach,
        corrects=row.corrects,
    )


def _event_from_json(row: Mapping[str, Any]) -> Event:
    """An event as PostgreSQL hands it over inside the case: days and moments are text there."""
    return Event(
        seq=row["seq"],
        action=row["action"],
        stage=row["stage"],
        to=row["to_stage"],
        visit=row["visit"],
        happened_on=date.fromisoformat(row["happened_on"]),
        recorded_at=datetime.fromisoformat(row["recorded_at"]).astimezone(UTC),
        data=row["data"],
        facts=row["facts"],
        dates={k: date.fromisoformat(v) for k, v in row["dates"].items()},
        subject=row["subject"],
        seat=row["seat"],
        role=row["role"],
        reason=row["reason"],
        documents=tuple(row["documents"]),
        breach=row["breach"],
        corrects=row["corrects"],
    )


def event_values(case_id: UUID, new: NewEvent) -> dict[str, object]:
    event = new.event
    return {
        "case_id": case_id,
        "seq": event.seq,
        "action": event.action,
        "stage": event.stage,
        "to_stage": event.to,
        "visit": event.visit,
        "subject": event.subject,
        "happened_on": event.happened_on,
        "recorded_at": event.recorded_at,
        "account_id": new.account_id,
        "party_id": new.party_id,
        "seat": event.seat,
        "role": event.role,
        "reason": event.reason,
        "data": dict(event.data),
        "facts": dict(event.facts),
        "dates": {k: v.isoformat() for k, v in event.dates.items()},
        "documents": list(event.documents),
        "breach": event.breach,
        "corrects": event.corrects,
        "cite": new.cite,
        "power": new.power,
    }
