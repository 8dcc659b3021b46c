"""The tables of the lawyer's page: limits, actions, what the system does by itself, and the provisions cited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cases.law import Provision
from cases.lifecycle import Action, Deadline, Lifecycle
from cases.page.rows import ActionRow, LimitRow, action_rows, limit_rows, system_rows
from cases.page.words import KIND_WORDS, NOTHING, STATUS_WORDS, deadline_law, law_words, limits_of, link


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table, with an empty line after it."""
    lines = [f"| {' | '.join(heads)} |", "|" + " --- |" * len(heads)]
    lines += ["| " + " | ".join(_cell(each) for each in row) + " |" for row in rows]
    return "\n".join(lines) + "\n\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def deadline_table(deadlines: Sequence[Deadline]) -> str:
    heads = ("limit", "what it asks", "length", "counted from", "met by", "reminders, and when it is over", "law")
    return table(heads, [_deadline(row) for row in limit_rows(deadlines)])


def _deadline(row: LimitRow) -> Sequence[str]:
    d = row.limit
    only = f"<br>Only when: {row.only_when}" if row.only_when else ""
    return (
        f"`{d.key}`<br>{d.title}{only}", KIND_WORDS[d.kind], row.length, row.start, row.met, row.later, deadline_law(d)
    )  # fmt: skip


def action_table(life: Lifecycle, actions: Iterable[Action]) -> str:
    heads = ("action", "by", "only when", "asks", "leads to", "letters", "law")
    return table(heads, [_action(row) for row in action_rows(life, actions)])


def _action(row: ActionRow) -> Sequence[str]:
    a = row.action
    return (
        f"`{a.key}`<br>{a.title}", ", ".join(s.title for s in a.by), row.only_when, row.asks, row.leads_to,
        row.letters, law_words(a.cite),
    )  # fmt: skip


def system_table(life: Lifecycle) -> str:
    """What is taken without a person, each when its limit is over; empty when nothing is."""
    rows = [
        (
            link(r.stage) if r.stage else "any",
            f"`{r.limit.key}`<br>{r.limit.title}",
            f"`{r.takes}`",
            r.leads_to,
            law_words(r.action.cite),
        )
        for r in system_rows(life)
    ]
    return (
        table(("in the stage", "when this limit is over", "the system takes", "leads to", "law"), rows) if rows else ""
    )


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
