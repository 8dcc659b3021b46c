"""The `tatua` command. What a command needs is imported when it runs, so that `tatua --help` answers at once."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli_cases import explain, import_app, rebuild
from api.cli_law import lifecycles_app
from api.cli_office import calendar_app, user_app
from api.cli_output import AsJson, answering, chosen, opened
from api.cli_records import disputes, remedies

app = typer.Typer(
    name="tatua", help="Case management for trade complaints.", no_args_is_help=True, pretty_exceptions_enable=False,
    add_completion=False,
)  # fmt: skip
import_app.command("disputes")(disputes)
import_app.command("remedies")(remedies)
app.add_typer(import_app, name="import", help="Take in records from elsewhere.")
app.add_typer(lifecycles_app, name="lifecycles", help="The procedures: are they well-formed, and their lawyer's pages.")
app.add_typer(user_app, name="user", help="The accounts of the staff.")
app.add_typer(calendar_app, name="calendar", help="Closed days of Nairobi, Geneva, Arusha and the capitals.")
app.command()(rebuild)
app.command()(explain)


@app.command()
def up() -> None:
    """Start everything on this machine and keep it running until Ctrl-C."""
    from api.supervise import up as start

    with answering(False):
        chosen()
        raise typer.Exit(start())


@app.command()
def migrate(as_json: AsJson = False) -> None:
    """Bring the database to the newest schema, and enter public closed days for seats that have none."""
    with answering(as_json) as answer:
        from cases.migrations import current, upgrade

        url = chosen().database_url
        before = current(url)
        after = upgrade(url)
        with opened() as database:
            from cases.seed import load_calendars

            days = load_calendars(database)
        done = f"The database is at {after}." if before == after else f"Migrated from {before or 'nothing'} to {after}."
        entered = [f"Entered {days} public closed days."] if days else []
        answer.say([done, *entered], before=before, after=after, closed_days=days)


@app.command()
def seed(as_json: AsJson = False) -> None:
    """Load the demonstration into an empty database. In production nothing but the calendars is loaded."""
    with answering(as_json) as answer, opened() as database:
        from cases.seed import is_empty, load_calendars
        from cases.seed import seed as load

        load_calendars(database)
        if not chosen().demonstration:
            answer.say(["No demonstration is loaded here (TATUA_ENV); the calendars are."], loaded=None)
            return
        if not is_empty(database):
            answer.say(["There are accounts or cases already: nothing was loaded."], loaded=None)
            return
        loaded = load(database)
        counts = {key: getattr(loaded, key) for key in loaded.__dataclass_fields__}
        words = ", ".join(f"{number} {key.replace('_', ' ')}" for key, number in counts.items())
        answer.say([f"Loaded the demonstration: {words}."], loaded=counts)


def version_wanted(value: bool) -> None:
    if value:
        from importlib.metadata import version

        typer.echo(f"tatua {version('tatua')}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=version_wanted, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """Case management for trade complaints."""


if __name__ == "__main__":
    app()
