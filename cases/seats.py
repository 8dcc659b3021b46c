"""Who acts in law (seats) and who presses the button (roles): the one table between them.

A seat is a person or body of the procedures; a role is what an account holds. Where a seat sits outside the
department, a role records the act on its behalf, with its date and document. The access matrix derives its action
rows from this table and from the `by` of the lifecycle pages.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from cases.words import N_


class Role(StrEnum):
    """What an account may be."""

    PARTY = "party"
    BORDER_DESK = "border_desk"
    OFFICER = "officer"
    FOCAL_POINT = "focal_point"
    COUNSEL = "counsel"
    SUPERVISOR = "supervisor"
    DECISION_MAKER = "decision_maker"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    SYSTEM = "system"


STAFF = frozenset({Role.OFFICER, Role.FOCAL_POINT, Role.COUNSEL, Role.SUPERVISOR, Role.DECISION_MAKER})


@dataclass(frozen=True, slots=True)
class Named:
    """Facts that name the states or bodies which sit in a seat of a case; with `where`, only if that fact says so."""

    facts: tuple[str, ...]
    where: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """A place in the procedure. `presses` act in their own right; `on_behalf` record what the seat did.

    `reach` says where its letters go: `case` (who brought the case), `party` (another party of it), `staff` (an
    account), `agency` (a Kenyan body in the contact directory), `state` (another state, its mission or a secretariat):
    nothing confidential leaves for a party, an agency or a state.
    `named_by` says which state or body of the directory is meant: the first that applies and names somebody. `holder`
    is the role whose accounts get the letters of a staff seat; an officer is the one to whom the case is assigned.
    `of_subject`: what concerns one subject (an exporter) reaches that subject alone, or its state.
    """

    key: str
    title: str
    presses: frozenset[Role]
    on_behalf: frozenset[Role] = frozenset()
    reach: str = "agency"
    synonyms: tuple[str, ...] = field(default=())
    named_by: tuple[Named, ...] = ()
    holder: Role = Role.SUPERVISOR
    of_subject: bool = False

    @property
    def outside(self) -> bool:
        """Whether the seat belongs to another state or organisation."""
        return self.reach == "state"

    def pressed_by(self, role: Role) -> bool:
        """Whether the role may take the seat's actions, in its own right or on the seat's behalf."""
        return role in self.presses or role in self.on_behalf


def _roles(*roles: Role) -> frozenset[Role]:
    return frozenset(roles)


_DESK = _roles(Role.OFFICER, Role.FOCAL_POINT, Role.SUPERVISOR)
_NONE: frozenset[Role] = frozenset()
_REGIME = (Named(("regime",)),)
_MEASURE = Named(("measure_countries",))

COMPLAINANT = Seat(
    "complainant",
    N_("Complainant"),
    _roles(Role.PARTY),
    _DESK | {Role.BORDER_DESK},
    "case",
    ("association", "applicant", "applicant_industry"),
)
BORDER_DESK = Seat(
    "border_desk", N_("Border desk"), _roles(Role.BORDER_DESK, Role.OFFICER, Role.SUPERVISOR), reach="staff",
    holder=Role.BORDER_DESK,
)  # fmt: skip
OFFICER = Seat(
    "ntb_officer", N_("Case officer"), _roles(Role.OFFICER, Role.SUPERVISOR), reach="staff", synonyms=("officer",),
    holder=Role.OFFICER,
)  # fmt: skip
SUPERVISOR = Seat("supervisor", N_("Supervisor"), _roles(Role.SUPERVISOR), reach="staff")
FOCAL_POINT = Seat(
    "nfp_ke", N_("National focal point for Kenya"), _roles(Role.FOCAL_POINT, Role.SUPERVISOR), reach="staff",
    holder=Role.FOCAL_POINT,
)  # fmt: skip
COUNSEL = Seat(
    "ag", N_("Office of the Attorney General"), _roles(Role.COUNSEL), _DESK, synonyms=("counsel", "legal_officer")
)
NMC = Seat("nmc", N_("National Monitoring Committee"), _NONE, _DESK)
LEAD_AGENCY = Seat(
    "lead_agency", N_("Responsible Kenyan agency"), _NONE, _DESK, named_by=(Named(("lead_agency",)),)
)  # fmt: skip
PS_TRADE = Seat("ps_trade", N_("Principal Secretary, Trade"), _roles(Role.DECISION_MAKER), _DESK)
PS_EAC = Seat("ps_eac", N_("Principal Secretary, EAC affairs"), _roles(Role.DECISION_MAKER), _DESK)
MISSION = Seat("mission", N_("Kenyan mission abroad"), _NONE, _DESK, named_by=(_MEASURE,))
TBT_ENQUIRY = Seat("tbt_enquiry", N_("WTO TBT enquiry point (KEBS)"), _NONE, _DESK)
NFP_OTHER = Seat(
    "nfp_other", N_("Focal point of the other state"), _NONE, _DESK, "state", ("other_state",),
    (Named(("reporting_country",), ("direction", "inbound")), _MEASURE),
)  # fmt: skip
REC_SECRETARIAT = Seat(
    "rec_secretariat", N_("Secretariat of the regional body"), _NONE, _DESK, "state", named_by=_REGIME
)  # fmt: skip
FACILITATOR = Seat("facilitator", N_("Facilitator"), _NONE, _DESK, "state", named_by=_REGIME)
REGIONAL_BODY = Seat(
    "regional_body",
    N_("Regional committee"),
    _NONE,
    _DESK,
    "state",
    ("rmc", "comesa_forum", "afcfta_subcommittee"),
    _REGIME,
)
COUNCIL = Seat("council", N_("Council of ministers"), _NONE, _DESK, "state", ("sctifi",), _REGIME)
TRADE_COUNCIL = Seat("trade_council", N_("National Trade Negotiations Council"), _NONE, _DESK)
COURT = Seat("court", N_("Court"), _NONE, _DESK | {Role.COUNSEL})
DISPUTE_DESK = Seat(
    "dispute_desk", N_("Dispute desk"), _roles(Role.OFFICER, Role.SUPERVISOR), reach="staff", holder=Role.OFFICER
)
ECONOMIST = Seat(
    "economist", N_("Economist"), _roles(Role.OFFICER, Role.SUPERVISOR), reach="staff", holder=Role.OFFICER
)  # fmt: skip
CS_TRADE = Seat(
    "cs_trade", N_("Cabinet Secretary, Trade"), _roles(Role.DECISION_MAKER), reach="staff", holder=Role.DECISION_MAKER
)
GENEVA_MISSION = Seat("geneva_mission", N_("Permanent Mission in Geneva"), _NONE, _DESK | {Role.COUNSEL})
NCWTO = Seat("ncwto", N_("National Committee on WTO"), _NONE, _DESK)
ACWL = Seat("acwl", N_("Advisory Centre on WTO Law"), _NONE, _DESK | {Role.COUNSEL})
OPPOSING_PARTY = Seat(
    "opposing_party", N_("The other party to the dispute"), _NONE, _DESK | {Role.COUNSEL}, "state",
    named_by=(
        Named(("respondents", "complainants"), ("role", "third_party")),
        Named(("respondents", "complainants"), ("role", "observer")),
        Named(("respondents",)),
    ),
)  # fmt: skip
THIRD_MEMBER = Seat("third_member", N_("Another Member"), _NONE, _DESK, "state")
WTO_SECRETARIAT = Seat("wto_secretariat", N_("WTO Secretariat"), _NONE, _DESK | {Role.COUNSEL}, "state")
DSB = Seat("dsb", N_("Dispute Settlement Body"), _NONE, _DESK | {Role.COUNSEL}, "state")
COMPLAINTS_OFFICER = Seat(
    "complaints_officer", N_("Complaints officer"), _roles(Role.OFFICER, Role.SUPERVISOR), reach="staff",
    holder=Role.OFFICER,
)  # fmt: skip
VERIFICATION_OFFICER = Seat(
    "verification_officer", N_("Verification officer"), _roles(Role.OFFICER, Role.SUPERVISOR), reach="staff",
    holder=Role.OFFICER,
)  # fmt: skip
INVESTIGATOR = Seat(
    "investigator", N_("Lead investigator"), _roles(Role.OFFICER), reach="staff", holder=Role.OFFICER
)  # fmt: skip
EXECUTIVE_DIRECTOR = Seat("executive_director", N_("Executive Director"), _roles(Role.SUPERVISOR), reach="staff")
PRESIDING_OFFICER = Seat(
    "presiding_officer", N_("Presiding officer"), _roles(Role.OFFICER, Role.SUPERVISOR), reach="staff",
    holder=Role.OFFICER,
)  # fmt: skip
KRA = Seat("kra", N_("Kenya Revenue Authority"), _NONE, _DESK)
GAZETTE = Seat("gazette", N_("Government Printer (Kenya Gazette)"), _NONE, _DESK)
EXPORTING_GOVERNMENT = Seat(
    "exporting_government", N_("Government of the exporting country"), _NONE, _DESK, "state",
    named_by=(Named(("exporting_countries",)),), of_subject=True,
)  # fmt: skip
INTERESTED_PARTY = Seat(
    "interested_party", N_("Interested party"), _NONE, _DESK, "party", ("exporter", "importer"), of_subject=True
)
DECISION_MAKER = Seat(
    "decision_maker", N_("Decision maker"), _roles(Role.DECISION_MAKER), reach="staff", holder=Role.DECISION_MAKER
)
SYSTEM = Seat("system", N_("The system, when the time has come"), _roles(Role.SYSTEM), reach="staff")

SEATS: dict[str, Seat] = {
    seat.key: seat
    for seat in (
        COMPLAINANT, BORDER_DESK, OFFICER, SUPERVISOR, FOCAL_POINT, COUNSEL, NMC, LEAD_AGENCY, PS_TRADE, PS_EAC,
        MISSION, TBT_ENQUIRY, NFP_OTHER, REC_SECRETARIAT, FACILITATOR, REGIONAL_BODY, COUNCIL, TRADE_COUNCIL, COURT,
        DISPUTE_DESK, ECONOMIST, CS_TRADE, GENEVA_MISSION, NCWTO, ACWL, OPPOSING_PARTY, THIRD_MEMBER, WTO_SECRETARIAT,
        DSB, COMPLAINTS_OFFICER, VERIFICATION_OFFICER, INVESTIGATOR, EXECUTIVE_DIRECTOR, PRESIDING_OFFICER, KRA,
        GAZETTE, EXPORTING_GOVERNMENT, INTERESTED_PARTY, DECISION_MAKER, SYSTEM,
    )
}  # fmt: skip


def seat(key: str) -> Seat:
    """The seat of that key or synonym; `LookupError` when no procedure knows it."""
    found = SEATS.get(key) or next((each for each in SEATS.values() if key in each.synonyms), None)
    if found is None:
        raise LookupError(f"No seat is called {key!r}.")
    return found
