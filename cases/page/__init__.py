"""A lifecycle as a Markdown page for lawyers: generated, committed, and held current by a test.

What a reviewer needs stands in one place: per stage what starts it, its limits with citation and status, its actions
with who may take them, when, where they lead, which letters go out and on what law; at the end the provisions cited.
"""

from __future__ import annotations

from cases.lifecycle import Anywhere, Lifecycle, Stage, targets
from cases.page.tables import action_table, cited, deadline_table, provisions_table, system_table, table, untimed
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
    "KIND_WORDS", "STATUS_WORDS", "cited", "gate_words", "law_of", "law_words", "leads_to", "length_words", "page",
    "start_words",
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
            f"- *{e.action.title}* is not open in: {_except(life, e)}.\n" for e in life.anywhere if e.except_in
        )
    return text


def _except(life: Lifecycle, e: Anywhere) -> str:
    """The stages in which it is not open; all endings together are called closed cases."""
    endings = {stage.key for stage in life.stages if stage.terminal}
    if not endings <= set(e.except_in):
        return listed(life.stage(k).title for k in e.except_in)
    return listed([*(life.stage(k).title for k in e.except_in if k not in endings), "closed cases"])


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
    text += f"Reached from: {_reached_from(life, stage)}.\n\n"
    if stage.deadlines:
        text += deadline_table(stage.deadlines)
    if stage.actions:
        text += action_table(life, stage.actions)
    return text


def _reached_from(life: Lifecycle, stage: Stage) -> str:
    """The acts that lead here; acts of one name from many stages are told together."""
    ways: dict[str, list[str]] = {}
    for from_stage, action in life.all_actions():
        if stage.key in targets(life, action.to):
            ways.setdefault(action.title, []).append(link(from_stage) if from_stage else "any stage")
    told = [f"“{title}” in {', '.join(froms)}" for title, froms in ways.items()]
    if stage.key == life.first:
        told.insert(0, "the beginning")
    return "; ".join(told) or "a linked case or an import"


def _endings(life: Lifecycle) -> str:
    """The terminal stages in one table, and after it what is still open in them."""
    endings = [stage for stage in life.stages if stage.terminal]
    if not endings:
        return ""
    rows = [
        (
            f'<a id="{s.key}"></a>{s.title}<br>`{s.key}`', f"“{s.outside.words}” {s.outside.you}",
            _reached_from(life, s), " ".join([*(f"`{a.key}`" for a in s.actions), s.note]).strip() or "—",
        )
        for s in endings
    ]  # fmt: skip
    heads = ("ending", "outsiders read", "reached from", "what is open then")
    return f"## How a case ends\n\n{table(heads, rows)}{_open_after(life, endings)}"


def _open_after(life: Lifecycle, endings: list[Stage]) -> str:
    """The acts and limits of closed cases; endings that have the very same ones share a table."""
    shared: dict[str, list[Stage]] = {}
    for stage in endings:
        own = (deadline_table(stage.deadlines) if stage.deadlines else "") + (
            action_table(life, stage.actions) if stage.actions else ""
        )
        shared.setdefault(own, []).append(stage)
    return "".join(f"In {listed(s.title for s in stages)}:\n\n{own}" for own, stages in shared.items() if own)
