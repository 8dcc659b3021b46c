"""The tables of the lawyer's page: limits, actions, what the system does by itself, and the provisions cited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cases.law import Provision
from cases.lifecycle import Action, Deadline, Lifecycle, Stage
from cases.page.words import (
    KIND_WORDS,
    NOTHING,
    STATUS_WORDS,
    deadline_law,
    gate_words,
    input_words,
    law_words,
    leads_to,
    length_words,
    letter_words,
    limits_of,
    link,
    met_words,
    start_words,
)
from cases.page.words import later_words as later
from cases.seats import SYSTEM


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table, with an empty line after it."""
    lines = [f"| {' | '.join(heads)} |", "|" + " --- |" * len(heads)]
    lines += ["| " + " | ".join(_cell(each) for each in row) + " |" for row in rows]
    return "\n".join(lines) + "\n\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def deadline_table(deadlines: Sequence[Deadline]) -> str:
    heads = ("limit", "what it asks", "length", "counted from", "met by", "reminders, and when it is over", "law")
    return table(heads, [_deadline(d) for d in deadlines])


def _deadline(d: Deadline) -> Sequence[str]:
    only = f"<br>Only when: {gate_words(d.unless)}" if d.unless else ""
    return (
        f"`{d.key}`<br>{d.title}{only}", KIND_WORDS[d.kind], length_words(d), start_words(d), met_words(d),
        later(d), deadline_law(d),
    )  # fmt: skip


def action_table(life: Lifecycle, actions: Iterable[Action]) -> str:
    heads = ("action", "by", "only when", "asks", "leads to", "letters", "law")
    return table(heads, [_action(life, a) for a in actions])


def _action(life: Lifecycle, a: Action) -> Sequence[str]:
    return (
        f"`{a.key}`<br>{a.title}",
        ", ".join(s.title for s in a.by),
        "<br>".join(gate_words(g) for g in a.when) or NOTHING,
        "<br>".join([*(input_words(i) for i in a.inputs), *(["The reason"] if a.needs_reason else [])]) or NOTHING,
        leads_to(life, a),
        "<br>".join(letter_words(e) for e in a.emails) or NOTHING,
        law_words(a.cite),
    )


def system_table(life: Lifecycle) -> str:
    """What is taken without a person, each when its limit is over; empty when nothing is."""
    rows = [
        (link(stage), f"`{d.key}`<br>{d.title}", f"`{e.take}`", leads_to(life, action), law_words(action.cite))
        for stage in life.stages
        for d in stage.deadlines
        for e in d.on_expiry
        if e.take and (action := life.action_in(stage.key, e.take.rpartition(".")[2])) is not None
    ]
    return (
        table(("in the stage", "when this limit is over", "the system takes", "leads to", "law"), rows) if rows else ""
    )


def untimed(life: Lifecycle) -> list[tuple[Stage, Action]]:
    """Actions of the system alone that no limit takes: the page must not hide one."""
    timed = {e.take.rpartition(".")[2] for _, d in life.all_deadlines() for e in d.on_expiry if e.take}
    return [(stage, a) for stage, a in life.all_actions() if stage and tuple(a.by) == (SYSTEM,) and a.key not in timed]


def cited(life: Lifecycle) -> list[Provision]:
    """Every provision that the page relies on, once, in the order of their citation."""
    used = [action.cite for _, action in life.all_actions()]
    for _, d in life.all_deadlines():
        used += [d.cite, *(each.provision for each in limits_of(d))]
    found = {str(p): p for p in used}
    return [found[key] for key in sorted(found)]


def provisions_table(life: Lifecycle) -> str:
    """Each provision with its instrument's gist, status and source, and the day somebody checked it."""
    rows = [
        (str(p), p.gist, STATUS_WORDS[p.status], _source(p), p.checked_on.isoformat() if p.checked_on else "not yet")
        for p in cited(life)
    ]
    return table(("provision", "gist", "status", "source", "checked"), rows)


def _source(p: Provision) -> str:
    link = p.source_link or p.instrument.link
    name = p.source or (p.instrument.short if link else "")
    return f"[{name}]({link})" if link and name else name or NOTHING
