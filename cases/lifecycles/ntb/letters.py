"""The letters of the NTB procedure, by whom they reach. A key names one purpose; its words stand in `notifications`."""

from __future__ import annotations

from cases.lifecycle import Email
from cases.lifecycles.ntb.gates import domestic_only, inbound_only, only_by_telephone, other_state_knows
from cases.seats import (
    COMPLAINANT,
    FACILITATOR,
    FOCAL_POINT,
    LEAD_AGENCY,
    MISSION,
    NFP_OTHER,
    NMC,
    OFFICER,
    PS_EAC,
    PS_TRADE,
    REC_SECRETARIAT,
    SUPERVISOR,
    TBT_ENQUIRY,
)

CALL_THEM = Email("call-complainant", OFFICER, when=only_by_telephone)
"""To the officer: this complainant reads no e-mail; call, and record the answer."""

MOVED = Email("case-moved", COMPLAINANT)
"""To the complainant: what happens now, whose turn it is, and what they can do."""

YOUR_TURN = Email("your-turn", OFFICER)
FOCAL_TURN = Email("your-turn", FOCAL_POINT)
SUPERVISOR_TURN = Email("your-turn", SUPERVISOR)

STATE_TOLD = Email("state-informed", NFP_OTHER, when=other_state_knows)
"""To the other state: where the case stands now; nothing confidential, no name."""
STATE_TOLD_IF_INBOUND = Email("state-informed", NFP_OTHER, when=inbound_only)
SECRETARIAT_TOLD = Email("state-informed", REC_SECRETARIAT, when=other_state_knows)

QUESTIONS = (Email("questions-to-complainant", COMPLAINANT), CALL_THEM)

VERIFICATION = (Email("nmc-to-verify", NMC), Email("opinion-requested", LEAD_AGENCY), MOVED)
"""To the committee, the agency and the complainant: the case is before the National Monitoring Committee."""

TO_APPROVE = (FOCAL_TURN, SUPERVISOR_TURN)

FIX_REPORTED = (Email("fix-reported", COMPLAINANT), CALL_THEM)
"""To the complainant: a fix is reported; please say whether the barrier is really gone."""

REPLY_TO_WEIGH = (YOUR_TURN, Email("reply-received", LEAD_AGENCY), Email("reply-under-review", COMPLAINANT))

TALKS = (Email("meeting-proposed", NFP_OTHER), FOCAL_TURN, Email("case-informed", LEAD_AGENCY), MOVED)
"""To both focal points and the agency: the two states meet about the barrier."""

MISSION_AGREED = (
    Email("mission-agreed", NFP_OTHER, when=other_state_knows),
    Email("mission-agreed", LEAD_AGENCY),
    MOVED,
)

FACILITATION = (STATE_TOLD, SECRETARIAT_TOLD, MOVED)

TO_REGION = (
    STATE_TOLD,
    SECRETARIAT_TOLD,
    Email("nmc-to-verify", NMC, when=domestic_only),
    Email("case-informed", LEAD_AGENCY),
    FOCAL_TURN,
    MOVED,
)
"""To all parties: the case is before the regional committee."""

LISTED = (FOCAL_TURN, Email("listed-in-programme", LEAD_AGENCY), SECRETARIAT_TOLD, MOVED)

NOT_CLOSED = (Email("not-closed", COMPLAINANT),)
"""To the complainant: the region sent the matter to a technical committee; your case is not closed."""

TO_MINISTERS = (Email("escalated", PS_TRADE), Email("escalated", PS_EAC), MOVED)

TO_LAWYERS = (Email("escalated", PS_TRADE), Email("escalated", PS_EAC), MOVED)
"""To both Principal Secretaries: an opinion on a formal dispute is due."""

AGREED = (Email("agreement-reached", NFP_OTHER), Email("agreement-reached", LEAD_AGENCY), FOCAL_TURN, MOVED)

TO_DO = (Email("action-required", LEAD_AGENCY), STATE_TOLD, FOCAL_TURN, MOVED)
"""To the responsible agency: what is to be done and by when; the focal points are told."""

TO_AGENCY = (
    Email("report-requested", LEAD_AGENCY),
    Email("case-informed", NMC),
    STATE_TOLD_IF_INBOUND,
    MOVED,
)

WATCH_BEGINS = (Email("fix-confirmed", COMPLAINANT), YOUR_TURN)
"""To the complainant: thank you, we watch for half a year; tell us at once if it comes back."""

CLOSED = (Email("case-closed", COMPLAINANT),)
"""To the complainant: how the case ended, the reasons, and how to reopen it."""

CLOSED_FOR_ALL = (*CLOSED, STATE_TOLD)

REOPENED = (Email("case-reopened", COMPLAINANT), YOUR_TURN, Email("case-informed", LEAD_AGENCY), STATE_TOLD)

ABROAD = (Email("case-informed", MISSION), Email("case-informed", TBT_ENQUIRY), Email("escalated", PS_TRADE), MOVED)
"""To the mission, the enquiry point and the Principal Secretary: a case outside the African regimes."""

FACILITATOR_ASKED = (Email("facilitator-appointed", FACILITATOR), STATE_TOLD, SECRETARIAT_TOLD, MOVED)
