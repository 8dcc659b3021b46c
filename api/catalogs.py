"""Brings the translation catalogues up to date with the texts in the code: `python -m api.catalogs`.

A new text joins every catalogue untranslated; one that is gone leaves it. What was translated stays.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.i18n import LANGUAGES, LOCALE

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

PROJECT = Path(__file__).resolve().parent.parent
METHODS = [("**/templates/**.html", "jinja2"), ("**.py", "python")]
OPTIONS = {"**/templates/**.html": {"trimmed": "true", "silent": "false"}}
BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
"""The date in the head of every catalogue: it would else change with each run, though no text did."""
HEADER = """\
# The texts of Tatua. Every translation here awaits review by a speaker of the language.
# Who has reviewed one writes the comment `# reviewed: name, day` above it; who changes it takes the comment away."""
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


def path_of(chosen: str) -> Path:
    """The file of a language's catalogue."""
    return LOCALE / chosen / "LC_MESSAGES" / "tatua.po"


def kept(chosen: str) -> Catalog:
    """The catalogue of a language as it stands in its file; an empty one for a language that is new."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po

    if not path_of(chosen).exists():
        return Catalog(locale=chosen, project="Tatua", fuzzy=False)
    with path_of(chosen).open("rb") as source:
        return read_po(source, locale=chosen)


def refreshed(catalogue: Catalog) -> Catalog:
    """The same catalogue as it should stand: every text that is in the code now, with what was translated before."""
    from babel.messages.catalog import Catalog

    template = Catalog(project="Tatua")
    for name, _line, message, comments in messages():
        template.add(message, locations=[(name, 0)], auto_comments=comments)
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.header_comment = HEADER
    catalogue.msgid_bugs_address = catalogue.last_translator = catalogue.language_team = ""
    catalogue.creation_date = catalogue.revision_date = BEGUN
    return catalogue


def as_file(catalogue: Catalog) -> bytes:
    from babel.messages.pofile import write_po

    target = BytesIO()
    write_po(target, catalogue, width=120, sort_output=True, include_lineno=False, ignore_obsolete=True)
    return target.getvalue()


def update(chosen: str) -> tuple[int, int]:
    """Rewrite the catalogue of a language; answers how many texts there are and how many are translated."""
    catalogue = refreshed(kept(chosen))
    path_of(chosen).parent.mkdir(parents=True, exist_ok=True)
    path_of(chosen).write_bytes(as_file(catalogue))
    return len(catalogue), len([each for each in catalogue if each.id and is_translated(each.string)])


def is_translated(string: object) -> bool:
    """Whether a text is there; for one that counts, whether every form of it is."""
    return bool(string) if isinstance(string, str) else isinstance(string, tuple | list) and all(string)


if __name__ == "__main__":
    for each in LANGUAGES:
        if each != "en":
            total, done = update(each)
            sys.stdout.write(f"{LANGUAGES[each]}: {done} of {total} texts translated.\n")
