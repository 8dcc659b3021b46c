"""Saved views: the lists that a member of staff keeps under names of their own, and the way back from a deletion."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.responses import Response

from api.deps import Posted, StaffDep, WebDep
from api.forms import text_of
from api.i18n import _, say
from api.pages.base import Web
from cases.errors import InputRefused
from cases.service.views import LISTS, LONGEST_NAME, View, delete_view, list_address, rename_view, save_view
from cases.store import UnitOfWork
from cases.store.desk import saved_views
from cases.store.reading import Reading

router = APIRouter(include_in_schema=False)

UNDO = "deleted_view"
"""Where the session keeps the list that was deleted last, until its owner has seen the page after it."""


@router.get("/views")
def show(web: WebDep, staff: StaffDep) -> Response:
    """The lists of this person: open, rename, delete."""
    return _page(web)


def _page(
    web: Web, *, errors: dict[str, str] | None = None, typed: str = "", at: int = 0, status: int = 200
) -> Response:
    with Reading(web.database) as uow:
        views = saved_views(uow.session, web.staff.id)
    return web.page(
        "officer/views.html", title=_("Saved lists"), status=status, wide=True, back="/cases", views=views, at=at,
        typed=typed, errors=errors, longest=LONGEST_NAME, deleted=web.visit.data.pop(UNDO, None),
    )  # fmt: skip


@router.post("/views")
def save(web: WebDep, staff: StaffDep, data: Posted) -> Response:
    """Keep a list; the page goes back to it. A name that is refused can be put right without losing the list."""
    try:
        with UnitOfWork(web.database) as uow:
            kept = save_view(uow, staff.id, text_of(data, "name"), text_of(data, "address"))
            uow.commit()
    except InputRefused as refusal:
        return _again(web, data, refusal)
    return web.redirect(kept.address, flash=_("The list “%(name)s” is kept above your lists.") % {"name": kept.name})


def _again(web: Web, data: FormData, refusal: InputRefused) -> Response:
    return web.page(
        "officer/view.html", title=_("Keep this list"), status=422, back=_home(text_of(data, "address")),
        errors={key: say(words) for key, words in refusal.fields.items()}, typed=text_of(data, "name"),
        address=text_of(data, "address"), longest=LONGEST_NAME,
    )  # fmt: skip


def _home(address: str) -> str:
    """The list that was to be kept; the cases where it is none of ours."""
    try:
        return list_address(address)
    except InputRefused:
        return LISTS[0]


@router.post("/views/{key}/name")
def rename(web: WebDep, staff: StaffDep, key: int, data: Posted) -> Response:
    typed = text_of(data, "name")
    try:
        with UnitOfWork(web.database) as uow:
            kept = rename_view(uow, staff.id, key, typed)
            uow.commit()
    except InputRefused as refusal:
        words = {f"name-{key}": say(each) for each in refusal.fields.values()}
        return _page(web, errors=words, typed=typed, at=key, status=422)
    return web.redirect("/views", flash=_("The list is called “%(name)s” now.") % {"name": kept.name})


@router.post("/views/{key}/delete")
def delete(web: WebDep, staff: StaffDep, key: int, data: Posted) -> Response:
    """Stop keeping a list; the next page offers to take that back."""
    with UnitOfWork(web.database) as uow:
        gone = delete_view(uow, staff.id, key)
        uow.commit()
    if gone is not None:
        web.visit.data[UNDO] = _kept(gone)
    return web.redirect("/views")


def _kept(view: View) -> dict[str, Any]:
    return {"name": view.name, "address": view.address}
