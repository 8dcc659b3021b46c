"""What a letter is about, read once: the case as the letter may know it, the act, the clocks, and the recipient.

Letters take their fields from an `Occasion`; it is the same whether the act was taken or is only looked at beforehand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import quote
from uuid import UUID

from cases.history import Event, Value
from cases.law import LegalStatus
from cases.lifecycle import Kind, Lifecycle, Stage
from cases.seats import SEATS, Seat
from notifications.dates import day_of
from notifications.letters.base import ABROAD, ADDRESS, COMPLAINANT, STAFF, Audience, Limit, Line
from notifications.phrases import phrase
from notifications.senders import sender_of

OPEN = "open"
_OURS = (Kind.ACT_BY.value, Kind.RECURRING.value)


@dataclass(frozen=True, slots=True)
class ClockLine:
    """A clock as kept: what it asks of whom, until when, on what law, and whether it still runs."""

    identity: tuple[str, int, int, str]
    title: str
    seat: str
    stage: str
    kind: str
    cite: str
    status: LegalStatus
    state: str
    due: date | None
    latest: date | None = None
    started: date | None = None

    @property
    def subject(self) -> str:
        """Whom it binds, where it does not bind the whole case."""
        return self.identity[3]

    @property
    def promised(self) -> bool:
        """Whether the date may be told to an outsider: an unconfirmed one never is."""
        return self.status is not LegalStatus.UNCONFIRMED

    @property
    def asks(self) -> bool:
        """Whether it runs and asks something; a forecast asks nothing."""
        return self.state == OPEN and self.due is not None and self.kind != Kind.TARGET.value


@dataclass(frozen=True, slots=True)
class Filer:
    """Who complained: read for the letters to them, and named to others by consent only."""

    name: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Upcoming:
    """The date that a letter ends with: the recipient's own (`yours`), ours (`ours`), or the next of the case."""

    kind: str
    limit: Limit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Everything that a letter may be made of. `today` is the department's day on which it is written."""

    letter: str
    audience: Audience
    seat: Seat | None
    to: str
    address: str | None
    language: str
    today: date
    base_url: str
    case_id: UUID | None = None
    reference: str = ""
    title: str = ""
    life: Lifecycle | None = None
    stage: str = ""
    event: Event | None = None
    values: Mapping[str, Value] = field(default_factory=dict)
    clocks: tuple[ClockLine, ...] = ()
    deadline: ClockLine | None = None
    filer: Filer = Filer()
    description: str = ""
    hs_codes: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    context: Mapping[str, Any] = field(default_factory=dict)
    reply_to: str = ""
    body: str = ""
    """The state or organisation in whose name the recipient sits, as the directory has it."""

    @property
    def kind(self) -> str:
        """The kind of the case: the first word of its procedure; empty for a letter of no case."""
        return self.life.key.partition("_")[0] if self.life else ""

    @property
    def subject(self) -> str:
        """Whom the act or the clock is about, where it is not the whole case."""
        if self.deadline is not None:
            return self.deadline.subject
        return (self.event.subject or "") if self.event else ""

    @property
    def place(self) -> Stage | None:
        """The stage in which the case is after the act."""
        return self.life.stage(self.stage) if self.life and self.life.has_stage(self.stage) else None

    @property
    def link(self) -> str:
        """Where the recipient goes on: their tracking page, or the case page of the staff. It carries no secret."""
        if not self.reference:
            return ""
        if self.audience is COMPLAINANT:
            return f"{self.base_url}/track?reference={quote(self.reference)}"
        return f"{self.base_url}/cases/{quote(self.reference)}" if self.audience is STAFF else ""

    @property
    def department(self) -> str:
        """The department that owns the case and signs."""
        return str(self.values.get("department") or "trade")

    def limit(self, clock: ClockLine | None) -> Limit | None:
        """A clock as this letter may show it."""
        if clock is None:
            return None
        title = phrase(clock.title, self.language)
        law = law_words(clock, self.language)
        latest = clock.latest if clock.latest != clock.due else None
        return Limit(
            title=title, day=clock.due, law=law, promised=clock.promised, is_law=clock.status.is_law, latest=latest
        )

    def own_clock(self) -> ClockLine | None:
        """What runs for the recipient's own seat, the nearest first. For outsiders only dates that may be told.

        A clock of one subject is told where the letter is about that subject: one exporter's date is no other's.
        """
        theirs = [
            c for c in self.clocks if c.asks and self.seat and c.seat == self.seat.key
            and (c.promised or self.audience is STAFF) and c.subject in ("", self.subject)
        ]  # fmt: skip
        return self.nearest(theirs)

    def nearest(self, clocks: Sequence[ClockLine]) -> ClockLine | None:
        """The next of these that is still ahead; when all are over, the first."""
        ahead = (c for c in clocks if c.due is not None and c.due >= self.today)
        return next(ahead, clocks[0] if clocks else None)

    def our_clock(self) -> ClockLine | None:
        """When the department acts next by law or its own standard: what outsiders read in place of a forecast."""
        return next(
            (c for c in self.clocks if c.asks and c.kind in _OURS and c.promised and _of_the_department(c.seat)
             and c.due is not None and c.due >= self.today),
            None,
        )  # fmt: skip

    def upcoming(self) -> Upcoming | None:
        """The next date with its law, for the end of the letter; None where nothing is open any more."""
        if self.audience is ADDRESS or self.life is None or self.place is None or self.place.terminal:
            return None
        if self.audience is STAFF:
            return Upcoming("case", self.limit(next((c for c in self.clocks if c.asks), None)))
        own = self.own_clock()
        if own is not None and own.due is not None and own.due >= self.today:
            return Upcoming("yours", self.limit(own))
        if self.audience in ABROAD and not sender_of(self.kind).plans:
            return None
        ours = self.our_clock()
        return Upcoming("ours", self.limit(ours)) if ours else Upcoming("unknown")


def day_under(key: str) -> Callable[[Occasion], date | None]:
    """A date among the answers of the act or the facts."""

    def found(occasion: Occasion) -> date | None:
        said = occasion.event.data.get(key) if occasion.event else None
        return day_of(said or occasion.values.get(key))

    return found


def _of_the_department(seat: str) -> bool:
    return seat in SEATS and SEATS[seat].reach == "staff"


def law_words(clock: ClockLine, language: str) -> str:
    """The provision behind a date, with what must be known about it."""
    return cited(clock.cite, clock.status, language)


def cited(provision: str, status: LegalStatus, language: str) -> str:
    """A provision as a letter may name it; one that is unconfirmed, or our own, is never named as law."""
    match status:
        case LegalStatus.UNCONFIRMED:
            return phrase("to be confirmed", language)
        case LegalStatus.SERVICE:
            return phrase("our own service standard", language)
        case LegalStatus.KNOWN:
            return f"{provision} ({phrase('not yet proofread', language)})"
    return provision
