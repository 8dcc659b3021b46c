"""Commands that take in public records of other forums: disputes at the WTO, investigations of other authorities."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli_output import AsJson, answering, opened, progress

if TYPE_CHECKING:
    from cases.service.replaying import ImportedRecords
    from cases.store import Database

    Import = Callable[[Database, object, Callable[[int, int], None] | None], ImportedRecords]

OUTCOMES = {"accepted": "accepted", "out_of_order": "out of order", "refused": "refused", "no_event": "no event"}
"""What may become of an event, in words."""

RecordFile = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Public records, as JSON.")]


def disputes(file: RecordFile, as_json: AsJson = False) -> None:
    """Replay public disputes at the WTO through the procedure, event by event. No letters go out; once is enough.

    With --json every event is told with what became of it and why. Exit status 1 when a dispute or one of its events
    was refused; the others are taken all the same.
    """
    _take_in(file, as_json, _disputes)


def remedies(file: RecordFile, as_json: AsJson = False) -> None:
    """Replay anti-dumping investigations of other authorities, step by step. No letters go out; once is enough.

    With --json every step is told with what became of it and why. Exit status 1 when an investigation or one of its
    steps was refused; the others are taken all the same.
    """
    _take_in(file, as_json, _remedies)


def _disputes(database: Database, payload: object, tick: Callable[[int, int], None] | None) -> ImportedRecords:
    from cases.service.importing_disputes import import_disputes

    return import_disputes(database, payload, tick=tick)


def _remedies(database: Database, payload: object, tick: Callable[[int, int], None] | None) -> ImportedRecords:
    from cases.service.importing_remedies import import_remedies

    return import_remedies(database, payload, tick=tick)


def _take_in(file: Path, as_json: bool, take: Import) -> None:
    with answering(as_json) as answer, opened() as database:
        from cases.errors import Refused
        from cases.service.importing import read_file

        try:
            payload = read_file(file)
            with progress("Importing", quiet=as_json) as tick:
                done = take(database, payload, tick)
        except Refused as refused:
            raise answer.refuse(refused.reason, id=file.name, accepted=[], unchanged=[], events=[]) from None
        answer.say(
            _lines(done),
            accepted=done.accepted,
            unchanged=done.unchanged,
            refused=[{"id": each.id, "reason": each.reason} for each in done.refused],
            counts=_counts(done),
            events=[
                {"record": e.record, "event": e.kind, "on": e.on, "outcome": e.outcome, "reason": e.reason}
                for e in done.events
            ],
        )
        raise typer.Exit(1 if done.refused or done.count("refused") else 0)


def _counts(done: ImportedRecords) -> dict[str, int]:
    return {"events": len(done.events), **{outcome: done.count(outcome) for outcome in OUTCOMES}}


def _lines(done: ImportedRecords) -> list[str]:
    """The summary, then what was refused and why: whole records first."""
    counts = ", ".join(f"{done.count(outcome)} {words}" for outcome, words in OUTCOMES.items())
    return [
        f"{len(done.accepted)} accepted, {len(done.unchanged)} unchanged, {len(done.refused)} refused.",
        f"{len(done.events)} events: {counts}.",
        *(f"{each.id}: {each.reason}" for each in done.refused),
        *(f"{e.record}, {e.kind}, {e.on}: {e.reason}" for e in done.events if e.outcome == "refused"),
    ]
