"""The YAML files of the law on file, read once and checked: every problem is told in one sentence each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from cases.law.records import Instrument, LegalStatus, Provision

HERE = Path(__file__).parent
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FIELDS = {"gist", "status", "source", "checked_on", "checked_by", "proofread", "cited_as"}


def read_yaml(path: Path) -> Any:
    """What stands in a YAML file, by the fast safe loader where there is one."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)


def read_instruments(
    folder: Path = HERE / "instruments", sources: Path = HERE / "sources.yaml"
) -> dict[str, Instrument]:
    """Every instrument by its key, which is the name of its file. `ValueError` lists what is wrong with the files."""
    texts = {path.stem: read_yaml(path) for path in sorted(folder.glob("*.yaml"))}
    problems = [p for key, text in texts.items() for p in _problems(key, text)]
    if problems:
        raise ValueError("The law on file is not well-formed:\n" + "\n".join(f"- {p}" for p in problems))
    links = {str(key): str(link) for key, link in read_yaml(sources).items()}
    return {key: _instrument(key, text, links) for key, text in texts.items()}


def _problems(key: str, text: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"{key} has no {needed}." for needed in ("title", "short", "provisions") if not text.get(needed))
    for number, row in (text.get("provisions") or {}).items():
        name = f"{key}:{number}"
        if extra := set(row) - _FIELDS:
            yield f"{name} has unknown fields: {', '.join(sorted(map(str, extra)))} (quote a gist with a comma)."
        if row.get("status") not in list(LegalStatus):
            yield f"{name} has no legal status."
        if not row.get("gist"):
            yield f"{name} has no gist."
        if row.get("checked_on") is not None and not isinstance(row["checked_on"], date):
            yield f"{name} was checked on something that is not a date."
        if row.get("proofread") and not (row.get("checked_on") and row.get("checked_by")):
            yield f"{name} is marked as proofread without the day and the name."


def _instrument(key: str, text: Mapping[str, Any], links: Mapping[str, str]) -> Instrument:
    found = Instrument(
        key=key,
        title=text["title"],
        short=text["short"],
        link=text.get("link", ""),
        forum=text.get("forum"),
        pattern=text.get("pattern", "{short} Art. {number}"),
    )
    for number, row in text["provisions"].items():
        found.on_file[str(number)] = _provision(found, str(number), row, links)
    return found


def _provision(instrument: Instrument, number: str, row: Mapping[str, Any], links: Mapping[str, str]) -> Provision:
    source = str(row.get("source", ""))
    return Provision(
        instrument=instrument,
        number=number,
        gist=row["gist"],
        status=LegalStatus(row["status"]),
        source=source,
        checked_on=row.get("checked_on"),
        checked_by=row.get("checked_by"),
        proofread=bool(row.get("proofread", False)),
        cited_as=row.get("cited_as", ""),
        source_link=links.get(source, _address(source)),
    )


def _address(source: str) -> str:
    if source.startswith("http"):
        return source
    return f"https://{source}" if "." in source and "/" in source and " " not in source else ""
