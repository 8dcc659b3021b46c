"""From counselling to initiation. Nothing is public yet (ADA Art. 5.5), and the exporting government is told first."""

from __future__ import annotations

from cases.law.limits import limit
from cases.lifecycle import (
    ACT_BY,
    DATE,
    DOCUMENT,
    ENTRY,
    INTERNAL_ESCALATION,
    LONGTEXT,
    PERCENTAGE,
    PUBLISHED,
    STATES,
    THEIR_ACT_BY,
    Action,
    Deadline,
    Email,
    Expiry,
    Input,
    Occurrence,
    Outside,
    Stage,
)
from cases.lifecycles.remedy import asks, basis, letters
from cases.lifecycles.remedy.gates import (
    all_governments,
    gaps_lapsed,
    governments_were_told,
    industry_supports,
    margin_is_worth_it,
    some_volume_counts,
)
from cases.seats import (
    COMPLAINANT,
    COMPLAINTS_OFFICER,
    EXECUTIVE_DIRECTOR,
    INVESTIGATOR,
    SYSTEM,
    VERIFICATION_OFFICER,
    Seat,
)
from cases.words import N_

OURS = N_("Our turn")
YOURS = N_("Your turn")
PARTIES = N_("The parties' turn")


def standard(key: str, name: str, title: str, seat: Seat, *, of: object = ENTRY, runs_on: bool = False) -> Deadline:
    """Our own standard for a stage: from entry into it, or from an act of an earlier one."""
    found = limit(name)
    start = of if isinstance(of, str | Occurrence) else ENTRY
    return Deadline(
        key, title, kind=ACT_BY, within=found, of=start, cite=found.provision, seat=seat, runs_on=runs_on,
        on_expiry=(INTERNAL_ESCALATION,),
    )  # fmt: skip


REJECT = Action(
    "reject", N_("Reject the application"), by=(EXECUTIVE_DIRECTOR,), cite=basis.STANDING, to="ad_rejected",
    needs_reason=True, emails=letters.REJECTED, button=N_("Reject it"),
    says=N_("Ends the file with reasons; applicant and governments are told. Nothing was public."),
)  # fmt: skip
WITHDRAW_EARLY = Action(
    "withdraw_application", N_("Withdraw the application"), by=(COMPLAINANT,), cite=basis.RECORD, to="ad_withdrawn",
    inputs=(asks.FILES,), needs_reason=True, emails=(Email("case-closed", COMPLAINANT),), button=N_("Withdraw it"),
    says=N_("Before initiation no notice is published."),
)  # fmt: skip

PREFILING = Stage(
    "ad_prefiling",
    N_("Counselling"),
    Outside(N_("You are preparing an application. We help you."), YOURS, N_("Hand in the application.")),
    phase="before",
    main=True,
    actions=(
        Action(
            "submit", N_("Lodge the application"), by=(COMPLAINANT, COMPLAINTS_OFFICER), cite=basis.INVESTIGATION,
            to="ad_lodged",
            inputs=(
                Input("application", N_("Application, with its public version"), DOCUMENT),
                Input("exporters", N_("Known exporters"), LONGTEXT, required=False, fact="exporters",
                      hint=N_("One per line, such as CN: Example Steel.")),
            ),
            emails=letters.RECEIVED, button=N_("Lodge it"),
            says=N_("The application is in; it stays confidential until initiation."),
        ),
        WITHDRAW_EARLY,
    ),
)  # fmt: skip

LODGED = Stage(
    "ad_lodged",
    N_("Lodged"),
    Outside(N_("Your application is in."), OURS),
    phase="before",
    main=True,
    actions=(
        Action(
            "accept", N_("Give the receipt"), by=(COMPLAINTS_OFFICER,), cite=basis.RECORD, to="ad_doc_check",
            emails=(letters.TEAM_TURN,), button=N_("Give the receipt"), says=N_("It is checked for completeness next."),
        ),
        WITHDRAW_EARLY,
    ),
    deadlines=(standard("ack", "svc_ad_ack", N_("The receipt is given"), COMPLAINTS_OFFICER),),
)  # fmt: skip

DOC_CHECK = Stage(
    "ad_doc_check",
    N_("Completeness"),
    Outside(N_("We are checking whether your application is complete."), OURS),
    phase="before",
    main=True,
    actions=(
        Action(
            "list_gaps", N_("List what is missing"), by=(COMPLAINTS_OFFICER,), cite=basis.RECORD, to="ad_deficient",
            inputs=(Input("gaps", N_("What is missing, item by item, with the reason"), LONGTEXT, outward=True),),
            emails=letters.GAPS, button=N_("Send the list"), says=N_("The applicant completes the application."),
        ),
        Action(
            "confirm", N_("Confirm that it is documented"), by=(COMPLAINTS_OFFICER,), cite=basis.RECORD,
            to="ad_documented", emails=(letters.TEAM_TURN,), button=N_("Confirm it"),
            says=N_("The application is documented from this day; the governments are told next."),
        ),
        WITHDRAW_EARLY,
    ),
    deadlines=(standard("check", "svc_ad_check", N_("Complete or not"), COMPLAINTS_OFFICER, of="submit"),),
)  # fmt: skip

DEFICIENT = Stage(
    "ad_deficient",
    N_("Gaps are open"),
    Outside(N_("Something is missing in your application."), YOURS, N_("Send what is missing.")),
    phase="before",
    actions=(
        Action(
            "resubmit", N_("Hand in what was missing"), by=(COMPLAINANT, COMPLAINTS_OFFICER), cite=basis.RECORD,
            to="ad_doc_check", inputs=(Input("mended", N_("What is handed in"), DOCUMENT),),
            emails=(letters.TEAM_TURN,), button=N_("Hand it in"), says=N_("It is checked again."),
        ),
        Action(
            "no_answer", N_("No answer came"), by=(SYSTEM, COMPLAINTS_OFFICER), cite=basis.RECORD, to="ad_withdrawn",
            when=(gaps_lapsed,), emails=(Email("case-closed", COMPLAINANT),), button=N_("Close without prejudice"),
            says=N_("The application is closed without prejudice; a new one may be lodged."),
        ),
        WITHDRAW_EARLY,
    ),
    deadlines=(
        Deadline(
            "gaps", N_("The applicant mends the gaps"), kind=THEIR_ACT_BY, within=limit("svc_ad_gaps"), of=ENTRY,
            cite=limit("svc_ad_gaps").provision, seat=COMPLAINANT, met_by=("resubmit", "withdraw_application"),
            on_expiry=(Expiry(take="no_answer"),),
        ),
    ),
)  # fmt: skip

DOCUMENTED = Stage(
    "ad_documented",
    N_("Documented"),
    Outside(N_("Your application is complete."), OURS),
    phase="before",
    main=True,
    actions=(
        Action(
            "notify_governments", N_("Notify the exporting governments"), by=(VERIFICATION_OFFICER,), cite=basis.QUIET,
            to="ad_gov_notified", checks=(all_governments,),
            inputs=(
                Input("states", N_("Governments that were told"), STATES),
                Input("proof", N_("The note, with proof of sending"), DOCUMENT),
            ),
            emails=letters.GOVERNMENTS, button=N_("Record the note"),
            says=N_("The application itself stays confidential. Without this note no investigation can begin."),
        ),
        WITHDRAW_EARLY,
    ),
    deadlines=(standard("governments", "svc_ad_governments", N_("The governments are told"), VERIFICATION_OFFICER),),
)  # fmt: skip

PRE_INITIATION = Stage(
    "ad_gov_notified",
    N_("Review before initiation"),
    Outside(N_("We are assessing whether an investigation can begin."), OURS),
    phase="before",
    main=True,
    actions=(
        Action(
            "assess", N_("Hand in the assessment"), by=(INVESTIGATOR,), cite=basis.STANDING, to="ad_initiation_pending",
            checks=(industry_supports, margin_is_worth_it, some_volume_counts),
            inputs=(
                *asks.OUTPUTS,
                Input("prima_facie_margin", N_("Margin alleged, in per cent of the export price"), PERCENTAGE, least=0),
                asks.SHARES,
                Input("injury_memo", N_("Memorandum on injury and causation"), DOCUMENT),
            ),
            emails=(letters.DIRECTOR_TURN,), button=N_("Hand it in"),
            says=N_("Standing, margin, volumes, injury and causation; the Executive Director decides next."),
        ),
        REJECT, WITHDRAW_EARLY,
    ),
    deadlines=(
        standard("pre_initiation", "svc_ad_pre_initiation", N_("The assessment is in"), INVESTIGATOR, of="submit"),
    ),
)  # fmt: skip

PENDING = Stage(
    "ad_initiation_pending",
    N_("Decision on initiation"),
    Outside(N_("It is being decided whether an investigation begins."), OURS),
    phase="before",
    main=True,
    actions=(
        Action(
            "initiate", N_("Initiate the investigation"), by=(EXECUTIVE_DIRECTOR,), cite=basis.NOTICE_INITIATION,
            to="ad_initiated", when=(governments_were_told,), recordable=True,
            inputs=(
                asks.GAZETTE,
                Input("initiated_on", N_("Day of publication in the Gazette"), DATE, anchor=PUBLISHED,
                      fact="initiated_on", hint=N_("Clock zero: every period of the investigation counts from here.")),
                Input("notice", N_("Text of the notice"), DOCUMENT, required=False),
            ),
            emails=letters.INITIATED, button=N_("Record the publication"),
            says=N_("The investigation is public from this day; its year and its eighteen months run."),
        ),
        REJECT, WITHDRAW_EARLY,
    ),
    deadlines=(standard("initiation", "svc_ad_initiation", N_("Initiation is decided"), EXECUTIVE_DIRECTOR),),
)  # fmt: skip

STAGES = (PREFILING, LODGED, DOC_CHECK, DEFICIENT, DOCUMENTED, PRE_INITIATION, PENDING)
KEYS = tuple(stage.key for stage in STAGES)
