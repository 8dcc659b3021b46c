"""The life of an anti-dumping file between two human decisions, as the machine sees it.

    lodged, completeness        give the receipt, remind the Agency of its own standards
    gaps are open               tell the applicant what is missing, close without prejudice when no answer comes
    documented                  tell the exporting governments; the application stays confidential
    initiated                   tell governments, parties, customs and the mission; the year and the eighteen months run
    questionnaires, gaps        write to one exporter at a time, remind the investigator 14, 7 and 2 days before
    preliminary finding         tell the parties; instruct customs when security is to be taken
    essential facts             put them to the parties, each its own calculation apart
    decision                    ask the Cabinet Secretary, alarm at 12, 15 and 17 months
    eighteen months are over    the case falls; tell the parties, customs and counsel
    duty in force               warn the industry 12, 9, 6 and 3 months ahead; end the duty after five years without a
                                review, and stop its collection
    provisional measure         tell customs 14 days ahead, end it after its longest time and release the security
    hearing                     invite the parties, remind the presiding officer

What may be done, by whom and by when stands on the lifecycle pages; here is only what the machine does about it.
"""

from __future__ import annotations

from prefect import flow

from flows.driving import Tells, one_run

TELLS: Tells = {
    "complaints_officer": "tell the complaints officer",
    "verification_officer": "tell the verification officer",
    "investigator": "tell the lead investigator",
    "presiding_officer": "tell the presiding officer",
    "executive_director": "tell the Executive Director",
    "cs_trade": "ask the Cabinet Secretary",
    "kra": "instruct customs",
    "gazette": "tell the Government Printer",
    "exporting_government": "tell the exporting government",
    "interested_party": "tell a party",
}


@flow(name="Trade remedy", flow_run_name="{name}", log_prints=False)
async def trade_remedy(case_id: str, name: str) -> list[str]:
    """One run for one case. `name` is for the reader: reference, stage and why the run started."""
    return await one_run(case_id, TELLS)
