"""Small parts that templates build from data: the error summary, the menu of staff, lists of currencies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from api.forms import Field
from api.i18n import N_
from api.sessions import Staff
from cases.seats import Role
from cases.service.desk import HOLDERS

CURRENCIES = (
    "KES",
    "USD",
    "EUR",
    "GBP",
    "UGX",
    "TZS",
    "RWF",
    "ETB",
    "ZAR",
    "EGP",
    "NGN",
    "GHS",
    "CNY",
    "INR",
    "AED",
    "JPY",
)

_WORK = (("/cases", N_("Cases")),)
_NEW = (("/cases/new", N_("Open a file")),)
_CLOCKS = (("/clocks", N_("Clocks")), ("/clocks/calendar", N_("Calendar")))
_OWN = (("/feeds", N_("My calendar")),)
_BOOKS = (("/lifecycles", N_("Procedures")), ("/law", N_("Law")))
_OTHERS = (("/report/start", N_("Report for somebody")),)
FOR_OTHERS = (Role.BORDER_DESK, Role.OFFICER, Role.SUPERVISOR)
"""Roles that write a complaint down for somebody."""


def staff_links(staff: Staff, path: str) -> list[tuple[str, str, bool]]:
    """The menu of a member of staff, by role: address, words, and whether the page is there."""
    links = [*_WORK, *(_CLOCKS if staff.has(Role.SUPERVISOR, Role.AUDITOR) else ())]
    links += [*(_NEW if staff.has(*HOLDERS) else ()), *(_OTHERS if staff.has(*FOR_OTHERS) else ()), *_OWN]
    links += _BOOKS
    path = "/report/start" if path.startswith("/report/") else path
    here = [href for href, _words in links if path == href or path.startswith(f"{href}/")]
    nearest = max(here, key=len, default="")
    return [(href, words, href == nearest) for href, words in links]


def error_list(errors: Mapping[str, str], fields: Iterable[Field] | None = None) -> list[dict[str, str]]:
    """The entries of the error summary, each a link to its field."""
    targets = {each.key: each.target for each in fields or ()}
    return [{"text": words, "href": f"#{targets.get(key, key)}"} for key, words in errors.items()]


def with_error(each: Field, errors: Mapping[str, str]) -> Field:
    """The field with its sentence, if there is one."""
    return replace(each, error=errors[each.key]) if each.key in errors else each


def currencies(chosen: str | None) -> list[dict[str, object]]:
    """The currencies of a drop-down; one that was typed through the API stays choosable."""
    known = CURRENCIES if not chosen or chosen in CURRENCIES else (*CURRENCIES, chosen)
    return [{"value": code, "text": code, "selected": code == (chosen or "KES")} for code in known]


PARTS: dict[str, Callable[..., Any]] = {
    "staff_links": staff_links, "error_list": error_list, "with_error": with_error, "currencies": currencies,
}  # fmt: skip
