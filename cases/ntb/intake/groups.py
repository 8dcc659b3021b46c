"""Answers that come several times: further products, further consignments. Each is a small form of its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cases.history import Value
from cases.ntb.intake.checks import CHECKS
from cases.ntb.intake.fields import Field, is_empty
from cases.ntb.intake.texts import WrongAnswer
from cases.ntb.wording import N_, Sentence


def part_key(field: str, number: int, part: str) -> str:
    """The key of one part of the n-th group (from 0), for its input and for the sentence about it."""
    return f"{field}-{number}-{part}"


def check_groups(field: Field, answer: object, today: date) -> tuple[list[Value], dict[str, Sentence]]:
    """The groups as they are kept, without empty ones, and a sentence for each part that cannot be taken."""
    if not isinstance(answer, list | tuple) or not all(isinstance(each, Mapping) for each in answer):
        return [], {field.id: Sentence(N_("Give this as a list, with its parts by name."))}
    filled = [(number, each) for number, each in enumerate(answer) if not is_empty(each)]
    if field.most is not None and len(filled) > field.most:
        words = N_("Give at most %(most)s; you gave %(count)s.")
        return [], {field.id: Sentence(words, most=field.most, count=len(filled))}
    errors: dict[str, Sentence] = {}
    kept: list[Value] = [_group(field, number, each, today, errors) for number, each in filled]
    return kept, errors


def _group(
    field: Field, number: int, given: Mapping[str, object], today: date, errors: dict[str, Sentence]
) -> dict[str, Value]:
    kept: dict[str, Value] = {}
    for part in field.parts:
        answer, key = given.get(part.id), part_key(field.id, number, part.id)
        if is_empty(answer):
            if part.required == "R":
                errors[key] = Sentence(part.missing)
            continue
        try:
            kept[part.id] = CHECKS[part.type](part, answer, today)
        except WrongAnswer as wrong:
            errors[key] = wrong.sentence
    return kept
