"""After the confirmation: the watch, the case that is opened again, and the one that rests."""

from __future__ import annotations

from collections.abc import Mapping

from cases.history import Facts, Value
from cases.law.limits import limit
from cases.lifecycle import (
    ACT_BY,
    BACK,
    ENTRY,
    INTERNAL_ESCALATION,
    LONGTEXT,
    THEIR_ACT_BY,
    Action,
    ByFact,
    Deadline,
    Expiry,
    Input,
    Outside,
    Stage,
)
from cases.lifecycles.ntb import asks, basis, letters
from cases.lifecycles.ntb.gates import (
    WORKING_ON_IT,
    over,
)
from cases.seats import COMPLAINANT, OFFICER, SYSTEM
from cases.words import N_


def watched_end(facts: Facts, answers: Mapping[str, Value]) -> str:
    in_part = facts.text("fix_confirmed") == "part" or facts.text("proposed_close_status") == "closed_resolved_part"
    return "closed_resolved_part" if in_part else "closed_resolved_full"


MONITORING = Stage(
    "monitoring",
    N_("Recurrence watch"),
    Outside(
        N_("The fix is confirmed. We are watching whether the barrier comes back."),
        N_("Our turn"),
        N_("Tell us at once if it comes back."),
    ),
    phase="confirming",
    main=True,
    actions=(
        Action(
            "recurred", N_("Say that it came back"), by=(COMPLAINANT, OFFICER), cite=basis.REOPENING, to="reopened",
            inputs=(Input("what", N_("What happened, where and when?"), LONGTEXT), asks.FILES),
            emails=letters.REOPENED, button=N_("It came back"), says=N_("Opens the case again."),
        ),
        Action(
            "watch_ended", N_("The watch is over"), by=(SYSTEM,), system=True, cite=basis.CONFIRMATION,
            to=ByFact(
                watched_end, ("closed_resolved_full", "closed_resolved_part"),
                N_("resolved in full, or in part when the complainant confirmed a part"),
            ),
            when=(over("svc_watch", N_("The barrier is watched")),), emails=letters.CLOSED,
            says=N_("Closes the case as resolved, because the barrier did not come back."),
        ),
    ),
    deadlines=(
        Deadline(
            "svc_watch", N_("The barrier is watched for recurrence"), kind=ACT_BY, within=limit("svc_watch"), of=ENTRY,
            cite=limit("svc_watch").provision, met_by=("recurred", "watch_ended"),
            on_expiry=(Expiry(take="watch_ended"),),
        ),
    ),
)  # fmt: skip


def last_working_stage(facts: Facts, answers: Mapping[str, Value]) -> str:
    return facts.latest_of(WORKING_ON_IT) or ("classification" if facts.is_true("imported") else "screening")


RESUME = ByFact(last_working_stage, WORKING_ON_IT, N_("the last stage in which somebody worked on the barrier"))

REOPENED = Stage(
    "reopened",
    N_("Reopened"),
    Outside(
        N_("Your case is open again."),
        N_("Our turn"),
    ),
    phase="confirming",
    actions=(
        Action(
            "resume", N_("Take up the case again"), by=(OFFICER,), cite=basis.REOPENING, to=RESUME,
            inputs=(Input("old_decision", N_("Which decision is taken up again, and what is new"), LONGTEXT),),
            emails=(letters.MOVED, letters.STATE_TOLD), button=N_("Take up again"),
            says=N_("Goes on where the case was last worked on, with a link to the old decision."),
        ),
    ),
    deadlines=(
        Deadline(
            "svc_reopened", N_("The reopened case is taken up"), kind=ACT_BY, within=limit("svc_screen"), of=ENTRY,
            cite=limit("svc_screen").provision, on_expiry=(INTERNAL_ESCALATION,),
        ),
    ),
)  # fmt: skip

DORMANT = Stage(
    "dormant",
    N_("Dormant"),
    Outside(
        N_("We have not heard from you, so your case is resting."),
        N_("Your turn"),
        N_("Answer our questions and your case goes on."),
    ),
    phase="waiting",
    actions=(
        Action(
            "revive", N_("Revive the case"), by=(COMPLAINANT,), cite=basis.REOPENING, to=BACK,
            inputs=(Input("answers", N_("Your answers, or a few words"), LONGTEXT, required=False), asks.FILES),
            emails=(letters.YOUR_TURN, letters.MOVED), button=N_("Go on with my case"),
            says=N_("The case goes back to the question that was open."),
        ),
        Action(
            "close", N_("The time to revive is over"), by=(SYSTEM,), system=True, cite=basis.RECORD,
            to="closed_no_contact", when=(over("svc_dormant", N_("The complainant may revive the case")),),
            emails=letters.CLOSED, says=N_("Closes the case because the complainant could not be reached."),
        ),
    ),
    deadlines=(
        Deadline(
            "svc_dormant", N_("The complainant may revive the case"), kind=THEIR_ACT_BY, within=limit("svc_dormant"),
            of=ENTRY, cite=limit("svc_dormant").provision, seat=COMPLAINANT, met_by=("revive",),
            on_expiry=(Expiry(take="close"),),
        ),
    ),
)  # fmt: skip

STAGES = (MONITORING, REOPENED, DORMANT)
