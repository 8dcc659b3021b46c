"""The life of a WTO dispute between two human decisions, as the machine sees it.

    complaint … economic part   tell the exporter how it stands, remind the desk of its own standards
    decision to litigate        ask the Cabinet Secretary and the Attorney General, press when the time is over
    consultations requested     put the request to the other side, the Secretariat and our advisers
    receipt recorded            tell counsel and the mission which dates run; when the time for the reply, for entering
                                into talks or for settling is over, say that a panel may be requested: nobody is held
                                to request one
    panel requested, deferred   warn the mission before the agenda of the DSB closes
    panel established           tell our advisers and the exporter
    resting                     ask once a year whether the file stays open
    monitoring, interest        warn of the ten days to join, which run from circulation whatever the stage
    watching for a panel        warn of the ten days to reserve third-party rights
    third party                 put the notice to the Secretariat, warn of the day on which the submission is due

No act of a dispute is taken by time alone: what a missed day means there is a right of somebody, and a person decides.
What may be done, by whom and by when stands on the lifecycle page; here is only what the machine does about it.
"""

from __future__ import annotations

from prefect import flow

from flows.driving import Tells, one_run

TELLS: Tells = {
    "dispute_desk": "tell the dispute desk",
    "economist": "tell the economist",
    "cs_trade": "ask the Cabinet Secretary",
    "ncwto": "tell the National Committee on WTO",
    "acwl": "tell our advisers in Geneva",
    "opposing_party": "tell the other side",
    "wto_secretariat": "tell the WTO Secretariat",
}


@flow(name="WTO dispute", flow_run_name="{name}", log_prints=False)
async def wto_dispute(case_id: str, name: str) -> list[str]:
    """One run for one case. `name` is for the reader: reference, stage and why the run started."""
    return await one_run(case_id, TELLS)
