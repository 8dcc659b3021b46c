"""The demonstration's department, its contact directory and its committee meetings. None of it is real.

Addresses lie under domains that are reserved for examples, so that no letter can ever reach anybody. A few offices have
no address on purpose: their letters are parked, shown and printable.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from cases.ntb.agencies import AGENCIES, KENYAN
from cases.ntb.states import state_name
from cases.seats import SEATS, Role

PASSWORD = "karibu-tatua"
"""One public password for all: production refuses to start with these accounts."""
SOURCE = "Demonstration"
NOT_REAL = "Demonstration: not a real meeting"


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the demonstration's staff."""

    username: str
    name: str
    role: Role
    department: str = "trade"

    @property
    def email(self) -> str:
        return f"{self.username}@trade.example"


STAFF = (
    Member("ines", "Ines Wanjiru", Role.OFFICER),
    Member("otieno", "Brian Otieno", Role.OFFICER),
    Member("amina", "Amina Hassan", Role.OFFICER, "eac_affairs"),
    Member("kamau", "Peter Kamau", Role.FOCAL_POINT),
    Member("chebet", "Grace Chebet", Role.FOCAL_POINT, "eac_affairs"),
    Member("nyambura", "Nyambura Githinji", Role.SUPERVISOR),
    Member("karim", "Karim Abdalla", Role.COUNSEL),
    Member("mutiso", "Josephine Mutiso, Principal Secretary", Role.DECISION_MAKER),
    Member("njoroge", "Daniel Njoroge", Role.ADMINISTRATOR),
    Member("akinyi", "Faith Akinyi, Busia border desk", Role.BORDER_DESK),
)

_OTHER_STATES = ["UG", "TZ", "RW", "BI", "SS", "CD", "SO", "ET", "EG", "MU", "MW", "ZM", "ZW", "ZA", "GH", "NG"]
_MISSIONS = ["UG", "TZ", "RW", "BI", "ET", "EG", "ZA", "GH", "NG", "BE", "GB"]
_PARTNERS = ["CN", "IN", "PK", "TR", "EG", "ZA", "EU", "GB", "US", "BR", "JP", "VN", "ID"]
"""Members of the WTO with which a dispute or an investigation is likely."""
_REGIMES = ("EAC", "COMESA", "TFTA", "AfCFTA")
_NO_ADDRESS = frozenset(
    {("nfp_other", "SS"), ("mission", "EG"), ("rec_secretariat", "TFTA"), ("lead_agency", "county"), ("court", ""),
     ("gazette", ""), ("opposing_party", "JP"), ("exporting_government", "VN")}
)  # fmt: skip
_OF_A_REGIME = ("rec_secretariat", "regional_body", "council", "facilitator")
_ALONE = (
    "nmc", "ag", "ps_trade", "ps_eac", "tbt_enquiry", "trade_council", "court", "geneva_mission", "ncwto", "acwl",
    "wto_secretariat", "dsb", "kra", "gazette",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contact directory."""

    seat: str
    body: str
    name: str
    address: str | None
    valid_from: date
    valid_to: date | None = None

    def values(self) -> dict[str, object]:
        return {
            "seat": self.seat, "body": self.body, "name": self.name, "address": self.address, "language": "en",
            "valid_from": self.valid_from, "valid_to": self.valid_to, "source": SOURCE,
        }  # fmt: skip


def directory(today: date) -> Iterator[Entry]:
    """The contacts: per state, per regime, per agency, and those of which there is one."""
    since = date(today.year - 2, 1, 1)
    for seat, body, name in _places():
        stem = "-".join(part for part in (seat.replace("_", "-"), body.lower().replace("_", "-")) if part)
        address = None if (seat, body) in _NO_ADDRESS else f"{stem}@example.org"
        yield Entry(seat, body, name, address, since)
    yesterday = date(today.year - 2, 12, 31)
    yield Entry("nfp_other", "UG", "Focal point of Uganda (before)", "old-uganda@example.org", since, yesterday)


def _places() -> Iterator[tuple[str, str, str]]:
    for iso in _OTHER_STATES:
        yield "nfp_other", iso, f"Focal point of {state_name(iso)}"
    for iso in _MISSIONS:
        yield "mission", iso, f"Kenyan mission in {state_name(iso)}"
    for iso in _PARTNERS:
        yield "opposing_party", iso, f"{state_name(iso)}: Permanent Mission in Geneva"
        yield "exporting_government", iso, f"{state_name(iso)}: Embassy in Nairobi"
    for seat in _OF_A_REGIME:
        for regime in _REGIMES:
            yield seat, regime, f"{SEATS[seat].title}, {regime}"
    for each in AGENCIES:
        if each.key in KENYAN:
            yield "lead_agency", each.key, each.label
    for seat in _ALONE:
        yield seat, "", SEATS[seat].title


_MEETINGS = {
    "nmc": (9, 37, 65), "rmc": (33, 124), "comesa_forum": (58, 240), "tripartite": (96,),
    "afcfta_subcommittee": (75, 257), "wto_tbt": (103, 222),
}  # fmt: skip
"""Days from today on which the committees meet."""


def meetings(today: date) -> Iterator[dict[str, object]]:
    """Meetings of the committees in the time ahead, on working days of the week."""
    for body, days in _MEETINGS.items():
        for ahead in days:
            day = today + timedelta(days=ahead)
            day -= timedelta(days=max(0, day.weekday() - 4))
            yield {"body": body, "day": day, "source": NOT_REAL}
