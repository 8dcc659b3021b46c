"""Is a page accessible, and does it fit: no serious or critical finding of axe, nothing wider than the screen."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from playwright.sync_api import Page

_AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
GRAVE = ("serious", "critical")


@lru_cache(maxsize=1)
def _axe() -> str:
    return _AXE.read_text("utf-8")


def findings(page: Page) -> list[str]:
    """What axe holds against the page, gravely; each with the elements. The page needs script for this."""
    page.evaluate(_axe())
    violations = page.evaluate("axe.run({resultTypes: ['violations']}).then(found => found.violations)")
    return [
        f"{v['id']} ({v['impact']}): {'; '.join(str(n['target'][0]) for n in v['nodes'])}"
        for v in violations
        if v["impact"] in GRAVE
    ]


def too_wide(page: Page) -> bool:
    """Whether something is wider than the screen."""
    wide, visible = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    return bool(wide > visible)
