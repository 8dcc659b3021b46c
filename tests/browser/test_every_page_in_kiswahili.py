"""Every page in Kiswahili: accessible at both widths, light, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.addresses import Look
from tests.browser.conftest import Live
from tests.browser.every_page import LOOKS, Examples, complaints, examples

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def seen(live: Live, chromium: Browser) -> Iterator[Examples]:
    with examples(live, chromium, "sw") as made:
        yield made


@pytest.mark.parametrize(
    ("route", "look"), LOOKS, ids=[f"{route}-{look.who}-{n}" for n, (route, look) in enumerate(LOOKS)]
)
def test_nothing_is_wrong_with(seen: Examples, route: str, look: Look) -> None:
    assert complaints(seen, look) == []
