"""The regional levels: programme or matrix, committee, technical committee, council of ministers."""

from __future__ import annotations

from collections.abc import Mapping

from cases.history import Facts, Value
from cases.law.limits import Limit, among, limit
from cases.lifecycle import DATE as DATE_TYPE
from cases.lifecycle import (
    ENTRY,
    LONGTEXT,
    TARGET,
    TEXT,
    THEIR_ACT_BY,
    Action,
    ByFact,
    Deadline,
    Email,
    Expiry,
    Gate,
    Input,
    Meeting,
    Occurrence,
    OnFact,
    Outside,
    Stage,
)
from cases.lifecycles.ntb import asks, basis, letters
from cases.lifecycles.ntb.gates import (
    MINISTERS_USED,
    PROGRAMME_USED,
    REVIEW_USED,
    TECHNICAL_USED,
    evidence_for_programme,
    may_be_sanctioned,
    over,
    regime_of,
    uses,
)
from cases.seats import COUNCIL, FOCAL_POINT, LEAD_AGENCY, NFP_OTHER, NMC, PS_EAC, PS_TRADE, REGIONAL_BODY, SYSTEM
from cases.words import N_, Sentence


def led_by(key: str) -> Gate:
    """A gate for clocks: only cases that run under this regime have them."""

    def gate(facts: Facts) -> str | None:
        regime = regime_of(facts)
        if regime is not None and regime.key == key:
            return None
        return Sentence(N_("Only cases under the %(regime)s wait for this."), regime=key)

    gate.__doc__ = f"{key} leads the case."
    return gate


@among("eac_tbp_class_a", "eac_tbp_class_b", "eac_tbp_class_c", "eac_tbp_class_d")
def class_length(facts: Facts) -> Limit | None:
    """By the class in the EAC programme."""
    known = {"A": "eac_tbp_class_a", "B": "eac_tbp_class_b", "C": "eac_tbp_class_c", "D": "eac_tbp_class_d"}
    key = known.get(facts.text("eac_class"))
    return limit(key) if key else None


@among("eac_tbp")
def programme_length(facts: Facts) -> Limit | None:
    """The Act's own period for the programme."""
    return limit("eac_tbp")


LIST_INPUTS = (
    Input(
        "eac_class", N_("Class in the EAC programme"), asks.EAC_CLASS.type, choices=asks.EAC_CLASSES,
        fact="eac_class", needed=asks.led_by_eac, needed_when=N_("when the EAC leads"),
    ),
    Input("target_on", N_("Target date"), DATE_TYPE, fact="target_on", may_be_future=True),
    Input("agency", N_("Agency responsible"), TEXT),
    Input("action_needed", N_("Prioritised action"), LONGTEXT),
    Input("decided_on", N_("Day of the meeting that decided"), DATE_TYPE, required=False, fact="decided_on"),
)  # fmt: skip

TIME_BOUND = Stage(
    "time_bound",
    N_("Listed in the time-bound programme or matrix"),
    Outside(
        N_("The barrier is on the list of barriers that the region has agreed to remove."),
        N_("The other state's turn"),
    ),
    phase="working",
    actions=(
        Action(
            "list", N_("Record or change the listing"), by=(REGIONAL_BODY, NMC), cite=basis.MATRIX,
            when=(PROGRAMME_USED, evidence_for_programme), inputs=LIST_INPUTS, recordable=True,
            emails=letters.LISTED, button=N_("Record the listing"),
            says=N_("Keeps class, target date, agency and action as listed. The case stays here."),
        ),
        Action(
            "progress", N_("Record progress"), by=(REGIONAL_BODY, NMC, LEAD_AGENCY), cite=basis.MATRIX,
            inputs=(
                asks.NOTE,
                Input("decided_on", N_("Day of the meeting, if any"), DATE_TYPE, required=False, fact="decided_on"),
            ),
            button=N_("Record the progress"), says=N_("Keeps what a meeting or the agency reported. The case stays."),
        ),
        Action(
            "fixed", N_("Record that it was fixed"), by=(REGIONAL_BODY, LEAD_AGENCY, NFP_OTHER),
            cite=basis.CONFIRMATION,
            to="fix_reported", inputs=(asks.WHAT_FIX, asks.FIX_ON, asks.OUTCOME), emails=letters.FIX_REPORTED,
            button=N_("Record the fix"), says=N_("Asks the complainant whether it is really fixed."),
        ),
        Action(
            "refer_technical", N_("Record the referral to a technical committee"), by=(REGIONAL_BODY,),
            cite=basis.ESCALATION, to="referred_technical", when=(TECHNICAL_USED,),
            inputs=(Input("committee", N_("Which committee"), TEXT), asks.DECIDED_ON), recordable=True,
            emails=letters.NOT_CLOSED, button=N_("Record the referral"),
            says=N_("The region calls the matter operational; the case is not closed."),
        ),
        Action(
            "escalate", N_("Take to the ministers"), by=(FOCAL_POINT, PS_TRADE, PS_EAC), cite=basis.ESCALATION,
            to="ministerial_review", when=(MINISTERS_USED,), inputs=(asks.MINUTE,), emails=letters.TO_MINISTERS,
            button=N_("Take to the ministers"), says=N_("Puts the case before the council of ministers."),
        ),
    ),
    deadlines=(
        Deadline(
            "tbp_class", N_("Removal in the time of its class"), kind=THEIR_ACT_BY, within=class_length,
            of=Occurrence("list"), cite=basis.OTHER_CLASSES, seat=NFP_OTHER, unless=led_by("EAC"),
            met_by=("time_bound.fixed", "report_fix"),
            on_expiry=(
                Expiry(
                    emails=(Email("plan-date-passed", FOCAL_POINT), Email("escalated", PS_EAC)),
                    door=N_("The next regional meeting, then the ministers, may take it up."),
                ),
            ),
        ),
        Deadline(
            "tbp_act", N_("Period of the Act for the programme"), kind=TARGET, within=programme_length,
            of=ENTRY, cite=limit("eac_tbp").provision, seat=NFP_OTHER, unless=led_by("EAC"),
        ),
        Deadline(
            "target_date", N_("Target date of the listing"), kind=TARGET, within=None, of=OnFact("target_on"),
            cite=basis.MATRIX, seat=NFP_OTHER,
        ),
    ),
)  # fmt: skip


def ministers_or_lawyers(facts: Facts, answers: Mapping[str, Value]) -> str:
    return "ministerial_review" if uses("ministerial_review", facts) else "dispute_assessment"


REGIONAL_REVIEW = Stage(
    "regional_review",
    N_("Regional committee"),
    Outside(
        N_("A committee of the region's states is looking at this barrier."),
        N_("The committee's turn"),
        N_("Nothing now. Such committees decide at their meetings, so this may take a while; we write to you."),
    ),
    phase="working",
    actions=(
        Action(
            "list", N_("Record that it was listed"), by=(REGIONAL_BODY,), cite=basis.MATRIX, to="time_bound",
            when=(PROGRAMME_USED, evidence_for_programme), inputs=LIST_INPUTS, recordable=True, emails=letters.LISTED,
            button=N_("Record the listing"), says=N_("The committee puts the barrier into its programme or matrix."),
        ),
        Action(
            "decide_not_ntb", N_("Record that it is held not to be a barrier"), by=(REGIONAL_BODY,), cite=basis.REASONS,
            to="closed_clarified", inputs=(asks.MINUTE, asks.DECIDED_ON, asks.OUTCOME), needs_reason=True,
            emails=letters.CLOSED_FOR_ALL, button=N_("Close as clarified"),
            says=N_("Closes the case with the committee's reasons, in writing to the complainant."),
        ),
        Action(
            "technical", N_("Record the referral to a technical committee"), by=(REGIONAL_BODY,),
            cite=basis.ESCALATION, to="referred_technical", when=(TECHNICAL_USED,),
            inputs=(Input("committee", N_("Which committee"), TEXT), asks.DECIDED_ON), recordable=True,
            emails=letters.NOT_CLOSED, button=N_("Record the referral"),
            says=N_("The committee calls the matter operational; the case is not closed."),
        ),
        Action(
            "upward", N_("Record that it goes up"), by=(REGIONAL_BODY, FOCAL_POINT), cite=basis.ESCALATION,
            to=ByFact(
                ministers_or_lawyers, ("ministerial_review", "dispute_assessment"),
                N_("the council of ministers; an opinion on a dispute where the regime has no such stage (Tripartite)"),
            ),
            when=(REVIEW_USED,), inputs=(asks.MINUTE, asks.DECIDED_ON), recordable=True, emails=letters.TO_MINISTERS,
            button=N_("Record that it goes up"), says=N_("The committee could not settle it."),
        ),
    ),
    deadlines=(
        Deadline(
            "eac_regional_forum", N_("Next EAC regional forum (about every three months)"), kind=TARGET,
            within=limit("eac_regional_forum"), of=ENTRY, cite=limit("eac_regional_forum").provision,
            seat=REGIONAL_BODY, unless=led_by("EAC"), calendar="arusha",
        ),
        *(
            Deadline(
                f"meeting_{body}", title, kind=TARGET, within=None, of=Meeting(body), cite=basis.ESCALATION,
                seat=REGIONAL_BODY, unless=led_by(regime),
            )
            for regime, body, title in (
                ("EAC", "rmc", N_("Next meeting of the Regional Monitoring Committee")),
                ("COMESA", "comesa_forum", N_("Next COMESA regional forum")),
                ("TFTA", "tripartite", N_("Next Tripartite meeting")),
                ("AfCFTA", "afcfta_subcommittee", N_("Next meeting of the AfCFTA NTB Sub-Committee")),
            )
        ),
    ),
)  # fmt: skip

REFERRED_TECHNICAL = Stage(
    "referred_technical",
    N_("With a technical committee (customs, standards)"),
    Outside(
        N_("Technical experts of the region's states are looking at this. Your case is not closed."),
        N_("The experts' turn"),
    ),
    phase="working",
    actions=(
        Action(
            "answer", N_("Record the committee's answer"), by=(REGIONAL_BODY,), cite=basis.RECORD,
            to="reply_review",
            inputs=(
                Input("answer_text", N_("Text or summary of the answer"), LONGTEXT),
                asks.RECEIVED_ON,
                asks.FILES,
            ),
            emails=letters.REPLY_TO_WEIGH, button=N_("Record the answer"), says=N_("The answer is weighed next."),
        ),
        Action(
            "silence", N_("The technical committee stays silent"), by=(SYSTEM,), system=True, cite=basis.ESCALATION,
            to="regional_review", when=(over("svc_technical", N_("The technical committee has time")),),
            emails=(letters.FOCAL_TURN, letters.MOVED), says=N_("Takes the case back to the regional committee."),
        ),
    ),
    deadlines=(
        Deadline(
            "svc_technical", N_("The technical committee answers"), kind=THEIR_ACT_BY, within=limit("svc_technical"),
            of=ENTRY, cite=limit("svc_technical").provision, seat=REGIONAL_BODY, met_by=("answer", "silence"),
            on_expiry=(Expiry(take="silence"),),
        ),
    ),
)  # fmt: skip


@among("eac_council")
def council_length(facts: Facts) -> Limit | None:
    """The Act's own period for the Council."""
    return limit("eac_council")


MINISTERIAL_REVIEW = Stage(
    "ministerial_review",
    N_("Council of ministers"),
    Outside(
        N_("The ministers of the region are looking at this barrier."),
        N_("The ministers' turn"),
    ),
    phase="working",
    actions=(
        Action(
            "directive", N_("Record the directive"), by=(COUNCIL,), cite=basis.PLAN, to="implementation",
            inputs=(
                Input("directive", N_("Text of the directive or decision"), LONGTEXT),
                asks.DECIDED_ON,
                asks.FIX_DUE_ON,
                asks.FILES,
            ),
            emails=letters.TO_DO, button=N_("Record the directive"),
            says=N_("The directive is carried out and followed."),
        ),
        Action(
            "recommend_sanction", N_("Record a recommendation of sanctions"), by=(COUNCIL,), cite=basis.SANCTION,
            when=(may_be_sanctioned,), inputs=(asks.MINUTE, asks.DECIDED_ON), recordable=True,
            emails=(Email("escalated", PS_TRADE), Email("escalated", PS_EAC)), button=N_("Record the recommendation"),
            says=N_("EAC NTB Act Art. 17, COMESA Treaty Art. 171; no period is stated. The case stays here."),
        ),
        Action(
            "no_decision", N_("Record that no decision was taken"), by=(COUNCIL, FOCAL_POINT), cite=basis.ESCALATION,
            to="dispute_assessment", inputs=(asks.MINUTE, asks.DECIDED_ON), emails=letters.TO_LAWYERS,
            button=N_("Record it"), says=N_("Diplomacy is exhausted; an opinion on a formal dispute is asked for."),
        ),
    ),
    deadlines=(
        *(
            Deadline(
                f"council_{body}", title, kind=TARGET, within=None, of=Meeting(body), cite=basis.ESCALATION,
                seat=COUNCIL, unless=led_by(regime),
            )
            for regime, body, title in (
                ("EAC", "sctifi", N_("Next meeting of the Sectoral Council")),
                ("COMESA", "comesa_council", N_("Next COMESA Council")),
                ("AfCFTA", "afcfta_council", N_("Next AfCFTA Council of Ministers")),
            )
        ),
        Deadline(
            "council_act", N_("Period of the Act for the Council"), kind=TARGET, within=council_length,
            of=ENTRY, cite=limit("eac_council").provision, seat=COUNCIL, unless=led_by("EAC"),
        ),
    ),
)  # fmt: skip

STAGES = (TIME_BOUND, REGIONAL_REVIEW, REFERRED_TECHNICAL, MINISTERIAL_REVIEW)
