"""A small procedure for tests that uses the words of the grammar. It is nobody's law."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cases.history import Facts, Value
from cases.law import DSU, SERVICE
from cases.law.limits import Limit, limit
from cases.lifecycle import (
    ACT_BY,
    BACK,
    CHOICE,
    COUNT,
    DATE,
    ENTRY,
    HALF_TIME,
    RECEIVED,
    RECURRING,
    TARGET,
    THEIR_ACT_BY,
    WAIT_UNTIL,
    WINDOW,
    Action,
    Anywhere,
    Before,
    ByFact,
    ByInput,
    Deadline,
    Email,
    Expiry,
    Extends,
    Input,
    Latest,
    Layers,
    Lifecycle,
    Meeting,
    Occurrence,
    OnFact,
    Opens,
    Outside,
    Rung,
    Scope,
    Stage,
)
from cases.periods import Days, Months, WorkingDays
from cases.seats import COMPLAINANT, COUNSEL, NFP_OTHER, OFFICER, SUPERVISOR, SYSTEM

SAYS = Outside("We are at work on it.", "ours")
OWN = SERVICE("record")


def waited_long_enough(case: Facts) -> str | None:
    """A panel may be asked for once the time to settle is over."""
    if case.lapsed("settle"):
        return None
    due = case.due("settle")
    return f"Talks run until {due:%d %B %Y}." if due else "No request was sent."


def by_regime(case: Facts) -> Limit | None:
    """By the regime."""
    return limit("afcfta_response") if case.value("regime") == "AfCFTA" else limit("comesa_response")


def easy_or_hard(case: Facts, answers: Mapping[str, Value]) -> str:
    return "talks" if answers.get("hard") == "yes" else "closed_done"


HOME = Stage(
    "home", "At home", SAYS, main=True, phase="working",
    actions=[
        Action("ask", "Ask the complainant", [OFFICER], OWN, to="asked"),
        Action("tell", "Tell the complainant", [OFFICER], OWN),
        Action("send", "Send the request", [OFFICER], OWN, to="sent",
               inputs=[Input("received_on", "Received on", DATE, required=False, anchor=RECEIVED)],
               emails=[Email("request", NFP_OTHER), Email("note", COMPLAINANT, when=lambda f: "Nobody asked.")]),
        Action("branch", "Branch", [OFFICER], OWN, to=ByInput("next", ("sent", "talks")),
               inputs=[Input("next", "Next", CHOICE, choices=(("sent", "Sent"), ("talks", "Talks")))]),
        Action("weigh", "Weigh", [OFFICER], OWN, to=ByFact(easy_or_hard, ("talks", "closed_done"), "by how hard it is"),
               inputs=[Input("hard", "Hard?", CHOICE, choices=(("yes", "Yes"), ("no", "No")))]),
    ],
    deadlines=[
        Deadline("look", "We look at it", ACT_BY, ENTRY, WorkingDays(5), OWN,
                 remind=[Rung(Before(2), Email("near", OFFICER))],
                 on_expiry=[Expiry(emails=[Email("missed", SUPERVISOR)])]),
    ],
)  # fmt: skip
ASKED = Stage(
    "asked", "Asked", SAYS,
    actions=[
        Action("answer", "Answer", [COMPLAINANT], OWN, to=BACK),
        Action("sleep", "Set aside", [SYSTEM], OWN, to="asleep", system=True),
    ],
    deadlines=[Deadline("info", "The complainant answers", THEIR_ACT_BY, ENTRY, limit("svc_info"),
                        SERVICE("svc_info"), met_by=["answer"], on_expiry=[Expiry(take="sleep")])],
)  # fmt: skip
ASLEEP = Stage("asleep", "Asleep", SAYS, actions=[
    Action("wake", "Wake", [OFFICER, COMPLAINANT], OWN, to=BACK),
    Action("close", "Close", [OFFICER], OWN, to="closed_done"),
])  # fmt: skip
SENT = Stage(
    "sent", "Sent", SAYS, main=True, phase="working",
    actions=[
        Action("reply", "Record the reply", [NFP_OTHER], OWN, to="talks", recordable=True,
               when=[lambda f: None if f.taken("acknowledge") else "They have not acknowledged it yet."]),
        Action("acknowledge", "Record the acknowledgement", [NFP_OTHER], OWN),
        Action("more_time", "Give more time", [OFFICER], OWN, needs_reason=True,
               inputs=[Input("days", "Days", COUNT, least=1, most=30)], extends=Extends("reply_by", by="days")),
        Action("stop", "Stop the clock", [OFFICER], OWN, pauses=("reply_by",)),
        Action("go_on", "Let the clock run", [OFFICER], OWN, resumes=("reply_by",)),
        Action("fixed", "Report a fix", [OFFICER], OWN, to="fix"),
    ],
    deadlines=[
        Deadline("reply_by", "They reply", THEIR_ACT_BY, "send", Days(10), DSU("4.3"), anchor=RECEIVED,
                 met_by=["reply"], remind=[Rung(HALF_TIME, Email("remind", NFP_OTHER))]),
        Deadline("regime", "The regime's answer", THEIR_ACT_BY, ENTRY, by_regime, OWN),
    ],
)  # fmt: skip
FIX = Stage("fix", "Fix reported", SAYS, actions=[
    Action("deny", "Deny", [COMPLAINANT], OWN, to=BACK),
    Action("confirm", "Confirm", [COMPLAINANT], OWN, to="closed_done",
           opens=Opens("small", "remainder_of", at="home", when=lambda f, v: v.get("rest") == "yes"),
           inputs=[Input("rest", "Does anything remain?", CHOICE, choices=(("yes", "Yes"), ("no", "No")))]),
])  # fmt: skip
TALKS = Stage(
    "talks", "Talks", SAYS, main=True, phase="working",
    actions=[
        Action("panel", "Ask for a panel", [COUNSEL], DSU("4.7"), to="closed_done", when=[waited_long_enough]),
        Action("plan", "Agree a plan", [OFFICER], OWN,
               inputs=[Input("target", "By", DATE, fact="target_on", may_be_future=True)]),
        Action("exclude", "End it for one exporter", [OFFICER], OWN, per="exporter", standing="ended"),
        Action("question", "Send a questionnaire", [OFFICER], OWN, per="exporter"),
        Action("returned", "Record a questionnaire", [OFFICER], OWN, per="exporter"),
    ],
    deadlines=[
        Deadline("settle", "Time to settle", WAIT_UNTIL, "send", Days(60), DSU("4.7"), anchor=RECEIVED),
        Deadline("join", "Join", WINDOW, ENTRY, Days(20), OWN, opens_after=Days(5)),
        Deadline("meeting", "The committee meets", TARGET, Meeting("rmc"), None, OWN),
        Deadline("target", "The plan's date", ACT_BY, OnFact("target_on"), None, OWN, met_by=["panel"]),
        Deadline("agenda", "The agenda closes", ACT_BY, OnFact("target_on"), Days(11), OWN, before=True,
                 met_by=["panel"]),
        Deadline("form", "Questionnaire comes back", THEIR_ACT_BY, "question", Days(30), OWN, per="exporter",
                 deemed=Days(7), anchor=RECEIVED, met_by=["returned"]),
        Deadline("layered", "Decide", ACT_BY, ENTRY, None, OWN,
                 layers=Layers(limit("svc_dispute"), None, limit("svc_overdue"))),
    ],
)  # fmt: skip
DONE = Stage("closed_done", "Done", SAYS, terminal=True, actions=[
    Action("reopen", "Reopen", [OFFICER, COMPLAINANT], OWN, to=Latest("working", "home")),
])  # fmt: skip

SMALL = Lifecycle(
    key="small", version=1, title="A small procedure", series="KE-SM", in_force=date(2026, 1, 1), first="home",
    stages=[HOME, ASKED, ASLEEP, SENT, FIX, TALKS, DONE], phases={"working": "Work"},
    internal_pause_in=("asked", "asleep"),
    anywhere=[
        Anywhere(Action("withdraw", "Withdraw", [COMPLAINANT], OWN, to="closed_done"), except_in=["closed_done"]),
    ],
    deadlines=[
        Deadline("progress", "A note to the complainant", RECURRING, "home.ask", Days(30), SERVICE("svc_progress"),
                 met_by=["tell"]),
        Deadline("whole", "The whole case", ACT_BY, "send", Months(12), OWN, met_by=["panel"]),
        Deadline("latest", "After the last note", ACT_BY, Occurrence("tell"), Days(5), OWN, met_by=["send"]),
        Deadline("second", "After the second note", ACT_BY, Occurrence("tell", 2), Days(5), OWN, met_by=["send"]),
    ],
    scope=Scope("exporter", "Exporter", (("going", "Going on"), ("ended", "Ended")), ("ended",)),
)  # fmt: skip
