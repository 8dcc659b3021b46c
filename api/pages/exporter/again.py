"""What was typed into a form of one's own case whose session had ended: kept, led through the code, given back.

Nothing is done with it before the button is pressed again. It is given back in the case from which it came, and in no
other that is opened in the same browser. Files are not kept: they are chosen anew.
"""

from __future__ import annotations

import re

from starlette.datastructures import FormData

from api.pages.base import KEPT, Web
from api.pages.kept import Typed
from cases.reference import read_reference

OF_CASE = "of_case"
"""The hidden field that says from which case a form comes."""
_FORM = re.compile(r"/track/case/[^/]+")


def leads(path: str) -> bool:
    """Whether that is the address of a form of one's own case."""
    return _FORM.fullmatch(path) is not None


def reference_of(typed: Typed | None) -> str:
    """The case from which the form came; empty where it does not say so."""
    return read_reference(dict(typed.fields).get(OF_CASE, "")) or "" if typed else ""


def keep(web: Web, typed: Typed) -> None:
    """Keep it in the session until the code was entered."""
    web.visit.data[KEPT] = {
        "to": typed.to, "of": reference_of(typed), "fields": [list(pair) for pair in typed.fields],
    }  # fmt: skip


def waits(web: Web, reference: str) -> str:
    """The address of the form of that case that is to be given back; empty where none is."""
    kept = web.visit.data.get(KEPT) or {}
    return str(kept["to"]) if kept.get("of") and kept["of"] == read_reference(reference) else ""


def carry_over(web: Web, reference: str, kept: object) -> str:
    """Keep it in the session of that case too; gives the address of its form, empty where it belongs to another."""
    web.visit.data[KEPT] = kept
    to = waits(web, reference)
    if not to:
        del web.visit.data[KEPT]
    return to


def typed_before(web: Web, reference: str) -> FormData | None:
    """What was typed into the form of this page, if it was the form of this case."""
    if waits(web, reference) != web.request.url.path:
        return None
    return FormData([(str(name), str(value)) for name, value in web.visit.data[KEPT]["fields"]])
