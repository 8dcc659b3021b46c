"""The scheduled flows: what is past its time, what still waits to be sent, the daily letters, the daily checks.

They are driven by the clock of the flows process and not by the Prefect scheduler, so that a deadline is watched also
when no Prefect server is up. The work of each is a plain function in `flows.routine`; the flow lets Prefect watch it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, NamedTuple

from prefect import Flow, flow, task
from prefect.cache_policies import NO_CACHE

from flows import routine
from flows.attempt import attempt


@task(name="look at a case", task_run_name="{name}", cache_policy=NO_CACHE)
async def look_visibly(case_id: str, name: str) -> list[str]:
    """One case of a look, as a task with its reference."""
    return await routine.look_at_one(case_id, name)


@flow(name="Watch the deadlines", flow_run_name="deadlines · {on}")
async def watch_deadlines(on: str) -> list[str]:
    """Remind, escalate, lapse: whatever is past its time, a task per case."""
    with attempt().at_work():
        return await routine.look_at_clocks(look_visibly)


@flow(name="Deliver the mail", flow_run_name="mail · {on}")
async def deliver_emails(on: str) -> list[str]:
    """Send everything that waits: new letters, those to be tried again, and those whose sender died.

    The flows process sees to this all the time, case by case; this run is for a hand that wants it done now.
    """
    with attempt().at_work():
        return await routine.deliver_everything()


@flow(name="Daily digests", flow_run_name="digests · {on}")
async def digests(on: str) -> int:
    """One letter a day to each officer and supervisor who has something due."""
    with attempt().at_work():
        return await routine.send_digests()


@flow(name="Verify the record", flow_run_name="record · {on}")
async def verify_audit(on: str) -> list[str]:
    """Walk every case's chain of hashes; says which entry does not hold."""
    with attempt().at_work():
        return await routine.verify_record()


@flow(name="Rebuild the dates", flow_run_name="rebuild · {on}")
async def rebuild_dates(on: str) -> list[str]:
    """Compute every date again from the histories; says which stood differently (none on a healthy database)."""
    with attempt().at_work():
        return await routine.rebuild_dates()


class Scheduled(NamedTuple):
    """A scheduled flow, and the same work without Prefect."""

    flow: Flow[[str], Coroutine[Any, Any, Any]]
    bare: Callable[[], Awaitable[Any]]


WATCH = Scheduled(watch_deadlines, routine.look_at_clocks)
DAILY = {
    "digests": Scheduled(digests, routine.send_digests),
    "record": Scheduled(verify_audit, routine.verify_record),
    "dates": Scheduled(rebuild_dates, routine.rebuild_dates),
}
"""What runs once on each of the department's days."""
