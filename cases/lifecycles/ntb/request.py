"""The other state's turn: its reply, its silence, and the weighing of what it says."""

from __future__ import annotations

from collections.abc import Mapping

from cases.history import Facts, Value
from cases.law.limits import limit
from cases.lifecycle import (
    ACT_BY,
    CHOICE,
    DATE,
    ENTRY,
    HALF_TIME,
    INTERNAL_ESCALATION,
    LONGTEXT,
    RECEIVED,
    THEIR_ACT_BY,
    Action,
    Before,
    ByFact,
    ByInput,
    Deadline,
    Email,
    Expiry,
    Extends,
    Input,
    Occurrence,
    OnFact,
    Outside,
    Rung,
    Stage,
)
from cases.lifecycles.ntb import asks, basis, letters
from cases.lifecycles.ntb.gates import (
    DOMESTIC,
    NO_REGIME,
    answer_overdue,
    between_states,
    direction,
    other_state_silent,
    period_on_file,
    regime_of,
    reply_limit,
    uses,
)
from cases.seats import FOCAL_POINT, NFP_OTHER, OFFICER, PS_TRADE, REC_SECRETARIAT, SYSTEM
from cases.words import N_, Sentence

REPLY = Action(
    "reply", N_("Record the reply"), by=(NFP_OTHER,), cite=basis.RECORD, to="reply_review",
    inputs=(Input("reply_text", N_("Text or summary of the reply"), LONGTEXT), asks.FILES, asks.RECEIVED_ON),
    emails=letters.REPLY_TO_WEIGH, button=N_("Record the reply"),
    says=N_("Keeps the other state's answer with the day on which it reached us; it is weighed next."),
)  # fmt: skip

NOTIFIED = Stage(
    "notified",
    N_("Request sent, awaiting the reply"),
    Outside(
        N_("We have asked the other state for an answer."),
        N_("The other state's turn"),
    ),
    phase="working",
    main=True,
    actions=(
        Action(
            "acknowledge", N_("Record the acknowledgement"), by=(NFP_OTHER,), cite=basis.RECORD,
            inputs=(
                Input(
                    "request_received_on", N_("Day on which the request reached them"), DATE,
                    anchor=RECEIVED, fact="request_received_on",
                ),
            ),
            emails=(Email("request-acknowledged", FOCAL_POINT),), button=N_("Record the acknowledgement"),
            says=N_("The time for the reply counts from the day of receipt. The case stays here."),
        ),
        REPLY,
        Action(
            "extension_asked", N_("Record that they ask for more time"), by=(NFP_OTHER,), cite=basis.RECORD,
            inputs=(
                Input("why", N_("Their reasons"), LONGTEXT),
                Input("estimated_on", N_("Day by which they expect to answer"), DATE, may_be_future=True),
            ),
            extends=Extends("response", until="estimated_on"),
            emails=(Email("more-time-asked", FOCAL_POINT), letters.MOVED), button=N_("Record the new date"),
            says=N_("Moves our reminders to the day that they named. The case stays here."),
        ),
        Action(
            "expired", N_("The time for the reply is over"), by=(SYSTEM, FOCAL_POINT), cite=basis.ESCALATION,
            to="reply_overdue", when=(answer_overdue,),
            emails=(
                Email("reply-overdue", NFP_OTHER),
                Email("reply-overdue", REC_SECRETARIAT),
                Email("decision-due", PS_TRADE),
                letters.FOCAL_TURN,
                letters.MOVED,
            ),
            button=N_("Treat the reply as overdue"),
            says=N_("Opens the way to escalate. Silence decides nothing by itself."),
        ),
    ),
    deadlines=(
        Deadline(
            "response", N_("The other state replies"), kind=THEIR_ACT_BY, within=reply_limit,
            of=OnFact("request_received_on"), cite=basis.RECORD, seat=NFP_OTHER, met_by=("reply", "expired"),
            remind=(
                Rung(HALF_TIME, Email("reply-reminder", NFP_OTHER)),
                Rung(Before(3), Email("reply-reminder", NFP_OTHER)),
                Rung(HALF_TIME, Email("reply-due-soon", FOCAL_POINT)),
                Rung(Before(3), Email("reply-due-soon", FOCAL_POINT)),
            ),
            on_expiry=(Expiry(take="expired", door=N_("The way to escalate opens; silence decides nothing.")),),
        ),
        Deadline(
            "svc_no_period", N_("No period is on file: we look again"), kind=ACT_BY, within=limit("svc_other_state"),
            of=ENTRY, cite=limit("svc_other_state").provision, seat=FOCAL_POINT, unless=period_on_file,
            met_by=("reply", "expired"),
            on_expiry=(
                Expiry(
                    emails=(Email("decision-due", FOCAL_POINT),),
                    door=N_("The focal point may treat the reply as overdue."),
                ),
            ),
        ),
    ),
)  # fmt: skip

REPLY_OVERDUE = Stage(
    "reply_overdue",
    N_("Reply overdue"),
    Outside(
        N_("The other state has not answered yet. We are pressing for an answer."),
        N_("Our turn"),
    ),
    phase="working",
    actions=(
        Action(
            "remind", N_("Remind the other state"), by=(FOCAL_POINT,), cite=basis.ESCALATION,
            inputs=(Input("letter", N_("What we write"), LONGTEXT, outward=True),),
            emails=(Email("reply-overdue", NFP_OTHER), Email("reply-overdue", REC_SECRETARIAT)),
            button=N_("Send the reminder"), says=N_("Presses for the reply; no legal period is cited. The case stays."),
        ),
        REPLY,
        Action(
            "escalate", N_("Escalate"), by=(FOCAL_POINT, PS_TRADE), cite=basis.ESCALATION,
            to=ByInput("next", ("bilateral_consultation", "regional_review", "facilitation")),
            inputs=(
                asks.next_stage("bilateral_consultation", if_used=("regional_review", "facilitation")),
                asks.MINUTE,
            ),
            emails=(letters.STATE_TOLD, letters.SECRETARIAT_TOLD, Email("escalated", PS_TRADE), letters.MOVED),
            button=N_("Escalate"), says=N_("Takes the silence to a meeting, a facilitator or the regional committee."),
        ),
    ),
    deadlines=(
        Deadline(
            "svc_overdue", N_("We decide whether to escalate"), kind=ACT_BY, within=limit("svc_overdue"), of=ENTRY,
            cite=limit("svc_overdue").provision, seat=FOCAL_POINT,
            on_expiry=(Expiry(emails=(Email("decision-due", PS_TRADE),)),),
        ),
    ),
)  # fmt: skip


def rejection_leads_on(facts: Facts) -> str | None:
    """There is a level above: the committee at home, or a stage of the regime."""
    if direction(facts) == DOMESTIC or any(uses(s, facts) for s in ("facilitation", "regional_review")):
        return None
    regime = regime_of(facts)
    if regime is None:
        return NO_REGIME
    return Sentence(
        N_("The %(regime)s channel has neither facilitator nor regional committee. Propose a meeting instead."),
        regime=regime.key,
    )


def levels_above(facts: Facts) -> list[tuple[str, str]]:
    stages = ("evidence_nmc",) if direction(facts) == DOMESTIC else ("facilitation", "regional_review")
    return [(s, asks.NEXT_TITLES[s]) for s in stages if s == "evidence_nmc" or uses(s, facts)]


REPLY_REVIEW = Stage(
    "reply_review",
    N_("Weigh the reply"),
    Outside(
        N_("An answer has come. We are weighing it and want to hear you."),
        N_("Our turn"),
        N_("Tell us whether the answer is right, if we ask you."),
    ),
    phase="working",
    main=True,
    actions=(
        Action(
            "accept_fix", N_("Accept the fix, to be confirmed"), by=(OFFICER,), cite=basis.CONFIRMATION,
            to="fix_reported",
            inputs=(asks.WHAT_FIX, asks.FIX_ON, asks.OUTCOME), emails=letters.FIX_REPORTED,
            button=N_("Ask the complainant to confirm"),
            says=N_("The reply reports a fix; the complainant is asked whether it is real."),
        ),
        Action(
            "accept_explanation", N_("Accept the explanation"), by=(OFFICER,), cite=basis.REASONS,
            to="closed_clarified",
            inputs=(
                Input("heard_on", N_("Day on which the complainant was heard"), DATE),
                Input("heard", N_("What the complainant said"), LONGTEXT),
                asks.OUTCOME,
            ),
            needs_reason=True, emails=letters.CLOSED_FOR_ALL, button=N_("Close as clarified"),
            says=N_("Closes the case because the measure is explained; the complainant gets the reasons in writing."),
        ),
        Action(
            "propose_deal", N_("Propose a meeting"), by=(OFFICER, FOCAL_POINT), cite=basis.ESCALATION,
            to="bilateral_consultation", when=(between_states,), inputs=(asks.NOTE,), emails=letters.TALKS,
            button=N_("Propose a meeting"), says=N_("The reply opens a door; the two states meet."),
        ),
        Action(
            "verification", N_("Agree on a joint verification"), by=(OFFICER, FOCAL_POINT), cite=basis.ESCALATION,
            to="joint_verification", when=(between_states,), inputs=(asks.NOTE, asks.MISSION_ON),
            emails=letters.MISSION_AGREED, button=N_("Record the agreed mission"),
            says=N_("Agencies of both states go and look."),
        ),
        Action(
            "reject", N_("Reject the reply"), by=(OFFICER, FOCAL_POINT), cite=basis.ESCALATION,
            to=ByInput("next", ("facilitation", "regional_review", "evidence_nmc")), when=(rejection_leads_on,),
            inputs=(
                Input(
                    "next", N_("Next step"), CHOICE,
                    choices=tuple(
                        (s, asks.NEXT_TITLES[s]) for s in ("facilitation", "regional_review", "evidence_nmc")
                    ),
                    options=levels_above,
                ),
            ),
            needs_reason=True, emails=letters.TO_REGION, button=N_("Reject the reply"),
            says=N_("Takes it to the next level: a facilitator, the regional committee, or at home the NMC."),
        ),
    ),
    deadlines=(
        Deadline(
            "svc_reply_eval", N_("The reply is weighed"), kind=ACT_BY, within=limit("svc_reply_eval"), of=ENTRY,
            anchor=RECEIVED, cite=limit("svc_reply_eval").provision, on_expiry=(INTERNAL_ESCALATION,),
        ),
    ),
)  # fmt: skip


def chased_once(facts: Facts, answers: Mapping[str, Value]) -> str:
    again = facts.taken("awaiting_other_state.silence", this_visit=True)
    return "bilateral_consultation" if again else "awaiting_other_state"


AWAITING_OTHER_STATE = Stage(
    "awaiting_other_state",
    N_("The other state considers Kenya's reply"),
    Outside(
        N_("Kenya has answered. The other state is considering the answer."),
        N_("The other state's turn"),
    ),
    phase="working",
    actions=(
        Action(
            "accepted", N_("Record that they accept"), by=(NFP_OTHER,), cite=basis.RECORD,
            to=ByInput("next", ("fix_reported", "closed_clarified")),
            inputs=(asks.next_stage("fix_reported", "closed_clarified"), asks.RECEIVED_ON, asks.OUTCOME, asks.FILES),
            emails=(letters.MOVED, letters.YOUR_TURN, letters.CALL_THEM), button=N_("Record their acceptance"),
            says=N_("They accept a fix (the complainant confirms it) or our explanation (the case is clarified)."),
        ),
        Action(
            "rejected", N_("Record that they reject"), by=(NFP_OTHER,), cite=basis.RECORD,
            to="bilateral_consultation", inputs=(Input("why", N_("Their reasons"), LONGTEXT), asks.RECEIVED_ON),
            emails=letters.TALKS, button=N_("Record their rejection"), says=N_("The two states meet."),
        ),
        Action(
            "silence", N_("The other state stays silent"), by=(SYSTEM,), system=True, cite=basis.ESCALATION,
            to=ByFact(
                chased_once, ("awaiting_other_state", "bilateral_consultation"),
                N_("the first time the case stays and they are chased; the second time the two states meet"),
            ),
            when=(other_state_silent,),
            emails=(Email("reply-chased", NFP_OTHER), letters.FOCAL_TURN, letters.MOVED),
            says=N_("Chases the other state, then proposes a meeting. Silence decides nothing by itself."),
        ),
    ),
    deadlines=(
        Deadline(
            "svc_other_state", N_("The other state answers Kenya's reply"), kind=THEIR_ACT_BY,
            within=limit("svc_other_state"), of=ENTRY, cite=limit("svc_other_state").provision, seat=NFP_OTHER,
            met_by=("accepted", "rejected", "awaiting_other_state.silence"), on_expiry=(Expiry(take="silence"),),
        ),
        Deadline(
            "svc_other_state_again", N_("The other state answers after the reminder"), kind=THEIR_ACT_BY,
            within=limit("svc_other_state"), of=Occurrence("awaiting_other_state.silence"),
            cite=limit("svc_other_state").provision, seat=NFP_OTHER, met_by=("accepted", "rejected"),
            on_expiry=(Expiry(take="silence"),),
        ),
    ),
)  # fmt: skip

STAGES = (NOTIFIED, REPLY_OVERDUE, REPLY_REVIEW, AWAITING_OTHER_STATE)
