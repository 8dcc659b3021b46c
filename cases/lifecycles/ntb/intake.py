"""From the form to the eligibility check, and the questions to the complainant on the way."""

from __future__ import annotations

from cases.history import Facts
from cases.law.limits import limit
from cases.lifecycle import (
    ACT_BY,
    BACK,
    CHOICE,
    ENTRY,
    HALF_TIME,
    INTERNAL_ESCALATION,
    LONGTEXT,
    TEXT,
    THEIR_ACT_BY,
    Action,
    Deadline,
    Email,
    Expiry,
    Input,
    Occurrence,
    Outside,
    Rung,
    Stage,
)
from cases.lifecycles.ntb import asks, basis, letters
from cases.lifecycles.ntb.gates import over
from cases.seats import BORDER_DESK, COMPLAINANT, OFFICER, SYSTEM
from cases.words import N_, Sentence

FREE_TEXT_CHANNELS = ("sms", "ussd", "phone")
"""Channels on which a few words are enough; the officer completes the fields."""


def form_is_complete(facts: Facts) -> str | None:
    """Every required field of the intake form is filled in; a text message or a call needs only its words."""
    if facts.text("channel") in FREE_TEXT_CHANNELS:
        return None
    missing = tuple(Sentence(each.label) for each in asks.REQUIRED_AT_SUBMIT if facts.value(each.key) in (None, "", []))
    if not missing:
        return None
    return Sentence(N_("The form is not complete. Still to fill in: %(missing)s."), missing=missing)


def filed(facts: Facts) -> str | None:
    """The case was not filed here: it came from a portal or out of another case, so the clock runs from its opening."""
    return Sentence(N_("The clock runs from the day of filing.")) if facts.taken("submit") else None


DRAFT = Stage(
    "draft",
    N_("Draft"),
    Outside(
        N_("Your report is saved but not sent yet."),
        N_("Your turn"),
        N_("Finish the form and send it. We keep a draft for a limited time only."),
    ),
    phase="intake",
    actions=(
        Action(
            "save", N_("Save the draft"), by=(COMPLAINANT, BORDER_DESK), cite=basis.INTAKE,
            button=N_("Save"), says=N_("Keeps what was written so far."),
        ),
        Action(
            "submit", N_("Send the complaint"), by=(COMPLAINANT, BORDER_DESK), cite=basis.INTAKE, to="submitted",
            when=(form_is_complete,),
            emails=(Email("complaint-received", COMPLAINANT), letters.YOUR_TURN, letters.CALL_THEM),
            button=N_("Send my complaint"),
            says=N_("Sends the complaint to the department, which answers with a number and a contact."),
        ),
        Action(
            "abandon", N_("Delete the draft"), by=(COMPLAINANT, SYSTEM), cite=basis.INTAKE, to="closed_abandoned",
            button=N_("Delete my draft"),
            says=N_("Deletes the draft; the system does so when nobody has touched it for a long time."),
        ),
    ),
    deadlines=(
        Deadline(
            "svc_draft", N_("An untouched draft is kept"), kind=THEIR_ACT_BY, within=limit("svc_draft"),
            of=Occurrence("save"), cite=basis.RECORD, seat=COMPLAINANT, on_expiry=(Expiry(take="abandon"),),
        ),
    ),
)  # fmt: skip

SUBMITTED = Stage(
    "submitted",
    N_("Submitted"),
    Outside(
        N_("We have received your complaint."),
        N_("Our turn"),
        N_("Nothing now. Keep your reference; an officer reads your complaint."),
    ),
    phase="intake",
    main=True,
    actions=(
        Action(
            "take_up", N_("Take up the complaint"), by=(OFFICER,), cite=basis.SCREENING, to="screening",
            emails=(letters.MOVED,), button=N_("Take up this complaint"),
            says=N_("Starts the eligibility check; the complainant learns that an officer has the case."),
        ),
    ),
    deadlines=(
        Deadline(
            "svc_ack", N_("An officer takes up the complaint"), kind=ACT_BY, within=limit("svc_ack"), of="submit",
            cite=limit("svc_ack").provision, on_expiry=(INTERNAL_ESCALATION,),
        ),
    ),
)  # fmt: skip

SCREENING = Stage(
    "screening",
    N_("Eligibility check"),
    Outside(
        N_("An officer checks whether we can act on your complaint."),
        N_("Our turn"),
    ),
    phase="intake",
    main=True,
    actions=(
        Action(
            "ask", N_("Ask the complainant"), by=(OFFICER,), cite=basis.SCREENING, to="info_requested",
            inputs=(asks.QUESTIONS,), emails=letters.QUESTIONS, button=N_("Send the questions"),
            says=N_("Puts questions to the complainant; our own clocks stop until the answer."),
        ),
        Action(
            "accept", N_("Accept the complaint"), by=(OFFICER,), cite=basis.SCREENING, to="classification",
            inputs=(asks.CHECKS,), emails=(Email("complaint-accepted", COMPLAINANT),),
            button=N_("Accept this complaint"),
            says=N_("Records the answers to the checklist and goes on to classify."),
        ),
        Action(
            "not_ntb", N_("Find that it is not a non-tariff barrier"), by=(OFFICER,), cite=basis.REASONS,
            to="closed_not_ntb",
            inputs=(
                Input("reason_code", N_("Why it is not one"), CHOICE, choices=asks.NOT_NTB_REASONS),
                Input("explanation", N_("Explanation to the complainant"), LONGTEXT, least=20),
                Input("right_door", N_("Which door is the right one?"), LONGTEXT),
            ),
            emails=(Email("not-a-barrier", COMPLAINANT),), button=N_("Close as not a barrier"),
            says=N_("Closes the case with reasons in writing and advice on the right door."),
        ),
        Action(
            "duplicate", N_("Join to an open case"), by=(OFFICER,), cite=basis.MERGING, to="closed_merged",
            inputs=(asks.MASTER_CASE,), emails=(Email("merged", COMPLAINANT),), button=N_("Join to that case"),
            says=N_("Closes this case; the complaint goes on in the case that is already open."),
        ),
        Action(
            "refer_out", N_("Send to another body"), by=(OFFICER,), cite=basis.REASONS, to="referred_out",
            inputs=(
                Input("body", N_("Body that can help"), TEXT),
                Input("contact", N_("How to reach it"), TEXT),
            ),
            emails=(Email("referred-out", COMPLAINANT),), button=N_("Send to that body"),
            says=N_("Closes the case here and tells the complainant whom to turn to."),
        ),
    ),
    deadlines=(
        Deadline(
            "svc_screen_opened", N_("The complaint is checked (not filed here)"), kind=ACT_BY,
            within=limit("svc_screen"), of=ENTRY, cite=limit("svc_screen").provision, unless=filed,
            on_expiry=(INTERNAL_ESCALATION,),
        ),
    ),
)  # fmt: skip

INFO_REQUESTED = Stage(
    "info_requested",
    N_("Waiting for the complainant"),
    Outside(
        N_("We have asked you a question."),
        N_("Your turn"),
        N_("Please answer our questions. Without your answer we cannot go on."),
    ),
    phase="waiting",
    actions=(
        Action(
            "answer", N_("Answer the questions"), by=(COMPLAINANT,), cite=basis.RECORD, to=BACK,
            inputs=(Input("answers", N_("Your answers"), LONGTEXT), asks.FILES),
            emails=(letters.YOUR_TURN, Email("answer-received", COMPLAINANT)), button=N_("Send my answer"),
            says=N_("Sends the answer; the case goes on where the question was put."),
        ),
        Action(
            "timeout", N_("The time to answer is over"), by=(SYSTEM,), system=True, cite=limit("svc_info").provision,
            to="dormant",
            when=(over("svc_info", N_("The complainant may answer")),),
            emails=(Email("case-dormant", COMPLAINANT), letters.YOUR_TURN),
            says=N_("Lays the case to rest until the complainant answers."),
        ),
    ),
    deadlines=(
        Deadline(
            "svc_info", N_("The complainant answers"), kind=THEIR_ACT_BY, within=limit("svc_info"), of=ENTRY,
            cite=limit("svc_info").provision, seat=COMPLAINANT, met_by=("answer",),
            remind=(Rung(HALF_TIME, Email("questions-reminder", COMPLAINANT)),),
            on_expiry=(Expiry(take="timeout"),),
        ),
    ),
)  # fmt: skip

STAGES = (DRAFT, SUBMITTED, SCREENING, INFO_REQUESTED)
