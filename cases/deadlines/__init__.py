"""History + lifecycle + calendars → what is due, when, why, met or not. Pure: the same facts give the same dates.

A `Clock` is one running (or ended) deadline of one case; its `Plan` is everything from which the date follows, so that
the date can be computed again, explained, and replayed. Nothing here is typed over: a saved date is a projection.

Three rules of life in a stage: a stay that is interrupted by a detour (a question to the complainant) and resumed is
one stay; our own standards stop while we wait for the complainant; a legal clock stops only where its text says so.
"""

from __future__ import annotations

from cases.deadlines.clock import Clock, State, dates
from cases.deadlines.clocks import clocks_of
from cases.deadlines.plan import Calendars, Extension, Pause, Plan, counted, paused
from cases.deadlines.stays import Sojourn, present_stay, sojourns

__all__ = [
    "Calendars",
    "Clock",
    "Extension",
    "Pause",
    "Plan",
    "Sojourn",
    "State",
    "clocks_of",
    "counted",
    "dates",
    "paused",
    "present_stay",
    "sojourns",
]
