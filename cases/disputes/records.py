"""Disputes of the public record with their dated events: what is missing stays missing, nothing is made up.

A file holds an object with `disputes`, or the list itself. Each dispute has an id (`DS7`), a title, parties by name
and code, and events of a kind, a date and the basis of that date.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cases.ntb.states import iso_of
from cases.public_records import RefusedRecord, Unreadable, read_each
from cases.words import N_

_NUMBER = re.compile(r"DS[0-9]{1,4}")
REQUEST = "consultations_requested"


@dataclass(frozen=True, slots=True)
class RecordedEvent:
    """One dated event as published: its kind in the record's own word, and on what the date rests."""

    kind: str
    on: date
    basis: str = ""


@dataclass(frozen=True, slots=True)
class DisputeRecord:
    """A dispute: parties as two-letter codes where they are states on file, else by name; events in date order."""

    number: str
    title: str
    complainants: tuple[str, ...]
    respondents: tuple[str, ...]
    third_parties: tuple[str, ...]
    agreements: str
    events: tuple[RecordedEvent, ...]
    source: str

    @property
    def requested_on(self) -> date:
        """The day of the request for consultations, the earliest event of that kind."""
        return next(e.on for e in self.events if e.kind == REQUEST)

    @property
    def kenya(self) -> str:
        """What Kenya is in it: complainant, third_party or observer."""
        if "KE" in self.complainants:
            return "complainant"
        return "third_party" if "KE" in self.third_parties else "observer"


def read_disputes(payload: object) -> list[DisputeRecord | RefusedRecord]:
    """Every dispute of a parsed file, accepted or refused, in its order. `ValueError` when it holds no list of them."""
    nothing = "The file holds no list of disputes: it must be an object with “disputes”, or a list."
    return read_each(payload, "disputes", nothing, _read)


def _read(row: Mapping[str, object], number: str) -> DisputeRecord:
    if not _NUMBER.fullmatch(number):
        raise Unreadable(N_("A dispute has a number such as DS645."))
    events = tuple(sorted(_events(row), key=lambda e: (e.on, e.kind != REQUEST)))
    if not any(e.kind == REQUEST for e in events):
        raise Unreadable(N_("The day of the request for consultations is missing; every period counts from it."))
    return DisputeRecord(
        number,
        _text(row, "short_title") or _text(row, "title") or number,
        _parties(row, "complainants"),
        _parties(row, "respondents"),
        _parties(row, "third_parties"),
        _agreements(row),
        events,
        _source(row),
    )


def _events(row: Mapping[str, object]) -> list[RecordedEvent]:
    rows = row.get("events")
    if not isinstance(rows, list):
        raise Unreadable(N_("The dispute has no list of events."))
    return [_event(each) for each in rows]


def _event(row: object) -> RecordedEvent:
    if not isinstance(row, Mapping) or not isinstance(row.get("event"), str):
        raise Unreadable(N_("An event has no kind."))
    try:
        on = date.fromisoformat(str(row.get("date")))
    except ValueError:
        raise Unreadable(N_("An event has no date such as 2024-07-10.")) from None
    return RecordedEvent(str(row["event"])[:80], on, str(row.get("basis") or "")[:80])


def _parties(row: Mapping[str, object], key: str) -> tuple[str, ...]:
    listed = row.get(key)
    found = [each for each in listed if isinstance(each, Mapping)] if isinstance(listed, list) else []
    names = [str(each.get("name") or "") for each in found]
    return tuple("EU" if "European" in name else iso_of(name) or name[:60] for name in names if name)


def _agreements(row: Mapping[str, object]) -> str:
    cited = row.get("agreements_cited_consultations")
    if not isinstance(cited, Mapping):
        return ""
    lines = [f"{name}: {', '.join(map(str, of))}" if isinstance(of, list) else str(name) for name, of in cited.items()]
    return "\n".join(lines)[:5000]


def _source(row: Mapping[str, object]) -> str:
    listed = row.get("sources")
    first = listed[0] if isinstance(listed, list) and listed else {}
    return str(first.get("url") or "")[:400] if isinstance(first, Mapping) else ""


def _text(row: Mapping[str, object], key: str) -> str:
    return " ".join(str(row.get(key) or "").split())[:120]
