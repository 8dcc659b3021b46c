"""Earlier versions of lifecycles, kept for the cases that were opened under them. Listed in `VERSIONS` by hand."""

from __future__ import annotations

from cases.lifecycle import Lifecycle

VERSIONS: tuple[Lifecycle, ...] = ()
