"""A lifecycle in words: lengths, starts, reminders, gates, letters and law, as a reviewer reads them."""

from __future__ import annotations

from collections.abc import Iterable

from cases.law import LegalStatus, Provision
from cases.law.limits import Limit, chosen_among
from cases.lifecycle import (
    Action,
    After,
    Before,
    ByFact,
    ByInput,
    Deadline,
    Email,
    Entry,
    HalfTime,
    Input,
    Kind,
    Latest,
    Lifecycle,
    Meeting,
    Occurrence,
    OnFact,
    Opens,
    Rung,
    Stage,
    targets,
)
from cases.periods import Period
from cases.words import N_

KIND_WORDS = {
    Kind.ACT_BY: N_("we act by"),
    Kind.THEIR_ACT_BY: N_("the other side acts by"),
    Kind.WAIT_UNTIL: N_("wait until"),
    Kind.WINDOW: N_("window"),
    Kind.TARGET: N_("target, no alarm"),
    Kind.RECURRING: N_("recurring"),
}
STATUS_WORDS = {
    LegalStatus.READ: N_("read"),
    LegalStatus.KNOWN: N_("known, not yet proofread"),
    LegalStatus.UNCONFIRMED: N_("to be confirmed"),
    LegalStatus.SERVICE: N_("our own standard"),
}
NOTHING = "—"


def listed(words: Iterable[str]) -> str:
    """Titles hold commas, so semicolons part them; a title with a semicolon of its own is quoted."""
    return "; ".join(f"“{each}”" if ";" in each else each for each in words)


def length_words(d: Deadline) -> str:
    """The length in words, for a reader who does not know the case."""
    within = d.within
    if d.layers is not None:
        return f"the strictest of cap, national rule and target: {_limit_words(d.layers.cap)}"
    if within is None:
        return "as set in the case" if isinstance(d.of, OnFact | Meeting) else "open-ended"
    less = f"; less {d.less} days" if d.less else ""
    if isinstance(within, Limit):
        return _limit_words(within) + less
    if isinstance(within, Period):
        return str(within) + less
    rule = " ".join((within.__doc__ or "By the facts of the case.").split("\n\n")[0].split()).rstrip(".")
    chosen = [f"{law_words(each.provision)}: {_limit_words(each)}" for each in chosen_among(within)]
    return "<br>".join([f"{rule}{less}:" if chosen else rule + less, *chosen])


def _limit_words(limit: Limit) -> str:
    period = limit.period()
    if period is None:
        return "no length on file"
    words = str(period)
    for fact, given in (("urgent", limit.period(urgent=True)), ("perishable", limit.period(perishable=True))):
        if given is not None and given != period:
            words += f" ({fact}: {given})"
    return words


def limits_of(d: Deadline) -> list[Limit]:
    """Every limit on file that may give the length."""
    if d.layers is not None:
        return [each for each in (d.layers.cap, d.layers.rule, d.layers.target) if each is not None]
    return [d.within] if isinstance(d.within, Limit) else list(chosen_among(d.within))


def law_of(d: Deadline) -> Provision:
    """What the length rests on; that of the step where the facts choose the length, or none is on file."""
    own = limits_of(d)
    return own[0].provision if len(own) == 1 else d.cite


def deadline_law(d: Deadline) -> str:
    """The law of a limit, as the page shows it: of several lengths each names its own."""
    return "that of the length" if len(limits_of(d)) > 1 else law_words(law_of(d))


def start_words(d: Deadline) -> str:
    """What starts the clock, in words."""
    before = "counted back from " if d.before else ""
    anchor = "" if d.anchor.value == "done" else f", day it was {d.anchor.value}"
    match d.of:
        case Entry():
            what = "entry into the stage"
        case Occurrence(action, n):
            what = f"each new `{action}`" if n is None else f"`{action}` no. {n}"
        case Meeting(body):
            what = f"the next meeting of {body}"
        case OnFact(fact):
            what = f"the date in `{fact}`"
        case str():
            what = f"`{d.of}`"
    return before + what + anchor


def met_words(d: Deadline) -> str:
    return ", ".join(f"`{m}`" for m in d.met_by) or "leaving the stage"


def later_words(d: Deadline) -> str:
    """Reminders, and what follows when the last day is over."""
    parts = [_rung(r) for r in d.remind]
    for e in d.on_expiry:
        parts += [f"when over: {letter_words(m)}" for m in e.emails]
        parts += [f"when over the system takes `{e.take}`"] if e.take else []
        parts += [f"when over: {e.door}"] if e.door else []
    return "<br>".join(parts) or NOTHING


def _rung(rung: Rung) -> str:
    match rung.at:
        case Before(days):
            when = f"{days} days before"
        case After(days):
            when = f"{days} days after the start"
        case HalfTime():
            when = "at half time"
    return f"{when}: {letter_words(rung.email)}"


def letter_words(email: Email) -> str:
    """A letter and its addressee; a star marks one that goes only when its gate is open."""
    return f"`{email.letter}` to {email.to.title}{'*' if email.when else ''}"


def gate_words(gate: object) -> str:
    """The rule of a gate: the first paragraph of its docstring."""
    return " ".join((gate.__doc__ or "see the page").strip().split("\n\n")[0].split())


def input_words(i: Input) -> str:
    return i.label if i.required and i.needed is None else f"{i.label} ({i.needed_when or 'optional'})"


def _opens_words(opens: Opens) -> str:
    only = f"; only when: {gate_words(opens.when)}" if opens.when and opens.when.__doc__ else ""
    return f"; opens a linked case ({opens.link.replace('_', ' ')}{only.removesuffix('.')})"


def leads_to(life: Lifecycle, a: Action) -> str:
    """Where an action leads, in words."""
    also = _opens_words(a.opens) if a.opens else ""
    if a.to is None:
        return "stays" + also
    if isinstance(a.to, str):
        return life.stage(a.to).title + also
    names = listed(life.stage(k).title for k in targets(life, a.to))
    if isinstance(a.to, ByInput | ByFact | Latest):
        return f"{names} ({a.to.words}){also}"
    return a.to.words + also


def law_words(p: Provision) -> str:
    """A citation with its status."""
    return f"{p} [{STATUS_WORDS[p.status]}]"


def link(stage: Stage) -> str:
    """The stage's title, leading to its place on the page."""
    return f"[{stage.title}](#{stage.key})"
