"""The life of an NTB complaint between two human decisions, as the machine sees it.

    submitted, screening        acknowledge the trader, remind the desk of its own standards
    waiting for the trader      remind at half time, set aside when no answer comes
    notified                    put the request to the other state, remind it, note that its time is over
    reply overdue               remind, tell the Principal Secretary when the decision to escalate is due
    facilitation … council      tell the parties what was decided, watch the dates of the plan
    fix reported                ask the trader, close as unconfirmed when no answer comes
    recurrence watch            close when half a year has passed without the barrier coming back

What may be done, by whom and by when stands on the lifecycle page; here is only what the machine does about it.
"""

from __future__ import annotations

from prefect import flow

from flows.driving import Tells, one_run

TELLS: Tells = {
    "nfp_other": "tell the other state",
    "rec_secretariat": "tell the secretariat",
    "nfp_ke": "tell our focal point",
    "ntb_officer": "tell the case officer",
    "lead_agency": "tell the responsible agency",
    "nmc": "tell the National Monitoring Committee",
    "ps_eac": "tell the Principal Secretary, EAC affairs",
    "mission": "tell the mission",
    "facilitator": "tell the facilitator",
}


@flow(name="NTB complaint", flow_run_name="{name}", log_prints=False)
async def ntb_complaint(case_id: str, name: str) -> list[str]:
    """One run for one case. `name` is for the reader: reference, stage and why the run started."""
    return await one_run(case_id, TELLS)
