"""The words of lists: tabs, bands of clocks, directions; stages and regimes as people name them."""

from __future__ import annotations

from datetime import date, timedelta

from api.i18n import N_, say
from cases.calendars import Calendar
from cases.lifecycles import IN_FORCE, lifecycle
from cases.ntb.routing import REGIMES
from cases.store.lists import Days

VIEWS = {
    "desk": N_("Mine and unassigned"), "mine": N_("My work"), "unassigned": N_("Unassigned"), "team": N_("Team"),
    "all": N_("All"),
}  # fmt: skip
TITLES = {
    "desk": N_("Mine and unassigned"), "mine": N_("My work"), "unassigned": N_("Cases that nobody has"),
    "team": N_("Cases of the team"), "all": N_("All open cases"),
}  # fmt: skip
BANDS = {
    "overdue": N_("Overdue"), "today": N_("Today"), "two": N_("2 working days"), "week": N_("7 days"),
    "month": N_("30 days"), "later": N_("Later"), "paused": N_("Paused"), "undated": N_("No date"),
}  # fmt: skip
SOON = ("overdue", "today", "two", "week")
"""The bands that a tab counts."""
DIRECTIONS = {
    "outbound": N_("Outbound: another state's measure"), "inbound": N_("Inbound: against Kenya"),
    "domestic": N_("Domestic: a Kenyan agency"), "transit": N_("Transit"),
}  # fmt: skip


def days_of(today: date, calendar: Calendar) -> Days:
    """The bands of the clocks, counted from the department's day."""
    return Days(today, calendar.add_open_days(today, 2), today + timedelta(days=7), today + timedelta(days=30))


def stage_title(life: str, version: int | None, key: str) -> str:
    """A stage in the words of its procedure."""
    found = lifecycle(life, version)
    return say(found.stage(key).title) if found.has_stage(key) else key


def stage_names(key: str) -> str:
    """A stage where no case says of which procedure: its name in each that knows it."""
    named = (say(life.stage(key).title) for life in IN_FORCE if life.has_stage(key))
    return " / ".join(dict.fromkeys(named)) or key


def regime_title(key: str | None) -> str:
    """A regime as people name it; empty while none was chosen."""
    found = next((r for k, r in REGIMES.items() if k == key), None) if key else None
    return say(found.title) if found is not None else (key or "")
