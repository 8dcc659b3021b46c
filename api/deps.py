"""What endpoints ask for: the visitor's request, a member of staff, a form that was sent."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData

from api.i18n import N_
from api.pages.base import Web
from api.sessions import Staff
from cases.errors import NotAllowed
from cases.seats import Role
from cases.store import Database

MOST_FILES = 20
MOST_FIELDS = 1_000
LARGEST_TEXT = 1024 * 1024


def get_web(request: Request) -> Web:
    """The request as its visitor sees it, made once."""
    if not hasattr(request.state, "web"):
        request.state.web = Web(request)
    web: Web = request.state.web
    return web


def get_database(request: Request) -> Database:
    found: Database = request.app.state.database
    return found


WebDep = Annotated[Web, Depends(get_web)]
DatabaseDep = Annotated[Database, Depends(get_database)]

CASE_ROLES = (
    Role.OFFICER, Role.FOCAL_POINT, Role.COUNSEL, Role.SUPERVISOR, Role.DECISION_MAKER, Role.BORDER_DESK, Role.AUDITOR,
)  # fmt: skip
"""Roles whose work is on cases."""


def get_staff(web: WebDep) -> Staff:
    """Whoever is signed in and works on cases; others are sent to sign in, or told that the page is not theirs."""
    if not web.staff.has(*CASE_ROLES):
        raise NotAllowed(N_("Your account does not work on cases. Ask an administrator for the role that you need."))
    return web.staff


def get_supervisor(web: WebDep) -> Staff:
    """A supervisor or an auditor."""
    if not web.staff.has(Role.SUPERVISOR, Role.AUDITOR):
        raise NotAllowed(N_("This page is for supervisors. Ask yours if you need something from it."))
    return web.staff


StaffDep = Annotated[Staff, Depends(get_staff)]
SupervisorDep = Annotated[Staff, Depends(get_supervisor)]


async def read_form(request: Request) -> AsyncIterator[FormData]:
    """The form that was sent; its files are closed when the answer is made."""
    async with request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=LARGEST_TEXT) as data:
        yield data


def checked_form(web: WebDep, data: Annotated[FormData, Depends(read_form)]) -> FormData:
    web.check_csrf(data)
    return data


Posted = Annotated[FormData, Depends(checked_form)]
"""A form that was sent from a page of ours: the proof is checked before the endpoint runs."""
