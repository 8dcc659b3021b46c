"""All complaints of the demonstration, the oldest first, so that numbers grow with time."""

from __future__ import annotations

from cases.seed.arrivals import DRAFT, DUE_TODAY, HELD_TODAY, JUST_IN, PROTECTED, SCREENING_LATE, WAITING
from cases.seed.journeys import AGENCY_LATE, CLARIFIED, COMMITTEE, FIX_REPORTED, REPLY_OVERDUE, REPLY_SOON, WATCHED

STORIES = (
    REPLY_OVERDUE, FIX_REPORTED, WATCHED, CLARIFIED, REPLY_SOON, COMMITTEE, AGENCY_LATE, PROTECTED, WAITING,
    SCREENING_LATE, DUE_TODAY, JUST_IN, HELD_TODAY, DRAFT,
)  # fmt: skip
