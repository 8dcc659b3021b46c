"""Which regimes a case could go to: both states must have belonged to them on the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from cases.ntb.routing.membership import NO, UNCONFIRMED, YES, Membership, member
from cases.ntb.routing.regimes import ORDER, REGIMES

KENYA = "KE"
_ALWAYS_LISTED = frozenset({"EAC", "COMESA", "TFTA", "AfCFTA", "WTO"})


@dataclass(frozen=True, slots=True)
class Option:
    """One regime as it stands in this case. `status` is the legal status of the membership it rests on.

    `open` means that all states belonged on the day, confirmed; `to_be_confirmed` that one accession is not confirmed.
    """

    regime: str
    title: str
    open: bool
    why: str
    instrument: str
    status: str
    formal_end: str
    standing: str = YES

    @property
    def to_be_confirmed(self) -> bool:
        """Whether it rests on an accession that nobody has confirmed."""
        return self.standing == UNCONFIRMED


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the case as the advice sees it."""

    direction: str
    reporting: str
    measure_countries: tuple[str, ...]
    on: date
    hs_codes: tuple[str, ...]
    perishable: bool
    goods_held: bool
    policy_or_operational: str
    enacted_law: bool
    evidence: frozenset[str]
    preferred: str | None
    preferred_reason: str
    kind: str | None
    states: tuple[str, ...] = field(default=())


def states_concerned(reporting: str, measure_countries: Sequence[str]) -> tuple[str, ...]:
    """The states that must all belong to the regime: who complains and whose measure it is, Kenya where only one is."""
    states = tuple(dict.fromkeys((reporting, *measure_countries)))
    return states if len(states) > 1 else tuple(dict.fromkeys((KENYA, *states)))


def options_of(question: Question) -> list[Option]:
    options = []
    for key in ORDER:
        seats = [member(key, iso, question.on) for iso in question.states]
        standing = _standing(seats)
        if standing != NO or key in _ALWAYS_LISTED:
            options.append(option(key, seats, standing, _why(seats, standing)))
    return options


def _standing(seats: Sequence[Membership]) -> str:
    standings = {seat.standing for seat in seats}
    return NO if NO in standings else UNCONFIRMED if UNCONFIRMED in standings else YES


def _why(seats: Sequence[Membership], standing: str) -> str:
    """The memberships that decide: the missing ones where it is closed, all where it is open."""
    return " ".join(dict.fromkeys(seat.note for seat in seats if standing == YES or seat.standing == standing))


def option(key: str, seats: Sequence[Membership], standing: str, why: str) -> Option:
    regime = REGIMES[key]
    status = "unconfirmed" if standing == UNCONFIRMED else "known"
    status = regime.ways_status if key == "domestic" else status
    return Option(key, regime.title, standing == YES, why, regime.instrument, status, regime.formal_end, standing)


def lead_of(options: Sequence[Option]) -> Option | None:
    sure = next((each for each in options if each.open), None)
    return sure or next((each for each in options if each.to_be_confirmed), None)
