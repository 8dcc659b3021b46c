"""The thresholds of the Agreements, each with its exact operator, base and provision. Tested on unrounded numbers."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from cases.law import ADA, Provision

_OPERATORS: dict[str, tuple[Callable[[Decimal, Decimal], bool], str]] = {
    "<": (operator.lt, "less than"), "<=": (operator.le, "at most"),
    ">": (operator.gt, "more than"), ">=": (operator.ge, "at least"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Threshold:
    """`value` per cent of `base`; `met` when the number stands to it as `operator` says."""

    key: str
    operator: str
    value: Decimal
    base: str
    provision: Provision

    def met(self, percent: Decimal) -> bool:
        return _OPERATORS[self.operator][0](percent, self.value)

    @property
    def words(self) -> str:
        """At least 25 per cent of total output."""
        return f"{_OPERATORS[self.operator][1]} {self.value} per cent of {self.base}"


SUPPORT_OF_VOICES = Threshold(
    "W01", ">", Decimal(50), "the output of those who support or oppose the application", ADA("5.4")
)
SUPPORT_OF_ALL = Threshold("W02", ">=", Decimal(25), "the total output of the domestic industry", ADA("5.4"))
DE_MINIMIS = Threshold("W03", "<", Decimal(2), "the export price", ADA("5.8"))
"""A margin below this ends the case for that exporter; 2.0 does not."""
NEGLIGIBLE_VOLUME = Threshold("W06", "<", Decimal(3), "all imports of the product", ADA("5.8"))
COLLECTIVE_VOLUME = Threshold("W06", ">", Decimal(7), "all imports of the product", ADA("5.8"))
"""Countries each below the negligible share are in all the same when together they are above this."""


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """`part` of `whole` in per cent, unrounded; `ValueError` when there is no whole."""
    if whole <= 0:
        raise ValueError("A share needs a whole above zero.")
    return part * 100 / whole
