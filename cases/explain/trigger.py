"""What started a clock: the act and its day, or the date that the case or a calendar of meetings names."""

from __future__ import annotations

from cases.deadlines import Clock
from cases.history import Facts
from cases.lifecycle import Anchor, Deadline, Lifecycle, Meeting, OnFact
from cases.words import N_, Sentence

_ANCHORS = {
    Anchor.RECEIVED: N_("%(act)s, %(day)s, counted from the day it was received (entry %(entry)s)."),
    Anchor.CIRCULATED: N_("%(act)s, %(day)s, counted from the day it was circulated (entry %(entry)s)."),
    Anchor.PUBLISHED: N_("%(act)s, %(day)s, counted from the day it was published (entry %(entry)s)."),
    Anchor.PRINTED: N_("%(act)s, %(day)s, counted from the day it was printed (entry %(entry)s)."),
    Anchor.EFFECTIVE: N_("%(act)s, %(day)s, counted from the day on which it takes effect (entry %(entry)s)."),
    Anchor.DONE: N_("%(act)s, %(day)s (entry %(entry)s)."),
}


def trigger_words(life: Lifecycle, facts: Facts, clock: Clock) -> Sentence:
    """The line on the trigger; `entry` is the number of the entry in the timeline."""
    of = life.deadline(clock.key).of
    if isinstance(of, OnFact):
        return Sentence(
            N_("The date in “%(question)s”, %(day)s (entry %(entry)s)."),
            question=Sentence(_question(life, of.fact)), day=clock.trigger_on, entry=trigger_entry(life, facts, clock),
        )  # fmt: skip
    if isinstance(of, Meeting):
        return _meeting(life.deadline(clock.key), facts, clock)
    return Sentence(_ANCHORS[clock.anchor], act=_act(life, clock), day=clock.trigger_on, entry=clock.trigger_seq)


def trigger_entry(life: Lifecycle, facts: Facts, clock: Clock) -> int:
    """The entry behind the trigger: for a date on file the one that last settled it, which may be a later one."""
    of = life.deadline(clock.key).of
    if not isinstance(of, OnFact):
        return clock.trigger_seq
    settled = (each.seq for each in reversed(facts.events) if each.corrects is None and of.fact in each.facts)
    return next(settled, clock.trigger_seq)


def _act(life: Lifecycle, clock: Clock) -> Sentence:
    stage, _, name = clock.trigger.rpartition(".")
    if name == "open":
        return Sentence(N_("The case was opened"))
    action = life.action_in(stage, name) if life.has_stage(stage) else None
    return Sentence(action.title if action else name.replace("_", " ").capitalize())


def _question(life: Lifecycle, fact: str) -> str:
    """The question that settled the fact, as the form asked it."""
    asked = [*life.opening, *(each for _, action in life.all_actions() for each in action.inputs)]
    named = next((each.label for each in asked if fact in (each.fact, each.key)), None)
    return named or fact.replace("_", " ")


def _meeting(deadline: Deadline, facts: Facts, clock: Clock) -> Sentence:
    assert isinstance(deadline.of, Meeting)
    if clock.plan.start in facts.meetings.get(deadline.of.body, ()):
        message = N_("The next meeting in the body's calendar, %(day)s, after the stage was entered (entry %(entry)s).")
    else:
        message = N_("The stage was entered on %(day)s (entry %(entry)s); no later meeting is in the body's calendar.")
    return Sentence(message, day=clock.trigger_on, entry=clock.trigger_seq)
