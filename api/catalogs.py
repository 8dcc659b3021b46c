"""Brings the translation catalogues up to date with the texts in the code: `python -m api.catalogs`.

A new text joins every catalogue untranslated; one that is gone leaves it. What was translated stays.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from api.i18n import LANGUAGES, LOCALE

PROJECT = Path(__file__).resolve().parent.parent
METHODS = [("**/templates/**.html", "jinja2"), ("**.py", "python")]
OPTIONS = {"**/templates/**.html": {"trimmed": "true", "silent": "false"}}
BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
"""The date in the head of every catalogue: it would else change with each run, though no text did."""
KEYWORDS: dict[str, Any] = {"_": None, "gettext": None, "N_": None, "ngettext": (1, 2)}


def messages() -> Iterator[tuple[str, int, Any, list[str]]]:
    """Every text that a page may show: file, line, message, comments."""
    from babel.messages.extract import extract_from_dir

    for package in ("api", "cases"):
        folder = PROJECT / package
        for name, line, message, comments, _context in extract_from_dir(
            folder, METHODS, OPTIONS, keywords=KEYWORDS, comment_tags=("Translators:",)
        ):
            yield f"{package}/{name}", line, message, comments


def update(chosen: str) -> tuple[int, int]:
    """Rewrite the catalogue of a language; answers how many texts there are and how many are translated."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po, write_po

    template = Catalog(project="Tatua")
    for name, _line, message, comments in messages():
        template.add(message, locations=[(name, 0)], auto_comments=comments)
    path = LOCALE / chosen / "LC_MESSAGES" / "tatua.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue = Catalog(locale=chosen, project="Tatua", fuzzy=False)
    if path.exists():
        with path.open("rb") as source:
            catalogue = read_po(source, locale=chosen)
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.header_comment = "# The texts of Tatua. Nothing here was read by a translator yet."
    catalogue.msgid_bugs_address = catalogue.last_translator = catalogue.language_team = ""
    catalogue.creation_date = catalogue.revision_date = BEGUN
    with path.open("wb") as target:
        write_po(target, catalogue, width=120, sort_output=True, include_lineno=False, ignore_obsolete=True)
    return len(catalogue), len([each for each in catalogue if each.id and _is_translated(each.string)])


def _is_translated(string: object) -> bool:
    return bool(string) if isinstance(string, str) else isinstance(string, tuple | list) and any(string)


if __name__ == "__main__":
    for each in LANGUAGES:
        if each != "en":
            total, done = update(each)
            sys.stdout.write(f"{LANGUAGES[each]}: {done} of {total} texts translated.\n")
