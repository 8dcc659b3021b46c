"""The hash of an event: SHA-256 over its canonical content and the hash before it, per case."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from uuid import UUID

HASHED = (
    "case_id", "seq", "action", "stage", "to_stage", "visit", "subject", "happened_on", "recorded_at", "account_id",
    "party_id", "seat", "role", "reason", "data", "facts", "dates", "documents", "breach", "corrects", "cite", "power",
)  # fmt: skip
"""The columns that the hash covers, in this order."""


def canonical(row: Mapping[str, object]) -> bytes:
    """The content of an event as bytes that are the same on every machine and database."""
    content = [_plain(row[key]) for key in HASHED]
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def chained(previous: str, row: Mapping[str, object]) -> str:
    """The hash of an event that follows the one with the hash `previous` (empty for the first)."""
    return hashlib.sha256(previous.encode() + b"\n" + canonical(row)).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date | UUID):
        return str(value)
    return value
