"""The procedures as data, and the law on file."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from api.v1.access import Caller
from api.v1.cases import PROBLEMS
from api.v1.schemas import LifecyclesShown
from cases.errors import NotFound
from cases.lifecycle import Action, Deadline, Lifecycle, Stage
from cases.lifecycles import IN_FORCE
from cases.page import gate_words, leads_to, length_words, start_words

router = APIRouter(tags=["lifecycles"], responses=PROBLEMS)


@router.get("/lifecycles")
def list_lifecycles(caller: Caller) -> LifecyclesShown:
    """The procedures in force."""
    return LifecyclesShown(lifecycles=[_head(life) for life in IN_FORCE])


@router.get("/lifecycles/{key}")
def read_lifecycle(caller: Caller, key: str) -> dict[str, Any]:
    """One procedure whole: stages, actions, limits, letters, with their law."""
    life = next((life for life in IN_FORCE if life.key == key), None)
    if life is None:
        raise NotFound("No procedure in force has this key.")
    return {
        **_head(life),
        "stages": [_stage(life, stage) for stage in life.stages],
        "anywhere": [{**_action(life, e.action), "except_in": list(e.except_in)} for e in life.anywhere],
        "deadlines": [_deadline(d) for d in life.deadlines],
    }


def _head(life: Lifecycle) -> dict[str, Any]:
    return {"key": life.key, "version": life.version, "title": life.title, "in_force": life.in_force.isoformat(),
            "first": life.first, "review": life.review}  # fmt: skip


def _stage(life: Lifecycle, stage: Stage) -> dict[str, Any]:
    return {
        "key": stage.key, "title": stage.title, "terminal": stage.terminal, "phase": stage.phase,
        "outside": {"words": stage.outside.words, "turn": stage.outside.turn, "you": stage.outside.you},
        "actions": [_action(life, a) for a in stage.actions], "deadlines": [_deadline(d) for d in stage.deadlines],
    }  # fmt: skip


def _action(life: Lifecycle, a: Action) -> dict[str, Any]:
    return {
        "key": a.key, "title": a.title, "by": [s.key for s in a.by], "system": a.system,
        "only_when": [gate_words(g) for g in a.when], "leads_to": leads_to(life, a),
        "inputs": [{"key": i.key, "label": i.label, "type": i.type.value} for i in a.inputs],
        "letters": [{"letter": e.letter, "to": e.to.key} for e in a.emails],
        "law": {"citation": str(a.cite), "status": a.cite.status.value},
    }  # fmt: skip


def _deadline(d: Deadline) -> dict[str, Any]:
    return {
        "key": d.key, "title": d.title, "kind": d.kind.value, "length": length_words(d), "from": start_words(d),
        "met_by": list(d.met_by), "law": {"citation": str(d.cite), "status": d.cite.status.value},
    }  # fmt: skip
