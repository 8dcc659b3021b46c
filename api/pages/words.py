"""How pages write days, times, clocks and sizes: in the language of the page, relative words never alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from api.i18n import _, language, ngettext, say, write_day

NAIROBI = ZoneInfo("Africa/Nairobi")


def written(day: date | None) -> str:
    """Friday 5 March 2027; in Kiswahili Ijumaa, 5 Machi 2027."""
    return write_day(day) if day else ""


def month(day: date) -> str:
    """March 2027."""
    return write_day(day, "month")


def short(day: date | None) -> str:
    """5 Mar 2027, for tables."""
    if day is None:
        return ""
    return f"{day.day} {day:%b %Y}" if language() == "en" else _babel(day, "d MMM y")


def _babel(day: date, pattern: str) -> str:
    from babel.dates import format_date

    return format_date(day, pattern, locale=language())


def moment(at: datetime | None) -> str:
    """5 March 2027, 09:00, in East Africa Time."""
    if at is None:
        return ""
    local = at.astimezone(NAIROBI)
    day = f"{local.day} {local:%B %Y}" if language() == "en" else _babel(local.date(), "d MMMM y")
    return f"{day}, {local:%H:%M}"


def size(count: int) -> str:
    """Bytes as people read them."""
    if count < 1024:
        return f"{count} B"
    return f"{count / 1024:.0f} KB" if count < 1024 * 1024 else f"{count / 1024 / 1024:.1f} MB"


def away(day: date, today: date, open_days: int | None = None) -> str:
    """How far a day is: today, in 3 working days, 2 working days ago; in calendar days where no calendar is at hand."""
    if day == today:
        return _("today")
    if open_days is not None and open_days > 0:
        if day > today:
            return ngettext("in %(n)s working day", "in %(n)s working days", open_days) % {"n": open_days}
        return ngettext("%(n)s working day ago", "%(n)s working days ago", open_days) % {"n": open_days}
    days = abs((day - today).days)
    if day > today:
        return ngettext("in %(n)s day", "in %(n)s days", days) % {"n": days}
    return ngettext("%(n)s day ago", "%(n)s days ago", days) % {"n": days}


FILTERS: dict[str, Callable[..., Any]] = {
    "written": written, "short": short, "month": month, "moment": moment, "size": size, "away": away, "say": say,
}  # fmt: skip
