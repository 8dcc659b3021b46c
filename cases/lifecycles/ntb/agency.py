"""A complaint about Kenya: the agency reports and acts, and Kenya answers the other state."""

from __future__ import annotations

from collections.abc import Mapping

from cases.history import Facts, Value
from cases.law.limits import limit
from cases.lifecycle import (
    DOCUMENT,
    ENTRY,
    LONGTEXT,
    TEXT,
    THEIR_ACT_BY,
    Action,
    ByFact,
    Deadline,
    Email,
    Expiry,
    Input,
    Outside,
    Stage,
)
from cases.lifecycles.ntb import asks, basis, letters
from cases.lifecycles.ntb.gates import (
    INBOUND,
    agency_late_or_heard,
    direction,
    is_about_kenya,
)
from cases.seats import (
    COMPLAINANT,
    FOCAL_POINT,
    LEAD_AGENCY,
    NFP_OTHER,
    PS_TRADE,
    REC_SECRETARIAT,
    SUPERVISOR,
)
from cases.words import N_


def after_justification(facts: Facts, answers: Mapping[str, Value]) -> str:
    return "reply_draft" if direction(facts) == INBOUND else "reply_review"


AGENCY_ACTION = Stage(
    "agency_action",
    N_("The Kenyan agency acts"),
    Outside(
        N_("We have asked the Kenyan authority to explain and to fix this."),
        N_("The authority's turn"),
        N_("Nothing now. Tell us at once if your goods are released or something changes."),
    ),
    phase="working",
    actions=(
        Action(
            "report", N_("Record the agency's report"), by=(LEAD_AGENCY,), cite=basis.RECORD,
            inputs=(
                Input("facts", N_("Facts"), LONGTEXT),
                Input("legal_basis", N_("Legal basis of the measure"), LONGTEXT),
                Input("proposal", N_("What the agency proposes"), LONGTEXT),
                asks.RECEIVED_ON,
                asks.FILES,
            ),
            emails=(letters.YOUR_TURN,), button=N_("Record the report"),
            says=N_("Keeps the agency's facts, legal basis and proposal. The case stays here."),
        ),
        Action(
            "remove", N_("Record that the measure was removed"), by=(LEAD_AGENCY,), cite=basis.CONFIRMATION,
            to="fix_reported", inputs=(asks.WHAT_FIX, asks.FIX_ON, asks.OUTCOME, asks.FILES),
            emails=(*letters.FIX_REPORTED, letters.STATE_TOLD_IF_INBOUND), button=N_("Record the removal"),
            says=N_("Asks the complainant whether the barrier is really gone."),
        ),
        Action(
            "justify", N_("Record that the agency stands by the measure"), by=(LEAD_AGENCY,), cite=basis.REASONS,
            to=ByFact(
                after_justification, ("reply_draft", "reply_review"),
                N_("inbound: Kenya's reply is drafted; domestic: the reply is weighed and the complainant heard"),
            ),
            when=(is_about_kenya,),
            inputs=(
                Input("aim", N_("Legitimate aim and why nothing lighter will do"), LONGTEXT),
                Input("legal_basis", N_("Legal basis of the measure"), LONGTEXT),
                asks.RECEIVED_ON,
                asks.FILES,
            ),
            emails=(letters.YOUR_TURN, letters.FOCAL_TURN, Email("reply-under-review", COMPLAINANT)),
            button=N_("Record the justification"),
            says=N_("Keeps the agency's reasons; the other state gets a reply, a Kenyan complainant is heard."),
        ),
        Action(
            "refer_nmc", N_("Put to the National Monitoring Committee"), by=(SUPERVISOR, FOCAL_POINT), cite=basis.NMC,
            to="evidence_nmc", when=(agency_late_or_heard,), needs_reason=True, emails=letters.VERIFICATION,
            button=N_("Put to the committee"),
            says=N_("When no report came in time, or agency and desk disagree, the committee recommends."),
        ),
        Action(
            "law_change_needed", N_("Record that the law must change"), by=(LEAD_AGENCY,), cite=basis.PLAN,
            to="implementation",
            inputs=(
                Input("bill", N_("Bill or instrument"), TEXT),
                Input("budget_line", N_("Budget line, or “none”"), TEXT),
                asks.FIX_DUE_ON,
            ),
            emails=letters.TO_DO, button=N_("Record the change of law"),
            says=N_("The fix needs a bill or a budget; it is followed to its date."),
        ),
    ),
    deadlines=(
        Deadline(
            "svc_agency_report", N_("The agency reports"), kind=THEIR_ACT_BY, within=limit("svc_agency_report"),
            of=ENTRY, cite=limit("svc_agency_report").provision, seat=LEAD_AGENCY,
            met_by=("report", "remove", "justify", "law_change_needed"),
            on_expiry=(
                Expiry(
                    emails=(Email("agency-overdue", LEAD_AGENCY), Email("agency-overdue", PS_TRADE)),
                    door=N_("The case may be put to the National Monitoring Committee, which lists the agency."),
                ),
            ),
        ),
    ),
)  # fmt: skip

REPLY_DRAFT = Stage(
    "reply_draft",
    N_("Kenya's reply to the other state"),
    Outside(
        N_("Kenya is writing its reply."),
        N_("Our turn"),
    ),
    phase="working",
    actions=(
        Action(
            "send_reply", N_("Send Kenya's reply"), by=(FOCAL_POINT,), cite=basis.REPLY_DRAFT,
            to="awaiting_other_state",
            inputs=(
                Input("reply_text", N_("Text of the reply"), LONGTEXT, outward=True, least=50),
                Input("files", N_("Files"), DOCUMENT, required=False, outward=True),
            ),
            emails=(
                Email("reply-to-other-state", NFP_OTHER),
                Email("request-copy", REC_SECRETARIAT),
                letters.MOVED,
            ),
            button=N_("Send the reply"), says=N_("Gives the other state Kenya's answer; only the focal point may."),
        ),
    ),
)  # fmt: skip

STAGES = (AGENCY_ACTION, REPLY_DRAFT)
