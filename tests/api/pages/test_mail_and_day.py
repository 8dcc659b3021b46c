"""Mail that the sink caught, and the department's day: in a demonstration, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from starlette.testclient import TestClient

from api.app import create_app
from api.mailsink import keep
from api.pages.mail import pieces
from cases.settings import Settings, using
from cases.store import Database
from tests.api.pages.office import Office
from tests.api.pages.visitor import Visitor

LETTER = b"From: a@tatua.example\r\nTo: b@example.org\r\nSubject: KE-NTB-2027-00001-V\r\n\r\nOpen http://127.0.0.1:8000/track/1.\r\n"


@pytest.fixture
def visitor(sqlite: Database, tmp_path: Path) -> Iterator[Visitor]:
    """A visitor of a demonstration."""
    sqlite.moves = True
    made = Settings(env="demonstration", var_dir=tmp_path / "var", secret_key=SecretStr("s" * 40), log_level="ERROR")
    with using(made):
        yield Visitor(TestClient(create_app(made, sqlite), base_url="http://127.0.0.1"))


def test_an_empty_sink_says_what_will_appear(visitor: Visitor) -> None:
    assert "No letter was caught yet." in visitor.go("/mail").text


def test_a_letter_is_read_and_its_link_works(visitor: Visitor, tmp_path: Path) -> None:
    name = keep(tmp_path / "var" / "mail", LETTER, "b@example.org")
    assert "KE-NTB-2027-00001-V" in visitor.go("/mail").text
    assert 'href="http://127.0.0.1:8000/track/1"' in visitor.go(f"/mail/{name}").page


@pytest.mark.parametrize("name", ["nothing", "..%2Fsecret", "20270101T000000000000Z-00000000.eml"])
def test_a_letter_that_is_not_there_is_not_found(visitor: Visitor, name: str) -> None:
    assert visitor.go(f"/mail/{name}").status == 404


def test_a_full_stop_after_a_link_is_not_part_of_it() -> None:
    assert [p.href for p in pieces("See https://a.example/b?c=d, or https://a.example/e.")] == [
        "", "https://a.example/b?c=d", "", "https://a.example/e", "",
    ]  # fmt: skip


@pytest.mark.parametrize("path", ["/mail/x", "/day"])
def test_elsewhere_these_pages_are_not_there(office: Office, path: str) -> None:
    assert office.stranger().go(path).status == 404


def test_the_day_moves_to_nine_on_the_next_working_day(visitor: Visitor, sqlite: Database) -> None:
    visitor.go("/day").send("/day")
    assert "It is 09:00 on Thursday 4 March 2027 now." in visitor.text
    assert f"{sqlite.now():%Y-%m-%d %H:%M}" == "2027-03-04 06:00"


def test_the_day_leaves_the_weekend_out(visitor: Visitor, sqlite: Database) -> None:
    for _ in range(3):
        visitor.go("/day").send("/day")
    assert f"{sqlite.today()}" == "2027-03-08"


def test_the_day_is_moved_by_its_button_alone(visitor: Visitor, sqlite: Database) -> None:
    assert visitor.post("/day", {}).status == 403
    assert f"{sqlite.today()}" == "2027-03-03"
