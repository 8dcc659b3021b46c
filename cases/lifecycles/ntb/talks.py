"""The two states meet, look together, or ask a facilitator; and what they agree."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cases.history import Facts, Value
from cases.law.limits import Limit, among, limit
from cases.lifecycle import (
    ACT_BY,
    DATE,
    DOCUMENT,
    ENTRY,
    LONGTEXT,
    TARGET,
    TEXT,
    THEIR_ACT_BY,
    Action,
    ByFact,
    ByInput,
    Deadline,
    Email,
    Expiry,
    Input,
    Occurrence,
    OnFact,
    Outside,
    Stage,
)
from cases.lifecycles.ntb import asks, basis, letters
from cases.lifecycles.ntb.gates import FACILITATION_USED, regime_of, uses
from cases.ntb.routing import REGIMES
from cases.seats import FACILITATOR, FOCAL_POINT, LEAD_AGENCY, NFP_OTHER, SUPERVISOR
from cases.words import N_


@among("eac_mutual_agreement")
def talks_length(facts: Facts) -> Limit | None:
    """By the regime, where its texts know a period for mutual agreement."""
    regime = regime_of(facts)
    return limit("eac_mutual_agreement") if regime is not None and regime.key == "EAC" else None


BILATERAL_CONSULTATION = Stage(
    "bilateral_consultation",
    N_("Bilateral meeting"),
    Outside(
        N_("Kenya and the other state are meeting about this barrier."),
        N_("The two states' turn"),
    ),
    phase="working",
    actions=(
        Action(
            "agree", N_("Record the agreement"), by=(FOCAL_POINT, NFP_OTHER), cite=basis.PLAN, to="agreement",
            inputs=(
                Input("minute", N_("Signed minute"), DOCUMENT),
                asks.DECIDED_ON,
                asks.ACTIONS_AGREED,
                asks.RESPONSIBLE,
                asks.FIX_DUE_ON,
            ),
            emails=letters.AGREED, button=N_("Record the agreement"),
            says=N_("Keeps what the two states agreed, who does it and by when."),
        ),
        Action(
            "verification", N_("Agree on a joint verification"), by=(FOCAL_POINT, NFP_OTHER), cite=basis.ESCALATION,
            to="joint_verification", inputs=(asks.MINUTE, asks.MISSION_ON), emails=letters.MISSION_AGREED,
            button=N_("Record the agreed mission"), says=N_("Agencies of both states go and look."),
        ),
        Action(
            "fail", N_("Record that the meeting failed"), by=(FOCAL_POINT, NFP_OTHER), cite=basis.ESCALATION,
            to=ByInput("next", ("facilitation", "regional_review", "dispute_assessment")),
            inputs=(
                asks.next_stage("dispute_assessment", if_used=("facilitation", "regional_review")),
                asks.MINUTE,
            ),
            emails=letters.TO_REGION, button=N_("Record the failure"),
            says=N_("Takes the case to a facilitator, the regional committee, or an opinion on a formal dispute."),
        ),
    ),
    deadlines=(
        Deadline(
            "talks", N_("The two states agree"), kind=TARGET, within=talks_length, of=ENTRY, cite=basis.ESCALATION,
            seat=FOCAL_POINT,
        ),
    ),
)  # fmt: skip


def after_no_mission(facts: Facts, answers: Mapping[str, Value]) -> str:
    return "regional_review" if uses("regional_review", facts) else "bilateral_consultation"


JOINT_VERIFICATION = Stage(
    "joint_verification",
    N_("Joint verification mission"),
    Outside(
        N_("Officers of both states go and look at the facts together."),
        N_("The two states' turn"),
        N_("The mission may wish to see your goods or papers; keep them ready."),
    ),
    phase="working",
    actions=(
        Action(
            "report", N_("Record the mission's report"), by=(LEAD_AGENCY, NFP_OTHER), cite=basis.RECORD,
            to="reply_review",
            inputs=(
                Input("mission_report", N_("Report of the mission"), DOCUMENT),
                Input("recommendations", N_("Recommendations"), LONGTEXT),
                asks.RECEIVED_ON,
            ),
            emails=letters.REPLY_TO_WEIGH, button=N_("Record the report"), says=N_("The report is weighed next."),
        ),
        Action(
            "not_held", N_("Record that the mission was not held"), by=(FOCAL_POINT, SUPERVISOR), cite=basis.ESCALATION,
            to=ByFact(
                after_no_mission, ("regional_review", "bilateral_consultation"),
                N_("the regional committee; another meeting where the regime has no such committee"),
            ),
            inputs=(asks.NOTE,), emails=letters.TO_REGION, button=N_("Record that it was not held"),
            says=N_("The agreed mission did not take place; the case goes up."),
        ),
    ),
    deadlines=(
        Deadline(
            "mission_date", N_("The mission takes place"), kind=THEIR_ACT_BY, within=None,
            of=OnFact("verification_on"), cite=basis.ESCALATION, seat=NFP_OTHER,
            on_expiry=(Expiry(emails=(Email("plan-date-passed", FOCAL_POINT),)),),
        ),
    ),
)  # fmt: skip

_APPOINT, _END, _COMMENT = 0, 1, 2


def facilitator_limit(place: int) -> Callable[[Facts], Limit | None]:
    """The length of a facilitation step: appointment, end, or comments, by the regime; None where none is on file."""

    @among(*(r.facilitator_limits[place] for r in REGIMES.values() if place < len(r.facilitator_limits)))
    def length(facts: Facts) -> Limit | None:
        """By the regime; none where its texts name no period."""
        regime = regime_of(facts)
        keys = regime.facilitator_limits if regime else ()
        return limit(keys[place]) if place < len(keys) else None

    return length


FACILITATION_STAGE = Stage(
    "facilitation",
    N_("Facilitated resolution"),
    Outside(
        N_("A neutral person helps the two states to find a solution."),
        N_("The facilitator's turn"),
    ),
    phase="working",
    actions=(
        Action(
            "appoint", N_("Record the facilitator's appointment"), by=(FOCAL_POINT, NFP_OTHER), cite=basis.ESCALATION,
            when=(FACILITATION_USED,),
            inputs=(
                Input("facilitator", N_("Who was appointed, by office"), TEXT),
                Input("appointed_on", N_("Day of the appointment"), DATE),
            ),
            recordable=True, emails=letters.FACILITATOR_ASKED, button=N_("Record the appointment"),
            says=N_("The time for the facilitation counts from the appointment. The case stays here."),
        ),
        Action(
            "draft_report", N_("Record the draft report"), by=(FACILITATOR,), cite=basis.RECORD,
            to="factual_report",
            inputs=(Input("draft", N_("Draft of the factual report"), DOCUMENT), asks.RECEIVED_ON),
            emails=(Email("report-circulated", NFP_OTHER), letters.FOCAL_TURN, letters.SECRETARIAT_TOLD, letters.MOVED),
            button=N_("Record the draft"), says=N_("Both parties may comment on the draft."),
        ),
        Action(
            "terminate", N_("End the facilitation"), by=(FOCAL_POINT, NFP_OTHER), cite=basis.RECORD,
            to="factual_report", needs_reason=True,
            emails=(letters.STATE_TOLD, letters.FOCAL_TURN, letters.SECRETARIAT_TOLD, letters.MOVED),
            button=N_("End the facilitation"), says=N_("A party ends it; what was found goes into the report."),
        ),
    ),
    deadlines=(
        Deadline(
            "facilitator_appoint", N_("A facilitator is appointed"), kind=ACT_BY, within=facilitator_limit(_APPOINT),
            of=ENTRY, cite=basis.ESCALATION, seat=FOCAL_POINT, met_by=("appoint",),
            on_expiry=(Expiry(emails=(Email("plan-date-passed", FOCAL_POINT),)),),
        ),
        Deadline(
            "facilitation_end", N_("The facilitation ends"), kind=TARGET, within=facilitator_limit(_END),
            of=Occurrence("facilitation.appoint"), cite=basis.ESCALATION, seat=FACILITATOR,
        ),
    ),
)  # fmt: skip

FACTUAL_REPORT = Stage(
    "factual_report",
    N_("Factual report and comments"),
    Outside(
        N_("The facilitator's report is being finished."),
        N_("The facilitator's turn"),
    ),
    phase="working",
    actions=(
        Action(
            "comment", N_("Record a comment"), by=(FOCAL_POINT, NFP_OTHER), cite=basis.RECORD,
            inputs=(Input("comment", N_("Comment on the draft"), LONGTEXT), asks.FILES),
            button=N_("Record the comment"),
            says=N_("Keeps a party's comment. The case stays here."),
        ),
        Action(
            "finalise", N_("Record the final report"), by=(FACILITATOR,), cite=basis.RECORD,
            to=ByInput("next", ("agreement", "regional_review", "dispute_assessment")),
            inputs=(
                asks.next_stage("agreement", "dispute_assessment", if_used=("regional_review",)),
                Input("final_report", N_("Final report"), DOCUMENT),
                Input("open_points", N_("Points on which they still disagree"), LONGTEXT, required=False),
            ),
            emails=(letters.STATE_TOLD, letters.SECRETARIAT_TOLD, letters.FOCAL_TURN, letters.MOVED),
            button=N_("Record the final report"),
            says=N_("Solved: the solution is carried out. Else the regional committee, or an opinion on a dispute."),
        ),
    ),
    deadlines=(
        Deadline(
            "report_comment", N_("Comments on the draft report"), kind=ACT_BY, within=facilitator_limit(_COMMENT),
            of=ENTRY, cite=basis.RECORD, seat=FOCAL_POINT, met_by=("comment",),
            on_expiry=(Expiry(emails=(Email("deadline-missed", SUPERVISOR),)),),
        ),
    ),
)  # fmt: skip

AGREEMENT = Stage(
    "agreement",
    N_("Agreed solution"),
    Outside(
        N_("A solution is agreed. It is now being planned in detail."),
        N_("Both sides' turn"),
    ),
    phase="working",
    actions=(
        Action(
            "plan", N_("Record the plan"), by=(FOCAL_POINT, LEAD_AGENCY, NFP_OTHER), cite=basis.PLAN,
            to="implementation",
            inputs=(
                asks.ACTIONS_AGREED,
                asks.RESPONSIBLE,
                Input("milestones", N_("Milestones"), LONGTEXT),
                asks.FIX_DUE_ON,
                Input(
                    "tbp_entry", N_("Entry in the Time-Bound Programme"), TEXT, needed=asks.led_by_eac,
                    needed_when=N_("when the EAC leads"),
                ),
            ),
            emails=letters.TO_DO, button=N_("Record the plan"), says=N_("From here the fix is followed to its date."),
        ),
    ),
    deadlines=(
        Deadline(
            "agreed_date", N_("The agreed solution is in place"), kind=THEIR_ACT_BY, within=None,
            of=OnFact("fix_due_on"), cite=basis.PLAN, seat=LEAD_AGENCY,
            on_expiry=(Expiry(emails=(Email("plan-date-passed", FOCAL_POINT),)),),
        ),
    ),
)  # fmt: skip

STAGES = (BILATERAL_CONSULTATION, JOINT_VERIFICATION, FACILITATION_STAGE, FACTUAL_REPORT, AGREEMENT)
