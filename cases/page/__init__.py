"""A lifecycle as a Markdown page for lawyers: generated, committed, and held current by a test.

What a reviewer needs stands in one place: per stage what starts it, its limits with citation and status, its actions
with who may take them, when, where they lead, which letters go out and on what law; at the end the provisions cited.
"""

from __future__ import annotations

from cases.lifecycle import Lifecycle, Stage
from cases.page.rows import ActionRow, LimitRow, SystemRow, action_rows, limit_rows, system_rows, untimed
from cases.page.tables import action_table, cited, deadline_table, provisions_table, system_table, table
from cases.page.uses import Part, Use, uses
from cases.page.ways import alike, closed_in, reached_from
from cases.page.words import (
    KIND_WORDS,
    STATUS_WORDS,
    gate_words,
    law_of,
    law_words,
    leads_to,
    length_words,
    link,
    listed,
    start_words,
)

__all__ = [
    "KIND_WORDS", "STATUS_WORDS", "ActionRow", "LimitRow", "Part", "SystemRow", "Use", "action_rows", "alike", "cited",
    "closed_in", "gate_words", "law_of", "law_words", "leads_to", "length_words", "limit_rows", "page", "reached_from",
    "start_words", "system_rows", "untimed", "uses",
]  # fmt: skip


def page(life: Lifecycle, dates: str = "") -> str:
    """The lawyer's page. `dates` is the table of dated examples that a lawyer keeps, shown near the end."""
    working = [stage for stage in life.stages if not stage.terminal]
    parts = [_head(life), _map(life), _everywhere(life), _system(life), *(_stage(life, stage) for stage in working)]
    parts.append(_endings(life))
    if dates.strip():
        parts.append(f"## Dated examples\n\n{dates.strip()}\n")
    parts.append(f"## Provisions cited\n\n{provisions_table(life)}")
    return "\n".join(part for part in parts if part).rstrip() + "\n"


def _head(life: Lifecycle) -> str:
    return (
        f"# {life.title}\n\n"
        f"Version {life.version}, in force from {life.in_force.isoformat()}. Review: {life.review}\n\n"
        f"{life.about.strip()}\n\n"
        "This page is generated from the procedure as the system runs it, so it cannot differ. How to read it:\n\n"
        "- *Read* and *known* provisions are shown to people as law (*known* ones with the remark that counsel has not "
        "proofread them). *To be confirmed* is never shown as law: such a length drives our own reminders only. *Our "
        "own standard* is the department's, which it may change.\n"
        "- A limit to act that ends on a closed day of its calendar moves to the next open one. Day one is the day "
        "after the event. When a limit is over nothing is deemed decided; what follows is said in its row.\n"
        "- Names in `this type` are the keys by which limits, actions and letters refer to each other. A star marks a "
        "letter that stays behind in some cases, which the officer sees before it is sent.\n"
    )


def _map(life: Lifecycle) -> str:
    main = " → ".join(link(stage) for stage in life.stages if stage.main)
    rows = [f"- {name}: {listed(link(life.stage(k)) for k in life.phase(key))}." for key, name in life.phases.items()]
    picture = f"![The main line as a picture]({life.key}.svg)"
    return f"## The way through\n\nMain line: {main}.\n\n{picture}\n\n" + "\n".join(rows) + "\n"


def _everywhere(life: Lifecycle) -> str:
    if not life.anywhere and not life.deadlines:
        return ""
    text = "## In every stage\n\n"
    if life.deadlines:
        text += deadline_table(life.deadlines)
    if life.anywhere:
        text += action_table(life, [each.action for each in life.anywhere])
        text += "".join(
            f"- *{e.action.title}* is not open in: {closed_in(life, e)}.\n" for e in life.anywhere if e.except_in
        )
    return text


def _system(life: Lifecycle) -> str:
    rows = system_table(life)
    if not rows and not untimed(life):
        return ""
    more = "".join(f"- In {link(stage)}: `{a.key}`, {a.title}.\n" for stage, a in untimed(life))
    about = "Each is taken as any other act is, and counts from the day on which its time came."
    return f"## What the system does by itself\n\n{about}\n\n{rows}{more}"


def _stage(life: Lifecycle, stage: Stage) -> str:
    text = f'<a id="{stage.key}"></a>\n\n## {stage.title} (`{stage.key}`)\n\n'
    text += f"Outsiders read: “{stage.outside.words}” ({stage.outside.turn}.) {stage.outside.you}\n\n"
    if stage.note:
        text += f"{stage.note}\n\n"
    text += f"Reached from: {reached_from(life, stage)}.\n\n"
    if stage.deadlines:
        text += deadline_table(stage.deadlines)
    if stage.actions:
        text += action_table(life, stage.actions)
    return text


def _endings(life: Lifecycle) -> str:
    """The terminal stages in one table, and after it what is still open in them."""
    endings = [stage for stage in life.stages if stage.terminal]
    if not endings:
        return ""
    rows = [
        (
            f'<a id="{s.key}"></a>{s.title}<br>`{s.key}`', f"“{s.outside.words}” {s.outside.you}",
            reached_from(life, s), " ".join([*(f"`{a.key}`" for a in s.actions), s.note]).strip() or "—",
        )
        for s in endings
    ]  # fmt: skip
    heads = ("ending", "outsiders read", "reached from", "what is open then")
    return f"## How a case ends\n\n{table(heads, rows)}{_open_after(life, endings)}"


def _open_after(life: Lifecycle, endings: list[Stage]) -> str:
    """The acts and limits of closed cases; endings that have the very same ones share a table."""
    text = ""
    for stages in alike(life, endings):
        text += f"In {listed(s.title for s in stages)}:\n\n"
        text += deadline_table(stages[0].deadlines) if stages[0].deadlines else ""
        text += action_table(life, stages[0].actions) if stages[0].actions else ""
    return text
