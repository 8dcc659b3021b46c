"""One-time codes and links: once, for a quarter of an hour, five tries, and for the address to which they went."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from pydantic import SecretStr
from sqlmodel import select

from cases.engine import Actor
from cases.errors import LinkRefused
from cases.lifecycles import lifecycle
from cases.models import AccessCode, OutboxRow
from cases.seats import Role
from cases.service import codes
from cases.service.codes import About, Purpose
from cases.service.opening import open_case
from cases.settings import Settings, using
from cases.store import Database, UnitOfWork
from tests.conftest import Now


@pytest.fixture(autouse=True)
def _settings(tmp_path: Path) -> Iterator[None]:
    with using(Settings(env="test", var_dir=tmp_path / "var", secret_key=SecretStr("s" * 40), base_url="http://t")):
        yield


@pytest.fixture
def about(database: Database) -> About:
    with UnitOfWork(database) as uow:
        actor = Actor(frozenset({Role.PARTY}))
        case_id = open_case(uow, lifecycle("ntb_complaint"), actor=actor, values={"channel": "web"}, numbered=False)
        uow.commit()
    return About(case_id, "amina@example.org")


def send(database: Database, about: About, purpose: Purpose = Purpose.PROVE_EMAIL) -> str:
    """Issue a code and read it from the letter."""
    with UnitOfWork(database) as uow:
        codes.issue_code(uow, purpose, about)
        uow.commit()
    return secret_of(database, about.case_id)


def secret_of(database: Database, case_id: UUID) -> str:
    with database.read() as session:
        rows = session.exec(select(OutboxRow).where(OutboxRow.case_id == case_id)).all()
    return str(max(rows, key=lambda row: row.id or 0).context["secret"])


def give(database: Database, about: About, code: str, purpose: Purpose = Purpose.PROVE_EMAIL) -> None:
    with UnitOfWork(database) as uow:
        codes.use_code(uow, purpose, about, code)
        uow.commit()


def test_the_right_code_is_accepted_with_spaces(database: Database, about: About) -> None:
    code = send(database, about)
    give(database, about, f" {code[:3]} {code[3:]} ")


def test_a_code_works_once(database: Database, about: About) -> None:
    code = send(database, about)
    give(database, about, code)
    with pytest.raises(LinkRefused, match="used already"):
        give(database, about, code)


def test_a_code_works_until_its_last_second(database: Database, about: About, now: Now) -> None:
    code = send(database, about)
    now.at += timedelta(minutes=14, seconds=59)
    give(database, about, code)


def test_a_code_has_expired_after_fifteen_minutes(database: Database, about: About, now: Now) -> None:
    code = send(database, about)
    now.at += timedelta(minutes=15)
    with pytest.raises(LinkRefused, match="has expired"):
        give(database, about, code)


def test_a_wrong_code_is_refused_in_words(database: Database, about: About) -> None:
    code = send(database, about)
    with pytest.raises(LinkRefused, match="not the code that we sent"):
        give(database, about, f"{(int(code) + 1) % 1_000_000:06d}")


def test_the_code_still_works_after_four_wrong_tries(database: Database, about: About) -> None:
    code = send(database, about)
    miss(database, about, code, times=4)
    give(database, about, code)


def test_after_five_wrong_tries_the_right_code_is_refused(database: Database, about: About) -> None:
    code = send(database, about)
    miss(database, about, code, times=5)
    with pytest.raises(LinkRefused, match="after five wrong tries"):
        give(database, about, code)


def miss(database: Database, about: About, code: str, *, times: int) -> None:
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    for _ in range(times):
        with pytest.raises(LinkRefused):
            give(database, about, wrong)


def test_a_newer_code_ends_the_older_one(database: Database, about: About) -> None:
    older = send(database, about)
    newer = send(database, about)
    with pytest.raises(LinkRefused, match="has expired"):
        give(database, about, older)
    give(database, about, newer)


def test_a_code_does_not_prove_another_address(database: Database, about: About) -> None:
    code = send(database, about)
    with pytest.raises(LinkRefused, match="not the code"):
        give(database, About(about.case_id, "otto@example.org"), code)


def test_a_code_for_one_purpose_is_none_for_another(database: Database, about: About) -> None:
    code = send(database, about)
    with pytest.raises(LinkRefused, match="not the code"):
        give(database, about, code, Purpose.TRACK)


def test_a_sixth_code_within_the_hour_is_refused_with_the_time(database: Database, about: About) -> None:
    for _ in range(5):
        send(database, about)
    with pytest.raises(LinkRefused, match="ask again after 11:00"):
        send(database, about)


def test_a_code_may_be_sent_again_after_an_hour(database: Database, about: About, now: Now) -> None:
    for _ in range(5):
        send(database, about)
    now.at += timedelta(hours=1)
    assert len(send(database, about)) == 6


def test_only_a_hash_of_the_code_is_kept(database: Database, about: About) -> None:
    code = send(database, about)
    with database.read() as session:
        kept = session.exec(select(AccessCode)).one()
    assert code not in kept.code_hash


def test_the_letter_goes_to_the_address_with_the_code_as_its_secret(database: Database, about: About) -> None:
    send(database, about)
    with database.read() as session:
        letter = session.exec(select(OutboxRow)).one()
    assert (letter.letter, letter.address, letter.state) == ("email-code", "amina@example.org", "queued")
    assert list(letter.context) == ["secret"]


def link(database: Database, about: About) -> str:
    with UnitOfWork(database) as uow:
        codes.issue_link(uow, Purpose.RESUME, about, path="/report/continue", lives=timedelta(days=14))
        uow.commit()
    return secret_of(database, about.case_id)


def follow(database: Database, address: str) -> UUID | None:
    with UnitOfWork(database) as uow:
        opened = codes.use_link(uow, Purpose.RESUME, address.rpartition("/")[2])
        uow.commit()
        return opened.case_id


def test_a_link_opens_what_it_was_made_for(database: Database, about: About) -> None:
    address = link(database, about)
    assert address.startswith("http://t/report/continue/")
    assert follow(database, address) == about.case_id


def test_a_link_works_once(database: Database, about: About) -> None:
    address = link(database, about)
    follow(database, address)
    with pytest.raises(LinkRefused, match="used already"):
        follow(database, address)


def test_a_link_works_on_its_last_day(database: Database, about: About, now: Now) -> None:
    address = link(database, about)
    now.at += timedelta(days=13, hours=23)
    assert follow(database, address) == about.case_id


def test_a_link_has_expired_after_its_last_day(database: Database, about: About, now: Now) -> None:
    address = link(database, about)
    now.at += timedelta(days=14)
    with pytest.raises(LinkRefused, match="has expired"):
        follow(database, address)


@pytest.mark.parametrize("token", ["", "abc", "WzEsICJ4Il0.bad", "%00", "x" * 3000])
def test_a_link_that_is_not_ours_is_refused_in_words(database: Database, token: str) -> None:
    with pytest.raises(LinkRefused, match="not complete or not one of ours"):
        follow(database, f"http://t/{token}")
