"""What a step means for the records beside the case: ties to other cases, the measure behind it, its portal numbers.

The event is the truth; these rows are what people search and list by.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, update

from cases.engine import Step
from cases.errors import InputRefused
from cases.lifecycle import InputType, Lifecycle
from cases.models import Document, ExternalRef, Measure
from cases.ntb.wording import N_, Sentence
from cases.reference import read_reference
from cases.service.ties import tie
from cases.store import UnitOfWork
from cases.store.search import keep_words
from cases.store.tables import CASE

_MEASURE: Any = Measure.__table__  # type: ignore[attr-defined]
_EXTERNAL: Any = ExternalRef.__table__  # type: ignore[attr-defined]
LONGEST_NUMBER = 40
_DOCUMENT: Any = Document.__table__  # type: ignore[attr-defined]
NO_SUCH_DOCUMENT = N_("This case has no document “%(name)s”. Add it to the case first, then name it.")
MEASURE_FACTS = ("validated_category", "mast_code", "policy_or_operational")


def named_cases(uow: UnitOfWork, case: Row[Any], life: Lifecycle, step: Step) -> list[tuple[UUID, str]]:
    """The cases that an act names, with the relation; `InputRefused` when a reference leads nowhere or to itself."""
    action = life.action_in(step.event.stage, step.event.name)
    found: list[tuple[UUID, str]] = []
    for each in action.inputs if action else ():
        if each.type is InputType.CASE and step.event.data.get(each.key):
            other = _case_of(uow, str(step.event.data[each.key]))
            if other is None:
                raise InputRefused({each.key: N_("There is no case with this reference. Check it.")})
            if other == case.id:
                raise InputRefused({each.key: N_("This is the case itself. Give the reference of the other one.")})
            found.append((other, each.link or "related_to"))
    return found


def check_documents(uow: UnitOfWork, case: Row[Any], step: Step, life: Lifecycle) -> None:
    """Documents that an act names lie in this very case; else `InputRefused` at the field that named them."""
    action = life.action_in(step.event.stage, step.event.name)
    asked = [each.key for each in action.inputs if each.type is InputType.DOCUMENT] if action else []
    named = {key: _listed(step.event.data.get(key)) for key in asked}
    named["documents"] = list(step.event.documents)
    wanted = {number for numbers in named.values() for number in numbers}
    if not wanted:
        return
    own = {str(i) for i in uow.session.execute(select(_DOCUMENT.c.id).where(_DOCUMENT.c.case_id == case.id)).scalars()}
    missing = {key: min(set(numbers) - own) for key, numbers in named.items() if set(numbers) - own}
    if missing:
        words = {key: Sentence(NO_SUCH_DOCUMENT, name=name[:80]) for key, name in missing.items()}
        raise InputRefused(words, cite=step.cite)


def _listed(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list | tuple) else [str(value)] if value else []


def _case_of(uow: UnitOfWork, typed: str) -> UUID | None:
    reference = read_reference(typed)
    if reference is None:
        return None
    found: UUID | None = uow.session.execute(select(CASE.c.id).where(CASE.c.reference == reference)).scalar()
    return found


def follow(uow: UnitOfWork, case: Row[Any], step: Step, named: list[tuple[UUID, str]]) -> None:
    """Write what the step means beside the case."""
    for other, relation in named:
        tie(uow, case.id, other, relation, at=uow.now)
    measured = {key: step.event.facts[key] for key in MEASURE_FACTS if key in step.event.facts}
    if measured and case.measure_id is not None:
        uow.session.execute(update(_MEASURE).where(_MEASURE.c.id == case.measure_id), measured)
    if step.event.facts.get("portal_number"):
        _portal(uow, case, step)


def _portal(uow: UnitOfWork, case: Row[Any], step: Step) -> None:
    number = str(step.event.facts["portal_number"])[:LONGEST_NUMBER]
    status = str(step.event.facts.get("portal_status") or "")
    known = uow.session.execute(
        update(_EXTERNAL).where(_EXTERNAL.c.case_id == case.id, _EXTERNAL.c.number == number), {"status": status}
    )
    if not known.rowcount:  # type: ignore[attr-defined]
        scheme = "afcfta" if number.startswith("AfCFTA") else "tripartite"
        row = {"case_id": case.id, "scheme": scheme, "number": number, "status": status, "source": "",
               "published": {}}  # fmt: skip
        uow.session.execute(_EXTERNAL.insert(), row)
        keep_words(uow.session, case.id)
