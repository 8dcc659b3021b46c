"""A hearing beside an investigation: asked for, held, and counted only if handed in in writing. ADA Art. 6.3."""

from __future__ import annotations

from datetime import date

from cases.law.limits import limit
from cases.lifecycle import (
    ACT_BY,
    DATE,
    DOCUMENT,
    ENTRY,
    INTERNAL_ESCALATION,
    LONGTEXT,
    Action,
    Before,
    Deadline,
    Email,
    Input,
    Lifecycle,
    OnFact,
    Outside,
    Rung,
    Stage,
)
from cases.lifecycles.remedy import asks, basis, letters
from cases.seats import INTERESTED_PARTY, PRESIDING_OFFICER
from cases.words import N_

ASKED = Stage(
    "hearing_asked",
    N_("Hearing asked for"),
    Outside(N_("A hearing was asked for."), N_("Our turn")),
    phase="hearing",
    main=True,
    actions=(
        Action(
            "set_day", N_("Set the day of the hearing"), by=(PRESIDING_OFFICER,), cite=basis.HEARING, to="hearing_set",
            inputs=(Input("hearing_on", N_("Day of the hearing"), DATE, fact="hearing_on", may_be_future=True),
                    Input("topics", N_("What it is about"), LONGTEXT, outward=True)),
            emails=letters.HEARING, button=N_("Set the day"), says=N_("All parties are invited."),
        ),
        Action("drop", N_("Record that the request was dropped"), by=(INTERESTED_PARTY, PRESIDING_OFFICER),
               cite=basis.HEARING, to="hearing_dropped", needs_reason=True, button=N_("Record it"),
               says=N_("No hearing is held.")),
    ),
)  # fmt: skip

SET = Stage(
    "hearing_set",
    N_("Hearing is set"),
    Outside(N_("The day of the hearing is set."), N_("The parties' turn"), N_("Come, or send somebody.")),
    phase="hearing",
    main=True,
    actions=(
        Action("hold", N_("Record that the hearing was held"), by=(PRESIDING_OFFICER,), cite=basis.HEARING,
               to="hearing_held", inputs=(Input("present", N_("Who was there"), LONGTEXT), asks.FILES),
               button=N_("Record it"), says=N_("Minutes follow; oral points count only if handed in in writing.")),
        Action("move", N_("Move the day"), by=(PRESIDING_OFFICER,), cite=basis.HEARING,
               inputs=(Input("hearing_on", N_("New day of the hearing"), DATE, fact="hearing_on",
                             may_be_future=True),),
               needs_reason=True, emails=letters.HEARING, button=N_("Move it"), says=N_("All parties are told.")),
    ),
    deadlines=(
        Deadline(
            "hearing", N_("The hearing is held"), kind=ACT_BY, within=None, of=OnFact("hearing_on"), cite=basis.HEARING,
            seat=PRESIDING_OFFICER, met_by=("hold",),
            remind=(Rung(Before(7), Email("deadline-approaching", PRESIDING_OFFICER)),),
            on_expiry=(INTERNAL_ESCALATION,),
        ),
    ),
)  # fmt: skip

HELD = Stage(
    "hearing_held",
    N_("Hearing held"),
    Outside(N_("The hearing was held; minutes follow."), N_("Our turn")),
    phase="hearing",
    main=True,
    actions=(
        Action("written_points", N_("Record points handed in in writing"), by=(INTERESTED_PARTY, PRESIDING_OFFICER),
               cite=basis.HEARING, inputs=(Input("points", N_("Points in writing"), DOCUMENT),),
               button=N_("Record them"), says=N_("Only these count. The case stays here.")),
        Action("minutes", N_("Put the minutes on file"), by=(PRESIDING_OFFICER,), cite=basis.HEARING,
               to="hearing_closed", inputs=(Input("minutes", N_("Minutes, public version"), DOCUMENT),),
               button=N_("Put them on file"), says=N_("The hearing is over; the investigation goes on.")),
    ),
    deadlines=(
        Deadline(
            "minutes_due", N_("The minutes are on file"), kind=ACT_BY, within=limit("svc_ad_hearing"), of=ENTRY,
            cite=limit("svc_ad_hearing").provision, seat=PRESIDING_OFFICER, on_expiry=(INTERNAL_ESCALATION,),
        ),
    ),
)  # fmt: skip


def end(key: str, title: str, words: str, *, main: bool = False) -> Stage:
    return Stage(key, title, Outside(words, N_("Nobody's turn")), terminal=True, phase="closed", main=main)


LIFECYCLE = Lifecycle(
    key="remedy_hearing",
    version=1,
    title=N_("Hearing in an investigation"),
    series="KE-HR",
    in_force=date(2026, 1, 1),
    stages=(
        ASKED, SET, HELD,
        end("hearing_closed", N_("Hearing closed"), N_("The hearing is over."), main=True),
        end("hearing_dropped", N_("No hearing"), N_("No hearing is held.")),
    ),
    first="hearing_asked",
    phases={"hearing": N_("The hearing"), "closed": N_("How it ends")},
    about=N_("Opened from an investigation on request of a party; the investigation does not wait for it."),
)  # fmt: skip
