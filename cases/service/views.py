"""Saved views: a list of ours under a name that its owner gave it. Nobody else sees it. No act in law.

What is kept is the address of the list, without the place in it: a view opens at its beginning.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from sqlalchemy import Row, delete, select, update

from cases.errors import InputRefused, NotAllowed, NotFound
from cases.models import SavedView
from cases.store import UnitOfWork
from cases.typed import in_a_line
from cases.words import N_, Sentence

_VIEW: Any = SavedView.__table__  # type: ignore[attr-defined]

LISTS = ("/cases", "/clocks/list", "/search")
"""The pages that are lists, and so can be kept."""
LONGEST_NAME = 60
LONGEST_ADDRESS = 1_000
MOST = 30
"""More would not be found again among themselves."""
PLACE = "after"
"""What in an address says where in a list a page begins."""


@dataclass(frozen=True, slots=True)
class View:
    """A list and its name, as kept or as it was kept until a moment ago."""

    name: str
    address: str


def save_view(uow: UnitOfWork, account: int | None, name: str, address: str) -> View:
    """Keep the list under this name. The same list under the same name is kept once. The caller commits."""
    owner = _owner(account)
    kept = View(_name(name), list_address(address))
    mine = _views(uow, owner)
    if any(row.name == kept.name and row.address == kept.address for row in mine):
        return kept
    _refuse_twice(mine, kept.name)
    if len(mine) >= MOST:
        raise InputRefused({"name": Sentence(N_("You keep %(n)s lists already. Delete one first."), n=MOST)})
    values = {"account_id": owner, "name": kept.name, "address": kept.address, "made_at": uow.now}
    wanted = uow.insert_into(_VIEW).values(values).on_conflict_do_nothing(index_elements=["account_id", "name"])
    uow.session.execute(wanted)
    return kept


def rename_view(uow: UnitOfWork, account: int | None, key: int, name: str) -> View:
    """Give the list another name. The caller commits."""
    owner = _owner(account)
    mine, wanted = _views(uow, owner), _name(name)
    row = next((each for each in mine if each.id == key), None)
    if row is None:
        raise NotFound(N_("You do not keep this list any more."))
    _refuse_twice([each for each in mine if each.id != key], wanted)
    uow.session.execute(update(_VIEW).where(_VIEW.c.id == key), {"name": wanted})
    return View(wanted, row.address)


def delete_view(uow: UnitOfWork, account: int | None, key: int) -> View | None:
    """Stop keeping the list. Gives what it was, for taking that back; None when it was gone already."""
    owner = _owner(account)
    row = next((each for each in _views(uow, owner) if each.id == key), None)
    if row is None:
        return None
    uow.session.execute(delete(_VIEW).where(_VIEW.c.id == key))
    return View(row.name, row.address)


def list_address(address: str) -> str:
    """The address of one of our lists, from its beginning; refused when it is another."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        parts = urlsplit("elsewhere:")
    if parts.scheme or parts.netloc or parts.path not in LISTS:
        raise InputRefused({"name": N_("Only lists of cases and clocks, and searches, can be kept.")})
    asked = [(key, value) for key, value in parse_qsl(parts.query) if key != PLACE]
    found = f"{parts.path}?{urlencode(asked)}" if asked else parts.path
    if len(found) > LONGEST_ADDRESS:
        raise InputRefused({"name": N_("What this list is narrowed by is too long to keep. Use fewer words.")})
    return found


def _owner(account: int | None) -> int:
    if account is None:
        raise NotAllowed(N_("Lists are kept by the department's own staff."))
    return account


def _name(typed: str) -> str:
    name = in_a_line(typed)
    if not name:
        raise InputRefused({"name": N_("Give the list a name, such as “Tea, overdue”.")})
    if len(name) > LONGEST_NAME:
        words = N_("Use at most %(most)s characters for the name; you used %(used)s.")
        raise InputRefused({"name": Sentence(words, most=LONGEST_NAME, used=len(name))})
    return name


def _views(uow: UnitOfWork, owner: int) -> list[Row[Any]]:
    return list(uow.session.execute(select(_VIEW).where(_VIEW.c.account_id == owner)))


def _refuse_twice(others: list[Row[Any]], name: str) -> None:
    if any(each.name.casefold() == name.casefold() for each in others):
        words = N_("You keep a list called “%(name)s” already. Choose another name, or delete that one.")
        raise InputRefused({"name": Sentence(words, name=name)})


__all__ = ["LISTS", "LONGEST_NAME", "View", "delete_view", "list_address", "rename_view", "save_view"]
