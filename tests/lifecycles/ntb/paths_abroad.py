"""Paths to another state and back: request, silence, reply, talks, facilitation, the regional levels, the WTO."""

from __future__ import annotations

from cases.engine import THE_SYSTEM
from cases.errors import InputRefused
from cases.history import Value
from tests.lifecycles.ntb.makers import Path, all_the_same, by, complaint, refuse, take
from tests.lifecycles.ntb.paths_home import TO_ROUTING
from tests.makers import FOCAL, INES, TRADER

UGANDA: list[Value] = ["UG"]
SENT = (
    take("verify", "2027-03-12", "ready_to_notify"),
    take("notify", "2027-03-15", "notified", request_received_on="2027-03-15"),
)
TO_AFCFTA = (*TO_ROUTING, take("route_outbound", "2027-03-05", "evidence_nmc", regime="AfCFTA"), *SENT)
TO_EAC = (*TO_ROUTING, take("route_outbound", "2027-03-05", "evidence_nmc", regime="EAC"), *SENT)
TO_COMESA = (*TO_ROUTING, take("route_outbound", "2027-03-05", "evidence_nmc", regime="COMESA"), *SENT)
TO_TFTA = (*TO_ROUTING, take("route_outbound", "2027-03-05", "evidence_nmc", regime="TFTA"), *SENT)
"""The request is sent and received on Monday 15 March 2027."""

GHANA_TEA = Path(
    "the main road: request, silence, reminder, reply, denial, confirmation, watch, closure",
    "2027-03-01",
    (
        *TO_ROUTING,
        take("route_outbound", "2027-03-05", "evidence_nmc", regime="AfCFTA"),
        take("record_opinion", "2027-03-10", "evidence_nmc"),
        *SENT,
        take("acknowledge", "2027-03-17", "notified", request_received_on="2027-03-16"),
        refuse("expired", "2027-04-13", "not overdue before 13 April 2027 is over"),
        by(THE_SYSTEM, take("expired", "2027-04-14", "reply_overdue")),
        take("remind", "2027-04-15", "reply_overdue"),
        take("reply", "2027-04-20", "reply_review"),
        take("accept_fix", "2027-04-22", "fix_reported"),
        by(TRADER, take("deny", "2027-04-26", "reply_review")),
        take("accept_fix", "2027-04-28", "fix_reported"),
        by(TRADER, take("confirm_full", "2027-05-03", "monitoring", barrier_stopped_on="2027-05-01")),
        refuse("watch_ended", "2027-11-01", "The barrier is watched until 1 November 2027"),
        take("watch_ended", "2027-11-02", "closed_resolved_full"),
        by(TRADER, take("reopen", "2027-11-10", "reopened", ground="recurrence")),
        take("resume", "2027-11-11", "reply_review"),
    ),
)

MORE_TIME = Path(
    "the other state asks for more time and then explains",
    "2027-03-01",
    (
        *TO_AFCFTA,
        take("extension_asked", "2027-04-01", "notified", estimated_on="2027-05-10"),
        refuse("expired", "2027-05-10", "not overdue before 10 May 2027 is over"),
        take("reply", "2027-05-11", "reply_review"),
        take("accept_explanation", "2027-05-13", "closed_clarified"),
        take("reopen", "2027-06-01", "reopened"),
        take("resume", "2027-06-02", "reply_review"),
    ),
)

EGYPT_MARKING = Path(
    "a diplomatic note explains that there is no such rule",
    "2008-12-22",
    (
        take("submit", "2008-12-22"),
        take("take_up", "2008-12-22"),
        take("accept", "2008-12-23"),
        take("classify", "2008-12-24"),
        take("route_outbound", "2008-12-24", "evidence_nmc", regime="COMESA"),
        take("verify", "2009-01-20", "ready_to_notify"),
        take("notify", "2009-01-22", "notified"),
        by(FOCAL, take("expired", "2010-01-22", "reply_overdue")),
        take("reply", "2011-05-09", "reply_review"),
        take("accept_explanation", "2011-05-11", "closed_clarified", outcome_type="clarified_no_requirement"),
    ),
    complaint(measure_countries=["EG"], date_of_incident="2008-12-22"),
    records=("NTB-000-030",),
)

NO_PERIOD = Path(
    "a regime without a period: the focal point decides after our own reminder",
    "2027-03-01",
    (
        *TO_COMESA,
        refuse("expired", "2027-04-14", "names no period. After 14 April 2027"),
        by(FOCAL, take("expired", "2027-04-15", "reply_overdue")),
        refuse("escalate", "2027-04-16", "not among the answers", error=InputRefused, next="time_bound"),
        take("escalate", "2027-04-16", "facilitation", next="facilitation"),
        take("appoint", "2027-04-20", "facilitation"),
        take("draft_report", "2027-05-10", "factual_report"),
        take("comment", "2027-05-12", "factual_report"),
        take("finalise", "2027-05-20", "agreement", next="agreement"),
        take("plan", "2027-05-24", "implementation", fix_due_on="2027-07-01"),
        take("late", "2027-07-02", "facilitation"),
        take("change_regime", "2027-07-05", "facilitation", regime="EAC"),
        refuse("appoint", "2027-07-05", "Facilitation is not a stage of the EAC procedure"),
        all_the_same("Both states asked the facilitator to go on.", take("appoint", "2027-07-05", "facilitation")),
    ),
    complaint(measure_countries=UGANDA),
)

TRIPARTITE = Path(
    "the Tripartite road ends with an opinion, and a dispute comes back",
    "2027-03-01",
    (
        *TO_TFTA,
        take("reply", "2027-03-30", "reply_review"),
        take("reject", "2027-04-01", "facilitation", next="facilitation"),
        take("terminate", "2027-05-03", "factual_report"),
        take("finalise", "2027-05-10", "regional_review", next="regional_review"),
        refuse("list", "2027-05-11", "A time-bound programme is not a stage of the TFTA procedure"),
        refuse("technical", "2027-05-11", "technical committee is not a stage of the TFTA procedure"),
        take("upward", "2027-06-01", "dispute_assessment"),
        take("escalate", "2027-06-15", "escalated_dispute", forum="TFTA"),
        take("resume", "2028-06-15", "dispute_assessment"),
        take("no", "2028-06-16", "closed_not_pursued", next="closed_not_pursued"),
        take("reopen", "2028-07-03", "reopened"),
        take("resume", "2028-07-04", "dispute_assessment"),
        take("change_regime", "2028-07-05", regime="EAC"),
        take("no", "2028-07-05", "time_bound", next="time_bound"),
        take("change_regime", "2028-07-06", regime="TFTA"),
        refuse("list", "2028-07-06", "not a stage of the TFTA procedure"),
        refuse("refer_technical", "2028-07-06", "not a stage of the TFTA procedure"),
        refuse("escalate", "2028-07-06", "council of ministers is not a stage of the TFTA procedure"),
        take("fixed", "2028-07-07", "fix_reported"),
    ),
    complaint(measure_countries=UGANDA),
)

EDIBLE_OIL = Path(
    "a verification mission, then the ministers; a part remains",
    "2018-04-18",
    (
        take("submit", "2018-04-18"),
        take("take_up", "2018-04-18"),
        take("accept", "2018-04-19"),
        take("classify", "2018-04-20"),
        take("route_outbound", "2018-04-20", "evidence_nmc", regime="EAC"),
        take("verify", "2018-05-04", "ready_to_notify"),
        take("notify", "2018-05-07", "notified"),
        take("reply", "2018-06-01", "reply_review"),
        take("verification", "2018-06-04", "joint_verification", verification_on="2018-07-16"),
        take("report", "2018-08-01", "reply_review"),
        take("reject", "2018-08-06", "regional_review", next="regional_review"),
        take("upward", "2018-09-03", "ministerial_review"),
        take("recommend_sanction", "2018-11-16", "ministerial_review"),
        take("directive", "2018-11-16", "implementation", decided_on="2018-11-16"),
        take("done", "2018-12-03", "fix_reported"),
        by(TRADER, take("confirm_part", "2018-12-10", "monitoring", remains="Bonds are still asked for at one post.")),
        take("watch_ended", "2019-06-11", "closed_resolved_part"),
        take("reopen", "2019-07-01", "reopened"),
        take("resume", "2019-07-02", "implementation"),
    ),
    complaint(measure_countries=["TZ", "RW"], date_of_incident="2017-06-01"),
    records=("NTB-000-808",),
)

QUALITY_MARKS = Path(
    "listed, then called operational and sent to experts: not closed",
    "2019-12-02",
    (
        take("submit", "2019-12-02"),
        take("take_up", "2019-12-02"),
        take("accept", "2019-12-03"),
        take("classify", "2019-12-04", eac_class="B"),
        take("route_outbound", "2019-12-04", "evidence_nmc", regime="EAC"),
        take("verify", "2019-12-18", "ready_to_notify"),
        take("notify", "2019-12-19", "notified"),
        by(FOCAL, take("expired", "2020-02-03", "reply_overdue")),
        take("escalate", "2020-02-05", "regional_review", next="regional_review"),
        take("list", "2020-02-20", "time_bound", eac_class="B"),
        take("progress", "2020-03-02", "time_bound"),
        take("list", "2020-03-03", "time_bound", eac_class="A"),
        take("refer_technical", "2020-09-10", "referred_technical", decided_on="2020-09-10"),
        refuse("silence", "2020-12-09", "has time until 9 December 2020"),
        take("silence", "2020-12-10", "regional_review"),
        take("technical", "2021-01-11", "referred_technical"),
        take("answer", "2021-02-01", "reply_review"),
        take("propose_deal", "2021-02-02", "bilateral_consultation"),
    ),
    complaint(measure_countries=UGANDA, date_of_incident="2019-12-01"),
    records=("NTB-000-922", "NTB-000-948"),
)

LEVY = Path(
    "a levy before the regional committee: promised, listed, no decision, no dispute",
    "2025-07-01",
    (
        take("submit", "2025-07-01"),
        take("take_up", "2025-07-01"),
        take("accept", "2025-07-02"),
        take("classify", "2025-07-03"),
        take("route_outbound", "2025-07-03", "evidence_nmc", regime="EAC"),
        take("verify", "2025-07-15", "ready_to_notify"),
        take("notify", "2025-07-16", "notified"),
        take("reply", "2025-08-01", "reply_review"),
        take("reject", "2025-08-04", "regional_review", next="regional_review"),
        take("list", "2025-09-01", "time_bound", eac_class="C"),
        take("progress", "2025-10-01", "time_bound", note="Tanzania consults and promises news by December 2025."),
        take("escalate", "2026-02-02", "ministerial_review"),
        take("no_decision", "2026-03-02", "dispute_assessment"),
        by(TRADER, take("private_route", "2026-03-10", "private_litigation")),
        take("reopen", "2026-11-02", "reopened", ground="judgment"),
        take("resume", "2026-11-03", "dispute_assessment"),
    ),
    complaint(measure_countries=["TZ"], date_of_incident="2025-07-01", enacted_law=True, law_dated_on="2025-07-01"),
    records=("NTB-001-285",),
)

MALAWI_SWEETS = Path(
    "held goods, an informal call, one licence granted; the rule stays",
    "2024-09-17",
    (
        take("submit", "2024-09-17"),
        take("take_up", "2024-09-17"),
        take("accept", "2024-09-17"),
        take("classify", "2024-09-18"),
        take("route_outbound", "2024-09-18", "evidence_nmc", regime="COMESA"),
        take("quick_contact", "2024-09-18", "focal_contact"),
        take("fixed", "2025-03-10", "fix_reported", outcome_type="shipment_or_licence_released"),
        by(TRADER, take("only_my_goods", "2025-03-10", "closed_relief_individual", remains="Permits are refused.")),
        take("reopen", "2025-03-20", "reopened"),
        take("resume", "2025-03-21", "focal_contact"),
    ),
    complaint(measure_countries=["MW"], date_of_incident="2024-09-17", urgent=True, goods_held_now=True),
    records=("NTB-001-189",),
)

CALL_FAILED = Path(
    "an informal call fails; without evidence nothing goes out",
    "2027-03-01",
    (
        *TO_ROUTING,
        take("route_outbound", "2027-03-05", "evidence_nmc", regime="EAC"),
        refuse("verify", "2027-03-08", "There is no evidence on file"),
        refuse("recommend_domestic", "2027-03-08", "about a measure of another state"),
        refuse("quick_contact", "2027-03-08", "for urgent or operational matters; this one is neither"),
        take("change_regime", "2027-03-08", regime="EAC", direction="outbound"),
        take("more_facts", "2027-03-08", "info_requested"),
        take("answer", "2027-03-08", "evidence_nmc"),
    ),
    complaint(measure_countries=UGANDA, has_evidence=False),
)

OPERATIONAL = Path(
    "an operational matter: the call fails, the request needs evidence",
    "2027-03-01",
    (
        *TO_ROUTING[:3],
        take("classify", "2027-03-04", "routing", policy_or_operational="operational"),
        refuse("route_domestic", "2027-03-04", "about a measure of another state"),
        refuse("route_inbound", "2027-03-04", "about a measure of another state"),
        take("route_outbound", "2027-03-05", "evidence_nmc", regime="EAC"),
        take("quick_contact", "2027-03-08", "focal_contact"),
        by(THE_SYSTEM, take("no_fix", "2027-03-12", "ready_to_notify")),
        refuse("notify", "2027-03-15", "There is no evidence on file"),
        take("change_regime", "2027-03-15", regime="domestic", direction="domestic"),
        refuse("notify", "2027-03-15", "no other state is concerned"),
        take("change_regime", "2027-03-15", regime="EAC", direction="outbound"),
        take("return", "2027-03-16", "evidence_nmc"),
        take("add_evidence", "2027-03-17", "evidence_nmc"),
        take("verify", "2027-03-18", "ready_to_notify"),
        take("notify", "2027-03-19", "notified"),
        take("reply", "2027-03-22", "reply_review"),
        refuse(
            "reject", "2027-03-23", "facilitation.* is not open in this case", error=InputRefused, next="facilitation"
        ),
        take("change_regime", "2027-03-23", regime="WTO"),
        refuse("reject", "2027-03-23", "The WTO channel has neither facilitator nor regional committee", next="x"),
    ),
    complaint(measure_countries=UGANDA, has_evidence=False),
)

EPA = Path(
    "a European state: the agreement's committee, the mission, the enquiry point",
    "2027-03-01",
    (
        *TO_ROUTING,
        refuse("route_outbound", "2027-03-05", "not open in this case|not among", error=InputRefused, regime="EAC"),
        take("route_bilateral", "2027-03-05", "bilateral_channel", regime="EU-EPA"),
        take("epa_committee", "2027-04-01", "bilateral_channel"),
        take("wto_stc", "2027-04-05", "bilateral_channel"),
        take("mission_demarche", "2027-04-06", "bilateral_channel"),
        take("tbt_comment", "2027-04-07", "bilateral_channel"),
        take("fixed", "2027-05-03", "fix_reported"),
        by(TRADER, take("confirm_full", "2027-05-04", "monitoring")),
        by(INES, take("recurred", "2027-06-01", "reopened")),
        take("resume", "2027-06-02", "bilateral_channel"),
    ),
    complaint(measure_countries=["DE"]),
)

WTO_ONLY = Path(
    "a WTO member only: the channel fails",
    "2027-03-01",
    (
        *TO_ROUTING,
        take("route_bilateral", "2027-03-05", "bilateral_channel", regime="WTO"),
        refuse("epa_committee", "2027-04-01", "No economic partnership agreement leads this case"),
        take("fail", "2027-05-03", "dispute_assessment"),
    ),
    complaint(measure_countries=["IN"]),
)

PATHS = (
    GHANA_TEA, MORE_TIME, EGYPT_MARKING, NO_PERIOD, TRIPARTITE, EDIBLE_OIL, QUALITY_MARKS, LEVY, MALAWI_SWEETS,
    CALL_FAILED, OPERATIONAL, EPA, WTO_ONLY,
)  # fmt: skip
