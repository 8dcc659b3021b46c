"""What a form field may hold: every answer of an action checked against its `Input`, each refusal a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from cases.errors import InputRefused
from cases.history import Facts, Value
from cases.lifecycle import Action, Input, InputType
from cases.typed import in_a_line, written
from cases.words import N_, Day, Sentence

LONGEST_TEXT = 500
LONGEST_LONGTEXT = 20_000
MOST_DIGITS = 15
EARLIEST_YEAR, MOST_YEARS_AHEAD = 1900, 50
MOST_STATES = 20
MOST_DOCUMENTS = 200
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_THOUSANDS = re.compile(",")
"""A comma groups thousands. In “12,5” it does not: whether a decimal was meant, only the writer knows."""


@dataclass(slots=True)
class Checked:
    """The answers as they are kept: `values` as JSON, `facts` that they settle, `dates` that may count in law."""

    values: dict[str, Value] = field(default_factory=dict)
    facts: dict[str, Value] = field(default_factory=dict)
    dates: dict[str, date] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


class _Wrong(Exception):
    """A sentence about one field, with what fills it in."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.sentence = Sentence(message, **values)


def check_inputs(
    action: Action, facts: Facts, data: Mapping[str, Value], *, documents: Sequence[str], today: date
) -> Checked:
    """All answers, or `InputRefused` with a sentence per field. Unknown fields are refused, never dropped."""
    checked, wrong = Checked(), _unknown(action, data)
    for each in action.inputs:
        answer = documents if each.type is InputType.DOCUMENT and not data.get(each.key) else data.get(each.key)
        try:
            _take(each, _fit(answer), facts, data, checked, today)
        except _Wrong as refusal:
            wrong[each.key] = refusal.sentence
    if wrong:
        raise InputRefused(wrong, cite=action.cite)
    return checked


def _unknown(action: Action, data: Mapping[str, Value]) -> dict[str, str]:
    known = {each.key for each in action.inputs}
    ranges = {f"{i.key}_{end}" for i in action.inputs if i.anchor for end in ("earliest", "latest")}
    words = Sentence(N_("This action does not ask for this."))
    return {in_a_line(key)[:80]: words for key in data if key not in known | ranges}


def _fit(answer: object) -> object:
    """The answer without what cannot be kept; blanks alone are no answer."""
    if isinstance(answer, str):
        return written(answer)
    return [written(each) if isinstance(each, str) else each for each in answer] if isinstance(answer, list) else answer


def is_needed(each: Input, facts: Facts, data: Mapping[str, Value]) -> bool:
    """Whether the field must be answered, given the case and the other answers."""
    return each.required and (each.needed is None or each.needed(facts, data))


def _take(each: Input, answer: object, facts: Facts, data: Mapping[str, Value], checked: Checked, today: date) -> None:
    if _empty(answer):
        if each.anchor and _take_range(each, data, checked, today):
            return
        if is_needed(each, facts, data):
            words = N_("Choose “%(label)s”.") if each.type is InputType.CHOICE else N_("Fill in “%(label)s”.")
            raise _Wrong(words, label=Sentence(each.label))
        return
    value = _CHECKS[each.type](each, answer, facts, today)
    checked.values[each.key] = value
    if each.fact:
        checked.facts[each.fact] = value
    if each.anchor and isinstance(value, str):
        checked.dates[each.anchor.value] = date.fromisoformat(value)


def _empty(answer: object) -> bool:
    return answer is None or answer == "" or answer == [] or answer == () or answer == {}


def _take_range(each: Input, data: Mapping[str, Value], checked: Checked, today: date) -> bool:
    """A date that is known only as a range: `<key>_earliest` and `<key>_latest`."""
    ends = [data.get(f"{each.key}_{end}") for end in ("earliest", "latest")]
    if any(_empty(end) for end in ends) or each.anchor is None:
        return False
    first, last = (_as_date(end, each, today) for end in ends)
    if first > last:
        raise _Wrong(N_("The earliest day lies after the latest. Swap them."))
    checked.dates[f"{each.anchor.value}_earliest"] = first
    checked.dates[f"{each.anchor.value}_latest"] = last
    checked.values[f"{each.key}_earliest"], checked.values[f"{each.key}_latest"] = first.isoformat(), last.isoformat()
    if each.fact:
        checked.facts[each.fact] = last.isoformat()  # the later end binds
    return True


def _text(each: Input, answer: object, facts: Facts, today: date) -> Value:
    if not isinstance(answer, str):
        raise _Wrong(N_("“%(label)s” must be text."), label=Sentence(each.label))
    text = answer if each.type is InputType.LONGTEXT else in_a_line(answer)
    most = each.most or (LONGEST_TEXT if each.type is InputType.TEXT else LONGEST_LONGTEXT)
    if each.least and len(text) < each.least:
        raise _Wrong(N_("Write at least %(least)s characters; you wrote %(count)s."), least=each.least, count=len(text))
    if len(text) > most:
        words = N_("Write at most %(most)s characters; you wrote %(count)s.")
        raise _Wrong(words, most=f"{most:,}", count=f"{len(text):,}")
    return text


def _as_date(answer: object, each: Input, today: date) -> date:
    if not isinstance(answer, str):
        raise _Wrong(N_("Give a date such as 2026-03-27."))
    try:
        day = date.fromisoformat(answer.strip())
    except ValueError:
        words = N_("“%(given)s” is not a date. Give day, month and year, such as 27 3 2026.")
        raise _Wrong(words, given=_shown(answer)) from None
    if not EARLIEST_YEAR <= day.year <= today.year + MOST_YEARS_AHEAD:
        words = N_("Check the year: %(year)s. Write it with four digits, such as %(this_year)s.")
        raise _Wrong(words, year=day.year, this_year=today.year)
    if day > today and not each.may_be_future:
        raise _Wrong(N_("This date lies in the future. Give %(today)s or an earlier day."), today=Day(today))
    return day


def _date(each: Input, answer: object, facts: Facts, today: date) -> Value:
    return _as_date(answer, each, today).isoformat()


def _number(each: Input, answer: object) -> Decimal:
    if isinstance(answer, bool) or not isinstance(answer, str | int | float):
        raise _Wrong(N_("Give a number."))
    too_long = abs(answer) >= 10**MOST_DIGITS if isinstance(answer, int) else len(str(answer)) > 3 * MOST_DIGITS
    if too_long:
        raise _Wrong(N_("Write a number of %(most)s digits at most."), most=MOST_DIGITS)
    text = str(answer).replace(" ", "")
    try:
        number = Decimal(_THOUSANDS.sub("", text) if _GROUPED.fullmatch(text) else text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        words = N_("“%(given)s” is not a number. Write it in figures, such as 1,200.50.")
        raise _Wrong(words, given=_shown(answer))
    if abs(number.adjusted()) > MOST_DIGITS:
        raise _Wrong(N_("Write a number of %(most)s digits at most."), most=MOST_DIGITS)
    if each.least is not None and number < each.least:
        raise _Wrong(N_("Give %(least)s or more."), least=each.least)
    if each.most is not None and number > each.most:
        raise _Wrong(N_("Give %(most)s or less."), most=f"{each.most:,}")
    return number


def _count(each: Input, answer: object, facts: Facts, today: date) -> Value:
    number = _number(each, answer)
    if number != number.to_integral_value():
        raise _Wrong(N_("Give a whole number."))
    return int(number)


def _percentage(each: Input, answer: object, facts: Facts, today: date) -> Value:
    return f"{_number(each, answer):f}"


def _money(each: Input, answer: object, facts: Facts, today: date) -> Value:
    """An amount with its currency, as `{"amount": "1200.50", "currency": "KES"}` or `KES 1200.50`."""
    if isinstance(answer, str) and " " in answer.strip():
        currency, amount = answer.strip().split(" ", 1)
        answer = {"amount": amount, "currency": currency}
    if not isinstance(answer, dict):
        raise _Wrong(N_("Give an amount with its currency, such as KES 1,200.50."))
    currency = str(answer.get("currency", "")).upper()
    if len(currency) != 3 or not currency.isalpha() or not currency.isascii():
        raise _Wrong(N_("Name the currency by its three letters, such as KES or USD."))
    return {"amount": f"{_number(each, answer.get('amount')):f}", "currency": currency}


def offered(each: Input, facts: Facts) -> list[tuple[str, str]]:
    """What a choice offers in this case."""
    return list(each.options(facts)) if each.options else list(each.choices)


def _choice(each: Input, answer: object, facts: Facts, today: date) -> Value:
    if str(answer) not in {value for value, _ in offered(each, facts)}:
        known = {value for value, _ in each.choices}
        words = N_("“%(given)s” is not among the answers. Choose one of those offered.")
        if str(answer) in known:
            words = N_("“%(given)s” is not open in this case. Choose one of those offered.")
        raise _Wrong(words, given=_shown(answer))
    return str(answer)


def _multi(each: Input, answer: object, facts: Facts, today: date) -> Value:
    answers = [answer] if isinstance(answer, str) else answer
    if not isinstance(answers, list):
        raise _Wrong(N_("Choose one or more of those offered."))
    return list(dict.fromkeys(_choice(each, one, facts, today) for one in answers))


def _states(each: Input, answer: object, facts: Facts, today: date) -> Value:
    answers = [answer] if isinstance(answer, str) else answer
    two_letters = re.compile("[A-Za-z]{2}")
    if not isinstance(answers, list) or not all(isinstance(a, str) and two_letters.fullmatch(a) for a in answers):
        raise _Wrong(N_("Name each state by its two letters, such as UG."))
    if len(answers) > MOST_STATES:
        raise _Wrong(N_("Name %(most)s states at most."), most=MOST_STATES)
    return [str(a).upper() for a in answers]


def _shown(answer: object) -> str:
    """What was typed, short enough for a sentence about it."""
    return str(answer)[:80]


def _documents(each: Input, answer: object, facts: Facts, today: date) -> Value:
    answers = [answer] if isinstance(answer, str) else answer
    if not isinstance(answers, list | tuple) or not all(isinstance(a, str) for a in answers):
        raise _Wrong(N_("Name the documents of this case."))
    if len(answers) > MOST_DOCUMENTS or any(len(a) > LONGEST_TEXT for a in answers):
        raise _Wrong(N_("Name %(most)s documents of this case at most."), most=MOST_DOCUMENTS)
    return list(dict.fromkeys(str(a) for a in answers))


def _checklist(each: Input, answer: object, facts: Facts, today: date) -> Value:
    if not isinstance(answer, dict):
        raise _Wrong(N_("Answer every point with yes, no or not applicable."))
    open_points = tuple(
        Sentence(label) for value, label in offered(each, facts) if answer.get(value) not in ("yes", "no", "na")
    )
    if open_points:
        words = N_("Answer every point with yes, no or not applicable. Still open: %(points)s.")
        raise _Wrong(words, points=open_points)
    return {value: str(answer[value]) for value, _ in offered(each, facts)}


def _bool(each: Input, answer: object, facts: Facts, today: date) -> Value:
    if isinstance(answer, bool):
        return answer
    if str(answer).lower() in ("yes", "true", "on", "1"):
        return True
    if str(answer).lower() in ("no", "false", "off", "0"):
        return False
    raise _Wrong(N_("Answer yes or no."))


_CHECKS: dict[InputType, Callable[[Input, object, Facts, date], Value]] = {
    InputType.TEXT: _text,
    InputType.LONGTEXT: _text,
    InputType.DATE: _date,
    InputType.MONEY: _money,
    InputType.PERCENTAGE: _percentage,
    InputType.COUNT: _count,
    InputType.CHOICE: _choice,
    InputType.MULTI: _multi,
    InputType.DOCUMENT: _documents,
    InputType.CASE: _text,
    InputType.PERSON: _text,
    InputType.CHECKLIST: _checklist,
    InputType.BOOL: _bool,
    InputType.STATES: _states,
}
