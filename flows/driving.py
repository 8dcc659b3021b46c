"""What the machine does about any case between two human decisions; each kind of case has a flow that shows it.

A run starts when a letter waits or a date has come, takes the case as far as it can go without a person, and ends. It
keeps nothing: it may be stopped, lost, or run twice. What a person waits for, the letters, comes first.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from prefect import get_run_logger, task
from prefect.artifacts import acreate_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.context import TagsContext
from sqlalchemy import Row

from cases.service.watching import watch_case
from flows.attempt import attempt
from flows.desk import desk
from flows.mailing import Send, send_one, send_waiting
from flows.work import artifact_key, local, read_standing, timeline_markdown
from notifications.delivery import Whose

Tells = Mapping[str, str]
"""What a letter to each seat is called on the Prefect page, by the seat's key."""

TELLS: Tells = {
    "complainant": "tell the complainant",
    "supervisor": "tell the supervisor",
    "ps_trade": "tell the Principal Secretary, Trade",
    "ag": "tell the Attorney General",
    "geneva_mission": "tell the mission in Geneva",
}
"""Seats that several kinds of case have."""


@task(name="send a letter", task_run_name="{what}: {letter}", cache_policy=NO_CACHE)
async def send(row: Any, what: str, letter: str) -> str:
    """Send one letter that waits in the outbox."""
    outcome = await send_one(row)
    get_run_logger().info("%s, %s: %s", what, letter, outcome)
    return outcome


def sending(tells: Tells) -> Send:
    """Sending one letter as a task that names the seat it goes to."""

    async def send_visibly(row: Row[Any]) -> str:
        return await send(row, tells.get(row.seat, "send"), row.letter)

    return send_visibly


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


async def drive(of: UUID | Whose, *, tells: Tells | None = None) -> None:
    """Take a case as far as it can go without a person: letters, what time asks for, and the letters that follow.

    With `tells` each piece of work is shown to Prefect; the work is the same. Letters of no case are sent, no more.
    """
    one = send_one if tells is None else sending(tells)
    take = due_actions if tells is None else take_due_actions
    await _send(of, one)
    if isinstance(of, UUID) and (acts := await take(str(of))):
        attempt().done += acts
        await _send(of, one)


async def _send(of: UUID | Whose, one: Send) -> None:
    letters, outcomes = await send_waiting(of, one)
    attempt().letters += [row.id for row in letters]
    attempt().done += outcomes


async def one_run(case_id: str, tells: Tells) -> list[str]:
    """The work of one run for one case, shown to Prefect; says what was done and when we look again.

    The run has tags, its tasks have none: for each tag of a task Prefect asks its server before the task may start.
    """
    with TagsContext(current_tags=set()):
        with attempt().at_work():
            await drive(UUID(case_id), tells={**TELLS, **tells})
        return [*attempt().done, await publish_timeline(case_id)]
