"""The history of a case for reading: what happened, when, when we learned of it, who, why, and what was said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row

from api.i18n import N_, _, say
from api.pages.officer.opened import Opened
from api.pages.officer.queue import regime_title
from api.pages.words import written
from cases.history import Value
from cases.lifecycle import Action, Input, InputType
from cases.ntb.states import state_name
from cases.seats import SEATS, Role

ROLES = {
    Role.PARTY: N_("party"), Role.BORDER_DESK: N_("border desk"), Role.OFFICER: N_("officer"),
    Role.FOCAL_POINT: N_("focal point"), Role.COUNSEL: N_("counsel"), Role.SUPERVISOR: N_("supervisor"),
    Role.DECISION_MAKER: N_("decision maker"), Role.ADMINISTRATOR: N_("administrator"), Role.AUDITOR: N_("auditor"),
    Role.SYSTEM: N_("the system"),
}  # fmt: skip
"""Roles in words."""

ANCHORS = {
    "received": N_("Received on"), "circulated": N_("Circulated on"), "published": N_("Published on"),
    "printed": N_("Printed on"), "effective": N_("Takes effect on"),
    "received_earliest": N_("Received at the earliest on"),
    "received_latest": N_("Received at the latest on"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the timeline. `desk` marks who had the case: no act in law, so it has no number and no law."""

    seq: int
    title: str
    happened_on: date
    recorded_at: datetime
    who: str
    moved: str
    reason: str
    breach: str
    law: str
    said: list[tuple[str, str]]
    documents: list[tuple[str, str]]
    corrects: int | None
    corrected_by: int | None
    correctable: bool
    plain: bool = False
    times: int = 1
    desk: bool = False
    key: str = ""


def timeline(case: Opened) -> list[Entry]:
    """Every entry, newest first; the same plain act in a row (a draft saved again) is one entry with its count."""
    corrected = {event.corrects: event.seq for event in case.events if event.corrects is not None}
    found: list[Entry] = []
    for entry in (_entry(case, event, corrected) for event in reversed(case.events)):
        if found and entry.plain and found[-1].plain and found[-1].title == entry.title:
            found[-1] = replace(found[-1], times=found[-1].times + 1)
        else:
            found.append(entry)
    return found


def _entry(case: Opened, event: Row[Any], corrected: Mapping[int, int]) -> Entry:
    name = event.action.rpartition(".")[2]
    action = case.life.action_in(event.stage, name) if case.life.has_stage(event.stage) else None
    return Entry(
        seq=event.seq, title=_title(case, event, name, action), happened_on=event.happened_on,
        recorded_at=event.recorded_at,
        who=_who(case, event), moved=_moved(case, event), reason=event.reason, breach=event.breach,
        law=event.cite if name != "open" else "", said=list(_said(case, event, action)),
        documents=[(key, case.document_titles[key]) for key in event.documents if key in case.document_titles],
        corrects=event.corrects, corrected_by=corrected.get(event.seq),
        correctable=event.corrects is None, plain=_is_plain(event), key=f"entry-{event.seq}",
    )  # fmt: skip


def _is_plain(event: Row[Any]) -> bool:
    """Nothing was said, moved or corrected: only that it was done again."""
    said = event.data or event.reason or event.documents or event.breach or event.dates
    return not said and event.stage == event.to_stage and event.corrects is None


def _title(case: Opened, event: Row[Any], name: str, action: Action | None) -> str:
    if event.corrects is not None:
        return _("Correction of entry %(number)s") % {"number": event.corrects}
    if name == "open":
        return _("The case was opened")
    title = say(action.title) if action else name.replace("_", " ").capitalize()
    return f"{title} ({event.subject})" if event.subject else title


def _who(case: Opened, event: Row[Any]) -> str:
    """The person who recorded it with their role, and the seat for which they did."""
    role = say(ROLES.get(Role(event.role), event.role)) if event.role else ""
    seat = SEATS.get(event.seat)
    if event.role == Role.SYSTEM.value:
        return _("The system, when the time had come")
    if event.recorded_by is None:
        return say(seat.title) if seat else role
    person = f"{event.recorded_by} ({role})"
    if seat is not None and not seat.presses & {Role(event.role)}:
        return _("%(seat)s; recorded on their behalf by %(person)s") % {"seat": say(seat.title), "person": person}
    return person


def _moved(case: Opened, event: Row[Any]) -> str:
    if event.to_stage == event.stage or not case.life.has_stage(event.to_stage):
        return ""
    return say(case.life.stage(event.to_stage).title)


def _said(case: Opened, event: Row[Any], action: Action | None) -> Iterator[tuple[str, str]]:
    """The answers that were recorded, each with its question."""
    asked = {each.key: each for each in action.inputs} if action else {}
    for key, value in event.data.items():
        each = asked.get(key)
        if each is not None and each.type is InputType.DOCUMENT:
            continue
        words = answer_words(each, value, case.document_titles)
        if words:
            yield (say(each.label) if each else key.replace("_", " ").capitalize()), words
    for anchor, day in event.dates.items():
        if not any(each.anchor is not None and each.anchor.value == anchor for each in asked.values()):
            yield say(ANCHORS.get(anchor, anchor)), written(date.fromisoformat(day))


def answer_words(each: Input | None, value: Value, documents: Mapping[str, str] | None = None) -> str:
    """An answer as people read it."""
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, dict):
        return _composed(each, value)
    if isinstance(value, list):
        return ", ".join(answer_words(each, one, documents) for one in value)
    return _one(each, str(value), documents or {})


def _one(each: Input | None, value: str, documents: Mapping[str, str]) -> str:
    if value in documents:
        return documents[value]
    if each is None:
        return value
    if each.type is InputType.DATE:
        return _day_words(value)
    if each.type is InputType.STATES:
        return state_name(value)
    if each.key == "regime":
        return regime_title(value)
    label = dict(each.choices).get(value)
    return say(label) if label else value


def _day_words(text: str) -> str:
    """A day written out; what was typed and is none stays as it is."""
    try:
        return written(date.fromisoformat(text))
    except ValueError:
        return text


CHECKED = {"yes": N_("yes"), "no": N_("no"), "na": N_("not applicable")}


def _composed(each: Input | None, value: Mapping[str, Value]) -> str:
    if "amount" in value:
        return f"{value.get('currency', '')} {value['amount']}".strip()
    labels = dict(each.choices) if each else {}
    return "; ".join(f"{say(labels.get(k, k))}: {say(CHECKED.get(str(v), str(v)))}" for k, v in value.items())
