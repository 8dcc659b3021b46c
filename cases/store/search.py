"""Full-text search over cases, behind one condition for both databases: FTS5 on SQLite, a `tsvector` on PostgreSQL.

All words must occur in a case, wherever they stand; the last one may be the beginning of a word. Case, accents and
signs do not count: operators and quotes are ordinary text. A full reference or a portal number leads to its own case
first. Hits come with the newest case first, closed ones included, cut by key. The words are kept by the services, see
`cases.store.words_kept`; nothing is ranked, so that a word in every case costs no more than a rare one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, false, func, literal, or_, select, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import Boolean
from sqlmodel import Session

from cases.engine import Actor
from cases.folding import SHORTEST_BEGINNING, is_asked, words_asked, words_of
from cases.models import ExternalRef
from cases.reference import read_reference
from cases.store.dialect import plan_by_values
from cases.store.sight import LISTED, may_see, reads_all
from cases.store.tables import ACCOUNT, CASE, CASE_TEXT
from cases.store.words_kept import Texts, keep_words, texts_of

__all__ = ["Hit", "Hits", "Place", "Where", "keep_words", "results", "says"]

_NUMBER: Any = ExternalRef.__table__  # type: ignore[attr-defined]
_PORTAL = re.compile(r"(NTB|AfCFTA)\W?(\d{3})\W?(\d{3})", re.IGNORECASE)

PAGE = 25
Where = Literal["case", "documents", "notes"]
LOOKED_THROUGH = 2_000
"""How many of the newest keys are looked through before the index of words is asked."""
MOST_KEY = 2**63 - 1
AROUND = 60
"""How many characters of a text are shown on each side of a word that was found."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: in the case itself, a document's title or name, or a note; with the text around the first."""

    where: Where
    before: str
    word: str
    after: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A case that was found; `exact` when its own reference or portal number was typed."""

    case: Row[Any]
    places: tuple[Place, ...]
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Hits:
    """A page of hits, and where the next one begins: empty on the last."""

    rows: Sequence[Hit]
    after: str = ""


class _Says(FunctionElement[bool]):
    """Whether the kept words hold those asked for; each database reads the question that is written for it."""

    type = Boolean()
    inherit_cache = True


@compiles(_Says, "postgresql")
def _on_postgresql(element: _Says, compiler: SQLCompiler, **given: Any) -> str:
    question, _ = element.clauses
    return f"case_text.words @@ CAST({compiler.process(question, **given)} AS tsquery)"


@compiles(_Says)
def _on_sqlite(element: _Says, compiler: SQLCompiler, **given: Any) -> str:
    _, question = element.clauses
    asked = compiler.process(question, **given)
    return f"case_text.id IN (SELECT rowid FROM case_words WHERE case_words MATCH {asked})"


def _words_say(words: list[str]) -> ColumnElement[bool]:
    """The condition on the table of words. They hold letters and numbers only: nothing in them is an operator."""
    star = "*" if len(words[-1]) >= SHORTEST_BEGINNING else ""
    quoted = " & ".join(f"'{word}'" for word in words) + (":*" if star else "")
    fts = " AND ".join(f'"{word}"' for word in words) + star
    return _Says(literal(quoted), literal(fts))


def says(text: str) -> ColumnElement[bool]:
    """Whether a case says all of this, as a condition on the table of cases. A full reference asks for that case."""
    known = read_reference(text)
    if known:
        named: ColumnElement[bool] = CASE.c.reference == known
        return named
    words = words_asked(text)
    if not words:
        return false() if text.strip() else true()
    found: ColumnElement[bool] = CASE.c.id.in_(select(CASE_TEXT.c.case_id).where(_words_say(words)))
    return found


def results(session: Session, text: str, actor: Actor, *, after: str = "", limit: int = PAGE) -> Hits:
    """The cases that say all of this, the newest first, closed ones too; whose number was typed comes before all.

    Who does not read the department's cases finds their own by its number alone: notes are not for them.
    """
    plan_by_values(session)
    exact = session.execute(_listed().where(_numbered(text), may_see(actor)).order_by(CASE.c.id)).all()
    words, wanted = words_asked(text), limit if after else max(1, limit - len(exact))
    rows: Sequence[Row[Any]] = []
    if words and reads_all(actor):
        rows = _found(session, words, actor, [row.id for row in exact], after, wanted + 1)
    kept = rows[:wanted]
    shown = [(row, False) for row in kept] if after else [(row, True) for row in exact] + [(r, False) for r in kept]
    texts = texts_of(session, [row.id for row, _ in shown]) if words and reads_all(actor) else {}
    hits = [Hit(row, _places(texts.get(row.id, Texts()), words), exact) for row, exact in shown]
    return Hits(hits, after=str(kept[-1].key) if len(rows) > wanted else "")


def _listed() -> Any:
    return select(*LISTED).outerjoin(ACCOUNT, ACCOUNT.c.id == CASE.c.officer_id)


def _numbered(text: str) -> ColumnElement[bool]:
    """The case has this reference, or this number on a portal."""
    reference, number = read_reference(text), _PORTAL.fullmatch(text.strip())
    given: list[ColumnElement[bool]] = [CASE.c.reference == reference] if reference else []
    if number:
        scheme = "NTB" if number[1].upper() == "NTB" else "AfCFTA"
        full = f"{scheme}-{number[2]}-{number[3]}"
        given.append(CASE.c.id.in_(select(_NUMBER.c.case_id).where(_NUMBER.c.number == full)))
    return or_(false(), *given)


def _found(
    session: Session, words: list[str], actor: Actor, known: Sequence[UUID], after: str, limit: int
) -> list[Row[Any]]:
    """The next cases that say the words, those aside that are known.

    The newest are looked through one by one: where a word is common, they suffice. Where it is not, the others are
    taken from the index of words. So the database never has to guess how rare a word is.
    """
    key = CASE_TEXT.c.id
    last = int(after) if _is_mark(after) else MOST_KEY
    newest = select(func.max(key)).where(key < last).scalar_subquery() - LOOKED_THROUGH
    found = _saying(words, actor, known).where(key < last)
    rows = list(session.execute(found.where(key > newest).order_by(key.desc()).limit(limit)))
    if len(rows) < limit:
        rest = found.where(key <= newest).order_by((key + 0).desc())  # by no index but that of the words
        rows += session.execute(rest.limit(limit - len(rows)))
    return rows


def _saying(words: list[str], actor: Actor, known: Sequence[UUID]) -> Select[Any]:
    found = (
        select(CASE_TEXT.c.id.label("key"), *LISTED)
        .join(CASE, CASE.c.id == CASE_TEXT.c.case_id)
        .outerjoin(ACCOUNT, ACCOUNT.c.id == CASE.c.officer_id)
        .where(_words_say(words), may_see(actor))
    )
    return found.where(CASE.c.id.not_in(known)) if known else found


def _is_mark(after: str) -> bool:
    return after.isascii() and after.isdecimal() and len(after) < 19


def _places(texts: Texts, words: list[str]) -> tuple[Place, ...]:
    """Where the words stand, one place of each sort."""
    sorts: tuple[tuple[Where, list[str]], ...] = (
        ("case", texts.own), ("documents", texts.documents), ("notes", texts.notes),
    )  # fmt: skip
    found = ((where, next(_excerpts(given, words), None)) for where, given in sorts)
    return tuple(Place(where, *excerpt) for where, excerpt in found if excerpt)


def _excerpts(texts: Sequence[str], words: list[str]) -> Iterator[tuple[str, str, str]]:
    """Each text that holds one of the words: what stands before the first, the word as written, and what follows."""
    for text in texts:
        for piece in re.finditer(r"\S+", text):
            if any(is_asked(word, words) for word in words_of(piece[0])):
                before, after = text[: piece.start()], text[piece.end() :]
                yield _tail(before), piece[0][:AROUND], _head(after)
                break


def _tail(text: str) -> str:
    """The end of a text in a line, cut before a word."""
    line = " ".join(text.split())
    kept = line if len(line) <= AROUND else "… " + line[-AROUND:].partition(" ")[2]
    return f"{kept} " if kept else ""


def _head(text: str) -> str:
    """The beginning of a text in a line, cut after a word."""
    line = " ".join(text[: 8 * AROUND].split())
    kept = line if len(line) <= AROUND else line[:AROUND].rpartition(" ")[0] + " …"
    return f" {kept}" if kept else ""
