"""What may be done in almost any stage, and the clocks of the whole case."""

from __future__ import annotations

from collections.abc import Mapping

from cases.history import Facts, Value
from cases.law.limits import limit
from cases.lifecycle import (
    ACT_BY,
    BOOL,
    CHOICE,
    DATE,
    INTERNAL_ESCALATION,
    LONGTEXT,
    RECURRING,
    TEXT,
    THEIR_ACT_BY,
    Action,
    Anywhere,
    Before,
    Deadline,
    Email,
    Expiry,
    Input,
    OnFact,
    Opens,
    Rung,
)
from cases.lifecycles.ntb import asks, basis, letters
from cases.lifecycles.ntb.ends import TERMINAL
from cases.lifecycles.ntb.gates import has_enacted_law, is_inbound, reply_limit
from cases.ntb.routing import REGIMES
from cases.seats import COMPLAINANT, FOCAL_POINT, NFP_OTHER, OFFICER, SUPERVISOR
from cases.words import N_, Sentence

NOT_OPEN_YET = ("draft", "submitted")
CLOSED = ("draft", *TERMINAL)
NOT_WHILE_CONFIRMING = ("draft", "submitted", "fix_reported", "monitoring", "reopened", *TERMINAL)
TALK_ELSEWHERE = (
    "draft", "submitted", "screening", "info_requested", "dormant", "evidence_nmc", "fix_reported", "notified",
    "reply_overdue", "awaiting_other_state", *TERMINAL,
)  # fmt: skip
"""Where the complainant is asked by another act, or where a clock of somebody else must not be interrupted."""


def measure_is_kept(facts: Facts, answers: Mapping[str, Value]) -> bool:
    """The desk keeps a case about the measure, without the complainant's name."""
    return answers.get("keep_measure") is True


WITHDRAW = Action(
    "withdraw", N_("Withdraw the complaint"), by=(COMPLAINANT,), cite=basis.WITHDRAWAL, to="closed_withdrawn",
    inputs=(
        Input(
            "keep_measure", N_("The desk goes on with the measure, without the complainant's name"), BOOL,
            required=False,
        ),
    ),
    needs_reason=True,
    opens=Opens(
        "ntb_complaint", "measure_of", at="classification", carries=asks.CARRIED, with_parties=False,
        when=measure_is_kept,
    ),
    emails=(*letters.CLOSED, letters.YOUR_TURN, letters.STATE_TOLD), button=N_("Withdraw my complaint"),
    says=N_("Ends the case at the complainant's wish; the complainant can reopen it."),
)  # fmt: skip

STATE_WITHDRAWS = Action(
    "state_withdraws", N_("Record that the reporting state withdraws"), by=(NFP_OTHER,), cite=basis.WITHDRAWAL,
    to="closed_withdrawn", when=(is_inbound,), needs_reason=True, inputs=(asks.RECEIVED_ON, asks.FILES),
    emails=(*letters.CLOSED, letters.YOUR_TURN), button=N_("Record the withdrawal"),
    says=N_("The state that complained of Kenya withdraws, for instance for lack of evidence."),
)  # fmt: skip

ADD_EVIDENCE = Action(
    "add_evidence", N_("Add evidence"), by=(COMPLAINANT, OFFICER), cite=basis.EVIDENCE,
    inputs=(asks.EVIDENCE, Input("about", N_("What it shows"), LONGTEXT, required=False)),
    sets={"has_evidence": True}, emails=(Email("evidence-added", OFFICER),), button=N_("Add evidence"),
    says=N_("Puts a document on file. The case stays where it is."),
)  # fmt: skip

TELL_COMPLAINANT = Action(
    "tell_complainant", N_("Write to the complainant how it stands"), by=(OFFICER,), cite=basis.PROGRESS,
    inputs=(
        Input(
            "message", N_("What we tell them, even if nothing has changed"), LONGTEXT, outward=True,
            hint=N_("No date that is not confirmed."),
        ),
    ),
    emails=(Email("progress-note", COMPLAINANT), letters.CALL_THEM), button=N_("Send the note"),
    says=N_("Sends a note on how the case stands; one is due every thirty days. The case stays where it is."),
)  # fmt: skip

ASK_COMPLAINANT = Action(
    "ask_complainant", N_("Ask the complainant"), by=(OFFICER,), cite=basis.RECORD, to="info_requested",
    inputs=(asks.QUESTIONS,), emails=letters.QUESTIONS, button=N_("Send the questions"),
    says=N_("Puts questions to the complainant; the answer brings the case back here."),
)  # fmt: skip

REPORT_FIX = Action(
    "report_fix", N_("Record a reported fix"), by=(COMPLAINANT, OFFICER), cite=basis.CONFIRMATION, to="fix_reported",
    inputs=(
        Input(
            "source", N_("Who says so"), CHOICE,
            choices=(
                ("portal", N_("A portal shows “Resolved”")),
                ("other_state", N_("The other state")),
                ("regional_meeting", N_("A regional meeting")),
                ("agency", N_("A Kenyan agency")),
                ("complainant", N_("The complainant")),
                ("other", N_("Somebody else")),
            ),
            fact="fix_source",
        ),
        asks.WHAT_FIX,
        Input("decided_on", N_("Day of the meeting, if one decided"), DATE, required=False, fact="decided_on"),
        asks.OUTCOME,
        asks.FILES,
    ),
    emails=letters.FIX_REPORTED, button=N_("Record the reported fix"),
    says=N_("Nobody's word closes a case, not even a portal's “Resolved”: the complainant confirms or denies."),
)  # fmt: skip

EXTERNAL_STATUS = Action(
    "record_external_status", N_("Record what a portal shows"), by=(OFFICER,), cite=basis.RECORD,
    inputs=(
        Input("portal_number", N_("Number on the portal"), TEXT, fact="portal_number"),
        Input(
            "status", N_("Status shown"), CHOICE,
            choices=(
                ("new", "New"),
                ("in_process", "In process"),
                ("transferred", "Transferred"),
                ("registered_with_rec", "Complaint registered with REC"),
            ),
            fact="portal_status",
            hint=N_("If it shows “Resolved”, use “Record a reported fix” instead."),
        ),
    ),
    button=N_("Record the status"), says=N_("Keeps the number and status of a portal. The case stays where it is."),
)  # fmt: skip

HAND_OVER = Action(
    "hand_over", N_("Hand over to another department"), by=(SUPERVISOR, OFFICER), cite=basis.HAND_OVER,
    inputs=(asks.OTHER_DEPARTMENT,), needs_reason=True,
    emails=(Email("handed-over", SUPERVISOR), Email("handed-over", OFFICER)), button=N_("Hand over"),
    says=N_("The same file gets another owner; nothing is copied. The case stays where it is."),
)  # fmt: skip

CHANGE_REGIME = Action(
    "change_regime", N_("Change the lead regime or the direction"), by=(OFFICER, SUPERVISOR), cite=basis.ROUTING,
    inputs=(
        Input(
            "regime", N_("Lead regime"), CHOICE, required=False,
            choices=tuple((r.key, r.title) for r in REGIMES.values()), fact="regime",
        ),
        Input("direction", N_("Direction"), CHOICE, required=False, choices=asks.DIRECTIONS, fact="direction"),
    ),
    needs_reason=True, emails=(Email("handed-over", SUPERVISOR), Email("handed-over", OFFICER)),
    button=N_("Record the change"),
    says=N_("One regime leads, others are noted. Stages, limits and letters follow the new one. The case stays."),
)  # fmt: skip

SPLIT = Action(
    "split", N_("Split off a second barrier"), by=(OFFICER,), cite=basis.SPLITTING,
    inputs=(
        Input("title", N_("The second barrier in a few words"), TEXT),
        Input("second_barrier", N_("What belongs to the second barrier"), LONGTEXT),
    ),
    opens=Opens("ntb_complaint", "split_of", same_measure=False, at="screening", carries=asks.CARRIED),
    emails=(Email("case-split", COMPLAINANT),), button=N_("Open a second case"),
    says=N_("One barrier, one case: the second goes on in a case of its own. This one stays where it is."),
)  # fmt: skip

ANYWHERE = (
    Anywhere(TELL_COMPLAINANT, except_in=CLOSED),
    Anywhere(ASK_COMPLAINANT, except_in=TALK_ELSEWHERE),
    Anywhere(ADD_EVIDENCE, except_in=CLOSED),
    Anywhere(REPORT_FIX, except_in=NOT_WHILE_CONFIRMING),
    Anywhere(EXTERNAL_STATUS, except_in=("draft",)),
    Anywhere(CHANGE_REGIME, except_in=(*NOT_OPEN_YET, *TERMINAL)),
    Anywhere(HAND_OVER, except_in=CLOSED),
    Anywhere(SPLIT, except_in=CLOSED),
    Anywhere(STATE_WITHDRAWS, except_in=CLOSED),
    Anywhere(WITHDRAW, except_in=CLOSED),
)


def filed_or_draft(facts: Facts) -> str | None:
    """The case was not filed here, so the note counts from its opening."""
    waits = facts.taken("submit") or facts.visits[0].stage == "draft"
    return Sentence(N_("The note counts from the day of filing.")) if waits else None


def not_from_a_portal(facts: Facts) -> str | None:
    """The case came from a portal with its fix reported."""
    opened_there = facts.is_true("imported") and facts.visits[0].stage == "fix_reported"
    return None if opened_there else Sentence(N_("The complainant was asked; the officer need not find out."))


def nobody_complained_to_kenya(facts: Facts) -> str | None:
    """Another state complains of Kenya, and waits for a reply."""
    return is_inbound(facts)


TURNED_AWAY = ("classify", "not_ntb", "duplicate", "refer_out", "withdraw", "report_fix")
ROUTED = ("route_domestic", "route_outbound", "route_inbound", "route_bilateral", "withdraw", "report_fix")
ANSWERED = ("confirm_full", "confirm_part", "only_my_goods", "deny", "close_as_found", "withdraw")

DEADLINES = (
    Deadline(
        "svc_screen", N_("The complaint is checked and classified"), kind=ACT_BY, within=limit("svc_screen"),
        of="submit", cite=limit("svc_screen").provision, met_by=TURNED_AWAY, on_expiry=(INTERNAL_ESCALATION,),
    ),
    Deadline(
        "svc_route", N_("The accepted complaint is given to its owner"), kind=ACT_BY, within=limit("svc_notify"),
        of="accept", cite=limit("svc_notify").provision, met_by=ROUTED, on_expiry=(INTERNAL_ESCALATION,),
    ),
    Deadline(
        "svc_progress", N_("A note to the complainant, even “no change”"), kind=RECURRING,
        within=limit("svc_progress"), of="submit", cite=limit("svc_progress").provision, met_by=("tell_complainant",),
        on_expiry=(INTERNAL_ESCALATION,),
    ),
    Deadline(
        "svc_progress_opened", N_("A note to the complainant, even “no change” (not filed here)"), kind=RECURRING,
        within=limit("svc_progress"), of="open", cite=limit("svc_progress").provision, met_by=("tell_complainant",),
        unless=filed_or_draft, on_expiry=(INTERNAL_ESCALATION,),
    ),
    Deadline(
        "svc_confirm_found", N_("An officer finds out how the imported case stands"), kind=ACT_BY,
        within=limit("svc_confirm"), of="open", cite=limit("svc_confirm").provision, met_by=ANSWERED,
        unless=not_from_a_portal, on_expiry=(INTERNAL_ESCALATION,),
    ),
    Deadline(
        "kenya_reply", N_("Kenya's reply is ready"), kind=ACT_BY, within=reply_limit, of=OnFact("their_request_on"),
        less=5, cite=basis.RECORD, seat=FOCAL_POINT, met_by=("send_reply", "agency_action.remove", "state_withdraws"),
        unless=nobody_complained_to_kenya, remind=(Rung(Before(3), Email("reply-due-soon", FOCAL_POINT)),),
        on_expiry=(Expiry(emails=(Email("deadline-missed", SUPERVISOR), Email("decision-due", FOCAL_POINT))),),
    ),
    Deadline(
        "eacj_reference", N_("A trader may go to the East African Court of Justice"), kind=THEIR_ACT_BY,
        within=limit("eacj_reference"), of=OnFact("law_dated_on"), cite=basis.COURT, seat=COMPLAINANT,
        calendar="arusha", met_by=("private_route",), unless=has_enacted_law,
        remind=(
            Rung(Before(30), Email("court-time", COMPLAINANT)),
            Rung(Before(7), Email("court-time", COMPLAINANT)),
        ),
        on_expiry=(Expiry(emails=(Email("court-time-over", OFFICER),)),),
    ),
)  # fmt: skip
