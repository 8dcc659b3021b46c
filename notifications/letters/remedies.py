"""Letters of an anti-dumping investigation, by the table of notices in section 4.1 of the specification.

Before initiation the application is confidential (ADA Art. 5.5): only the applicant and the exporting government hear
of it. Afterwards a party reads what the public file holds; its own calculation reaches it apart from any letter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from notifications.letters.base import AGENCY, COMPLAINANT, PARTY, STAFF, STATE, Letter, Limit, Said, answer


@dataclass(frozen=True, slots=True, kw_only=True)
class OnInvestigation(Letter):
    """A letter on an investigation. `matter` names product, countries and codes, as its notice does; `law` is what
    the act rests on.
    """

    day: date
    matter: str
    law: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationReceived(OnInvestigation):
    """The application arrived: its receipt, who looks after it, and that it stays confidential."""

    key = "ad-application-received"
    audiences = frozenset({COMPLAINANT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Deficiencies(OnInvestigation):
    """To the applicant or a party: what is missing, item by item with the reason, and by when."""

    key = "ad-deficiencies"
    audiences = frozenset({COMPLAINANT, PARTY})

    gaps: str = answer("gaps")
    due: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GovernmentNotified(OnInvestigation):
    """To the exporting government, before initiation: a documented application is in. ADA Art. 5.5."""

    key = "ad-government-notified"
    audiences = frozenset({STATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiated(OnInvestigation):
    """To governments, parties, customs and the Mission: the investigation began. ADA Art. 12.1."""

    key = "ad-initiated"
    audiences = frozenset({COMPLAINANT, PARTY, AGENCY, STATE})

    initiated_on: date | None
    gazette: str = answer("gazette")


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration(OnInvestigation):
    """To the parties: come forward if you want to be heard, and by when."""

    key = "ad-registration"
    audiences = frozenset({PARTY})

    standing: str
    watched: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire(OnInvestigation):
    """To one party: the questionnaire, with the last day and the deemed receipt shown. ADA Art. 6.1.1."""

    key = "ad-questionnaire"
    audiences = frozenset({PARTY})

    subject: str
    deemed: date | None
    due: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsAvailableWarning(OnInvestigation):
    """To one party: what is missing, and the chance to explain before the facts available are used."""

    key = "ad-facts-available-warning"
    audiences = frozenset({PARTY})

    subject: str
    missing: str = answer("missing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Preliminary(OnInvestigation):
    """To parties, governments and the Mission: the preliminary finding, or the provisional measure. ADA Art. 12.2."""

    key = "ad-preliminary"
    audiences = frozenset({COMPLAINANT, PARTY, AGENCY, STATE})

    standing: str
    gazette: str = answer("gazette")
    effect_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityInstruction(OnInvestigation):
    """To customs: take security, at which rates and from when."""

    key = "ad-security-instruction"
    audiences = frozenset({AGENCY})

    gazette: str = answer("gazette")
    effect_on: date | None
    rates: str = answer("rates")
    due: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityReleased(OnInvestigation):
    """To customs and the parties: security ends soon, or has ended and is to be released."""

    key = "ad-security-released"
    audiences = frozenset({PARTY, AGENCY})

    standing: str
    effect_on: date | None
    limit: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing(OnInvestigation):
    """To all parties: the day of the hearing and what it is about. ADA Art. 6.2 and 6.3."""

    key = "ad-hearing"
    audiences = frozenset({COMPLAINANT, PARTY})

    hearing_on: date | None
    outward: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EssentialFacts(OnInvestigation):
    """To the parties: the essential facts are out; comment in time. ADA Art. 6.9."""

    key = "ad-essential-facts"
    audiences = frozenset({COMPLAINANT, PARTY})

    watched: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionAsked(OnInvestigation):
    """To the Cabinet Secretary: the report is in, and the decision is asked for."""

    key = "ad-decision-asked"
    audiences = frozenset({STAFF})

    rates: str = answer("rates")
    pressing: Limit | None
    dates: tuple[Limit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Final(OnInvestigation):
    """To parties, governments, customs and the Mission: the measure, or the result of a review. ADA Art. 12.2."""

    key = "ad-final"
    audiences = frozenset({COMPLAINANT, PARTY, AGENCY, STATE})

    standing: str
    gazette: str = answer("gazette")
    measure_from: date | None
    rates: str = answer("rates")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terminated(OnInvestigation):
    """To all who were told of it: the investigation ends without a measure, for one or for all. ADA Art. 5.8."""

    key = "ad-terminated"
    audiences = frozenset({COMPLAINANT, PARTY, AGENCY, STATE})

    subject: str
    standing: str
    ground: str
    gazette: str = answer("gazette")
    initiated_on: date | None
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOfTime(OnInvestigation):
    """To the parties, customs and counsel: the time for the investigation is over. ADA Art. 5.10."""

    key = "ad-out-of-time"
    audiences = frozenset({COMPLAINANT, PARTY, AGENCY})

    initiated_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpiryWarning(OnInvestigation):
    """To the domestic industry: the duty ends, and how and by when to ask for a review. ADA Art. 11.3."""

    key = "ad-expiry-warning"
    audiences = frozenset({COMPLAINANT})
    chases = True

    limit: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expired(OnInvestigation):
    """To customs and the parties: the duty has ended; collection stops."""

    key = "ad-expired"
    audiences = frozenset({COMPLAINANT, PARTY, AGENCY})

    standing: str
    gazette: str = answer("gazette")


LETTERS: tuple[type[Letter], ...] = (
    ApplicationReceived, Deficiencies, GovernmentNotified, Initiated, Registration, Questionnaire,
    FactsAvailableWarning, Preliminary, SecurityInstruction, SecurityReleased, Hearing, EssentialFacts, DecisionAsked,
    Final, Terminated, OutOfTime, ExpiryWarning, Expired,
)  # fmt: skip
