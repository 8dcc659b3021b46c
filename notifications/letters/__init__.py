"""Every letter, one frozen dataclass each, registered by hand. Its words stand in `templates/<key>/` per language."""

from __future__ import annotations

from notifications.letters import codes, complainant, disputes, offices, remedies, staff
from notifications.letters.base import Letter

_BY_READER = (complainant, staff, offices, disputes, remedies, codes)
LETTERS: dict[str, type[Letter]] = {each.key: each for page in _BY_READER for each in page.LETTERS}

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
