"""Every refusal of the domain.

    Refused                      a sentence for a person, and the law or standard behind it
    ├── NotFound                 no such case, or not yours: the same answer for both
    ├── StaleRevision            somebody else was first
    ├── NotAllowed               this person may not do this
    ├── InputRefused             one or more fields, each with its sentence
    ├── ActionRefused            the action may not be taken now
    │   ├── ActionNotOpen        it does not belong to the stage in which the case is
    │   ├── GateClosed           the page of law says not yet, or not at all
    │   └── DateRefused          the date that counts cannot be right
    ├── LinkRefused              a link or a code is unknown, used, or too old
    └── Busy                     the same request is being worked on, or the store is not writable

They are raised in the core with a reason in plain words and translated once, in `api/problems.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cases.words import N_, Sentence

if TYPE_CHECKING:
    from cases.law import Provision


class Refused(Exception):
    """A request that is not carried out. `reason` is a sentence; `cite` is its legal basis, if it has one."""

    def __init__(self, reason: str, *, cite: Provision | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.cite = cite


class NotFound(Refused):
    """There is nothing here for this person."""


class StaleRevision(Refused):
    """The case changed after the person looked at it: `seen` is what they saw, `current` what it is now."""

    def __init__(self, seen: int, current: int) -> None:
        super().__init__(
            Sentence(
                N_(
                    "Somebody changed this case after you opened it. Nothing of yours was recorded; "
                    "look at what changed, then decide again."
                )
            )
        )
        self.seen = seen
        self.current = current


class NotAllowed(Refused):
    """The person may not do this; the sentence says who may."""


class InputRefused(Refused):
    """Fields that cannot be taken as they are: `fields` maps each field's key to its sentence."""

    def __init__(self, fields: Mapping[str, str], *, cite: Provision | None = None) -> None:
        super().__init__(Sentence("%(all)s", all=tuple(fields.values())), cite=cite)
        self.fields = dict(fields)


class ActionRefused(Refused):
    """The action is not taken."""


class ActionNotOpen(ActionRefused):
    """The stage does not know the action."""


class GateClosed(ActionRefused):
    """A gate on the lifecycle page says no."""


class DateRefused(ActionRefused):
    """The date that counts in law lies in the future, or before what it answers."""


class LinkRefused(Refused):
    """A link or code is unknown, used or expired; the sentence says how to get a new one."""


class Busy(Refused):
    """Try again in a moment: nothing was changed."""
