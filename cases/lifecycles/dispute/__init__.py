"""A dispute at the WTO: Kenya as complainant up to the panel, as third party up to its submission, or watching.

Section 4 of the specification is the table behind it: 4A (domestic phase), 4B (consultations and panel request) and 4D
(third party). What follows the establishment of a panel is recorded with its date until that phase has its own stages.
Periods run from receipt, those for joining from circulation; a limit to act that ends on a closed day of the WTO
Secretariat moves on, a time of waiting does not.
"""

from __future__ import annotations

from datetime import date

from cases.lifecycle import ByStaff, Lifecycle
from cases.lifecycles.dispute import asks, basis, consultations, domestic, ends, third_party
from cases.lifecycles.dispute.anywhere import ANYWHERE, DEADLINES
from cases.lifecycles.dispute.gates import OBSERVER, THIRD_PARTY
from cases.seats import COMPLAINANT, DISPUTE_DESK
from cases.words import N_

LIFECYCLE = Lifecycle(
    key="dispute_wto",
    version=1,
    title=N_("WTO dispute"),
    series="KE-DS",
    in_force=date(2026, 1, 1),
    stages=(*domestic.STAGES, *consultations.STAGES, *third_party.STAGES, *ends.STAGES),
    first="complaint_received",
    entries=("monitoring", "consultations_requested"),
    anywhere=ANYWHERE,
    deadlines=DEADLINES,
    phases={
        "domestic": N_("At home: from a complaint to the request"),
        "wto": N_("At the WTO: consultations and the panel"),
        "third_party": N_("Kenya as a third party"),
        "closed": N_("How a file ends"),
    },
    opening=asks.OPENING,
    by_staff=ByStaff(
        by=(DISPUTE_DESK, COMPLAINANT),
        cite=basis.RECORD,
        party=COMPLAINANT,
        entry="role",
        at={THIRD_PARTY: "monitoring", OBSERVER: "consultations_requested"},
        says=N_("A complaint about a measure of a WTO Member, or a dispute of others that Kenya joins or watches."),
    ),
    about=N_(
        "An exporter complains of a measure of a WTO Member, or a dispute of others touches Kenya. The desk screens "
        "it, lawyers and economists assess it, the national committee advises, the Cabinet Secretary decides with the "
        "Attorney General. Kenya asks for consultations and, when their time is over, for a panel; or it joins a "
        "dispute of others within ten days and files a submission. The steps after a panel's establishment are "
        "recorded with their dates; stages of their own follow."
    ),
)
