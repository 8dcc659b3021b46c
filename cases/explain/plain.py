"""Why a date is what it is, in short and for an outsider: no inside name, and nothing that is not confirmed."""

from __future__ import annotations

from cases.deadlines import Clock
from cases.explain.explanation import Explanation
from cases.law import LegalStatus
from cases.periods import Hours, WorkingDays
from cases.seats import COMPLAINANT
from cases.words import N_, Sentence


def plain_reason(explanation: Explanation) -> tuple[Sentence, ...]:
    """The reason in one to four short sentences; empty for a date that may not be promised."""
    clock, trace = explanation.clock, explanation.trace
    if not explanation.promised or clock.due is None:
        return ()
    said = [_length(clock)]
    if isinstance(clock.plan.period, WorkingDays | Hours):
        said.append(Sentence(N_("Weekends and public holidays do not count.")))
    if trace is not None and trace.rolled:
        said.append(Sentence(N_("It would have ended on a closed day, so the next open day counts.")))
    if any(pause.end is not None and pause.end > pause.start for pause in clock.plan.pauses):
        said.append(Sentence(N_("The days on which we waited for an answer were added.")))
    if clock.plan.extensions:
        said.append(Sentence(N_("More time was given.")))
    return tuple(said)


def _length(clock: Clock) -> Sentence:
    if clock.plan.fixed is not None or not clock.length:
        return Sentence(N_("This day was set in your case."))
    values = {"length": Sentence(clock.length), "day": clock.trigger_on}
    if clock.plan.backward:
        return Sentence(N_("It is counted back from %(day)s: %(length)s."), **values)
    if clock.seat == COMPLAINANT.key:
        return Sentence(N_("You have %(length)s, counted from %(day)s."), **values)
    if clock.cite.status is LegalStatus.SERVICE:
        return Sentence(N_("We give ourselves %(length)s, counted from %(day)s."), **values)
    message = N_("The rule is %(length)s, counted from %(day)s: %(law)s.")
    return Sentence(message, **values, law=Sentence(clock.cite.shown))
