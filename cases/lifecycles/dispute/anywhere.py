"""What may be done in any stage of a dispute at the WTO, and the clocks of the whole file."""

from __future__ import annotations

from cases.law.limits import limit
from cases.lifecycle import (
    DATE,
    DOCUMENT,
    LONGTEXT,
    RECEIVED,
    THEIR_ACT_BY,
    WAIT_UNTIL,
    Action,
    Anywhere,
    Before,
    Deadline,
    Email,
    Expiry,
    Input,
    Rung,
)
from cases.lifecycles.dispute import asks, basis, domestic, ends, letters, third_party
from cases.lifecycles.dispute.gates import others_complain
from cases.seats import (
    COUNSEL,
    CS_TRADE,
    DISPUTE_DESK,
    DSB,
    GENEVA_MISSION,
    OPPOSING_PARTY,
    THIRD_MEMBER,
    WTO_SECRETARIAT,
)
from cases.words import N_

NOT_IN_TALKS = (
    *domestic.KEYS, *third_party.KEYS, *ends.KEYS, "panel_requested", "panel_establishment_deferred",
    "panel_established", "settlement_drafting",
)  # fmt: skip
NOT_AT_THE_WTO = (*domestic.KEYS, *third_party.KEYS, *ends.KEYS)

RECORD_RECEIPT = Action(
    "record_receipt", N_("Record the receipt of the request"), by=(GENEVA_MISSION, OPPOSING_PARTY, WTO_SECRETARIAT),
    cite=basis.REPLY, inputs=(asks.RECEIVED_ON, asks.CIRCULATED_ON, asks.SOURCE), emails=letters.CLOCKS,
    button=N_("Record the receipt"),
    says=N_("The periods for the reply, the talks and the panel run from this day. The case stays here."),
)  # fmt: skip
JOIN_ASKED = Action(
    "record_joiner", N_("Record that another Member joins or asks to join"), by=(THIRD_MEMBER, WTO_SECRETARIAT),
    cite=basis.JOIN, inputs=(Input("members", N_("Which Members"), LONGTEXT), asks.SOURCE),
    button=N_("Record it"), says=N_("The case stays here."),
)  # fmt: skip
SOLUTION = Action(
    "solution_notified", N_("Record a notified solution"), by=(WTO_SECRETARIAT,), cite=basis.SOLUTION,
    to="closed_mutually_agreed", inputs=(asks.SOURCE,), emails=letters.OVER, button=N_("Record it"),
    says=N_("The parties notified that they agree. Closes the file."),
)  # fmt: skip
NOTE = Action(
    "add_document", N_("Add a document"), by=(DISPUTE_DESK, COUNSEL), cite=basis.RECORD,
    inputs=(Input("documents", N_("Documents"), DOCUMENT), Input("about", N_("What they are"), LONGTEXT)),
    button=N_("Add it"), says=N_("Puts a document on file. The case stays here."),
)  # fmt: skip
MEETING = Action(
    "set_consultation_date", N_("Record an agreed date for talks"), by=(DISPUTE_DESK, OPPOSING_PARTY), cite=basis.REPLY,
    inputs=(Input("talks_on", N_("Day of the talks"), DATE, fact="talks_on", may_be_future=True),),
    button=N_("Record the date"), says=N_("The case stays here."),
)  # fmt: skip

SUPPLEMENT = Action(
    "supplement_request", N_("Supplement the request"), by=(GENEVA_MISSION, WTO_SECRETARIAT), cite=basis.REQUEST,
    inputs=(Input("what", N_("New measures or articles"), LONGTEXT), asks.FILES, asks.SOURCE),
    emails=(letters.COUNSEL_TURN,), button=N_("Record the supplement"),
    says=N_("A new request starts a second clock, from its own receipt. The case stays here."),
)  # fmt: skip
LATER = Action(
    "record_later_event", N_("Record another event at the WTO"), by=(DISPUTE_DESK, WTO_SECRETARIAT, DSB),
    cite=basis.RECORD, inputs=(asks.WHAT_LATER, asks.SOURCE, asks.NOTE, asks.FILES), button=N_("Record it"),
    says=N_("Kept with its date and source. What follows a panel's establishment has no stages of its own yet."),
)  # fmt: skip
KEEP = Action(
    "keep_as_record", N_("Keep the file as a record"), by=(DISPUTE_DESK,), cite=basis.RECORD, to="closed_kept",
    when=(others_complain,), needs_reason=True, button=N_("Keep it as a record"),
    says=N_("A dispute of others that Kenya does not take part in: its clocks end, its history stays."),
)  # fmt: skip

ANYWHERE = (
    Anywhere(SUPPLEMENT, except_in=NOT_IN_TALKS),
    Anywhere(LATER, except_in=(*domestic.KEYS, *third_party.KEYS)),
    Anywhere(KEEP, except_in=(*domestic.KEYS, *ends.KEYS)),
    Anywhere(RECORD_RECEIPT, except_in=NOT_IN_TALKS),
    Anywhere(MEETING, except_in=NOT_IN_TALKS),
    Anywhere(JOIN_ASKED, except_in=(*NOT_AT_THE_WTO, "settlement_drafting")),
    Anywhere(SOLUTION, except_in=NOT_AT_THE_WTO),
    Anywhere(NOTE, except_in=ends.KEYS),
)


DEADLINES = (
    Deadline(
        "reply", N_("The other side replies"), kind=THEIR_ACT_BY, within=limit("wto_dsu_reply"), of="record_receipt",
        anchor=RECEIVED, cite=limit("wto_dsu_reply").provision, calendar="geneva", seat=OPPOSING_PARTY,
        met_by=("respondent_replied", "established", "panel_requested_by_party"),
        remind=(Rung(Before(2), Email("deadline-approaching", COUNSEL)),),
        on_expiry=(Expiry(emails=(*letters.RIGHT_OPEN,), door=N_("A panel may be requested at once.")),),
    ),
    Deadline(
        "enter", N_("The other side enters into consultations"), kind=THEIR_ACT_BY, within=limit("wto_dsu_consult"),
        of="record_receipt", anchor=RECEIVED, cite=limit("wto_dsu_consult").provision, calendar="geneva",
        seat=OPPOSING_PARTY, met_by=("hold_meeting", "established", "panel_requested_by_party"),
        on_expiry=(Expiry(emails=(*letters.RIGHT_OPEN,), door=N_("A panel may be requested at once.")),),
    ),
    Deadline(
        "settle", N_("Consultations run; a panel may be requested after this day"), kind=WAIT_UNTIL,
        within=limit("wto_dsu_settle"), of="record_receipt", anchor=RECEIVED, cite=limit("wto_dsu_settle").provision,
        calendar="geneva", seat=COUNSEL,
        met_by=("approve_panel_request", "panel_requested_by_party", "established"),
        on_expiry=(Expiry(emails=(Email("right-to-panel-open", CS_TRADE), Email("right-to-panel-open", COUNSEL)),
                          door=N_("A panel may be requested.")),),
    ),
    third_party.JOIN,
)  # fmt: skip
