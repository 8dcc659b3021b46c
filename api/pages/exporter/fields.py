"""The intake table as a form: each field with its words and what was typed, and which questions a page puts.

A question that depends on an answer of the same page is a follow-up: it is put after that answer, on a short page of
its own, and stands among the others once it applies. What another answer has settled is not asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from starlette.datastructures import FormData

from api.forms import Field, text_of, texts_of, typed_date
from api.i18n import N_, _, language, say
from api.pages.exporter.groups import Groups, groups_of, typed_groups
from cases.history import Value
from cases.ntb import intake
from cases.ntb.agencies import AGENCIES, OTHER_LABEL
from cases.ntb.intake import clean
from cases.ntb.intake.fields import is_empty
from cases.ntb.places import ELSEWHERE, ELSEWHERE_LABEL, PLACES
from cases.ntb.states import NEIGHBOURS, state_name, states

Answers = Mapping[str, Any]

NOT_ASKED = frozenset({"declared_category", "attachments"})
"""The category follows from the plain question; files have a page part of their own."""

MAIN = frozenset({"filer_phone", "goods_scope", "more_products", "consignments", "barrier_kind", "consignment_docs",
                  "remedy_sought", "retaliation_risk"})  # fmt: skip
"""Questions that may be skipped but stand with the others, because the answer helps a lot."""

DRAWN_APART = frozenset({"evidence_lacking"})
"""Answers that the page asks for in its own way: beside each paper of the list."""

SETTLED_BEFORE = frozenset({"origin_claimed", "origin_certificate_no"})
"""Questions whose condition hangs on an earlier page."""

FOLLOW_UPS = {
    "filer_capacity_other": "filer_capacity", "on_behalf_of": "filer_capacity", "authority_other": "authority",
    "location_type": "location_name", "location_name_other": "location_name", "remedy_sought_other": "remedy_sought",
    "other_forum_detail": "other_forum",
}  # fmt: skip
"""Questions that are put once another one of the same page is answered in a certain way: which one."""

WHEN = {"hs_codes": N_("Not needed for a service or for all goods in transit.")}
"""When a field must be answered, as a reader of the page understands it."""

MORE = {
    "you": N_("More about your business, which you may skip"),
    "goods": N_("Where the goods go and what they are worth, which you may skip"),
    "event": N_("What exactly went wrong, the rule they named, and your loss, which you may skip"),
}
"""What the folded part of a page holds."""

KINDS = {"text": "text", "pin": "text", "longtext": "longtext", "date": "date", "money": "money", "hs": "text",
         "country": "select", "countries": "checkboxes", "bool": "bool", "geo": "text", "number": "number",
         "phone": "tel", "email": "email", "refs": "text", "lines": "longtext", "multi": "checkboxes",
         "pick": "grouped", "groups": "groups"}  # fmt: skip

AUTOCOMPLETE = {"filer_name": "name", "filer_email": "email", "filer_phone": "tel", "filer_country": "country"}
MOST_RADIOS = 13
OTHER_STATE = "_more"
"""Ending of the drop-down beside the boxes of the neighbours."""


def asked(topic: str) -> list[intake.Field]:
    """The questions of a page."""
    return [each for each in intake.fields_of(topic) if each.id not in NOT_ASKED]


def main_and_more(topic: str, answers: Answers, errors: Mapping[str, str]) -> tuple[list[Field], list[Field]]:
    """The questions that stand open on the page, and those that one may skip, folded up."""
    put = [each for each in asked(topic) if each.id not in DRAWN_APART and _concerns(each, answers)]
    shown = [(each, field_of(each, answers, errors)) for each in put]
    main = [made for each, made in shown if not _may_be_skipped(each)]
    return main, [made for each, made in shown if _may_be_skipped(each)]


def follow_ups(topic: str, answers: Answers, errors: Mapping[str, str]) -> list[Field]:
    """The questions that the answers of the page call for."""
    put = [each for each in asked(topic) if each.id in FOLLOW_UPS and each.needed(answers)]
    return [field_of(each, answers, errors) for each in put]


def no_longer_asked(topic: str, answers: Answers) -> dict[str, Value]:
    """Answers to follow-ups that the page no longer puts, emptied: they would contradict what was chosen since."""
    return {
        each.id: ""
        for each in asked(topic)
        if each.id in FOLLOW_UPS and answers.get(FOLLOW_UPS[each.id]) and answers.get(each.id)
        and not each.needed(answers)
    }  # fmt: skip


def _concerns(each: intake.Field, answers: Answers) -> bool:
    """Whether the question is put: not when another answer has shown already that it is not about this."""
    if each.id in FOLLOW_UPS:
        return each.needed(answers)
    return each.id not in SETTLED_BEFORE or each.needed(answers) or bool(answers.get(each.id))


def _may_be_skipped(each: intake.Field) -> bool:
    return each.required == "O" and each.id not in MAIN


def field_of(each: intake.Field, answers: Answers, errors: Mapping[str, str], key: str = "") -> Field:
    """One question with what was typed and its error; `key` where it is a part of a group."""
    key, kind = key or each.id, kind_of(each)
    value = answers.get(each.id)
    if value in (None, "") and each.default is not None and kind in ("radios", "bool"):
        value = "no" if each.default is False else each.default
    if each.id == "several_barriers":
        kind, value = "checkboxes", ["yes"] if value == "yes" else []
    return Field(
        key, say(each.label), kind, hint=_hint(each, key), value=_shown(each, kind, value),
        choices=_choices(each, value), optional=each.required == "O", error=say(errors[key]) if key in errors else "",
        attributes={"autocomplete": AUTOCOMPLETE[each.id]} if each.id in AUTOCOMPLETE else {},
    )  # fmt: skip


def kind_of(each: intake.Field) -> str:
    """The part of the page that shows this type of field."""
    return KINDS.get(each.type) or ("radios" if len(each.choices) <= MOST_RADIOS else "select")


def _hint(each: intake.Field, key: str) -> str:
    words = [say(WHEN[key])] if key in WHEN else []
    return " ".join([*words, say(each.hint)] if each.hint else words)


def _choices(each: intake.Field, value: Any) -> list[tuple[str, str]]:
    if each.id == "several_barriers":
        return [("yes", _("Yes, more than one"))]
    if each.type == "countries":
        return [(iso, state_name(iso, language())) for iso in _boxes(value)]
    if each.type == "country":
        return [(state.iso, state.name) for state in states(language())]
    return [(value, say(label)) for value, label in each.choices]


def _boxes(value: Any) -> list[str]:
    """The states that have a box: Kenya, its neighbours, and what was chosen beyond them."""
    chosen = [str(iso) for iso in value] if isinstance(value, list) else []
    known = {state.iso for state in states(language())}
    return list(dict.fromkeys(["KE", *NEIGHBOURS, *(iso for iso in chosen if iso in known)]))


def _shown(each: intake.Field, kind: str, value: Any) -> Any:
    """What was typed, in the shape in which the field shows it again."""
    if kind in ("date", "money"):
        return value if isinstance(value, Mapping) else {}
    if kind == "checkboxes":
        return value if isinstance(value, list) else [value] if value else []
    if kind == "grouped" and value and value not in dict(each.choices):
        return ELSEWHERE
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ("\n" if each.type == "lines" else ", ").join(str(part) for part in value)
    return "" if value is None else value


def more_states(each: str, answers: Answers) -> Field:
    """The drop-down for a state that is not among the boxes."""
    boxes = _boxes(answers.get(each))
    choices = [(state.iso, state.name) for state in states(language()) if state.iso not in boxes]
    return Field(f"{each}{OTHER_STATE}", _("Another country"), "select", choices=choices, optional=True)


def listed(each: str, answers: Answers) -> list[tuple[str, list[tuple[str, str]]]]:
    """The authorities or the places by country: those of the country complained of first, then Kenya, then the rest.
    The way out of the list stands at its end."""
    rows: list[tuple[tuple[str, ...], str, str]]
    if each == "authority":
        rows = [((agency.country,), agency.key, say(agency.label)) for agency in AGENCIES]
        last = (ELSEWHERE, say(OTHER_LABEL))
    else:
        rows = [(place.countries, place.key, say(place.name)) for place in PLACES]
        last = (ELSEWHERE, say(ELSEWHERE_LABEL))
    by_country: dict[str, list[tuple[str, str]]] = {}
    for countries, key, words in rows:
        by_country.setdefault(_nearest(countries, answers), []).append((key, words))
    groups = [(state_name(iso, language()), by_country[iso]) for iso in sorted(by_country, key=_order(answers))]
    return [*groups, (_("Not on this list"), [last])]


def _nearest(countries: Iterable[str], answers: Answers) -> str:
    """The country under which a place stands: that of the measure if it is one of them, else the one that is not
    Kenya, where people say on which border it lies."""
    theirs = [iso for iso in countries if iso in (answers.get("measure_country") or ())]
    return (theirs or [iso for iso in countries if iso != "KE"] or ["KE"])[0]


def _order(answers: Answers) -> Any:
    chosen = answers.get("measure_country") or []
    return lambda iso: (iso not in chosen, iso != "KE", state_name(iso, language()))


def groups(topic: str, answers: Answers, errors: Mapping[str, str], adding: str) -> dict[str, Groups]:
    """What may come several times on the page; `adding` asks for an empty one."""
    return {
        each.id: groups_of(each, answers, errors, one_more=adding == each.id, draw=field_of)
        for each in asked(topic)
        if each.parts
    }


def typed(topic: str, data: FormData) -> dict[str, Value]:
    """The page as it was filled in, right or wrong: the answers to what it asked."""
    was_asked = set(text_of(data, "asked").split())
    return {each.id: _typed(each, data, each.id) for each in asked(topic) if _was_asked(each.id, was_asked, data)}


def _was_asked(key: str, was_asked: set[str], data: FormData) -> bool:
    """A page says what it asked, because a box that is left open sends nothing. A form without that asked it all."""
    return not was_asked or key in was_asked or any(name == key or name.startswith(f"{key}-") for name in data)


def _text(data: FormData, key: str) -> str:
    """What was typed, without what nobody can see."""
    return clean(text_of(data, key), lines=True)


def _typed(each: intake.Field, data: FormData, key: str) -> Value:
    match each.type:
        case "date":
            return {part: clean(words) for part, words in typed_date(data, key).items()}
        case "money":
            return {part: _text(data, f"{key}-{part}") for part in ("amount", "currency")}
        case "multi":
            return [clean(each) for each in texts_of(data, key)]
        case "countries":
            chosen = [*texts_of(data, key), *texts_of(data, f"{key}{OTHER_STATE}")]
            return list(dict.fromkeys(clean(iso) for iso in chosen))
        case "groups":
            return typed_groups(each, data, _typed)
        case "hs":
            return ", ".join(part for part in (_text(data, key), *_picked(data, key)) if part)
    return _text(data, key)


def _picked(data: FormData, key: str) -> list[str]:
    """The codes that were ticked in the search, if they are meant for this product."""
    meant = text_of(data, "hs_for")
    here = f"more_products-{meant}-hs_codes" if meant else "hs_codes"
    return [clean(code) for code in texts_of(data, "hs_pick")] if key == here else []


def is_answered(key: str, answers: Answers) -> bool:
    return not is_empty(answers.get(key))
