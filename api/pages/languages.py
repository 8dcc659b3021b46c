"""The language switch. A choice is kept in the browser and, where we know the person, with the person.

Letters follow it: a member of staff has it in the account, a reporter in the draft, a complainant in the case.
"""

from __future__ import annotations

from typing import TypeVar

from fastapi import APIRouter
from starlette.responses import Response

from api import i18n
from api.deps import WebDep
from api.i18n import N_, _
from api.pages.base import Web, local_path
from cases.errors import NotFound
from cases.models import Draft
from cases.service.drafts import RESUME_PATH, draft_behind
from cases.service.speaking import speak_to_author, speak_to_complainant, speak_to_staff
from cases.store import UnitOfWork

router = APIRouter(include_in_schema=False)
A_YEAR = 365 * 24 * 3600
NO_SUCH = N_("There is no such language here. Choose English or Kiswahili at the top of the page.")
TOLD = N_("These pages and our letters to you are in %(language)s from now on.")

Answer = TypeVar("Answer", bound=Response)


@router.get("/language/{code}")
def choose_language(web: WebDep, code: str, to: str = "/") -> Response:
    """Keep the choice and go back to the page; whoever is known is told that letters follow it."""
    if code not in i18n.LANGUAGES:
        raise NotFound(NO_SUCH)
    to = local_path(to)
    i18n.use(code)
    told = _(TOLD) % {"language": i18n.LANGUAGES[code]} if _keep_with_person(web, code, to) else ""
    return keep_in_browser(web, web.redirect(to, flash=told), code)


def _keep_with_person(web: Web, code: str, to: str) -> bool:
    """Whether we know whose choice it is: by the session, or by the link to a saved report that is open."""
    visit = web.visit
    draft_id = _draft_linked(web, to) or visit.draft_id
    if visit.account_id is None and draft_id is None and visit.case_id is None:
        return False
    with UnitOfWork(web.database) as uow:
        if visit.account_id is not None:
            speak_to_staff(uow, visit.account_id, code)
        elif draft_id is not None:
            speak_to_author(uow, draft_id, code)
        elif visit.case_id is not None:
            speak_to_complainant(uow, visit.case_id, code)
        uow.commit()
    return True


def _draft_linked(web: Web, to: str) -> int | None:
    """The report that opens with the link of this page; its page speaks the report's language, not the browser's."""
    if not to.startswith(f"{RESUME_PATH}/"):
        return None
    with web.database.read() as session:
        found = draft_behind(session, to.removeprefix(f"{RESUME_PATH}/"))
    return found.id if found else None


def keep_in_browser(web: Web, response: Answer, code: str) -> Answer:
    """Show every page of this browser in that language from now on."""
    secure = web.settings.base_url.startswith("https://")
    response.set_cookie(i18n.COOKIE, code, max_age=A_YEAR, path="/", secure=secure, httponly=True, samesite="lax")
    return response


def speak_as_draft(web: Web, draft: Draft | None) -> None:
    """Write the rest of this page in the language of a report; staff who write for somebody keep their own."""
    if draft is not None and web.visit.staff is None:
        i18n.use(draft.language)
