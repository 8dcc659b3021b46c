"""Letters about a dispute at the WTO. What is said in consultations is confidential (DSU Art. 4.6): none repeats it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from notifications.letters.base import AGENCY, STAFF, STATE, Letter, Limit, Said
from notifications.letters.complainant import ToComplainant


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDispute(Letter):
    """A letter on a dispute. `matter` names it by number, state and product codes; `law` is what the act rests on."""

    audiences = frozenset({AGENCY})

    day: date
    matter: str
    law: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeOpened(OnDispute):
    """To the Principal Secretary and the Mission: a dispute was taken up, and what Kenya may be in it."""

    key = "dispute-opened"

    role: str
    standing: str
    pressing: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeApprovalAsked(OnDispute):
    """To those who decide: a dispute, or joining one, waits for their decision."""

    key = "dispute-approval-asked"
    audiences = frozenset({STAFF, AGENCY})

    standing: str
    pressing: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationsRequested(OnDispute):
    """To the other side, the Secretariat and Kenya's advisers: Kenya has requested consultations."""

    key = "consultations-requested"
    audiences = frozenset({AGENCY, STATE})

    states: str
    joinable: bool
    outward: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeClockStarted(OnDispute):
    """To counsel and the Mission: the request was received, and which dates run from it."""

    key = "dispute-clock-started"

    received_on: date | None
    dates: tuple[Limit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RightToPanelOpen(OnDispute):
    """To those who decide: a panel may be requested now, and why."""

    key = "right-to-panel-open"
    audiences = frozenset({STAFF, AGENCY})

    act: str
    kenya_complains: bool
    limit: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaClosing(OnDispute):
    """To the Mission: the agenda of the meeting that the panel request needs closes soon."""

    key = "agenda-closing"

    dsb_meeting_on: date | None
    due: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelEstablished(OnDispute):
    """To Kenya's advisers and the Mission: the panel stands, and which dates run from it."""

    key = "panel-established"

    dates: tuple[Limit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedConsultations(OnDispute):
    """To the parties and the Secretariat: Kenya asks to join the consultations."""

    key = "joined-consultations"
    audiences = frozenset({STATE})

    circulated_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThirdPartyRights(OnDispute):
    """To the Secretariat and the Mission: Kenya reserves its rights as a third party."""

    key = "third-party-rights"
    audiences = frozenset({AGENCY, STATE})

    established_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionFiled(OnDispute):
    """To the Secretariat and the national committee: Kenya filed its submission as a third party."""

    key = "submission-filed"
    audiences = frozenset({AGENCY, STATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeTold(ToComplainant):
    """To the exporter: how the dispute stands, in words that may be public. Never what was said in consultations."""

    key = "dispute-told"

    standing: str
    turn: str
    outward: tuple[Said, ...]


LETTERS: tuple[type[Letter], ...] = (
    DisputeOpened, DisputeApprovalAsked, ConsultationsRequested, DisputeClockStarted, RightToPanelOpen, AgendaClosing,
    PanelEstablished, JoinedConsultations, ThirdPartyRights, SubmissionFiled, DisputeTold,
)  # fmt: skip
