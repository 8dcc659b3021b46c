"""What the interface takes and gives. Legal days are dates; moments are RFC 3339 in UTC; names of fields never change."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

Words = Annotated[str, Field(max_length=20_000)]


class Shown(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Problem(BaseModel):
    """RFC 9457 problem details."""

    type: str = Field(examples=["/problems/gate-closed"])
    title: str
    status: int
    detail: str
    instance: str
    legal_basis: dict[str, str] | None = None
    errors: list[dict[str, str]] | None = None
    seen: int | None = None
    current: int | None = None


class Basis(Shown):
    """The provision relied on, with its status: `read`, `known`, `unconfirmed` or `service`."""

    citation: str
    status: str
    shown: str = Field(description="What a reader may be shown: an unconfirmed provision shows as “to be confirmed”.")


class TokenAsked(Shown):
    username: Annotated[str, Field(max_length=60, examples=["ines"])]
    password: Annotated[str, Field(max_length=200)]


class Token(Shown):
    token: str
    token_type: str = "bearer"
    ends_at: datetime


class Lodging(Shown):
    """A complaint lodged for somebody by a desk, with the answers of the intake form by their ids."""

    channel: Annotated[str, Field(pattern="^(phone|border_desk|association|letter|sms|ussd)$")] = "border_desk"
    language: Annotated[str, Field(pattern="^(en|sw)$")] = "en"
    answers: Annotated[dict[str, Any], Field(max_length=200)]


class CaseShown(Shown):
    """A case as lists and letters know it. Nothing here says who complained."""

    reference: str
    kind: str
    title: str
    stage: str
    stage_title: str
    regime: str | None
    direction: str | None
    measure_countries: list[str]
    revision: int
    urgent: bool
    officer: str | None
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
    next_cursor: str | None = None


class InputShown(Shown):
    key: str
    label: str
    type: str
    required: bool
    hint: str
    choices: list[tuple[str, str]]


class ActionShown(Shown):
    """An action as it stands today for this account: open, or not with the reason."""

    key: str
    title: str
    says: str
    open: bool
    reason: str
    on_behalf_of: str | None
    needs_reason: bool
    recordable: bool
    leads_to: str
    law: Basis
    inputs: list[InputShown]


class ActionsShown(Shown):
    reference: str
    revision: int
    actions: list[ActionShown]


class ActionTaken(Shown):
    """One act: the day that counts in law, the answers, the reason. `despite` records what happened against a gate."""

    on: date | None = None
    data: Annotated[dict[str, Any], Field(max_length=100)] = {}
    reason: Words = ""
    documents: Annotated[list[str], Field(max_length=50)] = []
    subject: Annotated[str | None, Field(max_length=120)] = None
    despite: Words = ""


class LetterShown(Shown):
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
    warnings: list[str]
    letters: list[LetterShown]
    opened: list[str]


class LineShown(Shown):
    number: int
    title: str
    words: str


class DeadlineShown(Shown):
    """A clock with the explanation of its date. `promised` is false while the length is unconfirmed."""

    key: str
    title: str
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


class EventsShown(Shown):
    reference: str
    events: list[EventShown]


class LifecyclesShown(Shown):
    lifecycles: list[dict[str, Any]]


class Health(Shown):
    status: str
    detail: dict[str, Any] = {}
