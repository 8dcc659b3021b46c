"""Before another state is told: the committee verifies, focal points talk, the request is approved."""

from __future__ import annotations

from cases.history import Facts
from cases.law.limits import limit
from cases.lifecycle import (
    ACT_BY,
    CHECKLIST,
    DATE,
    ENTRY,
    INTERNAL_ESCALATION,
    LONGTEXT,
    TARGET,
    TEXT,
    THEIR_ACT_BY,
    Action,
    ByInput,
    Deadline,
    Email,
    Expiry,
    Input,
    Meeting,
    Outside,
    Stage,
)
from cases.lifecycles.ntb import asks, basis, letters
from cases.lifecycles.ntb.gates import (
    between_states,
    evidence_on_file,
    is_about_kenya,
    is_outbound,
    regime_of,
    urgent_or_operational,
)
from cases.seats import (
    COMPLAINANT,
    FOCAL_POINT,
    LEAD_AGENCY,
    MISSION,
    NFP_OTHER,
    NMC,
    PS_TRADE,
    REC_SECRETARIAT,
    SUPERVISOR,
    SYSTEM,
)
from cases.words import N_, Sentence


def not_under_eac(facts: Facts) -> str | None:
    """The case runs under the EAC."""
    regime = regime_of(facts)
    if regime is not None and regime.key == "EAC":
        return None
    return Sentence(N_("Only EAC focal points owe each other this exchange."))


EVIDENCE_NMC = Stage(
    "evidence_nmc",
    N_("Verification by the National Monitoring Committee"),
    Outside(
        N_("Kenya's monitoring committee is checking the facts and the evidence."),
        N_("The committee's turn"),
        N_("If you have more papers or photos, add them now."),
    ),
    phase="working",
    main=True,
    actions=(
        Action(
            "record_opinion", N_("Record the agency's opinion"), by=(LEAD_AGENCY,), cite=basis.NMC,
            inputs=(Input("opinion", N_("Opinion of the agency"), LONGTEXT), asks.RECEIVED_ON, asks.FILES),
            button=N_("Record the opinion"), says=N_("Keeps what the agency told the committee. The case stays here."),
        ),
        Action(
            "verify", N_("Verify"), by=(NMC,), cite=basis.NMC, to="ready_to_notify",
            when=(is_outbound, evidence_on_file),
            inputs=(
                asks.MINUTE,
                asks.EVIDENCE,
                Input("agency_opinion", N_("Opinion of the agency"), LONGTEXT),
                Input(
                    "consent_check", N_("Consent"), CHECKLIST,
                    choices=(("consent_read", N_("The complainant's consent was read before this step")),),
                ),
                Input("decided_on", N_("Day of the meeting that decided"), DATE, required=False, fact="decided_on"),
            ),
            emails=(*letters.TO_APPROVE, letters.MOVED), button=N_("Record the verification"),
            says=N_("The committee finds the barrier real and proven; a request to the other state is prepared."),
        ),
        Action(
            "recommend_domestic", N_("Recommend what Kenya does"), by=(NMC,), cite=basis.NMC,
            to=ByInput("next", ("agency_action", "implementation")), when=(is_about_kenya,),
            inputs=(
                asks.next_stage("agency_action", "implementation"),
                asks.MINUTE,
                asks.RESPONSIBLE,
                asks.FIX_DUE_ON,
            ),
            emails=letters.TO_DO, button=N_("Record the recommendation"),
            says=N_("The committee recommends to the Kenyan agency what to do, with an owner and a date."),
        ),
        Action(
            "more_facts", N_("Ask the complainant for more facts"), by=(NMC,), cite=basis.NMC, to="info_requested",
            inputs=(asks.QUESTIONS,), emails=letters.QUESTIONS, button=N_("Send the questions"),
            says=N_("Puts the committee's questions to the complainant."),
        ),
        Action(
            "quick_contact", N_("Contact the other side at once"), by=(NMC, FOCAL_POINT), cite=basis.FOCAL_POINTS,
            to="focal_contact", when=(between_states, urgent_or_operational), inputs=(asks.IDENTITY, asks.NOTE),
            emails=(Email("informal-contact", NFP_OTHER), letters.FOCAL_TURN, letters.MOVED),
            button=N_("Contact the other side"),
            says=N_("Lets focal points or sister agencies settle an urgent or operational matter without a request."),
        ),
        Action(
            "refuse", N_("Find the evidence insufficient"), by=(NMC,), cite=basis.REASONS,
            to="closed_insufficient_evidence", inputs=(asks.MINUTE,), needs_reason=True,
            emails=(Email("evidence-insufficient", COMPLAINANT),), button=N_("Close for lack of evidence"),
            says=N_("Closes the case with reasons in writing; new evidence reopens it."),
        ),
    ),
    deadlines=(
        Deadline(
            "svc_nmc", N_("The committee decides"), kind=ACT_BY, within=limit("svc_nmc"), of=ENTRY,
            cite=limit("svc_nmc").provision, seat=NMC,
            on_expiry=(
                Expiry(
                    emails=(Email("deadline-missed", SUPERVISOR), Email("nmc-overdue", NMC)),
                    door=N_("In an urgent case the chair acts alone."),
                ),
            ),
        ),
        Deadline(
            "nmc_meeting", N_("Next meeting of the committee"), kind=TARGET, within=None, of=Meeting("nmc"),
            cite=basis.NMC, seat=NMC,
        ),
        Deadline(
            "svc_agency_opinion", N_("The agency gives its opinion"), kind=THEIR_ACT_BY,
            within=limit("svc_agency_report"), of=ENTRY, cite=limit("svc_agency_report").provision, seat=LEAD_AGENCY,
            met_by=("record_opinion", "verify", "recommend_domestic"),
            on_expiry=(Expiry(emails=(Email("agency-overdue", LEAD_AGENCY), Email("agency-overdue", PS_TRADE))),),
        ),
    ),
)  # fmt: skip

FOCAL_CONTACT = Stage(
    "focal_contact",
    N_("Informal contact between focal points or sister agencies"),
    Outside(
        N_("We have called our counterparts in the other state to free your goods quickly."),
        N_("The other side's turn"),
        N_("Tell us at once when something moves."),
    ),
    phase="working",
    actions=(
        Action(
            "fixed", N_("Record that it was fixed"), by=(FOCAL_POINT, LEAD_AGENCY), cite=basis.CONFIRMATION,
            to="fix_reported", inputs=(asks.WHAT_FIX, asks.FIX_ON, asks.OUTCOME), emails=letters.FIX_REPORTED,
            button=N_("Record the fix"), says=N_("Asks the complainant whether it is really fixed."),
        ),
        Action(
            "no_fix", N_("Record that the contact failed"), by=(FOCAL_POINT, LEAD_AGENCY, SYSTEM),
            cite=basis.FOCAL_POINTS, to="ready_to_notify",
            inputs=(Input("note", N_("Note"), LONGTEXT, required=False),),
            emails=(*letters.TO_APPROVE, letters.MOVED), button=N_("Prepare a formal request"),
            says=N_("Goes on to a formal request; the system does so when the time for the contact is over."),
        ),
    ),
    deadlines=(
        Deadline(
            "svc_focal", N_("The informal contact brings a result"), kind=ACT_BY, within=limit("svc_focal"), of=ENTRY,
            cite=limit("svc_focal").provision, seat=FOCAL_POINT, met_by=("fixed", "no_fix"),
            on_expiry=(Expiry(take="no_fix"),),
        ),
        Deadline(
            "focal_exchange", N_("EAC focal points exchange information"), kind=TARGET,
            within=limit("eac_focal_exchange"), of=ENTRY, cite=limit("eac_focal_exchange").provision, seat=NFP_OTHER,
            unless=not_under_eac,
        ),
    ),
)  # fmt: skip

READY_TO_NOTIFY = Stage(
    "ready_to_notify",
    N_("Approve the request"),
    Outside(
        N_("Your complaint is verified. We are preparing a request to the other state."),
        N_("Our turn"),
    ),
    phase="working",
    actions=(
        Action(
            "notify", N_("Send the request to the other state"), by=(FOCAL_POINT,), cite=basis.EVIDENCE, to="notified",
            when=(between_states, evidence_on_file),
            inputs=(
                Input(
                    "request_text", N_("Text of the request"), LONGTEXT, outward=True, least=50,
                    hint=N_(
                        "States, measure and its legal basis, products and trade affected, why it is a barrier. "
                        "No name unless the complainant agreed."
                    ),
                ),
                Input("provisions", N_("Provisions relied on"), TEXT, outward=True),
                Input("remedy", N_("What we ask for"), LONGTEXT, outward=True),
                asks.EVIDENCE,
                asks.IDENTITY,
                Input(
                    "request_received_on", N_("Day on which it reached their focal point"), DATE,
                    fact="request_received_on", hint=N_("The day of sending when it went by e-mail."),
                ),
                Input("portal_number", N_("Number on the portal"), TEXT, required=False, fact="portal_number"),
            ),
            emails=(
                Email("request-to-other-state", NFP_OTHER),
                Email("request-copy", REC_SECRETARIAT),
                Email("request-copy", MISSION),
                Email("request-sent", COMPLAINANT),
            ),
            button=N_("Send the request"),
            says=N_("Puts the barrier to the other state's focal point. Only Kenya's focal point may send it."),
        ),
        Action(
            "return", N_("Return to the committee"), by=(SUPERVISOR, FOCAL_POINT), cite=basis.NMC,
            to="evidence_nmc", needs_reason=True, emails=(*letters.VERIFICATION[:2], letters.YOUR_TURN),
            button=N_("Return it"), says=N_("Sends the draft back to the committee with the reason."),
        ),
    ),
    deadlines=(
        Deadline(
            "svc_notify", N_("The request is approved and sent"), kind=ACT_BY, within=limit("svc_notify"), of=ENTRY,
            cite=limit("svc_notify").provision, seat=FOCAL_POINT, on_expiry=(INTERNAL_ESCALATION,),
        ),
    ),
)  # fmt: skip

STAGES = (EVIDENCE_NMC, FOCAL_CONTACT, READY_TO_NOTIFY)
