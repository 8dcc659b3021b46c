"""The Kiswahili texts of the pages that a Kiswahili speaker has still to read: `python -m api.review` writes the list.

The texts of the letters have a list of their own, `python -m notifications.review`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from api.catalogs import PROJECT, kept

if TYPE_CHECKING:
    from babel.messages.catalog import Message

LIST = PROJECT / "docs" / "kiswahili-review.md"
LANGUAGE = "sw"
AWAITING = "awaiting review"
REVIEWED = "reviewed:"
"""How a translator's comment begins that says who has read the text, and when."""


class Area(NamedTuple):
    """A part of the house: its texts are reviewed together."""

    title: str
    places: tuple[str, ...]


AREAS = (
    Area("Pages for exporters", (
        "api/pages/exporter", "api/templates/exporter", "cases/ntb/intake", "cases/ntb/categories/kinds",
        "cases/ntb/agencies", "cases/ntb/places", "cases/service/codes", "cases/service/documents",
        "cases/service/drafts", "cases/service/lodging", "cases/service/outside", "cases/service/receipts",
        "cases/service/tracking", "cases/explain/plain",
    )),
    Area("Pages for everybody", (
        "api/pages/about", "api/pages/base", "api/pages/errors", "api/pages/kept", "api/pages/languages",
        "api/pages/law", "api/pages/lifecycles", "api/pages/signin", "api/pages/words", "api/pages/parts", "api/forms",
        "api/deps", "api/templates/base", "api/templates/errors", "api/templates/pages", "api/templates/parts",
    )),
    Area("Pages for officers", ("api/pages/officer", "api/templates/officer", "cases/service", "cases/store")),
    Area("Pages for supervisors", (
        "api/pages/supervisor", "api/templates/supervisor", "api/pages/clocks", "api/pages/feeds", "api/pages/ics",
    )),
    Area("The procedure: stages, actions, what is asked, refusals", (
        "cases/lifecycles", "cases/engine", "cases/inputs", "cases/seats", "cases/page", "cases/process_map",
    )),
    Area("Dates and how they are explained", (
        "cases/explain", "cases/periods", "cases/calendars", "cases/deadlines", "cases/law",
    )),
    Area("Categories, agreements, outcomes and priority", ("cases/ntb",)),
    Area("All other texts", ("",)),
)  # fmt: skip
"""A text that stands in several places belongs to the first of these."""


def review_list() -> str:
    """Every text of the pages in English and Kiswahili with its state, by area, as Markdown."""
    texts = sorted((each for each in kept(LANGUAGE) if each.id), key=lambda each: _forms(each.id))
    done = sum(state_of(each) != AWAITING for each in texts)
    lines = ["# Kiswahili texts of the pages", "", *_how(len(texts), done)]
    for area in AREAS:
        lines += _section(area, [each for each in texts if area_of(each) is area])
    return "\n".join(lines)


def _how(total: int, done: int) -> list[str]:
    return [
        f"{total:,} texts; {done:,} reviewed by a Kiswahili speaker, {total - done:,} awaiting review.", "",
        "Texts are corrected in `api/locale/sw/LC_MESSAGES/tatua.po`. Above a text that is right, the reviewer writes",
        "`# reviewed: name, day`. Then `python -m api.review` writes this list anew. The letters have a list of their",
        "own: `notifications/templates/REVIEW_sw.md`.", "",
    ]  # fmt: skip


def _section(area: Area, texts: Sequence[Message]) -> Iterable[str]:
    if not texts:
        return []
    head = [
        f"## {area.title}",
        "",
        f"{len(texts):,} texts.",
        "",
        "| English | Kiswahili | state |",
        "| --- | --- | --- |",
    ]
    return [*head, *(_row(each) for each in texts), ""]


def _row(text: Message) -> str:
    return f"| {_cell(_forms(text.id))} | {_cell(_forms(text.string))} | {_cell(state_of(text))} |"


def _forms(given: object) -> str:
    """The text; one that counts as its forms, one after the other."""
    return given if isinstance(given, str) else " / ".join(given) if isinstance(given, list | tuple) else ""


def state_of(text: Message) -> str:
    """What the reviewer's comment says, else that the text awaits review."""
    return next((each for each in text.user_comments if each.startswith(REVIEWED)), AWAITING)


def area_of(text: Message) -> Area:
    """The first area in which the text stands."""
    places = [name for name, _line in text.locations]
    return next(a for a in AREAS if a.places == ("",) or any(p.startswith(a.places) for p in places))


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "\\<")


if __name__ == "__main__":
    LIST.write_text(review_list(), encoding="utf-8")
