"""A form of an action that was sent: the case and the action that it is about, and what it says."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.responses import Response

from api.forms import CSRF_FIELD, answers, text_of
from api.i18n import _, say
from api.pages.base import Web
from api.pages.officer.asked import REASON, carried
from api.pages.officer.opened import Opened
from api.pages.officer.timeline import answer_words, timeline
from cases.engine import Offer
from cases.lifecycle import Action

TOKEN, SEEN, STEP = "form_token", "seen", "step"
OWN = (CSRF_FIELD, STEP)


def fresh_token() -> str:
    """What marks one form, so that it is carried out once however often it is sent."""
    return secrets.token_urlsafe(18)


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
        return text_of(self.data, TOKEN)[:64] or fresh_token()

    @property
    def scope(self) -> str:
        return f"form:{self.case.actor.account}:{self.case.row.id}"


def both_versions(web: Web, case: Opened, key: str, data: FormData) -> Response:
    """What the officer wanted and what the case is now, side by side; what was typed can be taken along."""
    offer = next((o for o in case.offers if o.action.key == key), None)
    action = offer.action if offer else case.action(key)
    seen = text_of(data, SEEN)
    since = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0
    return web.page(
        "officer/both-versions.html", title=_("Somebody was first"), status=409, case=case, back=case.href,
        wanted=say(action.title) if action else key, typed=typed_answers(case, action, data),
        since=[entry for entry in timeline(case) if entry.seq > since],
        stage=say(case.life.stage(case.facts.stage).title),
        again=offer is not None and offer.seat is not None, href=f"{case.href}/actions/{key}",
        hidden=carried(data, (*OWN, SEEN, TOKEN)), seen=case.row.revision, token=fresh_token(),
    )  # fmt: skip


def typed_answers(case: Opened, action: Action | None, data: FormData) -> list[tuple[str, str]]:
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
