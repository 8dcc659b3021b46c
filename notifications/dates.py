"""Days as a letter writes them out: Friday 5 March 2027; Ijumaa, 5 Machi 2027."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

NAIROBI = ZoneInfo("Africa/Nairobi")
_ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def written(day: date, language: str = "en") -> str:
    """The day with its weekday, in the language of the letter. English needs no library and no locale."""
    if language != "sw":
        return f"{_ENGLISH_DAYS[day.weekday()]} {day.day} {_ENGLISH_MONTHS[day.month - 1]} {day.year}"
    return _kiswahili(day)


@lru_cache(maxsize=512)
def _kiswahili(day: date) -> str:
    from babel.dates import format_date

    return format_date(day, "EEEE, d MMMM y", locale="sw_KE")


def day_in_nairobi(at: datetime) -> date:
    """The day in East Africa Time on which an instant falls."""
    return at.astimezone(NAIROBI).date()


def day_of(text: object) -> date | None:
    """A day kept as text among the facts; None for whatever is none."""
    if isinstance(text, date):
        return text
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None


def minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)
