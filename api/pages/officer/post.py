"""One letter of a case: to read and print, and to be sent again where it could not go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import APIRouter
from sqlalchemy import Row, select
from starlette.responses import Response

from api.deps import Posted, StaffDep, WebDep
from api.forms import Field, text_of
from api.i18n import N_, _, say
from api.pages.base import Web
from api.pages.officer.letters import STATES, letter_text, letter_title
from api.pages.officer.opened import Opened, opened
from api.wake import wake
from cases.errors import InputRefused, NotAllowed
from cases.seats import SEATS, Role
from cases.store.tables import ACCOUNT

router = APIRouter(include_in_schema=False)

SENDERS = (Role.OFFICER, Role.FOCAL_POINT, Role.SUPERVISOR, Role.BORDER_DESK)


@dataclass(frozen=True, slots=True)
class Again:
    """Once more: who asked for it, and when."""

    name: str
    at: datetime


@router.get("/cases/{reference}/letters/{key}")
def letter(web: WebDep, staff: StaffDep, reference: str, key: int) -> Response:
    """A letter to read or print: what was sent, or what would be."""
    with opened(web, reference) as case:
        return _letter(web, case, key)


def _letter(web: Web, case: Opened, key: int, *, refusal: InputRefused | None = None, typed: str = "") -> Response:
    row, subject, text, sent = letter_text(case, key, web.settings)
    if case.names_hidden and row.party_id is not None and not case.knows_who:
        raise NotAllowed(N_("Letters to a protected complainant are read by those who work on the case."))
    errors = {name: say(words) for name, words in refusal.fields.items()} if refusal else {}
    address = Field(
        "address", _("E-mail address"), "email", _("Correct it if it is wrong. The letter is written anew."),
        typed or row.address or "", width="govuk-input--width-20",
    )  # fmt: skip
    return web.page(
        "officer/letter.html", title=letter_title(row.letter), status=422 if refusal else 200, row=row,
        subject=subject, text=text, sent=sent, back=f"{case.href}#letters", errors=errors, fields=[address], case=case,
        state=say(STATES.get(row.state, (row.state, ""))[0]), again=_again(case, row),
        seat=say(SEATS[row.seat].title) if row.seat in SEATS else row.seat,
        may_send=may_send_again(web, row), href=f"{case.href}/letters/{key}",
    )  # fmt: skip


def may_send_again(web: Web, row: Row[Any]) -> bool:
    """A letter that could not go may be sent again; one that carries a code never is."""
    from notifications.letters import LETTERS

    kind = LETTERS.get(row.letter)
    return row.state == "parked" and kind is not None and not kind.secret and web.staff.has(*SENDERS)


def _again(case: Opened, row: Row[Any]) -> Sequence[Again]:
    """Who had it sent once more, the latest first."""
    kept: Sequence[dict[str, Any]] = row.context.get("again", ())
    wanted = select(ACCOUNT.c.id, ACCOUNT.c.name).where(ACCOUNT.c.id.in_([each["by"] for each in kept]))
    names = {found.id: found.name for found in case.uow.session.execute(wanted)} if kept else {}
    return [Again(names.get(each["by"], ""), datetime.fromisoformat(each["at"])) for each in reversed(kept)]


@router.post("/cases/{reference}/letters/{key}/again")
def send_again(web: WebDep, staff: StaffDep, reference: str, key: int, data: Posted) -> Response:
    """Queue the letter once more, under the same number, to the address that was confirmed."""
    from notifications.delivery import try_again

    with opened(web, reference) as case:
        row = letter_text(case, key, web.settings)[0]
        if not staff.has(*SENDERS):
            raise NotAllowed(N_("Letters are sent again by those who work on the case."))
        try:
            address = _address(text_of(data, "address"))
        except InputRefused as refusal:
            return _letter(web, case, key, refusal=refusal, typed=text_of(data, "address"))
    queued = try_again(web.database, row.id, address=address, by=staff.id)
    if queued:
        wake()
    words = _("The letter is on its way to %(address)s.") % {"address": address}
    href = f"{case.href}/letters/{key}"
    return web.redirect(href, flash=words if queued else _("This letter does not wait to be sent again."))


def _address(typed: str) -> str:
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(typed, check_deliverability=False).normalized
    except EmailNotValidError:
        raise InputRefused({"address": N_("Give an e-mail address, such as name@example.org.")}) from None
