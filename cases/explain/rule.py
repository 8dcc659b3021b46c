"""The length of a limit in words, with what the facts of the case made of it."""

from __future__ import annotations

from cases.deadlines import Clock
from cases.history import Facts
from cases.law import LegalStatus
from cases.lifecycle import Lifecycle
from cases.page.words import limits_of
from cases.words import N_, Sentence


def rule_words(life: Lifecycle, facts: Facts, clock: Clock) -> Sentence:
    """The line on the rule: how long, how it is counted, and whether it is confirmed."""
    plan = clock.plan
    rule = Sentence(clock.length or N_("No length is on file"))
    if plan.fixed is not None:
        rule = Sentence(N_("A date that was set in the case"))
    if plan.backward:
        rule = Sentence(N_("%(rule)s counted back"), rule=rule)
    if plan.less:
        rule = Sentence(N_("%(rule)s, less %(days)s days"), rule=rule, days=plan.less)
    if plan.deemed:
        rule = Sentence(N_("%(rule)s; receipt is deemed %(time)s after dispatch"), rule=rule, time=plan.deemed.words)
    if lane := _lane(life, facts, clock):
        rule = Sentence("%(rule)s; %(lane)s", rule=rule, lane=Sentence(lane))
    if clock.cite.status is LegalStatus.UNCONFIRMED:
        rule = Sentence(N_("%(rule)s; length and basis are to be confirmed"), rule=rule)
    return Sentence("%(rule)s.", rule=rule)


def _lane(life: Lifecycle, facts: Facts, clock: Clock) -> str:
    """Why the length is not the ordinary one; empty when it is."""
    for limit in limits_of(life.deadline(clock.key)):
        if limit.provision.key == clock.cite.key and clock.plan.period is not None:
            if limit.urgent and facts.is_true("urgent"):
                return N_("the length for urgent cases")
            if limit.perishable and facts.is_true("perishable"):
                return N_("the length for goods that perish")
    return ""
