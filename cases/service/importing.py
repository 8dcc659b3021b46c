"""Records of the public portals taken in as cases: real dates, no letters, nothing closed, nothing doubled.

Section 16 of the procedure. Each record is one transaction of its own: one that is refused leaves no trace and the
rest goes on. What a portal calls resolved enters as a reported fix, with the proposed close status beside it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.exc import DataError

from cases.engine import THE_SYSTEM, Actor
from cases.errors import Refused
from cases.history import Value
from cases.lifecycles import lifecycle
from cases.models import ExternalRef, Incident, Measure
from cases.ntb.portal import PortalRecord, RefusedRecord, read_records
from cases.ntb.routing import advise
from cases.service.opening import open_case
from cases.store import Database, UnitOfWork
from cases.store.search import keep_words
from cases.store.work import CASE

LIFECYCLE = "ntb_complaint"
_REF: Any = ExternalRef.__table__  # type: ignore[attr-defined]
_MEASURE: Any = Measure.__table__  # type: ignore[attr-defined]
_INCIDENT: Any = Incident.__table__  # type: ignore[attr-defined]
_TITLE = 120
_STATUS = {
    "New": "new",
    "In process": "in_process",
    "Transferred": "transferred",
    "Complaint registered with REC": "registered_with_rec",
    "Resolved": "resolved",
}
UNKEEPABLE = (
    "The record holds characters that cannot be kept, or a text that is far too long. Correct it at its source."
)


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A record that was refused, and why."""

    id: str
    reason: str


@dataclass(slots=True)
class Imported:
    """What became of each record, by its number on the portal."""

    accepted: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    refused: list[NotTaken] = field(default_factory=list)


def read_file(path: Path) -> object:
    """The parsed file; `Refused` in words when it cannot be read as JSON."""
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except json.JSONDecodeError as wrong:
        raise Refused(
            f"{path.name} is not JSON: line {wrong.lineno}, column {wrong.colno}: {wrong.msg}. "
            "Correct the file and import it again; nothing was taken."
        ) from None
    except (UnicodeDecodeError, RecursionError):
        raise Refused(f"{path.name} is not a text file in UTF-8. Save it as UTF-8 and import it again.") from None
    except OSError as wrong:
        raise Refused(f"{path.name} cannot be read: {wrong.strerror or wrong}.") from None


def import_ntb(
    database: Database,
    payload: object,
    *,
    actor: Actor = THE_SYSTEM,
    tick: Callable[[int, int], None] | None = None,
) -> Imported:
    """Take in every record of a parsed file; `Refused` when it holds no list of records.

    Running it again changes nothing: a number that is on file is `unchanged`. `tick` is told how many of how many.
    """
    try:
        records = read_records(payload)
    except ValueError as wrong:
        raise Refused(str(wrong)) from None
    done = Imported()
    for at, record in enumerate(records, start=1):
        if isinstance(record, RefusedRecord):
            done.refused.append(NotTaken(record.id, str(record.reason)))
        else:
            _take(database, record, actor, done)
        if tick:
            tick(at, len(records))
    return done


def _take(database: Database, record: PortalRecord, actor: Actor, done: Imported) -> None:
    try:
        _check_characters(record)
        with UnitOfWork(database) as uow:
            if not _is_new(uow, record):
                done.unchanged.append(record.number)
                return
            import_record(uow, record, actor=actor)
            uow.commit()
        done.accepted.append(record.number)
    except Refused as why:
        done.refused.append(NotTaken(record.number, why.reason))
    except DataError:
        done.refused.append(NotTaken(record.number, UNKEEPABLE))


def _check_characters(record: PortalRecord) -> None:
    """No database keeps half characters, and PostgreSQL no NUL: refused on all alike."""
    texts = [getattr(record, each.name) for each in fields(record)]
    if any("\x00" in text or not _whole(text) for text in texts if isinstance(text, str)):
        raise Refused(UNKEEPABLE)


def _whole(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _is_new(uow: UnitOfWork, record: PortalRecord) -> bool:
    """False when the number is on file as it is; `Refused` when the portal shows something else by now."""
    question = (
        select(_REF.c.status, CASE.c.reference, CASE.c.imported)
        .join(CASE, CASE.c.id == _REF.c.case_id)
        .where(_REF.c.number == record.number)
        .order_by(CASE.c.imported.desc())
    )
    known = uow.session.execute(question).first()
    if known is None:
        return True
    if known.imported and known.status != record.status_as_published:
        raise Refused(
            f"It is on file as {known.reference}, taken when the portal showed “{known.status}”; it now shows "
            f"“{record.status_as_published}”. Record that on the case."
        )
    return False


def import_record(uow: UnitOfWork, record: PortalRecord, *, actor: Actor) -> UUID:
    """Open the case of one record, with its measure, its incident and its number on the portal. The caller commits."""
    case_id = open_case(
        uow,
        lifecycle(LIFECYCLE),
        actor=actor,
        at_stage=record.entry_stage,
        values=facts_of_record(record, uow.today),
        title=_title(record.summary or record.category_label or record.number),
        reason=f"Imported from a public portal: {record.number}, shown as “{record.status_as_published}”.",
        lodged_on=record.date_reported,
        imported=True,
        clocks_from=uow.today,
    )
    measure_id = uow.session.execute(insert(_MEASURE).returning(_MEASURE.c.id), _measure(record)).scalar_one()
    uow.session.execute(update(CASE).where(CASE.c.id == case_id), {"measure_id": measure_id})
    uow.session.execute(insert(_INCIDENT), {**_incident(record), "case_id": case_id, "measure_id": measure_id})
    uow.session.execute(insert(_REF), {**_external_ref(record), "case_id": case_id})
    keep_words(uow.session, case_id)
    return case_id


def facts_of_record(record: PortalRecord, today: date) -> dict[str, Value]:
    """The facts with which the case begins. What the portal does not say is left out, never made up."""
    known: dict[str, Value] = {
        "channel": "portal_import",
        "imported": True,
        "direction": record.direction,
        "reporting_country": record.reporting_country,
        "measure_countries": list(record.measure_countries),
        "location_name": record.location,
        "date_of_incident": _iso(record.date_of_incident),
        "date_reported": _iso(record.date_reported),
        "decided_on": _iso(record.decided_on),
        "declared_category": ":".join(record.category),
        "declared_mast": record.ntm_code,
        "declared_policy_or_operational": record.policy_or_operational,
        "portal_number": record.number,
        "portal_status": _STATUS[record.status_as_published],
        "published_outcome": record.outcome_summary,
        "published_outcome_type": record.outcome_type,
        "proposed_close_status": record.proposed_close,
        "holder": record.holder,
        "regime": regime_of(record, today),
        "has_evidence": False,
        "quality_flags": [{"field": flag.field, "says": str(flag.says)} for flag in record.flags],
    }
    return {key: value for key, value in known.items() if value not in (None, [])}


def regime_of(record: PortalRecord, today: date) -> str | None:
    """The regime that leads between the states of the record; None while one of them is not known."""
    if record.direction == "domestic":
        return "domestic"
    if not record.reporting_country or not record.measure_countries:
        return None
    lead = advise(
        direction=record.direction, reporting=record.reporting_country, measure_countries=record.measure_countries,
        on=today,
    ).lead  # fmt: skip
    return lead.regime if lead is not None and lead.open else None


def _measure(record: PortalRecord) -> dict[str, object]:
    return {
        "country": next(iter(record.measure_countries), None), "authority": "", "legal_basis": "",
        "title": _title(record.category_label or record.summary), "scheme": record.scheme,
        "declared_category": record.category[1][:20] or None,
    }  # fmt: skip


def _incident(record: PortalRecord) -> dict[str, object]:
    return {
        "occurred_on": record.date_of_incident, "location_type": None, "location_name": (record.location or "")[:200],
        "goods": "", "hs_codes": list(record.hs_codes), "answers": {"description": record.summary}, "restricted": {},
    }  # fmt: skip


def _external_ref(record: PortalRecord) -> dict[str, object]:
    published: Mapping[str, Value] = {
        "category_label": record.category_label,
        "decided_on": _iso(record.decided_on),
        "outcome_summary": record.outcome_summary,
        "outcome_type": record.outcome_type,
        "proposed_close_status": record.proposed_close,
        "data_quality_note": record.data_quality_note,
    }
    return {
        "scheme": record.scheme, "number": record.number, "status": record.status_as_published,
        "source": (record.source_url or "")[:400], "published": published,
    }  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _title(text: str) -> str:
    """The text in a line, cut after a word."""
    words = " ".join(text.split())
    if len(words) <= _TITLE:
        return words
    return words[:_TITLE].rsplit(" ", 1)[0].rstrip(",;:.") + " …"
