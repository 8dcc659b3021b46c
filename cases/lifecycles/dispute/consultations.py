"""From the request for consultations to the establishment of a panel (section 4B). Periods run from receipt."""

from __future__ import annotations

from cases.law.limits import limit
from cases.lifecycle import (
    ACT_BY,
    BACK,
    CHECKLIST,
    DATE,
    DOCUMENT,
    ENTRY,
    LONGTEXT,
    RECEIVED,
    RECURRING,
    TARGET,
    TEXT,
    WAIT_UNTIL,
    Action,
    Before,
    Deadline,
    Email,
    Expiry,
    Input,
    Occurrence,
    OnFact,
    Outside,
    Rung,
    Stage,
)
from cases.lifecycles.dispute import asks, basis, letters
from cases.lifecycles.dispute.domestic import OURS, standard
from cases.lifecycles.dispute.gates import (
    agenda_is_open,
    kenya_complains,
    others_complain,
    panel_was_requested,
    reply_is_overdue,
    right_to_a_panel,
    second_meeting,
    time_to_settle_is_over,
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

THEIRS = N_("The other side's turn")
CONTENT_6_2 = (
    ("consulted", N_("Consultations were held, or the way is open without them")),
    ("measures", N_("The specific measures")),
    ("summary", N_("A brief summary of the legal basis, sufficient to present the problem clearly")),
)

SETTLE = Action(
    "settle", N_("Begin to write down a solution"), by=(DISPUTE_DESK, OPPOSING_PARTY), cite=basis.SOLUTION,
    to="settlement_drafting", inputs=(Input("terms", N_("Terms in sight"), LONGTEXT),), emails=(letters.COUNSEL_TURN,),
    button=N_("Begin the settlement"), says=N_("Both sides write down what they agree on."),
)  # fmt: skip
WITHDRAW = Action(
    "withdraw", N_("Withdraw the request"), by=(CS_TRADE, OPPOSING_PARTY), cite=basis.RECORD, to="closed_withdrawn",
    needs_reason=True, emails=letters.OVER, button=N_("Withdraw"), says=N_("Ends the dispute."),
)  # fmt: skip
PARK = Action(
    "park", N_("Let the dispute rest"), by=(DISPUTE_DESK, WTO_SECRETARIAT), cite=basis.RECORD,
    to="consultations_dormant", needs_reason=True, button=N_("Let it rest"),
    says=N_("No step is planned. The file is looked at again every year."),
)  # fmt: skip
BY_OTHERS = Action(
    "panel_requested_by_party", N_("Record that a panel was requested"), by=(WTO_SECRETARIAT, OPPOSING_PARTY),
    cite=basis.PANEL_REQUEST, to="panel_requested", when=(others_complain, time_to_settle_is_over), recordable=True,
    inputs=(asks.SOURCE, Input("dsb_meeting_on", N_("Day of the DSB meeting, if known"), DATE, required=False,
                               fact="dsb_meeting_on", may_be_future=True)),
    button=N_("Record the request"),
    says=N_("What the complaining Member did. Before its time it is recorded with the reason."),
)  # fmt: skip
RECORD_PANEL = Action(
    "established", N_("Record the establishment of the panel"), by=(DSB,), cite=basis.ESTABLISHMENT,
    to="panel_established", when=(panel_was_requested,), recordable=True,
    inputs=(asks.SOURCE,), emails=letters.ESTABLISHED, button=N_("Record the establishment"),
    says=N_("The panel stands. From this day others have ten days to reserve their rights."),
)  # fmt: skip

REQUESTED = Stage(
    "consultations_requested",
    N_("Consultations requested"),
    Outside(N_("Kenya has asked the other side for talks."), THEIRS),
    phase="wto",
    main=True,
    actions=(
        Action(
            "respondent_replied", N_("Record the reply"), by=(OPPOSING_PARTY,), cite=basis.REPLY,
            to="consultations_open", inputs=(Input("reply", N_("What they say"), LONGTEXT), asks.FILES),
            emails=(letters.DESK_TURN, letters.COUNSEL_TURN, letters.TOLD), button=N_("Record the reply"),
            says=N_("Talks are open; a date and a place are agreed."),
        ),
        Action(
            "no_reply", N_("Go on without a reply"), by=(COUNSEL,), cite=basis.REPLY, to="panel_request_ready",
            when=(reply_is_overdue,), emails=letters.RIGHT_OPEN, button=N_("Go on without a reply"),
            says=N_("No reply came in ten days: a panel may be requested at once."),
        ),
        Action(
            "panel_right", N_("Record that the way to a panel is open"), by=(COUNSEL, DISPUTE_DESK), cite=basis.SETTLE,
            to="panel_request_ready", when=(right_to_a_panel,), emails=letters.RIGHT_OPEN,
            button=N_("The way is open"), says=N_("No consultations in time, or the time to settle is over."),
        ),
        SETTLE, WITHDRAW, PARK, BY_OTHERS, RECORD_PANEL,
    ),
    deadlines=(
        standard("svc_ds_receipt", N_("The day of receipt is on record"), seat=GENEVA_MISSION),
    ),
)  # fmt: skip

OPEN = Stage(
    "consultations_open",
    N_("Consultations"),
    Outside(N_("Kenya and the other side are talking. What is said there is confidential."), N_("Both sides")),
    phase="wto",
    main=True,
    actions=(
        Action(
            "hold_meeting", N_("Record a meeting"), by=(DISPUTE_DESK, COUNSEL, WTO_SECRETARIAT), cite=basis.REPLY,
            inputs=(Input("minutes", N_("Minutes and questions"), DOCUMENT, required=False), asks.NOTE),
            button=N_("Record the meeting"), says=N_("Consultations were entered into. The case stays here."),
        ),
        Action(
            "use_good_offices", N_("Record that both agree on good offices"), by=(DISPUTE_DESK, OPPOSING_PARTY),
            cite=basis.GOOD_OFFICES, to="good_offices", inputs=(Input("who", N_("Who helps"), TEXT),),
            button=N_("Record it"), says=N_("The Director-General or a conciliator helps."),
        ),
        Action(
            "declare_failed_jointly", N_("Record that both say talks failed"), by=(COUNSEL,), cite=basis.SETTLE,
            to="panel_request_ready",
            inputs=(
                Input("ours", N_("Kenya's letter"), DOCUMENT),
                Input("theirs", N_("The other side's letter"), DOCUMENT),
            ),
            emails=letters.RIGHT_OPEN, button=N_("Record both letters"),
            says=N_("With both letters a panel may be requested before the sixty days are over."),
        ),
        Action(
            "period_elapsed", N_("The time to settle is over"), by=(COUNSEL, DISPUTE_DESK), cite=basis.SETTLE,
            to="panel_request_ready", when=(right_to_a_panel,), emails=letters.RIGHT_OPEN,
            button=N_("The time is over"), says=N_("The panel request is made ready."),
        ),
        SETTLE, WITHDRAW, PARK, BY_OTHERS, RECORD_PANEL,
    ),
    deadlines=(
        Deadline(
            "svc_ds_dormant", N_("A step is taken, or the dispute rests"), kind=TARGET, within=limit("svc_ds_dormant"),
            of=Occurrence("hold_meeting"), cite=limit("svc_ds_dormant").provision, seat=DISPUTE_DESK,
        ),
    ),
)  # fmt: skip

DORMANT = Stage(
    "consultations_dormant",
    N_("The dispute rests"),
    Outside(N_("Nothing is happening in this dispute at present."), N_("Nobody's turn")),
    phase="wto",
    actions=(
        Action("resume", N_("Take it up again"), by=(DISPUTE_DESK, WTO_SECRETARIAT), cite=basis.RECORD,
               to="consultations_open", needs_reason=True, button=N_("Take it up again"),
               says=N_("Talks go on.")),
        Action("request_panel", N_("Make a panel request ready"), by=(COUNSEL,), cite=basis.SETTLE,
               to="panel_request_ready", when=(right_to_a_panel,), button=N_("Make it ready"),
               says=N_("The time to settle is over.")),
        Action("review", N_("Record the yearly review"), by=(DISPUTE_DESK,), cite=basis.RECORD,
               inputs=(Input("finding", N_("What was found"), LONGTEXT),), button=N_("Record the review"),
               says=N_("The file rests for another year.")),
        Action("close", N_("Close the resting dispute"), by=(CS_TRADE, WTO_SECRETARIAT), cite=basis.RECORD,
               to="closed_inactive", needs_reason=True, emails=letters.OVER, button=N_("Close it"),
               says=N_("Nothing more is expected.")),
        SETTLE, WITHDRAW, BY_OTHERS, RECORD_PANEL,
    ),
    deadlines=(
        Deadline(
            "svc_ds_yearly", N_("The resting dispute is reviewed"), kind=RECURRING, within=limit("svc_ds_yearly"),
            of=ENTRY, cite=limit("svc_ds_yearly").provision, seat=DISPUTE_DESK, met_by=("review",),
            on_expiry=(Expiry(emails=(Email("decision-due", PS_TRADE),)),),
        ),
    ),
)  # fmt: skip

GOOD_OFFICES = Stage(
    "good_offices",
    N_("Good offices"),
    Outside(N_("Somebody helps both sides to find a solution."), N_("Both sides")),
    phase="wto",
    actions=(
        Action("end", N_("Record the end of the good offices"), by=(DISPUTE_DESK, WTO_SECRETARIAT),
               cite=basis.GOOD_OFFICES, to="consultations_open", inputs=(asks.NOTE,), button=N_("Record the end"),
               says=N_("Consultations go on.")),
        SETTLE,
    ),
    deadlines=(
        Deadline(
            "good_offices", N_("Time given to the good offices"), kind=WAIT_UNTIL, within=limit("dsu_good_offices"),
            of=Occurrence("record_receipt"), anchor=RECEIVED, cite=limit("dsu_good_offices").provision,
            calendar="geneva", seat=DISPUTE_DESK,
        ),
    ),
)  # fmt: skip

READY = Stage(
    "panel_request_ready",
    N_("The way to a panel is open"),
    Outside(N_("Talks did not settle it. Kenya is preparing the next step."), OURS),
    phase="wto",
    main=True,
    actions=(
        Action(
            "approve_panel_request", N_("Request a panel"), by=(CS_TRADE,), cite=basis.PANEL_REQUEST,
            to="panel_requested", when=(kenya_complains, right_to_a_panel),
            inputs=(
                Input("decision", N_("Signed decision"), DOCUMENT),
                Input("content", N_("What the request contains"), CHECKLIST, choices=CONTENT_6_2),
                asks.MEETING_ON,
            ),
            emails=(Email("case-informed", GENEVA_MISSION), letters.TOLD, letters.AGENDA),
            button=N_("Request a panel"),
            says=N_("The request goes to the DSB. Items close on the eleventh day before its meeting."),
        ),
        SETTLE, PARK, BY_OTHERS, RECORD_PANEL,
    ),
)  # fmt: skip


def agenda(key: str) -> Deadline:
    """The day on which the agenda of the chosen meeting closes."""
    return Deadline(
        key, N_("The agenda of the DSB meeting closes"), kind=ACT_BY, within=limit("dsb_agenda"),
        of=OnFact("dsb_meeting_on"), before=True, cite=limit("dsb_agenda").provision, calendar="geneva",
        seat=GENEVA_MISSION, met_by=("item_is_on_agenda", "established", "first_dsb_blocked"),
        remind=(Rung(Before(7), letters.AGENDA),),
        on_expiry=(
            Expiry(emails=(Email("deadline-missed", COUNSEL),), door=N_("The item waits for the next meeting.")),
        ),
    )  # fmt: skip


ON_AGENDA = Action(
    "item_is_on_agenda", N_("Record that the item is on the agenda"), by=(GENEVA_MISSION, WTO_SECRETARIAT),
    cite=basis.AGENDA, inputs=(asks.SOURCE,), when=(agenda_is_open,), recordable=True, button=N_("Record it"),
    says=N_("The Secretariat has put the request on the agenda. The case stays here."),
)  # fmt: skip

PANEL_REQUESTED = Stage(
    "panel_requested",
    N_("Panel requested"),
    Outside(N_("A panel has been asked for. The first request may be blocked once."), N_("The DSB's turn")),
    phase="wto",
    main=True,
    actions=(
        ON_AGENDA,
        Action(
            "first_dsb_blocked", N_("Record that the first request was blocked"), by=(DSB,), cite=basis.ESTABLISHMENT,
            to="panel_establishment_deferred", inputs=(asks.SOURCE,), emails=(letters.COUNSEL_TURN,),
            button=N_("Record it"), says=N_("The respondent objected; at the next meeting it cannot."),
        ),
        RECORD_PANEL, WITHDRAW, SETTLE, PARK,
    ),
    deadlines=(
        agenda("agenda"),
        Deadline(
            "special_meeting", N_("A special meeting may be asked for"), kind=TARGET,
            within=limit("dsu_special_meeting"), of=ENTRY, cite=limit("dsu_special_meeting").provision,
            calendar="geneva", seat=GENEVA_MISSION,
        ),
    ),
)  # fmt: skip

DEFERRED = Stage(
    "panel_establishment_deferred",
    N_("First request blocked"),
    Outside(N_("The other side blocked the first request. It is made again."), OURS),
    phase="wto",
    main=True,
    actions=(
        Action(
            "second_request", N_("Put the request on a second agenda"), by=(GENEVA_MISSION, WTO_SECRETARIAT),
            cite=basis.ESTABLISHMENT, inputs=(asks.MEETING_ON,), emails=(letters.AGENDA,),
            button=N_("Ask again"), says=N_("At that meeting the panel is established unless all are against it."),
        ),
        ON_AGENDA,
        Action(
            "established_at_second", N_("Record the establishment of the panel"), by=(DSB,), cite=basis.ESTABLISHMENT,
            to="panel_established", when=(second_meeting,), recordable=True, inputs=(asks.SOURCE,),
            emails=letters.ESTABLISHED, button=N_("Record the establishment"),
            says=N_("The panel stands. From this day others have ten days to reserve their rights."),
        ),
        Action(
            "blocked_again", N_("Record another deferral"), by=(DSB,), cite=basis.ESTABLISHMENT,
            inputs=(asks.SOURCE,), button=N_("Record it"),
            says=N_("The item was put off again, for instance because it was not pressed. The case stays here."),
        ),
        Action(
            "not_pursued", N_("Do not pursue the panel now"), by=(CS_TRADE, WTO_SECRETARIAT), cite=basis.RECORD,
            to="consultations_dormant", needs_reason=True, button=N_("Do not pursue it"),
            says=N_("The dispute rests."),
        ),
        SETTLE, WITHDRAW,
    ),
    deadlines=(agenda("agenda_again"),),
)  # fmt: skip

ESTABLISHED = Stage(
    "panel_established",
    N_("Panel established"),
    Outside(N_("A panel has been established. It will look into the measure."), N_("The parties' turn")),
    phase="wto",
    main=True,
    actions=(
        Action(
            "agree_terms", N_("Record special terms of reference"), by=(COUNSEL, DSB), cite=basis.TERMS,
            inputs=(asks.SOURCE, asks.NOTE), button=N_("Record them"), says=N_("The case stays here."),
        ),
        Action(
            "choose_panel_size", N_("Record five panelists"), by=(COUNSEL, DSB), cite=basis.FIVE, inputs=(asks.SOURCE,),
            button=N_("Record it"), says=N_("The case stays here."),
        ),
        Action(
            "close_file", N_("Close the file"), by=(CS_TRADE, WTO_SECRETARIAT), cite=basis.RECORD,
            to="closed_followed_to_panel", needs_reason=True, emails=letters.OVER, button=N_("Close the file"),
            says=N_("What follows is kept elsewhere, or the dispute is over."),
        ),
        SETTLE, WITHDRAW,
    ),
    deadlines=(
        Deadline(
            "five_panelists", N_("Five panelists may be agreed"), kind=ACT_BY, within=limit("dsu_five_panelists"),
            of=ENTRY, cite=limit("dsu_five_panelists").provision, calendar="geneva", seat=COUNSEL,
            met_by=("choose_panel_size", "record_later_event"), on_expiry=(Expiry(door=N_("Three panelists.")),),
        ),
        Deadline(
            "special_terms", N_("Special terms of reference may be agreed"), kind=ACT_BY,
            within=limit("dsu_special_terms"), of=ENTRY, cite=limit("dsu_special_terms").provision, calendar="geneva",
            seat=COUNSEL, met_by=("agree_terms", "record_later_event"),
            on_expiry=(Expiry(door=N_("Standard terms of reference.")),),
        ),
        Deadline(
            "panelists", N_("The Director-General may be asked after this day"), kind=WAIT_UNTIL,
            within=limit("dsu_panelists"), of=ENTRY, cite=limit("dsu_panelists").provision, calendar="geneva",
            seat=COUNSEL, met_by=("record_later_event",),
        ),
    ),
)  # fmt: skip

SETTLEMENT = Stage(
    "settlement_drafting",
    N_("A solution is written down"),
    Outside(N_("Both sides are writing down a solution."), N_("Both sides")),
    phase="wto",
    actions=(
        Action(
            "sign", N_("Record the agreed solution"), by=(CS_TRADE, WTO_SECRETARIAT), cite=basis.SOLUTION,
            to="closed_mutually_agreed",
            inputs=(Input("solution", N_("The solution as notified"), DOCUMENT, required=False), asks.SOURCE),
            emails=letters.OVER, button=N_("Record the solution"),
            says=N_("It is notified to the DSB and the councils."),
        ),
        Action(
            "fail", N_("Record that no solution was found"), by=(DISPUTE_DESK, WTO_SECRETARIAT), cite=basis.RECORD,
            to=BACK, needs_reason=True, button=N_("Go back"), says=N_("Back to where the settlement was begun."),
        ),
    ),
)  # fmt: skip

STAGES = (REQUESTED, OPEN, DORMANT, GOOD_OFFICES, READY, PANEL_REQUESTED, DEFERRED, ESTABLISHED, SETTLEMENT)
KEYS = tuple(stage.key for stage in STAGES)
BEFORE_A_PANEL = tuple(stage.key for stage in (REQUESTED, OPEN, DORMANT, GOOD_OFFICES, READY))
