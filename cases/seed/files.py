"""Files that the demonstration's staff opened by hand: what a story of one says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cases.history import Value
from cases.seats import Seat
from cases.seed.stories import Act, Telling
from cases.service.parties import Person


@dataclass(frozen=True, slots=True)
class FileStory:
    """A file: its procedure, who opened it so many working days ago, with which answers, for whom, and what followed.

    `others` are parties beside the one for whom it was opened, each with their seat.
    """

    procedure: str
    officer: str
    opened: int
    answers: Telling
    acts: Sequence[Act] = ()
    person: Person | None = None
    others: Sequence[tuple[Seat, Person]] = ()
    note: str = ""


def ticked(*keys: str) -> Value:
    """A checklist answered with yes throughout."""
    return dict.fromkeys(keys, "yes")
