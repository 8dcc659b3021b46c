"""Every letter, one frozen dataclass each, registered by hand. Its words stand in `templates/<key>/` per language."""

from __future__ import annotations

from notifications.letters import codes, complainant, offices, staff
from notifications.letters.base import Letter

LETTERS: dict[str, type[Letter]] = {
    each.key: each for each in (*complainant.LETTERS, *staff.LETTERS, *offices.LETTERS, *codes.LETTERS)
}

OFF_THE_PAGES = frozenset(
    {
        "email-code", "tracking-code", "resume-link", "reminders", "digest", "dates-moved", "deadline-approaching",
        "case-handed-over", "mentioned",
    }
)  # fmt: skip
"""Letters that no procedure page names: they belong to the department and not to one procedure."""


def letter(key: str) -> type[Letter]:
    """The letter of that key; `LookupError` when nobody wrote it."""
    try:
        return LETTERS[key]
    except KeyError:
        raise LookupError(f"No letter is called {key!r}.") from None
