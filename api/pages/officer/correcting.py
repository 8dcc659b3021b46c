"""Correcting the dates of an earlier entry: a new entry that names it. Nothing is overwritten."""

from __future__ import annotations

from datetime import date
from typing import Any

from fastapi import APIRouter
from sqlalchemy import Row
from starlette.datastructures import FormData
from starlette.responses import Response

from api.deps import Posted, StaffDep, WebDep
from api.forms import Field, date_parts, date_text, text_of, typed_date
from api.i18n import _, say
from api.pages.base import Web
from api.pages.kept import typed_before
from api.pages.officer.asked import ON, REASON, the_day
from api.pages.officer.opened import Opened, opened
from api.pages.officer.timeline import ANCHORS, timeline
from api.wake import wake
from cases.errors import InputRefused, NotFound, StaleRevision
from cases.service import correct
from cases.store import UnitOfWork

router = APIRouter(include_in_schema=False)


def _entry(case: Opened, seq: int) -> Row[Any]:
    found = next((e for e in case.events if e.seq == seq and e.corrects is None), None)
    if found is None:
        raise NotFound(_("This case has no entry %(seq)s that can be corrected.") % {"seq": seq})
    return found


def _standing(case: Opened, seq: int) -> tuple[date, dict[str, date]]:
    """The dates of the entry as they stand, earlier corrections included."""
    event = next(e for e in case.facts.events if e.seq == seq)
    return event.happened_on, dict(event.dates)


def _fields(case: Opened, seq: int, data: FormData | None) -> list[Field]:
    happened, dates = _standing(case, seq)
    found = [_date(ON, _("Day on which it happened"), happened, data)]
    found += [_date(f"date-{key}", say(ANCHORS.get(key, key)), day, data) for key, day in dates.items()]
    typed = text_of(data, REASON) if data is not None else ""
    return [*found, Field(REASON, _("Why the earlier entry is wrong"), "longtext", value=typed)]


def _date(key: str, label: str, day: date, data: FormData | None) -> Field:
    return Field(key, label, "date", value=date_parts(day.isoformat()) if data is None else typed_date(data, key))


@router.get("/cases/{reference}/entries/{seq}/correct")
def show(web: WebDep, staff: StaffDep, reference: str, seq: int) -> Response:
    with opened(web, reference) as case:
        return _form(web, case, seq, typed_before(web))


def _form(
    web: Web, case: Opened, seq: int, data: FormData | None, *, errors: dict[str, str] | None = None, status: int = 200
) -> Response:
    _entry(case, seq)
    entry = next(each for each in timeline(case) if each.seq == seq)
    return web.page(
        "officer/correct.html", title=_("Correct the dates of entry %(seq)s") % {"seq": seq}, status=status,
        errors={k: say(v) for k, v in (errors or {}).items()}, fields=_fields(case, seq, data), case=case, entry=entry,
        seen=case.row.revision, back=f"{case.href}#entry-{seq}", href=f"{case.href}/entries/{seq}/correct",
    )  # fmt: skip


@router.post("/cases/{reference}/entries/{seq}/correct")
def send(web: WebDep, staff: StaffDep, reference: str, seq: int, data: Posted) -> Response:
    """Write the correction; a refusal stands beside its field, what was typed is kept."""
    with opened(web, reference) as case:
        _entry(case, seq)
        if text_of(data, "seen") != str(case.row.revision):
            return _form(web, case, seq, data, errors={ON: StaleRevision(0, case.row.revision).reason}, status=409)
        try:
            _write(web, case, seq, data)
        except InputRefused as refusal:
            fields = {ON if key == "happened_on" else key: words for key, words in refusal.fields.items()}
            return _form(web, case, seq, data, errors=fields, status=422)
    wake()
    words = _("Entry %(seq)s was corrected. Both entries stay on record; the dates that hung on it were computed anew.")
    return web.redirect(f"{case.href}#entry-{seq}", flash=words % {"seq": seq})


def _write(web: Web, case: Opened, seq: int, data: FormData) -> None:
    happened, dates = _standing(case, seq)
    wanted = {key: _day(data, f"date-{key}", day) for key, day in dates.items()}
    on = _day(data, ON, happened)
    moved = {key: day for key, day in wanted.items() if day != dates[key]}
    if on == happened and not moved:
        raise InputRefused({ON: _("These are the dates on record. Change one, or go back.")})
    with UnitOfWork(web.database) as uow:
        correct(
            uow, case.row.id, seq, actor=case.actor, reason=text_of(data, REASON), seen=case.row.revision,
            happened_on=on if on != happened else None, dates=moved,
        )  # fmt: skip
        uow.commit()


def _day(data: FormData, key: str, otherwise: date) -> date:
    typed = date_text(typed_date(data, key))
    if not typed:
        return otherwise
    try:
        return the_day(typed)
    except InputRefused as refusal:
        raise InputRefused({key: next(iter(refusal.fields.values()))}) from None
