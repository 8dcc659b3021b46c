"""The grammar: Lifecycle › Stage › (Action › Input, Gate, Email | Deadline). Frozen data, checked when imported.

A lifecycle is a page of law written as data. Everything that people see or the machine does (forms, API schemas,
letters, clocks, the lawyer's page, the process map, the access matrix) is derived from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from cases.history import Facts, Value
from cases.law import LegalStatus, Provision
from cases.law.limits import Limit
from cases.periods import Period
from cases.seats import OFFICER, SUPERVISOR, Seat

Gate: TypeAlias = Callable[[Facts], str | None]
"""Answers None when the way is open, else the reason of the refusal in words. Its docstring is printed on the page."""


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


DONE, RECEIVED, CIRCULATED = Anchor.DONE, Anchor.RECEIVED, Anchor.CIRCULATED
PUBLISHED, PRINTED = Anchor.PUBLISHED, Anchor.PRINTED


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
    """A linked case that an action starts. `carries` are the facts handed over; parties and evidence go with them
    when `with_parties`; it hangs on the same measure unless `same_measure` is off. `link` names the relation as read
    from the new case (`remainder_of`, `hearing_of`).
    """

    lifecycle: str
    link: str
    at: str | None = None
    carries: tuple[str, ...] = ()
    with_parties: bool = True
    same_measure: bool = True
    when: Callable[[Facts, Mapping[str, Value]], bool] | None = None
    title: str = ""


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

    `by` are the seats that act. `when` are gates, all of which must be open. `to` is None when the case stays. `also`
    names letters beyond `emails` that the service sends to whoever is responsible. `recordable` acts of outsiders can
    be recorded although a gate is closed, with the breach noted: what really happened can always be recorded.
    `system` actions are taken by a flow when their time has come. `sets` are facts that the act settles by itself.
    `per` binds the action to a subject of the lifecycle's scope, `standing` is the state that it gives the subject.
    """

    key: str
    title: str
    by: Sequence[Seat]
    cite: Provision
    to: To = None
    when: Sequence[Gate] = ()
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
    power: str = ""

    @property
    def gist(self) -> str:
        """What the button says: names the act."""
        return self.button or self.title


@dataclass(frozen=True, slots=True)
class Before:
    """Remind so many calendar days before the last day."""

    days: int


@dataclass(frozen=True, slots=True)
class After:
    """Remind so many calendar days after the start."""

    days: int


class HalfTime:
    """Remind when half of the time is over."""


HALF_TIME = HalfTime()


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung of a reminder ladder; each goes out at most once."""

    at: Before | After | HalfTime
    email: Email

    @property
    def key(self) -> str:
        at = self.at
        stem = "half" if isinstance(at, HalfTime) else f"{'before' if isinstance(at, Before) else 'after'}-{at.days}"
        return f"{stem}:{self.email.to.key}"


@dataclass(frozen=True, slots=True)
class Expiry:
    """What follows when the last day is over: a letter to somebody who escalates, an action that the system takes,
    or a door that opens (said in words). Nothing is ever deemed decided unless a provision says so.
    """

    emails: Sequence[Email] = ()
    take: str | None = None
    door: str = ""
    after: int = 0


@dataclass(frozen=True, slots=True)
class Occurrence:
    """The n-th taking of an action starts the clock (1 is the first); `LATEST` restarts it with each taking."""

    action: str
    n: int | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting from a committee's calendar: the first on or after entry into the stage."""

    body: str


@dataclass(frozen=True, slots=True)
class OnFact:
    """A date among the facts of the case (a target date in a plan, entry into force)."""

    fact: str


class Entry:
    """Entry into the stage: one clock per visit."""


ENTRY = Entry()

Within: TypeAlias = "Limit | Period | Callable[[Facts], Limit | Period | None] | None"


@dataclass(frozen=True, slots=True)
class Layers:
    """Treaty cap, national rule, policy target. A national rule looser than the cap is refused at start."""

    cap: Limit
    rule: Limit | None = None
    target: Limit | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A limit of the procedure.

    `of` starts it: an action (`"submit"`), an `Occurrence`, `ENTRY`, a `Meeting` or a date among the facts. `within`
    is its length: a limit on file, a period, a choice by the facts, or None for an open-ended clock with reviews.
    `before` counts back from the date instead. `deemed` is added to a sending date where the law deems receipt.
    `met_by` are the actions that meet it; without any, leaving the stage does. `runs_on` keeps it running after the
    stage is left. `unless` says in words why it does not run in this case. `per` gives one clock per subject.
    """

    key: str
    title: str
    kind: Kind
    of: str | Occurrence | Entry | Meeting | OnFact
    within: Within
    cite: Provision
    anchor: Anchor = DONE
    met_by: Sequence[str] = ()
    remind: Sequence[Rung] = ()
    on_expiry: Sequence[Expiry] = ()
    seat: Seat = OFFICER
    calendar: str | Callable[[Facts], str] = "nairobi"
    before: bool = False
    first_day_counts: bool = False
    opens_after: Within = None
    deemed: Period | None = None
    layers: Layers | None = None
    less: int = 0
    runs_on: bool = False
    per: str | None = None
    unless: Gate | None = None

    @property
    def internal(self) -> bool:
        """Whether it is our own standard: such clocks stop in the stages that wait for the complainant."""
        return self.cite.status is LegalStatus.SERVICE


@dataclass(frozen=True, slots=True)
class Outside:
    """What an outsider reads in a stage, and whose turn it is. Never an inside name or an unconfirmed date."""

    words: str
    turn: str
    you: str = "Nothing now."


@dataclass(frozen=True, slots=True)
class Stage:
    """A place in the procedure. `terminal` stages close the case, with a close status that is the stage's key."""

    key: str
    title: str
    outside: Outside
    actions: Sequence[Action] = ()
    deadlines: Sequence[Deadline] = ()
    terminal: bool = False
    phase: str = ""
    main: bool = False
    note: str = ""

    @property
    def is_detour(self) -> bool:
        """Whether the case comes back from here to where it was asked."""
        return any(isinstance(action.to, Back) for action in self.actions)

    def action(self, key: str) -> Action | None:
        return next((each for each in self.actions if each.key == key), None)


@dataclass(frozen=True, slots=True)
class Anywhere:
    """An action open in every stage but those in `except_in`."""

    action: Action
    except_in: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """The subjects inside one case (an exporting country, an exporter) that may end while the case goes on."""

    name: str
    title: str
    standings: tuple[tuple[str, str], ...]
    ended: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """A procedure, in one version. A case keeps the version under which it was opened."""

    key: str
    version: int
    title: str
    series: str
    in_force: date
    stages: Sequence[Stage]
    first: str
    anywhere: Sequence[Anywhere] = ()
    deadlines: Sequence[Deadline] = ()
    phases: Mapping[str, str] = field(default_factory=dict)
    internal_pause_in: Sequence[str] = ()
    scope: Scope | None = None
    opening: Sequence[Input] = ()
    review: str = "Not yet reviewed by counsel."
    about: str = ""
    _by_key: dict[str, Stage] = field(init=False, repr=False, compare=False)
    _actions: dict[str, list[Action]] = field(init=False, repr=False, compare=False)
    _deadlines: list[tuple[Stage | None, Deadline]] = field(init=False, repr=False, compare=False)
    moved: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_key", {stage.key: stage for stage in self.stages})
        object.__setattr__(self, "_actions", {stage.key: self._actions_of(stage) for stage in self.stages})
        object.__setattr__(self, "_deadlines", self._all_deadlines())
        object.__setattr__(self, "moved", self._moved())
        problems = list(problems_of(self))
        if problems:
            raise ValueError(f"The lifecycle {self.key} is not well-formed:\n" + "\n".join(f"- {p}" for p in problems))

    def stage(self, key: str) -> Stage:
        """The stage of that key; `LookupError` in words when the page has none."""
        try:
            return self._by_key[key]
        except KeyError:
            raise LookupError(f"The lifecycle {self.key} has no stage {key!r}.") from None

    def has_stage(self, key: str) -> bool:
        return key in self._by_key

    def phase(self, name: str) -> list[str]:
        """The stages of a phase, in the order of the page."""
        return [stage.key for stage in self.stages if stage.phase == name]

    def _actions_of(self, stage: Stage) -> list[Action]:
        everywhere = [each.action for each in self.anywhere if stage.key not in each.except_in]
        return [*stage.actions, *everywhere]

    def _moved(self) -> frozenset[str]:
        """The deadlines that some act pauses, resumes or extends: the others need no search for such acts."""
        actions = [action for _, action in self.all_actions()]
        extended = [action.extends.deadline for action in actions if action.extends]
        return frozenset(extended + [key for action in actions for key in (*action.pauses, *action.resumes)])

    def actions_in(self, stage: str) -> list[Action]:
        """The actions of a stage, and those open anywhere that are open here."""
        return self._actions[self.stage(stage).key]

    def action_in(self, stage: str, key: str) -> Action | None:
        return next((each for each in self.actions_in(stage) if each.key == key), None)

    def all_actions(self) -> list[tuple[Stage | None, Action]]:
        """Every action with its stage; None for those open anywhere."""
        own: list[tuple[Stage | None, Action]] = [(stage, a) for stage in self.stages for a in stage.actions]
        return own + [(None, each.action) for each in self.anywhere]

    def all_deadlines(self) -> list[tuple[Stage | None, Deadline]]:
        """Every deadline with its stage; None for those of the whole case."""
        return self._deadlines

    def _all_deadlines(self) -> list[tuple[Stage | None, Deadline]]:
        own: list[tuple[Stage | None, Deadline]] = [(stage, d) for stage in self.stages for d in stage.deadlines]
        return own + [(None, each) for each in self.deadlines]

    def deadline(self, key: str) -> Deadline:
        """The deadline of that key; `LookupError` when the page has none."""
        found = next((d for _, d in self.all_deadlines() if d.key == key), None)
        if found is None:
            raise LookupError(f"The lifecycle {self.key} has no deadline {key!r}.")
        return found


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


def problems_of(life: Lifecycle) -> list[str]:
    """What keeps the page from being well-formed, one sentence each; empty for a good page."""
    return [
        *_key_problems(life),
        *_target_problems(life),
        *_reach_problems(life),
        *_deadline_problems(life),
        *_input_problems(life),
    ]


def _repeated(keys: Sequence[str]) -> list[str]:
    return sorted({key for key in keys if keys.count(key) > 1})


def _key_problems(life: Lifecycle) -> list[str]:
    found = [f"The stage {key} appears twice." for key in _repeated([s.key for s in life.stages])]
    everywhere = [each.action.key for each in life.anywhere]
    found += [f"The action {key} is open anywhere twice." for key in _repeated(everywhere)]
    for stage in life.stages:
        keys = [a.key for a in life.actions_in(stage.key)] if stage.key in life._by_key else []
        found += [f"The action {key} appears twice in the stage {stage.key}." for key in _repeated(keys)]
    found += [f"The deadline {key} appears twice." for key in _repeated([d.key for _, d in life.all_deadlines()])]
    return found


def _target_problems(life: Lifecycle) -> list[str]:
    known = set(life._by_key)
    found = [] if life.first in known else [f"The first stage {life.first} is not on the page."]
    for stage, action in life.all_actions():
        where = f"{stage.key}.{action.key}" if stage else action.key
        found += [f"{where} leads to the unknown stage {t}." for t in targets(life, action.to) if t not in known]
        if isinstance(action.to, ByInput) and action.to.key not in [i.key for i in action.inputs]:
            found.append(f"{where} chooses its next stage by the input {action.to.key}, which it does not ask.")
        if isinstance(action.to, Latest) and not life.phase(action.to.phase):
            found.append(f"{where} leads to the phase {action.to.phase}, which has no stage.")
        if not action.by:
            found.append(f"Nobody may take {where}.")
    for each in life.anywhere:
        found += [f"{each.action.key} is excepted in the unknown stage {k}." for k in each.except_in if k not in known]
    found += [f"Internal clocks stop in the unknown stage {k}." for k in life.internal_pause_in if k not in known]
    found += [
        f"The stage {s.key} names the phase {s.phase}, which the page does not describe."
        for s in life.stages
        if s.phase and s.phase not in life.phases
    ]
    return found


def reachable(life: Lifecycle) -> set[str]:
    """Every stage that some path from the first one can reach, or that a linked case may open at."""
    seen: set[str] = set()
    todo = [life.first, *(a.opens.at for _, a in life.all_actions() if a.opens and a.opens.at in life._by_key)]
    while todo:
        key = todo.pop()
        if key is None or key in seen or key not in life._by_key:
            continue
        seen.add(key)
        todo += [t for action in life.actions_in(key) for t in targets(life, action.to)]
    return seen


def _reach_problems(life: Lifecycle) -> list[str]:
    reached = reachable(life)
    found = [f"No path leads to the stage {s.key}." for s in life.stages if s.key not in reached]
    for stage in life.stages:
        if not stage.terminal and not any(action.to is not None for action in stage.actions):
            found.append(f"The stage {stage.key} is neither terminal nor left by anybody.")
    return found


def _names(life: Lifecycle) -> set[str]:
    own = {action.key for _, action in life.all_actions()}
    full = {f"{stage.key}.{action.key}" for stage, action in life.all_actions() if stage}
    return own | full | {"open"}  # the opening of a case, however it was opened


def _deadline_problems(life: Lifecycle) -> list[str]:
    found: list[str] = []
    names = _names(life)
    for stage, deadline in life.all_deadlines():
        starts = deadline.of.action if isinstance(deadline.of, Occurrence) else deadline.of
        if isinstance(starts, str) and starts not in names:
            found.append(f"The deadline {deadline.key} starts with the unknown action {starts}.")
        if isinstance(starts, Entry) and stage is None:
            found.append(f"The deadline {deadline.key} counts from entry into a stage but belongs to none.")
        found += [f"{deadline.key} is met by the unknown action {m}." for m in deadline.met_by if m not in names]
        for expiry in deadline.on_expiry:
            if expiry.take and expiry.take not in names:
                found.append(f"When {deadline.key} is over, the unknown action {expiry.take} would be taken.")
        found += _layer_problems(deadline)
    keys = {d.key for _, d in life.all_deadlines()}
    for _, action in life.all_actions():
        moved = [*action.pauses, *action.resumes, *([action.extends.deadline] if action.extends else [])]
        found += [f"{action.key} moves the unknown deadline {k}." for k in moved if k not in keys]
    return found


def _layer_problems(deadline: Deadline) -> list[str]:
    layers = deadline.layers
    if layers is None or layers.rule is None:
        return []
    if layers.rule.value is None or layers.cap.value is None:
        return []
    if layers.rule.unit == layers.cap.unit and layers.rule.value > layers.cap.value:
        return [
            f"The national rule for {deadline.key} ({layers.rule.value} {layers.rule.unit}) is looser than the treaty "
            f"cap of {layers.cap.value} ({layers.cap.provision})."
        ]
    return []


def _input_problems(life: Lifecycle) -> list[str]:
    found: list[str] = []
    for stage, action in life.all_actions():
        where = f"{stage.key}.{action.key}" if stage else action.key
        found += [f"{where} asks {key} twice." for key in _repeated([i.key for i in action.inputs])]
        for each in action.inputs:
            if each.type in (CHOICE, MULTI, CHECKLIST) and not each.choices and each.options is None:
                found.append(f"{where}: the input {each.key} offers nothing to choose.")
        asked = {i.key for i in action.inputs}
        if action.extends:
            used = [k for k in (action.extends.until, action.extends.by) if k]
            found += [f"{where} extends by the input {k}, which it does not ask." for k in used if k not in asked]
        if action.standing and life.scope and action.standing not in {k for k, _ in life.scope.standings}:
            found.append(f"{where} gives the unknown standing {action.standing}.")
    return found


INTERNAL_ESCALATION = Expiry(emails=(Email("deadline-missed", SUPERVISOR),))
"""The ordinary expiry of our own standards: the supervisor is told."""
