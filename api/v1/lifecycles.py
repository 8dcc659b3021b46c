"""The procedures in force as data, each in its newest version."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter
from pydantic import Field

from api.v1.access import Caller
from api.v1.acting import basis
from api.v1.described import PREFIX, named, problems
from api.v1.schemas import Basis, Shown
from cases.errors import NotFound
from cases.lifecycle import Action, Deadline, Input, Lifecycle, Stage, targets
from cases.lifecycles import IN_FORCE
from cases.page import gate_words, law_of, leads_to, length_words, start_words

router = APIRouter(prefix=PREFIX, tags=["procedures"], generate_unique_id_function=named)


class FieldShown(Shown):
    key: str
    label: str
    type: str
    required: bool
    needed_when: str
    choices: list[tuple[str, str]]


class OpeningShown(Shown):
    """How staff open a file: `POST /lifecycles/{key}/cases` with the answers of `inputs` as `data`."""

    by: list[str]
    party: str = Field(description="The seat of `party`, whoever the file is opened for.")
    named_in: str = Field(description="The answer that is the party's name; empty where `party.name` is.")
    entry: str = Field(description="The answer by which the file begins elsewhere than in `first`: see `begins_in`.")
    begins_in: dict[str, str]
    inputs: list[FieldShown]
    law: Basis


class LetterPlanned(Shown):
    letter: str
    to: str


class ActionPlanned(Shown):
    key: str
    title: str
    by: list[str]
    system: bool
    only_when: list[str]
    leads_to: str
    next_stages: list[str]
    inputs: list[FieldShown]
    letters: list[LetterPlanned]
    per: str | None = Field(None, description="What `subject` must name when the act concerns one of several.")
    opens: str | None = Field(None, description="Key of the procedure of which it opens a linked case.")
    law: Basis


class AnywherePlanned(ActionPlanned):
    """An action open in every stage but those in `except_in`."""

    except_in: list[str]


class DeadlinePlanned(Shown):
    """A limit. `length` and `counted_from` are words; `law` says how far the length may be relied on."""

    key: str
    title: str
    kind: str
    length: str
    counted_from: str
    met_by: list[str]
    law: Basis


class StageShown(Shown):
    key: str
    title: str
    phase: str
    terminal: bool
    main: bool
    outsiders_read: str
    turn: str
    actions: list[ActionPlanned]
    deadlines: list[DeadlinePlanned]


class Head(Shown):
    key: str
    version: int
    title: str
    in_force: date
    first: str
    review: str


class LifecyclesShown(Shown):
    lifecycles: list[Head]


class LifecycleShown(Head):
    opening: OpeningShown | None = Field(None, description="Null where a form, an import or another case opens it.")
    stages: list[StageShown]
    anywhere: list[AnywherePlanned]
    deadlines: list[DeadlinePlanned]


@router.get("/lifecycles", responses=problems(401, 403))
def list_lifecycles(caller: Caller) -> LifecyclesShown:
    """The procedures in force."""
    return LifecyclesShown(lifecycles=[Head(**_head(life)) for life in IN_FORCE])


@router.get("/lifecycles/{key}", responses=problems(401, 403, 404))
def read_lifecycle(caller: Caller, key: str) -> LifecycleShown:
    """One procedure whole: stages, actions, limits, letters, each with its law."""
    life = next((life for life in IN_FORCE if life.key == key), None)
    if life is None:
        raise NotFound("No procedure in force has this key. GET /api/v1/lifecycles names them.")
    return LifecycleShown(
        **_head(life),
        opening=_opening(life),
        stages=[_stage(life, stage) for stage in life.stages],
        anywhere=[
            AnywherePlanned(**_action(life, e.action).model_dump(), except_in=list(e.except_in)) for e in life.anywhere
        ],
        deadlines=[_deadline(d) for d in life.deadlines],
    )


def _head(life: Lifecycle) -> dict[str, object]:
    return {"key": life.key, "version": life.version, "title": life.title, "in_force": life.in_force,
            "first": life.first, "review": life.review}  # fmt: skip


def _opening(life: Lifecycle) -> OpeningShown | None:
    way = life.by_staff
    if way is None:
        return None
    return OpeningShown(
        by=[seat.key for seat in way.by], party=way.party.key, named_in=way.named_in, entry=way.entry,
        begins_in=dict(way.at), inputs=[_field(each) for each in life.opening], law=basis(way.cite),
    )  # fmt: skip


def _field(i: Input) -> FieldShown:
    return FieldShown(
        key=i.key, label=i.label, type=i.type.value, required=i.required and i.needed is None,
        needed_when=i.needed_when, choices=list(i.choices),
    )  # fmt: skip


def _stage(life: Lifecycle, stage: Stage) -> StageShown:
    return StageShown(
        key=stage.key, title=stage.title, phase=stage.phase, terminal=stage.terminal, main=stage.main,
        outsiders_read=stage.outside.words, turn=stage.outside.turn,
        actions=[_action(life, a) for a in stage.actions], deadlines=[_deadline(d) for d in stage.deadlines],
    )  # fmt: skip


def _action(life: Lifecycle, a: Action) -> ActionPlanned:
    return ActionPlanned(
        key=a.key, title=a.title, by=[s.key for s in a.by], system=a.system,
        only_when=[gate_words(g) for g in a.when], leads_to=leads_to(life, a), next_stages=list(targets(life, a.to)),
        inputs=[_field(i) for i in a.inputs],
        letters=[LetterPlanned(letter=e.letter, to=e.to.key) for e in a.emails], per=a.per,
        opens=a.opens.lifecycle if a.opens else None, law=basis(a.cite),
    )  # fmt: skip


def _deadline(d: Deadline) -> DeadlinePlanned:
    return DeadlinePlanned(
        key=d.key, title=d.title, kind=d.kind.value, length=length_words(d).replace("<br>", " "),
        counted_from=start_words(d), met_by=list(d.met_by), law=basis(law_of(d)),
    )  # fmt: skip
