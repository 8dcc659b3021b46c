"""Pages about the service itself: accessibility, privacy, acknowledgements, and the language switch."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from api import assets, i18n
from api.deps import WebDep
from api.i18n import _
from api.pages.base import local_path
from cases.errors import NotFound

router = APIRouter(include_in_schema=False)
A_YEAR = 365 * 24 * 3600


@router.get("/language/{code}")
def choose_language(web: WebDep, code: str, to: str = "/") -> Response:
    """Keep the choice in a cookie and go back to the page."""
    if code not in i18n.LANGUAGES:
        raise NotFound("There is no such language here. Choose English or Kiswahili at the top of the page.")
    response = RedirectResponse(local_path(to), 303)
    secure = web.settings.base_url.startswith("https://")
    response.set_cookie(i18n.COOKIE, code, max_age=A_YEAR, path="/", secure=secure, httponly=True, samesite="lax")
    return response


@router.get("/accessibility")
def accessibility(web: WebDep) -> Response:
    return web.page("pages/accessibility.html", title=_("Accessibility statement"))


@router.get("/privacy")
def privacy(web: WebDep) -> Response:
    return web.page("pages/privacy.html", title=_("Privacy"))


@router.get("/acknowledgements")
def acknowledgements(web: WebDep) -> Response:
    return web.page("pages/acknowledgements.html", title=_("Acknowledgements"), licences=assets.licences())
