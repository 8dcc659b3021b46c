"""How the commands answer: sentences for people, one JSON object for programs, and an exit status for both.

0: nothing was refused. 1: something was refused, and the answer says what and why. 2: the command was used wrongly.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from cases.settings import Settings
    from cases.store import Database

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
WRONG_USE = 2


class Answer:
    """What a command has to say: kept while it works, printed once at its end."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json

    def say(self, lines: Sequence[str], **facts: object) -> None:
        """Print the lines, or the facts as one object."""
        if self.as_json:
            sys.stdout.write(json.dumps(facts, ensure_ascii=False, indent=2, default=str) + "\n")
        else:
            sys.stdout.write("".join(f"{line}\n" for line in lines))

    def refuse(self, reason: str, *, id: str = "", status: int = 1, **facts: object) -> typer.Exit:
        """Say why nothing was done; raise what this returns."""
        if self.as_json:
            self.say((), **facts, refused=[{"id": id, "reason": reason}])
        else:
            sys.stderr.write(f"{reason}\n")
        return typer.Exit(status)


@contextmanager
def answering(as_json: bool) -> Iterator[Answer]:
    """Refusals of the domain and of the settings become a sentence and exit status 1; bugs stay bugs."""
    from sqlalchemy.exc import OperationalError

    from cases.errors import InputRefused, Refused
    from cases.settings import SettingsRefused

    answer = Answer(as_json)
    try:
        yield answer
    except InputRefused as refused:
        raise answer.refuse(" ".join(refused.fields.values())) from None
    except Refused as refused:
        raise answer.refuse(refused.reason) from None
    except SettingsRefused as refused:
        raise answer.refuse(str(refused)) from None
    except OperationalError as down:
        raise answer.refuse(f"The database does not answer: {str(down.orig).strip()}") from None


def chosen() -> Settings:
    """The settings of this process, with the department's own standards in force."""
    from cases.law.limits import with_overrides
    from cases.settings import settings

    found = settings()
    with_overrides(found.service_standards)
    return found


@contextmanager
def opened() -> Iterator[Database]:
    """The case database, migrated; `Refused` in words when it is not."""
    from cases.errors import Refused
    from cases.migrations import current, newest
    from cases.store import Database

    found = chosen()
    if current(found.database_url) != newest():
        raise Refused("The database has not the schema of this version. Run `tatua migrate` first.")
    database = Database(found.database_url, moves=found.demonstration)
    try:
        yield database
    finally:
        database.close()


@contextmanager
def progress(title: str, *, quiet: bool) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on a terminal, for work that takes a while; nothing in a pipe or for programs."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def read_day(text: str, what: str = "day") -> date:
    """A date typed as 2027-08-10; wrong use otherwise."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"“{text}” is no {what}. Write it as 2027-08-10.") from None
