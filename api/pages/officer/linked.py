"""Cases tied to each other: shown from both sides, tied by hand with a reason, ended again; and cases that are alike.

A tie only links. To join a case to another one and close it is an act of the procedure.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.responses import Response

from api.deps import Posted, StaffDep, WebDep
from api.forms import Field, text_of
from api.i18n import N_, _, say
from api.pages.base import Web
from api.pages.kept import typed_before
from api.pages.officer.opened import Opened, opened
from cases.errors import InputRefused
from cases.reference import read_reference
from cases.service.ties import BY_HAND, end_tie, tie_by_hand
from cases.store import UnitOfWork
from cases.store.similar import Similar, similar

router = APIRouter(include_in_schema=False)

TIES = {
    "remainder_of": (N_("What remains of"), N_("What remained goes on in")),
    "measure_of": (N_("The measure behind"), N_("Its measure goes on in")),
    "measure_behind": (N_("The measure behind"), N_("Its measure goes on in")),
    "duplicate_of": (N_("The same as"), N_("The same as this one:")),
    "split_of": (N_("Split from"), N_("Split off:")),
    "split_from": (N_("Split from"), N_("Split off:")),
    "hearing_of": (N_("Hearing of"), N_("Hearing:")),
    "arises_from": (N_("Arises from"), N_("From this one arises")),
    "same_measure": (N_("The same measure as"), N_("The same measure as")),
}  # fmt: skip
"""How a tie reads from the case that was opened or tied, and from the other one."""


@dataclass(frozen=True, slots=True)
class Linked:
    """A tied case as its list shows it. `by_hand` may be ended by whoever works on the case."""

    key: int
    words: str
    reference: str
    title: str
    closed_on: date | None
    by_hand: bool
    by: str
    reason: str
    made_at: Any


def linked_views(case: Opened) -> list[Linked]:
    return [
        Linked(
            row.link, tie_words(relation), row.reference, row.title, row.closed_on, row.account_id is not None,
            row.tied_by or "", row.reason, row.made_at,
        )
        for relation, row in case.links
    ]  # fmt: skip


def tie_words(relation: str) -> str:
    name, _colon, back = relation.partition(":")
    words = TIES.get(name, (name.replace("_", " "), name.replace("_", " ")))
    return say(words[1 if back else 0])


def suggestions(case: Opened) -> list[Similar]:
    """Cases that may be about the same barrier and are not tied to this one."""
    tied = {row.id for _relation, row in case.links}
    return similar(case.uow.session, case.row, case.actor, leave=tied)


@router.get("/cases/{reference}/links")
def show(web: WebDep, staff: StaffDep, reference: str, to: str = "") -> Response:
    """The cases tied to this one, those that are alike, and the form to tie another."""
    with opened(web, reference) as case:
        return _form(web, case, typed_before(web), to=to)


def _form(
    web: Web, case: Opened, data: FormData | None, *, to: str = "", refusal: InputRefused | None = None
) -> Response:
    errors = {key: say(words) for key, words in refusal.fields.items()} if refusal else {}
    return web.page(
        "officer/links.html", title=_("Tie to another case"), status=422 if refusal else 200, case=case,
        back=f"{case.href}#linked", href=f"{case.href}/links", errors=errors,
        fields=_fields(data, read_reference(to) or ""), links=linked_views(case), similar=suggestions(case),
    )  # fmt: skip


def _fields(data: FormData | None, to: str) -> list[Field]:
    def typed(key: str) -> str:
        return text_of(data, key) if data is not None else ""

    return [
        Field("reference", _("The other case"), hint=_("Its reference, such as KE-NTB-2027-00042-K."),
              value=typed("reference") or to, width="govuk-input--width-20"),
        Field("relation", _("How the two belong together"), "radios", value=typed("relation"),
              choices=[(key, say(words)) for key, words in BY_HAND.items()]),
        Field("reason", _("Why"), "longtext", _("Shown with the tie, on both cases."), typed("reason")),
    ]  # fmt: skip


@router.post("/cases/{reference}/links")
def add(web: WebDep, staff: StaffDep, reference: str, data: Posted) -> Response:
    """Tie the two; what is wrong stands beside its field, what was typed is kept."""
    with opened(web, reference) as case:
        try:
            with UnitOfWork(web.database) as uow:
                other = tie_by_hand(
                    uow, case.row.id, text_of(data, "reference"), text_of(data, "relation"), text_of(data, "reason"),
                    actor=case.actor,
                )  # fmt: skip
                uow.commit()
        except InputRefused as refusal:
            return _form(web, case, data, refusal=refusal)
    return web.redirect(f"{case.href}#linked", flash=_("Tied to %(case)s. Neither case moved.") % {"case": other})


@router.post("/cases/{reference}/links/{link}/end")
def end(web: WebDep, staff: StaffDep, reference: str, link: int, data: Posted) -> Response:
    """End a tie that was made by hand. To undo it, tie the two again."""
    with opened(web, reference) as case, UnitOfWork(web.database) as uow:
        ended = end_tie(uow, case.row.id, link, actor=case.actor)
        uow.commit()
    words = _("The tie has ended; it stays on record. To undo this, tie the two again.")
    return web.redirect(f"{case.href}#linked", flash=words if ended else _("This tie was over already."))
