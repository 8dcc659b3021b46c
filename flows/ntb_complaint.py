"""The life of an NTB complaint between two human decisions, as the machine sees it.

    submitted, screening        acknowledge the trader, remind the desk of its own standards
    waiting for the trader      remind at half time, set aside when no answer comes
    notified                    put the request to the other state, remind it, note that its time is over
    reply overdue               remind, tell the Principal Secretary when the decision to escalate is due
    facilitation … council      tell the parties what was decided, watch the dates of the plan
    fix reported                ask the trader, close as unconfirmed when no answer comes
    recurrence watch            close when half a year has passed without the barrier coming back

What may be done, by whom and by when stands on the lifecycle page; here is only what the machine does about it. A run
starts when a letter waits or a date has come, takes the case as far as it can go without a person, and ends. It keeps
nothing: it may be stopped, lost, or run twice.
"""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID

from prefect import flow, task
from prefect.artifacts import acreate_markdown_artifact
from prefect.cache_policies import NO_CACHE

from flows.desk import desk
from flows.work import (
    Standing,
    read_standing,
    send_letter,
    take_system_actions,
    timeline_markdown,
    waiting_letters,
)

_SEAT_WORDS = {
    "complainant": "tell the complainant",
    "nfp_other": "tell the other state",
    "rec_secretariat": "tell the secretariat",
    "nfp_ke": "tell our focal point",
    "ntb_officer": "tell the case officer",
    "supervisor": "tell the supervisor",
    "lead_agency": "tell the responsible agency",
    "nmc": "tell the National Monitoring Committee",
    "ps_trade": "tell the Principal Secretary",
    "mission": "tell the mission",
}


@task(name="take what time asks for", cache_policy=NO_CACHE)
async def take_due_actions(case_id: str) -> list[str]:
    """Take the system's actions whose day has come, queue reminders; says what was done."""
    watched = await take_system_actions(desk(), UUID(case_id))
    return [*(d.step.event.action for d in watched.taken), *watched.reminders, *watched.letters, *watched.troubles]


@task(name="send a letter", task_run_name="{what}: {letter}", cache_policy=NO_CACHE)
async def send(row: Any, what: str, letter: str) -> str:
    """Send one letter that waits in the outbox."""
    return await send_letter(desk(), row)


@task(name="publish the timeline", cache_policy=NO_CACHE)
async def publish_timeline(standing: Standing) -> None:
    """Show on the Prefect page where the case stands: reference, stages and dates."""
    key = f"case-{standing.reference.lower().replace('*', 'x')}"
    await acreate_markdown_artifact(timeline_markdown(standing), key=key, description="Where the case stands")


async def drive(case_id: str, *, observed: bool) -> list[str]:
    """Take a case as far as it can go without a person. `observed` shows each piece of work to Prefect."""
    done = await send_waiting(case_id, observed=observed)
    take = take_due_actions if observed else take_due_actions.fn
    acts = await take(case_id)
    if acts:
        done += acts
        done += await send_waiting(case_id, observed=observed)
    if observed and (standing := await read_standing(desk(), UUID(case_id))) is not None:
        await publish_timeline(standing)
    return done


async def send_waiting(case_id: str | None, *, observed: bool) -> list[str]:
    """Send every letter of the case that waits, a few at a time."""
    rows = await waiting_letters(desk(), UUID(case_id) if case_id else None)
    one = send if observed else send.fn
    outcomes = await asyncio.gather(
        *(one(row, _SEAT_WORDS.get(row.seat, "send"), row.letter) for row in rows), return_exceptions=not observed
    )
    return [f"{row.letter}: {outcome}" for row, outcome in zip(rows, outcomes, strict=True)]


@flow(name="NTB complaint", flow_run_name="{name}", log_prints=False)
async def ntb_complaint(case_id: str, name: str) -> list[str]:
    """One run for one case. `name` is for the reader: reference, stage and why the run started."""
    return await drive(case_id, observed=True)
