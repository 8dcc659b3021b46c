"""Pages about the service itself: accessibility, privacy, acknowledgements. They say only what is so here.

What the department alone can say (a telephone, a name, a day) stands as a place to be filled in, visibly.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from fastapi import APIRouter
from starlette.responses import Response

from api import assets
from api.deps import WebDep
from api.i18n import _
from api.pages.links import law_href
from cases.law import DATA_PROTECTION_ACT
from cases.law.limits import limit

router = APIRouter(include_in_schema=False)


@router.get("/accessibility")
def accessibility(web: WebDep) -> Response:
    return web.page(
        "pages/accessibility.html", title=_("Accessibility statement"), phone=web.settings.contact_phone,
        address=web.settings.contact_address,
    )  # fmt: skip


@router.get("/privacy")
def privacy(web: WebDep) -> Response:
    return web.page(
        "pages/privacy.html", title=_("Privacy notice"), phone=web.settings.contact_phone,
        address=web.settings.contact_address, act=DATA_PROTECTION_ACT("personal data"), law_href=law_href,
        draft_days=limit("svc_draft").value, session_hours=web.settings.session_absolute_hours,
    )  # fmt: skip


@router.get("/acknowledgements")
def acknowledgements(web: WebDep) -> Response:
    return web.page(
        "pages/acknowledgements.html", title=_("Acknowledgements"), licences=assets.licences(), packages=packages()
    )


@dataclass(frozen=True, slots=True)
class Package:
    """A package that the service runs on, with its licence as it states it; empty where it states none in short."""

    name: str
    version: str
    licence: str


@lru_cache(maxsize=1)
def packages() -> tuple[Package, ...]:
    """The packages on which the service stands directly, those of development aside."""
    from importlib.metadata import metadata, requires

    wanted = [each for each in requires("tatua") or () if "extra ==" not in each]
    names = sorted({found[0] for each in wanted if (found := re.match(r"[\w.-]+", each))}, key=str.casefold)
    return tuple(Package(name, metadata(name)["Version"], _licence(name)) for name in names)


def _licence(name: str) -> str:
    from importlib.metadata import metadata

    said = metadata(name).json
    kinds = [each.rpartition(" :: ")[2] for each in said.get("classifier", ()) if each.startswith("License")]
    stated = [str(said.get("license_expression", "")), *kinds, str(said.get("license", "")).partition("\n")[0]]
    return next((each for each in stated if each and each != "OSI Approved" and not each.startswith("Copyright")), "")
