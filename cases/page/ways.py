"""How stages hang together: from where one is reached, where an action is not open, which endings are alike."""

from __future__ import annotations

from cases.lifecycle import Anywhere, Lifecycle, Stage, targets
from cases.page.tables import action_table, deadline_table
from cases.page.words import link, listed


def reached_from(life: Lifecycle, stage: Stage) -> str:
    """The acts that lead here; acts of one name from many stages are told together."""
    ways: dict[str, list[str]] = {}
    for from_stage, action in life.all_actions():
        if stage.key in targets(life, action.to):
            ways.setdefault(action.title, []).append(link(from_stage) if from_stage else "any stage")
    told = [f"“{title}” in {', '.join(froms)}" for title, froms in ways.items()]
    if stage.key == life.first:
        told.insert(0, "the beginning")
    return "; ".join(told) or "a linked case or an import"


def closed_in(life: Lifecycle, e: Anywhere) -> str:
    """The stages in which it is not open; all endings together are called closed cases."""
    endings = {stage.key for stage in life.stages if stage.terminal}
    if not endings <= set(e.except_in):
        return listed(life.stage(k).title for k in e.except_in)
    return listed([*(life.stage(k).title for k in e.except_in if k not in endings), "closed cases"])


def alike(life: Lifecycle, endings: list[Stage]) -> list[list[Stage]]:
    """Endings in groups whose tables read the very same; those in which nothing is open are left out."""
    groups: dict[str, list[Stage]] = {}
    for stage in endings:
        if stage.actions or stage.deadlines:
            told = deadline_table(stage.deadlines) + action_table(life, stage.actions)
            groups.setdefault(told, []).append(stage)
    return list(groups.values())
