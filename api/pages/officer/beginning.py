"""Opening a file by hand: which kind, then the form that its procedure asks for. A form sent twice opens one file."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.responses import Response

from api.deps import Posted, StaffDep, WebDep
from api.forms import Field, answers, date_parts, date_text, field_of, text_of, typed_date
from api.i18n import LANGUAGES, N_, _, language, say
from api.pages.base import Web
from api.pages.law import law_href
from api.pages.officer.asked import LETTERS_HINT, ON, the_day
from api.wake import wake
from cases.beginning import Door, before_opening, door_to, doors
from cases.errors import DateRefused, InputRefused, Refused
from cases.history import Facts
from cases.ntb.states import states
from cases.seats import Role
from cases.service.desk import remember_sent, sent_before
from cases.service.opening import open_by_hand
from cases.service.parties import COUNTRY, EMAIL, LANGUAGE, NAME, PHONE, Person
from cases.store import UnitOfWork
from cases.store.reading import Reading

router = APIRouter(include_in_schema=False)

TOKEN = "form_token"
FOR_SOMEBODY = (Role.BORDER_DESK, Role.OFFICER, Role.SUPERVISOR)
"""Roles that write a complaint about a barrier down, in its own form."""
REACHED = N_("Day on which it reached us")
REACHED_HINT = N_("This day counts in law, not the day on which you record it.")


@router.get("/cases/new")
def choose(web: WebDep, staff: StaffDep) -> Response:
    """The kinds of file that this person may open."""
    return web.page(
        "officer/new.html", title=_("Open a file"), ways=doors(staff.actor), barrier=staff.has(*FOR_SOMEBODY),
        back="/cases", law_href=law_href,
    )  # fmt: skip


@router.get("/cases/new/{lifecycle}")
def ask(web: WebDep, staff: StaffDep, lifecycle: str) -> Response:
    """The form of a kind of file."""
    return _form(web, door_to(lifecycle, staff.actor), None)


@router.post("/cases/new/{lifecycle}")
def send(web: WebDep, staff: StaffDep, lifecycle: str, data: Posted) -> Response:
    """Open the file, once; with something wrong the form comes back as typed."""
    door = door_to(lifecycle, staff.actor)
    try:
        href, fresh = _open(web, door, data)
    except (InputRefused, DateRefused) as refusal:
        return _form(web, door, data, errors=_errors(refusal))
    if fresh:
        wake()
    return web.redirect(href, flash=_("The file is open."))


def _open(web: Web, door: Door, data: FormData) -> tuple[str, bool]:
    """The address of the file, and whether this very form opened it just now."""
    actor, token = web.staff.actor, text_of(data, TOKEN)[:64] or secrets.token_urlsafe(18)
    scope = f"new:{actor.account}:{door.life.key}"
    with UnitOfWork(web.database) as uow:
        before = sent_before(uow, scope, token)
        if before is not None:
            return str(before["href"]), False
        given = answers(door.life.opening, data)
        case_id = open_by_hand(uow, door.life.key, actor=actor, data=given, person=_person(data), on=_day(data))
        href = f"/cases/{uow.case(case_id).reference}"
        remember_sent(uow, scope, token, {"href": href})
        uow.commit()
    return href, True


def _day(data: FormData) -> date | None:
    typed = date_text(typed_date(data, ON))
    return the_day(typed) if typed else None


def _person(data: FormData) -> Person:
    name, email, phone, country = (text_of(data, key) for key in (NAME, EMAIL, PHONE, COUNTRY))
    return Person(name, email, phone, country, text_of(data, LANGUAGE) or "en")


def _errors(refusal: Refused) -> Mapping[str, str]:
    return refusal.fields if isinstance(refusal, InputRefused) else {ON: refusal.reason}


def _form(web: Web, door: Door, data: FormData | None, *, errors: Mapping[str, str] | None = None) -> Response:
    with Reading(web.database) as uow:
        facts = before_opening(door.life, uow.calendars(), today=uow.today, at=uow.now)
    asked, who = _asked(door, facts, data), _who(door, data)
    given = {key: say(words) for key, words in (errors or {}).items()}
    order = {each.key: n for n, each in enumerate([*asked, *who])}
    token = (text_of(data, TOKEN) if data is not None else "") or secrets.token_urlsafe(18)
    return web.page(
        "officer/new-file.html", title=say(door.life.title), status=422 if errors else 200,
        errors=dict(sorted(given.items(), key=lambda item: order.get(item[0], -1))), fields=[*asked, *who],
        asked=asked, who=who, door=door, back="/cases/new", href=f"/cases/new/{door.life.key}", token=token,
        law_href=law_href,
    )  # fmt: skip


def _asked(door: Door, facts: Facts, data: FormData | None) -> list[Field]:
    """The questions of the procedure, and the day that counts."""
    known = [(state.iso, state.name) for state in states(language())]
    found = [field_of(each, facts, data, states=known) for each in door.life.opening]
    today = date_parts(facts.on.isoformat())
    return [*found, Field(ON, _(REACHED), "date", _(REACHED_HINT), today if data is None else typed_date(data, ON))]


def _who(door: Door, data: FormData | None) -> list[Field]:
    """Whoever the file is opened for; by name only where no question of the procedure asks it already."""
    countries = [("", _("Choose")), *((state.iso, state.name) for state in states(language()))]
    found = [
        Field(NAME, _("Name of the person, firm or association"), optional=True),
        Field(EMAIL, _("E-mail address"), "email", _(LETTERS_HINT), optional=True),
        Field(PHONE, _("Telephone number"), "tel", optional=True, width="govuk-input--width-20"),
        Field(COUNTRY, _("Country"), "select", choices=countries[1:], optional=True),
        Field(LANGUAGE, _("Language of the letters"), "radios", choices=list(LANGUAGES.items()), value="en"),
    ]
    kept = found[1:] if door.named_in else found
    return kept if data is None else [replace(each, value=text_of(data, each.key)) for each in kept]
