"""The law on file: instruments, their provisions with gist and status, and when somebody checked them."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from api.deps import WebDep
from api.i18n import _
from cases.errors import NotFound
from cases.law import Provision, UnknownProvision, instrument, instruments
from cases.page import STATUS_WORDS

router = APIRouter(include_in_schema=False)


def law_href(provision: Provision | None) -> str:
    """The address of a provision on file; empty for none."""
    return f"/law/{provision.instrument.key}#{anchor(provision.number)}" if provision else ""


def anchor(number: str) -> str:
    """The number of a provision as an element id."""
    return "p-" + "".join(c if c.isalnum() else "-" for c in number)


@router.get("/law")
def on_file(web: WebDep) -> Response:
    return web.page("pages/law.html", title=_("The law on file"), instruments=instruments())


@router.get("/law/{key}")
def one(web: WebDep, key: str) -> Response:
    try:
        found = instrument(key)
    except UnknownProvision:
        raise NotFound("No instrument of that name is on file.") from None
    return web.page(
        "pages/instrument.html",
        title=found.title,
        instrument=found,
        back="/law",
        anchor=anchor,
        status_words=STATUS_WORDS,
    )
