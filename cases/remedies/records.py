"""Investigations of the public record with their dated events. A file holds an object with `cases`, or the list itself.

A date says how precise it is (day or month) and on what it rests (`verified`, `computed`, `unconfirmed`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cases.public_records import RefusedRecord, Unreadable, read_each
from cases.words import N_

INITIATION = ("initiation", "initiation_published")
LIMITS = frozenset({
    "poi_start", "poi_end", "questionnaire_due", "itc_preliminary_due", "itc_views_due", "final_due",
    "expiry_scheduled", "comments_due", "essential_facts_comments_due", "provisional_end",
})  # fmt: skip
"""Dates of the record that are a limit or a period and nothing that happened."""


@dataclass(frozen=True, slots=True)
class DatedStep:
    """One date of the record: its name there, the day (the first of the month where only that is known)."""

    name: str
    on: date
    by_month: bool
    status: str

    @property
    def is_event(self) -> bool:
        return self.name not in LIMITS and self.status != "computed"


@dataclass(frozen=True, slots=True)
class RemedyRecord:
    """An investigation of another authority; steps in date order."""

    number: str
    remedy: str
    authority: str
    product: str
    exporting: tuple[str, ...]
    steps: tuple[DatedStep, ...]
    source: str

    @property
    def initiated(self) -> DatedStep | None:
        return next((s for s in self.steps if s.name in INITIATION and not s.by_month), None)


def read_remedies(payload: object) -> list[RemedyRecord | RefusedRecord]:
    """Every record of a parsed file, in its order. `ValueError` when it holds no list of them."""
    nothing = "The file holds no list of investigations: it must be an object with “cases”, or a list."
    return read_each(payload, "cases", nothing, _read)


def _read(row: Mapping[str, object], number: str) -> RemedyRecord:
    if row.get("remedy") != "AD":
        raise Unreadable(N_("Only anti-dumping investigations are in force here; reviews and other remedies follow."))
    listed = row.get("exporting")
    record = RemedyRecord(
        number=number,
        remedy="AD",
        authority=str(row.get("authority") or row.get("member") or "")[:120],
        product=str(row.get("product") or number)[:200],
        exporting=tuple(str(each)[:2] for each in listed if isinstance(each, str)) if isinstance(listed, list) else (),
        steps=_steps(row),
        source=_source(row),
    )
    if not any(step.is_event for step in record.steps):
        raise Unreadable(N_("The record has no dated event."))
    return record


def _steps(row: Mapping[str, object]) -> tuple[DatedStep, ...]:
    dates = row.get("dates")
    if not isinstance(dates, Mapping):
        raise Unreadable(N_("The record has no dates."))
    return tuple(sorted((_step(str(name), each) for name, each in dates.items()), key=lambda s: (s.on, s.name)))


def _step(name: str, row: object) -> DatedStep:
    text = str(row.get("date") or "") if isinstance(row, Mapping) else ""
    by_month = len(text) == 7
    try:
        on = date.fromisoformat(f"{text}-01" if by_month else text)
    except ValueError:
        raise Unreadable(N_("A date is not written such as 2024-07-10 or 2024-07.")) from None
    status = str(row.get("status") or "") if isinstance(row, Mapping) else ""
    return DatedStep(name[:80], on, by_month, status)


def _source(row: Mapping[str, object]) -> str:
    urls = row.get("source_urls")
    return str(urls[0])[:400] if isinstance(urls, list) and urls else ""
