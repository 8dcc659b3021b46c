"""Advice to the officer: which regime, why, what is missing; and the priority with its parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Row, select
from sqlmodel import Session

from cases.history import Facts
from cases.models import Incident
from cases.ntb.priority import Priority, Weights, score
from cases.ntb.routing import Advice, advise

_INCIDENT: Any = Incident.__table__  # type: ignore[attr-defined]


def routing_advice(session: Session, case: Row[Any], facts: Facts) -> Advice:
    """The lead regime with its reasons, the others open, and what evidence is missing, on the day that is asked."""
    incident = _incident(session, case.id)
    answers: Mapping[str, Any] = incident.answers if incident else {}
    countries = facts.value("measure_countries")
    return advise(
        facts.text("direction") or "outbound",
        facts.text("reporting_country") or "KE",
        [str(c) for c in countries] if isinstance(countries, list) else [],
        on=facts.on,
        hs_codes=tuple(incident.hs_codes) if incident else (),
        perishable=facts.is_true("perishable"),
        goods_held=facts.is_true("goods_held_now"),
        policy_or_operational=facts.text("policy_or_operational") or "unclear",
        enacted_law=facts.is_true("enacted_law"),
        evidence=_evidence(answers),
        kind=cast("str | None", answers.get("barrier_kind")),
    )


def priority(session: Session, case: Row[Any], facts: Facts, weights: Weights) -> Priority:
    """The priority score as computed from what was lodged, with its parts."""
    incident = _incident(session, case.id)
    known = {**(incident.answers if incident else {}), **(incident.restricted if incident else {}), **facts.values}
    return score(known, weights)


def _incident(session: Session, case_id: UUID) -> Row[Any] | None:
    return session.execute(
        select(_INCIDENT.c.hs_codes, _INCIDENT.c.answers, _INCIDENT.c.restricted)
        .where(_INCIDENT.c.case_id == case_id)
        .order_by(_INCIDENT.c.id)
        .limit(1)
    ).one_or_none()


def _evidence(answers: Mapping[str, Any]) -> tuple[str, ...]:
    kept = answers.get("evidence_held")
    return tuple(str(k) for k in kept) if isinstance(kept, list) else ()
