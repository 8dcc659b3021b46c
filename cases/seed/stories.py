"""The demonstration's complaints: invented traders, and what happened to their cases day by day, told backwards.

Days are working days before the department's today, so that some clocks are always overdue, due today, or soon.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from cases.history import Value


@dataclass(frozen=True, slots=True)
class Ago:
    """The day so many working days before today."""

    days: int


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that is put on file for the answer."""

    title: str


Telling: TypeAlias = "Mapping[str, Value | Ago | Paper]"


@dataclass(frozen=True, slots=True)
class Act:
    """One action: so many working days ago, by whom (a username, `party` or `system`), with which answers."""

    ago: int
    action: str
    by: str
    data: Telling = field(default_factory=dict)
    reason: str = ""
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """A complaint: who has it, when it was lodged (None: still a draft), what was filled in, what followed."""

    officer: str | None
    lodged: int | None
    answers: Telling
    acts: Sequence[Act] = ()
    evidence: Sequence[str] = ()
    note: str = ""


CHECKED: Mapping[str, Value] = {
    "checklist": dict.fromkeys(
        ("state_measure", "not_tariff", "goods_in_trade", "not_open", "enough_facts", "not_sub_judice"), "yes"
    )
}


def scores(*points: int) -> dict[str, Value]:
    """The parts of the priority score, in the order of the form."""
    keys = ("score_value", "score_held", "score_recurrence", "score_small", "score_claim", "score_ease")
    return dict(zip(keys, points, strict=True))


def classified(
    category: str, mast: str, nature: str, direction: str, *points: int, eac_class: str = ""
) -> dict[str, Value]:
    found: dict[str, Value] = {
        "validated_category": category, "mast_code": mast, "policy_or_operational": nature, "direction": direction,
        **scores(*points),
    }  # fmt: skip
    return found | ({"eac_class": eac_class} if eac_class else {})


def routed(regime: str, agency: str, why: str, department: str = "trade") -> dict[str, Value]:
    return {"regime": regime, "lead_agency": agency, "why_regime": why, "department": department}


def told(ago: int, by: str, message: str) -> Act:
    """A note to the complainant on how it stands."""
    return Act(ago, "tell_complainant", by, {"message": message})


VERIFIED: Telling = {
    "minute": Paper("Minute of the National Monitoring Committee"),
    "evidence": Paper("Evidence as verified"),
    "agency_opinion": "The papers are in order; the refusal has no basis that we could find.",
    "consent_check": {"consent_read": "yes"},
}


def request(received: int, *, identity: str = "anonymous", what: str, provisions: str) -> Telling:
    return {
        "request_text": what, "provisions": provisions,
        "remedy": "That the measure is withdrawn, or its legal basis and reasons are given in writing.",
        "evidence": Paper("Evidence sent with the request"), "identity": identity, "request_received_on": Ago(received),
    }  # fmt: skip


def filer(
    name: str,
    email: str | None,
    *,
    phone: str = "",
    capacity: str = "exporter",
    consent: str = "yes",
    **more: Value | Ago,
) -> dict[str, Value | Ago]:
    """Who complains and what they wish; everything else stands in `more`."""
    found: dict[str, Value | Ago] = {
        "filer_capacity": capacity, "filer_name": name, "filer_country": "KE", "consent_share_identity": consent,
        "consent_publish": False, "other_forum": False, "reporting_country": "KE", "frequency": "repeated",
        "perishable": False, "goods_held_now": False, "location_type": "border_post", **more,
    }  # fmt: skip
    contact = {"filer_email": email, "filer_phone": phone}
    return found | {key: value for key, value in contact.items() if value}
