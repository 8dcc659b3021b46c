"""Whom a letter reaches: a seat made into people with address and language. One query for all letters of a step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import CompoundSelect, Row, Select, String, bindparam, literal, select, union_all
from sqlmodel import Session

from cases.engine import Planned
from cases.history import Value
from cases.models import Account, Contact, Party
from cases.models.columns import Json
from cases.seats import OFFICER, SUPERVISOR, Role, Seat
from cases.words import N_

_PARTY: Any = Party.__table__  # type: ignore[attr-defined]
_ACCOUNT: Any = Account.__table__  # type: ignore[attr-defined]
_CONTACT: Any = Contact.__table__  # type: ignore[attr-defined]

_SOURCES: dict[str, Select[Any]] = {
    "party": select(
        literal("party").label("source"), _PARTY.c.id, _PARTY.c.seat, literal("").label("body"),
        _PARTY.c.name, _PARTY.c.email, _PARTY.c.language, literal(None, Json).label("roles"),
    ).where(_PARTY.c.case_id == bindparam("case_id")),
    "account": select(
        literal("account").label("source"), _ACCOUNT.c.id, literal("").label("seat"),
        _ACCOUNT.c.department.label("body"),
        _ACCOUNT.c.name, _ACCOUNT.c.email, _ACCOUNT.c.language, _ACCOUNT.c.roles,
    ).where(_ACCOUNT.c.disabled.is_(False)),
    "contact": select(
        literal("contact").label("source"), _CONTACT.c.id, _CONTACT.c.seat, _CONTACT.c.body, _CONTACT.c.name,
        _CONTACT.c.address.label("email"), _CONTACT.c.language, literal(None, Json).label("roles"),
    ).where(
        bindparam("seats", type_=String).contains("|" + _CONTACT.c.seat + "|"),
        _CONTACT.c.valid_from <= bindparam("on"),
        (_CONTACT.c.valid_to.is_(None)) | (_CONTACT.c.valid_to >= bindparam("on")),
    ),
}  # fmt: skip
_SOURCE = {"case": "party", "staff": "account"}


@lru_cache(maxsize=7)
def _directory(sources: frozenset[str]) -> Select[Any] | CompoundSelect[Any]:
    """One query over the sources that the seats need, and no others."""
    parts = [_SOURCES[each] for each in sorted(sources)]
    return parts[0] if len(parts) == 1 else union_all(*parts)


NO_ADDRESS = N_("No address is on file for this recipient. Print the letter, or add the address to the directory.")
NO_EMAIL = N_("The complainant gave no e-mail address. Call them, and record the answer on their behalf.")
NO_OFFICER = N_("Nobody is assigned to the case; the supervisors were written to instead.")

_STAFF_ROLE = {"supervisor": Role.SUPERVISOR, "nfp_ke": Role.FOCAL_POINT, "decision_maker": Role.DECISION_MAKER,
               "border_desk": Role.BORDER_DESK}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recipient:
    """One addressee: the key of their row, the address (None when there is none), and why there is none."""

    seat: Seat
    name: str
    address: str | None
    language: str
    party_id: int | None = None
    account_id: int | None = None
    contact_id: int | None = None
    why: str = ""
    body: str = ""

    @property
    def key(self) -> str:
        """The recipient for the purpose of sending once."""
        for stem, value in (("p", self.party_id), ("a", self.account_id), ("c", self.contact_id)):
            if value is not None:
                return f"{stem}{value}"
        return f"s:{self.seat.key}:{self.body}" if self.body else f"s:{self.seat.key}"


@dataclass(frozen=True, slots=True)
class Addressed:
    """A letter with its addressee, or the reason why nobody gets it."""

    letter: str
    seat: Seat
    recipient: Recipient | None
    withheld: str | None = None


def addressed(
    session: Session, case: Row[Any], values: Mapping[str, Value], letters: Sequence[Planned], *, on: date
) -> list[Addressed]:
    """The letters of a step, one per recipient; those that stay behind with the reason."""
    going = [letter for letter in letters if letter.withheld is None]
    found = [Addressed(p.letter, p.seat, None, p.withheld) for p in letters if p.withheld is not None]
    if not going:
        return found
    sources = {_SOURCE.get(p.seat.reach, "contact") for p in going}
    seats = "|".join(["", *sorted({p.seat.key for p in going}), ""])
    rows = (
        session.connection()
        .execute(_directory(frozenset(sources)), {"case_id": case.id, "seats": seats, "on": on})
        .all()
    )
    for planned in going:
        for recipient in recipients(planned.seat, case, values, rows):
            found.append(Addressed(planned.letter, planned.seat, recipient))
    return found


def recipients(seat: Seat, case: Row[Any], values: Mapping[str, Value], rows: Iterable[Row[Any]]) -> list[Recipient]:
    """Who sits in a seat for this case; at least one entry, without an address if nobody is on file."""
    match seat.reach:
        case "case":
            return _parties(seat, rows)
        case "staff":
            return _staff(seat, case, rows)
        case _:
            return _contacts(seat, bodies(seat, values), rows)


def bodies(seat: Seat, values: Mapping[str, Value]) -> list[str]:
    """Which state, agency or organisation is meant: the contact directory is keyed by it."""
    if seat.key == "nfp_other":
        theirs = values.get("reporting_country")
        if values.get("direction") == "inbound" and theirs:
            return [str(theirs)]
        countries = values.get("measure_countries")
        return [str(c) for c in countries if c != "KE"] if isinstance(countries, list) else []
    if seat.key == "mission":
        countries = values.get("measure_countries")
        return [str(c) for c in countries if c != "KE"] if isinstance(countries, list) else []
    if seat.key == "lead_agency":
        return [str(values.get("lead_agency") or "")]
    if seat.reach == "state":
        return [str(values.get("regime") or "")]
    return [""]


def _parties(seat: Seat, rows: Iterable[Row[Any]]) -> list[Recipient]:
    found = [
        Recipient(seat, r.name, r.email, r.language, party_id=r.id, why="" if r.email else NO_EMAIL)
        for r in rows
        if r.source == "party" and r.seat == seat.key
    ]
    return found or [Recipient(seat, seat.title, None, "en", why=NO_ADDRESS)]


def _staff(seat: Seat, case: Row[Any], rows: Iterable[Row[Any]]) -> list[Recipient]:
    accounts = [r for r in rows if r.source == "account"]
    if seat.key == OFFICER.key and case.officer_id is not None:
        chosen = [r for r in accounts if r.id == case.officer_id]
    else:
        role = _STAFF_ROLE.get(seat.key, Role.SUPERVISOR)
        chosen = [r for r in accounts if role.value in (r.roles or [])]
    if not chosen and seat.key != SUPERVISOR.key:
        chosen = [r for r in accounts if Role.SUPERVISOR.value in (r.roles or [])]
    found = [Recipient(seat, r.name, r.email, r.language, account_id=r.id) for r in chosen]
    return found or [Recipient(seat, seat.title, None, "en", why=NO_ADDRESS)]


def _contacts(seat: Seat, wanted: Sequence[str], rows: Iterable[Row[Any]]) -> list[Recipient]:
    contacts = [r for r in rows if r.source == "contact" and r.seat == seat.key]
    found: list[Recipient] = []
    for body in wanted or [""]:
        here = [r for r in contacts if r.body == body]
        found += [
            Recipient(seat, r.name, r.email, r.language, contact_id=r.id, why="" if r.email else NO_ADDRESS)
            for r in here
        ]
        if not here:
            name = f"{seat.title} ({body})" if body else seat.title
            found.append(Recipient(seat, name, None, "en", why=NO_ADDRESS, body=body))
    return found


def outbox_rows(
    letters: Sequence[Addressed],
    *,
    case_id: UUID,
    seq: int,
    at: datetime,
    real: datetime,
    cause: str,
    context: Mapping[str, object] | None = None,
    domain: str = "tatua",
) -> list[dict[str, object]]:
    """Letters as rows of the outbox. `cause` names what brought them, so that none is written twice for it."""
    rows: list[dict[str, object]] = []
    for number, each in enumerate(letters):
        who = each.recipient.key if each.recipient else f"w:{each.seat.key}:{number}"
        rows.append(_outbox_row(each, f"{case_id}:{cause}:{each.letter}:{who}", case_id, seq, real, context, domain))
    return rows


def _outbox_row(
    each: Addressed,
    dedupe: str,
    case_id: UUID,
    seq: int,
    real: datetime,
    context: Mapping[str, object] | None,
    domain: str,
) -> dict[str, object]:
    to = each.recipient
    state = "withheld" if to is None else "queued" if to.address else "parked"
    return {
        "case_id": case_id, "event_seq": seq, "letter": each.letter, "seat": each.seat.key,
        "party_id": to.party_id if to else None, "account_id": to.account_id if to else None,
        "contact_id": to.contact_id if to else None, "address": to.address if to else None,
        "language": to.language if to else "en",
        "context": {**(context or {}), **({"body": to.body} if to and to.body else {})},
        "state": state,
        "why": each.withheld or (to.why if to else ""),
        "message_id": f"<{sha256(dedupe.encode()).hexdigest()[:32]}@{domain}>",
        "dedupe": dedupe, "subject": "", "attempts": 0, "made_at": real, "next_try_at": real, "answer": "",
        "unobserved": False,
    }  # fmt: skip
