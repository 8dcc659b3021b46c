"""What the mail sink caught: to read letters, codes and links where no mail server is set. Nowhere else."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import Response

from api.deps import WebDep
from api.i18n import N_, _
from api.pages.base import Web
from cases.errors import NotFound

router = APIRouter(include_in_schema=False)

_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:)]")
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a letter: plain words, or a link to a page of ours."""

    words: str
    href: str = ""


def _only_with_sink(web: Web) -> None:
    if not web.settings.uses_sink or web.settings.env == "production":
        raise NotFound(N_("Letters go to a mail server; nothing is caught here."))


@router.get("/mail")
def caught(web: WebDep) -> Response:
    """The letters caught last, newest first."""
    _only_with_sink(web)
    from api.mailsink import list_mail

    folder = web.settings.mail_dir
    letters = list_mail(SHOWN, folder) if folder.is_dir() else []
    return web.page("mail/list.html", title=_("Mail caught here"), letters=letters)


@router.get("/mail/{name}")
def one(web: WebDep, name: str) -> Response:
    """One letter as text, with links that work."""
    _only_with_sink(web)
    from api.mailsink import read_mail

    letter = read_mail(name, web.settings.mail_dir)
    if letter is None:
        raise NotFound(N_("There is no such letter. Look at the list."))
    return web.page(
        "mail/letter.html",
        title=letter.subject or _("A letter"),
        letter=letter,
        pieces=pieces(letter.text),
        back="/mail",
    )


def pieces(text: str) -> list[Piece]:
    """The text cut at its links."""
    found, at = [], 0
    for link in _LINK.finditer(text):
        found += [Piece(text[at : link.start()]), Piece(link[0], link[0])]
        at = link.end()
    return [each for each in (*found, Piece(text[at:])) if each.words]
