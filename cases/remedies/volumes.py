"""Negligible volume of dumped imports, country by country. ADA Art. 5.8."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from cases.remedies.thresholds import COLLECTIVE_VOLUME, NEGLIGIBLE_VOLUME

_LINE = re.compile(r"\s*([A-Za-z]{2})\s*[:=]?\s+([0-9]{1,3}(?:\.[0-9]{1,6})?)\s*%?\s*")


@dataclass(frozen=True, slots=True)
class Volumes:
    """Shares of all imports in per cent, by exporting country (two letters)."""

    shares: Mapping[str, Decimal]

    @property
    def together(self) -> Decimal:
        """The sum of the shares that are each below the limit."""
        return sum((s for s in self.shares.values() if NEGLIGIBLE_VOLUME.met(s)), Decimal(0))

    def negligible(self) -> tuple[str, ...]:
        """The countries whose imports are negligible: none when the small ones together are above the limit."""
        if COLLECTIVE_VOLUME.met(self.together):
            return ()
        return tuple(sorted(country for country, s in self.shares.items() if NEGLIGIBLE_VOLUME.met(s)))


def is_negligible(country: str, shares: Mapping[str, Decimal]) -> bool:
    """Whether this country's imports are negligible beside the others'."""
    return country in Volumes(shares).negligible()


def read_shares(text: str) -> dict[str, Decimal]:
    """Shares as people type them, one country per line: `CN 45.2`. `ValueError` names the line that cannot be read."""
    found: dict[str, Decimal] = {}
    for line in filter(str.strip, text.splitlines()):
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValueError(f"“{line.strip()[:60]}” is not a country and its share. Write lines such as CN 45.2.")
        found[match[1].upper()] = Decimal(match[2])
    if sum(found.values(), Decimal(0)) > Decimal("100.5"):
        raise ValueError("The shares add up to more than 100 per cent.")
    return found
