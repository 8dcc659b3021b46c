"""Stages and whole procedures, in versions. A page that is not well-formed fails when it is imported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from cases.history import Value
from cases.law import Provision
from cases.lifecycle.terms import Action, Back, Input
from cases.lifecycle.timing import Deadline
from cases.lifecycle.wellformed import problems_of
from cases.seats import Seat
from cases.words import N_


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
    """The subjects inside one case (an exporting country, an exporter) that may end while the case goes on.

    `within` separates a subject from the one that holds it: with `:`, what ends for `CN` has ended for `CN: Firm`.
    `title` names one of them, `heading` all of them.
    """

    name: str
    title: str
    standings: tuple[tuple[str, str], ...]
    ended: tuple[str, ...]
    within: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class ByStaff:
    """How staff open a file with the answers of `opening`. A procedure without it begins elsewhere alone: with the
    public form, an import, or an act in another case.

    `by` are the seats that open it. `party` is the seat of whoever it is opened for; `named_in` is the answer that
    names them, where one does. `at` says in which stage a file begins by the answer `entry`; all others begin in the
    first one.
    """

    by: Sequence[Seat]
    cite: Provision
    party: Seat
    named_in: str = ""
    entry: str = ""
    at: Mapping[str, str] = field(default_factory=dict)
    says: str = ""


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """A procedure, in one version. A case keeps the version under which it was opened.

    `entries` are stages other than the first in which a case may open: a track that begins elsewhere, an import.
    """

    key: str
    version: int
    title: str
    series: str
    in_force: date
    stages: Sequence[Stage]
    first: str
    entries: Sequence[str] = ()
    anywhere: Sequence[Anywhere] = ()
    deadlines: Sequence[Deadline] = ()
    phases: Mapping[str, str] = field(default_factory=dict)
    internal_pause_in: Sequence[str] = ()
    scope: Scope | None = None
    opening: Sequence[Input] = ()
    by_staff: ByStaff | None = None
    review: str = N_("Not yet reviewed by counsel.")
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

    def begins_at(self, answers: Mapping[str, Value]) -> str:
        """The stage in which a file with these opening answers begins."""
        door = self.by_staff
        return door.at.get(str(answers.get(door.entry)), self.first) if door else self.first

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
