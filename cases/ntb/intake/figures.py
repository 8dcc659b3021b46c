"""Sums, numbers and positions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from cases.history import Value
from cases.ntb.intake.fields import Field
from cases.ntb.intake.texts import WrongAnswer, clean, plain
from cases.ntb.wording import N_

_SUM = re.compile(r"([A-Za-z]{3})?\s*([\d,.\s'’]+?)\s*([A-Za-z]{3})?")


@lru_cache(maxsize=1)
def currencies() -> frozenset[str]:
    """The currencies that are legal tender somewhere today (ISO 4217)."""
    from babel.core import get_global

    territories = get_global("territory_currencies")
    return frozenset(row[0] for rows in territories.values() for row in rows if row[3] and row[2] is None)


def money(field: Field, answer: object, today: date) -> Value:
    """`{"amount": "1200.50", "currency": "KES"}`, or text such as `KES 1,200.50`; without a currency it is KES."""
    amount, currency = _sum_of(answer)
    if currency not in currencies():
        message = N_("“%(given)s” is not a currency in use. Write its three letters, such as KES, UGX or USD.")
        raise WrongAnswer(message, given=currency)
    value = _decimal(amount)
    if value < 0 or value >= Decimal(10) ** 13:
        raise WrongAnswer(N_("Check the amount: it must be zero or more and below ten million million."))
    if value != round(value, 2):
        raise WrongAnswer(N_("Write the amount with two decimals at most, such as 1200.50."))
    return {"amount": _figures(value), "currency": currency}


def _figures(value: Decimal) -> str:
    """Plain figures: whole, or with two decimals."""
    return str(int(value)) if value == value.to_integral_value() else f"{value:.2f}"


def _sum_of(answer: object) -> tuple[object, str]:
    if isinstance(answer, Mapping):
        return answer.get("amount"), str(answer.get("currency") or "KES").strip().upper()
    if isinstance(answer, str):
        found = _SUM.fullmatch(clean(answer))
        if found is None or (found[1] and found[3]):
            raise WrongAnswer(N_("Write an amount with its currency, such as KES 1,200.50."))
        return found[2], (found[1] or found[3] or "KES").upper()
    return answer, "KES"


def _decimal(answer: object) -> Decimal:
    if isinstance(answer, bool) or not isinstance(answer, str | int | float):
        raise WrongAnswer(N_("Write a number."))
    try:
        value = Decimal(re.sub(r"[,\s'’]", "", str(answer)))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        message = N_("“%(given)s” is not a number. Write figures, such as 1200.50.")
        raise WrongAnswer(message, given=str(answer)[:40])
    return value


def number(field: Field, answer: object, today: date) -> Value:
    value = _decimal(answer)
    if value != value.to_integral_value():
        raise WrongAnswer(N_("Write a whole number."))
    if (field.least is not None and value < field.least) or (field.most is not None and value > field.most):
        message = N_("Write a number from %(least)s to %(most)s.")
        raise WrongAnswer(message, least=field.least, most=f"{field.most:,}" if field.most else "")
    return int(value)


def geo(field: Field, answer: object, today: date) -> Value:
    if isinstance(answer, Mapping):
        answer = f"{answer.get('lat', '')}, {answer.get('lon', '')}"
    parts = re.split(r"[,\s]+", plain(answer))
    try:
        lat, lon = (float(part) for part in parts)
    except ValueError:
        raise WrongAnswer(N_("Write latitude and longitude in figures, such as 0.46, 34.09.")) from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise WrongAnswer(N_("Latitude runs from -90 to 90 and longitude from -180 to 180. Check the figures."))
    return {"lat": lat, "lon": lon}
