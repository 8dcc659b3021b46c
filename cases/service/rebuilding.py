"""Every case computed again from its history alone, and compared with what the tables say. Healthy: no difference.

The events are the truth; stage, facts, columns and clocks are what follows from them. On the way the chain of hashes
is walked: an event that was changed behind the department's back is reported and never repaired.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, select, update

from cases import engine
from cases.agenda import HOME, opening_of
from cases.deadlines import Calendars, Clock
from cases.hashing import HASHED, chained
from cases.history import Facts
from cases.lifecycle import Lifecycle
from cases.service.acting import life_of
from cases.service.projecting import Identity, columns_of, deadline_rows, next_due
from cases.service.watching import rungs_done
from cases.store import NAIROBI, Database, UnitOfWork
from cases.store.search import keep_words
from cases.store.work import CASE, DEADLINE, EVENT

PUT_OFF_HOURS = 6
"""How long the watch may set a case aside that it could not work."""

_IDENTITY = ("key", "visit", "occurrence", "subject")
_NOT_COMPARED = frozenset({*_IDENTITY, "case_id", "calendar_version", "look_after", "expired_seq", "id"})
"""The version with which a date was computed is its past; when the watch looks is compared by its own rule."""
_DATES = frozenset({"due_on", "due_at", "due_earliest", "due_latest", "opens_on"})
_MET = frozenset({"met", "met_late"})
_OVER = _MET | {"ended"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that does not follow from the history: what stands in the table, and what should."""

    case: str
    what: str
    before: object
    after: object

    def words(self) -> str:
        return f"{self.case}: {self.what} is {self.before!s} and should be {self.after!s}"

    def plain(self) -> dict[str, object]:
        """The difference as JSON."""
        return {"case": self.case, "what": self.what, "before": _plain(self.before), "after": _plain(self.after)}


@dataclass(slots=True)
class Rebuilt:
    """What a rebuild found: cases looked at, differences (written unless dry), and breaks in the chain of hashes."""

    cases: int = 0
    differences: list[Difference] = field(default_factory=list)
    broken: list[Difference] = field(default_factory=list)

    @property
    def healthy(self) -> bool:
        return not self.differences and not self.broken


def rebuild(
    database: Database, *, dry: bool = False, only: Sequence[UUID] = (), tick: Callable[[int, int], None] | None = None
) -> Rebuilt:
    """Compute every case again (or `only` some), one transaction each; write what differs unless `dry`.

    `tick` is told how many of how many are done.
    """
    found = Rebuilt()
    ids = list(only) or _all_cases(database)
    for case_id in ids:
        with UnitOfWork(database) as uow:
            rebuild_case(uow, case_id, found)
            if not dry:
                uow.commit()
        found.cases += 1
        if tick:
            tick(found.cases, len(ids))
    return found


def _all_cases(database: Database) -> list[UUID]:
    with database.read() as session:
        return list(session.execute(select(CASE.c.id).order_by(CASE.c.created_at, CASE.c.id)).scalars())


def rebuild_case(uow: UnitOfWork, case_id: UUID, found: Rebuilt) -> None:
    """Compare one case with its history, note the differences, and write what follows. The caller commits or not."""
    uow.hold(case_id)
    case = uow.case(case_id)
    name = case.reference or str(case.id)
    found.broken += chain_breaks(uow, case, name)
    life, calendars = life_of(case), uow.calendars(case)
    facts = engine.replayed(
        life, uow.history(case_id), calendars,
        on=uow.today, at=uow.now, opening=case.opening, meetings=uow.meetings(case),
    )  # fmt: skip
    _compare_case(uow, case, name, life, facts, found)
    _compare_clocks(uow, case, name, life, facts.clocks(), calendars, found)
    if case.reference is not None and keep_words(uow.session, case_id):
        found.differences.append(Difference(name, "the words by which it is found", "others", "those of its texts"))


def chain_breaks(uow: UnitOfWork, case: Row[Any], name: str) -> list[Difference]:
    """Where the hashes of a case's events do not follow from content and predecessor, or the case's head is another."""
    broken: list[Difference] = []
    previous, expected_seq = "", 1
    for row in uow.session.execute(select(EVENT).where(EVENT.c.case_id == case.id).order_by(EVENT.c.seq)):
        content = {key: row._mapping[key] for key in HASHED}
        if row.seq != expected_seq:
            broken.append(Difference(name, f"the number of event {row.seq}", row.seq, expected_seq))
        if row.previous_hash != previous:
            broken.append(Difference(name, f"the predecessor of event {row.seq}", row.previous_hash, previous))
        if row.hash != chained(row.previous_hash, content):
            broken.append(Difference(name, f"the hash of event {row.seq}", row.hash, "that of its content"))
        previous, expected_seq = row.hash, row.seq + 1
    if case.head != previous:
        broken.append(Difference(name, "the hash at the head", case.head, previous))
    if case.revision != expected_seq - 1:
        broken.append(Difference(name, "the revision", case.revision, expected_seq - 1))
    return broken


def _compare_case(uow: UnitOfWork, case: Row[Any], name: str, life: Lifecycle, facts: Facts, found: Rebuilt) -> None:
    wanted: dict[str, object] = {
        **columns_of(facts.values), "stage": facts.stage, "visit": facts.visits[-1].number,
        "stage_since": facts.visits[-1].entered_on, "stack": list(facts.stack), "values": dict(facts.values),
        "next_due": next_due(facts.clocks()),
    }  # fmt: skip
    wrong = {key: value for key, value in wanted.items() if case._mapping[key] != value}
    found.differences += [Difference(name, key, case._mapping[key], value) for key, value in wrong.items()]
    if wrong:
        uow.session.execute(update(CASE).where(CASE.c.id == case.id), wrong)


def _compare_clocks(
    uow: UnitOfWork,
    case: Row[Any],
    name: str,
    life: Lifecycle,
    clocks: Iterable[Clock],
    calendars: Calendars,
    found: Rebuilt,
) -> None:
    stored = {
        _identity(r._mapping): r for r in uow.session.execute(select(DEADLINE).where(DEADLINE.c.case_id == case.id))
    }
    rows = deadline_rows(case.id, life, list(clocks), calendars, rungs_done(uow.session, case.id))
    put: list[dict[str, object]] = []
    for row in rows:
        old = stored.pop(_identity(row), None)
        differs = _clock_differences(uow, name, row, old, calendars)
        found.differences += differs
        if differs:
            put.append(row)
    uow.put_deadlines(put)
    for identity, extra in stored.items():
        if _ran_once(uow, case, life, calendars, extra):
            continue
        found.differences.append(Difference(name, f"clock {_named(identity)}", extra.due_on, "no such clock"))
        uow.session.execute(delete(DEADLINE).where(DEADLINE.c.id == extra.id))


def _clock_differences(
    uow: UnitOfWork, name: str, row: Mapping[str, Any], old: Row[Any] | None, calendars: Calendars
) -> list[Difference]:
    identity = _named(_identity(row))
    if old is None:
        return [Difference(name, f"clock {identity}", "missing", row["due_on"])]
    kept = old._mapping
    past = _NOT_COMPARED | _settled_before(kept, row)
    found = [
        Difference(name, f"clock {identity}, {key}", kept[key], value)
        for key, value in row.items()
        if key not in past and kept[key] != value
    ]
    if _looks_too_late(kept["look_after"], row["look_after"], uow, calendars):
        found.append(Difference(name, f"clock {identity}, look_after", kept["look_after"], row["look_after"]))
    return found


def _settled_before(kept: Mapping[Any, Any], row: Mapping[str, Any]) -> frozenset[str]:
    """What a clock that was met or ended under an earlier calendar keeps: its dates, and whether it was met late."""
    if kept["calendar_version"] == row["calendar_version"] or not {kept["state"], row["state"]} <= _OVER:
        return frozenset()
    return _DATES | {"state"} if {kept["state"], row["state"]} <= _MET else _DATES


def _ran_once(uow: UnitOfWork, case: Row[Any], life: Lifecycle, calendars: Calendars, old: Row[Any]) -> bool:
    """Whether a clock that no longer runs by the facts ran until the event that is said to have ended it."""
    if old.state not in _OVER or old.closed_seq is None:
        return False
    events = [event for event in uow.history(case.id) if event.seq <= old.closed_seq]
    return any(
        clock.identity == _identity(old._mapping)
        for until in (events, events[:-1])
        if until
        for clock in engine.replayed(
            life, until, calendars, on=uow.today, at=uow.now, opening=case.opening, meetings=uow.meetings(case)
        ).clocks()
    )


def _looks_too_late(kept: datetime | None, wanted: datetime | None, uow: UnitOfWork, calendars: Calendars) -> bool:
    """Whether the watch would miss something. Looking early costs nothing; what is due it may put off for a while."""
    if wanted is None or kept == wanted:
        return False
    if kept is None:
        return True
    if wanted > uow.now:
        return kept > wanted
    tomorrow = uow.now.astimezone(NAIROBI).date() + timedelta(days=1)
    put_off = max(opening_of(tomorrow, calendars.of(HOME)), uow.now + timedelta(hours=PUT_OFF_HOURS))
    return kept > put_off


def _identity(row: Mapping[Any, Any]) -> Identity:
    return (row["key"], row["visit"], row["occurrence"], row["subject"])


def _named(identity: Identity) -> str:
    key, visit, occurrence, subject = identity
    return f"{key} (visit {visit}, no. {occurrence}{f', {subject}' if subject else ''})"


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value
