"""Files of the public record taken in one by one: what became of each, and of each of its events."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, TypeVar

from sqlalchemy import select

from cases.engine import Actor
from cases.errors import Refused
from cases.models import ExternalRef
from cases.public_records import RefusedRecord
from cases.seats import Role
from cases.service.importing import Imported, NotTaken
from cases.store import Database, UnitOfWork

IMPORTER = Actor(frozenset({Role.OFFICER, Role.SUPERVISOR, Role.COUNSEL}))
"""Who writes the public record down: nobody in particular, with the roles that record for outside seats."""
_REF: Any = ExternalRef.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Replayed:
    """What became of one event: `accepted`, `out_of_order`, `refused` or `no_event`, and why."""

    record: str
    kind: str
    on: date
    outcome: str
    reason: str = ""


@dataclass(slots=True)
class ImportedRecords(Imported):
    """What became of each record, and of each of its events."""

    events: list[Replayed] = field(default_factory=list)

    def count(self, outcome: str) -> int:
        return sum(each.outcome == outcome for each in self.events)


class Numbered(Protocol):
    """A record that has a number of its own where it was published."""

    @property
    def number(self) -> str: ...


Record = TypeVar("Record", bound=Numbered)


def import_each(
    database: Database,
    records: Sequence[Record | RefusedRecord],
    replay: Callable[[UnitOfWork, Record], list[Replayed]],
    *,
    tick: Callable[[int, int], None] | None = None,
) -> ImportedRecords:
    """Take in every record, each in a transaction of its own; one whose number is on file changes nothing."""
    done = ImportedRecords()
    for at, record in enumerate(records, start=1):
        if isinstance(record, RefusedRecord):
            done.refused.append(NotTaken(record.number, record.reason))
        else:
            _take(database, record, replay, done)
        if tick:
            tick(at, len(records))
    return done


def _take(
    database: Database, record: Record, replay: Callable[[UnitOfWork, Record], list[Replayed]], done: ImportedRecords
) -> None:
    try:
        with UnitOfWork(database) as uow:
            if uow.session.execute(select(_REF.c.id).where(_REF.c.number == record.number)).first() is not None:
                done.unchanged.append(record.number)
                return
            replayed = replay(uow, record)
            uow.commit()
    except Refused as why:
        done.refused.append(NotTaken(record.number, why.reason))
        return
    done.accepted.append(record.number)
    done.events += replayed
