"""Paths on which another state complains of Kenya, and cases that came from a portal."""

from __future__ import annotations

from cases.errors import InputRefused
from tests.lifecycles.ntb.makers import Path, by, complaint, inbound, refuse, take
from tests.lifecycles.ntb.paths_home import TO_ROUTING
from tests.makers import INES, TRADER

TO_AGENCY = (
    *TO_ROUTING,
    take("route_inbound", "2027-03-05", "agency_action", regime="EAC", their_request_on="2027-03-02"),
)

EXCISE = Path(
    "a law must change: repealed by a Finance Act",
    "2025-02-04",
    (
        take("submit", "2025-02-04"),
        take("take_up", "2025-02-04"),
        take("accept", "2025-02-05"),
        take("classify", "2025-02-06"),
        take("route_inbound", "2025-02-06", "agency_action", regime="EAC"),
        take("law_change_needed", "2025-02-20", "implementation", bill="Finance Bill 2025", fix_due_on="2025-07-01"),
        take("done", "2025-11-24", "fix_reported", instrument="Finance Act 2025"),
        by(INES, take("confirm_full", "2025-11-25", "monitoring")),
    ),
    inbound(date_of_incident="2025-02-04"),
    records=("NTB-001-249",),
)

SUGAR = Path(
    "two bilateral meetings, a mission that was not held, the ministers; trade resumed",
    "2020-07-02",
    (
        take("submit", "2020-07-02"),
        take("take_up", "2020-07-02"),
        take("accept", "2020-07-03"),
        take("classify", "2020-07-06"),
        take("route_inbound", "2020-07-06", "agency_action", regime="EAC"),
        take("justify", "2020-07-20", "reply_draft"),
        take("send_reply", "2020-07-27", "awaiting_other_state"),
        take("rejected", "2020-08-10", "bilateral_consultation"),
        take("verification", "2020-09-01", "joint_verification", verification_on="2020-10-05"),
        take("not_held", "2020-12-01", "regional_review"),
        take("upward", "2021-01-20", "ministerial_review"),
        take("directive", "2021-03-01", "implementation", fix_due_on="2021-04-01"),
        take("done", "2021-03-18", "fix_reported"),
        by(INES, take("confirm_full", "2021-03-18", "monitoring")),
    ),
    inbound(date_of_incident="2020-07-02"),
    records=("NTB-000-975",),
)

WHEAT_FLOUR = Path(
    "silence on Kenya's reply, a chase, a bilateral meeting that settles it",
    "2017-05-05",
    (
        take("submit", "2017-05-05"),
        take("take_up", "2017-05-05"),
        take("accept", "2017-05-08"),
        take("classify", "2017-05-08"),
        take("route_inbound", "2017-05-09", "agency_action", regime="EAC"),
        take("justify", "2017-05-23", "reply_draft"),
        take("send_reply", "2017-06-01", "awaiting_other_state"),
        refuse("silence", "2017-07-03", "considers our reply until 3 July 2017"),
        take("silence", "2017-07-04", "awaiting_other_state"),
        refuse("silence", "2017-08-03", "considers our reply until 3 August 2017"),
        take("silence", "2017-08-04", "bilateral_consultation"),
        take("agree", "2017-09-20", "agreement", decided_on="2017-09-20", fix_due_on="2017-10-02"),
        take("plan", "2017-09-22", "implementation", fix_due_on="2017-10-02"),
        take("done", "2017-10-02", "fix_reported"),
        by(INES, take("confirm_full", "2017-10-02", "monitoring")),
    ),
    inbound(date_of_incident="2017-05-05", reporting_country="TZ"),
    records=("NTB-000-779",),
)

CERTIFICATE = Path(
    "the committee at home settles it: the certificate is now issued",
    "2011-05-02",
    (
        take("submit", "2011-05-02"),
        take("take_up", "2011-05-02"),
        take("accept", "2011-05-03"),
        take("classify", "2011-05-04"),
        take("route_inbound", "2011-05-04", "agency_action", regime="EAC"),
        take("refer_nmc", "2011-05-20", "evidence_nmc"),
        take("recommend_domestic", "2011-08-29", "agency_action", next="agency_action"),
        take("remove", "2011-08-29", "fix_reported", fixed_on="2011-08-29"),
    ),
    inbound(date_of_incident="2009-07-27", reporting_country="TZ"),
    records=("NTB-000-150",),
)

ACCEPTED = Path(
    "the other state accepts Kenya's explanation",
    "2027-03-01",
    (
        *TO_AGENCY,
        take("justify", "2027-03-12", "reply_draft"),
        take("send_reply", "2027-03-15", "awaiting_other_state"),
        take("accepted", "2027-04-01", "closed_clarified", next="closed_clarified"),
    ),
    inbound(),
)

ACCEPTED_FIX = Path(
    "the other state accepts a fix, which is then confirmed; a second meeting fails",
    "2027-03-01",
    (
        *TO_AGENCY,
        take("justify", "2027-03-12", "reply_draft"),
        take("send_reply", "2027-03-15", "awaiting_other_state"),
        take("accepted", "2027-04-01", "fix_reported", next="fix_reported"),
        take("deny", "2027-04-05", "awaiting_other_state"),
        take("rejected", "2027-04-06", "bilateral_consultation"),
        take("fail", "2027-05-03", "dispute_assessment", next="dispute_assessment"),
    ),
    inbound(),
)

CORRECTED = Path(
    "an agency stands by a measure that turns out not to be Kenya's",
    "2027-03-01",
    (
        *TO_AGENCY,
        take("change_regime", "2027-03-08", direction="outbound"),
        refuse("justify", "2027-03-08", "about a measure of another state"),
    ),
    inbound(),
)

PORTAL = complaint(imported=True, measure_countries=["TZ"], proposed_close_status="closed_resolved_full")

FOUND = Path(
    "a portal's Resolved: the officer closes it as found, with reason and evidence",
    "2027-03-01",
    (
        take("close_as_found", "2027-03-10", "closed_resolved_full", close_status="closed_resolved_full",
             ground="imported"),
        take("reopen", "2027-04-01", "reopened"),
        take("resume", "2027-04-02", "classification"),
    ),
    PORTAL,
    "fix_reported",
)  # fmt: skip

NOT_FOUND = Path(
    "a complainant who cannot be found: resolved is not for the officer to say",
    "2027-03-01",
    (
        *TO_AGENCY,
        take("remove", "2027-03-10", "fix_reported"),
        refuse("close_as_found", "2027-03-11", "is not open in this case", error=InputRefused,
               close_status="closed_resolved_full", ground="not_found"),
        refuse("close_as_found", "2027-03-11", "Fill in", error=InputRefused, close_status="closed_merged",
               master_case=""),
        take("close_as_found", "2027-03-11", "closed_clarified", close_status="closed_clarified", ground="not_found"),
    ),
    inbound(),
)  # fmt: skip

DENIED_IMPORT = Path(
    "a portal's Resolved that the trader denies is classified anew",
    "2027-03-01",
    (by(TRADER, take("deny", "2027-03-10", "classification")),),
    PORTAL,
    "fix_reported",
)

TRANSFERRED = Path(
    "a portal's Transferred: the regime is chosen later, the record is not ready for a dispute",
    "2027-03-01",
    (
        refuse("list", "2027-03-02", "Choose the lead regime of this case first"),
        take("change_regime", "2027-03-02", regime="EAC"),
        refuse("list", "2027-03-02", "only with documentary evidence .SCTIFI, November 2013."),
        take("change_regime", "2027-03-02", regime="WTO"),
        refuse("upward", "2027-03-02", "regional committee is not a stage of the WTO procedure"),
        take("change_regime", "2027-03-02", regime="AfCFTA"),
        take("list", "2027-03-03", "time_bound"),
        take("change_regime", "2027-03-04", regime="EAC"),
        refuse("list", "2027-03-04", "only with documentary evidence"),
        take("change_regime", "2027-03-04", regime="AfCFTA"),
        take("escalate", "2027-03-05", "ministerial_review"),
        refuse("recommend_sanction", "2027-03-08", "Only the EAC and COMESA texts"),
        take("no_decision", "2027-03-08", "dispute_assessment"),
        refuse("escalate", "2027-03-09", "Still missing: a request to the other state, its reply or its silence"),
    ),
    complaint(imported=True, measure_countries=["TZ"], has_evidence=False),
    "regional_review",
    records=("AfCFTA-000-011",),
)

COMMITTEE_CLEARS = Path(
    "a regional committee holds that it is no barrier",
    "2027-03-01",
    (take("decide_not_ntb", "2027-04-01", "closed_clarified", decided_on="2027-04-01"),),
    complaint(imported=True, measure_countries=["TZ"]),
    "regional_review",
    records=("NTB-000-807",),
)

PATHS = (
    EXCISE, SUGAR, WHEAT_FLOUR, CERTIFICATE, ACCEPTED, ACCEPTED_FIX, CORRECTED, FOUND, NOT_FOUND, DENIED_IMPORT,
    TRANSFERRED, COMMITTEE_CLEARS,
)  # fmt: skip
