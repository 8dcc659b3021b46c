"""The pictures of the README: made here from the demonstration, so that they show what there is.

Run with TATUA_PICTURES=docs/pictures they are written there; otherwise the test only makes sure that they can be made
and that the README shows each of them.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import DESK, PHONE, Live
from tests.browser.every_page import Examples, examples

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
PICTURES = {
    "complaint.png": ("lodger", "/track/case", PHONE),
    "case.png": ("ines", "{case}", DESK),
    "clocks.png": ("nyambura", "/clocks", DESK),
}
"""File, who looks, at what, on which screen."""


@pytest.fixture(scope="module")
def seen(live: Live, chromium: Browser) -> Iterator[Examples]:
    with examples(live, chromium, "en") as made:
        yield made


def width_of(picture: bytes) -> int:
    """The width that a PNG names in its head, in pixels."""
    return int(struct.unpack(">I", picture[16:20])[0])


@pytest.mark.parametrize("name", PICTURES)
def test_the_picture_can_be_made(seen: Examples, tmp_path: Path, name: str) -> None:
    who, address, screen = PICTURES[name]
    page = seen.page(who)
    page.set_viewport_size(screen)  # type: ignore[arg-type]
    page.goto(address.format_map(seen.names))
    folder = ROOT / os.environ["TATUA_PICTURES"] if "TATUA_PICTURES" in os.environ else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / name)
    assert width_of((folder / name).read_bytes()) == screen["width"]


@pytest.mark.parametrize("name", PICTURES)
def test_the_readme_shows_the_picture(name: str) -> None:
    assert f"(docs/pictures/{name})" in (ROOT / "README.md").read_text("utf-8")
    assert width_of((ROOT / "docs" / "pictures" / name).read_bytes()) == PICTURES[name][2]["width"]
