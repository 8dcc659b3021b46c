"""Checking what a person answered: one topic, or all of them. Nothing typed is lost; every error says what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cases.history import Value
from cases.ntb.intake.checks import CHECKS, pin_looks_right
from cases.ntb.intake.direction import direction_of
from cases.ntb.intake.fields import TEXT_CHANNELS, TOPIC_KEYS, Answers, Field, is_empty, is_yes
from cases.ntb.intake.groups import check_groups
from cases.ntb.intake.table import FIELDS
from cases.ntb.intake.texts import WrongAnswer
from cases.ntb.places import ELSEWHERE, place
from cases.ntb.wording import N_, Sentence

LATE_AFTER_YEARS = 2
"""An incident that is older is taken with a warning: 24 months."""

BY_ID: dict[str, Field] = {each.id: each for each in FIELDS}


@dataclass(slots=True)
class Checked:
    """The answers as they are kept, and a sentence for each field that cannot be taken or should be looked at again.

    `split` is true when several barriers were reported: offer one report for each.
    """

    values: dict[str, Value] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    warnings: dict[str, str] = field(default_factory=dict)
    split: bool = False

    @property
    def ok(self) -> bool:
        """Nothing stands against it; warnings may."""
        return not self.errors


def fields_of(topic: str) -> list[Field]:
    """The fields that the filer is asked on a page, in order; `LookupError` for an unknown topic."""
    if topic not in TOPIC_KEYS:
        raise LookupError(f"The form has no topic {topic!r}.")
    return [each for each in FIELDS if each.topic == topic]


def unknown_fields(answers: Answers) -> list[str]:
    """Keys that the form does not ask the filer for."""
    asked = {each.id for each in FIELDS if each.asked == "filer"} | {"channel"}
    return [key for key in answers if key not in asked]


def validate_topic(topic: str, answers: Answers, *, today: date) -> Checked:
    """One page of the form. `answers` may hold the other pages too: conditions look at them."""
    checked = Checked()
    answers = _opened(answers)
    for each in fields_of(topic):
        _take(each, answers, checked, today)
    _look_again(topic, answers, checked, today)
    return checked


def validate_all(answers: Answers, *, today: date) -> Checked:
    """The whole form, with the direction derived from it."""
    checked = Checked()
    for topic in TOPIC_KEYS:
        page = validate_topic(topic, answers, today=today)
        checked.values |= page.values
        checked.errors |= page.errors
        checked.warnings |= page.warnings
        checked.split = checked.split or page.split
    _take(BY_ID["channel"], answers, checked, today)
    _sms_contact(answers, checked)
    _derive_direction(checked)
    return checked


def split_personal(answers: Mapping[str, Value]) -> tuple[dict[str, Value], dict[str, Value]]:
    """(facts, personal): what may stand in the history of the case, and what belongs to the party alone."""
    personal = {key: value for key, value in answers.items() if key in BY_ID and BY_ID[key].personal}
    return {key: value for key, value in answers.items() if key not in personal}, personal


def restricted_fields() -> frozenset[str]:
    """The fields that only few officers see: who the person is, losses, and the fear of reprisal."""
    return frozenset(each.id for each in FIELDS if each.restricted or each.personal)


def _opened(answers: Answers) -> dict[str, object]:
    """A name typed where a list is offered counts as “elsewhere” with that name."""
    opened = dict(answers)
    for each in FIELDS:
        given = opened.get(each.id)
        if each.type == "pick" and isinstance(given, str) and given.strip() and given not in dict(each.choices):
            opened[each.id] = ELSEWHERE
            opened[f"{each.id}_other"] = given
    return opened


def _take(each: Field, answers: Answers, checked: Checked, today: date) -> None:
    answer = answers.get(each.id)
    if is_empty(answer):
        if each.default is not None:
            checked.values[each.id] = each.default
        elif each.needed(answers):
            checked.errors[each.id] = Sentence(each.missing or N_("Answer this question."))
        return
    if each.parts:
        kept, wrong_parts = check_groups(each, answer, today)
        checked.errors |= wrong_parts
        checked.values |= {} if wrong_parts else {each.id: kept}
        return
    try:
        checked.values[each.id] = CHECKS[each.type](_as_sent(each, answers), answer, today)
    except WrongAnswer as wrong:
        checked.errors[each.id] = wrong.sentence


def _as_sent(each: Field, answers: Answers) -> Field:
    """A text message need not reach the length that the form asks for."""
    if each.id != "description" or str(answers.get("channel", "")) not in TEXT_CHANNELS:
        return each
    return Field(each.id, each.label, each.type, each.required, each.topic, missing=each.missing, most=each.most)


def _look_again(topic: str, answers: Answers, checked: Checked, today: date) -> None:
    """What concerns more than one field, and what is taken with a warning."""
    if topic == "you":
        _warn_of_pin(checked)
    if topic == "place":
        _kind_of_place(checked)
        _warn_of_age(checked, today)
    if topic == "event":
        _one_barrier(answers, checked)
    if topic == "evidence":
        _warn_of_no_evidence(checked)


def _kind_of_place(checked: Checked) -> None:
    """A place on the list says what kind of place it is: nobody is asked twice."""
    known = place(str(checked.values.get("location_name") or ""))
    if known is not None:
        checked.values.setdefault("location_type", known.type)


def _sms_contact(answers: Answers, checked: Checked) -> None:
    """A text message is taken as it is, but somebody must be reachable."""
    contact = {"filer_phone", "filer_email"}
    if str(answers.get("channel", "")) in TEXT_CHANNELS and not contact.intersection(
        {*checked.values, *checked.errors}
    ):
        checked.errors["filer_phone"] = Sentence(N_("Give the telephone number from which the message came."))


def _warn_of_pin(checked: Checked) -> None:
    pin = checked.values.get("kra_pin")
    if isinstance(pin, str) and not pin_looks_right(pin):
        checked.warnings["kra_pin"] = Sentence(
            N_("A KRA PIN usually is a letter, nine digits and a letter. Check it; you can go on as it is.")
        )


def _warn_of_age(checked: Checked, today: date) -> None:
    said = checked.values.get("date_of_incident")
    if isinstance(said, str) and is_late(date.fromisoformat(said), today):
        checked.warnings["date_of_incident"] = Sentence(
            N_("This happened more than 24 months ago. You can go on; say in the description whether it still happens.")
        )


def is_late(incident: date, reported: date) -> bool:
    """Whether the report comes more than 24 months after the incident. Such a report is warned about, not refused."""
    limit = (reported.year - LATE_AFTER_YEARS, reported.month, reported.day)
    return (incident.year, incident.month, incident.day) < limit


def _one_barrier(answers: Answers, checked: Checked) -> None:
    """One barrier per report: several are refused, and the page offers to split."""
    several = [key for key in ("barrier_kind", "declared_category") if _many(answers.get(key))]
    if not is_yes(answers.get("several_barriers")) and not several:
        return
    checked.split = True
    checked.values.pop("several_barriers", None)
    checked.errors[several[0] if several else "several_barriers"] = Sentence(
        N_("One report is about one barrier. Keep one here, and choose “split” to report the others separately.")
    )


def _many(answer: object) -> bool:
    return isinstance(answer, list | tuple) and len([each for each in answer if not is_empty(each)]) > 1


def _warn_of_no_evidence(checked: Checked) -> None:
    if "attachments" not in checked.values and "attachments" not in checked.errors:
        checked.warnings["attachments"] = Sentence(
            N_("Nothing is attached yet. You can go on and add it later; no request goes to another state without it.")
        )


def _derive_direction(checked: Checked) -> None:
    values = checked.values
    measure = values.get("measure_country")
    if not isinstance(measure, list):
        return
    values["direction"] = direction_of(
        str(values.get("reporting_country") or ""),
        [str(iso) for iso in measure],
        _said(values, "filer_country"),
        goods_from=_said(values, "goods_from"),
        goods_to=_said(values, "goods_to"),
    )


def _said(values: Mapping[str, Value], key: str) -> str | None:
    value = values.get(key)
    return value if isinstance(value, str) else None
