"""Saved views: a list of ours under a name of its owner's, once per name, and the way back."""

from __future__ import annotations

import pytest

from cases.errors import InputRefused, NotAllowed, NotFound
from cases.models import Account
from cases.service.views import LONGEST_NAME, MOST, View, delete_view, list_address, rename_view, save_view
from cases.store import Database, UnitOfWork
from cases.store.desk import saved_views


@pytest.fixture
def ines(database: Database) -> int:
    return _hired(database, "ines")


def _hired(database: Database, name: str) -> int:
    with UnitOfWork(database) as uow:
        made = Account(username=name, name=name.title(), email=f"{name}@x.example", password_hash="", roles=["officer"])
        uow.session.add(made)
        uow.session.flush()
        key = int(made.id or 0)
        uow.commit()
    return key


def kept(uow: UnitOfWork, account: int) -> list[tuple[str, str]]:
    return [(row.name, row.address) for row in saved_views(uow.session, account)]


def key_of(uow: UnitOfWork, account: int, name: str) -> int:
    return next(int(row.id) for row in saved_views(uow.session, account) if row.name == name)


def test_a_list_is_kept_under_its_name_from_its_beginning(database: Database, ines: int) -> None:
    with UnitOfWork(database) as uow:
        save_view(uow, ines, " Tea,  overdue ", "/cases?view=mine&q=tea&after=next~~00")
        assert kept(uow, ines) == [("Tea, overdue", "/cases?view=mine&q=tea")]


def test_lists_come_by_name_and_only_their_owners(database: Database, ines: int) -> None:
    otto = _hired(database, "otto")
    with UnitOfWork(database) as uow:
        for account, name in ((ines, "wheat"), (ines, "Tea"), (otto, "Mine")):
            save_view(uow, account, name, "/cases")
        assert [name for name, _ in kept(uow, ines)] == ["Tea", "wheat"]


def test_the_same_name_is_refused_whatever_its_case(database: Database, ines: int) -> None:
    with UnitOfWork(database) as uow:
        save_view(uow, ines, "Tea", "/cases?q=tea")
        with pytest.raises(InputRefused, match="called “TEA” already"):
            save_view(uow, ines, "TEA", "/cases?q=coffee")


def test_the_same_list_under_the_same_name_is_kept_once(database: Database, ines: int) -> None:
    with UnitOfWork(database) as uow:
        for _ in range(2):
            save_view(uow, ines, "Tea", "/cases?q=tea")
        assert len(kept(uow, ines)) == 1


@pytest.mark.parametrize(("name", "words"), [("  ", "Give the list a name"), ("x" * (LONGEST_NAME + 1), "at most 60")])
def test_a_name_that_is_none_is_refused(database: Database, ines: int, name: str, words: str) -> None:
    with UnitOfWork(database) as uow, pytest.raises(InputRefused, match=words):
        save_view(uow, ines, name, "/cases")


def test_a_name_of_the_greatest_length_is_kept(database: Database, ines: int) -> None:
    with UnitOfWork(database) as uow:
        assert save_view(uow, ines, "x" * LONGEST_NAME, "/cases").name == "x" * LONGEST_NAME


def test_more_lists_than_can_be_found_again_are_refused(database: Database, ines: int) -> None:
    with UnitOfWork(database) as uow:
        for n in range(MOST):
            save_view(uow, ines, f"List {n}", "/cases")
        with pytest.raises(InputRefused, match="30 lists already"):
            save_view(uow, ines, "One more", "/cases")


@pytest.mark.parametrize("address", ["/cases", "/clocks/list?when=overdue", "/search?q=tea%26milk"])
def test_our_own_lists_can_be_kept(address: str) -> None:
    assert list_address(address) == address


@pytest.mark.parametrize(
    "address",
    ["", "/", "/cases/KE-NTB-2027-00042-K", "https://elsewhere.example/cases", "//elsewhere.example/cases",
     "javascript:alert(1)", "/cases/../sign-out", "/\\elsewhere.example", "http://[", "/cases\\@elsewhere.example"],
)  # fmt: skip
def test_any_other_address_is_refused(address: str) -> None:
    with pytest.raises(InputRefused, match="Only lists of cases and clocks"):
        list_address(address)


def test_an_address_that_is_too_long_is_refused() -> None:
    with pytest.raises(InputRefused, match="too long to keep"):
        list_address("/cases?q=" + "x" * 1_000)


def test_a_list_gets_another_name_its_own_included(database: Database, ines: int) -> None:
    with UnitOfWork(database) as uow:
        save_view(uow, ines, "Tea", "/cases?q=tea")
        for name in ("TEA", "Coffee"):
            rename_view(uow, ines, key_of(uow, ines, kept(uow, ines)[0][0]), name)
        assert kept(uow, ines) == [("Coffee", "/cases?q=tea")]


def test_a_name_that_another_list_has_is_refused_for_a_new_one_too(database: Database, ines: int) -> None:
    with UnitOfWork(database) as uow:
        for name in ("Tea", "Coffee"):
            save_view(uow, ines, name, "/cases")
        with pytest.raises(InputRefused, match="called “tea” already"):
            rename_view(uow, ines, key_of(uow, ines, "Coffee"), "tea")


def test_nobody_renames_or_deletes_the_list_of_another(database: Database, ines: int) -> None:
    otto = _hired(database, "otto")
    with UnitOfWork(database) as uow:
        save_view(uow, ines, "Tea", "/cases")
        key = key_of(uow, ines, "Tea")
        with pytest.raises(NotFound):
            rename_view(uow, otto, key, "Mine")
        assert delete_view(uow, otto, key) is None
        assert kept(uow, ines) == [("Tea", "/cases")]


def test_a_deleted_list_says_what_it_was_and_can_be_kept_again(database: Database, ines: int) -> None:
    with UnitOfWork(database) as uow:
        save_view(uow, ines, "Tea", "/cases?q=tea")
        gone = delete_view(uow, ines, key_of(uow, ines, "Tea"))
        assert (gone, kept(uow, ines)) == (View("Tea", "/cases?q=tea"), [])
        assert gone is not None
        save_view(uow, ines, gone.name, gone.address)
        assert kept(uow, ines) == [("Tea", "/cases?q=tea")]


def test_who_has_no_account_keeps_no_lists(database: Database) -> None:
    with UnitOfWork(database) as uow, pytest.raises(NotAllowed):
        save_view(uow, None, "Tea", "/cases")
