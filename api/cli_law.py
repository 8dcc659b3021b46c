"""Commands over the procedures: are they well-formed, and the page that a lawyer reviews."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli_output import WRONG_USE, AsJson, answering

lifecycles_app = typer.Typer(no_args_is_help=True)
DOCS = Path(__file__).resolve().parents[1] / "docs"


@lifecycles_app.command("check")
def check(as_json: AsJson = False) -> None:
    """Check every procedure in force: its page, the letters it sends, and the lawyer's page that is on file."""
    with answering(as_json) as answer:
        from cases.lifecycles import IN_FORCE
        from notifications.checking import check as letters_missing

        problems = [*letters_missing(IN_FORCE), *(p for life in IN_FORCE if (p := _stale(life.key)))]
        facts = [
            {"key": life.key, "version": life.version, "stages": len(life.stages),
             "actions": len(life.all_actions()), "deadlines": len(life.all_deadlines())}
            for life in IN_FORCE
        ]  # fmt: skip
        lines = [
            f"{f['key']} v{f['version']}: {f['stages']} stages, {f['actions']} actions, {f['deadlines']} deadlines."
            for f in facts
        ]
        answer.say([*lines, *(problems or ["No problems."])], lifecycles=facts, problems=problems)
        raise typer.Exit(1 if problems else 0)


@lifecycles_app.command("page")
def page(
    key: Annotated[str, typer.Argument(help="The procedure, such as ntb_complaint.")],
    write: Annotated[
        bool, typer.Option("--write", help="Write it to docs/lifecycles/ instead of printing it.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """The lawyer's page of a procedure, in Markdown."""
    with answering(as_json) as answer:
        try:
            text = page_of(key)
        except LookupError as unknown:
            raise answer.refuse(str(unknown), id=key, status=WRONG_USE) from None
        if write:
            file = page_file(key)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            file.with_suffix(".svg").write_text(picture_of(key), encoding="utf-8")
            answer.say(
                [f"Wrote docs/lifecycles/{file.name} and its picture."], key=key, file=f"docs/lifecycles/{file.name}"
            )
        else:
            answer.say([text.rstrip("\n")], key=key, page=text)


def page_file(key: str) -> Path:
    """Where the page of a procedure is kept."""
    return DOCS / "lifecycles" / f"{key}.md"


def page_of(key: str) -> str:
    """The page as it is now, with the dated examples that lawyers keep. `LookupError` for an unknown procedure."""
    from cases.lifecycles import lifecycle
    from cases.page import page as written

    life = lifecycle(key)
    dates = DOCS / "dates" / f"{key}.md"
    return written(life, dates.read_text(encoding="utf-8") if dates.is_file() else "")


def picture_of(key: str) -> str:
    """The main line of a procedure as SVG, which the page shows."""
    from cases.lifecycles import lifecycle
    from cases.process_map import lifecycle_map_svg

    return lifecycle_map_svg(lifecycle(key)) + "\n"


def _stale(key: str) -> str | None:
    page = page_file(key)
    for file, text in ((page, page_of(key)), (page.with_suffix(".svg"), picture_of(key))):
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            state = "is not current" if file.is_file() else "is missing"
            return f"docs/lifecycles/{file.name} {state}. Run `tatua lifecycles page {key} --write`."
    return None
