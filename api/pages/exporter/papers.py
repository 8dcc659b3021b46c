"""The evidence: what helps for this kind of barrier and why, what is attached, what the person does not have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from starlette.datastructures import FormData

from api.forms import text_of, uploads_of
from api.i18n import _, say
from cases.engine import Actor
from cases.errors import InputRefused
from cases.models import Document, Draft
from cases.ntb.categories import EVIDENCE, WHY, evidence_of, kind
from cases.seats import Role
from cases.service.documents import remove_document, store_document
from cases.store import UnitOfWork

PARTY = Actor(frozenset({Role.PARTY}))


@dataclass(frozen=True, slots=True)
class Paper:
    """One line of the list: what it is, why it helps, the files that show it, or that the person has none."""

    key: str
    words: str
    why: str
    files: tuple[str, ...]
    lacking: bool
    best: bool


def papers(answers: Mapping[str, Any], files: Sequence[Document]) -> list[Paper]:
    """What helps for the kind of barrier that was described, the strongest first."""
    barrier = kind(str(answers.get("barrier_kind") or ""))
    lacking = answers.get("evidence_lacking") or ()
    return [
        Paper(
            key, say(EVIDENCE[key]), say(WHY[key]), tuple(f.filename for f in files if evidence_of(f.title) == key),
            key in lacking, number == 0,
        )
        for number, key in enumerate(barrier.evidence if barrier else ())
    ]  # fmt: skip


def what_it_shows(listed: Sequence[Paper]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The kinds of papers to choose from for a file: those of the list first, then all others."""
    first = [(each.key, each.words) for each in listed]
    known = {key for key, _words in first}
    others = [(key, say(words)) for key, words in EVIDENCE.items() if key not in known]
    groups = [(_("What helps most here"), first)] if first else []
    return [*groups, (_("Other papers"), others)]


def take_files(uow: UnitOfWork, draft: Draft, data: FormData, do: str) -> dict[str, str]:
    """Take in what was chosen and take off what is to go; the sentences about files that are not taken."""
    refused: list[str] = []
    if do.startswith("remove:"):
        _remove(uow, draft, do.partition(":")[2])
    title = EVIDENCE.get(text_of(data, "paper"), "")
    for each in uploads_of(data, "attachments"):
        try:
            store_document(
                uow, draft_id=draft.id, filename=each.filename or "", content=each.file, actor=PARTY, title=title,
                field="attachments",
            )  # fmt: skip
        except InputRefused as wrong:
            refused += [say(words) for words in wrong.fields.values()]
    return {"attachments": " ".join(refused)} if refused else {}


def _remove(uow: UnitOfWork, draft: Draft, key: str) -> None:
    try:
        document = UUID(key)
    except ValueError:
        return
    remove_document(uow, document, draft_id=int(draft.id or 0))
