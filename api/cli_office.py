"""Commands over the department itself: its accounts and its calendars."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli_output import AsJson, answering, opened, read_day

if TYPE_CHECKING:
    from cases.service.closing_days import DayChanged

user_app = typer.Typer(no_args_is_help=True)
calendar_app = typer.Typer(no_args_is_help=True)

Username = Annotated[str, typer.Argument(help="What the person types to sign in.")]
FromStdin = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input, not from the terminal.")
]


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))


@user_app.command("add")
def add_user(
    username: Username,
    name: Annotated[str, typer.Option(help="The person's name.")],
    email: Annotated[str, typer.Option(help="Where letters to the person go.")],
    role: Annotated[list[str], typer.Option(help="A role; may be given several times.")],
    department: Annotated[str, typer.Option(help="trade or eac_affairs.")] = "trade",
    password_stdin: FromStdin = False,
    as_json: AsJson = False,
) -> None:
    """Make an account. The password is asked for, never taken from the command line."""
    with answering(as_json) as answer, opened() as database:
        from cases.service.people import create_account
        from cases.store import UnitOfWork

        password = _password(password_stdin)
        with UnitOfWork(database) as uow:
            create_account(uow, username, name=name, email=email, roles=role, password=password, department=department)
            uow.commit()
        answer.say([f"{username.lower()} can sign in as {', '.join(role)}."], added=username.lower(), roles=role)


@user_app.command("list")
def list_users(as_json: AsJson = False) -> None:
    """Every account with its roles."""
    with answering(as_json) as answer, opened() as database:
        from cases.service.people import people

        with database.read() as session:
            found = people(session)
        lines = [
            f"{each.username:<16} {each.name:<32} {', '.join(each.roles)}"
            f"{' (disabled)' if each.disabled else ''}{' (demonstration)' if each.demonstration else ''}"
            for each in found
        ]
        accounts = [{key: getattr(each, key) for key in each.__dataclass_fields__} for each in found]
        answer.say(lines or ["There is no account yet. Make one with `tatua user add`."], accounts=accounts)


@user_app.command("disable")
def disable_user(username: Username, as_json: AsJson = False) -> None:
    """End an account and its sessions. What the person did stays on record."""
    with answering(as_json) as answer, opened() as database:
        from cases.service.people import disable_account
        from cases.store import UnitOfWork

        with UnitOfWork(database) as uow:
            disable_account(uow, username)
            uow.commit()
        answer.say([f"{username.lower()} can no longer sign in."], disabled=username.lower())


@user_app.command("password")
def set_password(username: Username, password_stdin: FromStdin = False, as_json: AsJson = False) -> None:
    """Set a new password, unlock the account, and end its sessions."""
    with answering(as_json) as answer, opened() as database:
        from cases.service.people import change_password
        from cases.store import UnitOfWork

        password = _password(password_stdin)
        with UnitOfWork(database) as uow:
            change_password(uow, username, password)
            uow.commit()
        answer.say([f"{username.lower()} has a new password."], changed=username.lower())


@calendar_app.command("add")
def add_day(
    day: Annotated[str, typer.Argument(help="The day, such as 2027-08-10.")],
    source: Annotated[str, typer.Option(help="Where it is published, such as “Gazette Notice No. 1234 of 2027”.")],
    name: Annotated[str, typer.Option(help="What the day is, such as “General election”.")] = "",
    seat: Annotated[str, typer.Option(help="nairobi, geneva, arusha, or a capital such as capital:UG.")] = "nairobi",
    revoke: Annotated[bool, typer.Option("--revoke", help="The day is no longer closed.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say which dates would move; write nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Close a seat on a day (or open it again), and compute every open date that crosses the day again."""
    with answering(as_json) as answer, opened() as database:
        from cases.engine import THE_SYSTEM
        from cases.service import closing_days
        from cases.store import UnitOfWork

        when = read_day(day)
        with UnitOfWork(database) as uow:
            if dry_run:
                change = closing_days.preview_closed_day(uow, seat, when, name, source, THE_SYSTEM, revoke=revoke)
            elif revoke:
                change = closing_days.revoke_closed_day(uow, seat, when, source, THE_SYSTEM)
            else:
                change = closing_days.add_closed_day(uow, seat, when, name, source, THE_SYSTEM)
            if not dry_run:
                uow.commit()
        answer.say(_change_lines(change, dry_run), **_change_facts(change, dry_run))


def _change_lines(change: DayChanged, dry_run: bool) -> list[str]:
    count = sum(len(case.moved) for case in change.cases)
    moves = [
        f"{case.reference or case.case_id}: {moved.clock.title}, {moved.before} → {moved.after}"
        for case in change.cases
        for moved in case.moved
    ]
    would = "would move" if dry_run else "moved"
    return [f"{change.cause}.", f"{count} dates of {len(change.cases)} cases {would}.", *moves]


def _change_facts(change: DayChanged, dry_run: bool) -> dict[str, object]:
    moved = [
        {"case": case.reference or str(case.case_id), "deadline": m.clock.key, "before": m.before, "after": m.after}
        for case in change.cases
        for m in case.moved
    ]
    return {
        "seat": change.seat, "day": change.day, "name": change.name, "source": change.source,
        "revoked": change.revoked, "version": change.version, "dry_run": dry_run, "moved": moved,
    }  # fmt: skip


@calendar_app.command("list")
def list_days(
    year: Annotated[int, typer.Argument(min=2000, max=2045, help="The year.")],
    seat: Annotated[str, typer.Option(help="nairobi, geneva, arusha, or a capital such as capital:UG.")] = "nairobi",
    as_json: AsJson = False,
) -> None:
    """The closed days of a seat in a year, with their sources."""
    with answering(as_json) as answer, opened() as database:
        from cases.service.closing_days import closed_days
        from cases.store import UnitOfWork

        with UnitOfWork(database) as uow:
            found = closed_days(uow, seat, year)
        days = [{"day": d.day, "name": d.name, "source": d.source, "status": d.status} for d in found]
        lines = [f"{d.day} {d.name} ({d.status}; {d.source})" for d in found]
        answer.say(lines or [f"No closed day of {seat} is on file for {year}."], seat=seat, year=year, days=days)
