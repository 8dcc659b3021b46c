"""May this actor take this action on this day, and what follows? `decide` answers with a `Step` or refuses in words.

Pure: it reads facts and returns what is to be written. `cases.service` writes it, in one transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from cases.deadlines import Calendars, Clock, clocks_of, present_stay
from cases.errors import ActionNotOpen, ActionRefused, DateRefused, GateClosed, InputRefused, NotAllowed
from cases.history import Event, Facts, Value, Visit
from cases.inputs import LONGEST_LONGTEXT, Checked, check_inputs
from cases.law import Provision
from cases.lifecycle import (
    Action,
    Back,
    ByFact,
    ByInput,
    Email,
    InputType,
    Latest,
    Lifecycle,
    Opens,
    Stage,
    To,
    targets,
)
from cases.seats import SYSTEM, Role, Seat
from cases.typed import in_a_line, written
from cases.words import N_, Day, Sentence

RETURN_PHASE = "working"
"""Where a case goes back to when nobody asked from a known stage: the latest stage of this phase."""
LONGEST_SUBJECT = 120


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, by what they hold: never a name. `account` or `party` is the key of a table of its own."""

    roles: frozenset[Role]
    account: int | None = None
    party: int | None = None
    reads: frozenset[str] = frozenset()

    @property
    def is_staff(self) -> bool:
        return bool(self.roles - {Role.PARTY, Role.SYSTEM})


THE_SYSTEM = Actor(frozenset({Role.SYSTEM}))


@dataclass(frozen=True, slots=True)
class Planned:
    """A letter that the step causes: its key and the seat it goes to, or why it does not go."""

    letter: str
    seat: Seat
    withheld: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What one act does to a case. `stack` are the asking stages after it, `clocks` all clocks after it."""

    event: Event
    stack: tuple[str, ...]
    letters: tuple[Planned, ...]
    clocks: tuple[Clock, ...]
    clocks_before: tuple[Clock, ...]
    values: Mapping[str, Value]
    stage: Stage
    visit: int
    closes: bool
    moved: bool
    opens: Opens | None
    cite: Provision
    power: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """An action as it stands today: open, or not with the reason. `seat` is the one in which this person would act."""

    action: Action
    stage: str
    open: bool
    reason: str = ""
    seat: Seat | None = None
    on_behalf: bool = False
    recordable: bool = False


def facts_of(
    life: Lifecycle,
    events: Iterable[Event],
    calendars: Calendars,
    *,
    on: date,
    at: datetime | None = None,
    opening: Mapping[str, Value] | None = None,
    stack: Sequence[str] = (),
    meetings: Mapping[str, Sequence[date]] | None = None,
    known: list[Clock] | None = None,
) -> Facts:
    """The case as its rules see it on that day, deadlines included.

    `known` are the clocks of this very history under these very calendars, where somebody has computed them already:
    they do not depend on the day that asks.
    """
    return Facts(
        events,
        on=on,
        at=at,
        opening=opening,
        stack=stack,
        clocks=lambda facts: clocks_of(life, facts, calendars) if known is None else known,
        began=lambda facts: present_stay(life, facts).entered.seq,
        meetings=meetings,
    )


def opening(
    life: Lifecycle,
    *,
    on: date,
    at: datetime,
    at_stage: str | None = None,
    reason: str = "",
    seat: Seat = SYSTEM,
    role: Role = Role.SYSTEM,
) -> Event:
    """The first event of a case: it opens in the first stage, or where an import, a linked case or an answer says."""
    stage = life.stage(at_stage or life.first).key
    return Event(
        seq=1, action=f"{stage}.open", stage=stage, to=stage, visit=1, happened_on=on, recorded_at=at,
        seat=seat.key, role=role.value, reason=reason,
    )  # fmt: skip


def offers(life: Lifecycle, facts: Facts, actor: Actor) -> list[Offer]:
    """Every action of the stage as it stands today for this person; actions of the system are left out."""
    found = []
    for action in life.actions_in(facts.stage):
        if action.system and Role.SYSTEM not in actor.roles:
            continue
        found.append(_offer(action, facts, actor))
    return found


def _offer(action: Action, facts: Facts, actor: Actor) -> Offer:
    seat = acting_seat(action, actor)
    shut = closed_gate(action, facts)
    on_behalf = seat is not None and not (seat.presses & actor.roles)
    if seat is None:
        return Offer(action, facts.stage, False, _who_may(action), recordable=False)
    if shut is not None:
        return Offer(action, facts.stage, False, shut, seat, on_behalf, action.recordable)
    return Offer(action, facts.stage, True, "", seat, on_behalf, action.recordable)


def acting_seat(action: Action, actor: Actor) -> Seat | None:
    """The seat in which this person would act: one of their own first, else one for which they may record."""
    own = next((seat for seat in action.by if seat.presses & actor.roles), None)
    return own or next((seat for seat in action.by if seat.on_behalf & actor.roles), None)


def _who_may(action: Action) -> str:
    *some, last = [Sentence(seat.title) for seat in action.by]
    who = Sentence(N_("%(some)s or %(last)s"), some=some, last=last) if some else last
    return Sentence(N_("Only %(who)s may do this."), who=who)


def closed_gate(action: Action, facts: Facts) -> str | None:
    """The first reason why not, or None when every gate is open."""
    return next((reason for gate in action.when if (reason := gate(facts)) is not None), None)


def decide(
    life: Lifecycle,
    facts: Facts,
    action_key: str,
    *,
    calendars: Calendars,
    actor: Actor,
    on: date,
    at: datetime,
    data: Mapping[str, Value] | None = None,
    reason: str = "",
    documents: Sequence[str] = (),
    subject: str | None = None,
    despite: str = "",
) -> Step:
    """Take an action on paper: everything that follows from it, or a refusal in words.

    `on` counts in law, `at` is now. `despite` is the reason for recording what happened although a gate is closed:
    only for acts that the page calls recordable, and the breach is kept with the event.
    """
    action = _find(life, facts, action_key)
    seat = _seat(action, actor)
    _check_date(action, facts, on=on, today=facts.on)
    breach = _check_gates(action, facts, on=on, despite=_words("despite", despite, action))
    subject = in_a_line(subject or "") or None
    _check_subject(life, action, facts, subject)
    checked = check_inputs(action, facts, data or {}, documents=documents, today=facts.on)
    breach = breach or _check_answers(action, facts.as_of(on), checked, subject, despite)
    reason = _words("reason", reason, action)
    if action.needs_reason and not reason:
        raise InputRefused({"reason": Sentence(N_("Say why. The reason is kept with the decision."))}, cite=action.cite)
    to = _next_stage(life, action, facts, checked.values)
    happened = Event(
        seq=facts.events[-1].seq + 1,
        action=f"{facts.stage}.{action.key}",
        stage=facts.stage,
        to=to,
        visit=facts.visits[-1].number,
        happened_on=on,
        recorded_at=at,
        data=checked.values,
        facts={**checked.facts, **dict(action.sets), **_closing(life, facts, to, on)},
        dates=checked.dates,
        subject=subject,
        seat=seat.key,
        role=_role(seat, actor).value,
        reason=reason,
        documents=_documents(action, checked, documents),
        breach=breach,
    )
    return _step(life, facts, action, happened, calendars, warnings=checked.warnings)


def _words(field: str, typed: str, action: Action) -> str:
    """What was written beside the act, fit to be kept."""
    text = written(typed)
    if len(text) > LONGEST_LONGTEXT:
        most = Sentence(N_("Write at most %(most)s characters."), most=f"{LONGEST_LONGTEXT:,}")
        raise InputRefused({field: most}, cite=action.cite)
    return text


def _documents(action: Action, checked: Checked, handed_in: Sequence[str]) -> tuple[str, ...]:
    """All documents of the act: those handed in with it, and those named in answer to a question."""
    answers = [checked.values.get(each.key) for each in action.inputs if each.type is InputType.DOCUMENT]
    named = [str(each) for answer in answers if isinstance(answer, list) for each in answer]
    return tuple(dict.fromkeys([*map(in_a_line, handed_in), *named]))


def _find(life: Lifecycle, facts: Facts, key: str) -> Action:
    action = life.action_in(facts.stage, key)
    if action is None:
        title = next((a.title for _, a in life.all_actions() if a.key == key), None)
        here = life.stage(facts.stage).title
        if title is None:
            raise ActionNotOpen(Sentence(N_("This procedure knows no action “%(key)s”."), key=key))
        raise ActionNotOpen(
            Sentence(
                N_("“%(action)s” is not open while the case is in “%(stage)s”."),
                action=Sentence(title), stage=Sentence(here),
            )
        )  # fmt: skip
    return action


def _seat(action: Action, actor: Actor) -> Seat:
    seat = acting_seat(action, actor)
    if seat is None:
        raise NotAllowed(_who_may(action), cite=action.cite)
    return seat


def _role(seat: Seat, actor: Actor) -> Role:
    return next(iter(sorted(seat.presses & actor.roles) or sorted(seat.on_behalf & actor.roles)))


def _check_date(action: Action, facts: Facts, *, on: date, today: date) -> None:
    if on > today and not action.may_be_future:
        raise DateRefused(
            Sentence(
                N_("%(day)s has not come yet. Give the day on which it happened, %(today)s at the latest."),
                day=Day(on),
                today=Day(today),
            ),
            cite=action.cite,
        )
    entered = facts.visits[-1].entered_on
    if on < entered:
        raise DateRefused(
            Sentence(
                N_(
                    "The case came to this stage on %(entered)s; what answers it cannot have happened on %(day)s. "
                    "Check both dates; if the earlier entry is wrong, correct that first."
                ),
                entered=Day(entered),
                day=Day(on),
            ),
            cite=action.cite,
        )


def _check_gates(action: Action, facts: Facts, *, on: date, despite: str) -> str:
    """Nothing, or the breach that is noted when what happened is recorded despite a closed gate.

    A gate is asked about the day on which the act happened: an act too early does not ripen by being recorded late.
    """
    return _breach(action, closed_gate(action, facts.as_of(on)), despite)


def _check_answers(action: Action, facts: Facts, checked: Checked, subject: str | None, despite: str) -> str:
    """The same for what the answers must meet."""
    shut = next((why for check in action.checks if (why := check(facts, checked.values, subject)) is not None), None)
    return _breach(action, shut, despite)


def _breach(action: Action, shut: str | None, despite: str) -> str:
    if shut is None:
        return ""
    if action.recordable and despite.strip():
        return f"{shut} Recorded all the same: {despite.strip()}"
    raise GateClosed(shut, cite=action.cite)


def _check_subject(life: Lifecycle, action: Action, facts: Facts, subject: str | None) -> None:
    if action.per is None:
        if subject:
            whole = Sentence(N_("This concerns the whole case. Leave the subject out."))
            raise InputRefused({"subject": whole}, cite=action.cite)
        return
    if not subject:
        which = Sentence(N_("Say which %(per)s this is about."), per=Sentence(action.per))
        raise InputRefused({"subject": which}, cite=action.cite)
    if len(subject) > LONGEST_SUBJECT:
        most = Sentence(N_("Write at most %(most)s characters."), most=LONGEST_SUBJECT)
        raise InputRefused({"subject": most}, cite=action.cite)
    ended = ended_by(life, facts, subject)
    if ended is not None:
        over = Sentence(N_("The case against %(subject)s has ended; nothing more can be done there."), subject=ended)
        raise ActionRefused(over, cite=action.cite)


def ended_by(life: Lifecycle, facts: Facts, subject: str) -> str | None:
    """The subject for which the case has ended: this one, or one that it lies within (`CN` holds `CN: Firm`)."""
    ended = life.scope.ended if life.scope else ()
    within = life.scope.within if life.scope else ""
    stands = standings(facts)
    holders = [subject, *([subject.partition(within)[0].strip()] if within and within in subject else [])]
    return next((each for each in holders if stands.get(each) in ended), None)


def standings(facts: Facts) -> dict[str, str]:
    """The state of each subject (exporting country, exporter) that left the common one."""
    found: dict[str, str] = {}
    for event in facts.events:
        standing = event.facts.get("standing")
        if event.subject and isinstance(standing, str):
            found[event.subject] = standing
    return found


def _next_stage(life: Lifecycle, action: Action, facts: Facts, values: Mapping[str, Value]) -> str:
    if action.per is not None:  # what is done to one subject moves that subject, never the case
        return facts.stage
    return _resolve(life, action.to, facts, values)


def _resolve(life: Lifecycle, to: To, facts: Facts, values: Mapping[str, Value]) -> str:
    match to:
        case None:
            return facts.stage
        case str():
            return to
        case Back():
            return _asked_from(life, facts)
        case ByInput(key):
            chosen = str(values.get(key))
        case ByFact(choose=choose):
            chosen = choose(facts, values)
        case Latest(phase, otherwise):
            chosen = facts.latest_of(life.phase(phase)) or otherwise
    if chosen not in targets(life, to):
        offered = Sentence(N_("Choose one of the next steps that the page offers."))
        raise InputRefused({getattr(to, "key", "to"): offered})
    return chosen


def _asked_from(life: Lifecycle, facts: Facts) -> str:
    if facts.stack:
        return facts.stack[-1]
    return facts.latest_of(life.phase(RETURN_PHASE)) or next(iter(life.phase(RETURN_PHASE)), life.first)


def _closing(life: Lifecycle, facts: Facts, to: str, on: date) -> dict[str, Value]:
    """Entering a terminal stage closes the case on that day; leaving one opens it again."""
    if to == facts.stage:
        return {}
    if life.stage(to).terminal:
        return {"closed_on": on.isoformat(), "close_status": to}
    if life.stage(facts.stage).terminal:
        return {"closed_on": None, "close_status": None}
    return {}


def next_stack(life: Lifecycle, stack: Sequence[str], event: Event) -> tuple[str, ...]:
    """The asking stages after an event: a detour pushes where it was asked, the way back pops, all else clears."""
    if event.to == event.stage or event.subject is not None:
        return tuple(stack)
    action = life.action_in(event.stage, event.name)
    if action is not None and isinstance(action.to, Back):
        return tuple(stack[:-1])
    if life.stage(event.to).is_detour:
        return (*stack, event.stage)
    return ()


def stack_of(life: Lifecycle, events: Iterable[Event]) -> tuple[str, ...]:
    """The asking stages, replayed from the history."""
    stack: tuple[str, ...] = ()
    for event in events:
        stack = next_stack(life, stack, event)
    return stack


def _step(
    life: Lifecycle,
    facts: Facts,
    action: Action,
    event: Event,
    calendars: Calendars,
    *,
    warnings: Sequence[str],
) -> Step:
    if action.standing:
        event = _with_standing(event, action.standing)
    stack = next_stack(life, facts.stack, event)
    after = facts_of(
        life, [*facts.events, event], calendars,
        on=facts.on, at=facts.at, opening=facts.opening, stack=stack, meetings=facts.meetings,
    )  # fmt: skip
    visit: Visit = after.visits[-1]
    stage = life.stage(event.to)
    moved = event.to != event.stage
    opens = (
        action.opens if action.opens and (action.opens.when is None or action.opens.when(facts, event.data)) else None
    )
    return Step(
        event=event,
        stack=stack,
        letters=tuple(planned(action.emails, after)),
        clocks=tuple(after.clocks()),
        clocks_before=tuple(facts.clocks()),
        values=after.values,
        stage=stage,
        visit=visit.number,
        closes=stage.terminal and moved,
        moved=moved,
        opens=opens,
        cite=action.cite,
        power=action.power or str(action.cite),
        warnings=tuple(warnings),
    )


def _with_standing(event: Event, standing: str) -> Event:
    return replace(event, facts={**event.facts, "standing": standing})


def planned(emails: Iterable[Email], facts: Facts) -> list[Planned]:
    """The letters with, for each that stays behind, the reason."""
    return [Planned(e.letter, e.to, e.when(facts) if e.when else None) for e in emails]


def replayed(
    life: Lifecycle,
    events: Sequence[Event],
    calendars: Calendars,
    *,
    on: date,
    at: datetime | None = None,
    opening: Mapping[str, Value] | None = None,
    meetings: Mapping[str, Sequence[date]] | None = None,
) -> Facts:
    """The facts of a case from its history alone, the stack of asking stages included."""
    return facts_of(
        life, events, calendars,
        on=on, at=at, opening=opening, stack=stack_of(life, events), meetings=meetings,
    )  # fmt: skip
