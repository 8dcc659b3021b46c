"""What staff typed into a form whose session had ended: shown at once, kept until they have signed in, given back.

Nothing is done with it before the person sends the form again. Files are not kept: they are chosen anew.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from api.deps import MOST_FIELDS, MOST_FILES, StaffDep, WebDep
from api.forms import CSRF_FIELD
from api.i18n import _
from api.pages.base import KEPT, Web, local_path

router = APIRouter(include_in_schema=False)

PREFIX = "kept."
MOST = 200_000
"""So many characters are carried at most; what is longer is shown for copying."""
MACHINERY = (CSRF_FIELD, "step", "seen", "form_token", "key", "of_case")
FILLS_IN = re.compile(r"/cases/[^/]+/(actions/[^/]+|notes|documents|links|entries/\d+/correct)")
"""Forms that fill themselves in with what was kept; all others go through the page `/kept`."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, and where it was to go.

    `files` says that files were chosen, which are not kept; `ours` that the form carried a proof, though an old one.
    """

    to: str
    fields: tuple[tuple[str, str], ...]
    files: bool = False
    ours: bool = False

    @property
    def fits(self) -> bool:
        return sum(len(name) + len(value) for name, value in self.fields) <= MOST

    @property
    def carries(self) -> bool:
        """Whether it is a sign-in form that carries what was typed elsewhere."""
        return any(name.startswith(PREFIX) for name, _value in self.fields)

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """As hidden fields of the sign-in form."""
        return [(PREFIX + name, value) for name, value in self.fields] if self.fits else []

    @property
    def shown(self) -> list[tuple[str, str]]:
        """What a person wrote or chose, under the name of its field."""
        said = [(name, value) for name, value in self.fields if name not in MACHINERY and value.strip()]
        return [(re.sub(r"[_.-]+", " ", name).strip().capitalize(), value) for name, value in said]


async def typed_into(request: Request) -> Typed | None:
    """The form that was sent without a session; None where there is nothing to keep or it came from elsewhere."""
    if request.method != "POST" or request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return None
    try:
        data = await request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS)
    except HTTPException:
        return None
    typed = typed_of(request.url.path, data)
    await data.close()
    return typed if typed.shown else None


def typed_of(to: str, data: FormData) -> Typed:
    pairs = data.multi_items()
    fields = tuple((name, value) for name, value in pairs if isinstance(value, str) and name != CSRF_FIELD)
    files = any(isinstance(value, UploadFile) and value.filename for _name, value in pairs)
    return Typed(to, fields, files, CSRF_FIELD in data)


def typed_at_sign_in(data: FormData) -> Typed | None:
    """What the sign-in form carried along."""
    pairs = [(name.removeprefix(PREFIX), str(value)) for name, value in data.multi_items() if name.startswith(PREFIX)]
    return Typed(local_path(str(data.get("to") or ""), "/cases"), tuple(pairs)) if pairs else None


def keep(web: Web, typed: Typed) -> str:
    """Keep it in the session; gives the address at which it is given back."""
    web.visit.data[KEPT] = {"to": typed.to, "fields": [list(pair) for pair in typed.fields]}
    web.flash(_("You are signed in again. Nothing was recorded: look at what you typed, then send it."))
    return typed.to if FILLS_IN.fullmatch(typed.to) else "/kept"


def typed_before(web: Web) -> FormData | None:
    """What was typed into the form of this page before the session ended."""
    kept = web.visit.data.get(KEPT)
    if not kept or kept["to"] != web.request.url.path:
        return None
    return FormData([(str(name), str(value)) for name, value in kept["fields"]])


@router.get("/kept")
def show(web: WebDep, staff: StaffDep) -> Response:
    """A form that does not fill itself in: what was typed, and one button that sends it."""
    kept = web.visit.data.get(KEPT)
    if not kept:
        return web.redirect("/cases")
    pairs: Sequence[tuple[str, str]] = [(str(name), str(value)) for name, value in kept["fields"]]
    typed = Typed(str(kept["to"]), tuple(pairs))
    return web.page(
        "officer/kept.html", title=_("What you typed"), typed=typed, hidden=pairs, back="/cases"
    )  # fmt: skip
