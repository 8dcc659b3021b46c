"""Who signs a letter and who gets the answer: the desk of the department that keeps this kind of case."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cases.seats import Role
from notifications.phrases import phrase


@dataclass(frozen=True, slots=True)
class Sender:
    """A desk as letters are signed: `desk` to firms and agencies, `speaks` to another state; `hears` gets its answer.

    Where it is an officer that hears, it is the officer of the case. A desk that does not tell `plans` keeps the days
    of its own next steps from the other side.
    """

    desk: str
    speaks: str
    hears: Role = Role.OFFICER
    plans: bool = True

    def said_in(self, language: str) -> Sender:
        return replace(self, desk=phrase(self.desk, language), speaks=phrase(self.speaks, language))


BARRIERS = Sender("The trade barriers desk", "The National Focal Point for Kenya", Role.FOCAL_POINT)
SENDERS = {
    "ntb": BARRIERS,
    "dispute": Sender("The WTO dispute desk", "The WTO dispute desk of Kenya", plans=False),
    "remedy": Sender("The Kenya Trade Remedies Agency", "The Kenya Trade Remedies Agency"),
}
"""By the kind of case: the first word of its procedure."""


def sender_of(kind: str) -> Sender:
    """Who signs letters about that kind of case; letters of no case come from the trade barriers desk."""
    return SENDERS.get(kind, BARRIERS)
