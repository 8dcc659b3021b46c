"""Where each field of a letter comes from. What an outsider may read is decided here, once for all letters."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from cases.departments import department_title
from cases.lifecycle import Action, Input, InputType
from cases.ntb.agencies import agency
from cases.ntb.routing import REGIMES
from cases.seats import SEATS
from cases.service.codes import CODE_LIVES
from notifications import disputed
from notifications.dates import minutes
from notifications.letters import letter
from notifications.letters.base import (
    ABROAD,
    ADDRESS,
    AGENCY,
    COMPLAINANT,
    OUTSIDE,
    STAFF,
    Letter,
    Limit,
    Said,
)
from notifications.letters.staff import Totals
from notifications.matter import matter, states
from notifications.occasion import Occasion, cited, day_under
from notifications.phrases import formal, is_formal, phrase

_TOLD = (InputType.TEXT, InputType.LONGTEXT)


def letter_for(occasion: Occasion) -> Letter:
    """The letter with its fields filled in. `KeyError` where one has no source."""
    kind = letter(occasion.letter)
    fields: dict[str, Any] = {each.name: _field(occasion, each) for each in dataclasses.fields(kind)}
    return kind(**fields)


def _field(occasion: Occasion, each: dataclasses.Field[Any]) -> object:
    asked = each.metadata.get("answer")
    if asked:
        return _answered(occasion, asked)
    return FIELDS[each.name](occasion)


def _answered(occasion: Occasion, key: str) -> str:
    """What was answered in the act. Another state or party reads only what was marked as written to go out."""
    if occasion.event is None or occasion.audience is ADDRESS:
        return ""
    if occasion.audience in ABROAD and key not in _outward_keys(occasion):
        return ""
    said = occasion.event.data.get(key)
    return "" if said is None or isinstance(said, list | dict) else str(said)


def _act(occasion: Occasion) -> Action | None:
    event, life = occasion.event, occasion.life
    if event is None or life is None or not life.has_stage(event.stage):
        return None
    return life.action_in(event.stage, event.name)


def _outward(occasion: Occasion) -> list[Input]:
    """The texts of the act that were written to leave the department."""
    action = _act(occasion)
    return [i for i in action.inputs if i.outward and i.type in _TOLD] if action else []


def _outward_keys(occasion: Occasion) -> set[str]:
    return {each.key for each in _outward(occasion)}


def outward(occasion: Occasion) -> tuple[Said, ...]:
    found = [(phrase(i.label, occasion.language), _answered(occasion, i.key)) for i in _outward(occasion)]
    return tuple(Said(label=label, text=text) for label, text in found if text)


def complainant(occasion: Occasion) -> str:
    """The complainant as an outsider may read it: by name, by association, or not at all. Consent decides."""
    consent, filer = occasion.values.get("consent_share_identity"), occasion.filer
    shown = occasion.values.get("identity_shared")
    if shown == "anonymous":
        return ""
    if consent == "yes" and (shown == "named" or (shown is None and occasion.audience is AGENCY)):
        return ", ".join(dict.fromkeys(filter(None, (filer.name, filer.organisation))))
    if consent in ("yes", "only_association") and occasion.values.get("filer_capacity") == "association":
        return filer.organisation
    return ""


def description(occasion: Occasion) -> str:
    """What the complainant wrote, for a Kenyan agency, and only when they let themselves be named."""
    told = occasion.audience is AGENCY and occasion.values.get("consent_share_identity") == "yes"
    return occasion.description if told else ""


def standing(occasion: Occasion) -> str:
    """Where the case stands, in the words of the reader: plain for the complainant, formal for an office."""
    if occasion.place is None:
        return ""
    words = occasion.place.outside.words
    if occasion.audience in OUTSIDE or (occasion.audience is STAFF and is_formal(words)):
        return formal(words, occasion.language)
    return phrase(words, occasion.language)


def regime(occasion: Occasion) -> str:
    """The agreement under which the case runs, in full; empty while nobody chose it."""
    known = REGIMES.get(str(occasion.values.get("regime") or ""))
    return phrase(known.title, occasion.language) if known else ""


def due(occasion: Occasion) -> Limit | None:
    """The last day for the reader: of the clock that the letter is about, else of what runs for their seat.

    None when the date may not be told to them.
    """
    clock = occasion.deadline or occasion.own_clock()
    limit = occasion.limit(clock)
    hidden = limit is not None and not limit.promised and occasion.audience is not STAFF
    return None if hidden or limit is None or limit.day is None else limit


def about_limit(occasion: Occasion) -> Limit | None:
    """The clock that the letter is about. To outsiders it has no date while that is unconfirmed."""
    limit = occasion.limit(occasion.deadline)
    if limit is None or limit.promised or occasion.audience is STAFF:
        return limit
    return dataclasses.replace(limit, day=None)


def watched(occasion: Occasion) -> Limit | None:
    """The clock of the stage that the case entered."""
    here = [c for c in occasion.clocks if c.asks and c.promised and c.stage == occasion.stage and not c.subject]
    return occasion.limit(occasion.nearest(here))


def named(occasion: Occasion) -> bool:
    """Whether the complainant's name went out: with their consent, and by the officer's choice."""
    values = occasion.values
    return values.get("consent_share_identity") == "yes" and values.get("identity_shared") == "named"


def law(occasion: Occasion) -> str:
    """What the act rests on, where that is law; nothing for what rests on our own standards."""
    action = _act(occasion)
    return (
        cited(str(action.cite), action.cite.status, occasion.language) if action and action.cite.status.is_law else ""
    )


def act(occasion: Occasion) -> str:
    action = _act(occasion)
    return phrase(action.title, occasion.language) if action else phrase("The case was opened", occasion.language)


def actor(occasion: Occasion) -> str:
    """Who acted, by seat and never by name."""
    key = occasion.event.seat if occasion.event else ""
    return phrase(SEATS[key].title, occasion.language) if key in SEATS else ""


def stage(occasion: Occasion) -> str:
    return phrase(occasion.place.title, occasion.language) if occasion.place else ""


def lead_agency(occasion: Occasion) -> str:
    """The responsible Kenyan agency, by name."""
    known = agency(str(occasion.values.get("lead_agency") or ""))
    return known.name if known else phrase("the responsible agency", occasion.language)


def _outside(which: str) -> Callable[[Occasion], str]:
    return lambda o: phrase(getattr(o.place.outside, which), o.language) if o.place else ""


def _title(occasion: Occasion) -> str:
    return occasion.title if occasion.audience in (COMPLAINANT, STAFF) else ""


def totals(occasion: Occasion) -> Totals | None:
    """The counts of the whole department, where the letter is for somebody who oversees it."""
    kept = occasion.context.get("totals")
    return Totals(**{each.name: int(kept.get(each.name, 0)) for each in dataclasses.fields(Totals)}) if kept else None


def where(occasion: Occasion) -> str:
    """The page on which everything that the letter lists stands, and the rest."""
    return f"{occasion.base_url}{'/clocks' if occasion.context.get('totals') else '/cases?view=mine'}"


FIELDS: dict[str, Callable[[Occasion], object]] = {
    "totals": totals,
    "more": lambda o: int(o.context.get("more") or 0),
    "where": where,
    "reference": lambda o: o.reference,
    "to": lambda o: o.to,
    "day": lambda o: o.today if o.deadline or o.event is None else o.event.happened_on,
    "today": lambda o: o.today,
    "title": _title,
    "matter": matter,
    "regime": regime,
    "standing": standing,
    "turn": _outside("turn"),
    "you": _outside("you"),
    "reasons": lambda o: o.event.reason if o.event and o.audience not in OUTSIDE else "",
    "master": lambda o: str(o.values.get("master_case") or ""),
    "complainant": complainant,
    "description": description,
    "named": named,
    "states": states,
    "outward": outward,
    "due": due,
    "limit": about_limit,
    "watched": watched,
    "law": law,
    "act": act,
    "actor": actor,
    "stage": stage,
    "agency": lead_agency,
    "fixed_on": day_under("fix_claimed_on"),
    "fix_due_on": day_under("fix_due_on"),
    "target_on": day_under("target_on"),
    "mission_on": day_under("verification_on"),
    "estimated_on": day_under("estimated_on"),
    "request_on": day_under("request_received_on"),
    "lines": lambda o: o.lines,
    "by": lambda o: str(o.context.get("by") or phrase("A colleague", o.language)),
    "owner": lambda o: phrase(department_title(o.department), o.language),
    "code": lambda o: str(o.context["secret"]),
    "link": lambda o: str(o.context["secret"]),
    "minutes": lambda o: minutes(CODE_LIVES),
    **disputed.FIELDS,
}
"""A source for every field that letters have, the answers of the act aside."""
