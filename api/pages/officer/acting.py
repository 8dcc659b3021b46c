"""Taking an action: the form, a look at what it would do and whom it would write to, and the act itself, once.

The form carries the revision that the officer saw and a token of its own. A form that is sent twice gives the same
confirmation twice; one that comes after somebody else's act shows both versions and keeps what was typed.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from fastapi import APIRouter
from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response

from api.deps import Posted, StaffDep, WebDep
from api.forms import Field, text_of, uploads_of
from api.i18n import _, say
from api.pages.base import Web
from api.pages.kept import typed_before
from api.pages.law import law_href
from api.pages.officer.ahead import look_ahead
from api.pages.officer.asked import DESPITE, ON, PAPERS, Said, fields_of, said, the_day
from api.pages.officer.case import advice_for
from api.pages.officer.opened import Opened, opened
from api.pages.officer.sent import SEEN, STEP, TOKEN, Form, both_versions
from api.wake import wake
from cases.engine import Offer
from cases.errors import (
    ActionNotOpen,
    DateRefused,
    GateClosed,
    InputRefused,
    NotAllowed,
    Refused,
    StaleRevision,
)
from cases.lifecycle import Action, InputType
from cases.service import Done, take_action
from cases.service.desk import answered, remember_sent, sent_before
from cases.service.documents import store_document
from cases.store import UnitOfWork

router = APIRouter(include_in_schema=False)


def _offer(case: Opened, key: str) -> Offer:
    """The action as it stands for this person; refused in words when the stage does not know it or it is not theirs."""
    found = next((o for o in case.offers if o.action.key == key), None)
    if found is None:
        known = case.action(key)
        title = say(known.title) if known else key
        raise ActionNotOpen(
            _("“%(title)s” is not open while the case is in “%(stage)s”. Look at the case for what can be done now.")
            % {"title": title, "stage": say(case.life.stage(case.facts.stage).title)}
        )
    if found.seat is None:
        raise NotAllowed(say(found.reason), cite=found.action.cite)
    return found


@router.get("/cases/{reference}/actions/{action}")
def show(web: WebDep, staff: StaffDep, reference: str, action: str) -> Response:
    """The form of an action: what it does and its law beside what it asks; filled in after a session had ended."""
    with opened(web, reference) as case:
        kept = typed_before(web)
        early = _answered_before(web, case, kept) or _outdated(web, case, action, kept) if kept else None
        return early or _form(web, case, _offer(case, action), kept)


def _form(
    web: Web,
    case: Opened,
    offer: Offer,
    data: FormData | None,
    *,
    errors: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    shut = not offer.open and not offer.recordable
    fields = [] if shut else fields_of(case, offer, data)
    token = (text_of(data, TOKEN) if data is not None else "") or secrets.token_urlsafe(18)
    return web.page(
        "officer/action.html", title=say(offer.action.title), status=status, errors=_placed(errors, fields),
        fields=fields,
        case=case, offer=offer, action=offer.action, back=case.href, href=f"{case.href}/actions/{offer.action.key}",
        seen=case.row.revision, token=token, law_href=law_href, shut=shut, advice=advice_for(case, [offer]),
    )  # fmt: skip


def _placed(errors: Mapping[str, str] | None, fields: list[Field]) -> dict[str, str]:
    """Errors in the order of the fields; those that belong to none come first."""
    given = {key: say(words) for key, words in (errors or {}).items()}
    order = {each.key: n for n, each in enumerate(fields)}
    return dict(sorted(given.items(), key=lambda item: order.get(item[0], -1)))


@router.post("/cases/{reference}/actions/{action}")
def send(web: WebDep, staff: StaffDep, reference: str, action: str, data: Posted) -> Response:
    """Look at what the act would do; with `step` `confirm` take it; with `edit` go back to the form as typed."""
    with opened(web, reference) as case:
        early = _answered_before(web, case, data) or _outdated(web, case, action, data)
        if early is not None:
            return early
        offer = _offer(case, action)
        try:
            data = with_uploads(web, case, offer.action, data)
        except InputRefused as refusal:
            return _form(web, case, offer, data, errors=refusal.fields, status=422)
    with opened(web, reference) as case:
        return _next(Form(web, case, _offer(case, action), data))


def _next(form: Form) -> Response:
    step = text_of(form.data, STEP)
    if step == "edit":
        return _form(form.web, form.case, form.offer, form.data)
    try:
        told = said(form.case, form.offer.action, form.data)
        return _act(form, told) if step == "confirm" else look_ahead(form, told)
    except StaleRevision:
        return _second(form)
    except (InputRefused, DateRefused, GateClosed) as refusal:
        return _form(form.web, form.case, form.offer, form.data, errors=errors_of(refusal, form.offer), status=422)


def errors_of(refusal: Refused, offer: Offer) -> Mapping[str, str]:
    """The refusal beside the field that it is about."""
    if isinstance(refusal, InputRefused):
        return refusal.fields
    if isinstance(refusal, DateRefused):
        return {ON: refusal.reason}
    return {DESPITE if offer.recordable else "main-content": refusal.reason}


def with_uploads(web: Web, case: Opened, action: Action, data: FormData) -> FormData:
    """Keep new files with the case and name them in the form, so that the next page need not send them again."""
    keys = [each.key for each in action.inputs if each.type is InputType.DOCUMENT] + [PAPERS]
    fresh = [(key, upload) for key in keys for upload in uploads_of(data, f"{key}-new")]
    plain: list[tuple[str, str | UploadFile]] = [each for each in data.multi_items() if isinstance(each[1], str)]
    if not fresh:
        return FormData(plain)
    with UnitOfWork(web.database) as uow:
        for key, upload in fresh:
            kept = store_document(
                uow,
                case_id=case.row.id,
                filename=upload.filename or "",
                content=upload.file,
                actor=case.actor,
                field=key,
            )
            plain.append((key, str(kept.id)))
        uow.commit()
    return FormData(plain)


def _act(form: Form, told: Said) -> Response:
    """The act, in one transaction with the note that this form was sent; then the flows are woken."""
    with UnitOfWork(form.web.database) as uow:
        before = sent_before(uow, form.scope, form.token)
        if before is not None:
            return form.web.redirect(str(before["href"]), flash=str(before["flash"]))
        done = take_action(
            uow, form.case.row.id, form.offer.action.key, actor=form.case.actor, on=the_day(told.on), data=told.data,
            seen=form.seen, reason=told.reason, documents=told.documents, subject=told.subject, despite=told.despite,
            person=told.person,
        )  # fmt: skip
        answer = {"href": form.case.href, "flash": _confirmation(form, done)}
        remember_sent(uow, form.scope, form.token, answer)
        uow.commit()
    wake()
    return form.web.redirect(answer["href"], flash=answer["flash"])


def _confirmation(form: Form, done: Done) -> str:
    """What happened and who is told."""
    words = [_("Recorded: %(title)s.") % {"title": say(form.offer.action.title)}]
    if done.step.moved:
        words.append(_("The case is now in “%(stage)s”.") % {"stage": say(done.step.stage.title)})
    told = list(
        dict.fromkeys(say(each.seat.title) for each in done.letters if each.recipient and each.recipient.address)
    )
    if told:
        words.append(_("Letters go to: %(people)s.") % {"people": ", ".join(told)})
    unreached = [each for each in done.letters if each.recipient and not each.recipient.address]
    if unreached:
        words.append(_("Some letters have no address; they are shown with the case for printing."))
    if done.opened:
        words.append(_("A linked case was opened."))
    return " ".join(words)


def _answered_before(web: Web, case: Opened, data: FormData) -> Response | None:
    """The same confirmation again for a form that was sent already."""
    token = text_of(data, TOKEN)[:64]
    kept = answered(case.uow.session, f"form:{case.actor.account}:{case.row.id}", token) if token else None
    if kept is None:
        return None
    return web.redirect(str(kept["href"]), flash=str(kept["flash"]))


def _second(form: Form) -> Response:
    """Somebody was first between the look and the act: it may have been this very form, sent twice."""
    with opened(form.web, form.case.reference) as case:
        again = _answered_before(form.web, case, form.data)
        return again or both_versions(form.web, case, form.offer.action.key, form.data)


def _outdated(web: Web, case: Opened, action: str, data: FormData) -> Response | None:
    seen = text_of(data, SEEN)
    return None if seen == str(case.row.revision) else both_versions(web, case, action, data)
