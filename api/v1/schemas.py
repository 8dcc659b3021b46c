"""What the interface takes and gives about cases.

Legal days are dates; moments are RFC 3339 in UTC; the names of fields never change.
"""

from __future__ import annotations

import math
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

Words = Annotated[str, Field(max_length=20_000)]
MOST_LEVELS = 12
LARGEST = 2**53
"""Whole numbers up to here are the same number in every JSON reader."""


def check_plain(value: object) -> None:
    """`ValueError` for what JSON can carry and no database, letter or reader can: see the sentences."""
    todo: list[tuple[object, int]] = [(value, 0)]
    while todo:
        each, level = todo.pop()
        if level > MOST_LEVELS:
            raise ValueError(f"Nothing here has more than {MOST_LEVELS} levels; this is nested deeper.")
        if isinstance(each, dict):
            todo += [(part, level + 1) for pair in each.items() for part in pair]
        elif isinstance(each, list):
            todo += [(part, level + 1) for part in each]
        else:
            _check_one(each)


def _check_one(value: object) -> None:
    if isinstance(value, str) and ("\x00" in value or any("\ud800" <= c <= "\udfff" for c in value)):
        raise ValueError("A text holds a NUL byte or half a character. Send proper Unicode text.")
    if isinstance(value, int) and abs(value) > LARGEST:
        raise ValueError("A number is too large. Send large figures as text.")
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("NaN and infinity are no numbers here.")


class Asked(BaseModel):
    """What a program sends. Unknown fields are refused, never dropped."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: Any) -> Any:
        check_plain(value)
        return value


class Shown(BaseModel):
    """What a program gets."""

    model_config = ConfigDict(extra="forbid")


class Basis(Shown):
    """The provision relied on, with its status: `read`, `known`, `unconfirmed` or `service`."""

    citation: str
    status: str
    shown: str = Field(description="What a reader may be shown: an unconfirmed provision shows as “to be confirmed”.")


class FieldWrong(Shown):
    field: str
    detail: str


class Problem(Shown):
    """RFC 9457 problem details. `type` is stable; `detail` is a sentence that says what is wrong and what to do."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    legal_basis: Basis | None = Field(None, description="The law or standard on which the refusal rests.")
    errors: list[FieldWrong] | None = Field(None, description="A sentence for each field that has to be put right.")
    seen: int | None = Field(None, description="The revision that you saw.")
    current: int | None = Field(None, description="The revision as it is now.")


class TokenAsked(Asked):
    username: Annotated[str, Field(min_length=1, max_length=60)]
    password: Annotated[str, Field(min_length=1, max_length=200)]


class Token(Shown):
    token: str
    token_type: str = "bearer"
    ends_at: datetime


class Lodging(Asked):
    """A complaint lodged for somebody by a desk, with the answers of the intake form by their ids."""

    channel: Annotated[str, Field(pattern="^(phone|border_desk|association|letter|sms|ussd)$")] = "border_desk"
    language: Annotated[str, Field(pattern="^(en|sw)$")] = "en"
    answers: Annotated[
        dict[str, Any],
        Field(max_length=200, description="As on the form: text, lists of text, or JSON values per field."),
    ]


class CaseShown(Shown):
    """A case as lists and letters know it. Nothing here says who complained. Three dates are kept apart."""

    reference: str
    kind: str
    lifecycle: str
    version: int
    title: str
    stage: str
    stage_title: str
    stage_since: date
    regime: str | None
    direction: str | None
    measure_countries: list[str]
    revision: int
    urgent: bool
    officer: str | None = Field(description="Username of the member of staff who holds the case.")
    lodged_on: date | None
    barrier_stopped_on: date | None
    decided_on: date | None
    closed_on: date | None
    close_status: str | None
    outcome_type: str | None
    next_due: date | None
    updated_at: datetime


class CasesShown(Shown):
    items: list[CaseShown]
    next_cursor: str | None = Field(None, description="Send it as `cursor` for the next page; null on the last one.")


class InputShown(Shown):
    key: str
    label: str
    type: str
    required: bool
    needed_when: str = Field(description="In words, when a field that is not always required must be answered.")
    hint: str
    choices: list[tuple[str, str]]


class ActionShown(Shown):
    """An action as it stands today for this account: open, or not with the reason."""

    key: str
    title: str
    says: str
    open: bool
    reason: str
    on_behalf_of: str | None = Field(description="The seat outside the department whose act you would record.")
    needs_reason: bool
    recordable: bool = Field(description="What really happened may be recorded with `despite` though a gate is closed.")
    leads_to: str
    per: str | None = Field(None, description="What `subject` must name when the act concerns one of several.")
    enters: str | None = Field(None, description="The seat in which the subject joins the case; `party` speaks for it.")
    law: Basis
    inputs: list[InputShown]


class ActionsShown(Shown):
    reference: str
    revision: int
    stage: str
    actions: list[ActionShown]


class PartyAsked(Asked):
    """Whoever a file is opened for, or speaks for the firm that an act brings in: letters reach them here."""

    name: Annotated[str, Field(max_length=200)] = ""
    email: Annotated[str, Field(max_length=254)] = ""
    phone: Annotated[str, Field(max_length=40)] = ""
    country: Annotated[str, Field(max_length=60, description="Two letters, such as KE, or its name.")] = ""
    language: Annotated[str, Field(pattern="^(en|sw)$", description="Language of the letters.")] = "en"


class ActionTaken(Asked):
    """One act: the day that counts in law, the answers, the reason. `despite` records what happened against a gate."""

    on: date | None = Field(None, description="The day that counts in law; today if left out.")
    data: Annotated[dict[str, Any], Field(max_length=100)] = {}
    reason: Words = ""
    documents: Annotated[list[Annotated[str, Field(max_length=40)]], Field(max_length=50)] = []
    subject: Annotated[
        str | None,
        Field(max_length=120, description="Whom an act is about that has `per`: `CN`, or `CN: Example Steel`."),
    ] = None
    despite: Words = ""
    party: PartyAsked = Field(PartyAsked(), description="Who speaks for the subject, for an act that has `enters`.")


class LetterShown(Shown):
    """A letter of the act, by seat: on its way, or who is not written to and why."""

    letter: str
    seat: str
    sent: bool
    why_not: str


class Taken(Shown):
    reference: str
    revision: int
    action: str
    stage: str
    stage_title: str
    closed: bool
    next_due: date | None
    warnings: list[str]
    letters: list[LetterShown]
    opened: list[str] = Field(description="References of cases that the act opened.")


class Previewed(Shown):
    """What the act would do. Nothing was changed and nothing was sent."""

    reference: str
    revision: int
    action: str
    stage: str
    stage_title: str
    closes: bool
    next_due: date | None
    warnings: list[str]
    letters: list[LetterShown]
    law: Basis


class LineShown(Shown):
    number: int
    title: str
    words: str


class DeadlineShown(Shown):
    """A clock with the explanation of its date. `promised` is false while the length is unconfirmed: never as law."""

    key: str
    title: str
    subject: str | None = Field(None, description="The one of several whom it binds, such as `CN: Example Steel`.")
    kind: str
    state: str
    due_on: date | None
    due_at: datetime | None
    earliest: date | None
    latest: date | None
    trigger_on: date
    promised: bool
    law: Basis
    explanation: list[LineShown]
    result: str
    moved: list[str]


class DeadlinesShown(Shown):
    reference: str
    revision: int
    deadlines: list[DeadlineShown]


class EventShown(Shown):
    seq: int
    action: str
    stage: str
    to: str
    subject: str | None = Field(None, description="Whom the entry is about, where it is not the whole case.")
    happened_on: date
    recorded_at: datetime
    seat: str
    role: str
    reason: str
    data: dict[str, Any]
    documents: list[str]
    breach: str
    corrects: int | None
    cite: str
    hash: str
    previous_hash: str


class EventsShown(Shown):
    reference: str
    events: list[EventShown]
