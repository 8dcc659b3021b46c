"""An anti-dumping investigation, from counselling to a duty in force and its end. The page by phase.

Section 4 of the specification is the table behind it. A finding is kept per exporting country and exporter: one may
leave the case while it goes on against the others. A provisional measure and a hearing run beside the investigation as
small files of their own.
"""

from __future__ import annotations

from datetime import date

from cases.law.limits import limit
from cases.lifecycle import (
    ACT_BY,
    LONGTEXT,
    PUBLISHED,
    WAIT_UNTIL,
    Action,
    Anywhere,
    ByStaff,
    Deadline,
    Expiry,
    Input,
    Layers,
    Lifecycle,
    Opens,
    Scope,
)
from cases.lifecycles.remedy import (
    after,
    asks,
    basis,
    before,
    deciding,
    elsewhere,
    hearing,
    inquiry,
    letters,
    provisional,
)
from cases.lifecycles.remedy.gates import case_has_fallen
from cases.seats import (
    COMPLAINANT,
    COMPLAINTS_OFFICER,
    CS_TRADE,
    EXECUTIVE_DIRECTOR,
    INTERESTED_PARTY,
    INVESTIGATOR,
    SYSTEM,
)
from cases.words import N_

NOT_RUNNING = (*before.KEYS, "ad_terminating", "ad_measure_in_force", *after.END_KEYS)
FINAL = ("publish", "decline", "close_without_measure", "refunds_done", "keep_as_record")

HEARING = Action(
    "ask_hearing", N_("Open a hearing"), by=(INTERESTED_PARTY, INVESTIGATOR), cite=basis.HEARING,
    inputs=(Input("asked_by", N_("Who asks, and why"), LONGTEXT),),
    opens=Opens("remedy_hearing", "hearing_of", carries=asks.CARRIED, same_measure=False),
    button=N_("Open a hearing"), says=N_("A small file of its own; the investigation does not wait."),
)  # fmt: skip
WITHDRAW = Action(
    "withdraw", N_("Withdraw the application"), by=(COMPLAINANT,), cite=basis.NOTICE, to="ad_terminating",
    needs_reason=True, emails=(letters.TEAM_TURN,), button=N_("Withdraw it"),
    says=N_("After initiation the end is published; the parties may comment."),
)  # fmt: skip
FALL = Action(
    "fall", N_("The case falls"), by=(SYSTEM, EXECUTIVE_DIRECTOR), cite=basis.TIME, to="ad_lapsed_18m",
    when=(case_has_fallen,), emails=letters.OUT_OF_TIME, button=N_("Record that it fell"),
    says=N_("Eighteen months are over without a final act: no measure can follow."),
)  # fmt: skip
ADD = Action(
    "add_document", N_("Add a document"), by=(INVESTIGATOR, COMPLAINANT, INTERESTED_PARTY), cite=basis.RECORD,
    inputs=(asks.FILES, asks.NOTE), button=N_("Add it"), says=N_("Puts a document on file. The case stays here."),
)  # fmt: skip


def alarm(key: str, name: str, title: str) -> Deadline:
    """An alarm on the way to the day on which the case falls."""
    found = limit(name)
    return Deadline(
        key, title, kind=ACT_BY, within=found, of="initiate", anchor=PUBLISHED, cite=found.provision, met_by=FINAL,
        seat=EXECUTIVE_DIRECTOR, rolls=False, on_expiry=(Expiry(emails=letters.ALARM),),
    )  # fmt: skip


DEADLINES = (
    Deadline(
        "provisional_wait", N_("No provisional measure before this day"), kind=WAIT_UNTIL,
        within=limit("ad_provisional_wait"), of="initiate", anchor=PUBLISHED,
        cite=limit("ad_provisional_wait").provision, seat=CS_TRADE, met_by=("impose_provisional", "go_on"),
    ),
    Deadline(
        "year", N_("The investigation is concluded"), kind=ACT_BY, within=limit("ad_investigation"), of="initiate",
        anchor=PUBLISHED, cite=limit("ad_investigation").provision, met_by=FINAL, seat=EXECUTIVE_DIRECTOR,
        layers=Layers(cap=limit("ad_investigation"), rule=limit("ke_investigation")), rolls=False,
        on_expiry=(Expiry(emails=letters.ALARM),),
    ),
    alarm("alarm_15", "svc_ad_alarm_15", N_("Three months are left before the case falls")),
    alarm("alarm_17", "svc_ad_alarm_17", N_("One month is left before the case falls")),
    Deadline(
        "fall", N_("The case falls"), kind=ACT_BY, within=limit("ad_investigation_fall"), of="initiate",
        anchor=PUBLISHED, cite=limit("ad_investigation_fall").provision, met_by=FINAL, seat=EXECUTIVE_DIRECTOR,
        layers=Layers(cap=limit("ad_investigation_fall"), rule=limit("ke_investigation")), rolls=False,
        on_expiry=(Expiry(take="fall", door=N_("The case falls by itself.")),),
    ),
)  # fmt: skip

LIFECYCLE = Lifecycle(
    key="remedy_anti_dumping",
    version=1,
    title=N_("Anti-dumping investigation"),
    series="KE-AD",
    in_force=date(2026, 1, 1),
    stages=(*before.STAGES, *inquiry.STAGES, *deciding.STAGES, *after.STAGES),
    first="ad_prefiling",
    entries=("ad_initiation_pending", "ad_measure_in_force"),
    anywhere=(
        Anywhere(HEARING, except_in=(*NOT_RUNNING, "ad_essential_facts", "ad_final_report", "ad_cs_decision",
                                     "ad_suspended_decision")),
        Anywhere(WITHDRAW, except_in=NOT_RUNNING),
        Anywhere(FALL, except_in=NOT_RUNNING),
        Anywhere(ADD, except_in=after.END_KEYS),
        Anywhere(elsewhere.RECORD_STEP, except_in=elsewhere.NOT_HERE),
        Anywhere(elsewhere.KEEP, except_in=elsewhere.NOT_HERE),
    ),
    deadlines=DEADLINES,
    phases={
        "before": N_("Before initiation"),
        "inquiry": N_("The inquiry"),
        "deciding": N_("Facts, report and decision"),
        "after": N_("The measure"),
        "closed": N_("How a file ends"),
    },
    scope=Scope(
        inquiry.EXPORTER,
        N_("Exporting country or exporter"),
        standings=(
            ("registered", N_("Registered")), ("asked", N_("Questionnaire sent")), ("replied", N_("Replied")),
            ("verified", N_("Visited")), ("facts_available", N_("Facts available")), ("found", N_("Finding made")),
            ("ended", N_("Ended")),
        ),
        ended=("ended",),
        within=":",
        heading=N_("Exporters and countries"),
    ),
    opening=asks.OPENING,
    by_staff=ByStaff(
        by=(COMPLAINTS_OFFICER, COMPLAINANT),
        cite=basis.RECORD,
        party=COMPLAINANT,
        named_in="applicant",
        says=N_("An industry asks for protection against dumped imports. Nothing is public before initiation."),
    ),
    about=N_(
        "An industry applies for protection against dumped imports. The Agency checks the application, tells the "
        "exporting governments, and initiates by a notice in the Gazette, which is clock zero. Parties register, "
        "answer questionnaires and are visited; a provisional measure is possible from day 60. The essential facts are "
        "disclosed, the report goes to the Cabinet Secretary, who decides; the measure enters into force by its "
        "publication and ends after five years unless a review was initiated before. Undertakings, price breaches and "
        "remands by a court have no stages of their own yet; facts available are kept per exporter, not as a stage."
    ),
)  # fmt: skip

LIFECYCLES = (LIFECYCLE, provisional.LIFECYCLE, hearing.LIFECYCLE)
