"""The department's accounts: who may sign in, in which roles. Passwords are kept as argon2 hashes only.

A refusal names the field it is about. Ending an account, or changing its password, ends its sessions too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update
from sqlmodel import Session

from cases.departments import DEPARTMENTS
from cases.errors import InputRefused
from cases.models import Account, WebSession
from cases.seats import Role
from cases.store import Database, UnitOfWork

if TYPE_CHECKING:
    from pwdlib import PasswordHash

ACCOUNT: Any = Account.__table__  # type: ignore[attr-defined]
_SESSION: Any = WebSession.__table__  # type: ignore[attr-defined]
_USERNAME = re.compile(r"[a-z][a-z0-9._-]{1,59}")
SHORTEST_PASSWORD = 12
NOT_FOR_PEOPLE = frozenset({Role.PARTY, Role.SYSTEM})


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff as lists show them: everything but the password."""

    id: int
    username: str
    name: str
    email: str
    roles: tuple[str, ...]
    department: str
    disabled: bool
    demonstration: bool


@lru_cache(maxsize=1)
def _hasher() -> PasswordHash:
    from pwdlib import PasswordHash

    return PasswordHash.recommended()


def hashed(password: str) -> str:
    """The argon2 hash of a password. It takes a tenth of a second on purpose."""
    return _hasher().hash(password)


def password_fits(password: str, password_hash: str) -> tuple[bool, str | None]:
    """Whether the password is the one behind the hash, and a fresh hash when the kept one is of an older strength."""
    return _hasher().verify_and_update(password, password_hash)


def people(session: Session) -> list[Person]:
    """Every account, by username."""
    columns = (ACCOUNT.c.id, ACCOUNT.c.username, ACCOUNT.c.name, ACCOUNT.c.email, ACCOUNT.c.roles,
               ACCOUNT.c.department, ACCOUNT.c.disabled, ACCOUNT.c.demonstration)  # fmt: skip
    rows = session.execute(select(*columns).order_by(ACCOUNT.c.username))
    return [Person(r.id, r.username, r.name, r.email, tuple(r.roles), *r[5:]) for r in rows]


def demonstration_accounts(session: Session) -> list[str]:
    """Usernames of the demonstration's accounts that can still sign in; with any of them production does not start."""
    open_ones = select(ACCOUNT.c.username).where(ACCOUNT.c.demonstration.is_(True), ACCOUNT.c.disabled.is_(False))
    return list(session.execute(open_ones.order_by(ACCOUNT.c.username)).scalars())


def demonstration_accounts_of(url: str) -> list[str]:
    """The same by the address of a database; none while it has no tables yet."""
    from cases.migrations import current

    if current(url) is None:
        return []
    database = Database(url)
    try:
        with database.read() as session:
            return demonstration_accounts(session)
    finally:
        database.close()


def create_account(
    uow: UnitOfWork,
    username: str,
    *,
    name: str,
    email: str,
    roles: Sequence[str],
    password: str = "",
    password_hash: str = "",
    department: str = "trade",
    language: str = "en",
    demonstration: bool = False,
) -> int:
    """Make an account and return its key; `InputRefused` with a sentence per field. The caller commits.

    Either a password or its hash is given: the demonstration hashes one password for all its accounts.
    """
    username = username.strip().lower()
    wrong = {**_wrong_person(username, name, email), **_wrong_place(roles, department)}
    if not password_hash:
        wrong |= _wrong_password(password)
    if uow.session.execute(select(ACCOUNT.c.id).where(ACCOUNT.c.username == username)).first():
        wrong["username"] = f"There is an account “{username}” already. Choose another username."
    if wrong:
        raise InputRefused(wrong)
    values = {
        "username": username, "name": name.strip(), "email": email.strip(), "roles": sorted(set(roles)),
        "password_hash": password_hash or hashed(password), "department": department, "language": language,
        "demonstration": demonstration, "disabled": False, "failed_sign_ins": 0,
    }  # fmt: skip
    return int(uow.session.execute(insert(ACCOUNT).returning(ACCOUNT.c.id), values).scalar_one())


def disable_account(uow: UnitOfWork, username: str) -> None:
    """End an account and its sessions; what it did stays on record. The last administrator stays. Caller commits."""
    account = _account(uow, username)
    if Role.ADMINISTRATOR.value in account.roles and not _other_administrators(uow, account.id):
        raise InputRefused({"username": f"“{username}” is the last administrator. Make another one first."})
    uow.session.execute(update(ACCOUNT).where(ACCOUNT.c.id == account.id), {"disabled": True})
    _end_sessions(uow, account.id)


def change_password(uow: UnitOfWork, username: str, password: str) -> None:
    """Set a new password, unlock the account and end its sessions. The caller commits."""
    account = _account(uow, username)
    if wrong := _wrong_password(password):
        raise InputRefused(wrong)
    values = {"password_hash": hashed(password), "failed_sign_ins": 0, "locked_until": None}
    uow.session.execute(update(ACCOUNT).where(ACCOUNT.c.id == account.id), values)
    _end_sessions(uow, account.id)


def _account(uow: UnitOfWork, username: str) -> Any:
    question = select(ACCOUNT.c.id, ACCOUNT.c.roles).where(ACCOUNT.c.username == username.strip().lower())
    row = uow.session.execute(question).one_or_none()
    if row is None:
        raise InputRefused({"username": f"There is no account “{username}”."})
    return row


def _other_administrators(uow: UnitOfWork, account: int) -> bool:
    rows = uow.session.execute(select(ACCOUNT.c.id, ACCOUNT.c.roles).where(ACCOUNT.c.disabled.is_(False)))
    return any(r.id != account and Role.ADMINISTRATOR.value in r.roles for r in rows)


def _end_sessions(uow: UnitOfWork, account: int) -> None:
    uow.session.execute(delete(_SESSION).where(_SESSION.c.account_id == account))


def _wrong_person(username: str, name: str, email: str) -> dict[str, str]:
    from email_validator import EmailNotValidError, validate_email

    wrong: dict[str, str] = {}
    if not _USERNAME.fullmatch(username):
        wrong["username"] = "A username starts with a letter and has 2 to 60 letters, digits, dots or hyphens."
    if not name.strip() or len(name) > 120:
        wrong["name"] = "Give the person's name, 120 characters at most."
    try:
        validate_email(email.strip(), check_deliverability=False)
    except EmailNotValidError:
        wrong["email"] = f"“{email}” is not an e-mail address. Give one such as name@example.org."
    return wrong


def _wrong_place(roles: Sequence[str], department: str) -> dict[str, str]:
    wrong: dict[str, str] = {}
    known = sorted(role.value for role in Role if role not in NOT_FOR_PEOPLE)
    unknown = sorted(set(roles) - set(known))
    if unknown or not roles:
        what = f"No account can be {', '.join(unknown)}." if unknown else "An account needs a role."
        wrong["roles"] = f"{what} Choose among {', '.join(known)}."
    if department not in DEPARTMENTS:
        wrong["department"] = f"There is no department “{department}”. Choose {' or '.join(DEPARTMENTS)}."
    return wrong


def _wrong_password(password: str) -> dict[str, str]:
    if len(password) >= SHORTEST_PASSWORD:
        return {}
    return {"password": f"A password has at least {SHORTEST_PASSWORD} characters; this one has {len(password)}."}
