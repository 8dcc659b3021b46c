"""From whose desk to whose a case went, for the timeline: entries of the desk, which are no acts in law."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from api.i18n import _, say
from api.pages.officer.opened import Opened
from api.pages.officer.timeline import Entry, timeline
from api.pages.words import NAIROBI
from cases.departments import department_title

NEWEST = 20
"""So many entries stand on the page of the case; all of them on a page of their own."""


def whole_timeline(case: Opened) -> list[Entry]:
    """Acts and hands together, newest first."""
    entries = [*timeline(case), *(_hand(row) for row in reversed(case.custody))]
    return sorted(entries, key=lambda each: each.recorded_at, reverse=True)


def _hand(row: Row[Any]) -> Entry:
    return Entry(
        seq=0, key=f"desk-{row.id}", desk=True, title=_title(row),
        happened_on=row.made_at.astimezone(NAIROBI).date(), recorded_at=row.made_at, who=row.by_name or "", moved="",
        reason=row.reason, breach="", law="", said=[], documents=[], corrects=None, corrected_by=None,
        correctable=False,
    )  # fmt: skip


def _title(row: Row[Any]) -> str:
    if row.to_department != row.from_department:
        to = say(department_title(row.to_department))
        return _("Handed over to another department: %(department)s") % {"department": to} + _left(row)
    if row.to_officer is None:
        return _("Given back: nobody has the case") + _left(row)
    if row.to_officer == row.account_id:
        return _("%(name)s took the case") % {"name": row.to_name} + _left(row)
    return _("Given to %(name)s") % {"name": row.to_name} + _left(row)


def _left(row: Row[Any]) -> str:
    """Who had it before."""
    if row.from_officer is None or row.from_officer == row.to_officer:
        return ""
    return " " + _("(before: %(name)s)") % {"name": row.from_name}
