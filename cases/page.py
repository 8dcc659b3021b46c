"""A lifecycle as a Markdown page for lawyers: generated, committed, and held current by a test.

What a reviewer needs stands in one place: per stage what starts it, its limits with citation and status, its actions
with who may take them, when, where they lead, which letters go out and on what law; at the end the provisions cited.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cases.law import LegalStatus, Provision
from cases.law.limits import Limit
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
    Rung,
    Stage,
    targets,
)
from cases.periods import Period

KIND_WORDS = {
    Kind.ACT_BY: "we act by",
    Kind.THEIR_ACT_BY: "the other side acts by",
    Kind.WAIT_UNTIL: "wait until",
    Kind.WINDOW: "window",
    Kind.TARGET: "target, no alarm",
    Kind.RECURRING: "recurring",
}
STATUS_WORDS = {
    LegalStatus.READ: "read",
    LegalStatus.KNOWN: "known, not yet proofread",
    LegalStatus.UNCONFIRMED: "to be confirmed",
    LegalStatus.SERVICE: "our own standard",
}


def page(life: Lifecycle, dates: str = "") -> str:
    """The lawyer's page. `dates` is the table of dated examples that a lawyer keeps, shown near the end."""
    parts = [_head(life), _map(life), _everywhere(life), *(_stage(life, stage) for stage in life.stages)]
    if dates.strip():
        parts.append(f"## Dated examples\n\n{dates.strip()}\n")
    parts.append(_provisions(life))
    return "\n".join(parts).rstrip() + "\n"


def _head(life: Lifecycle) -> str:
    return (
        f"# {life.title}\n\n"
        f"Version {life.version}, in force from {life.in_force.isoformat()}. Review: {life.review}\n\n"
        f"{life.about.strip()}\n\n"
        "This page is generated from the procedure as the system runs it. Marks: *read* and *known* provisions are "
        "shown as law, *to be confirmed* never is, *our own standard* is the department's.\n"
    )


def _map(life: Lifecycle) -> str:
    main = " → ".join(stage.title for stage in life.stages if stage.main)
    rows = [f"- {name}: {', '.join(life.stage(k).title for k in life.phase(key))}" for key, name in life.phases.items()]
    return f"## The way through\n\nMain line: {main}.\n\n" + "\n".join(rows) + "\n"


def _everywhere(life: Lifecycle) -> str:
    if not life.anywhere and not life.deadlines:
        return ""
    text = "## In every stage\n\n"
    if life.deadlines:
        text += _deadline_table(life.deadlines)
    if life.anywhere:
        text += _action_table(life, [each.action for each in life.anywhere])
        notes = [
            f"- *{e.action.title}* is not open in: {', '.join(life.stage(k).title for k in e.except_in)}."
            for e in life.anywhere
            if e.except_in
        ]
        text += "\n".join(notes) + ("\n" if notes else "")
    return text


def _stage(life: Lifecycle, stage: Stage) -> str:
    end = " (the case is closed)" if stage.terminal else ""
    text = f"## {stage.title} — `{stage.key}`{end}\n\n"
    text += f"Outsiders read: “{stage.outside.words}” Turn: {stage.outside.turn}. To do: {stage.outside.you}\n\n"
    if stage.note:
        text += f"{stage.note}\n\n"
    text += f"Reached from: {_reached_from(life, stage)}.\n\n"
    if stage.deadlines:
        text += _deadline_table(stage.deadlines)
    if stage.actions:
        text += _action_table(life, stage.actions)
    return text


def _reached_from(life: Lifecycle, stage: Stage) -> str:
    ways = [
        f"{from_stage.title} ({action.title.lower()})" if from_stage else f"any stage ({action.title.lower()})"
        for from_stage, action in life.all_actions()
        if stage.key in targets(life, action.to)
    ]
    if stage.key == life.first:
        ways.insert(0, "the beginning")
    return "; ".join(ways) or "a linked case or an import"


def _deadline_table(deadlines: Sequence[Deadline]) -> str:
    rows = [
        "| limit | what it asks | length | counted from | met by | reminders and expiry | law |",
        "|" + " --- |" * 7,
    ]
    for d in deadlines:
        cells = (
            f"`{d.key}`<br>{d.title}",
            KIND_WORDS[d.kind],
            length_words(d),
            start_words(d),
            _met(d),
            _later(d),
            law_words(d.cite),
        )
        rows.append("| " + " | ".join(_cell(c) for c in cells) + " |")
    return "\n".join(rows) + "\n\n"


def length_words(d: Deadline) -> str:
    """The length in words, for a reader who does not know the case."""
    within = d.within
    if d.layers is not None:
        return f"the strictest of cap, national rule and target: {_limit_words(d.layers.cap)}"
    if within is None:
        return "as set in the case" if isinstance(d.of, OnFact | Meeting) else "open-ended"
    less = f", less {d.less} days" if d.less else ""
    if isinstance(within, Limit):
        return _limit_words(within) + less
    if isinstance(within, Period):
        return str(within) + less
    return (within.__doc__ or "by the facts of the case").strip().split("\n")[0] + less


def _limit_words(limit: Limit) -> str:
    period = limit.period()
    if period is None:
        return "no length on file"
    words = str(period)
    for fact, given in (("urgent", limit.period(urgent=True)), ("perishable", limit.period(perishable=True))):
        if given is not None and given != period:
            words += f" ({fact}: {given})"
    return words


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


def _met(d: Deadline) -> str:
    return ", ".join(f"`{m}`" for m in d.met_by) or "leaving the stage"


def _later(d: Deadline) -> str:
    parts = [_rung(r) for r in d.remind]
    for e in d.on_expiry:
        parts += [f"on expiry: {_letter(m)}" for m in e.emails]
        parts += [f"on expiry the system takes `{e.take}`"] if e.take else []
        parts += [f"on expiry: {e.door}"] if e.door else []
    return "<br>".join(parts) or "none"


def _rung(rung: Rung) -> str:
    match rung.at:
        case Before(days):
            when = f"{days} days before"
        case After(days):
            when = f"{days} days after the start"
        case HalfTime():
            when = "at half time"
    return f"{when}: {_letter(rung.email)}"


def _letter(email: Email) -> str:
    return f"{email.letter} to {email.to.title}"


def _action_table(life: Lifecycle, actions: Iterable[Action]) -> str:
    rows = ["| action | by | only when | asks | leads to | letters | law |", "|" + " --- |" * 7]
    for a in actions:
        system = "<br>(taken by the system when its time has come)" if a.system else ""
        cells = (
            f"`{a.key}`<br>{a.title}{system}",
            ", ".join(s.title for s in a.by),
            "<br>".join(gate_words(g) for g in a.when) or "—",
            "<br>".join(_input(i) for i in a.inputs) or "—",
            leads_to(life, a),
            "<br>".join(_letter(e) for e in a.emails) or "—",
            law_words(a.cite),
        )
        rows.append("| " + " | ".join(_cell(c) for c in cells) + " |")
    return "\n".join(rows) + "\n\n"


def gate_words(gate: object) -> str:
    """The rule of a gate: the first paragraph of its docstring."""
    return " ".join((gate.__doc__ or "see the page").strip().split("\n\n")[0].split())


def _input(i: Input) -> str:
    return i.label if i.required and i.needed is None else f"{i.label} ({i.needed_when or 'optional'})"


def leads_to(life: Lifecycle, a: Action) -> str:
    """Where an action leads, in words."""
    also = f"; opens a linked case ({a.opens.link.replace('_', ' ')})" if a.opens else ""
    if a.to is None:
        return "stays" + also
    if isinstance(a.to, str):
        return life.stage(a.to).title + also
    names = ", ".join(life.stage(k).title for k in targets(life, a.to))
    if isinstance(a.to, ByInput | ByFact | Latest):
        return f"{names} ({a.to.words}){also}"
    return a.to.words + also


def law_words(p: Provision) -> str:
    """A citation with its status."""
    return f"{p} [{STATUS_WORDS[p.status]}]"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def cited(life: Lifecycle) -> list[Provision]:
    """Every provision that the page relies on, once, in the order of their citation."""
    found: dict[str, Provision] = {}
    for _, action in life.all_actions():
        found.setdefault(str(action.cite), action.cite)
    for _, d in life.all_deadlines():
        found.setdefault(str(d.cite), d.cite)
        if isinstance(d.within, Limit):
            found.setdefault(str(d.within.provision), d.within.provision)
    return [found[key] for key in sorted(found)]


def _provisions(life: Lifecycle) -> str:
    rows = ["## Provisions cited\n", "| provision | gist | status | source | checked |", "|" + " --- |" * 5]
    for p in cited(life):
        checked = p.checked_on.isoformat() if p.checked_on else "not yet"
        rows.append(
            "| " + " | ".join(_cell(c) for c in (str(p), p.gist, STATUS_WORDS[p.status], p.source, checked)) + " |"
        )
    return "\n".join(rows) + "\n"
