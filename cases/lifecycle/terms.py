"""Words of the grammar for what people do: inputs, letters, gates, ways to a next stage, actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from cases.history import Facts, Value
from cases.law import Provision
from cases.law.limits import Limit
from cases.seats import Seat

if TYPE_CHECKING:
    from cases.lifecycle.stages import Lifecycle


Gate: TypeAlias = Callable[[Facts], str | None]
"""Answers None when the way is open, else the reason of the refusal in words. Its docstring is printed on the page."""

Check: TypeAlias = Callable[[Facts, Mapping[str, Value], "str | None"], "str | None"]
"""A gate that is asked about the answers too, and about the subject of the act: a threshold that these must meet."""


class InputType(StrEnum):
    """What a form field holds. The form, the API schema and the event's data all follow from it."""

    TEXT = "text"
    LONGTEXT = "longtext"
    DATE = "date"
    MONEY = "money"
    PERCENTAGE = "percentage"
    COUNT = "count"
    CHOICE = "choice"
    MULTI = "multi"
    DOCUMENT = "document"
    CASE = "case"
    PERSON = "person"
    CHECKLIST = "checklist"
    BOOL = "bool"
    STATES = "states"


TEXT, LONGTEXT, DATE, MONEY = InputType.TEXT, InputType.LONGTEXT, InputType.DATE, InputType.MONEY


PERCENTAGE, COUNT, CHOICE, MULTI = InputType.PERCENTAGE, InputType.COUNT, InputType.CHOICE, InputType.MULTI


DOCUMENT, CASE, PERSON, CHECKLIST = InputType.DOCUMENT, InputType.CASE, InputType.PERSON, InputType.CHECKLIST


BOOL, STATES = InputType.BOOL, InputType.STATES


class Anchor(StrEnum):
    """Which date of the opening event counts."""

    DONE = "done"
    RECEIVED = "received"
    CIRCULATED = "circulated"
    PUBLISHED = "published"
    PRINTED = "printed"
    EFFECTIVE = "effective"


DONE, RECEIVED, CIRCULATED = Anchor.DONE, Anchor.RECEIVED, Anchor.CIRCULATED


PUBLISHED, PRINTED, EFFECTIVE = Anchor.PUBLISHED, Anchor.PRINTED, Anchor.EFFECTIVE


class Kind(StrEnum):
    """What a deadline asks. `target` is a body's own time-frame: a forecast, never an alarm."""

    ACT_BY = "act_by"
    THEIR_ACT_BY = "their_act_by"
    WAIT_UNTIL = "wait_until"
    WINDOW = "window"
    TARGET = "target"
    RECURRING = "recurring"


ACT_BY, THEIR_ACT_BY, WAIT_UNTIL = Kind.ACT_BY, Kind.THEIR_ACT_BY, Kind.WAIT_UNTIL


WINDOW, TARGET, RECURRING = Kind.WINDOW, Kind.TARGET, Kind.RECURRING


@dataclass(frozen=True, slots=True)
class Input:
    """A typed, labelled, validated field of an action.

    `fact` names the fact of the case that the answer settles. `anchor` says that the answer is another date of the
    act (received, published …). `choices` are (value, label) pairs for CHOICE, MULTI and CHECKLIST; a checklist is
    answered yes, no or not applicable per item. `needed` narrows a requirement by the facts and the other answers.
    Limits `least` and `most` bind counts, percentages and the length of texts. `outward` marks text that leaves the
    department. `link` is the relation by which a CASE answer ties the two cases. `options` offers values computed from
    the case (for instance the regimes open to it).
    """

    key: str
    label: str
    type: InputType = TEXT
    required: bool = True
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    fact: str | None = None
    anchor: Anchor | None = None
    needed: Callable[[Facts, Mapping[str, Value]], bool] | None = None
    needed_when: str = ""
    least: int | None = None
    most: int | None = None
    link: str = ""
    outward: bool = False
    may_be_future: bool = False
    options: Callable[[Facts], Sequence[tuple[str, str]]] | None = None


@dataclass(frozen=True, slots=True)
class Email:
    """A letter that an event, a reminder or an expiry causes. `when` says in words why it is not sent here."""

    letter: str
    to: Seat
    when: Gate | None = None


class Back:
    """Return to the stage from which this one was asked."""

    words = "back to the stage that asked"


BACK = Back()


@dataclass(frozen=True, slots=True)
class ByInput:
    """The next stage is the value of a CHOICE input; `stages` are all that it may be."""

    key: str
    stages: tuple[str, ...]

    @property
    def words(self) -> str:
        return f"as chosen in “{self.key}”"


@dataclass(frozen=True, slots=True)
class ByFact:
    """The next stage follows from the facts (and the answers); `why` is the sentence on the page."""

    choose: Callable[[Facts, Mapping[str, Value]], str]
    stages: tuple[str, ...]
    why: str

    @property
    def words(self) -> str:
        return self.why


@dataclass(frozen=True, slots=True)
class Latest:
    """The latest stage of a phase in which the case was; `otherwise` when it was in none."""

    phase: str
    otherwise: str

    @property
    def words(self) -> str:
        return f"the latest stage of the phase “{self.phase}”"


To: TypeAlias = "str | Back | ByInput | ByFact | Latest | None"


@dataclass(frozen=True, slots=True)
class Opens:
    """A linked case that an action starts. `carries` are the facts handed over, `renamed` those that have another name
    there (theirs by ours), and `sets` what is so from the beginning; parties and evidence go with them when
    `with_parties`; it hangs on the same measure unless `same_measure` is off. `link` names the relation as read from
    the new case (`remainder_of`, `hearing_of`).
    """

    lifecycle: str
    link: str
    at: str | None = None
    carries: tuple[str, ...] = ()
    with_parties: bool = True
    same_measure: bool = True
    when: Callable[[Facts, Mapping[str, Value]], bool] | None = None
    title: str = ""
    renamed: Mapping[str, str] = field(default_factory=dict)
    sets: Mapping[str, Value] = field(default_factory=dict)

    def facts(self, values: Mapping[str, Value]) -> dict[str, Value]:
        """The facts with which the linked case begins."""
        kept = {key: values[key] for key in self.carries if key in values}
        renamed = {theirs: values[ours] for ours, theirs in self.renamed.items() if ours in values}
        return {**kept, **renamed, **self.sets}


@dataclass(frozen=True, slots=True)
class Extends:
    """The action moves a deadline: to the date in `until`, or by the number in `by`, in the unit of the limit."""

    deadline: str
    until: str | None = None
    by: str | None = None
    most: Limit | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that somebody may do in a stage.

    `by` are the seats that act. `when` are gates, all of which must be open; `checks` are asked about the answers.
    `to` is None when the case stays. `also` names letters beyond `emails` that the service sends to whoever is
    responsible. `recordable` acts of outsiders can be recorded although a gate is closed, with the breach noted: what
    really happened can always be recorded.
    `system` actions are taken by a flow when their time has come. `sets` are facts that the act settles by itself.
    `per` binds the action to a subject of the lifecycle's scope, `standing` is the state that it gives the subject.
    `enters` is the seat in which that subject joins the case as a party: the form asks who speaks for it, and what is
    answered stands in the table of parties, never in the event.
    """

    key: str
    title: str
    by: Sequence[Seat]
    cite: Provision
    to: To = None
    when: Sequence[Gate] = ()
    checks: Sequence[Check] = ()
    inputs: Sequence[Input] = ()
    emails: Sequence[Email] = ()
    opens: Opens | None = None
    extends: Extends | None = None
    pauses: tuple[str, ...] = ()
    resumes: tuple[str, ...] = ()
    sets: Mapping[str, Value] = field(default_factory=dict)
    says: str = ""
    button: str = ""
    needs_reason: bool = False
    system: bool = False
    recordable: bool = False
    may_be_future: bool = False
    per: str | None = None
    standing: str | None = None
    enters: Seat | None = None
    power: str = ""

    @property
    def gist(self) -> str:
        """What the button says: names the act."""
        return self.button or self.title


def targets(life: Lifecycle, to: To) -> list[str]:
    """Every stage to which a `to` may lead, as far as the page says; a way back leads to stages that asked."""
    match to:
        case None | Back():
            return []
        case str():
            return [to]
        case ByInput() | ByFact():
            return list(to.stages)
        case Latest():
            return [*life.phase(to.phase), to.otherwise]
