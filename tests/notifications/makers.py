"""Makers for tests of letters: occasions on paper for every letter of the page, and a small case in a database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from pydantic import SecretStr
from sqlalchemy import Row, insert, select, update

from cases.engine import Actor
from cases.history import Event, Value
from cases.law import LegalStatus
from cases.lifecycle import DATE, Email, Input, Lifecycle
from cases.lifecycles import IN_FORCE, lifecycle
from cases.models import Account, Contact, Incident, OutboxRow, Party
from cases.seats import SEATS, Role, Seat
from cases.service import Done, open_case, take_action
from cases.settings import Settings
from cases.store import Database, UnitOfWork
from cases.store.work import CASE
from notifications.letters import LETTERS, letter
from notifications.letters.base import ADDRESS, Line, audience_of
from notifications.occasion import ClockLine, Occasion
from tests.papers import on_file

LIFE = lifecycle("ntb_complaint")
OUTBOX: Any = OutboxRow.__table__  # type: ignore[attr-defined]
ACCOUNT: Any = Account.__table__  # type: ignore[attr-defined]
CONTACT: Any = Contact.__table__  # type: ignore[attr-defined]
PARTY: Any = Party.__table__  # type: ignore[attr-defined]
INCIDENT: Any = Incident.__table__  # type: ignore[attr-defined]

WEDNESDAY = date(2027, 3, 3)
REFERENCE = "KE-NTB-2027-00042-K"
FACTS: dict[str, Value] = {
    "direction": "outbound", "reporting_country": "KE", "measure_countries": ["UG"],
    "authority": "Uganda Revenue Authority (URA)", "filer_capacity": "exporter", "consent_share_identity": "no",
    "regime": "EAC", "department": "trade", "has_evidence": True, "has_email": True, "lead_agency": "kra",
    "master_case": "KE-NTB-2027-00007-A",
}  # fmt: skip
OF_A_KIND: dict[str, dict[str, Value]] = {
    "ntb": FACTS,
    "dispute": {
        "role": "complainant", "respondents": ["EG"], "ds_number": "DS700", "gatt_xxii": True, "hs_codes": "0902",
        "product": "Tea", "received_on": "2027-03-02", "circulated_on": "2027-03-01", "dsb_meeting_on": "2027-03-29",
        "established_on": "2027-03-01", "has_email": True,
    },
    "remedy": {
        "product": "Steel wire rod", "hs_codes": "7213", "exporting_countries": ["CN", "IN"], "origin": "application",
        "applicant": "canary Wire Makers", "initiated_on": "2027-02-01", "effect_on": "2027-04-03",
        "hearing_on": "2027-04-12", "has_email": True,
    },
}  # fmt: skip
"""Facts that a case of that kind has on record."""
FIRM = "CN: Example Steel"
FOCAL = Actor(frozenset({Role.FOCAL_POINT}), account=2)


def settings(folder: Path, **changes: Any) -> Settings:
    values: dict[str, Any] = {
        "env": "test", "var_dir": folder, "secret_key": SecretStr("s" * 40), "base_url": "https://tatua.example",
        "smtp_sender": "Tatua <no-reply@tatua.example>",
    }  # fmt: skip
    return Settings(**{**values, **changes})


def clock(
    seat: str = "ntb_officer",
    due: str | None = "2027-03-12",
    *,
    key: str = "svc_progress",
    kind: str = "act_by",
    status: LegalStatus = LegalStatus.SERVICE,
    cite: str = "our standard",
    stage: str = "",
    title: str = "A note to the complainant",
    subject: str = "",
) -> ClockLine:
    day = date.fromisoformat(due) if due else None
    return ClockLine((key, 1, 1, subject), title, seat, stage, kind, cite, status, "open", day)


def occasion(key: str, seat: Seat | None = None, language: str = "en", **changes: Any) -> Occasion:
    """A letter about Wednesday 3 March 2027, on paper. `changes` replace what it is about."""
    kind = letter(key)
    seat = seat or next(
        (s for s in SEATS.values() if audience_of(s) in kind.audiences), None
    )  # fmt: skip
    values: dict[str, Any] = {
        "letter": key, "audience": ADDRESS if ADDRESS in kind.audiences else audience_of(seat), "seat": seat,
        "to": "Wanjiku Kamau", "address": "reader@example.org", "language": language, "today": WEDNESDAY,
        "base_url": "https://tatua.example", "case_id": UUID(int=7), "reference": REFERENCE, "title": "Milk, Uganda",
        "life": LIFE, "stage": "notified", "event": event("ready_to_notify.notify", "notified"), "values": FACTS,
        "clocks": (clock(),), "hs_codes": ("0401",), "context": {"secret": "123456"},
        "lines": (
            Line(reference=REFERENCE, title="The reply is weighed", day=WEDNESDAY, law="our own service standard",
                 before=date(2027, 3, 2), cause="a gazette notice", link=f"https://tatua.example/cases/{REFERENCE}"),
        ),
    }  # fmt: skip
    return Occasion(**{**values, **changes})


def event(action: str, to: str, *, reason: str = "", **data: Value) -> Event:
    return Event(
        seq=2, action=action, stage=action.partition(".")[0], to=to, visit=1, happened_on=WEDNESDAY,
        recorded_at=datetime(2027, 3, 3, 7, tzinfo=UTC), data=data, seat="nfp_ke", reason=reason,
    )  # fmt: skip


def every_letter_on_the_pages() -> Iterator[tuple[Lifecycle, str, Seat, Event, ClockLine | None]]:
    """Each letter of each procedure with its reader, the act that sends it, and the clock if it is about one."""
    for life in IN_FORCE:
        for key, seat, act, about in every_letter_of(life):
            yield life, key, seat, act, about


def every_letter_of(life: Lifecycle) -> Iterator[tuple[str, Seat, Event, ClockLine | None]]:
    """Each letter of one procedure. What was asked of one subject is about that subject."""
    usual = life.stages[1].key if life is not LIFE else "notified"
    for stage, action in life.all_actions():
        here = stage.key if stage else usual
        data: dict[str, Value] = {each.key: _answer(each) for each in action.inputs}
        to = action.to if isinstance(action.to, str) else here
        act = replace(event(f"{here}.{action.key}", to, reason="the reason"), data=data)
        act = replace(act, subject=FIRM if action.per else None)
        yield from ((e.letter, e.to, act, None) for e in action.emails)
    for stage, deadline in life.all_deadlines():
        here = stage.key if stage else usual
        about = clock(
            deadline.seat.key, key=deadline.key, status=deadline.cite.status, title=deadline.title,
            subject=FIRM if deadline.per else "",
        )  # fmt: skip
        emails: list[Email] = [r.email for r in deadline.remind]
        emails += [e for expiry in deadline.on_expiry for e in expiry.emails]
        yield from ((e.letter, e.to, event(f"{here}.open", here), about) for e in emails)


def _answer(asked: Input) -> str:
    return "2027-03-05" if asked.type is DATE else f"answer {asked.key}"


def every_letter() -> Iterator[Occasion]:
    """Every letter in every language for every reader that it has, on paper."""
    for language in ("en", "sw"):
        for life, key, seat, act, about in every_letter_on_the_pages():
            values = {**OF_A_KIND[life.key.partition("_")[0]], "department": "trade"}
            yield occasion(key, seat, language, life=life, event=act, deadline=about, stage=act.to, values=values)
        for key in sorted(LETTERS.keys() - {each[1] for each in every_letter_on_the_pages()}):
            yield occasion(key, None, language)


def fill(database: Database, *, values: Mapping[str, Value] | None = None, stage: str = "ready_to_notify") -> UUID:
    """A case in a database with its people: officer, focal point, a contact in Uganda and one at the secretariat."""
    with UnitOfWork(database) as uow:
        uow.session.execute(
            insert(ACCOUNT), [_account(1, "Ines Wanjiru", "officer"), _account(2, "Faraja", "focal_point")]
        )
        uow.session.execute(insert(CONTACT), [_contact(1, "nfp_other", "UG"), _contact(2, "rec_secretariat", "EAC")])
        case_id = open_case(uow, LIFE, actor=FOCAL, at_stage=stage, values={**FACTS, **(values or {})}, title="Milk")
        uow.session.execute(update(CASE).where(CASE.c.id == case_id), {"officer_id": 1})
        uow.session.execute(insert(PARTY), [_party(case_id)])
        uow.session.execute(insert(INCIDENT), [_incident(case_id)])
        on_file(uow, case_id, PAPER)
        uow.commit()
    return case_id


def notify(database: Database, case_id: UUID, *, identity: str = "anonymous") -> Done:
    """Kenya asks Uganda: four letters go into the outbox."""
    with UnitOfWork(database) as uow:
        done = take_action(uow, case_id, "notify", actor=FOCAL, data=request(identity), documents=[str(PAPER)])
        uow.commit()
    return done


PAPER = UUID(int=1)
"""The evidence of the request."""


def request(identity: str = "anonymous") -> dict[str, Value]:
    return {
        "request_text": "Uganda holds Kenyan milk at Busia since January without giving a reason in writing.",
        "provisions": "EAC Treaty Art. 75(5)", "remedy": "Release the goods.", "evidence": [str(PAPER)],
        "identity": identity, "request_received_on": "2027-03-03",
    }  # fmt: skip


def outbox(database: Database) -> list[Row[Any]]:
    with database.read() as session:
        return list(session.execute(select(OUTBOX).order_by(OUTBOX.c.id)).all())


def row(database: Database, key: str, **wanted: object) -> Row[Any]:
    """The one row of the outbox with that letter (and these columns)."""
    found = [r for r in outbox(database) if r.letter == key and all(getattr(r, k) == v for k, v in wanted.items())]
    assert len(found) == 1, [r.letter for r in outbox(database)]
    return found[0]


def _account(id: int, name: str, role: str) -> dict[str, object]:
    return {
        "id": id, "username": name.lower(), "name": name, "email": f"{role}@trade.example", "password_hash": "x",
        "roles": [role], "department": "trade", "language": "en", "disabled": False, "demonstration": False,
        "failed_sign_ins": 0,
    }  # fmt: skip


def _contact(id: int, seat: str, body: str) -> dict[str, object]:
    return {
        "id": id, "seat": seat, "body": body, "name": f"Contact {body}", "address": f"{seat}@{body.lower()}.example",
        "language": "en", "valid_from": date(2026, 1, 1), "source": "test",
    }  # fmt: skip


def _party(case_id: UUID) -> dict[str, object]:
    return {
        "id": 1, "case_id": case_id, "seat": "complainant", "name": "Achieng Canaryname",
        "organisation": "Canary Dairy Ltd",
        "email": "canary@trader.example", "phone": "+254700000042", "country": "KE", "language": "sw",
        "email_proved": True, "call_back": False, "personal": {"business_reg_no": "CANARY-REG"},
    }  # fmt: skip


def _incident(case_id: UUID) -> dict[str, object]:
    return {
        "id": 1, "case_id": case_id, "goods": "canary milk", "hs_codes": ["0401"], "location_name": "Busia",
        "answers": {"description": "I am Achieng Canaryname and they hold my milk."},
        "restricted": {"loss_amount": {"amount": "777000", "currency": "KES"}},
    }  # fmt: skip
