"""Paths that stay in Kenya: intake, questions, the agency, the committee at home, the ends of screening."""

from __future__ import annotations

from cases.engine import THE_SYSTEM
from cases.errors import ActionNotOpen, InputRefused, NotAllowed
from tests.lifecycles.ntb.makers import Path, Refuse, because, by, complaint, domestic, refuse, take
from tests.makers import SUPERVISOR, TRADER

TO_ROUTING = (
    take("submit", "2027-03-01", "submitted"),
    take("take_up", "2027-03-02", "screening"),
    take("accept", "2027-03-03", "classification"),
    take("classify", "2027-03-04", "routing"),
)
"""Filed on Monday 1 March 2027, with its owner to be chosen on Thursday."""

ABANDONED = Path(
    "a draft that nobody touched is deleted",
    "2027-03-01",
    (take("save", "2027-03-01", "draft"), by(THE_SYSTEM, take("abandon", "2027-06-01", "closed_abandoned"))),
)

INCOMPLETE = Path(
    "a form with open fields is not taken",
    "2027-03-01",
    (refuse("submit", "2027-03-01", "Still to fill in: Agency or office; First date"),),
    complaint(authority="", date_of_incident=None),
)

BY_MESSAGE = Path(
    "a text message needs only its words",
    "2027-03-01",
    (take("submit", "2027-03-01", "submitted"),),
    {"channel": "sms"},
)

QUESTIONS = Path(
    "questions, silence, revival, and an answer",
    "2027-03-01",
    (
        take("submit", "2027-03-01"),
        take("take_up", "2027-03-01"),
        take("ask", "2027-03-02", "info_requested"),
        refuse("timeout", "2027-03-16", "The complainant may answer until 16 March 2027"),
        take("timeout", "2027-03-17", "dormant"),
        take("revive", "2027-04-01", "info_requested"),
        take("answer", "2027-04-02", "screening"),
    ),
)

NO_CONTACT = Path(
    "a complainant who cannot be reached, and then can",
    "2027-03-01",
    (
        take("submit", "2027-03-01"),
        take("take_up", "2027-03-01"),
        take("ask", "2027-03-02", "info_requested"),
        take("timeout", "2027-03-17", "dormant"),
        refuse("close", "2027-09-13", "may revive the case until 13 September 2027"),
        take("close", "2027-09-14", "closed_no_contact"),
        take("reopen", "2027-09-20", "reopened"),
        take("resume", "2027-09-21", "screening"),
    ),
)

NOT_A_BARRIER = Path(
    "a private shipping line's practice is no barrier of a state",
    "2025-09-01",
    (
        take("submit", "2025-09-01"),
        take("take_up", "2025-09-02"),
        take("not_ntb", "2025-09-03", "closed_not_ntb", reason_code="private"),
        refuse("reopen", "2025-09-04", "Choose one of those offered", error=InputRefused, ground="recurrence"),
        take("reopen", "2025-09-04", "reopened", ground="new_fact"),
        take("resume", "2025-09-05", "screening"),
    ),
    domestic(date_of_incident="2025-09-01"),
    records=("NTB-001-299",),
)

DUPLICATE = Path(
    "the same barrier twice goes on in one case",
    "2027-03-01",
    (
        take("submit", "2027-03-01"),
        take("take_up", "2027-03-01"),
        take("duplicate", "2027-03-02", "closed_merged", master_case="KE-NTB-2027-00001-X"),
        Refuse("reopen", "2027-03-03", "not open while the case is in", error=ActionNotOpen),
    ),
)

REFERRED_OUT = Path(
    "another body can help, and sends it back",
    "2027-03-01",
    (
        take("submit", "2027-03-01"),
        take("take_up", "2027-03-01"),
        take("refer_out", "2027-03-02", "referred_out"),
        take("reopen", "2027-04-01", "reopened", ground="sent_back"),
        take("resume", "2027-04-02", "screening"),
    ),
)

BUSIA_DAIRY = Path(
    "a Kenyan agency, fixed and confirmed in eleven days",
    "2023-09-30",
    (
        take("submit", "2023-09-30"),
        take("take_up", "2023-10-02"),
        take("accept", "2023-10-02"),
        take("classify", "2023-10-03"),
        take("route_domestic", "2023-10-03", "agency_action", lead_agency="kdb"),
        take("remove", "2023-10-10", "fix_reported"),
        take("confirm_full", "2023-10-11", "monitoring"),
    ),
    domestic(date_of_incident="2023-09-30", goods_held_now=True, urgent=True),
    records=("NTB-001-130",),
)

AGENCY_DISAGREES = Path(
    "the agency stands by its measure, the committee recommends, the plan is late",
    "2027-03-01",
    (
        *TO_ROUTING,
        refuse("route_outbound", "2027-03-04", "about a Kenyan agency. If that is wrong, correct the direction"),
        refuse("route_inbound", "2027-03-04", "about a Kenyan agency"),
        refuse("route_bilateral", "2027-03-04", "about a Kenyan agency"),
        take("route_domestic", "2027-03-04", "agency_action"),
        refuse("refer_nmc", "2027-03-18", "It has until 18 March 2027"),
        take("report", "2027-03-19", "agency_action"),
        take("refer_nmc", "2027-03-22", "evidence_nmc"),
        refuse("verify", "2027-03-23", "about a Kenyan agency"),
        refuse("quick_contact", "2027-03-23", "no other state is concerned"),
        take("recommend_domestic", "2027-03-24", "agency_action", next="agency_action"),
        take("justify", "2027-03-29", "reply_review"),
        refuse("propose_deal", "2027-03-30", "no other state is concerned"),
        refuse("verification", "2027-03-30", "no other state is concerned"),
        take("reject", "2027-03-30", "evidence_nmc", next="evidence_nmc"),
        take("recommend_domestic", "2027-04-01", "implementation", next="implementation", fix_due_on="2027-05-03"),
        take("milestone", "2027-04-20", "implementation"),
        refuse("late", "2027-05-03", "runs until 3 May 2027; it is not late before"),
        take("late", "2027-05-04", "evidence_nmc"),
        take("recommend_domestic", "2027-05-05", "implementation", next="implementation"),
        take("done", "2027-06-01", "fix_reported"),
        refuse("timeout", "2027-06-22", "may confirm or deny until 22 June 2027"),
        take("timeout", "2027-06-23", "closed_unconfirmed"),
        take("reopen", "2027-06-24", "reopened"),
        take("resume", "2027-06-25", "implementation"),
    ),
    domestic(),
)

NO_REPORT = Path(
    "an agency that does not report comes before the committee; too little evidence",
    "2027-03-01",
    (
        *TO_ROUTING,
        take("route_domestic", "2027-03-04", "agency_action"),
        take("refer_nmc", "2027-03-19", "evidence_nmc"),
        take("more_facts", "2027-03-22", "info_requested"),
        take("answer", "2027-03-23", "evidence_nmc"),
        take("refuse", "2027-03-24", "closed_insufficient_evidence"),
        take("reopen", "2027-04-01", "reopened"),
        take("resume", "2027-04-02", "evidence_nmc"),
    ),
    domestic(),
)

WITHDRAWN = Path(
    "a complaint is withdrawn, and opened again by the complainant only",
    "2027-03-01",
    (
        *TO_ROUTING,
        Refuse("withdraw", "2027-03-05", "Choose|Answer yes or no", {"keep_measure": "perhaps"}, error=InputRefused),
        because("We found another buyer.", take("withdraw", "2027-03-05", "closed_withdrawn", keep_measure=True)),
        by(TRADER, take("reopen", "2027-03-08", "reopened")),
        take("resume", "2027-03-09", "routing"),
    ),
)

IN_EVERY_STAGE = Path(
    "what may be done almost anywhere",
    "2027-03-01",
    (
        *TO_ROUTING,
        take("add_evidence", "2027-03-05", "routing"),
        take("tell_complainant", "2027-03-05", "routing"),
        take("record_external_status", "2027-03-05", "routing", status="in_process"),
        take("hand_over", "2027-03-05", "routing", department="eac_affairs"),
        take("split", "2027-03-05", "routing"),
        refuse("state_withdraws", "2027-03-05", "about a measure of another state"),
        take("ask_complainant", "2027-03-05", "info_requested"),
        take("answer", "2027-03-08", "routing"),
        take("change_regime", "2027-03-08", "routing", direction="inbound"),
        refuse("route_outbound", "2027-03-08", "of another state about Kenya"),
        refuse("route_domestic", "2027-03-08", "of another state about Kenya"),
        refuse("route_bilateral", "2027-03-08", "of another state about Kenya"),
        take("report_fix", "2027-03-09", "fix_reported", source="portal"),
        by(TRADER, take("deny", "2027-03-10", "routing")),
        by(SUPERVISOR, take("state_withdraws", "2027-03-11", "closed_withdrawn")),
        Refuse("reopen", "2027-03-12", "Only Complainant may do this", by=THE_SYSTEM, error=NotAllowed),
    ),
)

PATHS = (
    ABANDONED, INCOMPLETE, BY_MESSAGE, QUESTIONS, NO_CONTACT, NOT_A_BARRIER, DUPLICATE, REFERRED_OUT, BUSIA_DAIRY,
    AGENCY_DISAGREES, NO_REPORT, WITHDRAWN, IN_EVERY_STAGE,
)  # fmt: skip
