"""The pieces of work of a case, as plain functions: each is safe to run twice, none holds a rule.

A flow shows them as tasks; without a Prefect server the same functions run bare. Services are synchronous and are
called in a thread, so that one slow transaction does not hold up the mail of another case.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from cases.errors import NotFound
from cases.process_map import step_words, steps
from cases.service.acting import facts_now, life_of
from cases.service.watching import Watched, watch_case
from cases.settings import Settings
from cases.store import NAIROBI, Database, UnitOfWork
from notifications.delivery import claim, deliver_one
from notifications.smtp import Mailer

AT_ONCE = 50


@dataclass(slots=True)
class Desk:
    """What every piece of work needs: the store, the mail connection, the settings."""

    database: Database
    mailer: Mailer
    settings: Settings


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands, in words that may be shown to anybody in the department: no name, no confidential fact."""

    case_id: UUID
    reference: str
    kind: str
    stage: str
    stage_title: str
    lines: tuple[str, ...]
    dates: tuple[tuple[str, str, str], ...]
    next_look: datetime | None

    @property
    def short(self) -> str:
        """The reference for a run's name: NTB-2026-00042."""
        parts = self.reference.split("-")
        return "-".join(parts[1:4]) if len(parts) > 3 else self.reference


async def read_standing(desk: Desk, case_id: UUID) -> Standing | None:
    """Where the case stands now; None when it is gone."""
    return await asyncio.to_thread(_standing, desk.database, case_id)


def _standing(database: Database, case_id: UUID) -> Standing | None:
    with UnitOfWork(database) as uow:
        try:
            case = uow.case(case_id)
        except NotFound:
            return None
        facts, life = facts_now(uow, case), life_of(case)
        open_clocks = [c for c in facts.clocks() if c.state.value in ("open", "paused")]
        dates = tuple(
            (c.title, f"{c.due:%d %B %Y}" if c.due else "no length on file", c.cite.shown) for c in open_clocks
        )
        return Standing(
            case_id, case.reference or "draft", case.kind, case.stage, life.stage(case.stage).title,
            tuple(step_words(s) for s in steps(life, facts.visits)), dates, None,
        )  # fmt: skip


async def take_system_actions(desk: Desk, case_id: UUID) -> Watched:
    """Take the system's actions whose time has come, and queue the reminders that are due."""
    return await asyncio.to_thread(watch_case, desk.database, case_id)


async def waiting_letters(desk: Desk, case_id: UUID | None) -> Sequence[Any]:
    """Claim the letters of a case that wait to go out (all that belong to no case, for None)."""
    return await asyncio.to_thread(
        claim, desk.database, limit=AT_ONCE, lease=desk.settings.mail_lease_seconds, case_id=case_id
    )


async def send_letter(desk: Desk, row: Any) -> str:
    """Compose, store, send and mark one letter; says in a word how it went."""
    return await deliver_one(desk.database, desk.mailer, row, desk.settings)


def timeline_markdown(standing: Standing) -> str:
    """The case for the Prefect page: where it stands and what is due. Never a name or a confidential fact."""
    rows = "\n".join(f"| {title} | {due} | {law} |" for title, due, law in standing.dates)
    table = f"\n| limit | date | law |\n| --- | --- | --- |\n{rows}\n" if rows else "\nNothing is due.\n"
    way = "\n".join(f"1. {line}" for line in standing.lines)
    return f"# {standing.reference}: {standing.stage_title}\n\n{way}\n\n## Dates\n{table}"


def local(instant: datetime) -> str:
    """A moment in East Africa Time, for logs and names."""
    return f"{instant.astimezone(NAIROBI):%d %B %Y %H:%M}"


