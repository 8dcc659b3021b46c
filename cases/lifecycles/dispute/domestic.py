"""From an exporter's complaint to the request for consultations (section 4A): all times are our own standards."""

from __future__ import annotations

from collections.abc import Mapping

from cases.history import Facts, Value
from cases.law.limits import limit
from cases.lifecycle import (
    ACT_BY,
    BOOL,
    CASE,
    CHECKLIST,
    CHOICE,
    CIRCULATED,
    DATE,
    DOCUMENT,
    ENTRY,
    INTERNAL_ESCALATION,
    LONGTEXT,
    MONEY,
    TEXT,
    Action,
    ByInput,
    Deadline,
    Email,
    Expiry,
    Input,
    Outside,
    Stage,
)
from cases.lifecycles.dispute import asks, basis, letters
from cases.lifecycles.dispute.gates import (
    COMPLAINANT as KENYA_COMPLAINS,
)
from cases.lifecycles.dispute.gates import (
    THIRD_PARTY,
    forum_is_free,
    least_developed_respondent,
    request_was_checked,
)
from cases.seats import (
    COUNSEL,
    CS_TRADE,
    DISPUTE_DESK,
    ECONOMIST,
    GENEVA_MISSION,
    NCWTO,
    PS_TRADE,
    Seat,
)
from cases.words import N_

OURS = N_("Our turn")
ADMISSION = (
    ("member", N_("A measure of a WTO Member")),
    ("attributable", N_("It can be attributed to that Member")),
    ("interest", N_("A Kenyan interest is affected")),
)
CONTENT = (
    ("measures", N_("Every measure, with its legal instrument")),
    ("articles", N_("Every article, agreement by agreement")),
    ("legal_basis", N_("The indication of the legal basis")),
    ("xxii", N_("GATT Art. XXII or XXIII, and what follows for others")),
)
WAYS = (
    ("bilateral", N_("Bilateral talks")), ("committee", N_("A concern in a committee")),
    ("good_offices", N_("Good offices")), ("ntb", N_("The barrier channel")), ("regional", N_("A regional forum")),
    ("consultations", N_("Consultations at the WTO")), ("third_party", N_("Joining as a third party")),
    ("nothing", N_("Doing nothing")),
)  # fmt: skip


def standard(key: str, title: str, *, seat: Seat, of: str | None = None) -> Deadline:
    """Our own standard for a stage, from entry into it."""
    found = limit(key)
    return Deadline(
        key, title, kind=ACT_BY, within=found, of=of or ENTRY, cite=found.provision, seat=seat,
        on_expiry=(INTERNAL_ESCALATION,),
    )  # fmt: skip


def for_least_developed(facts: Facts, answers: Mapping[str, Value]) -> bool:
    """The respondent is a least-developed country."""
    return least_developed_respondent(facts)


COMPLAINT_RECEIVED = Stage(
    "complaint_received",
    N_("Complaint received"),
    Outside(N_("Your complaint about a measure abroad is in."), OURS),
    phase="domestic",
    main=True,
    actions=(
        Action(
            "accept", N_("Take the complaint in hand"), by=(DISPUTE_DESK,), cite=basis.RECORD, to="screening",
            inputs=(asks.NOTE,), emails=(letters.TOLD,), button=N_("Take it in hand"),
            says=N_("Everything that is needed is there; the complaint is screened next."),
        ),
        Action(
            "return_incomplete", N_("Ask for what is missing"), by=(DISPUTE_DESK,), cite=basis.RECORD,
            inputs=(Input("missing", N_("What is missing"), LONGTEXT, outward=True),), emails=(letters.TOLD,),
            button=N_("Ask for it"), says=N_("The complainant completes the complaint. The case stays here."),
        ),
        Action(
            "divert", N_("Send it to another procedure"), by=(DISPUTE_DESK,), cite=basis.RECORD, to="closed_diverted",
            inputs=(
                Input(
                    "procedure", N_("Which procedure?"), CHOICE,
                    choices=(("ntb", N_("Non-tariff barrier")), ("remedy", N_("Trade remedy"))),
                ),
                Input("other_case", N_("Reference of the case there"), CASE, required=False, link="diverted_to"),
            ),
            needs_reason=True, emails=letters.CLOSED, button=N_("Send it there"),
            says=N_("Another procedure is the right door; this file closes with a link to it."),
        ),
    ),
    deadlines=(standard("svc_ds_ack", N_("The complaint is acknowledged"), seat=DISPUTE_DESK),),
)  # fmt: skip

SCREENING = Stage(
    "screening",
    N_("Can it lead to a dispute?"),
    Outside(N_("We are looking whether this can be taken to the WTO."), OURS),
    phase="domestic",
    main=True,
    actions=(
        Action(
            "admit", N_("Admit the complaint"), by=(DISPUTE_DESK,), cite=basis.GATE, to="legal_assessment",
            inputs=(Input("admission", N_("What was checked"), CHECKLIST, choices=ADMISSION),),
            emails=(letters.TOLD, letters.COUNSEL_TURN), button=N_("Admit it"),
            says=N_("A measure of a Member, attributable, with a Kenyan interest: lawyers look at it next."),
        ),
        Action(
            "reject", N_("Do not admit the complaint"), by=(DISPUTE_DESK,), cite=basis.GATE, to="closed_not_admitted",
            needs_reason=True, emails=letters.CLOSED, button=N_("Do not admit it"),
            says=N_("Closes the file; the complainant gets the reasons in writing."),
        ),
    ),
    deadlines=(standard("svc_ds_screen", N_("The complaint is admitted or not"), seat=DISPUTE_DESK),),
)  # fmt: skip

LEGAL_ASSESSMENT = Stage(
    "legal_assessment",
    N_("Legal assessment"),
    Outside(N_("Lawyers are looking at the measure."), OURS),
    phase="domestic",
    main=True,
    actions=(
        Action(
            "opine", N_("Hand in the legal memorandum"), by=(COUNSEL,), cite=basis.GATE, to="economic_assessment",
            inputs=(
                asks.MEMO,
                Input("provisions", N_("Provisions relied on"), LONGTEXT),
                Input("strength", N_("Strength of the claim"), CHOICE, choices=(
                    ("strong", N_("Strong")), ("arguable", N_("Arguable")), ("weak", N_("Weak")),
                ), fact="strength"),
            ),
            emails=(letters.DESK_TURN,), button=N_("Hand it in"),
            says=N_("Measure, provisions, defences, prior reports and limits of the special agreements."),
        ),
    ),
    deadlines=(standard("svc_ds_legal", N_("The legal memorandum is in"), seat=COUNSEL),),
)  # fmt: skip

ECONOMIC_ASSESSMENT = Stage(
    "economic_assessment",
    N_("Economic assessment"),
    Outside(N_("Economists are working out what the measure costs."), OURS),
    phase="domestic",
    main=True,
    actions=(
        Action(
            "quantify", N_("Hand in the economic memorandum"), by=(ECONOMIST,), cite=basis.GATE, to="options_paper",
            inputs=(
                asks.MEMO,
                Input("trade_loss", N_("Trade lost in a year"), MONEY, fact="trade_loss"),
                Input("cost", N_("Cost of a dispute"), MONEY, required=False),
            ),
            emails=(letters.DESK_TURN,), button=N_("Hand it in"),
            says=N_("Trade loss, who benefits, capacity to retaliate, and cost."),
        ),
    ),
    deadlines=(standard("svc_ds_economic", N_("The economic memorandum is in"), seat=ECONOMIST),),
)  # fmt: skip

OPTIONS_PAPER = Stage(
    "options_paper",
    N_("Options paper"),
    Outside(N_("The ways that are open are being weighed."), OURS),
    phase="domestic",
    main=True,
    actions=(
        Action(
            "consult_ncwto", N_("Send the options to the national committee"), by=(DISPUTE_DESK,), cite=basis.GATE,
            to="interagency_review",
            inputs=(
                Input("options", N_("Ways that were weighed"), CHECKLIST, choices=WAYS),
                Input("fruitful", N_("Would action be fruitful (DSU Art. 3.7)?"), LONGTEXT),
                Input("paper", N_("Options paper"), DOCUMENT),
            ),
            emails=(Email("case-informed", NCWTO),), button=N_("Send it to the committee"),
            says=N_("Every way is weighed, doing nothing included."),
        ),
    ),
    deadlines=(standard("svc_ds_options", N_("The options paper is out"), seat=DISPUTE_DESK),),
)  # fmt: skip

INTERAGENCY_REVIEW = Stage(
    "interagency_review",
    N_("National committee"),
    Outside(N_("The ministries concerned are advising."), OURS),
    phase="domestic",
    main=True,
    actions=(
        Action(
            "recommend", N_("Record the committee's recommendation"), by=(NCWTO,), cite=basis.GATE,
            to="decision_to_litigate",
            inputs=(
                Input("minutes", N_("Minutes"), DOCUMENT), Input("recommendation", N_("Recommendation"), LONGTEXT),
            ),
            emails=letters.TO_DECIDE, button=N_("Record it"), says=N_("The decision lies with the Cabinet Secretary."),
        ),
    ),
    deadlines=(standard("svc_ds_interagency", N_("The committee recommends"), seat=NCWTO),),
)  # fmt: skip

DECISION = Stage(
    "decision_to_litigate",
    N_("Decision of the Cabinet Secretary"),
    Outside(N_("The Cabinet Secretary is deciding."), OURS),
    phase="domestic",
    main=True,
    actions=(
        Action(
            "approve", N_("Decide for a dispute"), by=(CS_TRADE,), cite=basis.GATE, to="counsel_instructed",
            inputs=(
                Input("decision", N_("Signed decision"), DOCUMENT),
                Input("concurrence", N_("Concurrence of the Attorney General"), DOCUMENT),
                Input("budget", N_("Budget line"), TEXT),
            ),
            sets={"role": KENYA_COMPLAINS},
            emails=(letters.DESK_TURN, Email("dispute-opened", GENEVA_MISSION), letters.TOLD),
            button=N_("Decide for it"),
            says=N_("Kenya goes to the WTO. Counsel is engaged next."),
        ),
        Action(
            "approve_third_party", N_("Decide to join as a third party"), by=(CS_TRADE,), cite=basis.GATE,
            to=ByInput("next", ("interest_screening", "panel_established_watch")),
            inputs=(
                Input("next", N_("Where does the other dispute stand?"), CHOICE, choices=(
                    ("interest_screening", N_("In consultations")),
                    ("panel_established_watch", N_("A panel is asked for or established")),
                )),
                Input("ds_number", N_("Number of the dispute at the WTO"), TEXT, fact="ds_number"),
                Input("circulated_on", N_("Day of circulation of the request"), DATE, anchor=CIRCULATED,
                      fact="circulated_on"),
                Input("gatt_xxii", N_("Held under GATT Art. XXII:1 or a corresponding article"), BOOL,
                      fact="gatt_xxii"),
            ),
            sets={"role": THIRD_PARTY}, emails=(letters.DESK_TURN, letters.TOLD), button=N_("Join as a third party"),
            says=N_("Another Member has brought the matter; Kenya joins instead of going alone."),
        ),
        Action(
            "decline", N_("Decide against a dispute"), by=(CS_TRADE,), cite=basis.GATE, to="closed_no_action",
            needs_reason=True, emails=letters.CLOSED, button=N_("Decide against it"),
            says=N_("Closes the file; the complainant gets the reasons in writing."),
        ),
    ),
    deadlines=(
        Deadline(
            "svc_ds_decision", N_("The Cabinet Secretary decides"), kind=ACT_BY, within=limit("svc_ds_decision"),
            of=ENTRY, cite=limit("svc_ds_decision").provision, seat=CS_TRADE,
            on_expiry=(Expiry(emails=(Email("decision-due", CS_TRADE), Email("decision-due", PS_TRADE))),),
        ),
    ),
)  # fmt: skip

COUNSEL_INSTRUCTED = Stage(
    "counsel_instructed",
    N_("Counsel is engaged"),
    Outside(N_("Kenya has decided to go to the WTO and is engaging counsel."), OURS),
    phase="domestic",
    main=True,
    actions=(
        Action(
            "engage", N_("Record the engagement of counsel"), by=(COUNSEL, DISPUTE_DESK), cite=basis.GATE,
            to="drafting_consultation_request",
            inputs=(
                Input("engagement", N_("Engagement letter"), DOCUMENT),
                Input("conflict_checked", N_("No conflict of interest: the Centre can act for one side only"), BOOL),
            ),
            emails=(letters.DESK_TURN, letters.COUNSEL_TURN), button=N_("Record the engagement"),
            says=N_("The request for consultations is drafted next."),
        ),
    ),
    deadlines=(standard("svc_ds_counsel", N_("Counsel is engaged"), seat=COUNSEL),),
)  # fmt: skip

DRAFTING = Stage(
    "drafting_consultation_request",
    N_("The request for consultations is drafted"),
    Outside(N_("Kenya's request for consultations is being written."), OURS),
    phase="domestic",
    main=True,
    actions=(
        Action(
            "record_forums", N_("Record the forums already used"), by=(DISPUTE_DESK, COUNSEL), cite=basis.FORUM,
            inputs=(asks.FORUMS_USED,), emails=(), button=N_("Record the forums"),
            says=N_("A second forum on the same measure is barred in some agreements. The case stays here."),
        ),
        Action(
            "allow_second_forum", N_("Allow the WTO beside another forum"), by=(COUNSEL,), cite=basis.FORUM,
            inputs=(Input("opinion", N_("Opinion of the Attorney General"), DOCUMENT),),
            sets={"forum_override": True}, needs_reason=True, button=N_("Allow it"),
            says=N_("The Attorney General's word, with reasons. The case stays here."),
        ),
        Action(
            "check_request", N_("Check the draft as the second person"), by=(COUNSEL,), cite=basis.TWO_PERSONS,
            inputs=(Input("checked", N_("What was checked"), CHECKLIST, choices=CONTENT),),
            emails=(letters.DESK_TURN,), button=N_("I have checked it"),
            says=N_("What is left out of the request can fall outside the panel's terms of reference."),
        ),
        Action(
            "file_request", N_("File the request for consultations"), by=(GENEVA_MISSION,), cite=basis.REQUEST,
            to="consultations_requested", when=(request_was_checked, forum_is_free),
            inputs=(
                Input("request", N_("The request as filed"), DOCUMENT),
                Input("agreements", N_("Agreements and articles"), LONGTEXT, fact="agreements", outward=True),
                Input("gatt_xxii", N_("Held under GATT Art. XXII:1 or a corresponding article"), BOOL,
                      fact="gatt_xxii"),
                Input("perishable", N_("The goods perish"), BOOL, required=False, fact="perishable"),
                Input("urgent", N_("It is urgent (DSU Art. 4.8)"), BOOL, required=False, fact="urgent"),
                Input("restraint", N_("Why Kenya acts although a least-developed country responds (DSU Art. 24.1)"),
                      LONGTEXT, needed=for_least_developed, needed_when=N_("if a least-developed country responds")),
            ),
            emails=letters.REQUESTED, button=N_("Record that it is filed"),
            says=N_("Consultations begin. Every period runs from the day on which the other side receives it."),
        ),
    ),
    deadlines=(standard("svc_ds_draft", N_("The request is filed"), seat=COUNSEL),),
)  # fmt: skip

STAGES = (
    COMPLAINT_RECEIVED, SCREENING, LEGAL_ASSESSMENT, ECONOMIC_ASSESSMENT, OPTIONS_PAPER, INTERAGENCY_REVIEW, DECISION,
    COUNSEL_INSTRUCTED, DRAFTING,
)  # fmt: skip
KEYS = tuple(stage.key for stage in STAGES)
