"""The six topic pages: each saved as it was typed, then checked; what is wrong is shown with what was typed.

A page answers a POST by sending the browser on, so that reloading and the back button repeat nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.responses import Response

from api.deps import WebDep
from api.forms import text_of, uploads_of
from api.i18n import language, say
from api.pages.base import Web
from api.pages.exporter import codes_by_words
from api.pages.exporter.fields import main_and_more, more_states, typed
from api.pages.exporter.mine import OurForm, draft_of_case, drafts_of_form, my_draft, new_key, take_draft, token
from api.pages.exporter.start import save_for_later
from cases.engine import Actor
from cases.errors import InputRefused, NotFound
from cases.models import Draft
from cases.ntb.categories import EVIDENCE, kind
from cases.ntb.intake import TOPIC_KEYS, TOPICS, validate_topic
from cases.ntb.intake.fields import is_empty
from cases.seats import Role
from cases.service.desk import remember_sent, sent_before
from cases.service.documents import ACCEPT, documents_of, remove_document, store_document
from cases.service.drafts import GONE, save_topic, split_draft, start_draft
from cases.store import UnitOfWork

router = APIRouter(include_in_schema=False)
PARTY = Actor(frozenset({Role.PARTY}))
NO_PAGE = "There is no such page. Start again from the first page of the report."


@router.get("/report/{topic}")
def show(web: WebDep, topic: str, check: str = "", to: str = "", hs: str = "") -> Response:
    """A topic as it stands; with `check`, what is wrong with it."""
    if topic not in TOPIC_KEYS:
        raise NotFound(NO_PAGE)
    with web.database.read() as session:
        draft = my_draft(web, session)
        files = documents_of(session, draft_id=draft.id) if draft else []
    if draft is None and topic != TOPIC_KEYS[0]:
        return web.redirect("/report/continue")
    answers: Mapping[str, Any] = draft.answers if draft else {}
    errors = _errors(web, topic, answers, [str(each.id) for each in files]) if check and draft else {}
    errors |= {key: say(words) for key, words in web.visit.data.pop("refused", {}).items()}
    return _page(web, topic, draft, answers, errors, files=files, to=to, hs=hs)


def _errors(web: Web, topic: str, answers: Mapping[str, Any], files: list[str]) -> dict[str, str]:
    checked = validate_topic(topic, {**answers, "attachments": files}, today=web.today)
    return {key: say(words) for key, words in checked.errors.items()}


def _page(
    web: Web,
    topic: str,
    draft: Draft | None,
    answers: Mapping[str, Any],
    errors: Mapping[str, str],
    *,
    files: list[Any],
    to: str,
    hs: str,
) -> Response:
    number = TOPIC_KEYS.index(topic) + 1
    main, more = main_and_more(topic, answers, errors)
    barrier = kind(str(answers.get("barrier_kind") or ""))
    before = "/" if number == 1 else f"/report/{TOPIC_KEYS[number - 2]}"
    return web.page(
        "exporter/topic.html", title=say(TOPICS[number - 1].title), topic=topic, number=number, of=len(TOPICS),
        fields=[*main, *more], main=main, more=more, errors=errors, draft_token=token(draft), to=to, files=files,
        accept=ACCEPT, checklist=[say(EVIDENCE[key]) for key in barrier.evidence] if barrier else [],
        split="several_barriers" in errors, hs=hs, found=codes_by_words.search(hs) if hs else [],
        more_states={key: more_states(key, answers) for key in ("measure_country", "also_affected")},
        more_open=any(each.error or not is_empty(each.value) for each in more),
        warnings=_warnings(web, topic, draft), back="/report/check" if to == "check" else before,
    )  # fmt: skip


def _warnings(web: Web, topic: str, draft: Draft | None) -> list[str]:
    """What was taken but should be looked at again, shown when one comes back to the page."""
    if draft is None or topic not in draft.done:
        return []
    checked = validate_topic(topic, draft.answers, today=web.today)
    return [say(words) for key, words in checked.warnings.items() if key != "attachments"]


@router.post("/report/{topic}")
def keep(web: WebDep, topic: str, data: OurForm) -> Response:
    """Keep the page as typed, with its files, and go where the button says."""
    if topic not in TOPIC_KEYS:
        raise NotFound(NO_PAGE)
    do, to = _pressed(data), text_of(data, "to")
    with UnitOfWork(web.database) as uow:
        draft = _draft_for(web, uow, data)
        answers = typed(topic, data)
        refused = _files(uow, draft, data, do) if topic == "evidence" else {}
        errors = save_topic(uow, draft, topic, answers, language=language())
        second = split_draft(uow, draft) if do == "split" else ""
        uow.commit()
    take_draft(web, draft)
    if second:
        web.visit.data["second"] = second
        return web.redirect("/report/second")
    if do == "save":
        save_for_later(web, draft)
        return web.redirect("/report/saved")
    if refused:
        web.visit.data["refused"] = refused
    return web.redirect(_onward(topic, do, to, bool(errors), bool(refused), text_of(data, "hs_words")))


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
    channel = str(web.visit.data.get("channel", "border_desk")) if staff else "web"
    draft, _ = start_draft(uow, channel=channel, language=language(), account_id=staff.id if staff else None)
    remember_sent(uow, "draft", key, {"case_id": str(draft.case_id)})
    return draft


def _files(uow: UnitOfWork, draft: Draft, data: FormData, do: str) -> dict[str, str]:
    """Take in what was chosen and take off what is to go; the sentences about files that are not taken."""
    refused: list[str] = []
    if do.startswith("remove:"):
        _remove(uow, draft, do.partition(":")[2])
    for each in uploads_of(data, "attachments"):
        try:
            store_document(
                uow,
                draft_id=draft.id,
                filename=each.filename or "",
                content=each.file,
                actor=PARTY,
                field="attachments",
            )
        except InputRefused as wrong:
            refused += [say(words) for words in wrong.fields.values()]
    return {"attachments": " ".join(refused)} if refused else {}


def _remove(uow: UnitOfWork, draft: Draft, key: str) -> None:
    try:
        document = UUID(key)
    except ValueError:
        return
    remove_document(uow, document, draft_id=int(draft.id or 0))


def _onward(topic: str, do: str, to: str, wrong: bool, refused: bool, words: str) -> str:
    """Where the browser goes next."""
    here = f"/report/{topic}"
    tail = "&to=check" if to == "check" else ""
    if do == "find":
        return f"{here}?hs={quote(words[:100])}{tail}#hs-help"
    if do.startswith("remove:") or do in ("upload", "add"):
        return f"{here}?here=1{tail}"
    if wrong or refused:
        return f"{here}?check=1{tail}"
    if to == "check" or topic == TOPIC_KEYS[-1]:
        return "/report/check"
    return f"/report/{TOPIC_KEYS[TOPIC_KEYS.index(topic) + 1]}"
