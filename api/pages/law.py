"""The law on file: instruments, their provisions with gist and status, when somebody checked them, where they are used.

Open to everybody. Which stage of a procedure relies on a provision is for staff; outsiders read how many places do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from api.deps import WebDep
from api.i18n import N_, _, ngettext, say
from api.pages.base import Web
from api.pages.links import anchor, law_href, use_href
from cases.errors import NotFound
from cases.law import Instrument, LegalStatus, Provision, UnknownProvision, instrument, instruments
from cases.lifecycles import on_file as procedures
from cases.page import STATUS_WORDS, Part, Use, uses

router = APIRouter(include_in_schema=False)

__all__ = ["anchor", "law_href", "router"]

NOT_FOUND = N_("No instrument of that name is on file. Look in the list of the law on file.")
UNUSED = N_("On file; no procedure relies on it yet.")
PARTS = {Part.ACTION: N_("action"), Part.LIMIT: N_("limit"), Part.LENGTH: N_("length of a limit")}
COLOURS = {
    LegalStatus.READ: "met", LegalStatus.KNOWN: "running", LegalStatus.UNCONFIRMED: "unconfirmed",
    LegalStatus.SERVICE: "forecast",
}  # fmt: skip


@lru_cache(maxsize=1)
def _used() -> dict[str, tuple[Use, ...]]:
    return uses(procedures())


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of the list: a status, words. Neither: the list of instruments."""

    status: LegalStatus | None
    words: str

    @classmethod
    def read(cls, status: str, words: str) -> Asked:
        return cls(LegalStatus(status) if status in list(LegalStatus) else None, " ".join(words.split())[:100])

    def fits(self, p: Provision) -> bool:
        said = f"{p} {p.number} {p.gist} {p.instrument.title} {p.instrument.short}".casefold()
        return self.status in (None, p.status) and all(word in said for word in self.words.casefold().split())

    def __bool__(self) -> bool:
        return bool(self.status or self.words)


@dataclass(frozen=True, slots=True)
class Row:
    """An instrument in the list: how many of its provisions have which status, and how many no procedure uses."""

    instrument: Instrument
    counts: dict[LegalStatus, int]
    unused: int

    @property
    def provisions(self) -> int:
        return sum(self.counts.values())


@router.get("/law")
def on_file(web: WebDep, status: str = "", q: str = "") -> Response:
    """The instruments; with a status or words asked for, the provisions that fit."""
    asked = Asked.read(status, q)
    found = [p for each in instruments() for p in each.provisions if asked.fits(p)]
    return web.page(
        "pages/law.html", title=_("The law on file"), asked=asked, rows=[_row(each) for each in instruments()],
        found=found if asked else [], statuses=list(LegalStatus), **_shown(web),
    )  # fmt: skip


def _row(of: Instrument) -> Row:
    counts = {s: sum(p.status is s for p in of.provisions) for s in LegalStatus}
    return Row(of, counts, sum(p.key not in _used() for p in of.provisions))


@router.get("/law/{key}")
def one(web: WebDep, key: str) -> Response:
    try:
        found = instrument(key)
    except UnknownProvision:
        raise NotFound(NOT_FOUND) from None
    return web.page("pages/instrument.html", title=found.title, instrument=found, back="/law", **_shown(web))


def _shown(web: Web) -> dict[str, Any]:
    """What the table of provisions needs."""
    return {
        "anchor": anchor, "law_href": law_href, "status_words": STATUS_WORDS, "colours": COLOURS, "use_href": use_href,
        "uses_of": lambda p: _used().get(p.key, ()), "parts": PARTS, "unused": UNUSED, "in_short": in_short,
        "inside": web.visit.staff is not None,
    }  # fmt: skip


def in_short(used: Iterable[Use]) -> list[str]:
    """Where a provision is used, as an outsider reads it: the procedure, and in how many places of it."""
    counts: dict[str, int] = {}
    for use in used:
        counts[use.life.title] = counts.get(use.life.title, 0) + 1
    return [
        ngettext("%(procedure)s: %(n)s place", "%(procedure)s: %(n)s places", n) % {"procedure": say(title), "n": n}
        for title, n in counts.items()
    ]
