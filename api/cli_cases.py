"""Commands over cases: import, rebuild, explain."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli_output import AsJson, answering, opened, progress

if TYPE_CHECKING:
    from cases.explain import Explanation
    from cases.store import UnitOfWork

import_app = typer.Typer(no_args_is_help=True)


@import_app.callback()
def imports() -> None:
    """Take in records from elsewhere."""


@import_app.command("ntb")
def import_ntb(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="Public records of the NTB portals, as JSON.")
    ],
    as_json: AsJson = False,
) -> None:
    """Take in public records of the NTB portals. No letters go out, nothing is closed, nothing is taken twice.

    Exit status 1 when a record was refused; the others are taken all the same.
    """
    with answering(as_json) as answer, opened() as database:
        from cases.errors import Refused
        from cases.service import importing

        try:
            payload = importing.read_file(file)
            with progress("Importing", quiet=as_json) as tick:
                done = importing.import_ntb(database, payload, tick=tick)
        except Refused as refused:
            raise answer.refuse(refused.reason, id=file.name, accepted=[], unchanged=[]) from None
        answer.say(
            [
                f"{len(done.accepted)} accepted, {len(done.unchanged)} unchanged, {len(done.refused)} refused.",
                *(f"{each.id}: {each.reason}" for each in done.refused),
            ],
            accepted=done.accepted,
            unchanged=done.unchanged,
            refused=[{"id": each.id, "reason": each.reason} for each in done.refused],
        )
        raise typer.Exit(1 if done.refused else 0)


def rebuild(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what differs; write nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Compute every case again from its history, report what differs, and put it right. A healthy database: nothing.

    Exit status 1 when something is still wrong: a broken chain of hashes, or differences that were not written.
    """
    with answering(as_json) as answer, opened() as database:
        from cases.service import rebuilding

        with progress("Rebuilding", quiet=as_json) as tick:
            found = rebuilding.rebuild(database, dry=dry_run, tick=tick)
        counts = f"{len(found.differences)} {'differences' if dry_run else 'differences put right'}"
        head = f"{found.cases} cases, {counts}, {len(found.broken)} broken hashes."
        answer.say(
            [head, *(each.words() for each in (*found.broken, *found.differences))],
            cases=found.cases,
            dry_run=dry_run,
            differences=[each.plain() for each in found.differences],
            broken=[each.plain() for each in found.broken],
        )
        raise typer.Exit(1 if found.broken or (dry_run and found.differences) else 0)


def explain(
    reference: Annotated[str, typer.Argument(help="The reference of a case, such as KE-NTB-2026-00042-K.")],
    as_json: AsJson = False,
) -> None:
    """Say of every date of a case why it is what it is."""
    with answering(as_json) as answer, opened() as database:
        from cases.errors import Refused
        from cases.reference import read_reference
        from cases.store import UnitOfWork

        known = read_reference(reference)
        if known is None:
            raise Refused(
                f"“{reference}” is no reference of ours: its last character does not fit. Check what was typed."
            )
        with UnitOfWork(database) as uow:
            title, stage, explained = explained_dates(uow, known)
        answer.say(
            [f"{known} · {title} · {stage}", *(line for each in explained for line in _lines(each))],
            reference=known,
            title=title,
            stage=stage,
            deadlines=[_plain(each) for each in explained],
        )


def explained_dates(uow: UnitOfWork, reference: str) -> tuple[str, str, list[Explanation]]:
    """The case's title and stage, and the explanation of each of its clocks with how its date moved before."""
    from cases.explain import explain as explained
    from cases.service.acting import facts_now, life_of
    from cases.service.explaining import moves_in_words

    case = uow.case(reference)
    life, facts, calendars = life_of(case), facts_now(uow, case), uow.calendars(case)
    moved = moves_in_words(uow.session, case.id, life)
    found = [explained(life, facts, calendars, clock, moved.get(clock.identity, ())) for clock in facts.clocks()]
    return case.title, life.stage(case.stage).title, found


def _lines(each: Explanation) -> list[str]:
    body = [f"  {line.number}. {line.title}: {line.words}" for line in each.lines]
    law = f"  {each.clock.cite} ({each.status})"
    return [
        "",
        f"{each.heading} [{each.clock.state.value}]",
        law,
        *body,
        f"  {each.result}",
        *(f"  {m}" for m in each.moved),
    ]


def _plain(each: Explanation) -> dict[str, object]:
    clock = each.clock
    return {
        "key": clock.key, "visit": clock.visit, "occurrence": clock.occurrence, "subject": clock.subject,
        "title": clock.title, "state": clock.state.value, "due": each.due, "due_at": clock.due_at,
        "trigger_on": clock.trigger_on, "cite": str(clock.cite), "status": clock.cite.status.value,
        "promised": each.promised, "lines": [f"{line.title}: {line.words}" for line in each.lines],
        "result": each.result, "moved": list(each.moved),
    }  # fmt: skip
