"""Kenya as a third party (section 4D): from a new dispute to a filed submission, inside two periods of ten days."""

from __future__ import annotations

from cases.law.limits import limit
from cases.lifecycle import (
    ACT_BY,
    BOOL,
    CHOICE,
    DATE,
    DOCUMENT,
    ENTRY,
    INTERNAL_ESCALATION,
    LONGTEXT,
    MONEY,
    TEXT,
    Action,
    Before,
    ByInput,
    Deadline,
    Email,
    Expiry,
    Input,
    OnFact,
    Outside,
    Rung,
    Stage,
)
from cases.lifecycles.dispute import asks, basis, letters
from cases.lifecycles.dispute.domestic import OURS
from cases.lifecycles.dispute.gates import (
    COMPLAINANT,
    in_time_for_rights,
    in_time_to_join,
    joinable,
    joining_is_approved,
    not_to_join,
    panel_is_established,
)
from cases.seats import (
    COUNSEL,
    CS_TRADE,
    DISPUTE_DESK,
    DSB,
    GENEVA_MISSION,
    OPPOSING_PARTY,
    PS_TRADE,
    WTO_SECRETARIAT,
)
from cases.words import N_

OTHERS = N_("The parties' turn")

OWN_CASE = Action(
    "own_case", N_("Begin a dispute of Kenya's own"), by=(CS_TRADE,), cite=basis.THIRD_PARTIES, to="legal_assessment",
    needs_reason=True, sets={"role": COMPLAINANT}, emails=(letters.COUNSEL_TURN,), button=N_("Begin it"),
    says=N_("The same measure harms Kenya: the file goes on as a complaint of Kenya's own."),
)  # fmt: skip
IGNORE = Action(
    "ignore", N_("Do not follow this dispute"), by=(DISPUTE_DESK,), cite=basis.RECORD, to="closed_observed",
    needs_reason=True, button=N_("Do not follow it"), says=N_("No Kenyan interest is at stake."),
)  # fmt: skip

MONITORING = Stage(
    "monitoring",
    N_("A new dispute is looked at"),
    Outside(N_("A new dispute of other countries is being looked at."), OURS),
    phase="third_party",
    main=True,
    actions=(
        Action(
            "screen", N_("Take the new dispute up"), by=(DISPUTE_DESK,), cite=basis.RECORD, to="interest_screening",
            inputs=(
                asks.CIRCULATED_ON,
                Input("gatt_xxii", N_("Held under GATT Art. XXII:1 or a corresponding article"), BOOL,
                      fact="gatt_xxii"),
                Input("why", N_("Why it may concern Kenya: goods, agreements, parties, precedent"), LONGTEXT),
            ),
            emails=letters.OPENED, button=N_("Take it up"), says=N_("Kenya's interest is worked out next."),
        ),
        IGNORE,
    ),
    deadlines=(
        Deadline(
            "svc_ds_monitor", N_("The new dispute is taken up or not"), kind=ACT_BY, within=limit("svc_ds_monitor"),
            of=OnFact("circulated_on"), cite=limit("svc_ds_monitor").provision, seat=DISPUTE_DESK,
            met_by=("screen", "ignore"), on_expiry=(Expiry(emails=(Email("deadline-missed", PS_TRADE),)),),
        ),
    ),
)  # fmt: skip

INTEREST = Stage(
    "interest_screening",
    N_("Kenya's interest is worked out"),
    Outside(N_("Kenya is working out whether to join the talks."), OURS),
    phase="third_party",
    main=True,
    actions=(
        Action(
            "ask_approval", N_("Ask for approval to join"), by=(DISPUTE_DESK,), cite=basis.JOIN,
            inputs=(
                Input("trade", N_("Kenya's trade in these goods in a year"), MONEY, fact="third_party_trade"),
                Input("interest", N_("Why the interest is substantial"), LONGTEXT),
            ),
            emails=(*letters.TO_DECIDE, Email("dispute-approval-asked", PS_TRADE)), button=N_("Ask for approval"),
            says=N_("Screening and approval must fit inside the ten days. The case stays here."),
        ),
        Action(
            "approve_joining", N_("Approve joining"), by=(CS_TRADE, PS_TRADE), cite=basis.JOIN, inputs=(asks.NOTE,),
            emails=(letters.DESK_TURN,), button=N_("Approve"), says=N_("The Mission files the request next."),
        ),
        Action(
            "join_consultations", N_("Ask to join the consultations"), by=(GENEVA_MISSION,), cite=basis.JOIN,
            to="join_requested", when=(joinable, joining_is_approved, in_time_to_join), recordable=True,
            inputs=(Input("request", N_("The request as filed"), DOCUMENT),), emails=letters.JOINING,
            button=N_("Record that it is filed"),
            says=N_("The request goes to the parties and the DSB; the respondent decides."),
        ),
        Action(
            "wait_for_panel", N_("Wait for the panel instead"), by=(DISPUTE_DESK,), cite=basis.THIRD_PARTIES,
            to="panel_established_watch", inputs=(asks.NOTE,), button=N_("Wait for the panel"),
            says=N_("Kenya can reserve its rights when the panel is established."),
        ),
        IGNORE,
    ),
)  # fmt: skip

JOIN_REQUESTED = Stage(
    "join_requested",
    N_("Joining is asked for"),
    Outside(N_("Kenya has asked to join the talks."), N_("The other side's turn")),
    phase="third_party",
    actions=(
        Action(
            "accepted", N_("Record that Kenya may join"), by=(OPPOSING_PARTY,), cite=basis.JOIN, to="joined",
            inputs=(asks.FILES,), emails=(letters.DESK_TURN,), button=N_("Record it"), says=N_("Kenya takes part."),
        ),
        Action(
            "refused", N_("Record that Kenya may not join"), by=(OPPOSING_PARTY,), cite=basis.JOIN,
            to=ByInput("next", ("panel_established_watch", "own_complaint")),
            inputs=(
                Input("next", N_("What now?"), CHOICE, choices=(
                    ("panel_established_watch", N_("Wait for the panel")),
                    ("own_complaint", N_("Think about a complaint of Kenya's own")),
                )),
                asks.FILES,
            ),
            emails=(letters.DESK_TURN,), button=N_("Record it"), says=N_("The respondent does not agree."),
        ),
    ),
)  # fmt: skip

JOINED = Stage(
    "joined",
    N_("Kenya takes part in the talks"),
    Outside(N_("Kenya takes part in the talks. What is said there is confidential."), OTHERS),
    phase="third_party",
    actions=(
        Action("ended", N_("Record that the talks ended"), by=(DISPUTE_DESK, OPPOSING_PARTY), cite=basis.JOIN,
               to="panel_established_watch", inputs=(asks.NOTE,), button=N_("Record it"),
               says=N_("A panel may follow; Kenya watches for it.")),
        Action("settled", N_("Record that the dispute was settled"), by=(DISPUTE_DESK, OPPOSING_PARTY),
               cite=basis.SOLUTION, to="closed_observed", inputs=(asks.SOURCE,), button=N_("Record it"),
               says=N_("Closes the file.")),
    ),
)  # fmt: skip

WATCH = Stage(
    "panel_established_watch",
    N_("Kenya watches for the panel"),
    Outside(N_("Kenya is waiting for the panel, to reserve its rights."), OURS),
    phase="third_party",
    main=True,
    actions=(
        Action(
            "panel_stands", N_("Record the day of establishment"), by=(DISPUTE_DESK, DSB), cite=basis.ESTABLISHMENT,
            inputs=(
                Input("established_on", N_("Day on which the panel was established"), DATE, fact="established_on"),
                asks.SOURCE,
            ),
            emails=(letters.DESK_TURN, letters.COUNSEL_TURN), button=N_("Record the day"),
            says=N_("From this day Kenya has ten days to reserve its rights. The case stays here."),
        ),
        Action(
            "reserve_rights", N_("Reserve third-party rights"), by=(GENEVA_MISSION,), cite=basis.THIRD_PARTIES,
            to="third_party", when=(panel_is_established, in_time_for_rights), recordable=True,
            inputs=(
                Input("how", N_("How"), CHOICE, choices=(
                    ("orally", N_("Orally at the DSB meeting")), ("in_writing", N_("In writing")),
                )),
                asks.FILES,
            ),
            emails=letters.RIGHTS, button=N_("Record the reservation"), says=N_("Kenya is a third party."),
        ),
        Action("no_panel", N_("Record that no panel comes"), by=(DISPUTE_DESK,), cite=basis.RECORD,
               to="closed_observed", needs_reason=True, button=N_("Record it"), says=N_("Closes the file.")),
        Action("decline", N_("Do not reserve rights"), by=(DISPUTE_DESK,), cite=basis.RECORD, to="closed_observed",
               needs_reason=True, button=N_("Do not reserve"), says=N_("Closes the file.")),
    ),
    deadlines=(
        Deadline(
            "third_party_rights", N_("Kenya reserves its rights"), kind=ACT_BY, within=limit("dsu_third_party_rights"),
            of=OnFact("established_on"), cite=limit("dsu_third_party_rights").provision, calendar="geneva",
            seat=GENEVA_MISSION, met_by=("reserve_rights", "decline", "no_panel"),
            remind=(Rung(Before(7), Email("deadline-approaching", GENEVA_MISSION)),
                    Rung(Before(3), Email("deadline-approaching", DISPUTE_DESK)),
                    Rung(Before(1), Email("deadline-approaching", DISPUTE_DESK))),
            on_expiry=(Expiry(emails=(Email("deadline-missed", COUNSEL),),
                              door=N_("The panel decides whether it still lets a third party in.")),),
        ),
    ),
)  # fmt: skip

THIRD_PARTY = Stage(
    "third_party",
    N_("Kenya is a third party"),
    Outside(N_("Kenya takes part in the panel's work as a third party."), OURS),
    phase="third_party",
    main=True,
    actions=(
        Action(
            "receive_submissions", N_("Record the parties' first submissions"), by=(DISPUTE_DESK, WTO_SECRETARIAT),
            cite=basis.THIRD_PARTIES, inputs=(Input("submissions", N_("Submissions"), DOCUMENT),),
            emails=(letters.COUNSEL_TURN,), button=N_("Record them"), says=N_("The case stays here."),
        ),
        Action(
            "set_timetable", N_("Record the panel's timetable"), by=(DISPUTE_DESK, WTO_SECRETARIAT),
            cite=basis.THIRD_PARTIES,
            inputs=(
                Input("submission_due_on", N_("Day by which Kenya's submission is due"), DATE,
                      fact="submission_due_on", may_be_future=True),
                asks.FILES,
            ),
            emails=(letters.COUNSEL_TURN,), button=N_("Record the timetable"),
            says=N_("The panel's dates bind. The case stays here."),
        ),
        Action(
            "file_submission", N_("File Kenya's submission"), by=(GENEVA_MISSION, COUNSEL), cite=basis.THIRD_PARTIES,
            inputs=(
                Input("submission", N_("Submission as filed"), DOCUMENT),
                Input("exhibits", N_("Exhibits and public version"), TEXT, required=False),
            ),
            emails=letters.FILED, button=N_("Record that it is filed"),
            says=N_("Kenya has spoken; the case stays here for the session and the questions."),
        ),
        Action("attend_session", N_("Record the third-party session"), by=(DISPUTE_DESK, GENEVA_MISSION),
               cite=basis.THIRD_PARTIES, inputs=(asks.NOTE,), button=N_("Record it"), says=N_("The case stays here.")),
        Action("answer_questions", N_("Record the answers to questions"), by=(COUNSEL, DISPUTE_DESK),
               cite=basis.THIRD_PARTIES, inputs=(asks.FILES,), button=N_("Record them"),
               says=N_("The case stays here.")),
        Action("ask_enhanced_rights", N_("Ask for enhanced rights"), by=(COUNSEL,), cite=basis.THIRD_PARTIES,
               inputs=(Input("what", N_("What is asked for, and why"), LONGTEXT),), button=N_("Ask for them"),
               says=N_("The panel decides. The case stays here.")),
        OWN_CASE,
        Action("appealed", N_("Record an appeal"), by=(DISPUTE_DESK, OPPOSING_PARTY), cite=basis.THIRD_PARTIES,
               to="appeal_participation", inputs=(asks.SOURCE,), button=N_("Record the appeal"),
               says=N_("A third party may take part in the appeal; it cannot appeal itself.")),
        Action("finished", N_("Record the end of the panel's work"), by=(DISPUTE_DESK,), cite=basis.RECORD,
               to="closed_observed", inputs=(asks.NOTE,), emails=letters.OVER, button=N_("Record the end"),
               says=N_("Closes the file; a note on lessons is due.")),
    ),
    deadlines=(
        Deadline(
            "submission", N_("Kenya's submission is filed"), kind=ACT_BY, within=None, of=OnFact("submission_due_on"),
            cite=basis.THIRD_PARTIES, calendar="geneva", seat=COUNSEL, met_by=("file_submission",),
            remind=(Rung(Before(7), Email("deadline-approaching", COUNSEL)),
                    Rung(Before(3), Email("deadline-approaching", COUNSEL))),
            on_expiry=(
                Expiry(emails=(Email("deadline-missed", CS_TRADE),), door=N_("The panel may go on without it.")),
            ),
        ),
    ),
)  # fmt: skip

OWN_COMPLAINT = Stage(
    "own_complaint",
    N_("A complaint of Kenya's own?"),
    Outside(N_("Kenya is thinking about a complaint of its own."), OURS),
    phase="third_party",
    actions=(
        OWN_CASE,
        Action("no_own_case", N_("Decide against it"), by=(CS_TRADE,), cite=basis.RECORD, to="panel_established_watch",
               needs_reason=True, button=N_("Decide against it"), says=N_("Kenya watches for the panel.")),
    ),
    deadlines=(
        Deadline(
            "svc_ds_own_complaint", N_("The Cabinet Secretary decides on a complaint"), kind=ACT_BY,
            within=limit("svc_ds_decision"), of=ENTRY, cite=limit("svc_ds_decision").provision, seat=CS_TRADE,
            on_expiry=(INTERNAL_ESCALATION,),
        ),
    ),
)  # fmt: skip

APPEAL = Stage(
    "appeal_participation",
    N_("Kenya takes part in the appeal"),
    Outside(N_("The report was appealed. Kenya takes part as a third participant."), OTHERS),
    phase="third_party",
    actions=(
        Action("appeal_finished", N_("Record the end of the appeal"), by=(DISPUTE_DESK,), cite=basis.RECORD,
               to="closed_observed", inputs=(asks.NOTE,), button=N_("Record the end"), says=N_("Closes the file.")),
    ),
)  # fmt: skip

STAGES = (MONITORING, INTEREST, JOIN_REQUESTED, JOINED, WATCH, THIRD_PARTY, OWN_COMPLAINT, APPEAL)
KEYS = tuple(stage.key for stage in STAGES)

JOIN = Deadline(
    "join", N_("Kenya asks to join the consultations"), kind=ACT_BY, within=limit("dsu_join"),
    of=OnFact("circulated_on"), cite=limit("dsu_join").provision, calendar="geneva", seat=GENEVA_MISSION,
    unless=not_to_join, met_by=("join_consultations", "wait_for_panel", "ignore", "approve_third_party"),
    remind=(
        Rung(Before(7), Email("deadline-approaching", DISPUTE_DESK)),
        Rung(Before(3), Email("deadline-approaching", DISPUTE_DESK)),
        Rung(Before(1), Email("deadline-approaching", GENEVA_MISSION)),
    ),
    on_expiry=(
        Expiry(emails=(Email("deadline-missed", COUNSEL), Email("deadline-missed", PS_TRADE)),
               door=N_("Joining is over. A request of Kenya's own remains possible.")),
    ),
)  # fmt: skip
"""The sharpest date of all: it runs from circulation, whatever stage the file is in."""
