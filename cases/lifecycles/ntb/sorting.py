"""What kind of barrier it is, which way it goes, and who owns it."""

from __future__ import annotations

from cases.history import Facts
from cases.law.limits import limit
from cases.lifecycle import (
    ACT_BY,
    CHOICE,
    DATE,
    ENTRY,
    INTERNAL_ESCALATION,
    RECEIVED,
    Action,
    Deadline,
    Input,
    Outside,
    Stage,
)
from cases.lifecycles.ntb import asks, basis, letters
from cases.lifecycles.ntb.gates import is_domestic, is_inbound, is_outbound
from cases.lifecycles.ntb.intake import filed
from cases.seats import OFFICER
from cases.words import N_, Sentence


def accepted_here(facts: Facts) -> str | None:
    """The case was not accepted on this desk, so the clock runs from its coming here."""
    return Sentence(N_("The clock runs from the acceptance.")) if facts.taken("accept") else None


CLASSIFICATION = Stage(
    "classification",
    N_("Classify"),
    Outside(
        N_("We can act on your complaint. We are deciding which way is best."),
        N_("Our turn"),
    ),
    phase="working",
    actions=(
        Action(
            "classify", N_("Classify the barrier"), by=(OFFICER,), cite=basis.CLASSIFICATION, to="routing",
            inputs=(
                asks.CATEGORY,
                asks.MAST,
                Input(
                    "policy_or_operational", N_("Policy or operation?"), CHOICE, choices=asks.NATURES,
                    fact="policy_or_operational",
                ),
                Input("direction", N_("Direction"), CHOICE, choices=asks.DIRECTIONS, fact="direction"),
                *asks.SCORES,
                asks.EAC_CLASS,
                Input(
                    "law_dated_on", N_("Day of the law, or of learning of it"), DATE, fact="law_dated_on",
                    needed=lambda facts, answers: facts.is_true("enacted_law") and not facts.value("law_dated_on"),
                    needed_when=N_("when the complaint is about an enacted law"),
                    hint=N_("A short period for going to the court of the EAC runs from it."),
                ),
            ),
            emails=(letters.SUPERVISOR_TURN,), button=N_("Record the classification"),
            says=N_("Settles category, MAST code, nature, direction and priority; the filer's own choice is kept."),
        ),
    ),
    deadlines=(
        Deadline(
            "svc_classify", N_("The barrier is classified (not filed here)"), kind=ACT_BY, within=limit("svc_screen"),
            of=ENTRY, cite=limit("svc_screen").provision, unless=filed, on_expiry=(INTERNAL_ESCALATION,),
        ),
    ),
)  # fmt: skip

THEIR_REQUEST_ON = Input(
    "their_request_on", N_("Day on which the other state's request reached our focal point"), DATE,
    anchor=RECEIVED, fact="their_request_on",
)  # fmt: skip

ROUTING = Stage(
    "routing",
    N_("Choose regime and owner"),
    Outside(
        N_("We are choosing the agreement under which we act, and who leads."),
        N_("Our turn"),
    ),
    phase="working",
    actions=(
        Action(
            "route_domestic", N_("Give to the Kenyan agency"), by=(OFFICER,), cite=basis.ROUTING, to="agency_action",
            when=(is_domestic,), inputs=(asks.LEAD_AGENCY_INPUT, asks.ROUTE_REASON, asks.DEPARTMENT),
            sets={"regime": "domestic"}, emails=letters.TO_AGENCY, button=N_("Give to the agency"),
            says=N_("Asks the agency for a report and a remedy. Nothing leaves Kenya."),
        ),
        Action(
            "route_outbound", N_("Give to the National Monitoring Committee"), by=(OFFICER,), cite=basis.ROUTING,
            to="evidence_nmc", when=(is_outbound,),
            inputs=(
                asks.regime_input("route_outbound"), asks.LEAD_AGENCY_INPUT, asks.ROUTE_REASON, asks.DEPARTMENT,
            ),
            emails=letters.VERIFICATION, button=N_("Give to the committee"),
            says=N_("Sets the lead regime; the committee verifies before another state is told."),
        ),
        Action(
            "route_inbound", N_("Give to the Kenyan agency (another state complains)"), by=(OFFICER,),
            cite=basis.ROUTING, to="agency_action", when=(is_inbound,),
            inputs=(
                asks.regime_input("route_outbound", "route_bilateral"), asks.LEAD_AGENCY_INPUT, THEIR_REQUEST_ON,
                asks.ROUTE_REASON, asks.DEPARTMENT,
            ),
            emails=letters.TO_AGENCY, button=N_("Give to the agency"),
            says=N_("Sets the regime and asks the agency for facts and a remedy; Kenya owes the other state a reply."),
        ),
        Action(
            "route_bilateral", N_("Give to the mission or enquiry point"), by=(OFFICER,), cite=basis.ROUTING,
            to="bilateral_channel", when=(is_outbound,),
            inputs=(asks.regime_input("route_bilateral"), asks.ROUTE_REASON, asks.DEPARTMENT),
            emails=letters.ABROAD, button=N_("Give to the mission"),
            says=N_("For states outside the African regimes: a partnership agreement, the WTO, or the mission."),
        ),
    ),
    deadlines=(
        Deadline(
            "svc_route_opened", N_("The complaint is given to its owner (not accepted here)"), kind=ACT_BY,
            within=limit("svc_notify"), of=ENTRY, cite=limit("svc_notify").provision, unless=accepted_here,
            on_expiry=(INTERNAL_ESCALATION,),
        ),
    ),
)  # fmt: skip

STAGES = (CLASSIFICATION, ROUTING)
