"""Letters to officers, focal points and supervisors: what happened, what is to be done, by when, on what law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from notifications.letters.base import AGENCY, STAFF, Letter, Limit, Line, answer


@dataclass(frozen=True, slots=True, kw_only=True)
class ToStaff(Letter):
    """A letter about one case. `act` is what was done, `stage` where the case is now."""

    audiences = frozenset({STAFF})

    day: date
    title: str
    act: str
    stage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class YourTurn(ToStaff):
    """Something was done and the next step is the reader's."""

    key = "your-turn"
    audiences = frozenset({STAFF, AGENCY})

    actor: str
    matter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallComplainant(ToStaff):
    """This complainant reads no e-mail: call, and record the answer."""

    key = "call-complainant"


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceAdded(ToStaff):
    """A document was put on file."""

    key = "evidence-added"

    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver(ToStaff):
    """The case has another owner, lead regime or direction."""

    key = "handed-over"

    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseHandedOver(ToStaff):
    """Another department handed the case over to the reader's."""

    key = "case-handed-over"

    owner: str
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentioned(Letter):
    """A colleague named the reader in a note on a case; the note itself stays in the case."""

    key = "mentioned"
    audiences = frozenset({STAFF})

    today: date
    title: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreTimeAsked(ToStaff):
    """The other state asks for more time."""

    key = "more-time-asked"

    why: str = answer("why")
    estimated_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestAcknowledged(ToStaff):
    """The other state confirmed that the request reached it."""

    key = "request-acknowledged"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyDueSoon(ToStaff):
    """A reply is due soon, from the other state or from Kenya."""

    key = "reply-due-soon"
    chases = True

    limit: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineApproaching(ToStaff):
    """A limit ends soon."""

    key = "deadline-approaching"
    audiences = frozenset({STAFF, AGENCY})
    chases = True

    matter: str
    limit: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineMissed(ToStaff):
    """The last day of a limit is over and nothing met it."""

    key = "deadline-missed"
    audiences = frozenset({STAFF, AGENCY})
    chases = True

    matter: str
    limit: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtTimeOver(ToStaff):
    """The trader's time for going to the East African Court of Justice is over."""

    key = "court-time-over"
    chases = True

    limit: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionDue(ToStaff):
    """Somebody has to decide how the case goes on."""

    key = "decision-due"
    audiences = frozenset({STAFF, AGENCY})

    matter: str
    standing: str
    limit: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDatePassed(ToStaff):
    """A date of the plan is over and the fix is not there."""

    key = "plan-date-passed"
    audiences = frozenset({STAFF, AGENCY})

    matter: str
    limit: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminders(Letter):
    """Several reminders that fell due together, in one letter."""

    key = "reminders"
    audiences = frozenset({STAFF})

    today: date
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How much there is in the whole department: dates by when they fall due, of cases that nobody has, and letters
    that will not leave by themselves.
    """

    overdue: int
    today: int
    week: int
    nobody: int
    unsent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest(Letter):
    """What is overdue, due today, and due within a week, once a day.

    `totals` is for who oversees the department; `more` counts the dates for which the letter has no room.
    """

    key = "digest"
    audiences = frozenset({STAFF})

    today: date
    lines: tuple[Line, ...]
    totals: Totals | None
    more: int
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DatesMoved(Letter):
    """A changed calendar, or a correction, moved dates of a case: before and after."""

    key = "dates-moved"
    audiences = frozenset({STAFF})

    today: date
    title: str
    lines: tuple[Line, ...]


LETTERS: tuple[type[Letter], ...] = (
    YourTurn, CallComplainant, EvidenceAdded, HandedOver, CaseHandedOver, Mentioned, MoreTimeAsked, RequestAcknowledged,
    ReplyDueSoon, DeadlineApproaching, DeadlineMissed, CourtTimeOver, DecisionDue, PlanDatePassed, Reminders, Digest,
    DatesMoved,
)  # fmt: skip
