"""Instruments and provisions: what a citation is, and what a reader sees of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from cases.words import N_, Sentence


class LegalStatus(StrEnum):
    """How far a provision may be relied on.

    `read`: read in a public source. `known`: established text, to be proofread by counsel. `unconfirmed`: number or
    existence open, never shown as law. `service`: the department's own standard.
    """

    READ = "read"
    KNOWN = "known"
    UNCONFIRMED = "unconfirmed"
    SERVICE = "service"

    @property
    def is_law(self) -> bool:
        return self in (LegalStatus.READ, LegalStatus.KNOWN)


class UnknownProvision(LookupError):
    """A citation of something that is not on file."""


@dataclass(frozen=True, slots=True)
class Provision:
    """One article, section or standard: its gist in our own words, its status, its source, who checked it and when.

    `source` is a source key or an address. `checked_on` is empty until somebody has checked the text; `proofread`
    says that counsel held it against the official one.
    """

    instrument: Instrument = field(repr=False)
    number: str
    gist: str
    status: LegalStatus
    source: str = ""
    checked_on: date | None = None
    checked_by: str | None = None
    proofread: bool = False
    cited_as: str = ""
    source_link: str = ""

    @property
    def key(self) -> str:
        return f"{self.instrument.key}:{self.number}"

    @property
    def shown(self) -> str:
        """What a reader sees: the citation, with what must be known about it."""
        match self.status:
            case LegalStatus.UNCONFIRMED:
                return Sentence(N_("to be confirmed"))
            case LegalStatus.SERVICE:
                return Sentence(N_("our own service standard"))
            case LegalStatus.KNOWN if not self.proofread:
                return Sentence(N_("%(provision)s (not yet proofread)"), provision=str(self))
        return str(self)

    def __str__(self) -> str:
        return self.cited_as or self.instrument.pattern.format(short=self.instrument.short, number=self.number)


@dataclass(frozen=True, slots=True, eq=False)
class Instrument:
    """A treaty, act, protocol or our own book of standards. Calling it cites a provision.

    `forum` is the seat whose calendar its periods follow, where that is known; `pattern` is how it is cited.
    """

    key: str
    title: str
    short: str
    link: str = ""
    forum: str | None = None
    pattern: str = "{short} Art. {number}"
    on_file: dict[str, Provision] = field(default_factory=dict, repr=False)

    def __call__(self, number: str) -> Provision:
        """The provision of that number; `UnknownProvision` when it is not on file."""
        try:
            return self.on_file[str(number)]
        except KeyError:
            raise UnknownProvision(f"{self.short} {number} is not on file. Add it to {self.key}.yaml first.") from None

    @property
    def provisions(self) -> tuple[Provision, ...]:
        return tuple(self.on_file.values())
