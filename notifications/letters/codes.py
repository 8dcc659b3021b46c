"""Letters that carry a code or a link which opens something. They are not kept once they were sent."""

from __future__ import annotations

from dataclasses import dataclass

from notifications.letters.base import ADDRESS, Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeLetter(Letter):
    """`code` comes from the context of the row; `minutes` says how long it works."""

    audiences = frozenset({ADDRESS})
    secret = True

    code: str
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailCode(CodeLetter):
    """Proof of an e-mail address before a complaint is lodged: a code to type in."""

    key = "email-code"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackingCode(CodeLetter):
    """A one-time code that opens the tracking page of a case."""

    key = "tracking-code"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeLink(Letter):
    """The link under which a saved report is continued."""

    key = "resume-link"
    audiences = frozenset({ADDRESS})
    secret = True

    link: str


LETTERS: tuple[type[Letter], ...] = (EmailCode, TrackingCode, ResumeLink)
