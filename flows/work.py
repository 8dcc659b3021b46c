"""Where a case stands, in words for the Prefect page: reference, stages and dates; never a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from cases.deadlines import Clock, State
from cases.errors import NotFound
from cases.process_map import step_words, steps
from cases.service.acting import facts_now, life_of
from cases.service.watching import next_look_at
from cases.store import NAIROBI, Database, UnitOfWork
from cases.store.work import CASE


@dataclass(frozen=True, slots=True)
class Label:
    """What names a run: the case's kind, reference and stage."""

    kind: str
    reference: str
    stage: str

    @property
    def short(self) -> str:
        """The reference as people say it: NTB-2026-00042."""
        parts = self.reference.split("-")
        return "-".join(parts[1:4]) if len(parts) > 3 else self.reference

    def run_name(self, why: str) -> str:
        """The name of a run: NTB-2026-00042 · reply overdue · letters."""
        return f"{self.short} · {self.stage.replace('_', ' ')} · {why}"

    @property
    def tags(self) -> tuple[str, ...]:
        return (f"case:{self.reference}", f"kind:{self.kind}", f"stage:{self.stage}")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands, in words that may be shown to anybody in the department: no name, no confidential fact."""

    reference: str
    stage_title: str
    way: tuple[str, ...]
    dates: tuple[tuple[str, str, str], ...]
    next_look: datetime | None


def label_of(database: Database, case_id: UUID) -> Label:
    """What names the runs of a case. One that is not lodged yet has no reference."""
    with database.read() as session:
        row = session.execute(select(CASE.c.kind, CASE.c.reference, CASE.c.stage).where(CASE.c.id == case_id)).one()
    return Label(row.kind, row.reference or "draft", row.stage)


def read_standing(database: Database, case_id: UUID) -> Standing | None:
    """Where the case stands now; None when it has no reference yet, or is gone."""
    with UnitOfWork(database) as uow:
        try:
            case = uow.case(case_id)
        except NotFound:
            return None
        if case.reference is None:
            return None
        facts, life = facts_now(uow, case), life_of(case)
        return Standing(
            case.reference,
            life.stage(case.stage).title,
            tuple(step_words(step) for step in steps(life, facts.visits)),
            tuple(_date_words(clock) for clock in facts.clocks() if clock.state in (State.OPEN, State.PAUSED)),
            next_look_at(uow.session, case_id),
        )


def _date_words(clock: Clock) -> tuple[str, str, str]:
    """Title, date and law of a clock; a date that nobody confirmed is never shown as law."""
    day = f"{clock.due.day} {clock.due:%B %Y}" if clock.due else "no length on file"
    return clock.title, f"{day}, paused" if clock.state is State.PAUSED else day, clock.cite.shown


def timeline_markdown(standing: Standing) -> str:
    """The case for the Prefect page: its way, what is due, and when the machine looks again."""
    way = "\n".join(f"1. {line}" for line in standing.way)
    rows = "\n".join(f"| {title} | {due} | {law} |" for title, due, law in standing.dates)
    table = f"| limit | date | law |\n| --- | --- | --- |\n{rows}" if rows else "Nothing is due."
    again = f"We look again on {local(standing.next_look)}." if standing.next_look else "No date brings it back."
    return f"# {standing.reference}: {standing.stage_title}\n\n{way}\n\n## Dates\n\n{table}\n\n{again}\n"


def artifact_key(standing: Standing) -> str:
    """The key of a case's timeline: small letters, digits and dashes only."""
    return f"case-{standing.reference.lower().replace('*', 'x')}"


def local(instant: datetime) -> str:
    """A moment in East Africa Time, for logs and names: 3 March 2027 08:00."""
    there = instant.astimezone(NAIROBI)
    return f"{there.day} {there:%B %Y %H:%M}"
