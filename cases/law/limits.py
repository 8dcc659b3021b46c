"""Limits as data: the value of every period, with the provision it rests on. An unknown value stays empty.

A page of law names a limit, never a number. Service standards may be overridden by settings (`with_overrides`); law
may not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from cases.law import LegalStatus, Provision, UnknownProvision, provision
from cases.law.reading import HERE, read_yaml
from cases.periods import Days, Hours, Months, Period, Weeks, WorkingDays, Years

UNITS: dict[str, type[Period]] = {
    "calendar_days": Days,
    "working_days": WorkingDays,
    "weeks": Weeks,
    "months": Months,
    "years": Years,
    "hours": Hours,
}
MEETING = "meeting"
"""The unit of a step that waits for the next meeting of a body: it has no length of its own."""
URGENT = ".urgent"
"""After the key of a service standard, in the settings: its value in the urgent lane (`svc_ack.urgent`)."""
_AMONG = "chosen_among"
_FIELDS = {"value", "unit", "provision", "urgent", "perishable", "note", "expiry"}


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit on file. `urgent` and `perishable` are the (value, unit) that hold instead in those lanes.

    `value` is None while the number is not on file. `expiry` says in words what follows when nobody acts.
    """

    key: str
    value: int | None
    unit: str
    provision: Provision
    urgent: tuple[int, str] | None = None
    perishable: tuple[int, str] | None = None
    note: str = ""
    expiry: str = ""

    @property
    def confirmed(self) -> bool:
        """Whether the number may be shown as law."""
        return self.value is not None and self.provision.status.is_law

    @property
    def confirmed_by(self) -> str | None:
        """Who checked the number against its text."""
        return self.provision.checked_by

    @property
    def is_service(self) -> bool:
        """Whether it is the department's own standard, which settings may change."""
        return self.provision.status is LegalStatus.SERVICE

    def period(self, *, urgent: bool = False, perishable: bool = False) -> Period | None:
        """The length for these goods; None while the number is not on file or a meeting decides.

        Goods that are both urgent and perishable follow the urgent value, where there is one.
        """
        if urgent and self.urgent:
            value, unit = self.urgent
            return UNITS[unit](_overrides.get(self.key + URGENT, value))
        if perishable and self.perishable:
            value, unit = self.perishable
            return UNITS[unit](value)
        plain = _overrides.get(self.key, self.value)
        return None if plain is None or self.unit == MEETING else UNITS[self.unit](plain)


Chooser = TypeVar("Chooser", bound=Callable[..., "Limit | None"])


def among(*keys: str) -> Callable[[Chooser], Chooser]:
    """Says among which limits a length is chosen by the facts, so that the lawyer's page can show them all."""

    def mark(choose: Chooser) -> Chooser:
        setattr(choose, _AMONG, tuple(limit(key) for key in keys))
        return choose

    return mark


def chosen_among(choose: object) -> tuple[Limit, ...]:
    """The limits among which a length is chosen; empty for one that says nothing of it."""
    found: tuple[Limit, ...] = getattr(choose, _AMONG, ())
    return found


def _load() -> dict[str, Limit]:
    rows = read_yaml(HERE / "limits.yaml")
    problems = [p for key, row in rows.items() for p in _problems(key, row)]
    if problems:
        raise ValueError("The table of limits is not well-formed:\n" + "\n".join(f"- {p}" for p in problems))
    return {key: _limit(key, row) for key, row in rows.items()}


def _problems(key: str, row: Mapping[str, Any]) -> Iterator[str]:
    if extra := set(row) - _FIELDS:
        yield f"{key} has unknown fields: {', '.join(sorted(map(str, extra)))}."
    for value, unit in ((row.get("value"), row.get("unit")), *(row[k] for k in ("urgent", "perishable") if k in row)):
        if unit not in UNITS and unit != MEETING:
            yield f"{key} counts in the unknown unit {unit}."
        if value is not None and (not isinstance(value, int) or value < 0 or unit == MEETING):
            yield f"{key} cannot last {value} {unit}."
    try:
        provision(str(row.get("provision")))
    except UnknownProvision as unknown:
        yield f"{key} rests on nothing: {unknown}"


def _limit(key: str, row: Mapping[str, Any]) -> Limit:
    return Limit(
        key=key,
        value=row["value"],
        unit=row["unit"],
        provision=provision(row["provision"]),
        urgent=_pair(row.get("urgent")),
        perishable=_pair(row.get("perishable")),
        note=row.get("note", ""),
        expiry=row.get("expiry", ""),
    )


def _pair(row: list[Any] | None) -> tuple[int, str] | None:
    return (int(row[0]), str(row[1])) if row else None


_limits = _load()
_overrides: dict[str, int] = {}


def limit(key: str) -> Limit:
    """The limit of that key; `LookupError` when it is not on file."""
    try:
        return _limits[key]
    except KeyError:
        raise LookupError(f"No limit {key} is on file.") from None


def limits() -> tuple[Limit, ...]:
    """Every limit on file, in the order of the table."""
    return tuple(_limits.values())


def with_overrides(values: Mapping[str, int]) -> None:
    """Put the department's own values in place of its service standards, in their unit, for this process.

    Each call replaces the one before; an empty mapping brings the usual values back. Law is never overridden:
    `ValueError` lists everything that cannot be set, and then nothing is.
    """
    problems = [p for key, value in values.items() for p in _override_problems(key, value)]
    if problems:
        raise ValueError("These service standards cannot be set:\n" + "\n".join(f"- {p}" for p in problems))
    _overrides.clear()
    _overrides.update(values)


def _override_problems(key: str, value: int) -> Iterator[str]:
    known = _limits.get(key.removesuffix(URGENT))
    if known is None:
        yield f"{key} is not on file."
    elif not known.is_service:
        yield f"{key} is no service standard: it rests on {known.provision}."
    elif key.endswith(URGENT) and known.urgent is None:
        yield f"{key}: this standard has no urgent lane."
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        yield f"{key} needs a whole number of zero or more, not {value!r}."
