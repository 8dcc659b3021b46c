"""The six topic pages: each saved as it was typed, then checked; what is wrong is shown with what was typed.

A page answers a POST by sending the browser on, so that reloading and the back button repeat nothing. A topic goes on
to the next one by way of its follow-ups, if the answers call for any.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode
from uuid import UUID

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.responses import Response

from api.deps import WebDep
from api.forms import text_of
from api.i18n import N_, say
from api.pages.base import Web
from api.pages.exporter.fields import no_longer_asked, typed
from api.pages.exporter.form import MORE_STEP, Asked, Sheet, disputes_of, seen_of, without_unseen
from api.pages.exporter.form import show as show_sheet
from api.pages.exporter.groups import error_of
from api.pages.exporter.mine import (
    OurForm,
    draft_of_case,
    drafts_of_form,
    left_by_staff,
    my_draft,
    new_key,
    take_draft,
    their_channel,
    their_language,
)
from api.pages.exporter.papers import take_files
from api.pages.exporter.start import save_for_later
from cases.errors import NotFound
from cases.history import Value
from cases.models import Draft
from cases.ntb.intake import TOPIC_KEYS, validate_topic
from cases.service.desk import remember_sent, sent_before
from cases.service.documents import documents_of
from cases.service.drafts import GONE, put_windows_together, save_topic, split_draft, start_draft
from cases.store import UnitOfWork

router = APIRouter(include_in_schema=False)
NO_PAGE = N_("There is no such page. Start again from the first page of the report.")
LONGEST_SEARCH = 100


@router.get("/report/{topic}")
def show(
    web: WebDep,
    topic: str,
    check: str = "",
    step: str = "",
    unseen: str = "",
    to: str = "",
    hs: str = "",
    hs_for: str = "",
    add: str = "",
) -> Response:
    """A topic as it stands; with `check`, what is wrong with it; with `step`, its follow-ups alone."""
    if topic not in TOPIC_KEYS:
        raise NotFound(NO_PAGE)
    with web.database.read() as session:
        draft = my_draft(web, session)
        files = documents_of(session, draft_id=draft.id) if draft else []
    if draft is None and topic != TOPIC_KEYS[0]:
        return web.redirect("/report/continue")
    answers: Mapping[str, Any] = draft.answers if draft else {}
    wanted = Asked(step, bool(check), bool(unseen), to, hs[:LONGEST_SEARCH], hs_for[:3], add)
    errors = _errors(web, topic, answers, [str(each.id) for each in files]) if check and draft else {}
    errors = without_unseen(errors, answers) if unseen else errors
    errors |= {key: say(words) for key, words in web.visit.data.pop("refused", {}).items()}
    return show_sheet(web, Sheet(topic, draft, answers, errors, files), wanted)


def _errors(web: Web, topic: str, answers: Mapping[str, Any], files: list[str]) -> dict[str, str]:
    checked = validate_topic(topic, {**answers, "attachments": files}, today=web.today)
    return {key: error_of(key, words) for key, words in checked.errors.items()}


@router.post("/report/{topic}")
def keep(web: WebDep, topic: str, data: OurForm) -> Response:
    """Keep the page as typed, with its files, and go where the button says."""
    if topic not in TOPIC_KEYS:
        raise NotFound(NO_PAGE)
    do, refused, second, errors = _pressed(data), {}, "", {}
    given = typed(topic, data)
    with UnitOfWork(web.database) as uow:
        draft = _draft_for(web, uow, data)
        answers, disputed = put_windows_together(uow, draft, given, seen_of(topic, data))
        if topic == "evidence":
            refused = take_files(uow, draft, data, do)
        if not disputed:
            answers |= no_longer_asked(topic, {**draft.answers, **answers})
            errors = save_topic(uow, draft, topic, answers, language=their_language(web, draft))
            second = split_draft(uow, draft) if do == "split" else ""
        files = documents_of(uow.session, draft_id=draft.id) if disputed else []
        uow.commit()
    if left_by_staff(web, draft):
        return left_by_staff_page(web, draft)
    take_draft(web, draft)
    if disputed:
        sheet = Sheet(topic, draft, {**draft.answers, **given}, refused, files, disputes_of(draft, disputed))
        return show_sheet(web, sheet, Asked(step=text_of(data, "step"), to=text_of(data, "to")), 409)
    if second:
        web.visit.data["second"] = second
        return web.redirect("/report/second")
    if do == "save":
        save_for_later(web, draft)
        return web.redirect("/report/saved")
    if refused:
        web.visit.data["refused"] = refused
    return web.redirect(_onward(topic, do, data, given, errors, refused))


def left_by_staff_page(web: Web, draft: Draft) -> Response:
    """A member of staff whose session ended is asked to sign in again; what they wrote for somebody is saved."""
    return web.redirect(f"/sign-in?to={quote(left_by_staff(web, draft), safe='')}", flash=say(SAVED_SIGN_IN))


SAVED_SIGN_IN = N_("Your session had ended. What you wrote is saved: sign in, then open the report.")


def _pressed(data: FormData) -> str:
    """The button. Enter in the search for a code is meant for the search, while there is no code yet."""
    do = text_of(data, "do")
    searching = text_of(data, "hs_words") and not text_of(data, "hs_codes") and not text_of(data, "hs_pick")
    return "find" if do == "continue" and searching else do


def _draft_for(web: Web, uow: UnitOfWork, data: FormData) -> Draft:
    """The draft that the form belongs to, or a new one for a first page."""
    found = drafts_of_form(uow.session, data)
    if found is not None:
        return found
    key = new_key(data)
    if key is None:
        raise NotFound(GONE)
    before = sent_before(uow, "draft", key)
    if before is None:
        return _new_draft(web, uow, key)
    again = draft_of_case(uow.session, UUID(before["case_id"]))
    if again is None:
        raise NotFound(GONE)
    return again


def _new_draft(web: Web, uow: UnitOfWork, key: str) -> Draft:
    """A draft for the first page; the same page sent twice makes one."""
    staff = web.visit.staff
    draft, _ = start_draft(
        uow, channel=their_channel(web), language=their_language(web, None), account_id=staff.id if staff else None
    )
    remember_sent(uow, "draft", key, {"case_id": str(draft.case_id)})
    return draft


STAYING = ("remove:", "take:", "add:")
"""Buttons that change something on the page and stay there."""


def _onward(
    topic: str,
    do: str,
    data: FormData,
    given: Mapping[str, Value],
    errors: Mapping[str, str],
    refused: Mapping[str, str],
) -> str:
    """Where the browser goes next."""
    to = "check" if text_of(data, "to") == "check" else ""
    if do == "find":
        words, meant = text_of(data, "hs_words")[:LONGEST_SEARCH], text_of(data, "hs_for")
        return _here(topic, to, "hs-help", hs=words, hs_for=meant)
    if do in ("upload", "pick") or do.startswith(STAYING):
        return _staying(topic, to, do)
    seen = [key for key in errors if key.partition("-")[0] in given]
    if seen or refused:
        return _here(topic, to, check="1", unseen="1" if len(seen) < len(errors) else "")
    if errors:
        return _here(topic, to, step=MORE_STEP)
    if to == "check" or topic == TOPIC_KEYS[-1]:
        return "/report/check"
    return f"/report/{TOPIC_KEYS[TOPIC_KEYS.index(topic) + 1]}"


def _staying(topic: str, to: str, do: str) -> str:
    kind, _, key = do.partition(":")
    adding = key if kind == "add" and key in ("more_products", "consignments") else ""
    place = key.partition(":")[0] if kind in ("add", "take") else "files" if topic == "evidence" else "hs_codes"
    return _here(topic, to, f"{place}-new" if adding else place, here="1", add=adding)


def _here(topic: str, to: str, place: str = "", **asked: str) -> str:
    """This page again; empty parts of the address are left out."""
    query = urlencode({key: value for key, value in {**asked, "to": to}.items() if value})
    return f"/report/{topic}?{query}{f'#{place}' if place else ''}"
