"""A look at what an act would do: where the case goes, which clocks run, who is written to, who not and why."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response

from api.i18n import _, say
from api.pages.clocks import clock_view
from api.pages.officer.asked import Said, carried, the_day
from api.pages.officer.letters import letter_title
from api.pages.officer.sent import OWN, Form, typed_answers
from api.pages.words import written
from cases.service import Done, preview
from cases.service.addressing import Addressed
from cases.service.projecting import changed


def look_ahead(form: Form, told: Said) -> Response:
    """What would happen: where the case goes, which dates run, who is written to, who not and why; nothing is done."""
    case = form.case
    done = preview(
        case.uow, case.row.id, form.offer.action.key, actor=case.actor, on=the_day(told.on), data=told.data,
        reason=told.reason, documents=told.documents, subject=told.subject, despite=told.despite,
        person=told.person,
    )  # fmt: skip
    fresh = changed(done.step.clocks_before, done.step.clocks)
    return form.web.page(
        "officer/preview.html", title=say(form.offer.action.title), case=case, offer=form.offer, done=done,
        back=case.href,
        letters=[_letter(form, done, each) for each in done.letters], href=form.href, said=_said(form, told),
        clocks=[clock_view(c, case.reference, form.web.database, case.home) for c in fresh],
        hidden=carried(form.data, OWN), stage=say(done.step.stage.title), warnings=[say(w) for w in done.step.warnings],
    )  # fmt: skip


def _said(form: Form, told: Said) -> list[tuple[str, str]]:
    """Everything that is about to be recorded, for a last look."""
    rows = [(_("Date that counts"), written(the_day(told.on)))]
    rows += [(_("Whom it is about"), told.subject)] if told.subject else []
    speaks = ", ".join(filter(None, (told.person.name, told.person.email)))
    rows += [(_("Who speaks for it"), speaks)] if speaks else []
    rows += [row for row in typed_answers(form.case, form.offer.action, form.data) if row[0] != _("Reason")]
    rows += (
        [(_("Documents"), "; ".join(form.case.document_titles[d] for d in told.documents))] if told.documents else []
    )
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
        made = compose_preview(
            form.case.uow.session, form.case.row, done, each, form.web.settings, today=form.case.uow.today
        )
    except BadAddress as trouble:
        return "", say(str(trouble))
    return made.subject, made.text
