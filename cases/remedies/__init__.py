"""Arithmetic of trade remedies: thresholds as data with their operators, and the tests that use them. Pure, decimal."""

from cases.remedies.thresholds import (
    COLLECTIVE_VOLUME,
    DE_MINIMIS,
    NEGLIGIBLE_VOLUME,
    SUPPORT_OF_ALL,
    SUPPORT_OF_VOICES,
    Threshold,
)
from cases.remedies.volumes import Volumes, is_negligible, read_shares
from cases.remedies.votes import Standing, standing

__all__ = [
    "COLLECTIVE_VOLUME", "DE_MINIMIS", "NEGLIGIBLE_VOLUME", "SUPPORT_OF_ALL", "SUPPORT_OF_VOICES", "Standing",
    "Threshold", "Volumes", "is_negligible", "read_shares", "standing",
]  # fmt: skip
