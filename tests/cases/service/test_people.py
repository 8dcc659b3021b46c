"""Accounts of the staff: made with argon2 hashes, refused in sentences, ended together with their sessions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from cases.errors import InputRefused
from cases.models import WebSession
from cases.service.people import (
    change_password,
    create_account,
    demonstration_accounts,
    demonstration_accounts_of,
    disable_account,
    hashed,
    password_fits,
    people,
)
from cases.store import Database, UnitOfWork

PASSWORD = "a long enough word"
HASH = "$argon2id$not-a-real-one"


def made(database: Database, username: str = "grace", *roles: str, demonstration: bool = False) -> int:
    with UnitOfWork(database) as uow:
        key = create_account(
            uow, username, name="Grace Chebet", email="grace@example.org", roles=roles or ("officer",),
            password_hash=HASH, demonstration=demonstration,
        )  # fmt: skip
        uow.commit()
    return key


def signed_in(database: Database, account: int) -> None:
    with UnitOfWork(database) as uow:
        now = uow.now
        uow.session.add(
            WebSession(
                key_hash="k" * 64, account_id=account, created_at=now, seen_at=now, ends_at=now + timedelta(hours=1)
            )
        )
        uow.commit()


def sessions(database: Database) -> int:
    with database.read() as session:
        return session.execute(select(func.count()).select_from(WebSession)).scalar_one()


def test_a_password_is_kept_as_an_argon2_hash() -> None:
    kept = hashed(PASSWORD)
    assert kept.startswith("$argon2id$")
    assert password_fits(PASSWORD, kept)[0]
    assert not password_fits("another long word", kept)[0]


def test_an_account_is_listed_without_its_password(database: Database) -> None:
    made(database, "Grace ", "officer", "supervisor")
    with database.read() as session:
        (found,) = people(session)
    assert (found.username, found.roles, found.disabled) == ("grace", ("officer", "supervisor"), False)
    assert not hasattr(found, "password_hash")


@pytest.mark.parametrize(
    ("changed", "field", "says"),
    [
        ({"username": "9lives"}, "username", "starts with a letter"),
        ({"username": "g"}, "username", "2 to 60"),
        ({"name": "  "}, "name", "Give the person's name"),
        ({"email": "grace"}, "email", "is not an e-mail address"),
        ({"roles": ["king"]}, "roles", "No account can be king"),
        ({"roles": ["system"]}, "roles", "No account can be system"),
        ({"roles": []}, "roles", "needs a role"),
        ({"department": "treasury"}, "department", "no department"),
        ({"password": "eleven char"}, "password", "at least 12 characters; this one has 11"),
    ],
)
def test_a_wrong_answer_is_refused_at_its_field(
    sqlite: Database, changed: dict[str, object], field: str, says: str
) -> None:
    given: dict[str, object] = {
        "username": "grace", "name": "Grace", "email": "grace@example.org", "roles": ["officer"], "password": PASSWORD,
    }  # fmt: skip
    with UnitOfWork(sqlite) as uow, pytest.raises(InputRefused) as refused:
        create_account(uow, **{**given, **changed})  # type: ignore[arg-type]
    assert list(refused.value.fields) == [field]
    assert says in refused.value.fields[field]


def test_twelve_characters_are_enough(sqlite: Database) -> None:
    with UnitOfWork(sqlite) as uow:
        assert create_account(
            uow, "grace", name="Grace", email="grace@example.org", roles=["officer"], password="twelve chars"
        )


def test_a_username_is_given_once(sqlite: Database) -> None:
    made(sqlite)
    with pytest.raises(InputRefused, match="There is an account “grace” already"):
        made(sqlite, "GRACE")


def test_ending_an_account_ends_its_sessions(database: Database) -> None:
    signed_in(database, made(database))
    with UnitOfWork(database) as uow:
        disable_account(uow, "grace")
        uow.commit()
    assert sessions(database) == 0


def test_a_new_password_ends_the_sessions(database: Database) -> None:
    signed_in(database, made(database))
    with UnitOfWork(database) as uow:
        change_password(uow, "grace", PASSWORD)
        uow.commit()
    assert sessions(database) == 0


def test_the_last_administrator_stays(sqlite: Database) -> None:
    made(sqlite, "grace", "administrator")
    with UnitOfWork(sqlite) as uow, pytest.raises(InputRefused, match="last administrator"):
        disable_account(uow, "grace")


def test_one_of_two_administrators_may_go(sqlite: Database) -> None:
    made(sqlite, "grace", "administrator")
    made(sqlite, "daniel", "administrator")
    with UnitOfWork(sqlite) as uow:
        disable_account(uow, "grace")


def test_an_account_that_is_not_there_is_refused(sqlite: Database) -> None:
    with UnitOfWork(sqlite) as uow, pytest.raises(InputRefused, match="There is no account “nobody”"):
        disable_account(uow, "nobody")


def test_only_open_accounts_of_the_demonstration_bar_production(sqlite: Database) -> None:
    made(sqlite, "daniel")
    made(sqlite, "grace", demonstration=True)
    made(sqlite, "ines", demonstration=True)
    with UnitOfWork(sqlite) as uow:
        disable_account(uow, "grace")
        uow.commit()
    with sqlite.read() as session:
        assert demonstration_accounts(session) == ["ines"]


def test_a_database_that_is_not_there_yet_bars_nothing(tmp_path: object) -> None:
    assert demonstration_accounts_of(f"sqlite:///{tmp_path}/none.sqlite3") == []
