"""A provisional measure: a small file of its own beside the investigation, which ends by itself. ADA Art. 7."""

from __future__ import annotations

from datetime import date

from cases.history import Facts
from cases.law.limits import Limit, among, limit
from cases.lifecycle import (
    ACT_BY,
    DATE,
    LONGTEXT,
    Action,
    Before,
    Deadline,
    Email,
    Expiry,
    Input,
    Lifecycle,
    OnFact,
    Outside,
    Rung,
    Stage,
)
from cases.lifecycles.remedy import asks, basis, letters
from cases.lifecycles.remedy.gates import day
from cases.seats import CS_TRADE, EXECUTIVE_DIRECTOR, KRA, SYSTEM
from cases.words import N_


@among("ad_provisional_4m", "ad_provisional_6m", "ad_provisional_lesser_6m", "ad_provisional_lesser_9m")
def longest(facts: Facts) -> Limit | None:
    """Four months, six on request of exporters; six and nine where a lesser duty is examined. ADA Art. 7.4."""
    stem = "ad_provisional_lesser_" if facts.is_true("lesser_duty") else "ad_provisional_"
    short, long = ("6m", "9m") if facts.is_true("lesser_duty") else ("4m", "6m")
    return limit(f"{stem}{long if facts.is_true('prolonged') else short}")


def time_is_over(facts: Facts) -> str | None:
    """The longest time for a provisional measure is over. ADA Art. 7.4."""
    last = facts.due("longest")
    if facts.lapsed("longest"):
        return None
    return f"The provisional measure may run until {day(last)}." if last else "The day of effect is not on record."


def time_runs(facts: Facts) -> str | None:
    """The measure has not ended yet."""
    last = facts.due("longest")
    if last is None or facts.on <= last:
        return None
    return f"The provisional measure ended on {day(last)} (ADA Art. 7.4)."


IN_FORCE = Stage(
    "security_in_force",
    N_("Security in force"),
    Outside(N_("A provisional measure is in force."), N_("Nobody's turn")),
    phase="measure",
    main=True,
    actions=(
        Action(
            "prolong", N_("Prolong it on request of exporters"), by=(CS_TRADE,), cite=basis.PROVISIONAL_LENGTH,
            when=(time_runs,), sets={"prolonged": True},
            inputs=(Input("request", N_("Who asked, and for which share of the trade"), LONGTEXT), asks.GAZETTE),
            emails=(Email("ad-security-instruction", KRA),), button=N_("Prolong it"),
            says=N_("From four to six months, or from six to nine where a lesser duty is examined."),
        ),
        Action(
            "replace", N_("Record that a definitive duty takes its place"), by=(EXECUTIVE_DIRECTOR,),
            cite=basis.MEASURES, to="security_replaced",
            inputs=(Input("definitive_on", N_("Day from which the definitive duty applies"), DATE),), emails=(),
            button=N_("Record it"),
            says=N_("What was secured is collected at the lower of both rates; the rest is released."),
        ),
        Action(
            "release", N_("Release the security"), by=(EXECUTIVE_DIRECTOR,), cite=basis.REFUND,
            to="security_released", needs_reason=True, emails=letters.RELEASED, button=N_("Release it"),
            says=N_("The investigation ended without a measure, or the measure was withdrawn."),
        ),
        Action(
            "lapse", N_("The measure ends by time"), by=(SYSTEM, EXECUTIVE_DIRECTOR), cite=basis.PROVISIONAL_LENGTH,
            to="security_lapsed", when=(time_is_over,), emails=letters.RELEASED, button=N_("Record the end"),
            says=N_("Security is taken no longer; the investigation goes on without it."),
        ),
    ),
    deadlines=(
        Deadline(
            "longest", N_("The provisional measure ends"), kind=ACT_BY, within=longest, of=OnFact("effect_on"),
            cite=basis.PROVISIONAL_LENGTH, seat=KRA, rolls=False, met_by=("replace", "release"),
            remind=(Rung(Before(14), Email("ad-security-released", KRA)),),
            on_expiry=(Expiry(take="lapse", door=N_("It ends by itself.")),),
        ),
    ),
)  # fmt: skip


def end(key: str, title: str, words: str, *, main: bool = False) -> Stage:
    return Stage(key, title, Outside(words, N_("Nobody's turn")), terminal=True, phase="closed", main=main)


LIFECYCLE = Lifecycle(
    key="remedy_provisional",
    version=1,
    title=N_("Provisional anti-dumping measure"),
    series="KE-PM",
    in_force=date(2026, 1, 1),
    stages=(
        IN_FORCE,
        end("security_lapsed", N_("Ended by time"), N_("The provisional measure has ended.")),
        end("security_replaced", N_("Replaced by a definitive duty"), N_("A definitive duty took its place."),
            main=True),
        end("security_released", N_("Released"), N_("The security was released.")),
    ),
    first="security_in_force",
    phases={"measure": N_("The measure"), "closed": N_("How it ends")},
    about=N_(
        "Opened by the Cabinet Secretary's act in an investigation, not before 60 days from initiation. It ends by "
        "itself after its longest time, while the investigation goes on."
    ),
)  # fmt: skip
