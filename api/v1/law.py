"""The law on file: every provision with its status. What nobody has confirmed is never shown as law."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from api.v1.access import Caller
from api.v1.described import PREFIX, named, problems
from api.v1.schemas import Shown
from cases.law import LegalStatus, Provision, instruments, provisions

router = APIRouter(prefix=PREFIX, tags=["procedures"], generate_unique_id_function=named)


class InstrumentShown(Shown):
    key: str
    title: str
    short: str
    link: str


class ProvisionShown(Shown):
    """One provision. `status`: `read`, `known` (not yet proofread), `unconfirmed` (never law), `service` (our own)."""

    key: str
    instrument: str
    citation: str
    gist: str
    status: LegalStatus
    shown: str
    proofread: bool
    source: str
    source_link: str
    checked_on: date | None


class LawShown(Shown):
    instruments: list[InstrumentShown]
    provisions: list[ProvisionShown]


@router.get("/law", responses=problems(401, 403))
def read_law(
    caller: Caller,
    status: Annotated[LegalStatus | None, Query(description="Only provisions of this status.")] = None,
) -> LawShown:
    """Instruments and provisions on file, with the status of each."""
    wanted = [p for p in provisions() if status is None or p.status is status]
    cited = {p.instrument.key for p in wanted}
    return LawShown(
        instruments=[
            InstrumentShown(key=i.key, title=i.title, short=i.short, link=i.link)
            for i in instruments()
            if i.key in cited
        ],
        provisions=[_shown(p) for p in wanted],
    )


def _shown(p: Provision) -> ProvisionShown:
    return ProvisionShown(
        key=p.key, instrument=p.instrument.key, citation=str(p), gist=p.gist, status=p.status, shown=p.shown,
        proofread=p.proofread, source=p.source, source_link=p.source_link, checked_on=p.checked_on,
    )  # fmt: skip
