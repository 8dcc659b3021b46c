"""The start of the web: nothing heavy is loaded, nothing is opened, the catalogue of every language can be read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from api import i18n
from api.catalogs import messages
from cases.ntb.wording import Sentence

HEAVY = (
    "prefect",
    "holidays",
    "alembic",
    "phonenumbers",
    "xlsxwriter",
    "structlog",
    "numpy",
    "babel",
    "aiosmtplib",
    "aiosmtpd",
)
START = f"""
import json, sys
import api.app
api.app.app
print(json.dumps([name for name in {HEAVY!r} if name in sys.modules]))
"""


def test_the_web_starts_without_what_is_heavy(tmp_path: Path) -> None:
    environment = {"TATUA_VAR_DIR": str(tmp_path), "PATH": ""}
    ran = subprocess.run([sys.executable, "-c", START], env=environment, capture_output=True, text=True, check=True)
    assert json.loads(ran.stdout) == []
    assert not (tmp_path / "tatua.sqlite3").exists()


@pytest.fixture
def kiswahili() -> object:
    i18n.use("sw")
    yield
    i18n.use("en")


@pytest.mark.usefixtures("kiswahili")
def test_a_text_is_translated_and_a_sentence_keeps_its_values() -> None:
    assert i18n._("Continue") == "Endelea"
    assert i18n.ngettext("in %(n)s day", "in %(n)s days", 3) % {"n": 3} == "baada ya siku 3"
    assert i18n.say(Sentence("We write to %(email)s at every step.", email="a@b.example")) == (
        "Tunaandikia a@b.example katika kila hatua."
    )


@pytest.mark.usefixtures("kiswahili")
@pytest.mark.parametrize("text", ["", "A text that nobody translated."])
def test_a_text_without_a_translation_stays_as_it_is(text: str) -> None:
    assert i18n._(text) == text


def test_an_unknown_language_is_english() -> None:
    i18n.use("xx")
    assert i18n.language() == "en"


def test_texts_are_found_in_pages_and_rules() -> None:
    places = {name.split("/")[0] for name, *_ in messages()}
    assert places == {"api", "cases"}
