"""The letters of a dispute, by whom they reach. A key names one purpose; its words stand in `notifications`."""

from __future__ import annotations

from cases.lifecycle import Email
from cases.seats import (
    ACWL,
    COMPLAINANT,
    COUNSEL,
    CS_TRADE,
    DISPUTE_DESK,
    GENEVA_MISSION,
    NCWTO,
    OPPOSING_PARTY,
    PS_TRADE,
    WTO_SECRETARIAT,
)

TOLD = Email("dispute-told", COMPLAINANT)
"""To the exporter: how the dispute stands, in words that may be public. Never what was said in consultations."""
CLOSED = (Email("case-closed", COMPLAINANT),)
"""At home: with the reasons of the decision."""
OVER = (TOLD,)
"""At the WTO: without reasons, which may tell what was said in consultations."""
DESK_TURN = Email("your-turn", DISPUTE_DESK)
COUNSEL_TURN = Email("your-turn", COUNSEL)
TO_DECIDE = (Email("dispute-approval-asked", CS_TRADE), Email("dispute-approval-asked", COUNSEL))
OPENED = (Email("dispute-opened", PS_TRADE), Email("dispute-opened", GENEVA_MISSION))
REQUESTED = (
    Email("consultations-requested", OPPOSING_PARTY),
    Email("consultations-requested", WTO_SECRETARIAT),
    Email("consultations-requested", NCWTO),
    Email("consultations-requested", ACWL),
    TOLD,
)
CLOCKS = (Email("dispute-clock-started", COUNSEL), Email("dispute-clock-started", GENEVA_MISSION))
RIGHT_OPEN = (Email("right-to-panel-open", CS_TRADE), Email("right-to-panel-open", COUNSEL))
AGENDA = Email("agenda-closing", GENEVA_MISSION)
ESTABLISHED = (
    Email("panel-established", NCWTO),
    Email("panel-established", ACWL),
    Email("panel-established", GENEVA_MISSION),
    TOLD,
)
JOINING = (Email("joined-consultations", OPPOSING_PARTY), Email("joined-consultations", WTO_SECRETARIAT))
RIGHTS = (Email("third-party-rights", WTO_SECRETARIAT), Email("third-party-rights", GENEVA_MISSION))
FILED = (Email("submission-filed", WTO_SECRETARIAT), Email("submission-filed", NCWTO))
