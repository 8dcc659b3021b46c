"""The words of each case, kept for search: from its own columns, its documents and its notes, and nothing else.

Never among them: answers that only few may see, and who the parties are. The services call `keep_words` in the
transaction in which a case is opened, lodged or numbered on a portal, or gets a document or a note; taking an action
writes no words. `tatua rebuild` compares and renews them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Row, bindparam, select, update
from sqlmodel import Session

from cases.folding import distinct
from cases.models import CaseNote, Document, ExternalRef, Incident, Measure
from cases.store.dialect import insert_into
from cases.store.tables import CASE, CASE_TEXT

_INCIDENT: Any = Incident.__table__  # type: ignore[attr-defined]
_MEASURE: Any = Measure.__table__  # type: ignore[attr-defined]
_NUMBER: Any = ExternalRef.__table__  # type: ignore[attr-defined]
_DOCUMENT: Any = Document.__table__  # type: ignore[attr-defined]
_NOTE: Any = CaseNote.__table__  # type: ignore[attr-defined]

MOST_BYTES = 200_000
"""Of the words of each source. PostgreSQL takes a `tsvector` of at most 1 MB; the newest notes are kept first."""
ANSWERS = ("description",)
"""Answers about what happened that are searched. Those that only few may see are not in this column at all."""

_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_OF_CASE = (
    select(CASE.c.id, CASE.c.reference, CASE.c.title, _MEASURE.c.authority, _MEASURE.c.legal_basis)
    .outerjoin(_MEASURE, _MEASURE.c.id == CASE.c.measure_id)
    .where(CASE.c.id.in_(_IDS))
)
_OF_INCIDENTS = (
    select(_INCIDENT.c.case_id, _INCIDENT.c.goods, _INCIDENT.c.hs_codes, _INCIDENT.c.location_name,
           _INCIDENT.c.answers)
    .where(_INCIDENT.c.case_id.in_(_IDS))
    .order_by(_INCIDENT.c.id)
)  # fmt: skip
_NUMBERS = select(_NUMBER.c.case_id, _NUMBER.c.number).where(_NUMBER.c.case_id.in_(_IDS)).order_by(_NUMBER.c.id)
_DOCUMENTS = (
    select(_DOCUMENT.c.case_id, _DOCUMENT.c.title, _DOCUMENT.c.filename)
    .where(_DOCUMENT.c.case_id.in_(_IDS))
    .order_by(_DOCUMENT.c.number)
)
_NOTES = select(_NOTE.c.case_id, _NOTE.c.text).where(_NOTE.c.case_id.in_(_IDS)).order_by(_NOTE.c.id.desc())
_KEPT = (
    select(CASE_TEXT.c.own, CASE_TEXT.c.documents, CASE_TEXT.c.notes)
    .where(CASE_TEXT.c.case_id == bindparam("id"))
    .with_for_update()
)
"""Locked before the texts are read: of two who add a note at once, the second reads the first one's too."""


@dataclass(frozen=True, slots=True)
class Texts:
    """What can be read of a case in its own letters, by where it stands."""

    own: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def texts_of(session: Session, ids: Sequence[UUID]) -> dict[UUID, Texts]:
    """The texts of cases in which words are looked for."""
    found, given = {each: Texts() for each in ids}, {"ids": list(ids)}
    for case_id, *own in session.execute(_OF_CASE, given):
        found[case_id].own.extend(text for text in own if text)
    for row in session.execute(_OF_INCIDENTS, given):
        found[row.case_id].own.extend(_of_incident(row))
    for case_id, number in session.execute(_NUMBERS, given):
        found[case_id].own.append(number)
    for case_id, *names in session.execute(_DOCUMENTS, given):
        found[case_id].documents.extend(name for name in names if name)
    for case_id, note in session.execute(_NOTES, given):
        found[case_id].notes.append(note)
    return found


def _of_incident(row: Row[Any]) -> list[str]:
    told = [str(row.answers[key]) for key in ANSWERS if row.answers.get(key)]
    return [text for text in (row.goods, *map(str, row.hs_codes), row.location_name, *told) if text]


def keep_words(session: Session, case_id: UUID) -> bool:
    """Keep the words of a case as they are now; whether anything changed. Nobody asks it of a report not lodged yet.

    The caller commits, together with what brought the words.
    """
    before = session.execute(_KEPT, {"id": case_id}).one_or_none()
    texts = texts_of(session, [case_id])[case_id]
    kept = {name: distinct(getattr(texts, name), most=MOST_BYTES) for name in ("own", "documents", "notes")}
    if before is not None and before._asdict() == kept:
        return False
    every = dict.fromkeys(word for words in kept.values() for word in words.split())
    values = {**kept, "words": " ".join(every)}
    if before is not None:
        session.execute(update(CASE_TEXT).where(CASE_TEXT.c.case_id == case_id).values(values))
    else:
        statement = insert_into(session.get_bind().dialect.name, CASE_TEXT).values({**values, "case_id": case_id})
        session.execute(statement.on_conflict_do_update(index_elements=["case_id"], set_=values))
    return True
