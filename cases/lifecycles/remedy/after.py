"""The measure in force, its reviews and its end; and how else a file ends."""

from __future__ import annotations

from cases.law.limits import limit
from cases.lifecycle import (
    ACT_BY,
    CHOICE,
    DATE,
    EFFECTIVE,
    ENTRY,
    LONGTEXT,
    TARGET,
    Action,
    Before,
    ByInput,
    Deadline,
    Email,
    Expiry,
    Input,
    Layers,
    Outside,
    Rung,
    Stage,
)
from cases.lifecycles.remedy import asks, basis, letters
from cases.lifecycles.remedy.gates import expiry_has_come, in_time_for_review, review_was_initiated
from cases.seats import (
    CS_TRADE,
    EXECUTIVE_DIRECTOR,
    INTERESTED_PARTY,
    INVESTIGATOR,
    SYSTEM,
)
from cases.words import N_

NOBODY = N_("Nobody's turn")
WARNINGS = tuple(
    Rung(Before(days), letters.EXPIRY_WARNING) for days in (365, 270, 180, 90)
) + tuple(Rung(Before(days), Email("deadline-approaching", INVESTIGATOR)) for days in (30, 7))  # fmt: skip


def five_years(key: str, title: str, of: object) -> Deadline:
    """The day before the fifth anniversary: a review that keeps the duty is initiated by then."""
    return Deadline(
        key, title, kind=ACT_BY, within=limit("ad_expiry"), of=ENTRY if of is ENTRY else str(of), anchor=EFFECTIVE,
        cite=limit("ad_expiry").provision, layers=Layers(cap=limit("ad_expiry"), rule=limit("ke_duty_years")), less=1,
        rolls=False,
        seat=INVESTIGATOR, met_by=("initiate_review", "revoke"), remind=WARNINGS,
        on_expiry=(Expiry(take="expire", door=N_("The duty ends by itself that midnight.")),),
    )  # fmt: skip


MEASURE = Stage(
    "ad_measure_in_force",
    N_("Duty in force"),
    Outside(N_("An anti-dumping duty is in force."), NOBODY),
    phase="after",
    main=True,
    actions=(
        Action(
            "initiate_review", N_("Initiate a review"), by=(EXECUTIVE_DIRECTOR,), cite=basis.EXPIRY,
            when=(in_time_for_review,), recordable=True,
            inputs=(
                Input("kind", N_("Kind of review"), CHOICE, choices=(
                    ("sunset", N_("Before the five years end")), ("interim", N_("On changed facts")),
                )),
                asks.GAZETTE,
            ),
            emails=(letters.TEAM_TURN,), button=N_("Record the initiation"),
            says=N_("The duty stays while the review runs. Its year is an alarm, not a lapse."),
        ),
        Action(
            "conclude_review", N_("Conclude the review"), by=(CS_TRADE,), cite=basis.REVIEW,
            to=ByInput("next", ("ad_measure_in_force", "ad_revoked", "ad_expired")), when=(review_was_initiated,),
            inputs=(
                Input("next", N_("Result"), CHOICE, choices=(
                    ("ad_measure_in_force", N_("The duty stays; five new years")),
                    ("ad_revoked", N_("The duty is withdrawn")), ("ad_expired", N_("The duty ends")),
                )),
                Input("measure_from", N_("Day from which the result applies"), DATE, anchor=EFFECTIVE,
                      fact="measure_from"),
                Input("rates", N_("Rates from then on"), LONGTEXT, required=False, fact="rates"),
            ),
            emails=letters.FINAL, button=N_("Conclude it"), says=N_("Five years count anew from this day."),
        ),
        Action("revoke", N_("Withdraw the duty"), by=(CS_TRADE,), cite=basis.INTERIM_REVIEW, to="ad_revoked",
               inputs=(asks.GAZETTE, asks.PUBLISHED_ON), needs_reason=True, emails=letters.EXPIRED,
               button=N_("Withdraw it"), says=N_("Collection stops; refunds follow where it is back-dated.")),
        Action("expire", N_("The duty ends by time"), by=(SYSTEM, EXECUTIVE_DIRECTOR), cite=basis.EXPIRY,
               to="ad_expired", when=(expiry_has_come,), emails=letters.EXPIRED, button=N_("Record the end"),
               says=N_("No review was initiated: the duty ends by itself and collection stops.")),
    ),
    deadlines=(
        five_years("expiry", N_("A review is initiated, or the duty ends"), ENTRY),
        five_years("expiry_again", N_("Another review is initiated, or the duty ends"), "conclude_review"),
        Deadline(
            "review", N_("The review is concluded"), kind=TARGET, within=limit("ad_review"), of="initiate_review",
            cite=limit("ad_review").provision, seat=INVESTIGATOR, met_by=("conclude_review",),
        ),
    ),
)  # fmt: skip

REFUNDED = Action(
    "refunds_done", N_("Record that securities were released"), by=(EXECUTIVE_DIRECTOR,), cite=basis.REFUND,
    to="ad_closed_no_measure", inputs=(asks.NOTE,), emails=letters.RELEASED, button=N_("Record it"),
    says=N_("Nothing is left to do."),
)  # fmt: skip
TO_COURT = Action(
    "record_court", N_("Record a court case"), by=(INTERESTED_PARTY, EXECUTIVE_DIRECTOR), cite=basis.COURT,
    inputs=(Input("court", N_("Court, number and what is asked for"), LONGTEXT), asks.FILES), button=N_("Record it"),
    says=N_("Judicial review is open. The file stays as it is until the court decides."),
)  # fmt: skip


def end(key: str, title: str, words: str, *actions: Action, main: bool = False) -> Stage:
    """A terminal stage; its key is the close status."""
    return Stage(key, title, Outside(words, NOBODY), actions=actions, terminal=True, phase="closed", main=main)


ENDS = (
    end("ad_rejected", N_("Application rejected"), N_("Closed: no investigation was begun."), TO_COURT),
    end("ad_withdrawn", N_("Application withdrawn"), N_("Closed: the application was withdrawn.")),
    end("ad_declined", N_("No measure"), N_("Closed: the Cabinet Secretary decided against a measure."), REFUNDED,
        TO_COURT),
    end("ad_closed_no_measure", N_("Closed without a measure"), N_("Closed: no measure was imposed."), TO_COURT),
    end("ad_lapsed_18m", N_("Out of time"), N_("Closed: the time for the investigation is over."), REFUNDED, TO_COURT),
    end("ad_expired", N_("Duty ended by time"), N_("Closed: the duty has ended."), TO_COURT, main=True),
    end("ad_kept", N_("Kept as a record"), N_("Kept as a record of an investigation of others.")),
    end("ad_revoked", N_("Duty withdrawn"), N_("Closed: the duty was withdrawn."), TO_COURT),
)  # fmt: skip

STAGES = (MEASURE, *ENDS)
END_KEYS = tuple(stage.key for stage in ENDS)
