"""Answers as people read them, for the page that checks them and for the receipt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.i18n import _, language, say
from api.pages.exporter.fields import asked
from api.pages.exporter.groups import error_of, lines_of
from api.pages.words import written
from cases.ntb import intake
from cases.ntb.intake import TOPICS
from cases.ntb.states import state_name


@dataclass(frozen=True, slots=True)
class Row:
    """One question with its answer; `error` says what is wrong with it."""

    id: str
    label: str
    value: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A topic with its answers; `complete` when nothing stands against it."""

    key: str
    title: str
    rows: list[Row]
    complete: bool


def parts(answers: Mapping[str, Any], errors: Mapping[str, str]) -> list[Part]:
    """All topics with what was answered and what is missing."""
    return [_part(topic, answers, errors) for topic in TOPICS]


def _part(topic: intake.Topic, answers: Mapping[str, Any], errors: Mapping[str, str]) -> Part:
    rows = []
    for each in asked(topic.key):
        value, error = shown(each, answers.get(each.id)), _error(each, errors)
        silent = each.id == "several_barriers" and not error
        if (value or error) and not silent:
            rows.append(Row(each.id, say(each.label), value, error))
    return Part(topic.key, say(topic.title), rows, not any(row.error for row in rows))


def _error(each: intake.Field, errors: Mapping[str, str]) -> str:
    """What is wrong with an answer, or with a part of one that comes several times."""
    return " ".join(error_of(key, words) for key, words in errors.items() if key.partition("-")[0] == each.id)


def shown(each: intake.Field, value: Any) -> str:
    """An answer as text: labels of choices, names of states, sums with their currency."""
    if value in (None, "", []):
        return ""
    match each.type:
        case "bool":
            return _("Yes") if value in (True, "yes") else _("No")
        case "enum" | "pick":
            return say(dict(each.choices).get(str(value), str(value)))
        case "country":
            return state_name(str(value), language())
        case "money":
            return _money(value)
        case "date":
            return _day(value)
        case "groups":
            return lines_of(each, value, shown)
    return _listed(each, value) if isinstance(value, list) else str(value)


def _listed(each: intake.Field, value: list[Any]) -> str:
    if each.type == "countries":
        return ", ".join(state_name(str(iso), language()) for iso in value)
    labels = dict(each.choices)
    return ", ".join(say(labels.get(str(one), str(one))) for one in value)


def _money(value: Any) -> str:
    if not isinstance(value, Mapping):
        return str(value)
    return f"{value.get('currency', '')} {value['amount']}" if value.get("amount") else ""


def _day(value: Any) -> str:
    if isinstance(value, Mapping):
        return " ".join(str(value.get(part, "")) for part in ("day", "month", "year")).strip()
    try:
        return written(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)
