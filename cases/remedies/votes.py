"""Standing: does the application speak for the domestic industry? ADA Art. 5.4."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from cases.remedies.thresholds import SUPPORT_OF_ALL, SUPPORT_OF_VOICES, percent


@dataclass(frozen=True, slots=True)
class Standing:
    """Support in per cent of those with a view, and of all output. Both limbs must be met; equality passes only one."""

    of_voices: Decimal
    of_all: Decimal

    @property
    def holds(self) -> bool:
        return SUPPORT_OF_VOICES.met(self.of_voices) and SUPPORT_OF_ALL.met(self.of_all)

    @property
    def refusal(self) -> str:
        """Why the application has no standing, in words with the article; empty when it has."""
        if not SUPPORT_OF_ALL.met(self.of_all):
            return (
                f"Support stands at {_shown(self.of_all)} per cent of total output; {SUPPORT_OF_ALL.words} is needed "
                f"({SUPPORT_OF_ALL.provision})."
            )
        if not SUPPORT_OF_VOICES.met(self.of_voices):
            return (
                f"Support stands at {_shown(self.of_voices)} per cent of those who support or oppose; "
                f"{SUPPORT_OF_VOICES.words} is needed ({SUPPORT_OF_VOICES.provision})."
            )
        return ""


def standing(support: Decimal, opposition: Decimal, total: Decimal) -> Standing:
    """Standing from output (any one unit, for instance tonnes in 12 months): supporting, opposing, and in all.

    `ValueError` in words when the numbers cannot be right together.
    """
    if min(support, opposition) < 0 or support + opposition > total:
        raise ValueError("Supporting and opposing output cannot be below zero, nor together above total output.")
    if support + opposition == 0:
        return Standing(Decimal(0), Decimal(0) if total <= 0 else percent(support, total))
    return Standing(percent(support, support + opposition), percent(support, total))


def _shown(number: Decimal) -> str:
    """Rounded down, for output only: a number below a limit never shows as the limit."""
    shown = number.quantize(Decimal("0.000001"), ROUND_DOWN).normalize()
    return f"{shown:f}"
