"""Forms: what was typed, made into answers, and back into fields with their errors. The rules check, never the form.

`Field` is what a template shows with GOV.UK parts (`templates/parts/fields.html`). `CsrfForm` proves that a form came
from a page of ours; every POST of a page goes through it, with or without files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from starlette.datastructures import FormData, UploadFile
from wtforms import Form
from wtforms.csrf.session import SessionCSRF

from api.i18n import N_, say
from cases.history import Facts, Value
from cases.inputs import is_needed, offered
from cases.lifecycle import Input, InputType

CSRF_FIELD = "csrf_token"


def csrf_form(kept: dict[str, Any], secret: bytes, hours: int, data: FormData | None = None) -> Form:
    """A form that holds the proof alone; `kept` is the data of the session, in which its seed lies."""

    class CsrfForm(Form):
        class Meta:
            csrf = True
            csrf_class = SessionCSRF
            csrf_field_name = CSRF_FIELD
            csrf_secret = secret
            csrf_context = kept
            csrf_time_limit = timedelta(hours=hours)

    return CsrfForm(_Lists(data) if data is not None else None)


class _Lists:
    """Form data in the shape that WTForms reads."""

    def __init__(self, data: FormData) -> None:
        self._data = data

    def __iter__(self) -> Any:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)

    def __contains__(self, name: str) -> bool:
        return name in self._data

    def getlist(self, name: str) -> list[str]:
        return [each for each in self._data.getlist(name) if isinstance(each, str)]


@dataclass
class Field:
    """A field as a page shows it. `kind` names the part: text, email, tel, number, longtext, date, money, radios,
    checkboxes, select, checklist, bool, file. `value` is what was typed, kept as it was; `optional` adds the word.
    """

    key: str
    label: str
    kind: str = "text"
    hint: str = ""
    value: Any = ""
    choices: Sequence[tuple[str, str]] = ()
    optional: bool = False
    error: str = ""
    width: str = ""
    accept: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def target(self) -> str:
        """The element to which an error points: the first one of a group."""
        match self.kind:
            case "date":
                return f"{self.key}-day"
            case "money":
                return f"{self.key}-amount"
            case "radios" | "checkboxes" | "bool":
                return self.key
            case "checklist":
                return f"{self.key}-{self.choices[0][0]}" if self.choices else self.key
        return self.key


def text_of(data: FormData, key: str) -> str:
    """What was typed under a key; empty for a file or nothing."""
    value = data.get(key)
    return value.strip() if isinstance(value, str) else ""


def texts_of(data: FormData, key: str) -> list[str]:
    return [each.strip() for each in data.getlist(key) if isinstance(each, str) and each.strip()]


def uploads_of(data: FormData, key: str) -> list[UploadFile]:
    """The files that were chosen; a file field left empty sends one without a name."""
    return [each for each in data.getlist(key) if isinstance(each, UploadFile) and each.filename]


def typed_date(data: FormData, key: str) -> dict[str, str]:
    """Day, month and year as typed."""
    return {part: text_of(data, f"{key}-{part}") for part in ("day", "month", "year")}


def date_text(parts: Mapping[str, str]) -> str:
    """The three parts as an ISO date; as typed, for the refusal to quote, where they are none; empty if all are."""
    day, month, year = (parts.get(part, "") for part in ("day", "month", "year"))
    if not (day or month or year):
        return ""
    if all(p.isascii() and p.isdecimal() for p in (day, month, year)) and len(year) == 4:
        return f"{year}-{int(month):02d}-{int(day):02d}"
    return " ".join(p or "…" for p in (day, month, year))


def date_parts(iso: object) -> dict[str, str]:
    """An ISO date as its three parts, to fill in a field."""
    pieces = str(iso or "").split("-")
    if len(pieces) != 3:
        return {}
    return {"year": pieces[0], "month": pieces[1].lstrip("0"), "day": pieces[2].lstrip("0")}


_KINDS = {
    InputType.TEXT: "text", InputType.LONGTEXT: "longtext", InputType.DATE: "date", InputType.MONEY: "money",
    InputType.PERCENTAGE: "number", InputType.COUNT: "number", InputType.MULTI: "checkboxes",
    InputType.DOCUMENT: "documents", InputType.CASE: "text", InputType.PERSON: "text",
    InputType.CHECKLIST: "checklist", InputType.BOOL: "bool", InputType.STATES: "checkboxes",
}  # fmt: skip

MOST_RADIOS = 9
"""A longer list of choices becomes a drop-down."""

CASE_HINT = N_("The reference of the other case, such as KE-NTB-2027-00042-K.")


def field_of(each: Input, facts: Facts, data: FormData | None, *, states: Sequence[tuple[str, str]] = ()) -> Field:
    """The field of an input: its words in the language of the page, its choices in this case, what was typed."""
    choices = [(value, say(label)) for value, label in offered(each, facts)]
    kind = _KINDS.get(each.type) or ("radios" if len(choices) <= MOST_RADIOS else "select")
    if each.type is InputType.STATES:
        choices = choices or list(states)
    return Field(
        each.key, say(each.label), kind, hint=_hint(each), value=typed(each, data), choices=choices,
        optional=not is_needed(each, facts, answers_so_far(data)),
        width="govuk-input--width-10" if kind == "number" else "",
    )  # fmt: skip


def _hint(each: Input) -> str:
    words = [say(each.hint)] if each.hint else []
    if each.type is InputType.CASE and not each.hint:
        words.append(say(CASE_HINT))
    if each.needed_when:
        words.append(say(each.needed_when))
    return " ".join(words)


def answers_so_far(data: FormData | None) -> dict[str, Value]:
    """Plain answers as typed, for the question which others are needed."""
    return {key: value for key, value in data.items() if isinstance(value, str)} if data else {}


def typed(each: Input, data: FormData | None) -> Any:
    """What was typed, in the shape in which the field shows it again."""
    if data is None:
        return None
    match each.type:
        case InputType.DATE:
            return typed_date(data, each.key)
        case InputType.MONEY:
            return {part: text_of(data, f"{each.key}-{part}") for part in ("amount", "currency")}
        case InputType.MULTI | InputType.STATES | InputType.DOCUMENT:
            return texts_of(data, each.key)
        case InputType.CHECKLIST:
            stem = f"{each.key}-"
            return {key[len(stem) :]: text_of(data, key) for key in data if key.startswith(stem)}
    return text_of(data, each.key)


def answers(inputs: Sequence[Input], data: FormData) -> dict[str, Value]:
    """The form as the engine takes it; what was left empty is left out."""
    found: dict[str, Value] = {}
    for each in inputs:
        value = _answer(each, typed(each, data))
        if value not in ("", [], {}, None):
            found[each.key] = value
        if each.anchor:
            for end in (f"{each.key}_earliest", f"{each.key}_latest"):
                if day := date_text(typed_date(data, end)):
                    found[end] = day
    return found


def _answer(each: Input, value: Any) -> Value:
    if each.type is InputType.DATE:
        return date_text(value)
    if each.type is InputType.MONEY:
        return dict(value) if value["amount"] else None
    found: Value = value
    return found
