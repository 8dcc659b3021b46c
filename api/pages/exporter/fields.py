"""The intake table as a form: each field with its words, what was typed, and its condition said in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.datastructures import FormData

from api.forms import Field, text_of, texts_of, typed_date
from api.i18n import N_, _, language, say
from cases.history import Value
from cases.ntb import intake
from cases.ntb.states import NEIGHBOURS, state_name, states

Answers = Mapping[str, Any]

NOT_ASKED = frozenset({"declared_category", "attachments"})
"""The category follows from the plain question; files have a page part of their own."""

MAIN = frozenset({"filer_phone", "goods_scope", "barrier_kind", "obstacles", "measure_legal_basis", "consignment_docs",
                  "remedy_sought", "retaliation_risk"})  # fmt: skip
"""Questions that may be skipped but stand with the others, because the answer helps a lot."""

SETTLED_BEFORE = frozenset({"origin_claimed", "origin_certificate_no"})
"""Questions whose condition hangs on an earlier page."""

WHEN = {
    "filer_capacity_other": N_("Only if you chose “Something else”."),
    "on_behalf_of": N_("Only if you write for an association."),
    "hs_codes": N_("Not needed for a service or for all goods in transit."),
    "authority_other": N_("Only if you chose “Another authority”."),
    "location_name": N_("Needed if it happened at a border post, port, airport, depot, weighbridge, road or city."),
    "location_name_other": N_("Only if you chose “Somewhere else”."),
    "origin_claimed": N_("Only if the origin of your goods was not accepted."),
    "origin_certificate_no": N_("Only if the origin of your goods was not accepted."),
    "remedy_sought_other": N_("Only if you chose “Something else”."),
    "other_forum_detail": N_("Only if it is before a court or reported elsewhere."),
}
"""When a field must be answered, as a reader of the page understands it."""

KINDS = {"text": "text", "pin": "text", "longtext": "longtext", "date": "date", "money": "money", "hs": "text",
         "country": "select", "countries": "checkboxes", "bool": "bool", "geo": "text", "number": "number",
         "phone": "tel", "email": "email", "refs": "text", "lines": "longtext", "multi": "checkboxes",
         "pick": "select"}  # fmt: skip

AUTOCOMPLETE = {"filer_name": "name", "filer_email": "email", "filer_phone": "tel", "filer_country": "country"}
MOST_RADIOS = 13
OTHER_STATE = "_more"
"""Ending of the drop-down beside the boxes of the neighbours."""


def asked(topic: str) -> list[intake.Field]:
    """The questions of a page."""
    return [each for each in intake.fields_of(topic) if each.id not in NOT_ASKED]


def main_and_more(topic: str, answers: Answers, errors: Mapping[str, str]) -> tuple[list[Field], list[Field]]:
    """The questions that stand open on the page, and those that one may skip, folded up."""
    shown = [(each, field_of(each, answers, errors)) for each in asked(topic) if _concerns(each, answers)]
    main = [made for each, made in shown if not _may_be_skipped(each)]
    return main, [made for each, made in shown if _may_be_skipped(each)]


def _concerns(each: intake.Field, answers: Answers) -> bool:
    """Whether the question is put: not when an earlier page has shown already that it is not about this."""
    return each.id not in SETTLED_BEFORE or each.needed(answers) or bool(answers.get(each.id))


def _may_be_skipped(each: intake.Field) -> bool:
    return each.required == "O" and each.id not in MAIN


def field_of(each: intake.Field, answers: Answers, errors: Mapping[str, str]) -> Field:
    """One question with what was typed and its error."""
    kind = KINDS.get(each.type) or ("radios" if len(each.choices) <= MOST_RADIOS else "select")
    value = answers.get(each.id)
    if value in (None, "") and each.default is not None and kind in ("radios", "bool"):
        value = "no" if each.default is False else each.default
    if each.id == "several_barriers":
        kind, value = "checkboxes", ["yes"] if value == "yes" else []
    return Field(
        each.id, say(each.label), kind, hint=_hint(each), value=_shown(each, kind, value), choices=_choices(each),
        optional=each.required == "O", error=say(errors[each.id]) if each.id in errors else "",
        attributes={"autocomplete": AUTOCOMPLETE[each.id]} if each.id in AUTOCOMPLETE else {},
    )  # fmt: skip


def _hint(each: intake.Field) -> str:
    words = [say(WHEN[each.id])] if each.id in WHEN else []
    return " ".join([*words, say(each.hint)] if each.hint else words)


def _choices(each: intake.Field) -> list[tuple[str, str]]:
    if each.id == "several_barriers":
        return [("yes", _("Yes, more than one"))]
    if each.type == "countries":
        return [(iso, state_name(iso, language())) for iso in ("KE", *NEIGHBOURS)]
    if each.type == "country":
        return [(state.iso, state.name) for state in states(language())]
    return [(value, say(label)) for value, label in each.choices]


def _shown(each: intake.Field, kind: str, value: Any) -> Any:
    """What was typed, in the shape in which the field shows it again."""
    if kind in ("date", "money"):
        return value if isinstance(value, Mapping) else {}
    if kind == "checkboxes":
        return value if isinstance(value, list) else [value] if value else []
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ("\n" if each.type == "lines" else ", ").join(str(part) for part in value)
    return "" if value is None else value


def more_states(each: str, answers: Answers) -> Field:
    """The drop-down for a state that is not among the boxes."""
    boxes = ("KE", *NEIGHBOURS)
    given = answers.get(each)
    others = [iso for iso in given if iso not in boxes] if isinstance(given, list) else []
    choices = [(state.iso, state.name) for state in states(language()) if state.iso not in boxes]
    return Field(
        f"{each}{OTHER_STATE}", _("Another country"), "select", value=others[0] if others else "", choices=choices,
        optional=True,
    )  # fmt: skip


def typed(topic: str, data: FormData) -> dict[str, Value]:
    """The page as it was filled in, right or wrong."""
    return {each.id: _typed(each, data) for each in asked(topic)}


def _typed(each: intake.Field, data: FormData) -> Value:
    match each.type:
        case "date":
            return {**typed_date(data, each.id)}
        case "money":
            return {part: text_of(data, f"{each.id}-{part}") for part in ("amount", "currency")}
        case "multi":
            return list(texts_of(data, each.id))
        case "countries":
            return list(dict.fromkeys([*texts_of(data, each.id), *texts_of(data, f"{each.id}{OTHER_STATE}")]))
        case "hs":
            return ", ".join(part for part in (text_of(data, each.id), *texts_of(data, "hs_pick")) if part)
    return text_of(data, each.id)
