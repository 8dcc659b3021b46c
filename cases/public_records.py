"""Reading files of the public record: each record accepted, or refused in words with its number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from cases.words import N_

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class RefusedRecord:
    """A record that is not taken, with its number as far as it can be read."""

    number: str
    reason: str


class Unreadable(Exception):
    """Why a record is refused, as a sentence."""


def read_each(
    payload: object, key: str, nothing: str, read: Callable[[Mapping[str, object], str], Record]
) -> list[Record | RefusedRecord]:
    """Every record of a parsed file, in its order: an object that lists them under `key`, or the list itself.

    `ValueError` with `nothing` when it holds no list. A number that comes twice is refused the second time.
    """
    rows = payload.get(key) if isinstance(payload, Mapping) else payload
    if not isinstance(rows, list):
        raise ValueError(nothing)
    seen: set[str] = set()
    return [_once(row, at, seen, read) for at, row in enumerate(rows, start=1)]


def _once(
    row: object, at: int, seen: set[str], read: Callable[[Mapping[str, object], str], Record]
) -> Record | RefusedRecord:
    if not isinstance(row, Mapping):
        return RefusedRecord(f"record {at}", N_("This is not a record but something else."))
    number = str(row.get("id") or f"record {at}")[:40]
    if number in seen:
        return RefusedRecord(number, N_("This number stands in the file already. Remove one of the two."))
    try:
        found = read(row, number)
    except Unreadable as why:
        return RefusedRecord(number, str(why))
    seen.add(number)
    return found
