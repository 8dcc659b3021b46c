"""Non-tariff barrier complaints by and against Kenya: one file, four directions, all regimes. The page by phase.

Section 7 of the procedure is the table behind it. Stages are canonical; which of them a regime uses stands in
`cases.ntb.routing.REGIMES`. "Resolved" on a portal never closes a case: it asks the complainant. Version 2: a decision
to go to the WTO opens the dispute's file in the same act; what was before stands in `cases.lifecycles.past`.
"""

from __future__ import annotations

from datetime import date

from cases.lifecycle import Lifecycle
from cases.lifecycles.ntb import (
    agency,
    asks,
    beyond,
    confirming,
    ends,
    intake,
    national,
    regional,
    request,
    sorting,
    talks,
    watching,
)
from cases.lifecycles.ntb.anywhere import ANYWHERE, DEADLINES
from cases.words import N_

LIFECYCLE = Lifecycle(
    key="ntb_complaint",
    version=2,
    title=N_("Non-tariff barrier complaint"),
    series="KE-NTB",
    in_force=date(2026, 11, 1),
    stages=(
        *intake.STAGES,
        *sorting.STAGES,
        *national.STAGES,
        *agency.STAGES,
        *request.STAGES,
        *talks.STAGES,
        *regional.STAGES,
        *beyond.STAGES,
        *confirming.STAGES,
        *watching.STAGES,
        *ends.STAGES,
    ),
    first="draft",
    anywhere=ANYWHERE,
    deadlines=DEADLINES,
    phases={
        "intake": N_("From the form to the desk"),
        "working": N_("Work on the barrier"),
        "waiting": N_("Waiting for the complainant"),
        "confirming": N_("Confirmation and watch"),
        "closed": N_("How a case ends"),
    },
    internal_pause_in=("info_requested",),
    opening=asks.OPENING,
    about=N_(
        "A trader, an association or another state complains of a measure that blocks trade. The desk checks and "
        "classifies the complaint, has it verified, puts it to the other state or to a Kenyan agency, chases the "
        "answer, escalates as the regime allows, and closes only when the complainant has been asked."
    ),
)
