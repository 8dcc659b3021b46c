"""Letters to Kenyan agencies, to other states and to regional bodies. Formal, and without a confidential fact.

They describe the measure, never the trader: `matter` comes from fields that name authority, state and product codes.
`complainant` is filled by consent only, and `outward` holds the texts that were written to go out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from notifications.letters.base import AGENCY, STATE, Letter, Limit, Said, answer


@dataclass(frozen=True, slots=True, kw_only=True)
class ToOffice(Letter):
    """A letter from the department to another office. `regime` is the agreement under which the case runs."""

    audiences = frozenset({AGENCY})

    day: date
    matter: str
    regime: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRequested(ToOffice):
    """To the agency: please report the facts and the legal basis, and propose a remedy."""

    key = "report-requested"

    complainant: str
    description: str
    due: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionRequested(ToOffice):
    """To the agency: please give the committee your expert opinion."""

    key = "opinion-requested"

    complainant: str
    description: str
    due: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NmcToVerify(ToOffice):
    """To the National Monitoring Committee: a case is ready for verification."""

    key = "nmc-to-verify"

    complainant: str
    due: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NmcOverdue(ToOffice):
    """To the committee: its time to decide is over."""

    key = "nmc-overdue"
    chases = True

    limit: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyOverdue(ToOffice):
    """To the agency and the Principal Secretary: the agency's time to answer is over."""

    key = "agency-overdue"
    chases = True

    agency: str
    limit: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRequired(ToOffice):
    """To the agency: what is to be done, and by when."""

    key = "action-required"

    actions: str = answer("actions")
    bill: str = answer("bill")
    directive: str = answer("directive")
    responsible: str = answer("responsible")
    fix_due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedInProgramme(ToOffice):
    """To the agency: the barrier is listed in the region's programme or matrix."""

    key = "listed-in-programme"

    action_needed: str = answer("action_needed")
    target_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyReceived(ToOffice):
    """To the agency: an answer came and is being weighed; your view is asked."""

    key = "reply-received"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseInformed(ToOffice):
    """To an agency, committee or mission: where the case stands."""

    key = "case-informed"

    standing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalated(ToOffice):
    """To the Principal Secretaries and counsel: the case goes to a higher level."""

    key = "escalated"

    standing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementReached(ToOffice):
    """To both sides: the solution on which the two states agreed."""

    key = "agreement-reached"
    audiences = frozenset({AGENCY, STATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class MissionAgreed(ToOffice):
    """To both sides: a joint verification mission was agreed."""

    key = "mission-agreed"
    audiences = frozenset({AGENCY, STATE})

    mission_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToState(ToOffice):
    """A letter to another state, a secretariat or a facilitator."""

    audiences = frozenset({STATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class InformalContact(ToState):
    """To the other focal point: please help to settle an urgent matter without a formal request."""

    key = "informal-contact"

    complainant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestToOtherState(ToState):
    """To the other state: Kenya's request, with the text that the focal point approved."""

    key = "request-to-other-state"

    complainant: str
    outward: tuple[Said, ...]
    due: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestCopy(ToState):
    """To the secretariat and the mission: a copy of what Kenya wrote to the other state."""

    key = "request-copy"
    audiences = frozenset({AGENCY, STATE})

    states: str
    complainant: str
    outward: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyReminder(ToState):
    """To the other state: a courteous reminder of the request."""

    key = "reply-reminder"
    chases = True

    request_on: date | None
    due: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyOverdue(ToState):
    """To the other state and the secretariat: the reply has not come. No period is cited unless it is law."""

    key = "reply-overdue"

    states: str
    request_on: date | None
    outward: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyToOtherState(ToState):
    """To the other state: Kenya's reply to its complaint."""

    key = "reply-to-other-state"

    outward: tuple[Said, ...]
    due: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyChased(ToState):
    """To the other state: Kenya has heard nothing on its reply."""

    key = "reply-chased"

    due: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingProposed(ToState):
    """To the other state: Kenya proposes to meet about the barrier."""

    key = "meeting-proposed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilitatorAppointed(ToState):
    """To the facilitator: the appointment."""

    key = "facilitator-appointed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCirculated(ToState):
    """To the other state: the draft of the factual report is open for comment."""

    key = "report-circulated"


@dataclass(frozen=True, slots=True, kw_only=True)
class StateInformed(ToState):
    """To the other state or the secretariat: where the case stands."""

    key = "state-informed"

    standing: str


LETTERS: tuple[type[Letter], ...] = (
    ReportRequested, OpinionRequested, NmcToVerify, NmcOverdue, AgencyOverdue, ActionRequired, ListedInProgramme,
    ReplyReceived, CaseInformed, Escalated, AgreementReached, MissionAgreed, InformalContact, RequestToOtherState,
    RequestCopy, ReplyReminder, ReplyOverdue, ReplyToOtherState, ReplyChased, MeetingProposed, FacilitatorAppointed,
    ReportCirculated, StateInformed,
)  # fmt: skip
