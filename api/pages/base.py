"""What every page shares: the request as its visitor sees it, the templates, and how an answer is finished.

A page is made by `Web.page`, left by `Web.redirect`; both keep the session. `errors` is a mapping of fields (or
element ids) to sentences, shown in a summary on top and beside the fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader
from markupsafe import Markup
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api import assets, i18n, sessions
from api.forms import CSRF_FIELD, csrf_form
from api.pages import parts, words
from api.sessions import Staff, Visit
from cases.errors import Refused
from cases.settings import Settings
from cases.store import Database

TEMPLATES = Path(__file__).parent.parent / "templates"
PRIVATE = "no-store"
KEPT = "kept"
"""Where a session keeps what was typed into a form before the person had to sign in again (`api.pages.kept`)."""


class SignInNeeded(Exception):
    """The page is for staff who signed in."""


class CsrfRefused(Refused):
    """A form did not come from a page of ours, or from one that was open for too long."""


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates, with the words and filters that all pages use. Everything is escaped."""
    loader = ChoiceLoader(
        [FileSystemLoader(TEMPLATES), PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})]
    )
    made = Environment(
        loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )  # fmt: skip
    made.install_gettext_callables(i18n._, i18n.ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.policies["ext.i18n.trimmed"] = True
    made.filters |= words.FILTERS
    made.globals |= parts.PARTS
    made.globals |= {"asset": assets.url, "languages": i18n.LANGUAGES, "language": i18n.language, "quote": quote}
    return made


class Web:
    """One request of one visitor: who they are, and how the answer is made."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.settings: Settings = request.app.state.settings
        self.database: Database = request.app.state.database

    @cached_property
    def visit(self) -> Visit:
        """The visitor's session, read when first asked for."""
        return sessions.load(self.database, self.settings, self.request.cookies.get(sessions.COOKIE))

    @property
    def staff(self) -> Staff:
        """Whoever is signed in; `SignInNeeded` when nobody is."""
        if self.visit.staff is None:
            raise SignInNeeded
        return self.visit.staff

    @property
    def today(self) -> Any:
        return self.database.today()

    @cached_property
    def csrf(self) -> str:
        """The proof that a form of this page carries along; making it starts a session."""
        return str(self._csrf_form(None)[CSRF_FIELD].current_token)

    @property
    def csrf_input(self) -> Markup:
        return Markup('<input type="hidden" name="{}" value="{}">').format(CSRF_FIELD, self.csrf)

    @property
    def has_form(self) -> bool:
        """Whether the page, as far as it is made, holds a form with something to lose."""
        return "csrf" in self.__dict__

    def check_csrf(self, data: FormData) -> None:
        """`CsrfRefused` unless the form came from a page of this visitor."""
        if "csrf" not in self.visit.data or not self._csrf_form(data).validate():
            raise CsrfRefused(
                i18n.N_("This page was open for too long. Nothing was saved: go back, reload it and try again.")
            )

    def _csrf_form(self, data: FormData | None) -> Any:
        secret = self.settings.secret_key.get_secret_value().encode()
        return csrf_form(self.visit.data, secret, self.settings.session_absolute_hours, data)

    def flash(self, message: str) -> None:
        """Tell the visitor at the top of the next page."""
        self.visit.data["flash"] = message

    def page(
        self,
        template: str,
        *,
        title: str,
        status: int = 200,
        errors: Mapping[str, str] | None = None,
        back: str = "",
        **context: Any,
    ) -> HTMLResponse:
        """A page. With errors its title says so; `back` is the address of the back link."""
        html = self.html(template, title=title, errors=errors, back=back, **context)
        response = HTMLResponse(html, status, headers={"Cache-Control": PRIVATE, "Content-Language": i18n.language()})
        self.keep(response)
        return response

    def html(self, template: str, *, title: str, errors: Mapping[str, str] | None = None, **context: Any) -> str:
        """The page as text."""
        told = self.visit.data.pop("flash", "")
        here = self.request.url.path + (f"?{self.request.url.query}" if self.request.url.query else "")
        return environment().get_template(template).render(
            web=self, staff=self.visit.staff, title=title, errors=dict(errors or {}), told=told, here=here,
            today=self.today, demonstration=self.settings.demonstration, sink=self.settings.uses_sink, **context,
        )  # fmt: skip

    def redirect(self, to: str, *, flash: str = "") -> RedirectResponse:
        """Send the browser to a page of ours after a POST, so that reloading repeats nothing."""
        if flash:
            self.flash(flash)
        if self.visit.data.get(KEPT, {}).get("to") == self.request.url.path:
            del self.visit.data[KEPT]  # it was sent and taken
        response = RedirectResponse(to, 303, headers={"Cache-Control": PRIVATE})
        self.keep(response)
        return response

    def keep(self, response: Response) -> None:
        """Keep the session with an answer that is not made here."""
        sessions.save(self.database, self.settings, self.visit, response)


def local_path(to: str | None, otherwise: str = "/") -> str:
    """An address on this site, for coming back to; anything else becomes `otherwise`."""
    if to and to.startswith("/") and not to.startswith(("//", "/\\")) and to.isprintable():
        return to
    return otherwise
