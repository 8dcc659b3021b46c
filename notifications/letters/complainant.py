"""Letters to the complainant. Short, kind, and true at the stage in which they are sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from notifications.letters.base import COMPLAINANT, Letter, Limit, answer


@dataclass(frozen=True, slots=True, kw_only=True)
class ToComplainant(Letter):
    """A letter about the complainant's own case. `day` is the day of the act."""

    audiences = frozenset({COMPLAINANT})

    day: date
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintReceived(ToComplainant):
    """The complaint arrived: its reference, and what happens next."""

    key = "complaint-received"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMoved(ToComplainant):
    """The case went on: where it stands now, whose turn it is, and what the complainant can do."""

    key = "case-moved"

    standing: str
    turn: str
    you: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintAccepted(ToComplainant):
    """The complaint can be acted upon."""

    key = "complaint-accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions(ToComplainant):
    """Questions that only the complainant can answer."""

    key = "questions-to-complainant"

    questions: str = answer("questions")
    due: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsReminder(ToComplainant):
    """The questions are still open."""

    key = "questions-reminder"
    chases = True

    due: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerReceived(ToComplainant):
    """The answer arrived; the case goes on."""

    key = "answer-received"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotABarrier(ToComplainant):
    """Why it is not a non-tariff barrier, in writing, and which door is the right one."""

    key = "not-a-barrier"

    explanation: str = answer("explanation")
    right_door: str = answer("right_door")


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged(ToComplainant):
    """The complaint goes on in a case that is already open about the same barrier."""

    key = "merged"

    master: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferredOut(ToComplainant):
    """Another body can help: which one, and how to reach it."""

    key = "referred-out"

    body: str = answer("body")
    contact: str = answer("contact")
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceInsufficient(ToComplainant):
    """The committee found too little evidence: the reasons, and how new evidence reopens the case."""

    key = "evidence-insufficient"

    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSent(ToComplainant):
    """The other state was asked to act."""

    key = "request-sent"

    states: str
    named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyUnderReview(ToComplainant):
    """An answer came and is being weighed; the complainant will be heard."""

    key = "reply-under-review"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotClosed(ToComplainant):
    """A technical committee has the matter; the case is not closed."""

    key = "not-closed"

    committee: str = answer("committee")


@dataclass(frozen=True, slots=True, kw_only=True)
class FixReported(ToComplainant):
    """A fix is reported: please say whether the barrier is really gone."""

    key = "fix-reported"

    what: str = answer("what")
    fixed_on: date | None
    due: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FixConfirmed(ToComplainant):
    """Thank you for confirming; the watch begins."""

    key = "fix-confirmed"

    watched: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClosed(ToComplainant):
    """How the case ended, the reasons, and how to have it opened again."""

    key = "case-closed"

    standing: str
    you: str
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReopened(ToComplainant):
    """The case is open again."""

    key = "case-reopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDormant(ToComplainant):
    """No answer came; the case rests and an answer wakes it."""

    key = "case-dormant"

    due: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressNote(ToComplainant):
    """The regular note on how the case stands, even when nothing changed."""

    key = "progress-note"

    message: str = answer("message")
    turn: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSplit(ToComplainant):
    """The complaint held two barriers: the second goes on in a case of its own."""

    key = "case-split"

    second: str = answer("title")


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtTime(ToComplainant):
    """A short period for going to the East African Court of Justice may be running."""

    key = "court-time"
    chases = True

    limit: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeDecided(ToComplainant):
    """What was decided about a formal dispute, with the reasons."""

    key = "dispute-decided"

    standing: str
    reasons: str


LETTERS: tuple[type[Letter], ...] = (
    ComplaintReceived, CaseMoved, ComplaintAccepted, Questions, QuestionsReminder, AnswerReceived, NotABarrier, Merged,
    ReferredOut, EvidenceInsufficient, RequestSent, ReplyUnderReview, NotClosed, FixReported, FixConfirmed, CaseClosed,
    CaseReopened, CaseDormant, ProgressNote, CaseSplit, CourtTime, DisputeDecided,
)  # fmt: skip
