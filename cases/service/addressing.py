"""Whom a letter reaches: a seat made into people with address and language. One query for all letters of a step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import CompoundSelect, Row, Select, String, bindparam, func, literal, select, union_all
from sqlmodel import Session

from cases.engine import Planned
from cases.history import Value
from cases.lifecycles import lifecycle
from cases.models import Account, Contact, Party
from cases.models.columns import Json
from cases.seats import SUPERVISOR, Named, Role, Seat
from cases.words import N_

_PARTY: Any = Party.__table__  # type: ignore[attr-defined]
_ACCOUNT: Any = Account.__table__  # type: ignore[attr-defined]
_CONTACT: Any = Contact.__table__  # type: ignore[attr-defined]

_SOURCES: dict[str, Select[Any]] = {
    "party": select(
        literal("party").label("source"), _PARTY.c.id, _PARTY.c.seat, func.coalesce(_PARTY.c.country, "").label("body"),
        _PARTY.c.name, _PARTY.c.email, _PARTY.c.language, literal(None, Json).label("roles"), _PARTY.c.organisation,
    ).where(_PARTY.c.case_id == bindparam("case_id")),
    "account": select(
        literal("account").label("source"), _ACCOUNT.c.id, literal("").label("seat"),
        _ACCOUNT.c.department.label("body"),
        _ACCOUNT.c.name, _ACCOUNT.c.email, _ACCOUNT.c.language, _ACCOUNT.c.roles, literal("").label("organisation"),
    ).where(_ACCOUNT.c.disabled.is_(False)),
    "contact": select(
        literal("contact").label("source"), _CONTACT.c.id, _CONTACT.c.seat, _CONTACT.c.body, _CONTACT.c.name,
        _CONTACT.c.address.label("email"), _CONTACT.c.language, literal(None, Json).label("roles"),
        literal("").label("organisation"),
    ).where(
        bindparam("seats", type_=String).contains("|" + _CONTACT.c.seat + "|"),
        _CONTACT.c.valid_from <= bindparam("on"),
        (_CONTACT.c.valid_to.is_(None)) | (_CONTACT.c.valid_to >= bindparam("on")),
    ),
}  # fmt: skip
_SOURCE = {"case": "party", "party": "party", "staff": "account"}
OURSELVES = "KE"


@lru_cache(maxsize=7)
def _directory(sources: frozenset[str]) -> Select[Any] | CompoundSelect[Any]:
    """One query over the sources that the seats need, and no others."""
    parts = [_SOURCES[each] for each in sorted(sources)]
    return parts[0] if len(parts) == 1 else union_all(*parts)


NO_ADDRESS = N_("No address is on file for this recipient. Print the letter, or add the address to the directory.")
NO_EMAIL = N_("The complainant gave no e-mail address. Call them, and record the answer on their behalf.")
NO_OFFICER = N_("Nobody is assigned to the case; the supervisors were written to instead.")
NOT_A_PARTY = N_("Nobody with an address is registered here for %(whom)s. Print the letter, or register the party.")
LONGEST_BODY = 40
"""A longer name of a body stands in the key of a letter as its digest."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom an act is about, where it is not the whole case: a state, and the firm in it if it is about one."""

    state: str
    firm: str = ""

    @property
    def words(self) -> str:
        return f"{self.firm} ({self.state})" if self.firm else self.state

    def is_party(self, row: Row[Any]) -> bool:
        """Whether this party of the case is that firm, by name or organisation; of a state, every party from there."""
        if not self.firm:
            return bool(row.body == self.state)
        names = {_plain(row.name), _plain(row.organisation)}
        return row.body in ("", None, self.state) and _plain(self.firm) in names


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def subject_of(case: Row[Any], text: str | None) -> Subject | None:
    """The subject of an act or a clock as the procedure of the case writes it, such as `CN: Example Steel`."""
    scope = lifecycle(case.lifecycle, case.version).scope if text else None
    if not text or scope is None or not scope.within:
        return None
    state, _, firm = (part.strip() for part in text.partition(scope.within))
    return Subject(state, firm)


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
        body = self.body if len(self.body) <= LONGEST_BODY else sha256(self.body.encode()).hexdigest()[:LONGEST_BODY]
        return f"s:{self.seat.key}:{body}" if body else f"s:{self.seat.key}"


@dataclass(frozen=True, slots=True)
class Addressed:
    """A letter with its addressee, or the reason why nobody gets it."""

    letter: str
    seat: Seat
    recipient: Recipient | None
    withheld: str | None = None


def addressed(
    session: Session,
    case: Row[Any],
    values: Mapping[str, Value],
    letters: Sequence[Planned],
    *,
    on: date,
    subject: str | None = None,
) -> list[Addressed]:
    """The letters of a step, one per recipient; those that stay behind with the reason.

    `subject` is the one of the act or the clock, if it concerns one alone.
    """
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
    whom = subject_of(case, subject)
    for planned in going:
        for recipient in recipients(planned.seat, case, values, rows, whom):
            found.append(Addressed(planned.letter, planned.seat, recipient))
    return found


def recipients(
    seat: Seat,
    case: Row[Any],
    values: Mapping[str, Value],
    rows: Iterable[Row[Any]],
    subject: Subject | None = None,
) -> list[Recipient]:
    """Who sits in a seat for this case; at least one entry, without an address if nobody is on file."""
    about = subject if seat.of_subject else None
    match seat.reach:
        case "case" | "party":
            return _parties(seat, rows, about)
        case "staff":
            return _staff(seat, case, rows)
        case _:
            return _contacts(seat, [about.state] if about else bodies(seat, values), rows)


def bodies(seat: Seat, values: Mapping[str, Value]) -> list[str]:
    """Which states, agencies or organisations are meant, Kenya aside: the contact directory is keyed by them."""
    for named in seat.named_by:
        if named.where is None or values.get(named.where[0]) == named.where[1]:
            found = [body for body in _named(named, values) if body != OURSELVES]
            if found:
                return found
    return []


def _named(named: Named, values: Mapping[str, Value]) -> list[str]:
    said = [values.get(fact) for fact in named.facts]
    several = [each if isinstance(each, list) else [each] for each in said]
    return list(dict.fromkeys(str(body) for bodies in several for body in bodies if body))


def _parties(seat: Seat, rows: Iterable[Row[Any]], subject: Subject | None = None) -> list[Recipient]:
    no_email = NO_EMAIL if seat.reach == "case" else NO_ADDRESS
    found = [
        Recipient(seat, r.name, r.email, r.language, party_id=r.id, why="" if r.email else no_email)
        for r in rows
        if r.source == "party" and r.seat in (seat.key, *seat.synonyms) and (subject is None or subject.is_party(r))
    ]
    if found:
        return found
    if subject is None:
        return [Recipient(seat, seat.title, None, "en", why=NO_ADDRESS)]
    whom = subject.words
    return [Recipient(seat, whom, None, "en", why=NOT_A_PARTY % {"whom": whom}, body=whom)]


def _staff(seat: Seat, case: Row[Any], rows: Iterable[Row[Any]]) -> list[Recipient]:
    accounts = [r for r in rows if r.source == "account"]
    if seat.holder is Role.OFFICER:
        chosen = [r for r in accounts if r.id == case.officer_id]
    else:
        chosen = [r for r in accounts if seat.holder.value in (r.roles or [])]
    if not chosen:
        chosen = [r for r in accounts if SUPERVISOR.holder.value in (r.roles or [])]
    found = [Recipient(seat, r.name, r.email, r.language, account_id=r.id) for r in chosen]
    return found or [Recipient(seat, seat.title, None, "en", why=NO_ADDRESS)]


def _contacts(seat: Seat, wanted: Sequence[str], rows: Iterable[Row[Any]]) -> list[Recipient]:
    contacts = [r for r in rows if r.source == "contact" and r.seat == seat.key]
    found: list[Recipient] = []
    for body in wanted or [""]:
        here = [r for r in contacts if r.body == body]
        found += [
            Recipient(seat, r.name, r.email, r.language, contact_id=r.id, why="" if r.email else NO_ADDRESS, body=body)
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
