"""An investigation of another authority, followed as it is published: its steps are recorded, the same limits asked."""

from __future__ import annotations

from collections.abc import Mapping

from cases.history import Facts, Value
from cases.lifecycle import CHOICE, TEXT, Action, ByFact, Input
from cases.lifecycles.remedy import after, asks, basis, before, deciding, inquiry
from cases.lifecycles.remedy.gates import case_has_not_fallen, sixty_days_are_over
from cases.seats import EXECUTIVE_DIRECTOR, INVESTIGATOR
from cases.words import N_

STEPS = (
    ("application", N_("Application")), ("preliminary", N_("Preliminary determination")),
    ("provisional", N_("Provisional measure")), ("essential_facts", N_("Essential facts disclosed")),
    ("final", N_("Final determination")), ("decision", N_("Decision of the second body")),
    ("definitive", N_("Definitive measure")), ("terminated", N_("Ended without a measure")),
    ("review_initiated", N_("Review initiated")), ("review_concluded", N_("Review concluded")),
    ("other", N_("Another step")),
)  # fmt: skip
LEADS_TO = {
    "preliminary": "ad_prelim_affirmative", "provisional": "ad_final_work", "essential_facts": "ad_essential_facts",
    "final": "ad_cs_decision", "definitive": "ad_measure_in_force", "terminated": "ad_closed_no_measure",
}  # fmt: skip
RUNNING = (*before.KEYS[-1:], *inquiry.KEYS, *deciding.KEYS, "ad_measure_in_force")
ORDER = {key: at for at, key in enumerate((*RUNNING, "ad_closed_no_measure"))}


def of_another_authority(facts: Facts) -> str | None:
    """The investigation is conducted by another authority."""
    return None if facts.value("authority") else "This is our own investigation: its steps are taken, not recorded."


def where_it_stands(facts: Facts, answers: Mapping[str, Value]) -> str:
    """The stage of that step, never backwards."""
    to = LEADS_TO.get(str(answers.get("step")), facts.stage)
    return to if ORDER.get(to, 0) >= ORDER.get(facts.stage, 0) else facts.stage


def step_in_time(facts: Facts, answers: Mapping[str, Value], subject: str | None) -> str | None:
    """A provisional measure not before day 60; a measure not after 18 months. ADA Art. 7.3 and 5.10."""
    match answers.get("step"):
        case "provisional":
            return sixty_days_are_over(facts)
        case "definitive":
            return case_has_not_fallen(facts)
    return None


RECORD_STEP = Action(
    "record_step", N_("Record a step of the other authority"), by=(INVESTIGATOR, EXECUTIVE_DIRECTOR), cite=basis.TIME,
    to=ByFact(where_it_stands, (*RUNNING, "ad_closed_no_measure"), N_("to the stage of that step, never backwards")),
    when=(of_another_authority,), checks=(step_in_time,), recordable=True,
    inputs=(
        Input("step", N_("What it did"), CHOICE, choices=STEPS), Input("published_as", N_("Published as"), TEXT),
        asks.NOTE,
    ),
    button=N_("Record the step"), says=N_("With its day and its source; a step against the limits is noted as such."),
)  # fmt: skip
KEEP = Action(
    "keep_as_record", N_("Keep the file as a record"), by=(INVESTIGATOR, EXECUTIVE_DIRECTOR), cite=basis.RECORD,
    to="ad_kept", when=(of_another_authority,), needs_reason=True, button=N_("Keep it as a record"),
    says=N_("Its clocks end, its history stays."),
)  # fmt: skip
NOT_HERE = (*before.KEYS[:-1], *after.END_KEYS)
