"""The language of a page: chosen by a cookie, else by the browser, else English. Texts stand in English in the code.

The catalogue is read from its `.po` file when its language is first asked for, so that English costs nothing.
"""

from __future__ import annotations

import gettext as machine
from contextvars import ContextVar
from datetime import date
from functools import lru_cache
from http.cookies import CookieError, SimpleCookie
from io import BytesIO
from pathlib import Path

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from cases.words import N_, Form, Sentence, written

LOCALE = Path(__file__).parent / "locale"
COOKIE = "tatua_language"
LANGUAGES = {"en": "English", "sw": "Kiswahili"}

_language: ContextVar[str] = ContextVar("language", default="en")

__all__ = ["COOKIE", "LANGUAGES", "N_", "LanguageMiddleware", "_", "language", "ngettext", "say", "use", "write_day"]


def language() -> str:
    """The language of the page that is being made."""
    return _language.get()


def use(chosen: str) -> None:
    """Write the rest of this page in that language; an unknown one is English."""
    _language.set(chosen if chosen in LANGUAGES else "en")


def _(message: str) -> str:
    """The text in the language of the page, or as it stands where it is not translated."""
    return _catalogue(_language.get()).gettext(message) if message else ""


def ngettext(one: str, many: str, n: int) -> str:
    return _catalogue(_language.get()).ngettext(one, many, n)


def say(text: object) -> str:
    """A text of the domain (a title, a refusal) in the language of the page; a sentence fills its values in again."""
    return text.told(_, write_day) if isinstance(text, Sentence) else _(str(text))


PATTERNS: dict[Form, str] = {"long": "EEEE, d MMMM y", "plain": "d MMMM y", "month": "MMMM y"}


def write_day(day: date, form: Form = "long") -> str:
    """A day in the language of the page: Friday 5 March 2027; in Kiswahili Ijumaa, 5 Machi 2027."""
    if language() == "en":
        return written(day, form)
    from babel.dates import format_date

    return format_date(day, PATTERNS[form], locale=language())


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(chosen: str) -> machine.NullTranslations:
    path = LOCALE / chosen / "LC_MESSAGES" / "tatua.po"
    if chosen == "en" or not path.exists():
        return machine.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=chosen))
    compiled.seek(0)
    return machine.GNUTranslations(compiled)


class LanguageMiddleware:
    """Settles the language before the page is made; a context variable follows it into the worker thread."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            use(_wanted(Headers(scope=scope)))
        await self.app(scope, receive, send)


def _wanted(headers: Headers) -> str:
    try:
        cookie = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        cookie = None
    if cookie is not None and cookie.value in LANGUAGES:
        return cookie.value
    first = headers.get("accept-language", "").partition(",")[0].partition("-")[0].strip().lower()
    return first if first in LANGUAGES else "en"
