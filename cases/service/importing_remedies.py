"""Anti-dumping investigations of the public record taken in as files of other authorities, step by step.

Every step is taken through the engine on its own day, with no letter: accepted; accepted against a limit, with the
breach noted; or refused, with the reason told. What is a limit and not an event is named as such.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from cases.errors import Refused
from cases.history import Value
from cases.lifecycles import lifecycle
from cases.models import ExternalRef
from cases.remedies.records import INITIATION, DatedStep, RemedyRecord, read_remedies
from cases.service.acting import take_action
from cases.service.opening import open_case
from cases.service.replaying import IMPORTER, ImportedRecords, Replayed, import_each
from cases.store import Database, UnitOfWork

LIFECYCLE = "remedy_anti_dumping"
_REF: Any = ExternalRef.__table__  # type: ignore[attr-defined]

NOT_ON_RECORD = "An investigation of another authority: the note to the government is not on the public record."
SHOWN = "The public record shows it so."
KEPT = "An investigation of another authority, imported from the public record."
NO_EVENT = "A limit, a period or a computed date: nothing that happened."
BY_MONTH = "Only the month is on record."

STEPS = {
    "application_lodged": "application", "application_dated": "application", "application_completed": "application",
    "properly_documented": "application", "preliminary_determination": "preliminary",
    "preliminary_published": "preliminary", "injury_preliminary": "preliminary", "provisional_adopted": "provisional",
    "provisional_published": "provisional", "provisional_effective": "provisional",
    "essential_facts_disclosed": "essential_facts", "final_determination": "final", "final_reported": "final",
    "ministerial_decision": "decision", "definitive": "definitive", "definitive_adopted": "definitive",
    "definitive_published": "definitive", "definitive_effective": "definitive", "sunset_initiated": "review_initiated",
    "sunset_concluded": "review_concluded",
}  # fmt: skip
"""A date of the record by the step that it dates; others are kept as another step."""


def import_remedies(
    database: Database, payload: object, *, tick: Callable[[int, int], None] | None = None
) -> ImportedRecords:
    """Take in every investigation of a parsed file; `Refused` when it holds no list. Once more changes nothing."""
    try:
        records = read_remedies(payload)
    except ValueError as wrong:
        raise Refused(str(wrong)) from None
    return import_each(database, records, import_remedy, tick=tick)


def import_remedy(uow: UnitOfWork, record: RemedyRecord) -> list[Replayed]:
    """Open the file of one investigation and replay its steps. The caller commits."""
    case_id = _open(uow, record)
    found = [_step(uow, record, case_id, step) for step in record.steps]
    last = max((_day(s) for s in record.steps if s.is_event), default=record.steps[0].on)
    take_action(uow, case_id, "keep_as_record", actor=IMPORTER, on=last, reason=KEPT, quiet=True)
    return found


def _open(uow: UnitOfWork, record: RemedyRecord) -> UUID:
    values: dict[str, Value] = {
        "authority": record.authority, "product": record.product, "exporting_countries": list(record.exporting),
        "origin": "application", "imported": True,
    }  # fmt: skip
    first = min(_day(s) for s in record.steps if s.is_event)
    case_id = open_case(
        uow, lifecycle(LIFECYCLE), actor=IMPORTER, on=first, at_stage="ad_initiation_pending", values=values,
        title=f"{record.number} {record.product}", imported=True, lodged_on=first,
        reason=f"Imported from the public record: {record.number}.",
    )  # fmt: skip
    reference = {"scheme": "remedy", "number": record.number, "status": "", "source": record.source, "published": {}}
    uow.session.execute(insert(_REF), {**reference, "case_id": case_id})
    return case_id


def _day(step: DatedStep) -> date:
    """The day, or the last of the month where only that is known: it had happened by then."""
    if not step.by_month:
        return step.on
    return step.on.replace(day=calendar.monthrange(step.on.year, step.on.month)[1])


def _step(uow: UnitOfWork, record: RemedyRecord, case_id: UUID, step: DatedStep) -> Replayed:
    if not step.is_event:
        return Replayed(record.number, step.name, step.on, "no_event", NO_EVENT)
    first = record.initiated
    try:
        if first is not None and step.name == first.name:
            data: dict[str, Value] = {"gazette": "As published", "initiated_on": step.on.isoformat(), "notice": []}
            breach = _initiate(uow, case_id, step.on, data)
        else:
            what = "other" if step.by_month or step.name in INITIATION else STEPS.get(step.name, "other")
            answers: dict[str, Value] = {"step": what, "published_as": step.name}
            done = take_action(
                uow, case_id, "record_step", actor=IMPORTER, on=_day(step), data=answers, despite=SHOWN, quiet=True
            )
            breach = done.step.event.breach
    except Refused as why:
        return Replayed(record.number, step.name, step.on, "refused", why.reason)
    outcome = "out_of_order" if breach or step.by_month else "accepted"
    return Replayed(record.number, step.name, step.on, outcome, breach or (BY_MONTH if step.by_month else ""))


def _initiate(uow: UnitOfWork, case_id: UUID, on: date, data: dict[str, Value]) -> str:
    """Clock zero. That the note to the government is not on record is no breach of that authority."""
    take_action(uow, case_id, "initiate", actor=IMPORTER, on=on, data=data, despite=NOT_ON_RECORD, quiet=True)
    return ""
