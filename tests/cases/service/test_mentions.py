"""Colleagues named in a note: told once, by a letter without the note; unknown names stop nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pytest
from pydantic import SecretStr
from sqlalchemy import Row, select

from cases.engine import THE_SYSTEM, Actor
from cases.lifecycles import lifecycle
from cases.models import Account, NoteMention, OutboxRow
from cases.seats import Role
from cases.service import open_case
from cases.service.desk import Noted, add_note
from cases.service.mentions import named_in, see_mentions
from cases.settings import Settings
from cases.store import Database, UnitOfWork
from notifications.compose import compose

OUTBOX: Any = OutboxRow.__table__  # type: ignore[attr-defined]
SECRET = "The minister will give way on Friday."


def hired(uow: UnitOfWork, username: str, *roles: Role, email: str | None = None, **more: Any) -> int:
    address = f"{username}@x.example" if email is None else email
    made = Account(
        username=username, name=username.title(), email=address, password_hash="",
        roles=[role.value for role in roles or (Role.OFFICER,)], **more,
    )  # fmt: skip
    uow.session.add(made)
    uow.session.flush()
    return int(made.id or 0)


@pytest.fixture
def office(database: Database) -> dict[str, int]:
    with UnitOfWork(database) as uow:
        found = {
            "ines": hired(uow, "ines"), "otto": hired(uow, "otto", language="sw"),
            "nyambura": hired(uow, "nyambura", Role.SUPERVISOR), "gone": hired(uow, "gone", disabled=True),
            "njoroge": hired(uow, "njoroge", Role.ADMINISTRATOR),
        }  # fmt: skip
        uow.commit()
    return found


def noted(database: Database, office: dict[str, int], text: str, to: Sequence[int] = ()) -> tuple[UUID, Noted]:
    with UnitOfWork(database) as uow:
        key = open_case(uow, lifecycle("ntb_complaint"), actor=THE_SYSTEM, at_stage="screening", title="Milk, Tanzania")
        found = add_note(uow, key, text, actor=Actor(frozenset({Role.OFFICER}), account=office["ines"]), to=to)
        uow.commit()
    return key, found


def letters(database: Database) -> Sequence[Row[Any]]:
    with UnitOfWork(database) as uow:
        return uow.session.execute(select(OUTBOX).order_by(OUTBOX.c.id)).all()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ask @otto, and @Nyambura.", ["otto", "nyambura"]), ("(@otto) @otto", ["otto"]),
        ("write to otto@x.example", []), ("@", []), ("at @@otto", []), ("see @njoroge-k.", ["njoroge-k"]),
    ],
)  # fmt: skip
def test_names_in_a_text(text: str, names: list[str]) -> None:
    assert named_in(text) == names


def test_who_is_named_and_who_is_ticked_is_told_once(database: Database, office: dict[str, int]) -> None:
    _key, found = noted(database, office, f"@otto {SECRET}", to=[office["otto"], office["nyambura"]])
    assert (found.told, found.unknown) == (("Otto", "Nyambura"), ())
    assert [(row.letter, row.account_id) for row in letters(database)] == [
        ("mentioned", office["otto"]), ("mentioned", office["nyambura"]),
    ]  # fmt: skip


def test_a_name_that_nobody_has_is_told_and_the_note_is_kept(database: Database, office: dict[str, int]) -> None:
    _key, found = noted(database, office, "@otot and @gone and @njoroge, please look")
    assert (found.told, found.unknown) == ((), ("otot", "gone", "njoroge"))
    assert (found.id > 0, letters(database)) == (True, [])


def test_whoever_names_themselves_is_not_written_to(database: Database, office: dict[str, int]) -> None:
    _key, found = noted(database, office, "@ines calls back on Monday")
    assert (found.told, found.unknown, letters(database)) == ((), (), [])


@pytest.mark.parametrize("language", ["en", "sw"])
def test_the_letter_gives_the_case_and_never_the_note(
    database: Database, office: dict[str, int], tmp_path: Any, language: str
) -> None:
    key, _found = noted(database, office, f"@otto @nyambura {SECRET}")
    row = next(r for r in letters(database) if r.language == language)
    with UnitOfWork(database) as uow:
        reference = uow.case(key).reference
        chosen = Settings(
            env="test", var_dir=tmp_path, secret_key=SecretStr("s" * 40), base_url="https://tatua.example"
        )
        made = compose(uow.session, row, chosen, today=uow.today)
    assert f"https://tatua.example/cases/{reference}" in made.text
    assert ("Ines" in made.subject, "minister" in made.text) == (True, False)


def test_a_mention_is_seen_when_its_person_opens_the_case(database: Database, office: dict[str, int]) -> None:
    key, _found = noted(database, office, "@otto @nyambura")
    with UnitOfWork(database) as uow:
        see_mentions(uow, key, office["otto"])
        uow.commit()
    with UnitOfWork(database) as uow:
        rows = uow.session.execute(select(NoteMention)).scalars()
        assert {row.account_id: row.seen_at is None for row in rows} == {
            office["otto"]: False,
            office["nyambura"]: True,
        }


def test_a_letter_to_somebody_without_an_address_is_parked(database: Database, office: dict[str, int]) -> None:
    with UnitOfWork(database) as uow:
        office["bare"] = hired(uow, "bare", email="")
        uow.commit()
    noted(database, office, "@bare")
    assert [row.state for row in letters(database)] == ["parked"]
