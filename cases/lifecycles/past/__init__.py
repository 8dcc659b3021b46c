"""Earlier versions of lifecycles, kept for the cases that were opened under them. Listed in `VERSIONS` by hand."""

from __future__ import annotations

from cases.lifecycle import Lifecycle
from cases.lifecycles.past import ntb_complaint_1

VERSIONS: tuple[Lifecycle, ...] = (ntb_complaint_1.LIFECYCLE,)
