"""Records of the two public portals, read as they are: blanks are flagged and never filled, nothing is closed.

Section 16 of the procedure. A record that cannot be identified or dated is refused with a reason; everything else is
accepted, and what an officer must look at is a flag.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from cases.ntb.categories import is_category, valid_mast
from cases.ntb.intake import is_late, is_portal_number, known_hs
from cases.ntb.outcomes import OUTCOMES, ROLES_TO_DIRECTIONS, direction_of_role, entry_stage, holder, outcome
from cases.ntb.states import iso_of
from cases.ntb.wording import N_, Sentence

_SCHEMES = {"NTB": "tripartite", "AfCFTA": "afcfta"}
_SEVERAL_STATES = re.compile(r"against \w+ states \(([^)]*)\)")


@dataclass(frozen=True, slots=True)
class Flag:
    """Something an officer must look at: the field, and a sentence."""

    field: str
    says: str


@dataclass(frozen=True, slots=True)
class RefusedRecord:
    """A record that is not taken, with its number as far as it can be read."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class PortalRecord:
    """A public record as the import needs it.

    States are ISO codes; `reporting_country` is None when the portal names none. `decided_on` is the portal's date of
    resolution, which is the date of a meeting; `barrier_stopped_on` is never known from a portal. `category` is what
    was declared, keyed by scheme. `policy_or_operational` follows the portal's mark. `entry_stage` is where the case
    opens and `proposed_close` what an officer may find; `flags` say what to look at.
    """

    number: str
    scheme: str
    reporting_country: str | None
    reporting_name: str | None
    measure_countries: tuple[str, ...]
    location: str | None
    category: tuple[str, str]
    category_label: str
    ntm_code: str | None
    policy_or_operational: str
    hs_codes: tuple[str, ...]
    date_of_incident: date | None
    date_reported: date | None
    decided_on: date | None
    status_as_published: str
    direction: str
    summary: str
    outcome_summary: str | None
    outcome_type: str | None
    proposed_close: str | None
    entry_stage: str
    holder: str | None
    source_url: str | None
    data_quality_note: str | None
    flags: tuple[Flag, ...] = field(default=())

    @property
    def barrier_stopped_on(self) -> None:
        """No portal says when the barrier really stopped."""
        return None

    @property
    def days_incident_to_resolution(self) -> int | None:
        """Whole days, zero on the same day; None where a date is missing."""
        return _days(self.date_of_incident, self.decided_on)

    @property
    def days_report_to_resolution(self) -> int | None:
        """Whole days, zero on the same day; None where a date is missing."""
        return _days(self.date_reported, self.decided_on)

    @property
    def trader_confirmed(self) -> bool:
        """Whether the record shows the trader's own confirmation."""
        return self.outcome_type == "confirmed_by_complainant"


class _Unreadable(Exception):
    """Why a record is refused, as a sentence."""


def read_records(payload: object) -> list[PortalRecord | RefusedRecord]:
    """Every record of a file, accepted or refused, in the order of the file.

    `payload` is the parsed file: an object with `records`, or the list itself. `ValueError` when it is neither. A
    number that comes twice is refused the second time.
    """
    rows = payload.get("records") if isinstance(payload, Mapping) else payload
    if not isinstance(rows, list):
        raise ValueError("The file holds no list of records: it must be an object with “records”, or a list.")
    seen: set[str] = set()
    return [_read_once(row, at, seen) for at, row in enumerate(rows, start=1)]


def _read_once(row: object, at: int, seen: set[str]) -> PortalRecord | RefusedRecord:
    if not isinstance(row, Mapping):
        return RefusedRecord(f"record {at}", Sentence(N_("This is not a record but something else.")))
    id_ = str(row.get("complaint_number") or f"record {at}")
    if id_ in seen:
        return RefusedRecord(id_, Sentence(N_("This number stands in the file already. Remove one of the two.")))
    try:
        record = read_record(row)
    except _Unreadable as why:
        return RefusedRecord(id_, Sentence(str(why)))
    seen.add(id_)
    return record


def read_record(row: Mapping[str, object]) -> PortalRecord:
    """One record."""
    number = _number(row)
    measure = _measure_countries(row)
    incident, reported, decided = (_day(row, key) for key in ("date_of_incident", "date_reported", "date_resolved"))
    direction, published, outcome_type = _direction(row), _published(row), _outcome_type(row)
    record = PortalRecord(
        number=number,
        scheme=_scheme(number, row),
        reporting_country=iso_of(_words(row, "reporting_country") or ""),
        reporting_name=_words(row, "reporting_country"),
        measure_countries=measure,
        location=_words(row, "location"),
        category=(_scheme(number, row), _words(row, "category_code") or ""),
        category_label=_words(row, "category_label") or "",
        ntm_code=_words(row, "ntm_code"),
        policy_or_operational=_POLICY[_mark(row)],
        hs_codes=_hs_codes(row),
        date_of_incident=incident,
        date_reported=reported,
        decided_on=decided,
        status_as_published=published,
        direction=direction,
        summary=_words(row, "summary") or "",
        outcome_summary=_words(row, "outcome_summary"),
        outcome_type=outcome_type,
        proposed_close=outcome(outcome_type).proposed if published == "Resolved" else None,
        entry_stage=entry_stage(published, outcome_type, direction),
        holder=holder(published),
        source_url=_words(row, "source_url"),
        data_quality_note=_words(row, "data_quality_note"),
    )
    return _flagged(record, row)


_POLICY = {True: "policy_regulatory", False: "operational", None: "unclear"}


def _number(row: Mapping[str, object]) -> str:
    number = _words(row, "complaint_number") or ""
    if not is_portal_number(number):
        raise _Unreadable(N_("The number must look like NTB-001-299 or AfCFTA-000-012."))
    return number


def _scheme(number: str, row: Mapping[str, object]) -> str:
    """The list that the category belongs to: it follows from the number, and the record must agree."""
    scheme = _SCHEMES[number.partition("-")[0]]
    if row.get("system") not in (None, scheme):
        raise _Unreadable(N_("The number and the system of the record belong to different portals."))
    return scheme


def _words(row: Mapping[str, object], key: str) -> str | None:
    value = row.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise _Unreadable(N_("A field that holds text holds something else. Compare the record with its source."))
    return value.strip() or None


def _day(row: Mapping[str, object], key: str) -> date | None:
    value = _words(row, key)
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise _Unreadable(N_("A date is not of the form 2026-03-27. Correct it, or leave it empty.")) from None


def _mark(row: Mapping[str, object]) -> bool | None:
    value = row.get("policy_or_regulatory")
    if value is None or isinstance(value, bool):
        return value
    raise _Unreadable(N_("“policy_or_regulatory” must be true, false or empty."))


def _direction(row: Mapping[str, object]) -> str:
    role = _words(row, "kenya_role") or ""
    if role not in ROLES_TO_DIRECTIONS:
        raise _Unreadable(N_("“kenya_role” is not one of the roles known here, so the direction is not clear."))
    return direction_of_role(role)


def _published(row: Mapping[str, object]) -> str:
    status = _words(row, "status_as_published") or ""
    if status not in ("New", "In process", "Transferred", "Complaint registered with REC", "Resolved"):
        raise _Unreadable(N_("The published status is not one that the portals use."))
    return status


def _outcome_type(row: Mapping[str, object]) -> str | None:
    key = _words(row, "outcome_type")
    if key is not None and key not in OUTCOMES:
        raise _Unreadable(N_("“outcome_type” is not one of the outcomes known here."))
    return key


def _measure_countries(row: Mapping[str, object]) -> tuple[str, ...]:
    """The states whose authority acts. A note that names several (“against two states (…)”) adds to the field."""
    named = row.get("imposing_country")
    texts = [str(each) for each in named] if isinstance(named, list) else [_words(row, "imposing_country") or ""]
    note = _SEVERAL_STATES.search(_words(row, "data_quality_note") or "")
    names = [name for text in (*texts, note[1] if note else "") for name in _names(text)]
    codes = [iso_of(name) for name in names if name.strip()]
    if any(code is None for code in codes):
        raise _Unreadable(N_("The state whose measure it is cannot be recognised. Write its name in English."))
    return tuple(dict.fromkeys(code for code in codes if code))


def _names(text: str) -> list[str]:
    """The states named in a text; a name that itself holds “and” stays whole."""
    return [text] if iso_of(text) else re.split(r",|;| and ", text)


def _hs_codes(row: Mapping[str, object]) -> tuple[str, ...]:
    codes = row.get("hs_codes") or []
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        raise _Unreadable(N_("“hs_codes” must be a list of texts."))
    return tuple(re.sub(r"[.\s]", "", code) for code in codes)


def _days(first: date | None, last: date | None) -> int | None:
    return (last - first).days if first and last else None


def _flagged(record: PortalRecord, row: Mapping[str, object]) -> PortalRecord:
    flags = [*_blanks(record), *_doubts(record), *_wrong_durations(record, row)]
    if record.data_quality_note:
        flags.append(Flag("data_quality_note", record.data_quality_note))
    return replace(record, flags=tuple(flags))


def _blanks(record: PortalRecord) -> list[Flag]:
    """What the portal did not show. A missing date does not mean that nothing happened."""
    found = []
    if record.reporting_name is None:
        found.append(Flag("reporting_country", Sentence(N_("The portal names no reporting country."))))
    elif record.reporting_country is None:
        message = N_("“%(name)s” is not a state; the reporting country stays empty.")
        found.append(Flag("reporting_country", Sentence(message, name=record.reporting_name)))
    if not record.measure_countries:
        found.append(Flag("measure_country", Sentence(N_("The portal does not say whose measure it is."))))
    if record.location is None:
        found.append(Flag("location", Sentence(N_("The portal names no place."))))
    if record.date_of_incident is None:
        found.append(Flag("date_of_incident", Sentence(N_("The portal shows no date of the incident."))))
    if record.status_as_published == "Resolved" and record.decided_on is None:
        found.append(Flag("decided_on", Sentence(N_("The portal says Resolved and shows no date."))))
    return found


def _doubts(record: PortalRecord) -> list[Flag]:
    found = []
    if not is_category(*record.category):
        found.append(Flag("category", Sentence(N_("The category is not on the published list."))))
    if record.ntm_code and not valid_mast(record.ntm_code):
        found.append(Flag("ntm_code", Sentence(N_("The NTM code has not the shape of a MAST code."))))
    if any(len(code) not in (4, 6, 8) or not known_hs(code) for code in record.hs_codes):
        found.append(Flag("hs_codes", Sentence(N_("An HS code is not in the Harmonized System 2022."))))
    if record.outcome_type and outcome(record.outcome_type).flag:
        found.append(Flag("outcome_type", Sentence(outcome(record.outcome_type).flag)))
    return found + _dates_in_doubt(record)


def _dates_in_doubt(record: PortalRecord) -> list[Flag]:
    found = []
    incident, reported, decided = record.date_of_incident, record.date_reported, record.decided_on
    if incident and reported and is_late(incident, reported):
        message = N_("It was reported more than 24 months after the incident.")
        found.append(Flag("date_of_incident", Sentence(message)))
    for first, last in ((incident, reported), (incident, decided), (reported, decided)):
        if first and last and last < first:
            found.append(Flag("decided_on", Sentence(N_("The dates of the record are not in order."))))
            break
    return found


def _wrong_durations(record: PortalRecord, row: Mapping[str, object]) -> list[Flag]:
    """Where the file states a duration, it must be that between the dates."""
    keys: Sequence[str] = ("days_incident_to_resolution", "days_report_to_resolution")
    wrong = [key for key in keys if row.get(key) is not None and row[key] != getattr(record, key)]
    message = N_("The stated number of days is not that between the dates.")
    return [Flag(key, Sentence(message)) for key in wrong]
