"""Taking an action: the form, a look at what it would do and whom it would write to, and the act itself, once.

The form carries the revision that the officer saw and a token of its own. A form that is sent twice gives the same
confirmation twice; one that comes after somebody else's act shows both versions and keeps what was typed.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from fastapi import APIRouter
from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response

from api.deps import Posted, StaffDep, WebDep
from api.forms import CSRF_FIELD, Field, answers, text_of, uploads_of
from api.i18n import _, say
from api.pages.base import Web
from api.pages.clocks import clock_view
from api.pages.law import law_href
from api.pages.officer.asked import DESPITE, ON, PAPERS, REASON, Said, carried, fields_of, said, the_day
from api.pages.officer.case import advice_for
from api.pages.officer.letters import letter_title
from api.pages.officer.opened import Opened, opened
from api.pages.officer.timeline import answer_words, timeline
from api.pages.words import written
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
from cases.service import Done, preview, take_action
from cases.service.addressing import Addressed
from cases.service.desk import answered, remember_sent, sent_before
from cases.service.documents import store_document
from cases.service.projecting import changed
from cases.store import UnitOfWork

router = APIRouter(include_in_schema=False)

TOKEN, SEEN, STEP = "form_token", "seen", "step"
OWN = (CSRF_FIELD, STEP)


@dataclass
class Form:
    """A form that was sent: the case and the action it is about, and what it says."""

    web: Web
    case: Opened
    offer: Offer
    data: FormData

    @property
    def href(self) -> str:
        return f"{self.case.href}/actions/{self.offer.action.key}"

    @property
    def seen(self) -> int:
        """The revision that the officer was looking at; 0, which is none, for a form without."""
        typed = text_of(self.data, SEEN)
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0

    @property
    def token(self) -> str:
        return text_of(self.data, TOKEN)[:64] or secrets.token_urlsafe(18)

    @property
    def scope(self) -> str:
        return f"form:{self.case.actor.account}:{self.case.row.id}"


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
    """The form of an action: what it does and its law beside what it asks."""
    with opened(web, reference) as case:
        offer = _offer(case, action)
        return _form(web, case, offer, None)


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
        "officer/action.html", title=say(offer.action.title), status=status, errors=_placed(errors, fields), fields=fields,
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
        return _act(form, told) if step == "confirm" else _preview(form, told)
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
                uow, case_id=case.row.id, filename=upload.filename or "", content=upload.file, actor=case.actor, field=key
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
    told = list(dict.fromkeys(say(each.seat.title) for each in done.letters if each.recipient and each.recipient.address))
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
        return again or _both_versions(form.web, case, form.offer.action.key, form.data)


def _outdated(web: Web, case: Opened, action: str, data: FormData) -> Response | None:
    seen = text_of(data, SEEN)
    return None if seen == str(case.row.revision) else _both_versions(web, case, action, data)


def _both_versions(web: Web, case: Opened, key: str, data: FormData) -> Response:
    """What the officer wanted and what the case is now, side by side; what was typed can be taken along."""
    offer = next((o for o in case.offers if o.action.key == key), None)
    action = offer.action if offer else case.action(key)
    seen = text_of(data, SEEN)
    since = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0
    return web.page(
        "officer/both-versions.html", title=_("Somebody was first"), status=409, case=case, back=case.href,
        wanted=say(action.title) if action else key, typed=_typed(case, action, data),
        since=[entry for entry in timeline(case) if entry.seq > since], stage=say(case.life.stage(case.facts.stage).title),
        again=offer is not None and offer.seat is not None, href=f"{case.href}/actions/{key}",
        hidden=carried(data, (*OWN, SEEN, TOKEN)), seen=case.row.revision, token=secrets.token_urlsafe(18),
    )  # fmt: skip


def _typed(case: Opened, action: Action | None, data: FormData) -> list[tuple[str, str]]:
    """The answers as typed, each with its question."""
    given = answers(action.inputs, data) if action else {}
    found = [
        (say(each.label), answer_words(each, given[each.key], case.document_titles))
        for each in (action.inputs if action else ())
        if each.key in given
    ]
    if reason := text_of(data, REASON):
        found.append((_("Reason"), reason))
    return found


def _preview(form: Form, told: Said) -> Response:
    """What would happen: where the case goes, which dates run, who is written to, who not and why; nothing is done."""
    case = form.case
    done = preview(
        case.uow, case.row.id, form.offer.action.key, actor=case.actor, on=the_day(told.on), data=told.data,
        reason=told.reason, documents=told.documents, subject=told.subject, despite=told.despite,
    )  # fmt: skip
    fresh = changed(done.step.clocks_before, done.step.clocks)
    return form.web.page(
        "officer/preview.html", title=say(form.offer.action.title), case=case, offer=form.offer, done=done, back=case.href,
        letters=[_letter(form, done, each) for each in done.letters], href=form.href, said=_said(form, told),
        clocks=[clock_view(c, case.reference, form.web.database, case.home) for c in fresh],
        hidden=carried(form.data, OWN), stage=say(done.step.stage.title), warnings=[say(w) for w in done.step.warnings],
    )  # fmt: skip


def _said(form: Form, told: Said) -> list[tuple[str, str]]:
    """Everything that is about to be recorded, for a last look."""
    rows = [(_("Date that counts"), written(the_day(told.on)))]
    rows += [row for row in _typed(form.case, form.offer.action, form.data) if row[0] != _("Reason")]
    rows += [(_("Documents"), "; ".join(form.case.document_titles[d] for d in told.documents))] if told.documents else []
    rows += [(_("Reason"), told.reason)] if told.reason else []
    rows += [(_("Recorded although it is not open"), told.despite)] if told.despite else []
    return rows


@dataclass(frozen=True, slots=True)
class Post:
    """A letter of the preview: to whom, or why not; with its words."""

    title: str
    seat: str
    name: str
    why: str
    goes: bool
    subject: str
    text: str


def _letter(form: Form, done: Done, each: Addressed) -> Post:
    to = each.recipient
    hidden = form.case.names_hidden and to is not None and to.party_id is not None
    subject, text = _words(form, done, each) if to is not None else ("", "")
    return Post(
        letter_title(each.letter), say(each.seat.title), to.name if to and not hidden else "",
        say(each.withheld or (to.why if to else "")), to is not None and bool(to.address), subject, text,
    )  # fmt: skip


def _words(form: Form, done: Done, each: Addressed) -> tuple[str, str]:
    """The letter as it would go out; a fault in one letter hides that letter alone, for it stops no decision."""
    from notifications.compose import BadAddress, compose_preview

    try:
        made = compose_preview(form.case.uow.session, form.case.row, done, each, form.web.settings, today=form.case.uow.today)
    except BadAddress as trouble:
        return "", say(str(trouble))
    return made.subject, made.text
