"""A changed calendar: a day that is gazetted, or revoked, moves the open dates that cross it, and nothing else.

Before and after are kept with the cause, and the officer of each case whose date moved is told. Closed cases stay as
they are. A supervisor may look first: the preview computes the same and writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, and_, func, insert, or_, select, update

from cases import engine
from cases.agenda import HOME
from cases.calendars import Calendar, ClosedDay, seat_calendar, seating
from cases.calendars.calendar import FIRST, LAST
from cases.calendars.seats import CAPITAL
from cases.deadlines import Calendars as AnyCalendars
from cases.deadlines import Clock, State
from cases.engine import Actor, Planned
from cases.errors import InputRefused, NotAllowed
from cases.lifecycles import IN_FORCE
from cases.models import ClosedDayRow, DeadlineChange
from cases.seats import OFFICER, Role
from cases.service.acting import life_of, note_moves
from cases.service.addressing import addressed, outbox_rows
from cases.service.projecting import Moved, deadline_rows, next_due
from cases.service.watching import rungs_done
from cases.store import Calendars, UnitOfWork
from cases.store.database import calendar_version, raise_calendar_version
from cases.store.work import CASE, DEADLINE
from cases.typed import in_a_line
from cases.words import N_, Sentence

DAY: Any = ClosedDayRow.__table__  # type: ignore[attr-defined]
_CHANGE: Any = DeadlineChange.__table__  # type: ignore[attr-defined]

SEATS = ("nairobi", "geneva", "arusha")
"""The seats that always have a calendar; capitals are added by setting."""

LETTER = "dates-moved"
LONGEST_NAME, LONGEST_SOURCE = 200, 300
TOO_LONG = N_("Write at most %(most)s characters; you wrote %(count)s.")
BATCH = 200
KEEPERS = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR, Role.SYSTEM})
"""Who may change a calendar."""

CONFIRMED, ESTIMATED, REVOKED = "confirmed", "estimated", "revoked"
_RUNNING = (State.OPEN.value, State.PAUSED.value)


@dataclass(frozen=True, slots=True)
class CaseMoved:
    """The dates of one case that a changed day moves."""

    case_id: UUID
    reference: str | None
    title: str
    moved: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class DayChanged:
    """A changed day with everything that it moves; `version` is the calendars' new one, None for a preview."""

    seat: str
    day: date
    name: str
    source: str
    revoked: bool
    version: int | None
    cases: tuple[CaseMoved, ...]

    @property
    def cause(self) -> str:
        """Why dates moved, as it is kept and shown."""
        what = "is no longer closed" if self.revoked else "is closed"
        day = f"{self.day.day} {self.day:%B %Y}"
        return f"{seat_title(self.seat)} {what} on {day} ({self.name}; {self.source})"


def seat_title(seat: str) -> str:
    """The seat as people name it."""
    return seating(seat).title


def add_closed_day(uow: UnitOfWork, seat: str, day: date, name: str, source: str, actor: Actor) -> DayChanged:
    """Close a seat on a day, from a gazette notice or an order. Open dates that cross it are computed again.

    `InputRefused` for an unknown seat, a day that is closed already, or an entry without name or source. The caller
    commits.
    """
    change = _addition(uow, seat, day, name, source, actor)
    return _carry_out(uow, change, actor)


def revoke_closed_day(uow: UnitOfWork, seat: str, day: date, source: str, actor: Actor) -> DayChanged:
    """Open a seat on a day that was closed; the entry stays, marked as revoked, with the new source. Caller commits."""
    return _carry_out(uow, _revocation(uow, seat, day, source, actor), actor)


def preview_closed_day(
    uow: UnitOfWork, seat: str, day: date, name: str, source: str, actor: Actor, *, revoke: bool = False
) -> DayChanged:
    """What adding (or revoking) the day would move. Nothing is written; the same refusals."""
    change = _revocation(uow, seat, day, source, actor) if revoke else _addition(uow, seat, day, name, source, actor)
    version = calendar_version(uow.session) + 1
    calendars = _changed_calendars(uow, change, version)
    return _with_cases(change, None, (found for found, _, _ in _affected(uow, change, calendars) if found.moved))


def closed_days(uow: UnitOfWork, seat: str, year: int) -> list[ClosedDay]:
    """The entries of a seat in a year, revoked ones too, in order."""
    columns = (DAY.c.day, DAY.c.name, DAY.c.source, DAY.c.status)
    question = select(*columns).where(DAY.c.seat == seat, DAY.c.day.between(date(year, 1, 1), date(year, 12, 31)))
    return [ClosedDay(*row) for row in uow.session.execute(question.order_by(DAY.c.day))]


def seed_calendars(uow: UnitOfWork, capitals: Iterable[str] = ()) -> int:
    """Enter the public closed days of every seat that has none yet; returns how many. The caller commits.

    `capitals` are states (ISO 3166-1) whose capital keeps a calendar too. What people entered is never touched.
    """
    from cases.closed_days_seed import seed_days

    known = set(uow.session.execute(select(DAY.c.seat).distinct()).scalars())
    seats = [seat for seat in (*SEATS, *(f"{CAPITAL}{iso}" for iso in capitals)) if seat not in known]
    if not seats:
        return 0
    version, now = raise_calendar_version(uow.session, uow.now), uow.now
    rows = [
        {"seat": seat, "day": each.day, "name": each.name[:200], "source": each.source[:300], "status": each.status,
         "version": version, "account_id": None, "entered_at": now}
        for seat in seats for each in seed_days(seat, FIRST.year, LAST.year)
    ]  # fmt: skip
    if rows:
        uow.session.execute(insert(DAY), rows)
    return len(rows)


def _addition(uow: UnitOfWork, seat: str, day: date, name: str, source: str, actor: Actor) -> DayChanged:
    name, source = in_a_line(name), in_a_line(source)
    wrong = _wrong_entry(actor, seat, day, source)
    if not name:
        wrong["name"] = N_("Name the day, such as “General election”.")
    if len(name) > LONGEST_NAME:
        wrong["name"] = Sentence(TOO_LONG, most=LONGEST_NAME, count=len(name))
    old = None if "seat" in wrong else _entry(uow, seat, day)
    if old is not None and old.status == CONFIRMED:
        words = N_("%(place)s is closed on that day already: %(name)s (%(source)s).")
        wrong.setdefault("day", Sentence(words, place=Sentence(seat_title(seat)), name=old.name, source=old.source))
    if wrong:
        raise InputRefused(wrong)
    return DayChanged(seat, day, name, source, False, None, ())


def _revocation(uow: UnitOfWork, seat: str, day: date, source: str, actor: Actor) -> DayChanged:
    source = in_a_line(source)
    wrong = _wrong_entry(actor, seat, day, source)
    old = None if "seat" in wrong else _entry(uow, seat, day)
    if old is None or old.status == REVOKED:
        wrong.setdefault("day", N_("No closed day is on file for that day; there is nothing to revoke."))
    if wrong or old is None:
        raise InputRefused(wrong)
    return DayChanged(seat, day, old.name, source, True, None, ())


def _wrong_entry(actor: Actor, seat: str, day: date, source: str) -> dict[str, str]:
    if not actor.roles & KEEPERS:
        raise NotAllowed(N_("Only a supervisor or an administrator changes a calendar."))
    wrong: dict[str, str] = {}
    try:
        seating(seat)
    except LookupError as unknown:
        wrong["seat"] = str(unknown)
    if not FIRST <= day <= LAST:
        wrong["day"] = Sentence(N_("Give a day between %(first)s and %(last)s."), first=FIRST.year, last=LAST.year)
    if not source:
        wrong["source"] = N_("Say where it is published, such as “Gazette Notice No. 1234 of 2027”.")
    if len(source) > LONGEST_SOURCE:
        wrong["source"] = Sentence(TOO_LONG, most=LONGEST_SOURCE, count=len(source))
    return wrong


def _entry(uow: UnitOfWork, seat: str, day: date) -> Row[Any] | None:
    question = select(DAY.c.id, DAY.c.name, DAY.c.source, DAY.c.status).where(DAY.c.seat == seat, DAY.c.day == day)
    return uow.session.execute(question).one_or_none()


def _carry_out(uow: UnitOfWork, change: DayChanged, actor: Actor) -> DayChanged:
    version = raise_calendar_version(uow.session, uow.now)
    calendars = _changed_calendars(uow, change, version)
    _write_day(uow, change, version, actor)
    found: list[CaseMoved] = []
    rows: list[dict[str, object]] = []
    for each, clocks, case in _affected(uow, change, calendars):
        rows += deadline_rows(case.id, life_of(case), clocks, calendars, rungs_done(uow.session, case.id))
        if len(rows) >= BATCH:
            uow.put_deadlines(rows)
            rows.clear()
        if each.moved:
            _keep_moves(uow, case, each, change, clocks, version)
            found.append(each)
    uow.put_deadlines(rows)
    return _with_cases(change, version, found)


def _with_cases(change: DayChanged, version: int | None, cases: Iterable[CaseMoved]) -> DayChanged:
    ordered = tuple(sorted(cases, key=lambda each: each.reference or ""))
    return DayChanged(change.seat, change.day, change.name, change.source, change.revoked, version, ordered)


def _write_day(uow: UnitOfWork, change: DayChanged, version: int, actor: Actor) -> None:
    values: dict[str, object] = {
        "seat": change.seat, "day": change.day, "name": change.name, "source": change.source,
        "status": REVOKED if change.revoked else CONFIRMED, "version": version, "account_id": actor.account,
        "entered_at": uow.now,
    }  # fmt: skip
    old = _entry(uow, change.seat, change.day)
    if old is None:
        uow.session.execute(insert(DAY), values)
    else:
        uow.session.execute(update(DAY).where(DAY.c.id == old.id), values)


class _OneChanged:
    """All calendars as on file, but for the seat whose day changes."""

    def __init__(self, others: Calendars, seat: str, calendar: Calendar) -> None:
        self._others, self._seat, self._calendar = others, seat, calendar

    def of(self, seat: str) -> Calendar:
        return self._calendar if seat == self._seat else self._others.of(seat)


def _changed_calendars(uow: UnitOfWork, change: DayChanged, version: int) -> AnyCalendars:
    """Built here and kept nowhere: what is not committed must not be found by others."""
    columns = (DAY.c.day, DAY.c.name, DAY.c.source, DAY.c.status)
    rows = uow.session.execute(select(*columns).where(DAY.c.seat == change.seat, DAY.c.day != change.day))
    days = [ClosedDay(*row) for row in rows]
    if not change.revoked:
        days.append(ClosedDay(change.day, change.name, change.source))
    return _OneChanged(Calendars(uow.session, version, {}), change.seat, seat_calendar(change.seat, version, days))


def _affected(
    uow: UnitOfWork, change: DayChanged, calendars: AnyCalendars
) -> Iterator[tuple[CaseMoved, list[Clock], Row[Any]]]:
    """Each open case with a running clock that the day may touch: what moves, its running clocks, and its row."""
    for case_id in _cases_that_cross(uow, change, calendars):
        uow.hold(case_id)
        case = uow.case(case_id)
        known = _dates_on_file(uow, case_id)
        facts = engine.facts_of(
            life_of(case), uow.history(case_id), calendars,
            on=uow.today, at=uow.now, opening=case.opening, stack=case.stack, meetings=uow.meetings(case),
        )  # fmt: skip
        clocks = [c for c in facts.clocks() if c.state.value in _RUNNING]
        moved = tuple(
            Moved(c, known[c.identity], c.due) for c in clocks if c.identity in known and known[c.identity] != c.due
        )
        yield CaseMoved(case_id, case.reference, case.title, moved), clocks, case


def _dates_on_file(uow: UnitOfWork, case_id: UUID) -> dict[tuple[str, int, int, str], date | None]:
    columns = (DEADLINE.c.key, DEADLINE.c.visit, DEADLINE.c.occurrence, DEADLINE.c.subject, DEADLINE.c.due_on)
    rows = uow.session.execute(select(*columns).where(DEADLINE.c.case_id == case_id))
    return {(r.key, r.visit, r.occurrence, r.subject): r.due_on for r in rows}


def _cases_that_cross(uow: UnitOfWork, change: DayChanged, calendars: AnyCalendars) -> Sequence[UUID]:
    """The open cases with a running clock across the day, by index; others are not even read."""
    touched = and_(DEADLINE.c.calendar == change.seat, _crosses(change.day))
    if change.seat == HOME:
        touched = or_(touched, _reminds_near(change.day, calendars.of(HOME)))
    question = (
        select(DEADLINE.c.case_id)
        .join(CASE, CASE.c.id == DEADLINE.c.case_id)
        .where(DEADLINE.c.state.in_(_RUNNING), CASE.c.closed_on.is_(None), touched)
        .distinct()
        .order_by(DEADLINE.c.case_id)
    )
    return list(uow.session.execute(question).scalars())


def _crosses(day: date) -> ColumnElement[bool]:
    """From trigger to last day, either way; a limit that is shortened at its end is counted further than it lasts."""
    last = func.coalesce(DEADLINE.c.due_latest, DEADLINE.c.due_on)
    shortened = {d.key for life in IN_FORCE for _, d in life.all_deadlines() if d.less}
    return or_(
        and_(DEADLINE.c.trigger_on <= day, last >= day),
        and_(DEADLINE.c.due_on <= day, DEADLINE.c.trigger_on >= day),
        and_(DEADLINE.c.trigger_on <= day, DEADLINE.c.key.in_(shortened)),
    )


def _reminds_near(day: date, home: Calendar) -> ColumnElement[bool]:
    """Reminders of all seats go out in office hours of Nairobi: those around the day go out on another."""
    zone, one = ZoneInfo(home.tz), timedelta(days=1)
    first = datetime.combine(home.previous_open(day - one), time.min, zone)
    end = datetime.combine(home.next_open(day + one) + one, time.min, zone)
    return and_(DEADLINE.c.look_after >= first, DEADLINE.c.look_after < end)


def _keep_moves(
    uow: UnitOfWork, case: Row[Any], each: CaseMoved, change: DayChanged, clocks: Sequence[Clock], version: int
) -> None:
    note_moves(uow, case.id, each.moved, cause=change.cause)
    newest = select(_CHANGE.c.id).where(_CHANGE.c.case_id == case.id).order_by(_CHANGE.c.id.desc())
    changes = sorted(uow.session.execute(newest.limit(len(each.moved))).scalars())
    uow.session.execute(update(CASE).where(CASE.c.id == case.id), {"next_due": next_due(clocks)})
    if case.officer_id is None:
        return  # whoever changes the calendar sees these; nobody else waits for them
    letters = addressed(uow.session, case, case.values, [Planned(LETTER, OFFICER)], on=uow.today)
    uow.post(
        outbox_rows(
            letters, case_id=case.id, seq=case.revision, at=uow.now, real=uow.database.real_now(),
            cause=f"calendar:{version}", context={"changes": changes, "cause": change.cause},
        )
    )  # fmt: skip
