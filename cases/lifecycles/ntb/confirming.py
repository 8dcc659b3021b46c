"""From a promised fix to a confirmed one: carried out, reported, confirmed or denied by the complainant."""

from __future__ import annotations

from collections.abc import Mapping

from cases.history import Facts, Value
from cases.law.limits import limit
from cases.lifecycle import (
    BACK,
    CHOICE,
    DATE,
    ENTRY,
    LONGTEXT,
    TEXT,
    THEIR_ACT_BY,
    Action,
    ByFact,
    ByInput,
    Deadline,
    Email,
    Expiry,
    Input,
    OnFact,
    Opens,
    Outside,
    Stage,
)
from cases.lifecycles.ntb import asks, basis, letters
from cases.lifecycles.ntb.gates import (
    ESCALATION,
    is_about_kenya,
    nobody_was_asked,
    over,
    plan_is_late,
)
from cases.ntb.outcomes import CLOSE_STATUSES
from cases.seats import COMPLAINANT, FOCAL_POINT, LEAD_AGENCY, NFP_OTHER, OFFICER, SUPERVISOR, SYSTEM
from cases.words import N_


def level_before(facts: Facts, answers: Mapping[str, Value]) -> str:
    otherwise = "agency_action" if is_about_kenya(facts) is None else "bilateral_consultation"
    return facts.latest_of(ESCALATION) or otherwise


IMPLEMENTATION = Stage(
    "implementation",
    N_("The fix is carried out"),
    Outside(
        N_("The fix is agreed and is being carried out."),
        N_("The responsible authority's turn"),
    ),
    phase="working",
    main=True,
    actions=(
        Action(
            "milestone", N_("Record a milestone"), by=(LEAD_AGENCY, NFP_OTHER), cite=basis.PLAN,
            inputs=(
                asks.NOTE,
                Input(
                    "fix_due_on", N_("New date for the fix, if it moved"), DATE, required=False, fact="fix_due_on",
                    may_be_future=True,
                ),
            ),
            emails=(letters.YOUR_TURN,), button=N_("Record the milestone"),
            says=N_("Keeps how far the fix has come. The case stays here."),
        ),
        Action(
            "done", N_("Record that the fix is in force"), by=(LEAD_AGENCY, NFP_OTHER), cite=basis.CONFIRMATION,
            to="fix_reported",
            inputs=(Input("instrument", N_("Instrument or notice"), TEXT), asks.FIX_ON, asks.OUTCOME, asks.FILES),
            emails=(*letters.FIX_REPORTED, letters.STATE_TOLD), button=N_("Record the fix"),
            says=N_("Asks the complainant whether the barrier is really gone."),
        ),
        Action(
            "late", N_("Record that the fix is late"), by=(FOCAL_POINT, SUPERVISOR), cite=basis.ESCALATION,
            to=ByFact(
                level_before, ESCALATION, N_("the level that the case came from; else the agency or a meeting"),
            ),
            when=(plan_is_late,), needs_reason=True,
            emails=(Email("plan-date-passed", LEAD_AGENCY), *letters.TO_REGION),
            button=N_("Take back to the level before"), says=N_("The plan was not kept; the level before decides."),
        ),
    ),
    deadlines=(
        Deadline(
            "plan_date", N_("The fix is in place, as planned"), kind=THEIR_ACT_BY, within=None,
            of=OnFact("fix_due_on"), cite=basis.PLAN, seat=LEAD_AGENCY, met_by=("done", "report_fix"),
            on_expiry=(
                Expiry(
                    emails=(Email("plan-date-passed", LEAD_AGENCY), Email("plan-date-passed", FOCAL_POINT)),
                    door=N_("The case may be taken back to the level before."),
                ),
            ),
        ),
    ),
)  # fmt: skip

STOPPED_ON = Input(
    "barrier_stopped_on", N_("Day on which the barrier really stopped"), DATE, fact="barrier_stopped_on"
)  # fmt: skip

FOUND = ("closed_clarified", "closed_not_ntb", "closed_merged", "closed_unconfirmed", "closed_relief_individual")
FOUND_IMPORTED = ("closed_resolved_full", "closed_resolved_part")
"""Ends that need the complainant's own confirmation, unless the record came from a portal with its proof."""


def ends_found(facts: Facts) -> list[tuple[str, str]]:
    ends = (*FOUND, *FOUND_IMPORTED) if facts.is_true("imported") else FOUND
    return [(key, CLOSE_STATUSES[key]) for key in ends]


def grounds_to_close(facts: Facts) -> list[tuple[str, str]]:
    grounds = GROUNDS if facts.is_true("imported") else GROUNDS[1:]
    return list(grounds)


GROUNDS = (
    ("imported", N_("The record came from a portal")),
    ("not_found", N_("The complainant cannot be found")),
)


def is_merged(facts: Facts, answers: Mapping[str, Value]) -> bool:
    return answers.get("close_status") == "closed_merged"


FIX_REPORTED = Stage(
    "fix_reported",
    N_("Fix reported, to be confirmed"),
    Outside(
        N_("We are told that the barrier is gone. Is it?"),
        N_("Your turn"),
        N_("Please tell us whether the barrier is really gone."),
    ),
    phase="confirming",
    main=True,
    actions=(
        Action(
            "confirm_full", N_("Confirm that the barrier is gone"), by=(COMPLAINANT,), cite=basis.CONFIRMATION,
            to="monitoring", inputs=(STOPPED_ON,), sets={"fix_confirmed": "full"}, emails=letters.WATCH_BEGINS,
            button=N_("Yes, it is gone"), says=N_("We watch for half a year whether it comes back."),
        ),
        Action(
            "confirm_part", N_("Confirm that a part is gone"), by=(COMPLAINANT,), cite=basis.CONFIRMATION,
            to="monitoring",
            inputs=(STOPPED_ON, Input("remains", N_("What remains?"), LONGTEXT)), sets={"fix_confirmed": "part"},
            opens=Opens("ntb_complaint", "remainder_of", at="classification", carries=asks.CARRIED),
            emails=letters.WATCH_BEGINS, button=N_("Partly gone"),
            says=N_("What remains goes on in a case of its own, linked to this one."),
        ),
        Action(
            "only_my_goods", N_("Say that only these goods were helped"), by=(COMPLAINANT,), cite=basis.CONFIRMATION,
            to="closed_relief_individual",
            inputs=(Input("remains", N_("What rule or practice is still there?"), LONGTEXT),),
            opens=Opens("ntb_complaint", "measure_of", at="classification", carries=asks.CARRIED),
            sets={"outcome_type": "shipment_or_licence_released"}, emails=letters.CLOSED,
            button=N_("Only my goods were released"),
            says=N_("Closes this incident; the measure itself goes on in a case of its own."),
        ),
        Action(
            "deny", N_("Say that it is not fixed"), by=(COMPLAINANT,), cite=basis.CONFIRMATION, to=BACK,
            inputs=(Input("facts", N_("What still happens?"), LONGTEXT), asks.FILES),
            emails=(letters.YOUR_TURN, letters.FOCAL_TURN, letters.MOVED), button=N_("No, it is still there"),
            says=N_("The case goes back to where the fix was reported."),
        ),
        Action(
            "timeout", N_("The time to confirm is over"), by=(SYSTEM,), system=True,
            cite=limit("svc_confirm").provision,
            to="closed_unconfirmed", when=(over("svc_confirm", N_("The complainant may confirm or deny")),),
            emails=letters.CLOSED,
            says=N_("Closes the case as not confirmed; the complainant can reopen it at one click."),
        ),
        Action(
            "close_as_found", N_("Close as found"), by=(OFFICER,), cite=basis.CLOSE_AS_FOUND,
            to=ByInput("close_status", (*FOUND, *FOUND_IMPORTED)),
            inputs=(
                Input("ground", N_("Why the officer closes"), CHOICE, choices=GROUNDS, options=grounds_to_close),
                Input(
                    "close_status", N_("Close status"), CHOICE,
                    choices=tuple((key, CLOSE_STATUSES[key]) for key in (*FOUND, *FOUND_IMPORTED)),
                    options=ends_found,
                ),
                asks.EVIDENCE,
                asks.OUTCOME,
                Input(
                    "master_case", N_("Reference of the case that goes on"), TEXT, fact="master_case",
                    needed=is_merged, needed_when=N_("when it is joined to another case"),
                ),
            ),
            needs_reason=True, emails=letters.CLOSED, button=N_("Close as found"),
            says=N_("For records from a portal, and for complainants who cannot be found: with reason and evidence."),
        ),
    ),
    deadlines=(
        Deadline(
            "svc_confirm", N_("The complainant confirms or denies"), kind=THEIR_ACT_BY, within=limit("svc_confirm"),
            of=ENTRY, cite=limit("svc_confirm").provision, seat=COMPLAINANT, unless=nobody_was_asked,
            on_expiry=(Expiry(take="timeout"),),
        ),
    ),
)  # fmt: skip

STAGES = (IMPLEMENTATION, FIX_REPORTED)
