"""The form of an action: its fields from the inputs of the page of law, and what was typed made into answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from starlette.datastructures import FormData

from api.forms import Field, answers, date_parts, date_text, field_of, text_of, texts_of, typed_date
from api.i18n import LANGUAGES, N_, _, language
from api.pages.officer.opened import Opened
from cases.engine import Offer
from cases.errors import InputRefused, NotFound
from cases.history import Value
from cases.lifecycle import Action, Input, InputType
from cases.ntb.states import states
from cases.service.documents import ACCEPT
from cases.service.parties import EMAIL, LANGUAGE, NAME, Person
from cases.store.lists import find_case

ON, REASON, DESPITE, PAPERS, SUBJECT = "happened_on", "reason", "despite", "papers", "subject"
"""The fields that every action may have beside its inputs; no input carries one of these names."""

KEPT_APART = N_("Kept with the people of the case, not in its history.")
LETTERS_HINT = N_("Letters go here. Without an address they are kept for printing.")
FUTURE_ON = N_("The day on which it happened counts in law. It may lie ahead.")
PAST_ON = N_("The day on which it happened counts in law, not the day on which you record it.")


@dataclass(frozen=True, slots=True)
class Said:
    """What a form says, ready for the engine."""

    on: str
    data: dict[str, Value]
    reason: str
    despite: str
    documents: tuple[str, ...]
    subject: str | None
    person: Person


def fields_of(case: Opened, offer: Offer, data: FormData | None) -> list[Field]:
    """The fields in the order of the page: the inputs, the day that counts, papers, the reason, the breach."""
    action = offer.action
    found = [_field(case, each, data) for each in action.inputs]
    if action.per is not None:
        found.insert(
            0, Field(SUBJECT, _("Which %(what)s this is about") % {"what": action.per}, value=_text(data, SUBJECT))
        )
    if action.enters is not None:
        found += _who_speaks(data)
    found.append(_day_field(case, offer, data))
    if offer.on_behalf and not _asks_papers(action):
        found.append(_papers_field(case, data))
    found.append(
        Field(REASON, _("Reason"), "longtext", _("Kept with the decision."), _text(data, REASON),
              optional=not action.needs_reason)
    )  # fmt: skip
    if not offer.open and offer.recordable:
        found.append(_despite_field(data))
    return found


def _who_speaks(data: FormData | None) -> list[Field]:
    """Whoever speaks for the party that the act brings in; kept with the parties, not with the entry."""
    return [
        Field(NAME, _("Who speaks for it"), hint=_(KEPT_APART), value=_text(data, NAME), optional=True),
        Field(EMAIL, _("E-mail address"), "email", _(LETTERS_HINT), _text(data, EMAIL), optional=True),
        Field(LANGUAGE, _("Language of the letters"), "radios", choices=list(LANGUAGES.items()),
              value=_text(data, LANGUAGE) or "en"),
    ]  # fmt: skip


def _text(data: FormData | None, key: str) -> str:
    return text_of(data, key) if data is not None else ""


def _asks_papers(action: Action) -> bool:
    return any(each.type is InputType.DOCUMENT for each in action.inputs)


def _field(case: Opened, each: Input, data: FormData | None) -> Field:
    found = field_of(each, case.facts, data, states=_states())
    if each.type is InputType.DOCUMENT:
        return replace(
            found, choices=list(case.document_titles.items()), accept=ACCEPT, hint=found.hint or _paper_hint()
        )
    return found


def _states() -> list[tuple[str, str]]:
    return [(s.iso, s.name) for s in states(language())]


def _paper_hint() -> str:
    return _("PDF, JPG, PNG, DOCX, XLSX or MP4. A new file is kept with the case.")


def _day_field(case: Opened, offer: Offer, data: FormData | None) -> Field:
    title = _("Day on which it happened") if offer.on_behalf else _("Date that counts")
    hint = _(FUTURE_ON) if offer.action.may_be_future else _(PAST_ON)
    today = date_parts(case.facts.on.isoformat())
    return Field(ON, title, "date", hint, today if data is None else typed_date(data, ON))


def _papers_field(case: Opened, data: FormData | None) -> Field:
    return Field(
        PAPERS, _("Document that shows it"), "documents", _paper_hint(), texts_of(data, PAPERS) if data else [],
        list(case.document_titles.items()), optional=True, accept=ACCEPT,
    )  # fmt: skip


def _despite_field(data: FormData | None) -> Field:
    hint = _("What really happened can always be recorded. Say why it is; the breach is kept with the entry.")
    return Field(DESPITE, _("Why it is recorded although it is not open"), "longtext", hint, _text(data, DESPITE))


def said(case: Opened, action: Action, data: FormData) -> Said:
    """The answers of a form; `InputRefused` for papers and cases that are not there."""
    found = answers(action.inputs, data)
    documents = _documents(case, action, data)
    _check_cases(case, action, found)
    return Said(
        date_text(typed_date(data, ON)) or case.facts.on.isoformat(), found, text_of(data, REASON),
        text_of(data, DESPITE),
        documents, text_of(data, SUBJECT) or None, _person(action, data),
    )  # fmt: skip


def _person(action: Action, data: FormData) -> Person:
    if action.enters is None:
        return Person()
    return Person(text_of(data, NAME), text_of(data, EMAIL), language=text_of(data, LANGUAGE) or "en")


def _documents(case: Opened, action: Action, data: FormData) -> tuple[str, ...]:
    """All papers that the entry rests on, each once and each of this case."""
    keys = [each.key for each in action.inputs if each.type is InputType.DOCUMENT] + [PAPERS]
    wrong, found = {}, []
    for key in keys:
        named = texts_of(data, key)
        if any(each not in case.document_titles for each in named):
            wrong[key] = _("Choose among the documents of this case, or add a new one.")
        found += named
    if wrong:
        raise InputRefused(wrong)
    return tuple(dict.fromkeys(found))


def _check_cases(case: Opened, action: Action, found: Mapping[str, Value]) -> None:
    """A reference that is typed must be of a case that this person may see, and not of this one."""
    for each in action.inputs:
        typed = found.get(each.key)
        if each.type is not InputType.CASE or not isinstance(typed, str):
            continue
        try:
            other = find_case(case.uow.session, typed, case.actor)
        except NotFound:
            raise InputRefused(
                {each.key: _("There is no such case, or it is not open to you. Check the reference.")}
            ) from None
        if other == case.row.id:
            raise InputRefused({each.key: _("This is the case itself. Give the reference of the other one.")})


def the_day(text: str) -> date:
    """The day that counts; `InputRefused` for what is no date."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputRefused(
            {ON: _("“%(typed)s” is not a date. Give day, month and year, such as 27 3 2027.") % {"typed": text}}
        ) from None


def targets_of(fields: Sequence[Field]) -> dict[str, str]:
    return {each.key: each.target for each in fields}


def carried(data: FormData, leave: Sequence[str]) -> list[tuple[str, str]]:
    """What was typed, as hidden fields of the next page."""
    return [(key, value) for key, value in data.multi_items() if isinstance(value, str) and key not in leave]


__all__: list[Any] = [
    "DESPITE", "ON", "PAPERS", "REASON", "SUBJECT", "Said", "carried", "fields_of", "said", "targets_of", "the_day",
]  # fmt: skip
