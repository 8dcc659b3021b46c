"""Outside the African regimes, and the question whether to go to a formal dispute."""

from __future__ import annotations

from collections.abc import Mapping

from cases.history import Facts, Value
from cases.law.limits import Limit, among, limit
from cases.lifecycle import (
    ACT_BY,
    BOOL,
    CHOICE,
    DATE,
    DOCUMENT,
    ENTRY,
    LONGTEXT,
    TARGET,
    TEXT,
    Action,
    ByInput,
    Deadline,
    Email,
    Expiry,
    Input,
    Meeting,
    Opens,
    Outside,
    Stage,
)
from cases.lifecycles.ntb import asks, basis, letters
from cases.lifecycles.ntb.gates import OUTBOUND, TRANSIT, record_is_complete, regime_of, under_epa, uses
from cases.lifecycles.ntb.regional import led_by
from cases.seats import COMPLAINANT, COUNSEL, MISSION, OFFICER, PS_EAC, PS_TRADE, SUPERVISOR, TBT_ENQUIRY, TRADE_COUNCIL
from cases.words import N_

RECORD = Input("record", N_("What was said or filed"), LONGTEXT)
RECORD_ON = Input("record_on", N_("Day"), DATE)
TO_REPORT = (Email("case-informed", MISSION), letters.MOVED)


@among("eu_epa_consult", "uk_epa_consult")
def epa_length(facts: Facts) -> Limit | None:
    """By the partnership agreement."""
    regime = regime_of(facts)
    known = {"EU-EPA": "eu_epa_consult", "UK-EPA": "uk_epa_consult"}
    return limit(known[regime.key]) if regime is not None and regime.key in known else None


def not_in_an_epa(facts: Facts) -> str | None:
    """The case runs under an economic partnership agreement."""
    return under_epa(facts)


BILATERAL_CHANNEL = Stage(
    "bilateral_channel",
    N_("Channel outside the EAC, COMESA, Tripartite and AfCFTA"),
    Outside(
        N_("Kenya is raising this with the other state through its mission and the bodies of the agreement."),
        N_("The other state's turn"),
    ),
    phase="working",
    actions=(
        Action(
            "epa_committee", N_("Record a step in the partnership agreement's committee"), by=(OFFICER, MISSION),
            cite=basis.RECORD, when=(under_epa,), inputs=(RECORD, RECORD_ON, asks.FILES), recordable=True,
            emails=TO_REPORT, button=N_("Record the step"), says=N_("Keeps what the committee did. The case stays."),
        ),
        Action(
            "wto_stc", N_("Record a specific trade concern at the WTO"), by=(OFFICER, TBT_ENQUIRY, MISSION),
            cite=basis.RECORD, inputs=(RECORD, RECORD_ON, asks.FILES), emails=TO_REPORT,
            button=N_("Record the concern"),
            says=N_("Kenya, not the trader, raises it in the committee. The case stays."),
        ),
        Action(
            "mission_demarche", N_("Record a demarche by the mission"), by=(MISSION,), cite=basis.RECORD,
            inputs=(RECORD, RECORD_ON, asks.FILES), emails=(letters.MOVED,), button=N_("Record the demarche"),
            says=N_("Keeps what the Kenyan mission did on the spot. The case stays."),
        ),
        Action(
            "tbt_comment", N_("Record a comment through the enquiry point"), by=(TBT_ENQUIRY,), cite=basis.RECORD,
            inputs=(RECORD, RECORD_ON, asks.FILES), emails=TO_REPORT, button=N_("Record the comment"),
            says=N_("Keeps Kenya's comment on a notified measure. The case stays."),
        ),
        Action(
            "fixed", N_("Record that it was fixed"), by=(OFFICER, MISSION, TBT_ENQUIRY), cite=basis.CONFIRMATION,
            to="fix_reported", inputs=(asks.WHAT_FIX, asks.FIX_ON, asks.OUTCOME), emails=letters.FIX_REPORTED,
            button=N_("Record the fix"), says=N_("Asks the complainant whether it is really fixed."),
        ),
        Action(
            "fail", N_("Record that the channel failed"), by=(OFFICER, SUPERVISOR), cite=basis.ESCALATION,
            to="dispute_assessment", needs_reason=True, emails=letters.TO_LAWYERS, button=N_("Ask for an opinion"),
            says=N_("Asks for an opinion on a formal dispute."),
        ),
    ),
    deadlines=(
        Deadline(
            "epa_consult", N_("Consultation under the partnership agreement"), kind=TARGET, within=epa_length,
            of=ENTRY, cite=basis.ROUTING, seat=MISSION, unless=not_in_an_epa,
        ),
        Deadline(
            "tbt_notice", N_("Papers for the next TBT Committee"), kind=TARGET, within=limit("wto_tbt_notice"),
            of=Meeting("wto_tbt"), before=True, cite=limit("wto_tbt_notice").provision, seat=TBT_ENQUIRY,
            calendar="geneva", unless=led_by("WTO"),
        ),
    ),
)  # fmt: skip

FORA = (
    ("AfCFTA", N_("AfCFTA Dispute Settlement Body")),
    ("EAC", N_("EAC dispute settlement")),
    ("COMESA", N_("COMESA Court of Justice")),
    ("TFTA", N_("Tripartite dispute settlement")),
    ("WTO", N_("WTO dispute settlement")),
    ("EU-EPA", N_("Panel under the EU-Kenya agreement")),
    ("UK-EPA", N_("Panel under the UK-Kenya agreement")),
)


def after_no(facts: Facts) -> list[tuple[str, str]]:
    stages = ["closed_not_pursued", *(["time_bound"] if uses("time_bound", facts) else [])]
    return [(s, asks.NEXT_TITLES[s]) for s in stages]


def kenya_goes_to_the_wto(facts: Facts, answers: Mapping[str, Value]) -> bool:
    """The WTO is the forum, and the measure is another state's."""
    return answers.get("forum") == "WTO" and facts.text("direction") in (OUTBOUND, TRANSIT)


TO_THE_WTO = Opens(
    "dispute_wto", "arises_from", at="complaint_received", when=kenya_goes_to_the_wto, sets={"role": "complainant"},
    renamed={"measure_countries": "respondents"},
    carries=(
        "perishable", "urgent", "department", "consent_share_identity", "consent_publish", "retaliation_risk",
        "has_email", "has_evidence",
    ),
)  # fmt: skip
"""The complaint becomes the domestic complaint of a dispute, with its parties, goods and evidence. What the complainant
agreed to goes along, so that nobody is named there who is protected here.
"""

DISPUTE_ASSESSMENT = Stage(
    "dispute_assessment",
    N_("Opinion on a formal dispute"),
    Outside(
        N_("Kenya's lawyers and ministries are weighing a formal dispute."),
        N_("Our turn"),
        N_("Nothing now. In a formal dispute the State, not the trader, decides."),
    ),
    phase="working",
    actions=(
        Action(
            "escalate", N_("Go to a formal dispute"), by=(PS_TRADE, PS_EAC, TRADE_COUNCIL), cite=basis.DISPUTE_GATE,
            to="escalated_dispute", when=(record_is_complete,), opens=TO_THE_WTO,
            inputs=(
                Input("forum", N_("Forum"), CHOICE, choices=FORA, fact="dispute_forum"),
                Input("opinion", N_("Legal opinion that names the provisions"), DOCUMENT),
                Input("economic_case", N_("Economic case"), LONGTEXT),
                Input("approval", N_("Approval of the minister"), DOCUMENT),
                Input("budget", N_("Budget"), TEXT),
                Input("told_on", N_("Day on which the complainant was told that the State is in control"), DATE),
            ),
            emails=(
                Email("escalated", COUNSEL),
                Email("escalated", PS_TRADE),
                Email("escalated", PS_EAC),
                Email("dispute-decided", COMPLAINANT),
            ),
            button=N_("Hand to the dispute procedure"), says=N_("Hands the whole file to the dispute procedure."),
        ),
        Action(
            "no", N_("Decide against a dispute"), by=(PS_TRADE, PS_EAC, TRADE_COUNCIL), cite=basis.REASONS,
            to=ByInput("next", ("time_bound", "closed_not_pursued")),
            inputs=(
                Input(
                    "next", N_("Next step"), CHOICE,
                    choices=tuple((s, asks.NEXT_TITLES[s]) for s in ("time_bound", "closed_not_pursued")),
                    options=after_no,
                ),
            ),
            needs_reason=True, emails=(Email("dispute-decided", COMPLAINANT), letters.YOUR_TURN),
            button=N_("Decide against it"), says=N_("The complainant gets the reasons in writing."),
        ),
        Action(
            "private_route", N_("Record that the trader goes to court"), by=(COMPLAINANT,), cite=basis.COURT,
            to="private_litigation",
            inputs=(
                Input("court", N_("Court"), TEXT, fact="court"),
                Input("lawyer", N_("The trader acts through counsel of their own"), BOOL, required=False),
            ),
            emails=(*letters.CLOSED, letters.YOUR_TURN), button=N_("I am going to court"),
            says=N_("The trader takes the private route; the department waits for judgment or settlement."),
        ),
    ),
    deadlines=(
        Deadline(
            "svc_dispute", N_("The opinion is given and decided upon"), kind=ACT_BY, within=limit("svc_dispute"),
            of=ENTRY, cite=limit("svc_dispute").provision, seat=COUNSEL,
            on_expiry=(
                Expiry(
                    emails=(
                        Email("deadline-missed", SUPERVISOR),
                        Email("decision-due", PS_TRADE),
                        Email("decision-due", PS_EAC),
                    ),
                ),
            ),
        ),
    ),
)  # fmt: skip

STAGES = (BILATERAL_CHANNEL, DISPUTE_ASSESSMENT)
