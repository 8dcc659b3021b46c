"""Every page in English: accessible at both widths, light, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.addresses import NOT_PAGES, PAGES, Look
from tests.browser.conftest import Live
from tests.browser.every_page import LOOKS, Examples, complaints, examples, pages, without_a_look

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def seen(live: Live, chromium: Browser) -> Iterator[Examples]:
    with examples(live, chromium, "en") as made:
        yield made


@pytest.mark.parametrize(
    ("route", "look"), LOOKS, ids=[f"{route}-{look.who}-{n}" for n, (route, look) in enumerate(LOOKS)]
)
def test_nothing_is_wrong_with(seen: Examples, route: str, look: Look) -> None:
    assert complaints(seen, look) == []


def test_every_route_has_its_look() -> None:
    assert without_a_look() == set(), "Add the page to tests/browser/addresses.py."


def test_no_look_is_at_a_route_that_is_gone() -> None:
    assert (set(PAGES) | set(NOT_PAGES)) - pages() == {"nothing"}
