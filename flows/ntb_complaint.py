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
nothing: it may be stopped, lost, or run twice. What a person waits for, the letters, comes first.
"""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID

from prefect import flow, get_run_logger, task
from prefect.artifacts import acreate_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.context import TagsContext
from sqlalchemy import Row

from cases.service.watching import watch_case
from flows.attempt import attempt
from flows.desk import desk
from flows.mailing import send_one, send_waiting
from flows.work import artifact_key, local, read_standing, timeline_markdown
from notifications.delivery import Whose

_SEAT_WORDS = {
    "complainant": "tell the complainant",
    "nfp_other": "tell the other state",
    "rec_secretariat": "tell the secretariat",
    "nfp_ke": "tell our focal point",
    "ntb_officer": "tell the case officer",
    "supervisor": "tell the supervisor",
    "lead_agency": "tell the responsible agency",
    "nmc": "tell the National Monitoring Committee",
    "ps_trade": "tell the Principal Secretary, Trade",
    "ps_eac": "tell the Principal Secretary, EAC affairs",
    "mission": "tell the mission",
    "facilitator": "tell the facilitator",
}


@task(name="send a letter", task_run_name="{what}: {letter}", cache_policy=NO_CACHE)
async def send(row: Any, what: str, letter: str) -> str:
    """Send one letter that waits in the outbox."""
    outcome = await send_one(row)
    get_run_logger().info("%s, %s: %s", what, letter, outcome)
    return outcome


async def send_visibly(row: Row[Any]) -> str:
    """Send one letter as a task that names the seat it goes to."""
    return await send(row, _SEAT_WORDS.get(row.seat, "send"), row.letter)


@task(name="take what time asks for", cache_policy=NO_CACHE)
async def take_due_actions(case_id: str) -> list[str]:
    """Take the actions of the system whose day has come, and queue reminders; says what was done."""
    return await due_actions(case_id)


async def due_actions(case_id: str) -> list[str]:
    """The same without Prefect."""
    watched = await asyncio.to_thread(watch_case, desk().database, UUID(case_id))
    return [*(done.step.event.action for done in watched.taken), *watched.reminders, *watched.letters]


@task(name="publish the timeline", cache_policy=NO_CACHE)
async def publish_timeline(case_id: str) -> str:
    """Show on the Prefect page where the case stands: reference, stages and dates. Says when we look again."""
    standing = await asyncio.to_thread(read_standing, desk().database, UUID(case_id))
    if standing is None:
        return "not lodged yet"
    markdown, key = timeline_markdown(standing), artifact_key(standing)
    await acreate_markdown_artifact(markdown, key=key, description=f"{standing.reference}: where the case stands")
    return f"look again: {local(standing.next_look)}" if standing.next_look else "no date brings it back"


async def drive(of: UUID | Whose, *, observed: bool) -> None:
    """Take a case as far as it can go without a person: letters, what time asks for, and the letters that follow.

    `observed` shows each piece of work to Prefect; the work is the same. Letters of no case are sent, no more.
    """
    take = take_due_actions if observed else due_actions
    await _send(of, observed)
    if isinstance(of, UUID) and (acts := await take(str(of))):
        attempt().done += acts
        await _send(of, observed)


async def _send(of: UUID | Whose, observed: bool) -> None:
    letters, outcomes = await send_waiting(of, send_visibly if observed else send_one)
    attempt().letters += [row.id for row in letters]
    attempt().done += outcomes


@flow(name="NTB complaint", flow_run_name="{name}", log_prints=False)
async def ntb_complaint(case_id: str, name: str) -> list[str]:
    """One run for one case. `name` is for the reader: reference, stage and why the run started.

    The run has tags, its tasks have none: for each tag of a task Prefect asks its server before the task may start.
    """
    with TagsContext(current_tags=set()):
        with attempt().at_work():
            await drive(UUID(case_id), observed=True)
        return [*attempt().done, await publish_timeline(case_id)]
