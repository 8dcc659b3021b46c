"""How complaints end, and where an imported one enters. Close status and outcome type are two fields.

Section 10 of the procedure: "Resolved" on a portal hides very different ends, so an import proposes and never closes.
"""

from __future__ import annotations

from dataclasses import dataclass

from cases.ntb.wording import N_

CLOSE_STATUSES: dict[str, str] = {
    "closed_resolved_full": N_("Resolved in full"),
    "closed_resolved_part": N_("Resolved in part; a new case follows what remains"),
    "closed_relief_individual": N_("This consignment was helped; the measure stays"),
    "closed_clarified": N_("Clarified: the explanation was accepted"),
    "closed_unconfirmed": N_("A fix was reported but the complainant did not confirm it"),
    "closed_not_ntb": N_("Not a non-tariff barrier"),
    "closed_merged": N_("Joined to another case about the same barrier"),
    "closed_insufficient_evidence": N_("Not enough evidence"),
    "closed_withdrawn": N_("Withdrawn by the complainant"),
    "closed_no_contact": N_("The complainant could not be reached"),
    "closed_abandoned": N_("The form was never sent"),
    "closed_not_pursued": N_("Not taken further, for stated reasons"),
    "referred_out": N_("Sent to another body"),
    "escalated_dispute": N_("Taken over as a formal dispute"),
    "private_litigation": N_("Before a court, at the trader's own suit"),
}
"""The terminal stages with their names."""


@dataclass(frozen=True, slots=True)
class OutcomeType:
    """What the record says happened. `proposed` is the close status it suggests, `or_else` others that fit.

    `enters` is where a case that a portal calls Resolved opens with this outcome, `flag` what an officer must look at.
    """

    key: str
    label: str
    proposed: str | None
    or_else: tuple[str, ...] = ()
    enters: str = "fix_reported"
    flag: str = ""


_PART = ("closed_resolved_part",)

_ALL = (
    OutcomeType("measure_removed_or_amended", N_("The measure was removed or amended"), "closed_resolved_full", _PART),
    OutcomeType("settled_bilaterally", N_("Settled between the two states"), "closed_resolved_full", _PART),
    OutcomeType("settled_regionally", N_("Settled through the regional body"), "closed_resolved_full", _PART),
    OutcomeType(
        "verification_mission", N_("A verification mission was held and applied"), "closed_resolved_full", _PART
    ),
    OutcomeType(
        "shipment_or_licence_released",
        N_("This shipment or licence only was released"),
        "closed_relief_individual",
    ),
    OutcomeType("court_order_implemented", N_("A court order was carried out"), "closed_resolved_full"),
    OutcomeType("clarified_not_an_ntb", N_("Clarified: not a non-tariff barrier"), "closed_clarified"),
    OutcomeType("clarified_no_requirement", N_("Clarified: there is no such requirement"), "closed_clarified"),
    OutcomeType("origin_not_established", N_("Origin was not established"), "closed_clarified"),
    OutcomeType(
        "referred_to_technical_committee",
        N_("Sent to a technical committee; the case goes on"),
        None,
        enters="referred_technical",
    ),
    OutcomeType("closed_by_respondent_report", N_("The responding state's word only"), "closed_unconfirmed"),
    OutcomeType("confirmed_by_complaining_state", N_("Confirmed by the complaining state"), "closed_resolved_full"),
    OutcomeType(
        "confirmed_by_complainant",
        N_("Confirmed by the trader"),
        "closed_resolved_full",
        enters="monitoring",
    ),
    OutcomeType("private_commercial_dispute", N_("A private commercial dispute"), "closed_not_ntb"),
    OutcomeType("duplicate", N_("The same barrier as another case"), "closed_merged"),
    OutcomeType(
        "contradictory_record",
        N_("The record contradicts itself"),
        None,
        flag=N_("The record says Resolved and, in its text, that it is not resolved. Nothing is proposed."),
    ),
    OutcomeType("transferred_to_rec", N_("Transferred to the regional economic community"), None),
    OutcomeType("not_stated", N_("The record does not say"), None),
)

OUTCOMES: dict[str, OutcomeType] = {each.key: each for each in _ALL}
NOT_STATED = OUTCOMES["not_stated"]

ROLES_TO_DIRECTIONS = {
    "complaining_state": "outbound",
    "responding_state": "inbound",
    "both_domestic": "domestic",
    "destination_market": "transit_or_third",
}

REC = "rec"
"""Who holds a case that a portal has transferred: the regional economic community."""


def outcome(key: str | None) -> OutcomeType:
    """The outcome of that key; nothing stated when there is none. `LookupError` for a key nobody coded."""
    if key is None:
        return NOT_STATED
    return OUTCOMES[key]


def proposed_close(outcome_type: str | None) -> str | None:
    """The close status that the outcome suggests to an officer, or None: it stays unclosed."""
    return outcome(outcome_type).proposed


def entry_stage(published: str, outcome_type: str | None, direction: str) -> str:
    """Where an imported case opens. Never a terminal stage; `LookupError` for a status no portal uses."""
    if published == "Resolved":
        return outcome(outcome_type).enters
    if published == "In process":
        return "agency_action" if direction in ("inbound", "domestic") else "notified"
    return {
        "New": "screening",
        "Transferred": "regional_review",
        "Complaint registered with REC": "regional_review",
    }[published]


def holder(published: str) -> str | None:
    """Who holds the case besides the department."""
    return REC if published in ("Transferred", "Complaint registered with REC") else None


def direction_of_role(kenya_role: str) -> str:
    """`kenya_role` of a record as a direction; `LookupError` for another word. An officer can correct it."""
    return ROLES_TO_DIRECTIONS[kenya_role]
