"""Whom a case is about one by one, where its procedure tells them apart: how each stands, and its next date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from api.i18n import say
from api.pages.clocks import ClockView, clock_view
from api.pages.officer.opened import Opened
from cases.deadlines import Clock
from cases.engine import ended_by, standings


@dataclass(frozen=True, slots=True)
class SubjectView:
    """One of those that the case is about; `clock` is the running one that ends first, else the last that ran."""

    subject: str
    standing: str
    what: str
    clock: ClockView | None


def subject_views(case: Opened) -> list[SubjectView]:
    """Everybody with a standing or a clock of their own, by name; nobody where the procedure knows no such thing."""
    if case.life.scope is None:
        return []
    stands = standings(case.facts)
    named = {*stands, *(clock.subject for clock in case.clocks if clock.subject)}
    return [_view(case, subject, stands) for subject in sorted(named)]


def _view(case: Opened, subject: str, stands: dict[str, str]) -> SubjectView:
    scope, clock = case.life.scope, _clock(case, subject)
    holder = ended_by(case.life, case.facts, subject) or subject
    words = dict(scope.standings).get(stands.get(holder, ""), "") if scope else ""
    seen = clock_view(clock, case.reference, case.uow.database, case.home) if clock else None
    return SubjectView(subject, say(words), say(clock.title) if clock else "", seen)


def _clock(case: Opened, subject: str) -> Clock | None:
    own = [clock for clock in case.clocks if clock.subject == subject]
    running = [clock for clock in own if clock.runs]
    return min(running, key=lambda clock: clock.due or date.max) if running else own[-1] if own else None
