"""Cases that may be about the same barrier: the same authority of the same state, the same goods or the same category,
within twenty-four months. A suggestion with its reasons; nothing follows from it by itself.

The search goes by the measures of one authority (an index) and looks at the newest of them only, so that its cost does
not grow with the register.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select
from sqlmodel import Session

from cases.engine import Actor
from cases.models import Incident, Measure
from cases.ntb.states import state_name
from cases.ntb.wording import N_, Sentence
from cases.store.sight import may_see
from cases.store.tables import CASE

_MEASURE: Any = Measure.__table__  # type: ignore[attr-defined]
_INCIDENT: Any = Incident.__table__  # type: ignore[attr-defined]

YEARS_AROUND = 2
"""The same barrier again is looked for within twenty-four months, before and after."""
MOST, LOOKED_AT = 5, 200

SAME_AUTHORITY, SAME_HEADING, SAME_CHAPTER, SAME_CATEGORY = 2, 3, 2, 3


@dataclass(frozen=True, slots=True)
class Subject:
    """What a case is about, as far as it can be compared."""

    country: str
    authority: str
    hs_codes: tuple[str, ...] = ()
    category: str = ""


@dataclass(frozen=True, slots=True)
class Similar:
    """A case that may be about the same barrier, with the reasons in words; the higher the score, the more alike."""

    reference: str
    title: str
    stage: str
    closed_on: date | None
    lodged_on: date | None
    score: int
    reasons: tuple[str, ...]


def likeness(one: Subject, other: Subject) -> tuple[int, tuple[str, ...]]:
    """How alike two cases are and why; 0 where neither the goods nor the category are the same."""
    score, why = _goods(one.hs_codes, other.hs_codes)
    if one.category and one.category == other.category:
        score, why = (
            score + SAME_CATEGORY,
            [*why, Sentence(N_("The same category: %(category)s."), category=one.category)],
        )
    if not score or one.country != other.country or one.authority != other.authority:
        return 0, ()
    place = Sentence(N_("A measure of the same state: %(state)s."), state=state_name(one.country))
    if not one.authority:
        return score, (place, *why)
    office = Sentence(N_("The same authority: %(authority)s."), authority=one.authority)
    return score + SAME_AUTHORITY, (office, place, *why)


def _goods(ours: Collection[str], theirs: Collection[str]) -> tuple[int, list[str]]:
    for length, score, words in (
        (4, SAME_HEADING, N_("The same heading of the HS: %(code)s.")),
        (2, SAME_CHAPTER, N_("The same chapter of the HS: %(code)s.")),
    ):
        both = {code[:length] for code in ours if len(code) >= length} & {code[:length] for code in theirs}
        if both:
            return score, [Sentence(words, code=", ".join(sorted(both)))]
    return 0, []


def similar(session: Session, case: Row[Any], actor: Actor, *, leave: Collection[UUID] = ()) -> list[Similar]:
    """At most five cases that may be about the same barrier as this one, the most alike first.

    `leave` are those that are tied to it already.
    """
    subject = _subject_of(session, case)
    if subject is None:
        return []
    found: dict[UUID, Similar] = {}
    for row in session.execute(_alike(subject, case, actor)):
        score, reasons = likeness(subject, _subject(row))
        if score and row.id not in leave and (row.id not in found or found[row.id].score < score):
            found[row.id] = Similar(
                row.reference, row.title, row.stage, row.closed_on, row.lodged_on, score, reasons
            )  # fmt: skip
    return sorted(found.values(), key=lambda each: (-each.score, each.reference))[:MOST]


_COLUMNS = (
    _MEASURE.c.country, _MEASURE.c.authority, _MEASURE.c.validated_category, _MEASURE.c.declared_category,
    _INCIDENT.c.hs_codes,
)  # fmt: skip


def _subject_of(session: Session, case: Row[Any]) -> Subject | None:
    wanted = (
        select(*_COLUMNS).outerjoin(_INCIDENT, _INCIDENT.c.case_id == case.id).where(_MEASURE.c.id == case.measure_id)
    )
    row = session.execute(wanted.order_by(_INCIDENT.c.id).limit(1)).one_or_none() if case.measure_id else None
    return _subject(row) if row is not None and row.country else None


def _subject(row: Row[Any]) -> Subject:
    category = str(row.validated_category or row.declared_category or "")
    return Subject(row.country or "", row.authority, tuple(row.hs_codes or ()), category)


def _alike(subject: Subject, case: Row[Any], actor: Actor) -> Select[Any]:
    """The newest measures of the authority with their cases, in the time around this case."""
    near = (
        select(_MEASURE)
        .where(_MEASURE.c.country == subject.country, _MEASURE.c.authority == subject.authority)
        .order_by(_MEASURE.c.id.desc())
        .limit(LOOKED_AT)
        .subquery()
    )
    day = case.lodged_on or case.stage_since
    columns = (CASE.c.id, CASE.c.reference, CASE.c.title, CASE.c.stage, CASE.c.closed_on, CASE.c.lodged_on)
    return (
        select(
            *columns, near.c.country, near.c.authority, near.c.validated_category, near.c.declared_category,
            _INCIDENT.c.hs_codes,
        )
        .join(_INCIDENT, _INCIDENT.c.measure_id == near.c.id)
        .join(CASE, CASE.c.id == _INCIDENT.c.case_id)
        .where(
            CASE.c.id != case.id, may_see(actor),
            func.coalesce(CASE.c.lodged_on, CASE.c.stage_since).between(
                _years(day, -YEARS_AROUND), _years(day, YEARS_AROUND)
            ),
        )
    )  # fmt: skip


def _years(day: date, n: int) -> date:
    """The same day so many years on; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + n)
    except ValueError:
        return day.replace(year=day.year + n, day=28)
