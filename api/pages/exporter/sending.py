"""Check your answers, prove the e-mail address, send once, and the confirmation with its receipt."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.responses import Response

from api.deps import WebDep
from api.forms import Field, text_of
from api.i18n import N_, _, say
from api.pages.base import Web
from api.pages.exporter.answers import parts
from api.pages.exporter.groups import error_of
from api.pages.exporter.mine import (
    STAFF_CHANNELS,
    OurForm,
    case_id,
    channel_of,
    drafts_of_form,
    leave_draft,
    left_by_staff,
    my_draft,
    take_draft,
    token,
)
from api.pages.exporter.topics import left_by_staff_page
from api.wake import wake
from cases.errors import InputRefused, LinkRefused, NotFound
from cases.models import Draft
from cases.ntb.intake import BY_ID, TOPIC_KEYS
from cases.service import codes
from cases.service.documents import documents_of
from cases.service.drafts import GONE, email_of, needs_proof, prove_email, send_email_code
from cases.service.lodging import Lodged, checked_answers, lodge, lodged_before
from cases.service.receipts import Receipt, receipt_of
from cases.service.tracking import track_view
from cases.settings import settings
from cases.store import UnitOfWork
from cases.store.reading import Reading

router = APIRouter(include_in_schema=False)


def submit_key(draft: Draft) -> str:
    """The same for every sending of one draft, and known to nobody else."""
    return codes.signed("submit", str(draft.case_id))


@router.get("/report/check")
def check(web: WebDep) -> Response:
    """All answers with links to change them; what is missing is said on top."""
    with web.database.read() as session:
        draft = my_draft(web, session)
        if draft is None:
            return web.redirect("/report/sent" if case_id(web) else "/report/continue")
        files = documents_of(session, draft_id=draft.id)
        checked = checked_answers(session, draft, today=web.today)
    shown = parts({**draft.answers, **checked.values}, checked.errors)
    return web.page(
        "exporter/check.html", title=_("Check your answers"), parts=shown, files=files,
        wrong={key: error_of(key, words) for key, words in checked.errors.items()},
        field_topics={key: _topic_of(key) for key in checked.errors}, draft_token=token(draft),
        key=submit_key(draft), proof=needs_proof(draft), address=email_of(draft),
        telephone_only=email_of(draft) is None, for_somebody=channel_of(web), back="/report/wishes",
    )  # fmt: skip


def _topic_of(key: str) -> str:
    """The page on which an answer stands; a part of a group stands with its group."""
    found = BY_ID.get(key.partition("-")[0])
    return found.topic if found and found.topic else TOPIC_KEYS[0]


@router.post("/report/send")
def send(web: WebDep, data: OurForm) -> Response:
    """Send the report, or first the code that proves the address. Sent twice, it shows the same confirmation."""
    with UnitOfWork(web.database) as uow:
        before = _sent_before(uow, text_of(data, "key"))
        draft = drafts_of_form(uow.session, data)
        if before is not None:
            return _confirmed(web, before)
        if draft is None:
            raise NotFound(GONE)
        if left_by_staff(web, draft):
            return left_by_staff_page(web, draft)
        take_draft(web, draft)
        if checked_answers(uow.session, draft, today=web.today).errors:
            return web.redirect("/report/check")
        if needs_proof(draft) and not _without_proof(web, data):
            words = _send_code(uow, draft, again=False)
            uow.commit()
            wake()
            return _code_page(web, draft, {"code": words}, 429) if words else web.redirect("/report/code")
        return _lodge(web, uow, draft)


def _without_proof(web: Web, data: FormData) -> bool:
    """Staff may lodge for somebody who cannot read the code out now; the address then stays marked as not proved."""
    return web.visit.staff is not None and text_of(data, "do") == "unproved"


def _sent_before(uow: UnitOfWork, key: str) -> Lodged | None:
    return lodged_before(uow, key) if isinstance(codes.unsigned("submit", key), str) else None


def _lodge(web: Web, uow: UnitOfWork, draft: Draft) -> Response:
    """Lodge it; what is still missing is shown on the page that checks the answers."""
    try:
        lodged = lodge(uow, draft, submit_key=submit_key(draft))
    except InputRefused:
        return web.redirect("/report/check")
    uow.commit()
    wake()
    return _confirmed(web, lodged)


def _confirmed(web: Web, lodged: Lodged) -> Response:
    if case_id(web) != lodged.case_id:
        leave_draft(web, lodged.case_id)
    return web.redirect("/report/sent")


def _send_code(uow: UnitOfWork, draft: Draft, *, again: bool) -> str:
    """Queue a code; the sentence why not, if it cannot be sent now."""
    try:
        send_email_code(uow, draft, again=again)
    except LinkRefused as refused:
        return say(refused.reason)
    return ""


@router.get("/report/code")
def show_code(web: WebDep) -> Response:
    with web.database.read() as session:
        draft = my_draft(web, session)
    if draft is None:
        return web.redirect("/report/sent" if case_id(web) else "/report/continue")
    if not needs_proof(draft):
        return web.redirect("/report/check")
    return _code_page(web, draft, {})


def _code_page(web: Web, draft: Draft, errors: dict[str, str], status: int = 200) -> Response:
    field = Field(
        "code", _("Code"), hint=_("Six digits, for example 123 456."), width="govuk-input--width-5",
        attributes={"autocomplete": "one-time-code"},
    )  # fmt: skip
    return web.page(
        "exporter/code.html", title=_("Enter the code that we sent you"), status=status, errors=errors, fields=[field],
        address=email_of(draft), draft_token=token(draft), key=submit_key(draft), for_somebody=channel_of(web),
        back="/report/check",
    )  # fmt: skip


@router.post("/report/code")
def take_code(web: WebDep, data: OurForm) -> Response:
    """Prove the address and send the report, or send another code."""
    with UnitOfWork(web.database) as uow:
        before = _sent_before(uow, text_of(data, "key"))
        if before is not None:
            return _confirmed(web, before)
        draft = drafts_of_form(uow.session, data)
        if draft is None:
            raise NotFound(GONE)
        if left_by_staff(web, draft):
            return left_by_staff_page(web, draft)
        take_draft(web, draft)
        if text_of(data, "do") == "again":
            return _another_code(web, uow, draft)
        if needs_proof(draft):
            try:
                prove_email(uow, draft, text_of(data, "code"))
            except LinkRefused as refused:
                words = say(refused.reason) if text_of(data, "code") else _("Enter the code from our message.")
                return _code_page(web, draft, {"code": words}, 422)
        return _lodge(web, uow, draft)


def _another_code(web: Web, uow: UnitOfWork, draft: Draft) -> Response:
    words = _send_code(uow, draft, again=True)
    uow.commit()
    wake()
    if words:
        return _code_page(web, draft, {"code": words}, 429)
    return web.redirect("/report/code", flash=_("We have sent you another code. The one before no longer works."))


@router.get("/report/sent")
def sent(web: WebDep) -> Response:
    """The confirmation: number, next step with its date, receipt, and how to come back."""
    mine = _mine(web)
    with Reading(web.database) as uow:
        receipt, view = receipt_of(uow.session, mine), track_view(uow, mine)
    return web.page("exporter/sent.html", title=_("Your report is sent"), receipt=receipt, view=view,
                    for_somebody=channel_of(web))  # fmt: skip


@router.get("/report/receipt")
def receipt(web: WebDep) -> Response:
    """The receipt, made for paper."""
    with web.database.read() as session:
        found = receipt_of(session, _mine(web))
    return web.page(
        "exporter/receipt.html", title=_("Receipt"), receipt=found, parts=parts(found.answers, {}),
        channel=_channel(found), address=settings().base_url, for_somebody=channel_of(web), back="/report/sent",
    )  # fmt: skip


def _channel(found: Receipt) -> str:
    """In words how the complaint came in, when somebody wrote it down for the complainant."""
    return say(dict(STAFF_CHANNELS).get(str(found.answers.get("channel", "")), ""))


def _mine(web: Web) -> UUID:
    mine = case_id(web)
    if mine is None:
        raise NotFound(NOT_HERE)
    return mine


NOT_HERE = N_(
    "This page is open only after a report was sent, on the same telephone or computer. Follow your report by its "
    "reference."
)


@router.get("/report/second")
def second(web: WebDep) -> Response:
    """The link to a second report, when one page named several barriers."""
    made = web.visit.data.get("second", "")
    if not made:
        return web.redirect("/report/go-on")
    link = f"{web.settings.base_url}/report/continue/{made}"
    return web.page("exporter/second.html", title=_("We have begun a second report for you"), link=link)
