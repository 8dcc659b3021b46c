"""Follow a case by its reference and a one-time code, and act in it: answer, add, confirm, deny, withdraw, reopen."""

from __future__ import annotations

import secrets
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.responses import Response, StreamingResponse

from api.deps import Posted, WebDep
from api.forms import Field, answers, field_of, text_of, uploads_of
from api.i18n import _, say
from api.pages.base import KEPT, Web
from api.pages.exporter import again
from api.pages.exporter.mine import case_id
from api.pages.kept import Typed, typed_of
from api.pages.parts import with_error
from api.wake import wake
from cases.errors import InputRefused, LinkRefused, NotFound
from cases.reference import read_reference
from cases.service.acting import facts_now
from cases.service.documents import ACCEPT, open_document
from cases.service.tracking import (
    NOT_YOURS,
    OutsideAction,
    TrackView,
    act,
    open_tracking,
    send_tracking_code,
    track_view,
)
from cases.store import UnitOfWork
from cases.store.reading import Reading

router = APIRouter(include_in_schema=False)


@router.get("/track")
def ask(web: WebDep, reference: str = "") -> Response:
    return _ask(web, reference[:40], {})


def ask_again(web: Web, typed: Typed | None) -> Response:
    """The session of a form had ended: its case is opened again with a code, and the form comes back filled in."""
    ours = typed if typed is not None and typed.ours else None
    if ours is not None and ours.fits:
        again.keep(web, ours)
    return _ask(web, again.reference_of(ours), {}, 403, ended=True, kept=ours)


def _ask(
    web: Web,
    typed: str,
    errors: dict[str, str],
    status: int = 200,
    *,
    ended: bool = False,
    kept: Typed | None = None,
) -> Response:
    field = Field(
        "reference", _("Reference"), value=typed, width="govuk-input--width-20",
        hint=_("It stands on your receipt and in our letters, such as KE-NTB-2027-00042-K."),
    )  # fmt: skip
    return web.page(
        "exporter/track.html", title=_("Follow your complaint"), fields=[with_error(field, errors)], errors=errors,
        status=status, mine=None if ended else case_id(web), back="/", ended=ended, kept=kept,
    )  # fmt: skip


@router.post("/track")
def send_code(web: WebDep, data: Posted) -> Response:
    """Send a code if the reference is one of ours. What the visitor reads is the same either way."""
    typed = text_of(data, "reference")
    if read_reference(typed) is None:
        words = _(
            "This is not a complete reference. Check each letter and digit; it ends with a hyphen and one character."
        )
        return _ask(web, typed, {"reference": words if typed else _("Enter your reference.")}, 422)
    with UnitOfWork(web.database) as uow:
        send_tracking_code(uow, typed)
        uow.commit()
    wake()
    return web.redirect(f"/track/code?reference={quote(typed, safe='')}")


@router.get("/track/code")
def ask_code(web: WebDep, reference: str = "") -> Response:
    return _code_page(web, reference[:40], {})


def _code_page(web: Web, reference: str, errors: dict[str, str], status: int = 200) -> Response:
    field = Field(
        "code", _("Code"), hint=_("Six digits, for example 123 456."), width="govuk-input--width-5",
        attributes={"autocomplete": "one-time-code"},
    )  # fmt: skip
    return web.page(
        "exporter/track-code.html", title=_("Enter the code that we sent you"), fields=[with_error(field, errors)],
        errors=errors, status=status, reference=reference, waits=again.waits(web, reference),
        back=f"/track?reference={quote(reference, safe='')}",
    )  # fmt: skip


@router.post("/track/code")
def take_code(web: WebDep, data: Posted) -> Response:
    reference, code = text_of(data, "reference")[:40], text_of(data, "code")
    if not code:
        return _code_page(web, reference, {"code": _("Enter the code from our message.")}, 422)
    with UnitOfWork(web.database) as uow:
        try:
            opened = open_tracking(uow, reference, code)
        except LinkRefused as refused:
            return _code_page(web, reference, {"code": say(refused.reason)}, 422)
        uow.commit()
    kept = web.visit.data.get(KEPT)
    _open(web, opened)
    if kept and (to := again.carry_over(web, reference, kept)):
        return web.redirect(to, flash=_("Nothing was sent so far: look at what you typed, then press the button."))
    return web.redirect("/track/case")


def _open(web: Web, opened: UUID) -> None:
    if web.visit.staff:
        web.visit.data["lodged_case"] = str(opened)
    else:
        web.visit.bind(case_id=opened)


def _view(web: Web) -> tuple[UUID, TrackView] | None:
    mine = case_id(web)
    if mine is None:
        return None
    with Reading(web.database) as uow:
        return mine, track_view(uow, mine)


@router.get("/track/case")
def show(web: WebDep) -> Response:
    """Where the case stands, whose turn it is, what happens next, what one may do."""
    found = _view(web)
    if found is None:
        return web.redirect("/track")
    return web.page(
        "exporter/case.html", title=_("Your complaint %(reference)s") % {"reference": found[1].reference},
        view=found[1], phone=web.settings.contact_phone, address=web.settings.contact_address,
    )  # fmt: skip


@router.post("/track/leave")
def leave(web: WebDep, data: Posted) -> Response:
    """Forget the case on this telephone or computer."""
    if web.visit.staff:
        web.visit.data.pop("lodged_case", None)
    else:
        web.visit.end()
    return web.redirect("/")


@router.get("/track/case/documents/{number}")
def download(web: WebDep, number: int) -> Response:
    """One's own file, to be saved and never shown in place."""
    found = _view(web)
    document = next((d for d in found[1].documents if d.number == number), None) if found else None
    if document is None:
        raise NotFound(NOT_YOURS)
    name = quote(document.filename, safe="")
    response = StreamingResponse(
        open_document(document), media_type=document.media_type,
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}", "Content-Length": str(document.size),
                 "Cache-Control": "no-store"},
    )  # fmt: skip
    web.keep(response)
    return response


@router.get("/track/case/{action}")
def ask_for(web: WebDep, action: str) -> Response:
    """What is needed for the act, and what follows from it."""
    found = _view(web)
    if found is None:
        return web.redirect("/track")
    mine, view = found
    before = again.typed_before(web, view.reference)
    return _form(web, mine, view, view.action(action), before, {}, secrets.token_urlsafe(16))


def _form(
    web: Web,
    mine: UUID,
    view: TrackView,
    action: OutsideAction,
    data: FormData | None,
    errors: dict[str, str],
    key: str,
    status: int = 200,
) -> Response:
    with Reading(web.database) as uow:
        facts = facts_now(uow, uow.case(mine))
    fields = [field_of(each, facts, data) for each in action.inputs]
    if action.asks_reason:
        fields.append(Field("reason", _("Why?"), "longtext", value=text_of(data, "reason") if data else ""))
    if action.takes_files:
        fields.append(_files_field(action))
    return web.page(
        "exporter/act.html", title=say(action.button), status=status, errors=errors, action=action, view=view, key=key,
        fields=[with_error(each, errors) for each in fields], back="/track/case",
    )  # fmt: skip


def _files_field(action: OutsideAction) -> Field:
    return Field(
        "files", _("Files"), "file", hint=_("PDF, JPG, PNG, DOCX, XLSX or MP4. You can choose several."),
        optional=not action.file_needed, accept=ACCEPT, attributes={"multiple": "multiple"},
    )  # fmt: skip


@router.post("/track/case/{action}")
def take(web: WebDep, action: str, data: Posted) -> Response:
    """Take the act, once; what is wrong is said beside what was typed."""
    found = _view(web)
    if found is None:
        return ask_again(web, typed_of(web.request.url.path, data))
    mine, view = found
    key = text_of(data, "key")
    wanted = next((each for each in view.actions if each.key == action), None)
    files = [(each.filename or "", each.file) for each in uploads_of(data, "files")]
    with UnitOfWork(web.database) as uow:
        try:
            given = answers(wanted.inputs, data) if wanted else {}
            act(uow, mine, action, form_key=key, data=given, reason=text_of(data, "reason"), files=files)
        except InputRefused as refused:
            if wanted is None:
                raise
            errors = {_where(each): say(words) for each, words in refused.fields.items()}
            return _form(web, mine, view, wanted, data, errors, key, 422)
        uow.commit()
    wake()
    return web.redirect("/track/case", flash=_("Thank you. It is recorded, and the officer of your case is told."))


def _where(key: str) -> str:
    """The field of the page: the files of an act have one field, whatever the lifecycle calls them."""
    return "files" if key in ("evidence", "files") else key
