"""The start page, and the ways back to a report that was saved."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from api.deps import Posted, WebDep
from api.forms import Field, text_of
from api.i18n import LANGUAGES, N_, _, language, say
from api.pages.base import Web
from api.pages.exporter.mine import STAFF_CHANNELS, draft_id, leave_draft, my_draft, new_draft, take_draft
from api.pages.languages import keep_in_browser, speak_as_draft
from api.pages.parts import FOR_OTHERS
from api.wake import wake
from cases.errors import LinkRefused, NotAllowed
from cases.law.limits import limit
from cases.models import Draft
from cases.ntb.intake import TOPICS
from cases.service.drafts import (
    delete_draft,
    draft_behind,
    draft_of,
    email_of,
    hand_over,
    resume,
    send_resume_link,
    send_resume_links,
    token_of,
)
from cases.store import UnitOfWork

router = APIRouter(include_in_schema=False)

SENT = N_("If a saved report names this address, a link to it is on its way. Look into your e-mail in a minute.")


@router.get("/")
def home(web: WebDep) -> Response:
    """Who it is for, what is needed, the urgent lane, other ways, and what happens to what one says."""
    urgent = limit("svc_ack").urgent
    return web.page(
        "exporter/start.html", title=_("Report a barrier to your trade"), saved=draft_id(web) is not None,
        hours=urgent[0] if urgent else None, kept_days=limit("svc_draft").value,
        phone=web.settings.contact_phone, address=web.settings.contact_address,
    )  # fmt: skip


@router.get("/report")
@router.get("/report/start")
def begin(web: WebDep) -> Response:
    """To the first page; whoever has a report open chooses between it and a new one, staff say how it reached them."""
    _allowed(web)
    with web.database.read() as session:
        draft = my_draft(web, session)
    if draft is None and web.visit.staff is None:
        return web.redirect("/report/you")
    title = _("Report for somebody") if web.visit.staff else _("Start a report")
    return web.page("exporter/begin.html", title=title, draft=draft, fields=_about_them(web), back="/")


NOT_FOR_OTHERS = N_(
    "Reports for others are written by a border desk, an officer or a supervisor. To report something yourself, sign "
    "out first."
)


def _allowed(web: Web) -> None:
    """Whoever is signed in writes for others only, and only if that is their work."""
    if web.visit.staff is not None and not web.visit.staff.has(*FOR_OTHERS):
        raise NotAllowed(NOT_FOR_OTHERS)


def _about_them(web: Web) -> list[Field]:
    """What staff say before they write for somebody."""
    return [
        Field("channel", _("How did the complaint reach you?"), "radios", value="border_desk",
              choices=[(key, say(label)) for key, label in STAFF_CHANNELS]),
        Field("their_language", _("In which language shall we write to the person?"), "radios", value=language(),
              choices=list(LANGUAGES.items())),
    ]  # fmt: skip


@router.post("/report/new")
def begin_another(web: WebDep, data: Posted) -> Response:
    """Put the open report aside, which stays saved, and begin another; staff say how it reached them."""
    _allowed(web)
    new_draft(web)
    for key, known in (("channel", dict(STAFF_CHANNELS)), ("their_language", LANGUAGES)):
        if web.visit.staff and text_of(data, key) in known:
            web.visit.data[key] = text_of(data, key)
    return web.redirect("/report/you")


@router.get("/report/continue")
def ask_for_link(web: WebDep) -> Response:
    return _ask(web, {})


def _ask(web: Web, errors: dict[str, str], typed: str = "", status: int = 200) -> Response:
    address = Field("address", _("E-mail address"), "email", value=typed, attributes={"autocomplete": "email"})
    return web.page(
        "exporter/continue.html", title=_("Continue a saved report"), fields=[address], errors=errors, status=status,
        here_draft=draft_id(web), back="/",
    )  # fmt: skip


@router.post("/report/continue")
def send_link(web: WebDep, data: Posted) -> Response:
    """Send links to the address, if it has reports. The answer is the same whether it has any."""
    typed = text_of(data, "address")
    if "@" not in typed or len(typed) > 254:
        words = _("Enter the e-mail address that you gave in your report, such as name@example.co.ke.")
        return _ask(web, {"address": words}, typed, 422)
    with UnitOfWork(web.database) as uow:
        send_resume_links(uow, typed)
        uow.commit()
    wake()
    return web.redirect("/report/continue", flash=say(SENT))


@router.get("/report/continue/{link}")
def offer(web: WebDep, link: str) -> Response:
    """A button: the link itself is only used up when it is pressed, so that a mail scanner cannot use it.

    The page is in the language of the report, whatever the browser asks for.
    """
    with web.database.read() as session:
        speak_as_draft(web, draft_behind(session, link))
    return web.page("exporter/resume.html", title=_("Continue your report"), link=link)


@router.post("/report/continue/{link}")
def take_up(web: WebDep, link: str, data: Posted) -> Response:
    """Take up the report where it was left."""
    with UnitOfWork(web.database) as uow:
        try:
            draft = resume(uow, link)
        except LinkRefused as refused:
            return _ask(web, {"address": say(refused.reason)}, status=410)
        to, spoken = next_page(draft), draft.language
        if web.visit.staff is None and draft.account_id is not None:
            hand_over(uow, draft)
        take_draft(web, draft)
        uow.commit()
    return web.redirect(to) if web.visit.staff else keep_in_browser(web, web.redirect(to), spoken)


def next_page(draft: Draft) -> str:
    """The first topic that is not done, or the page that checks them all."""
    left = next((topic.key for topic in TOPICS if topic.key not in draft.done), None)
    return f"/report/{left}" if left else "/report/check"


@router.get("/report/go-on")
def go_on(web: WebDep) -> Response:
    with web.database.read() as session:
        draft = my_draft(web, session)
    return web.redirect(next_page(draft) if draft else "/report/continue")


@router.get("/report/saved")
def saved(web: WebDep) -> Response:
    """The link back, to be kept; and whether it was sent by e-mail too."""
    with web.database.read() as session:
        draft = my_draft(web, session)
    if draft is None:
        return web.redirect("/report/continue")
    link = f"{web.settings.base_url}/report/continue/{token_of(draft)}"
    return web.page(
        "exporter/saved.html", title=_("Your report is saved"), link=link,
        sent_to=web.visit.data.get("sent_to", ""),
        can_send=email_of(draft), kept_days=limit("svc_draft").value, to=next_page(draft),
    )  # fmt: skip


@router.post("/report/saved")
def send_saved(web: WebDep, data: Posted) -> Response:
    """Send the link to the address in the report."""
    with web.database.read() as session:
        draft = my_draft(web, session)
    if draft is not None:
        save_for_later(web, draft)
    return web.redirect("/report/saved")


def save_for_later(web: Web, draft: Draft) -> None:
    """Send the link back to the address in the report, if there is one; too often is no reason to stop."""
    with UnitOfWork(web.database) as uow:
        try:
            sent = send_resume_link(uow, draft_of(uow.session, draft.id))
        except LinkRefused:
            sent = None
        uow.commit()
    web.visit.data["sent_to"] = sent or ""
    wake()


@router.post("/report/delete")
def delete(web: WebDep, data: Posted) -> Response:
    """Delete the report at the person's wish; pressing twice does no harm."""
    with UnitOfWork(web.database) as uow:
        draft = my_draft(web, uow.session)
        if draft is not None:
            delete_draft(uow, draft)
        uow.commit()
    leave_draft(web)
    return web.redirect("/", flash=_("Your report is deleted."))
